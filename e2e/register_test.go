package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
)

// forty people stand on the register, and are in after a minute (casework
// notes, section 5).
const (
	forty   = 40
	aMinute = time.Minute
	aSwipe  = 700 * time.Millisecond // of a thumb, until what comes can be read
)

// joins puts people on the world's course, and returns their names.
func (w *world) joins(n int) (names []string) {
	w.t.Helper()
	yes := []consent.Answer{{Purpose: consent.Record, Given: true, Version: consent.WordingOf(locale.English(), consent.Record).Version}}
	for i := range n {
		name := fmt.Sprintf("%c%c%s", 'A'+i/5, "aeiou"[i%5], "ran")
		w.must(w.core.Courses.Enrol(w.t.Context(), w.team["Asha"], locale.English(), course.Enrolling{ID: w.core.DB.NewID(), Course: w.more["{course}"],
			New: person.Person{ID: w.core.DB.NewID(), Name: name}, Agreed: yes, Source: "self"}))
		names = append(names, name)
	}
	return names
}

// here is how many names are marked as here.
func (w *world) here() (n int) {
	w.t.Helper()
	w.must(w.core.DB.View(w.t.Context(), w.core.Scope, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM attendance WHERE community_id = $1 AND here`, tx.Community())
		return err
	}))
	return n
}

func (b *browser) total(want string) *browser {
	b.t.Helper()
	b.until("the total is "+want, func() (yes bool, err error) {
		var said string
		err = b.ask(`document.querySelector("[data-register-total]").textContent`, &said)
		return said == want, err
	})
	return b
}

// swipes is how often a thumb swipes, by seven tenths of the screen each, until
// the button can be touched from where the page stands.
func (b *browser) swipes(button string) (n int) {
	b.t.Helper()
	if err := b.ask(`(b => { const r = b.getBoundingClientRect(), far = Math.max(0, r.bottom - innerHeight, 80 - r.top);
		return Math.ceil(far / (innerHeight * 0.7)) })(`+b.found("button", button)+`)`, &n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

// TestFortyPeopleInAMinute: on a phone, from the page of the course. At the door
// each is one tap, the first names are within reach as the page opens, and whoever
// is next stands where the thumb is; in a circle of 43 the three who are missing
// are ticked, and one more tap says that the others are here.
func TestFortyPeopleInAMinute(t *testing.T) {
	const missing = 3
	for how, do := range map[string]func(b *browser, names []string) time.Duration{
		"at the door": func(b *browser, names []string) (swiped time.Duration) {
			for _, name := range names[missing:] {
				swiped += time.Duration(b.swipes(name)) * aSwipe
				b.Touch(name)
			}
			return swiped
		},
		"in a circle": func(b *browser, names []string) (swiped time.Duration) {
			b.Unfold("Nearly everybody is here?")
			for _, name := range names[:missing] {
				b.Choose("Tap who is missing", name)
			}
			swiped = time.Duration(b.swipes("All the others are here")) * aSwipe
			b.Touch("All the others are here")
			return swiped
		},
	} {
		t.Run(how, func(t *testing.T) {
			w := newWorld(t)
			w.must(w.core.Courses.Tell(t.Context(), w.team["Asha"], w.more["{enrolment}"], course.Telling{Verb: course.Leave, Reason: "choice"}))
			w.must(w.core.Courses.ChangeCourse(t.Context(), w.team["Max"], w.more["{course}"], course.Details{Place: "Old Tram Shed (invented)",
				Capacity: forty + missing, Facilitators: []string{w.team["Asha"].Account}}))
			names := w.joins(forty + missing)
			asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/courses/" + w.more["{course}"])
			asha.Within("Welcome: what keeps people well").Follow("Register")
			asha.Good()
			asha.watch.taps, asha.watch.keys = 0, 0
			begun := time.Now()
			took := do(asha, names)
			took += asha.thumb()
			asha.total("40")
			asha.until("all are marked", func() (bool, error) { return w.here() == forty, nil })
			t.Logf("forty people %s: %d taps, %.0f s of a thumb's time with its swipes (scripted: %.1f s)", how, asha.watch.taps, took.Seconds(), time.Since(begun).Seconds())
			if asha.watch.taps > forty || took > aMinute {
				t.Errorf("%d taps take %s", asha.watch.taps, took)
			}
			asha.waitsForNothing().Good()
		})
	}
}

// TestTakingACircleBack: what was marked at once is taken back at once, and a
// dead line loses none of it.
func TestTakingACircleBack(t *testing.T) {
	w := newWorld(t)
	w.joins(7)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/sessions/" + w.more["{session}"] + "/register").Good()
	circle := func() *browser {
		return asha.Unfold("Nearly everybody is here?").Choose("Tap who is missing", "Aaran").Touch("All the others are here").total("7")
	}
	circle().waitsForNothing()
	asha.Touch("Take the last one back").total("0").waitsForNothing()
	asha.offline(true)
	circle().Sees("Waiting for a signal: 7")
	asha.offline(false)
	asha.until("they have come", func() (bool, error) { return w.here() == 7, nil })
	asha.waitsForNothing().total("7").Good()
}

// TestARegisterOnADeadLine: no mark is lost, two phones come to see the same,
// and where they do not agree nobody's word is dropped.
func TestARegisterOnADeadLine(t *testing.T) {
	w := newWorld(t)
	w.joins(3)
	at := "/sessions/" + w.more["{session}"] + "/register"
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open(at).Good()
	max := w.as(w.browser("Max, manager", phone), "Max").Open(at).Good()

	asha.offline(true).Touch("Aaran").Touch("Aeran").Touch("Wren Q").total("3").Sees("Waiting for a signal: 3")
	asha.Touch("+").total("4").Touch("Take the last one back").total("3")
	var stored string
	w.must(asha.ask(`JSON.stringify(localStorage)`, &stored))
	if w.here() != 0 || !strings.Contains(stored, "register.") || strings.Contains(stored, "Aaran") {
		t.Errorf("%d marks before there was a signal; stored: %s", w.here(), stored)
	}
	max.Touch("Wren Q").total("1").Touch("Wren Q").total("0").waitsForNothing() // a slip of his
	asha.offline(false)
	asha.until("hers have come", func() (bool, error) { return w.here() == 2, nil })
	asha.waitsForNothing().Sees("Wren Q: Max said not here, You said here. Which is it?").total("2").Good()
	max.Sees("Wren Q: You said not here, Asha said here. Which is it?").total("2").Good()
	max.Within("Which is it?").Press("Here")
	max.total("3")
	asha.total("3").SeesNot("Which is it?")

	asha.Touch("Airan").total("4").Touch("Take the last one back").total("3").waitsForNothing()
	max.total("3")
	asha.Follow("Somebody new").Good().Fill("What would they like to be called?", "Zed").Choose("Read these words out", "They said yes").
		Choose("How did they come to it?", "They came by themselves").Press("Put them on")
	asha.Stands(at).Sees("Zed").total("4")
	max.Sees("Zed").total("4")
}

// TestASheetIsTypedByTheKeyboard: one field, numbers and Enter.
func TestASheetIsTypedByTheKeyboard(t *testing.T) {
	w := newWorld(t)
	w.joins(5)
	asha := w.as(w.browser("Asha, facilitator", desk), "Asha").Open("/sessions/" + w.more["{session}"] + "/paper").Sees("Wren Q").Good().Follow("Type in a sheet").Good()
	asha.leaving(func() { asha.do(chromedp.KeyEvent("1 3-5\t2\r")) })
	asha.Sees("The sheet is in.").total("6").Good()
}

// TestACourseFromAProgramme: a manager takes a programme, plans a course of it,
// and whoever runs it records an evening.
func TestACourseFromAProgramme(t *testing.T) {
	w := newWorld(t)
	max := w.as(w.browser("Max, manager", phone), "Max").Open("/programmes").Good()
	max.Within("Kaskutas").Press("Take a copy")
	max.Sees("It is yours now.").Good().Follow("Change this programme").Good().Fill("Name", "Our six groups").Press("Save as a new version")
	max.Sees("Our six groups", "Version 2").Open("/courses/new").Good().Pick("Programme", "Our six groups").Fill("Where?", "The wing library (invented)").
		Choose("What kind of place?", "In prison").FillDay("First day", today.AddDays(2)).Fill("Begins at", "2pm").Choose("Who runs it?", "Asha K").Press("Plan it")
	max.Sees("The course is planned.", "1. Introduction", "In prison").Good()

	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/today").Sees("Today: Six sessions").Good().Open("/courses").Follow("Six sessions: finding your people").Good()
	asha.Follow("Record").Good().Choose("What was in it?", "People could pass in each round").Fill("What came up, in general", "Wren was afraid of it").Press("Save the record")
	asha.Sees("This seems to name Wren").Good().Fill("What came up, in general", "Being seen on the way in").Press("Save the record").Sees("The record is saved.", "Held")
	asha.Follow("Wren Q").Good().Unfold("They go on with another course").Pick("Which one?", "Our six groups").Choose("What they were at goes with them", "They know, and said yes")
	asha.Within("Which one?").Press("Save")
	asha.Sees("Tell them first what is reported here").Good().Choose("What they were at goes with them", "For a course in prison")
	asha.Within("Which one?").Press("Save")
	asha.Sees("They go on with another course", "Our six groups").Good()
}
