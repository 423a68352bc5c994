package ownview_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/ownview"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
)

var ctx = context.Background()

// desk is a community that sends texts by a gateway in this process, and Sam,
// whom Asha keeps and who agreed to texts.
type desk struct {
	*testing.T
	d      *db.DB
	s      db.Scope
	own    *ownview.Store
	mail   *message.Service
	runner *jobs.Runner
	asha   access.Actor
	max    access.Actor
	sam    person.Person
	mu     sync.Mutex
	took   []string // by the gateway
}

func each(t *testing.T, test func(k *desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		k := &desk{T: t, d: d, s: s}
		k.must(err)
		gateway := httptest.NewServer(http.HandlerFunc(k.take))
		t.Cleanup(gateway.Close)
		k.mail = message.New(d, sealer, nil)
		k.runner = jobs.New(d.Clock(), slog.New(slog.DiscardHandler), k.mail.Queues(s)...)
		k.mail.Operate(notify.Reach{Own: []string{strings.TrimPrefix(gateway.URL, "http://")}}, slog.New(slog.DiscardHandler), k.runner.Wake)
		k.own = ownview.New(d, sealer, account.New(d), k.mail)
		k.asha = persontest.Actor(t, d, s, "Asha F", access.Facilitator)
		k.max = persontest.Actor(t, d, s, "Max M", access.Manager)
		k.must(k.mail.Set(ctx, k.max, message.Settings{Texts: true, Quiet: message.UsualQuiet, Ways: message.Ways{Site: "https://maf.example/",
			Gateway: message.GatewayAt{Kannel: true, URL: gateway.URL, User: "us", Password: "a long password", From: "07700900000"}}}))
		k.sam = persontest.Add(t, d, k.asha, person.Person{Name: "Sam K", Phone: "07700 900123", Contact: person.Contact{How: person.Text}})
		k.says(consent.Contact, true)
		k.says(consent.Text, true)
		test(k)
	})
}

func (k *desk) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.took = append(k.took, string(body))
	w.WriteHeader(http.StatusAccepted)
}

func (k *desk) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k *desk) says(p consent.Purpose, yes bool) {
	k.Helper()
	words := locale.English()
	k.must(consent.New(k.d).Answer(ctx, k.asha, words, k.sam.ID, consent.Answer{Purpose: p, Given: yes, Version: consent.WordingOf(words, p).Version}))
}

// taken is what the gateway got, once all that is due has left.
func (k *desk) taken() []string {
	k.Helper()
	k.runner.Drain(ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([]string(nil), k.took...)
}

var address = regexp.MustCompile(`^Hello Sam\. Here is your page: https://maf\.example/own/([A-Za-z0-9_-]{43})$`)

// sent sends a link and is what the person's telephone got.
func (k *desk) sent() (token string) {
	k.Helper()
	_, err := k.own.Send(ctx, k.asha, k.sam.ID, k.d.NewID(), message.Text)
	k.must(err)
	texts := k.taken()
	found := address.FindStringSubmatch(texts[len(texts)-1])
	if found == nil {
		k.Fatalf("the telephone got %q", texts)
	}
	return found[1]
}

// A link that was sent opens on the person's telephone, and nobody here can
// read it: not while it waits, and not afterwards.
func TestALinkIsSent(t *testing.T) {
	each(t, func(k *desk) {
		token := k.sent()
		writing, err := k.mail.Writing(ctx, k.asha, k.sam.ID)
		k.must(err)
		if words := writing.Sent[0].Words; strings.Contains(words, token) || !strings.Contains(words, "/own/…") {
			k.Errorf("the team reads %q", words)
		}
		visit, err := k.own.Open(ctx, k.s, token)
		k.must(err)
		if visit.Person.ID != k.sam.ID {
			k.Errorf("opened for %q", visit.Person.Name)
		}
		if _, err := k.own.Open(ctx, k.s, token); !fault.Is(err, fault.Missing) {
			k.Errorf("opened twice: %v", err)
		}
	})
}

// One form is one link and one text, however often it is sent.
func TestALinkIsSentOnce(t *testing.T) {
	each(t, func(k *desk) {
		id := k.d.NewID()
		for range 3 {
			_, err := k.own.Send(db.Once(ctx, k.asha.Account, id, nil), k.asha, k.sam.ID, id, message.Text)
			k.must(err)
		}
		if texts := k.taken(); len(texts) != 1 {
			k.Errorf("the gateway took %q", texts)
		}
	})
}

// What cannot be sent is refused for the reason, and leaves no link behind.
func TestALinkIsNotSentWhereItMayNot(t *testing.T) {
	for why, when := range map[string]func(k *desk) message.Channel{
		"message.not.no_contact": func(k *desk) message.Channel { k.says(consent.Contact, false); return message.Text },
		"message.not.no_consent": func(k *desk) message.Channel { k.says(consent.Text, false); return message.Text },
		"message.not.off":        func(k *desk) message.Channel { return message.Email },
		"message.channel":        func(k *desk) message.Channel { return "pigeon" },
		"ownview.sealed":         func(k *desk) message.Channel { k.seals(); return message.Text },
		"person.died":            func(k *desk) message.Channel { k.dies(); return message.Text },
	} {
		t.Run(why, func(t *testing.T) {
			each(t, func(k *desk) {
				by := when(k)
				if _, err := k.own.Send(ctx, k.asha, k.sam.ID, k.d.NewID(), by); persontest.Key(err) != why {
					k.Errorf("refused with %v", err)
				}
				if n := k.links(); n != 0 || len(k.taken()) != 0 {
					k.Errorf("%d links were made", n)
				}
			})
		})
	}
}

func (k *desk) links() (n int) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int], `SELECT count(*) FROM own_link WHERE community_id = $1`, tx.Community())
		return err
	}))
	return n
}

func (k *desk) seals() { k.must(person.New(k.d).Seal(ctx, k.asha, k.sam.ID, nil)) }

func (k *desk) dies() {
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error { return person.Died(tx, k.asha, k.sam, nil, "") }))
}

// together puts Sam's record together with another one of theirs.
func (k *desk) together(samStays bool) {
	k.Helper()
	other := persontest.Add(k.T, k.d, k.asha, person.Person{Name: "Samm K"})
	stays, goes := k.sam.ID, other.ID
	if !samStays {
		stays, goes = goes, stays
	}
	k.must(link.New(k.d, link.Defaults()).Merge(ctx, k.max, stays, goes))
}

// ends is all that ends a link before its time.
var ends = map[string]func(k *desk){
	"sealed":               (*desk).seals,
	"died":                 (*desk).dies,
	"merged, and stays":    func(k *desk) { k.together(true) },
	"merged into another":  func(k *desk) { k.together(false) },
	"another one was made": func(k *desk) { _, err := k.own.Make(ctx, k.asha, k.sam.ID); k.must(err) },
	"a day later":          func(k *desk) { dbtest.Clock(k.d).Advance(25 * time.Hour) },
	"taken back": func(k *desk) {
		now, err := k.own.Desk(ctx, k.asha, k.sam.ID)
		k.must(err)
		k.must(k.own.Revoke(ctx, k.asha, k.sam.ID, now.Links[0].ID))
	},
}

// A link that has ended opens nothing, and the visit that it began ends too.
func TestALinkEnds(t *testing.T) {
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			each(t, func(k *desk) {
				token := k.sent()
				end(k)
				persontest.Missing(k.T, "the link", k.own.Waits(ctx, k.s, token))
				_, err := k.own.Open(ctx, k.s, token)
				persontest.Missing(k.T, "opening it", err)
			})
			each(t, func(k *desk) {
				visit, err := k.own.Open(ctx, k.s, k.sent())
				k.must(err)
				if name != "another one was made" { // it replaces what nobody opened
					end(k)
					_, err = k.own.Of(ctx, k.s, visit.Token)
					persontest.Missing(k.T, "the visit", err)
				}
			})
		})
	}
}

// A link that waits for the morning does not leave once it has ended.
func TestALinkThatEndedDoesNotLeave(t *testing.T) {
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			each(t, func(k *desk) {
				dbtest.Clock(k.d).Set(civil.DateOf(k.d.Clock().Now()).At(22 * 60))
				leaves, err := k.own.Send(ctx, k.asha, k.sam.ID, k.d.NewID(), message.Text)
				k.must(err)
				if want := civil.DateOf(k.d.Clock().Now()).AddDays(1).At(8 * 60); !leaves.Equal(want) {
					k.Errorf("it leaves at %v, not %v", leaves, want)
				}
				end(k)
				dbtest.Clock(k.d).Advance(12 * time.Hour)
				if texts := k.taken(); len(texts) != 0 {
					k.Errorf("the gateway took %q", texts)
				}
			})
		})
	}
}
