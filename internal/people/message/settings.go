package message

import (
	"crypto/subtle"
	"encoding/json"
	"net/mail"
	"net/url"
	"strings"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"

	"context"
)

// Settings are how messages leave. The zero Settings send nothing.
type Settings struct {
	Texts, Emails bool
	Quiet         Quiet
	Ways          Ways
	Version       int // zero: nothing was set up yet
	digest        string
}

// Ways is what is kept sealed.
type Ways struct {
	Site    string // address of this program, as the gateway and people's mail programs reach it
	Sender  string // who an e-mail is from, in neutral words
	Subject string
	Gateway GatewayAt
	Server  notify.SMTP
	Hook    string // secret in the address that the gateway calls
}

// GatewayAt is a gateway as somebody sets it up.
type GatewayAt struct {
	Kannel               bool
	URL                  string
	From, User, Password string
	Method, Headers      string // of another gateway than Kannel: a line for each header
	Body, Ref            string
}

// gateway is what sends.
func (g GatewayAt) gateway(reach notify.Reach) notify.Gateway {
	if g.Kannel {
		k := notify.Kannel(g.URL, g.User, g.Password, g.From)
		k.Reach = reach
		return k
	}
	way := notify.Gateway{Method: g.Method, URL: g.URL, Body: g.Body, Ref: g.Ref, From: g.From, User: g.User, Password: g.Password, Reach: reach}
	for line := range strings.Lines(g.Headers) {
		if name, value, ok := strings.Cut(line, ":"); ok {
			way.Headers = append(way.Headers, notify.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
		}
	}
	return way
}

// on reports whether the channel is switched on.
func (s Settings) on(c Channel) bool { return c == Text && s.Texts || c == Email && s.Emails }

// IsOn reports whether anything is sent at all.
func (s Settings) IsOn() bool { return s.Texts || s.Emails }

// Limits of what stands above an e-mail, in characters.
const longestLine = 60

// check reports what is wrong, by the fields of the form. Nothing has to be
// right of what is switched off.
func (s Settings) check(reach notify.Reach) error {
	e := fault.New(fault.Invalid, "message.settings")
	if f := fault.As(s.Quiet.Check()); f != nil {
		e.Problems = f.Problems
	}
	w := s.Ways
	if s.IsOn() && !siteLike(w.Site, reach) {
		e.Field("site", "message.site")
	}
	if s.Texts {
		g := w.Gateway.gateway(reach)
		if err := g.Check(); err != nil {
			e.Field("url", "message.gateway", fault.Args{"Why": strings.TrimPrefix(err.Error(), "notify: ")})
		}
		if w.Gateway.From == "" {
			e.Field("from", "message.from")
		} else if found := Taboo(w.Gateway.From, ""); found != "" {
			e.Field("from", "message.words.taboo", fault.Args{"Word": found})
		}
	}
	if s.Emails {
		server := w.Server
		server.Reach = reach
		if err := server.Check(); err != nil {
			e.Field("host", "message.server", fault.Args{"Why": strings.TrimPrefix(err.Error(), "notify: ")})
		}
		neutralLine(e, "sender", w.Sender)
		neutralLine(e, "subject", w.Subject)
	}
	return e.OrNil()
}

// neutralLine checks a line that everybody sees who sees the list of messages.
func neutralLine(e *fault.Error, field, words string) {
	if words == "" || len([]rune(words)) > longestLine {
		e.Field(field, "message.line", fault.Args{"Limit": longestLine})
	} else if found := Taboo(words, ""); found != "" {
		e.Field(field, "message.words.taboo", fault.Args{"Word": found})
	}
}

// siteLike takes an address that may be put before paths. A per cent sign would
// mean something to a gateway.
func siteLike(site string, reach notify.Reach) bool {
	at, err := url.Parse(site)
	if err != nil || at.Host == "" || at.User != nil || at.RawQuery+at.Fragment != "" || strings.ContainsAny(site, "%{} ") {
		return false
	}
	return at.Scheme == "https" || at.Scheme == "http" && (reach.IsOwn(at.Host) || at.Hostname() == "localhost" || at.Hostname() == "127.0.0.1")
}

func settingsBound(community string) []byte {
	return seal.Bound(community, "message_setting", community, "ways")
}

// settings reads what was set up; the zero Settings where nothing was.
func (s *Service) settings(tx *db.Tx) (Settings, error) {
	type row struct {
		Settings
		sealed []byte
	}
	all, err := db.All(tx, func(r db.Row) (v row, err error) {
		return v, r.Scan(&v.Texts, &v.Emails, &v.Quiet.From, &v.Quiet.Until, &v.sealed, &v.digest, &v.Version)
	}, `SELECT texts, emails, quiet_from, quiet_until, ways, hook_digest, version FROM message_setting WHERE community_id = $1`, tx.Community())
	if err != nil || len(all) == 0 {
		return Settings{Quiet: UsualQuiet}, err
	}
	plain, err := s.seal.Open(all[0].sealed, settingsBound(tx.Community()))
	if err != nil {
		return Settings{}, err
	}
	return all[0].Settings, json.Unmarshal(plain, &all[0].Settings.Ways)
}

// Settings reads what was set up, for whoever may change it. Its secrets are
// for this package and for nobody's page.
func (s *Service) Settings(ctx context.Context, actor access.Actor) (now Settings, err error) {
	if err := access.Allow(actor, access.MessageSettings, false); err != nil {
		return now, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		now, err = s.settings(tx)
		return err
	})
	return now, err
}

// Set stores how messages leave. A password left empty stays what it was.
func (s *Service) Set(ctx context.Context, actor access.Actor, to Settings) error {
	if err := access.Allow(actor, access.MessageSettings, false); err != nil {
		return err
	}
	err := s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		now, err := s.settings(tx)
		if err != nil {
			return err
		}
		if to.Version != now.Version {
			return fault.New(fault.Conflict, "message.settings.changed")
		}
		to.Ways.Hook, to.digest = now.Ways.Hook, now.digest
		keepSecrets(&to.Ways, now.Ways)
		if err := to.check(s.reach); err != nil {
			return err
		}
		return s.put(tx, actor, to)
	})
	if err == nil {
		s.ring()
	}
	return err
}

// keepSecrets leaves a password as it was where none was typed, but only for
// the same server: typed in for one, it is sent to no other.
func keepSecrets(to *Ways, now Ways) {
	if to.Gateway.Password == "" && hostOf(to.Gateway.URL) == hostOf(now.Gateway.URL) {
		to.Gateway.Password = now.Gateway.Password
	}
	if to.Server.Password == "" && to.Server.Host == now.Server.Host {
		to.Server.Password = now.Server.Password
	}
	if to.Gateway.Method == "" {
		to.Gateway.Method = "POST"
	}
}

func hostOf(address string) string {
	at, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return at.Scheme + at.Host
}

func (s *Service) put(tx *db.Tx, actor access.Actor, to Settings) error {
	plain, err := json.Marshal(to.Ways)
	if err != nil {
		return err
	}
	sealed, err := s.seal.Seal(plain, settingsBound(tx.Community()))
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO message_setting (community_id, texts, emails, quiet_from, quiet_until, ways, hook_digest, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (community_id) DO UPDATE SET texts = excluded.texts, emails = excluded.emails,
			quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, ways = excluded.ways,
			hook_digest = excluded.hook_digest, version = excluded.version`,
		tx.Community(), to.Texts, to.Emails, int(to.Quiet.From), int(to.Quiet.Until), sealed, to.digest, to.Version+1); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MessageSettingsChanged,
		Subject: trail.Subject{Kind: "community", ID: tx.Community()}})
}

// NewHook makes a new secret address for the gateway to call, and ends the old
// one. It is shown once: for a form that was sent before there is none.
func (s *Service) NewHook(ctx context.Context, actor access.Actor) (site, secret string, err error) {
	if err := access.Allow(actor, access.MessageSettings, false); err != nil {
		return "", "", err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		now, err := s.settings(tx)
		if err != nil {
			return err
		}
		secret, now.digest = seal.NewToken()
		now.Ways.Hook, site = secret, now.Ways.Site
		return s.put(tx, actor, now)
	})
	return site, secret, err
}

// Test sends a test to whoever sets messages up, at once and to nobody's
// record. What the server said is in the refusal.
func (s *Service) Test(ctx context.Context, actor access.Actor, c Channel, to string) error {
	set, err := s.Settings(ctx, actor)
	if err != nil {
		return err
	}
	if !set.on(c) {
		return Off.fault()
	}
	who := person.Person{Phone: to, Email: to}
	at, why := addressOf(who, c)
	if _, err := mail.ParseAddress(at); why != "" || c == Email && err != nil {
		return fault.New(fault.Invalid, "message.test.to").Field("to_"+string(c), "message.test.to")
	}
	words := s.words.Book().In("").T("message.text.test")
	p := parcel{Message: Message{ID: s.db.NewID(), Channel: c}, set: set, to: at, sender: set.Ways.Sender, words: words}
	if _, err := s.carry(ctx, s.reach, s.db.Clock().Now(), p); err != nil {
		return fault.New(fault.Conflict, "message.test", fault.Args{"Why": notify.Brief(err)}).Because(err)
	}
	return nil
}

// HookMade reports whether there is an address for the gateway to call.
func (s Settings) HookMade() bool { return s.digest != "" }

// opens reports whether the secret is the one in the gateway's address.
func (s Settings) opens(secret string) bool {
	return s.digest != "" && subtle.ConstantTimeCompare([]byte(seal.Digest(secret)), []byte(s.digest)) == 1
}

// reportsAt is where the gateway tells what became of a message.
func (w Ways) reportsAt(id string) string {
	if w.Hook == "" {
		return ""
	}
	return strings.TrimRight(w.Site, "/") + "/hooks/sms/" + w.Hook + "?report=" + id
}
