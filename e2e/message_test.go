package e2e

import (
	"io"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/notify"
	"openmaf/internal/platform/notify/notifytest"
)

// sms is a gateway for texts in the test's own process.
type sms struct {
	sync.Mutex
	at   string
	took []string // "number: words"
}

func (g *sms) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	g.Lock()
	defer g.Unlock()
	g.took = append(g.took, r.Header.Get("X-Kannel-To")+": "+string(body))
	w.WriteHeader(http.StatusAccepted)
}

// got waits until the telephone has so many texts.
func (g *sms) got(b *browser, n int) []string {
	b.t.Helper()
	b.until("the telephone has the text", func() (bool, error) {
		g.Lock()
		defer g.Unlock()
		return len(g.took) >= n, nil
	})
	g.Lock()
	defer g.Unlock()
	return g.took
}

// reachable is the world with a gateway and a mail server behind it.
func reachable(t *testing.T) (*world, *sms, *notifytest.Server) {
	t.Helper()
	g := &sms{}
	gateway := httptest.NewServer(g)
	t.Cleanup(gateway.Close)
	mail, server := notifytest.Serve(t, notifytest.Script{})
	g.at = gateway.URL
	w := newWorld(t, strings.TrimPrefix(gateway.URL, "http://"), server.At())
	now, err := w.core.Messages.Settings(t.Context(), w.team["Max"])
	w.must(err)
	now.Emails = true
	now.Ways.Gateway.URL, now.Ways.Server = gateway.URL, server
	now.Ways.Server.Reach, now.Ways.Server.Roots = notify.Reach{}, nil
	w.must(w.core.Messages.Set(t.Context(), w.team["Max"], now))
	return w, g, mail
}

// agrees says yes for Wren, who has an address from now on.
func (w *world) agrees(purposes ...consent.Purpose) {
	w.t.Helper()
	asha := w.team["Asha"]
	wren, err := w.core.People.Get(w.t.Context(), asha, w.person)
	w.must(err)
	wren.Email, wren.Contact.How = "wren@home.example", person.Email
	w.must(w.core.People.Change(w.t.Context(), asha, wren))
	words := locale.English()
	for _, p := range purposes {
		w.must(w.core.Consents.Answer(w.t.Context(), asha, words, w.person, consent.Answer{Purpose: p, Given: true,
			Version: consent.WordingOf(words, p).Version}))
	}
}

// TestAMessageThereAndBack: Asha writes to Robin from her phone; it reaches
// Robin's. What Robin writes back stands on Today; then Robin has had enough of
// texts, which holds from that moment on and is shown.
func TestAMessageThereAndBack(t *testing.T) {
	w, phoneOfRobin, _ := reachable(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/people?find=robin").Follow("Robin T").Press("Send a message").Good()
	asha.Follow("The door is open").Press("See how it looks").Sees("Hello Robin. The door is open whenever you like.", "07700 900000").Good()
	asha.Press("Send it").Sees("It is on its way.").Good()
	if texts := phoneOfRobin.got(asha, 1); len(texts) != 1 || texts[0] != "+447700900321: Hello Robin. The door is open whenever you like. No need to reply." {
		t.Errorf("the telephone got %q", texts)
	}
	page := asha.Path()

	w.hears("five", "See you then")
	asha.Open("/today").Sees("Robin wrote back").Good()
	asha.Open("/messages").Sees("See you then").Good()

	w.hears("six", "STOP")
	asha.Open("/today").Sees("Robin asked us to stop texting").Good()
	asha.Open(page).Sees("They have not said yes to messages this way.", "So nothing can be sent from here.", "Stopped before it left").Good()
	asha.Open("/people?find=robin").Follow("Robin T").Follow("Their own page").
		Sees("Text message: They have not said yes to messages this way.").SeesNot("Send a link by text").Good()
	if texts := phoneOfRobin.got(asha, 1); len(texts) != 1 {
		t.Errorf("after STOP the telephone got %q", texts[1:])
	}
}

// hears is the gateway bringing a text of Robin's.
func (w *world) hears(name, words string) {
	w.t.Helper()
	form := url.Values{"from": {"+447700900321"}, "text": {words}, "id": {name}}
	if a := w.send("", http.MethodPost, "/hooks/sms/"+w.more["{secret}"], form); a.status != http.StatusOK {
		w.t.Fatalf("the gateway is answered %d", a.status)
	}
}

var ownLink = regexp.MustCompile(`https://maf\.invalid(/own/[A-Za-z0-9_-]{43})`)

// TestTheLinkThatIsSent: Asha sends Wren a link by e-mail and never sees it.
// Wren opens it, closes the page, and whoever has the phone then finds nothing,
// whatever they press.
func TestTheLinkThatIsSent(t *testing.T) {
	w, _, mail := reachable(t)
	w.agrees(consent.Contact, consent.Email)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/people/"+w.person).Follow("Their own page").Sees("It says this, with the link at its end", "Hello Wren. Here is your page: …").Good()
	asha.Press("Send a link by e-mail").Sees("A link is on its way to them.", "Waits to be opened").Good()
	asha.until("the e-mail is there", func() (bool, error) { return len(mail.Taken()) == 1, nil })
	letter, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(mail.Taken()[0].Content)))
	w.must(err)
	for _, told := range []string{"recover", "meeting", "Tram", "Sallowby"} {
		if strings.Contains(string(letter), told) {
			t.Errorf("the e-mail says %q:\n%s", told, letter)
		}
	}
	link := ownLink.FindStringSubmatch(string(letter))
	if link == nil {
		t.Fatalf("no link in\n%s", letter)
	}
	asha.Open("/people/" + w.person + "/message").SeesNot(strings.TrimPrefix(link[1], "/own/"))

	wren := w.browser("Wren’s phone", phone)
	wren.Open(link[1]).SeesNot("Wren").Good().Press("Open my page").Sees("Hello Wren", "Old Tram Shed (invented)", "by the clock tower").Good()
	wren.Press("Close this page now").Stands("/").SeesNot("Wren", "Tram")
	wren.Back().Sees("This link does not work any more.").SeesNot("Wren", "Tram", "clock tower").Good()
	wren.Open("/own").SeesNot("Wren", "Tram").Open("/own/all").SeesNot("Wren", "Tram")
	wren.Open(link[1]).Sees("This link does not work any more.").SeesNot("Wren", "Tram").Good()
}

// A page of a person's own is kept by nothing between them and us, and not by
// their browser.
func TestTheOwnPageIsKeptNowhere(t *testing.T) {
	w, _, _ := reachable(t)
	made, err := w.core.Own.Make(t.Context(), w.team["Asha"], w.person)
	w.must(err)
	for _, path := range []string{"/own", "/own/all", "/own/" + made.Token} {
		res, err := http.Get(w.at + path)
		w.must(err)
		res.Body.Close()
		if kept := res.Header.Get("Cache-Control"); !strings.Contains(kept, "no-store") {
			t.Errorf("%s may be kept: %q", path, kept)
		}
		if from := res.Header.Get("Referrer-Policy"); from != "no-referrer" && from != "same-origin" {
			t.Errorf("%s tells others its address: %q", path, from)
		}
	}
}
