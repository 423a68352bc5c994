package e2e

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"openmaf/internal/platform/db"
)

// What a tired thumb takes, on the safe side of what is measured on phones: to
// find and touch something, to type a letter, and to begin to dictate. Reading
// the consents out is the talk itself and no typing.
const (
	aTap      = 1500 * time.Millisecond
	aLetter   = 350 * time.Millisecond
	dictating = 6 * time.Second
	allowed   = 90 * time.Second
)

// dictates says the words into the field as a phone's keyboard does: piece by
// piece, each piece changed before it stands.
func (b *browser) dictates(label, words string) *browser {
	b.t.Helper()
	b.until("field "+quote(label), func() (yes bool, err error) {
		err = b.ask(`(field => { if (!field) return false; field.focus(); return document.activeElement === field })(`+b.found("field", label)+`)`, &yes)
		return yes, err
	})
	b.watch.taps++
	said := ""
	for word := range strings.FieldsSeq(words) {
		guess := strings.ToLower(word[:1]) + "…"
		b.do(input.ImeSetComposition(guess, int64(len(guess)), int64(len(guess))), input.ImeSetComposition(word, int64(len(word)), int64(len(word))))
		if said != "" {
			word = " " + word
		}
		b.do(input.InsertText(word))
		said += word
	}
	b.until(quote(label)+" holds what was said", func() (bool, error) { return b.Value(label) == said, nil })
	return b
}

// TestAChatInNinetySeconds: a facilitator on shift, on her second chat of the
// morning, enters a typical one with one thumb.
func TestAChatInNinetySeconds(t *testing.T) {
	w := newWorld(t)
	w.must(w.core.Ring.Withdraw(t.Context(), w.team["Asha"], w.more["{ring}"])) // this is about the chat alone
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/shifts").Press("Mill Street (invented) (Sallowby Clinic)")
	asha.beginsChat().fillsChat().Fill("What would you like to be called?", "Linnet P"). // the first chat: what she ticks comes first in the next
												Press("Save the chat").Sees("Look at these together with Linnet")
	asha.beginsChat().Sees("You are on shift: Mill Street (invented)")
	asha.watch.taps, asha.watch.keys = 0, 0
	begun := time.Now()

	asha.Choose("Keep a record with your name", "They said yes").
		Fill("What would you like to be called?", "Perry").Fill("Where do you set out from?", "LE1").
		Choose("When are you free?", "Weekday evenings").
		Choose("Would you like someone to go along with you?", "Yes, please")
	asha.dictates("What do you want help with?", "The weekends are the hard part")
	asha.Choose("What worries you about going?", "Religion", "Having to speak")
	asha.Unfold("Groups you talked through").Choose("Which kinds of group did you talk through?", "12-step", "Tools and techniques")
	asha.Choose("Get in touch", "They said yes").Choose("Tell someone who goes along", "They said yes")
	asha.Unfold("How to reach them").Fill("Phone", "01632960778").Choose("How may we reach you?", "Ring them")
	asha.Press("Save the chat").Sees("What there is")

	took := time.Duration(asha.watch.taps)*aTap + time.Duration(asha.watch.keys)*aLetter + dictating
	t.Logf("a typical chat: %d taps, %d letters typed, one sentence dictated: %.0f s of a thumb's time (scripted: %.1f s)",
		asha.watch.taps, asha.watch.keys, took.Seconds(), time.Since(begun).Seconds())
	if took > allowed || asha.watch.taps > 25 {
		t.Errorf("%d taps and %d letters: %s", asha.watch.taps, asha.watch.keys, took)
	}
	w.keptWithTheShift()
}

// keptWithTheShift: both chats know the shift.
func (w *world) keptWithTheShift() {
	w.t.Helper()
	var within []string
	w.must(w.core.DB.View(w.t.Context(), w.core.Scope, func(tx *db.Tx) (err error) {
		within, err = db.All(tx, db.Column[string],
			`SELECT c.shift_id FROM chat c JOIN shift s ON s.community_id = c.community_id AND s.id = c.shift_id
			WHERE c.community_id = $1 AND s.started_at IS NOT NULL`, tx.Community())
		return err
	}))
	if len(within) != 2 {
		w.t.Errorf("%d chats know the shift that they were part of", len(within))
	}
}

// The least chat is a name and a yes.
func TestTheLeastChat(t *testing.T) {
	w := newTeam(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").beginsChat()
	asha.watch.taps = 0
	asha.Choose("Keep a record with your name", "They said yes").Fill("What would you like to be called?", "Perry").Press("Save the chat").Sees("What there is")
	if asha.watch.taps != 3 {
		t.Errorf("%d taps", asha.watch.taps)
	}
}

// Somebody talks in a prison: nothing is kept before they were told what is
// reported, and the record says that they were.
func TestAChatInPrison(t *testing.T) {
	w := newTeam(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").beginsChat()
	asha.Choose("Keep a record with your name", "They said yes").Fill("What would you like to be called?", "Perry").
		Pick("Where did you talk?", "In prison").Press("Save the chat").Sees("Here somebody else has a say", "You may feel that you have to say yes. You do not.").Good()
	if n := w.rows("person") + w.rows("chat"); n != 0 {
		t.Errorf("%d rows are kept already", n)
	}
	asha.Choose("Before a record is kept", "Somebody has a say over them here").Press("Save the chat").Sees("What there is")
	var coerced bool
	w.must(w.core.DB.View(t.Context(), w.core.Scope, func(tx *db.Tx) (err error) {
		coerced, err = db.One(tx, db.Column[bool], `SELECT coerced FROM chat WHERE community_id = $1`, tx.Community())
		return err
	}))
	if !coerced {
		t.Error("the record does not say so")
	}
}

// A worry about safety opens the numbers in place, and the way to a concern
// after the chat is saved. What to say about drink, detox and medicine is folded
// up, and has no field.
func TestSafetyInAChat(t *testing.T) {
	w := newTeam(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").beginsChat()
	asha.Unfold("Someone who drinks every day").Sees("should never stop all at once")
	asha.Unfold("After a detox, or after prison").Sees("The old amount can kill", "naloxone")
	asha.Unfold("A worry about medication").Sees("No meeting may tell you to stop a medicine. Talk to whoever prescribes it.")
	var fields string
	if err := asha.ask(`[...document.querySelectorAll("form[data-draft] [name]")].map(n => n.name + " " + n.value).join("\n")`, &fields); err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`(?i)alcohol|opioid|drinks|substance|heroin|naloxone|diagnos|offence`).FindString(fields); found != "" {
		t.Errorf("a field keeps %q", found)
	}
	asha.Choose("Keep a record with your name", "They said yes").Fill("What would you like to be called?", "Perry")
	asha.Unfold("Is anybody in danger").Sees("999", "116 123").Good().Choose("After you save", "Yes: take me to raise a concern")
	asha.Press("Save the chat").Sees("First this:", "116 123").Good().Press("Raise a concern")
	if asha.Path() != "/concerns/new" {
		t.Errorf("it leads to %s", asha.Path())
	}
}

// Right after the chat a member is rung; the person's record learns that and
// what came of it, and not who it was.
func TestRingingAMember(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.beginsChat().fillsChat().Fill("What would you like to be called?", "Ash T")
	asha.Unfold("Groups you talked through").Choose("Which kinds of group did you talk through?", "Tools and techniques")
	asha.Press("Save the chat").Sees("Ring a member together, now?", "Robin", "SMART Recovery", "Ring: evenings", "Would rather talk with: Women").Good()
	asha.Press("Save and go on").Sees("Choose what came of it.")
	asha.Choose("What came of it?", "They talked", "They will meet before the meeting").Press("Save and go on").Sees("Noted. On we go.", "What there is")
	asha.Open("/people").Follow("Ash T").Sees("A member was rung", "They talked", "They will meet before the meeting").SeesNot("Robin", "01632 960 555")
	asha.Open("/ring").Good().Within("Robin").Press("Take off the list")
	asha.Sees("They are off the list.").SeesNot("Robin")
}

// A keyworker asks without an account, one facilitator goes, and with the
// person's yes one line goes back.
func TestAKeyworkerAsks(t *testing.T) {
	w := newWorld(t)
	kim := w.browser("Kim, keyworker", phone).Open("/ask/" + w.more["{door}"]).Sees("Sallowby Clinic (invented)").Good()
	kim.Fill("Who?", "Ash").Press("Ask for a talk").Sees("We come only if they know and agree.").
		Choose("Before you send this", "The person knows that I ask").Press("Ask for a talk").Sees("We have your ask", "There is nothing more to tell").Good()
	status := kim.Path()

	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/asks").Good()
	asha.Within("Ash, Sallowby").Press("I go")
	asha.Sees("It is yours now.").Good().Press("Start a chat")
	if name := asha.Value("What would you like to be called?"); name != "Ash" {
		t.Errorf("the form begins with the name %q", name)
	}
	asha.Choose("Keep a record with your name", "They said yes").Unfold("Two more questions").Choose("Tell your keyworker", "They said yes").
		Press("Save the chat").Follow("Go on without ringing")
	asha.Open("/asks").Within("Somebody you met").Press("Open")
	asha.Choose("One line back", "We have met").Press("Let this line go back").Sees("Went back: We have met").Good()
	asha.Follow("Open their page").Sees("One line went back to the keyworker who asked", "We have met")
	kim.Open(status).Sees("We have met").SeesNot("Ash").Good()
}

// TestAPileOfCards: typed in by the keyboard alone, one after the other; the
// place, the day and the shift stay.
func TestAPileOfCards(t *testing.T) {
	w := newTeam(t)
	w.list()
	asha := w.as(w.browser("Asha, facilitator", desk), "Asha").Open("/chats/cards").Good()
	keys := func(text string) { asha.do(chromedp.KeyEvent(text)) }
	asha.leaving(func() { keys("y\tWren\tLE1\t\t\ty\t\t\t1\t2\t3\t1\t1 2\t3\r") })
	asha.Sees("Saved. The next card.", "Typed in this sitting: 1 card")
	asha.leaving(func() { keys("n\t\t\t\t\t\t\t\t\t1\t\t\t2 5\r") })
	asha.Sees("Typed in this sitting: 2 cards").Good()
	asha.leaving(func() { keys("y\tRobin\t\t\t\t\t\t\t\t1\t\t\t99\r") })
	asha.Sees("There is no 99 in this list. It goes from 1 to 17.").Good()
	for table, want := range map[string]int{"person": 1, "chat": 1, "tally": 1, "tally_worry": 2, "link": 1} {
		if n := w.rows(table); n != want {
			t.Errorf("%d rows of %s, want %d", n, table, want)
		}
	}
	if where := asha.Value("Where did you talk?"); where != "1" {
		t.Errorf("the place is %q", where)
	}
}

// The card prints two to a sheet or four, with what is read out on the back.
func TestThePaperCard(t *testing.T) {
	w := newTeam(t)
	asha := w.as(w.browser("Asha, facilitator", desk), "Asha")
	for address, most := range map[string]int{"/chats/card": 2, "/chats/card?to=4": 2} {
		asha.Open(address).Sees("Do not write names of others.", "Keep a record?", "Having to speak")
		var pages int
		asha.do(chromedp.ActionFunc(func(ctx context.Context) error {
			pdf, _, err := page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			pages = len(regexp.MustCompile(`/Type\s*/Page[^s]`).FindAll(pdf, -1))
			return err
		}))
		if pages != most {
			t.Errorf("%s prints %d pages, want %d: the cards and the words", address, pages, most)
		}
	}
}
