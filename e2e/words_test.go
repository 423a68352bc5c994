package e2e

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"

	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

// offline cuts the browser's connection, or restores it.
func (b *browser) offline(cut bool) *browser {
	b.t.Helper()
	b.do(network.EmulateNetworkConditions(cut, 0, -1, -1))
	return b
}

// typing is Asha on the page of a chat, everything filled in and nothing sent.
func typing(t *testing.T) (*world, *browser) {
	t.Helper()
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	return w, asha.beginsChat().fillsChat()
}

// once fails unless exactly one chat with one person was saved.
func (w *world) once() {
	w.t.Helper()
	for table, want := range map[string]int{"person": 1, "chat": 1, "link": 1, "consent": 3, "draft": 0} {
		if n := w.rows(table); n != want {
			w.t.Errorf("%d rows of %s, want %d", n, table, want)
		}
	}
}

// kept waits until the server keeps everything that was typed: it shows it to
// whoever opens the page anew.
func (w *world) kept(b *browser, words string) {
	w.t.Helper()
	b.until("a draft with "+quote(words), func() (bool, error) {
		return strings.Contains(w.send("Asha", http.MethodGet, "/chats/new", nil).body, words), nil
	})
}

// hasItAll fails unless the page holds what fillsChat typed.
func (b *browser) hasItAll() *browser {
	b.t.Helper()
	for label, want := range map[string]string{"What would you like to be called?": wren, "What do you want help with?": wrenWords,
		"Phone": wrenPhone, "What would help you get in and stay?": wrenNeeds} {
		if got := b.Value(label); got != want {
			b.t.Errorf("%q holds %q, want %q", label, got, want)
		}
	}
	var ticked int
	if err := b.ask(`document.querySelectorAll("[name=worries]:checked").length`, &ticked); err != nil || ticked != 2 {
		b.t.Errorf("%d worries are ticked (%v), want 2", ticked, err)
	}
	return b
}

// TestALostConnection: the form stays in the page, says that it waits, and
// goes out once when there is a connection again.
func TestALostConnection(t *testing.T) {
	w, asha := typing(t)
	asha.offline(true).Touch("Save the chat")
	asha.Sees("Waiting for a connection", "nothing is lost").hasItAll().Good()
	asha.Touch("Save the chat") // impatience
	if w.rows("person") != 0 {
		t.Error("it was sent")
	}
	asha.offline(false).Sees("What there is")
	w.once()
}

// TestTimeRunsOutWhileTyping: whoever must sign in again finds the form filled
// in.
func TestTimeRunsOutWhileTyping(t *testing.T) {
	w, asha := typing(t)
	asha.Expects(http.StatusUnauthorized) // what the script that keeps drafts is told
	w.clock.Advance(31 * time.Minute)
	asha.Press("Save the chat").Sees("Nothing is lost. Sign in, and your form comes back as you left it.").Good()
	asha.enter("asha").Sees("We kept what you typed last time.").hasItAll().Good()
	asha.Press("Save the chat").Sees("What there is")
	w.once()
}

// TestACrash: a draft on the server brings back what was typed before the page
// died.
func TestACrash(t *testing.T) {
	w, asha := typing(t)
	w.kept(asha, wrenPhone)
	asha.Crash()
	again := w.as(w.browser("Asha, on another phone", phone), "Asha")
	again.Open("/chats/new").Sees("We kept what you typed last time.").hasItAll().Good()
	again.Press("Save the chat").Sees("What there is")
	w.once()
}

// TestGoingBack: the words are there when somebody comes back to a page that
// they left, and going back after saving saves nothing twice.
func TestGoingBack(t *testing.T) {
	w, asha := typing(t)
	asha.Follow("Meetings").Sees("All meetings by name").Back().hasItAll()
	asha.Press("Save the chat").Sees("What there is")
	asha.Back()
	if name := asha.Value("What would you like to be called?"); name != "" {
		t.Errorf("the form of a chat that was saved stands there with the name %q", name)
	}
	w.once()
}

// TestPressedTwice: two quick presses are one.
func TestPressedTwice(t *testing.T) {
	w, asha := typing(t)
	asha.Twice("Save the chat").Sees("What there is")
	w.once()
}

// TestWithoutScripts: everything of the way works in a browser that runs none.
func TestWithoutScripts(t *testing.T) {
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, without scripts", phone), "Asha")
	asha.do(emulation.SetScriptExecutionDisabled(true))
	asha.hasChat()
	asha.Press("Choose Thursday Steps (invented)").Sees("Chosen. Now a plan for the day.")
	asha.plansWith("Sam K").Fill("Plan B", "").Press("Save the plan").Sees("Please check this")
	asha.Fill("Plan B", "soup at our place").Press("Save the plan").Sees("The plan stands.", "Sam meets you: by the clock tower.")
	w.once()
	stranger := w.browser("a stranger without scripts", phone)
	stranger.do(emulation.SetScriptExecutionDisabled(true))
	stranger.Open("/").Fill("Near which place?", "LE1").Press("Show me").Sees("Near LE1", "Thursday Steps (invented)")
}

// full lets the database grow no further, as a full disk does, and fills the
// room that is left in it with chats.
func (w *world) full() {
	w.t.Helper()
	w.limit("1")
	for range 500 {
		err := w.core.Links.Begin(context.Background(), w.team["Asha"], locale.English(), small(w.core.DB))
		if fault.Is(err, fault.Full) {
			return
		}
		w.must(err)
	}
	w.t.Fatal("the database does not become full")
}

// limit is the number of pages that the database may have; fewer than it has
// is as many as it has.
func (w *world) limit(pages string) {
	w.t.Helper()
	w.must(w.core.DB.Tx(context.Background(), w.core.Scope, func(tx *db.Tx) error {
		_, err := tx.Exec("PRAGMA max_page_count = " + pages)
		return err
	}))
}

// small is the least that a chat can be.
func small(d *db.DB) link.Beginning {
	said := consent.Answer{Purpose: consent.Record, Given: true, Version: consent.WordingOf(locale.English(), consent.Record).Version}
	return link.Beginning{Person: person.Person{ID: d.NewID(), Name: "X"}, Answers: []consent.Answer{said},
		Chat:  chat.Chat{ID: d.NewID(), On: today, Setting: "phone", Length: "under_5"},
		Links: []link.Raising{{ID: d.NewID(), Wish: option.Wish{}}}}
}

// TestAFullDisk: the page says so and keeps the words; nothing is half
// written; and when there is room again, the same press saves it.
func TestAFullDisk(t *testing.T) {
	w, asha := typing(t)
	tables := []string{"person", "consent", "chat", "chat_tick", "link", "link_step", "link_due", "trail", "receipt"}
	w.full()
	before := map[string]int{}
	for _, table := range tables {
		before[table] = w.rows(table)
	}
	asha.Expects(http.StatusInsufficientStorage).Press("Save the chat").Sees("Please check this").hasItAll().Good()
	if asha.Status() != http.StatusInsufficientStorage {
		t.Errorf("answers %d", asha.Status())
	}
	for _, table := range tables {
		if n := w.rows(table); n != before[table] {
			t.Errorf("%d rows of %s, %d before", n, table, before[table])
		}
	}
	w.limit("1000000")
	asha.Press("Save the chat").Sees("What there is")
	if n := w.rows("person"); n != before["person"]+1 {
		t.Errorf("%d people, want one more than %d", n, before["person"])
	}
}
