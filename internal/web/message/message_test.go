package message_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	messagepages "openmaf/internal/web/message"
	"openmaf/internal/web/server/pagetest"
)

var ctx = context.Background()

// house is the pages, with a gateway behind them.
type house struct {
	*pagetest.Site
	t      *testing.T
	d      *db.DB
	sealer *seal.Sealer
	mail   *message.Service
	runner *jobs.Runner
	asha   access.Actor
	max    access.Actor
	sam    person.Person
	took   []string
	at     string // of the gateway
}

func each(t *testing.T, test func(t *testing.T, h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		h := &house{t: t, d: d}
		gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			h.took = append(h.took, string(body))
			w.WriteHeader(http.StatusAccepted)
		}))
		t.Cleanup(gateway.Close)
		h.at = gateway.URL
		sealer, err := seal.Create(filepath.Join(t.TempDir(), "key"))
		if err != nil {
			t.Fatal(err)
		}
		h.sealer, h.mail = sealer, message.New(d, sealer, nil)
		h.runner = jobs.New(d.Clock(), slog.New(slog.DiscardHandler), h.mail.Queues(s)...)
		h.mail.Operate(notify.Reach{Own: []string{strings.TrimPrefix(h.at, "http://")}}, slog.New(slog.DiscardHandler), h.runner.Wake)
		reads := trail.NewReads(d, slog.New(slog.DiscardHandler))
		t.Cleanup(reads.Close)
		h.Site = pagetest.New(t, d, s, messagepages.New(messagepages.Capabilities{Messages: h.mail, Reads: reads}).Routes()...)
		h.asha = pagetest.Account(t, d, s, "Asha", access.Facilitator)
		h.max = pagetest.Account(t, d, s, "Max", access.Manager)
		test(t, h)
	})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// setUp fills in the page of settings as Max does, and has Sam agree to texts.
func (h *house) setUp() {
	h.t.Helper()
	h.As(h.max)
	h.Get("/messages/settings").Want(200).Submit("/messages/settings", url.Values{"texts": {"yes"}, "way": {"kannel"}, "url": {h.at},
		"from": {"07700 900000"}, "user": {"us"}, "password_gateway": {"a long password"}, "site": {"https://maf.example"}}).Follow().Want(200)
	h.sam = persontest.Add(h.t, h.d, h.asha, person.Person{Name: "Sam K", Phone: "07700 900123", Contact: person.Contact{How: person.Text, When: "after five"}})
	h.agrees(consent.Contact)
	h.agrees(consent.Text)
	h.As(h.asha)
}

func (h *house) agrees(p consent.Purpose) {
	h.t.Helper()
	words := locale.English()
	h.must(consent.New(h.d).Answer(ctx, h.asha, words, h.sam.ID, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(words, p).Version}))
}

func (h *house) page() string { return "/people/" + h.sam.ID + "/message" }

// Sam's writing, from the form to the telephone.
func TestNothingIsSentUnseen(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		form := h.Get(h.page()).Want(200).Contains("main", "after five")
		own := url.Values{"kind": {"own"}, "words": {"The side door, Sam."}, "do": {"send"}}
		look := form.Submit(h.page(), own).Want(200).Contains(".card", "The side door, Sam.", "07700 900000")
		if len(h.took) != 0 {
			t.Fatalf("sent unseen: %q", h.took)
		}
		changed := url.Values{"words": {"The back door, Sam."}, "do": {"send"}}
		look = look.Submit(h.page(), changed).Want(200).Contains(".card", "The back door, Sam.")
		look.Submit(h.page(), url.Values{"do": {"send"}}).Follow().Want(200).Contains("main", "It is on its way.", "The back door, Sam.", "Waiting to leave")
		h.runner.Drain(ctx)
		if len(h.took) != 1 || h.took[0] != "The back door, Sam." {
			t.Errorf("the gateway took %q", h.took)
		}
		h.Get(h.page()).Want(200).Contains("main", "Sent")
	})
}

func TestWhatIsRefusedKeepsItsWords(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		form := h.Get(h.page())
		form.Submit(h.page(), url.Values{"kind": {"own"}, "words": {"Your meeting, Sam"}}).Want(422).Contains("main", "“meeting” cannot stand in a message", "Your meeting, Sam")
		form.Submit(h.page(), url.Values{"kind": {"own"}, "words": {""}}).Want(422).Contains("main", "Write what you want to say.")
		form.Submit(h.page(), url.Values{"kind": {"reminder"}, "at": {""}}).Want(422).Contains("main", "At what time?")
		form.Submit(h.page(), url.Values{"kind": {"reminder"}, "at": {"9am"}}).Want(422).Contains("main", "That time has gone by")
		form.Submit(h.page(), url.Values{"kind": {"link"}}).Want(422).Contains("main", "Choose what to say.")
		form.Submit(h.page(), url.Values{"at": {"6pm"}, "send_at": {"soon"}}).Want(422).Contains("main", "soon")
		h.Get(h.page()+"?kind=own").Want(200).Submit(h.page(), url.Values{"words": {"Your group"}}).Want(422).Contains("main", "“group”")
		if len(h.took) != 0 {
			t.Errorf("sent: %q", h.took)
		}
	})
}

func TestTheFormSentTwiceSendsOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		look := h.Get(h.page()).Submit(h.page(), url.Values{"kind": {"reminder"}, "at": {"6pm"}, "do": {"look"}}).Want(200).Contains(".card", "See you at 6 pm, Sam.")
		filled := look.Fill(h.page(), url.Values{"do": {"send"}})
		for range 3 {
			h.Post(h.page(), filled).Follow().Want(200)
		}
		h.runner.Drain(ctx)
		if len(h.took) != 1 {
			t.Errorf("the gateway took %q", h.took)
		}
	})
}

func TestItIsSaidKindlyWhyNot(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.sam = persontest.Add(t, h.d, h.asha, person.Person{Name: "Sam K", Phone: "01632 960123", Contact: person.Contact{How: person.Call}})
		h.As(h.asha)
		h.Get(h.page()).Want(200).Contains("main", "We are not set up to send this way yet.", "So nothing can be sent from here.")
		h.setUp()
		h.Get(h.page()).Want(200).Contains("main", "E-mail: We are not set up to send this way yet.")
		h.must(consent.New(h.d).Answer(ctx, h.asha, locale.English(), h.sam.ID, consent.Answer{Purpose: consent.Text,
			Version: consent.WordingOf(locale.English(), consent.Text).Version}))
		h.Get(h.page()).Want(200).Contains("main", "They have not said yes to messages this way. Ask them when they are next in.")
	})
}

func TestItCanBeStoppedWhileItWaits(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		dbtest.Clock(h.d).Set(civil.DateOf(h.d.Clock().Now()).At(22 * 60))
		look := h.Get(h.page()).Submit(h.page(), url.Values{"kind": {"door_open"}, "do": {"look"}}).Want(200).Contains(".card", "It is quiet now. It goes on Saturday 2 May, 8 am.")
		board := look.Submit(h.page(), url.Values{"do": {"send"}}).Follow().Want(200).Contains("main", "Waiting for the morning")
		stop := "/messages/" + h.newest() + "/withdraw"
		board.Submit(stop, nil).Follow().Want(200).Contains("main", "Nothing was sent.", "Stopped before it left")
		board.Submit(stop, nil) // once more, on the page as it was
		dbtest.Clock(h.d).Advance(12 * time.Hour)
		h.runner.Drain(ctx)
		if len(h.took) != 0 {
			t.Errorf("the gateway took %q", h.took)
		}
	})
}

// newest message to Sam.
func (h *house) newest() string {
	h.t.Helper()
	v, err := h.mail.Writing(ctx, h.asha, h.sam.ID)
	h.must(err)
	return v.Sent[0].ID
}

func TestSecretsStandOnNoPage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		h.As(h.max)
		settings := h.Get("/messages/settings").Want(200)
		hook := settings.Submit("/messages/settings/hook", nil).Want(200)
		_, secret, _ := strings.Cut(hook.Text("main"), "/hooks/sms/")
		secret, _, _ = strings.Cut(secret, "?")
		if len(secret) < 40 {
			t.Fatalf("the secret is %q", secret)
		}
		for _, path := range []string{"/messages/settings", "/messages", h.page()} {
			if body := h.Get(path).Want(200).Body; strings.Contains(body, secret) || strings.Contains(body, "a long password") {
				t.Errorf("%s shows a secret", path)
			}
		}
		settings = h.Get("/messages/settings")
		refused := settings.Submit("/messages/settings", url.Values{"site": {"not an address"}, "password_gateway": {"another password"}}).Want(422)
		if strings.Contains(refused.Body, "another password") {
			t.Error("a refused form shows the password")
		}
		settings.Submit("/messages/settings", url.Values{"subject": {"Hello"}}).Follow().Want(200) // the password stays
		set, err := h.mail.Settings(ctx, h.max)
		if h.must(err); set.Ways.Gateway.Password != "a long password" || set.Ways.Hook != secret {
			t.Errorf("kept: %+v", set.Ways)
		}
		h.Get("/messages/settings").Submit("/messages/settings", url.Values{"url": {"https://sms.elsewhere.example"}}).Follow().Want(200)
		if set, err = h.mail.Settings(ctx, h.max); set.Ways.Gateway.Password != "" || err != nil {
			t.Error("the password of one gateway goes to another")
		}
	})
}

func TestSettingsAreChecked(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.As(h.max)
		form := h.Get("/messages/settings").Want(200)
		for name, tt := range map[string]struct {
			values url.Values
			says   string
		}{
			"nothing":  {url.Values{"texts": {"yes"}}, "beginning with https://"},
			"private":  {url.Values{"texts": {"yes"}, "site": {"https://maf.example"}, "url": {"http://10.0.0.1:13013"}, "from": {"07700900000"}}, "The gateway cannot be used like this"},
			"outing":   {url.Values{"texts": {"yes"}, "site": {"https://maf.example"}, "url": {h.at}, "from": {"Recovery"}}, "“Recovery” cannot stand in a message"},
			"subject":  {url.Values{"emails": {"yes"}, "site": {"https://maf.example"}, "sender": {"Friends"}, "subject": {"Your AA news"}}, "“AA” cannot stand in a message"},
			"no quiet": {url.Values{"quiet_from": {"23:30"}}, "Quiet hours begin between 4 pm and 10 pm."},
			"server":   {url.Values{"emails": {"yes"}, "site": {"https://maf.example"}, "host": {"mail.example"}, "port": {"70000"}}, "65535"},
			"in clear": {url.Values{"emails": {"yes"}, "site": {"https://maf.example"}, "host": {"mail.example"}, "port": {"25"}, "security": {"none"},
				"address": {"hello@maf.example"}, "sender": {"Friends"}}, "The mail server cannot be used like this"},
		} {
			if page := form.Submit("/messages/settings", tt.values).Want(422); !strings.Contains(page.Text("main"), tt.says) {
				t.Errorf("%s: %s", name, page.Text("main"))
			}
		}
	})
}

func TestATestToMyself(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		h.As(h.max)
		form := h.Get("/messages/settings").Want(200)
		form.Submit("/messages/settings/test", url.Values{"to_text": {"01632 960123"}}).Want(422).Contains("main", "That is no address we can send to.")
		form.Submit("/messages/settings/test", url.Values{"to_text": {"07700 900777"}}).Follow().Want(200).Contains("main", "The server has taken it.")
		if len(h.took) != 1 || h.took[0] != "This is a test. It worked." {
			t.Errorf("the gateway took %q", h.took)
		}
	})
}

// call is the gateway's request.
func (h *house) call(method, address, kind, body string) (status int, answer string) {
	h.t.Helper()
	req := httptest.NewRequest(method, address, strings.NewReader(body))
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	p := h.Do(req)
	return p.Status, p.Body
}

func TestTheGatewaysAddress(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		_, secret, err := h.mail.NewHook(ctx, h.max)
		h.must(err)
		at := "/hooks/sms/" + secret
		for _, c := range []struct{ method, address, kind, body string }{
			{"GET", at + "?from=%2B447700900123&to=345&text=one&id=a-1&at=2026-05-01", "", ""},
			{"GET", at + "?from=%2B447700900123&to=345&text=one&id=a-1&at=2026-05-01", "", ""}, // again
			{"POST", at, "application/x-www-form-urlencoded", "from=447700900123&text=two&id=a-2"},
			{"POST", at, "application/json", `{"from":"447700900123","text":"three \u201cso\u201d","id":77}`},
			{"POST", at, "application/x-www-form-urlencoded", "From=%2B447700900123&Body=four&MessageSid=SM1"},
		} {
			if status, answer := h.call(c.method, c.address, c.kind, c.body); status != 200 || answer != "" {
				t.Errorf("%s %s: %d %q", c.method, c.body, status, answer)
			}
		}
		board := h.Get("/messages").Want(200)
		for _, words := range []string{"one", "two", "three “so”", "four"} {
			if n := strings.Count(board.Text("main"), words); n != 1 {
				t.Errorf("%q stands there %d times", words, n)
			}
		}
		for _, wrong := range []string{"/hooks/sms/" + secret + "x", "/hooks/sms/x", "/hooks/sms/" + secret[1:]} {
			if status, _ := h.call("GET", wrong+"?from=1&text=STOP", "", ""); status != 404 {
				t.Errorf("%s answers %d", wrong, status)
			}
		}
		if status, _ := h.call("POST", at, "application/json", `{"from":`); status != 422 {
			t.Errorf("half a document: %d", status)
		}
		if status, _ := h.call("POST", at, "application/json", `{"text":"`+strings.Repeat("a", 1<<20)+`"}`); status != 422 {
			t.Errorf("a document too large: %d", status)
		}
	})
}

func TestReportsByTheGatewaysAddress(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		_, secret, err := h.mail.NewHook(ctx, h.max)
		h.must(err)
		look := h.Get(h.page()).Submit(h.page(), url.Values{"kind": {"reminder"}, "at": {"6pm"}, "do": {"look"}})
		look.Submit(h.page(), url.Values{"do": {"send"}}).Follow()
		h.runner.Drain(ctx)
		at := "/hooks/sms/" + secret + "?report=" + h.newest()
		for _, step := range []struct{ status, says string }{{"8", "Sent"}, {"", "Sent"}, {"1", "Arrived"}, {"2", "Arrived"}} {
			if status, _ := h.call("GET", at+"&status="+step.status, "", ""); status != 200 {
				t.Errorf("%s: %d", step.status, status)
			}
			h.Get(h.page()).Contains("main", step.says)
		}
	})
}

func TestWhoeverGuessesIsNotHeard(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		_, secret, err := h.mail.NewHook(ctx, h.max)
		h.must(err)
		for range 20 {
			if status, _ := h.call("GET", "/hooks/sms/guess", "", ""); status != 404 {
				t.Fatalf("a guess: %d", status)
			}
		}
		if status, _ := h.call("GET", "/hooks/sms/"+secret+"?from=1&text=hello", "", ""); status != 429 {
			t.Errorf("after twenty guesses: %d", status)
		}
		dbtest.Clock(h.d).Advance(10 * time.Minute)
		if status, _ := h.call("GET", "/hooks/sms/"+secret+"?from=1&text=hello", "", ""); status != 200 {
			t.Errorf("ten minutes later: %d", status)
		}
		for range 599 {
			h.call("GET", "/hooks/sms/"+secret+"?report=none&status=8", "", "")
		}
		if status, _ := h.call("GET", "/hooks/sms/"+secret+"?from=1&text=hello", "", ""); status != 429 {
			t.Errorf("the gateway's own six hundred and first: %d", status)
		}
	})
}

// A link in an e-mail is opened by programs too: it asks before it stops
// anything. What a mail program sends for its reader's one click does it.
func TestTheLinkInAnEmail(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.setUp()
		h.agrees(consent.Email)
		parcel, err := h.sealer.Parcel([]byte(h.sam.ID), h.d.Clock().Now().Add(time.Hour), "stop-emails", h.asha.Scope.Community())
		h.must(err)
		agreed := func() bool {
			held, err := consent.New(h.d).Of(ctx, h.asha, h.sam.ID)
			h.must(err)
			for _, c := range held {
				if c.Purpose == consent.Email {
					return c.Given
				}
			}
			return false
		}
		h.As(access.Actor{Scope: h.asha.Scope}) // nobody
		page := h.Get("/stop/"+parcel).Want(200).Contains("main", "Shall we stop sending you e-mails?")
		if strings.Contains(page.Body, "Sam") || !agreed() {
			t.Error("it tells who it is, or stopped by being looked at")
		}
		if status, body := h.call("POST", "/stop/"+parcel, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"); status != 200 || agreed() {
			t.Errorf("one click: %d, still agreed %v: %s", status, agreed(), body)
		}
		h.agrees(consent.Email)
		page.Submit("/stop/"+parcel, nil).Want(200).Contains("main", "Done. We will not send you e-mails any more.")
		if agreed() {
			t.Error("the button stopped nothing")
		}
		h.Get("/stop/x" + parcel).Want(404)
	})
}

func TestEveryTemplateRenders(t *testing.T) { pagetest.RenderAll(t) }
