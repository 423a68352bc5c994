package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"

	"openmaf/internal/people/chat"
)

// holds waits until the table has so many rows.
func (w *world) holds(b *browser, table string, n int) {
	b.t.Helper()
	b.until(fmt.Sprintf("%d rows of %s", n, table), func() (bool, error) { return w.rows(table) == n, nil })
}

// taps counts so many chats, as fast as a thumb goes.
func (b *browser) taps(n int) *browser {
	b.t.Helper()
	for i := range n {
		b.Touch([]string{"Under 5 minutes", "5 to 15 minutes", "15 to 30 minutes", "Over half an hour"}[i%len(chat.Lengths)])
	}
	return b
}

// waitsForNothing waits until every mark was heard of.
func (b *browser) waitsForNothing() *browser {
	b.t.Helper()
	b.until("nothing waits", func() (yes bool, err error) { err = b.ask(`localStorage.length === 0`, &yes); return yes, err })
	return b
}

// TestTapsWithoutASignal: in a cellar. Every tap is there once the signal is,
// and counts once; the last one can be taken back; the store holds no name.
func TestTapsWithoutASignal(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/shifts").Press("Mill Street (invented) (Sallowby Clinic)").
		Sees("You are at Mill Street").Open("/tallies/quick").Good().Sees("You are on shift: Mill Street (invented)")
	before := w.rows("tally")
	asha.offline(true).taps(7).Sees("Waiting for a signal: 7", "Counted on this page: 7")
	asha.Touch("Take the last one back").Sees("Waiting for a signal: 6")
	var stored string
	w.must(asha.ask(`Object.values(localStorage).join()`, &stored))
	if w.rows("tally") != before || stored == "" {
		t.Errorf("%d tallies before there was a signal; stored: %q", w.rows("tally"), stored)
	}
	asha.offline(false)
	w.holds(asha, "tally", before+6)
	asha.waitsForNothing().Touch("Take the last one back")
	w.holds(asha, "tally", before+5)
	asha.waitsForNothing().SeesNot("Waiting for a signal").Good()
}

// cut stands between a browser and the server, and cuts lines.
type cut struct {
	to     http.Handler
	marks  atomic.Int64
	answer func(mark int64) fate // of the mark that comes as this one
}

// fate of a mark on its way.
type fate int

const (
	arrives  fate = iota
	lost          // never reaches the server
	unheard       // reaches it, and the answer does not come back
	detained      // something between says that it has it
	refused       // is not taken
)

func (c *cut) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	f := arrives
	if r.URL.Path == "/tallies/marks" {
		f = c.answer(c.marks.Add(1))
	}
	switch f {
	case unheard:
		c.to.ServeHTTP(&deaf{header: http.Header{}}, r)
		fallthrough
	case lost:
		if line, _, err := rw.(http.Hijacker).Hijack(); err == nil {
			_ = line.Close()
		}
	case detained:
		_, _ = rw.Write([]byte("<h1>Welcome to the free wireless network</h1>"))
	case refused:
		rw.WriteHeader(http.StatusUnprocessableEntity)
	default:
		c.to.ServeHTTP(rw, r)
	}
}

// deaf takes an answer and tells nobody.
type deaf struct{ header http.Header }

func (d *deaf) Header() http.Header         { return d.header }
func (d *deaf) Write(b []byte) (int, error) { return len(b), nil }
func (d *deaf) WriteHeader(int)             {}

// through is the address of a bad line to the server.
func (w *world) through(answer func(mark int64) fate) (at string, c *cut) {
	w.t.Helper()
	to, err := url.Parse(w.at)
	w.must(err)
	c = &cut{to: httputil.NewSingleHostReverseProxy(to), answer: answer}
	line := httptest.NewServer(c)
	w.t.Cleanup(line.Close)
	return line.URL, c
}

// TestTapsOnACutLine: answers are lost in the middle, the page is loaded again,
// a guest network answers for us. Each tap still counts exactly once.
func TestTapsOnACutLine(t *testing.T) {
	w := newTeam(t)
	fates := []fate{unheard, lost, detained, unheard, unheard, arrives, lost}
	at, line := w.through(func(mark int64) fate { return fates[int(mark)%len(fates)] })
	asha := w.as(newBrowser(t, at, "Asha, facilitator", phone), "Asha").Open("/tallies/quick")
	asha.taps(3)
	asha.leaving(func() { w.must(asha.ask(`location.reload(); true`, new(bool))) })
	asha.taps(4).Touch("Take the last one back") // whether it has arrived or not
	asha.until("nothing waits", func() (yes bool, err error) {
		// The line is tried every three seconds; a signal that comes back hurries it.
		err = asha.ask(`window.dispatchEvent(new Event("online")), localStorage.length === 0`, &yes)
		return yes, err
	})
	if n, tries := w.rows("tally"), line.marks.Load(); n != 6 || tries < 8 {
		t.Errorf("7 taps, one taken back: %d tallies after %d tries", n, tries)
	}
}

// TestARefusedTapIsKept: what the server does not take is shown, and waits for
// a decision.
func TestARefusedTapIsKept(t *testing.T) {
	w := newTeam(t)
	at, _ := w.through(func(mark int64) fate {
		if mark <= 2 {
			return refused
		}
		return arrives
	})
	asha := w.as(newBrowser(t, at, "Asha, facilitator", phone), "Asha").Expects(http.StatusUnprocessableEntity).Open("/tallies/quick")
	asha.taps(3).Sees("They are kept here until you decide: 2")
	w.holds(asha, "tally", 1)
	asha.Open("/tallies/quick").Sees("They are kept here until you decide: 2").Good().Touch("Try again")
	w.holds(asha, "tally", 3)
	asha.waitsForNothing().SeesNot("They are kept here")
}

// TestTapsWithoutAScript: the same buttons are forms.
func TestTapsWithoutAScript(t *testing.T) {
	w := newTeam(t)
	for i := range 3 {
		form := url.Values{"form_id": {w.core.DB.NewID()}, "setting": {"waiting_room"}, "length": {"under_5"}}
		w.send("Asha", http.MethodPost, "/tallies/quick", form)
		if a := w.send("Asha", http.MethodPost, "/tallies/quick", form); a.status != http.StatusSeeOther || w.rows("tally") != i+1 {
			t.Fatalf("%d, and %d tallies after %d taps", a.status, w.rows("tally"), i+1)
		}
	}
	form := url.Values{"form_id": {w.core.DB.NewID()}, "setting": {"waiting_room"}, "length": {"under_5"}}
	led := w.send("Asha", http.MethodPost, "/tallies/quick", form).leads
	if page := w.send("Asha", http.MethodGet, led, nil); page.status != http.StatusOK {
		t.Fatal(page.status)
	}
	w.send("Asha", http.MethodPost, "/tallies/take-back", url.Values{"tally": {form.Get("form_id")}})
	if n := w.rows("tally"); n != 3 {
		t.Errorf("%d tallies after one was taken back", n)
	}
}
