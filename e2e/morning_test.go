package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

const (
	firstAction  = 10 * time.Second
	meetingLasts = 15 * time.Minute
	talkedOf     = time.Minute // each person: a word from whoever knows them, and who does it
	rung         = time.Minute // each companion who is not home
)

// thumb is how long the taps and letters since the count began take.
func (b *browser) thumb() time.Duration {
	return time.Duration(b.watch.taps)*aTap + time.Duration(b.watch.keys)*aLetter
}

// TestTenSecondsToTheFirstAction: from the press of "Sign in", on a phone that
// keeps the password, to the first thing done: a row in one tap, and a whole
// check-in.
func TestTenSecondsToTheFirstAction(t *testing.T) {
	w := newWorld(t)
	for what, do := range map[string]func(*browser){
		"one tap on a row": func(b *browser) { b.Press("They said yes").Sees("Good. Now we know.") },
		"a whole check-in": func(b *browser) {
			b.Press("How was it?").Choose("How was it to be there?", "7").Choose("Did it happen?", "They went").
				Choose("What next?", "Talk about it first").Press("Save").Sees("Saved. Thank you for asking.")
		},
	} {
		asha := w.browser("Asha, facilitator", phone).Open("/sign-in").Fill("Your e-mail address or sign-in name", "asha").Fill("Password", password)
		asha.watch.taps, asha.watch.keys = 0, 0
		begun := time.Now()
		asha.Press("Sign in").Stands("/today")
		do(asha)
		t.Logf("%s: %d taps, %.1f s of a thumb's time (scripted: %.1f s)", what, asha.watch.taps, asha.thumb().Seconds(), time.Since(begun).Seconds())
		if asha.thumb() > firstAction {
			t.Errorf("%s: %d taps and %d letters take %s", what, asha.watch.taps, asha.watch.keys, asha.thumb())
		}
	}
}

// knows begins a person whom Asha keeps, some days ago, with what happened to
// their link, whose id it returns.
func (w *world) knows(name string, days int, events ...link.Event) string {
	w.t.Helper()
	b := small(w.core.DB)
	w.clock.Set(morning.AddDate(0, 0, -days))
	b.Person.Name, b.Person.Phone, b.Person.Contact.How, b.Chat.On = name, "01632 960 700", person.Call, today.AddDays(-days)
	for _, p := range []consent.Purpose{consent.Contact, consent.Companion} {
		b.Answers = append(b.Answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(locale.English(), p).Version})
	}
	w.must(w.core.Links.Begin(context.Background(), w.team["Asha"], locale.English(), b))
	shown := link.Offer{KindsNear: 2, Shown: []link.Shown{{Meeting: w.steps, Kind: meeting.TwelveStep, On: today}, {Meeting: w.tools, Kind: meeting.CBT, On: today}}}
	w.tell(b.Links[0].ID, append([]link.Event{shown}, events...)...)
	w.clock.Set(morning)
	return b.Links[0].ID
}

// evening is a plan for Thursday Steps, last night, or for Friday Steps, tonight.
func (w *world) evening(on civil.Date, along string) link.MakePlan {
	p := link.Plan{Meeting: w.steps, On: on, Way: link.Bus, PlanB: "soup at our place"}
	if on == today {
		p.Meeting = w.friday
	}
	if along != "" {
		p.Companion, p.HowFar, p.MeetPoint, p.Boundaries = w.team[along].Account, link.ToTheDoor, "by the clock tower", true
	}
	return link.MakePlan{Plan: p}
}

// aMorning is what a team of a middling town wakes up to, beside Wren.
func (w *world) aMorning() {
	w.t.Helper()
	w.clears("Kit")
	yesterday := today.AddDays(-1)
	w.knows("Alder", 3, link.Choose{Meeting: w.steps}, w.evening(yesterday, "Sam")) // Sam is not marked home
	w.knows("Bryony", 3, link.Choose{Meeting: w.steps}, w.evening(yesterday, "Kit"))
	w.knows("Cedar", 3, link.Choose{Meeting: w.steps}, w.evening(yesterday, ""))
	w.knows("Dill", 3, link.Choose{Meeting: w.friday}, w.evening(today, ""))
	w.knows("Elder", 3, link.Choose{Meeting: w.friday}, w.evening(today, "Kit"), link.LoseCompanion{})
	w.knows("Fern", 9, link.Choose{Meeting: w.tools})
	w.knows("Gorse", 9)
	w.knows("Hazel", 20, link.Decline{Revisit: today})
	iris := w.knows("Iris", 20, link.Choose{Meeting: w.tools})
	w.clock.Set(morning.AddDate(0, 0, -7))
	w.tell(iris, link.NotReached{})
	w.clock.Set(morning)
	w.must(w.core.Shifts.Start(context.Background(), w.team["Bo"], w.core.DB.NewID(), w.more["{workplace}"]))
}

// lines are the rows of the morning on the page.
func (b *browser) lines() (n int) {
	b.t.Helper()
	if err := b.ask(`document.querySelectorAll("main .rows__do:first-of-type").length`, &n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

// TestAMorningMeeting: Asha leads it from one page on her phone: everybody on it
// is talked of, and somebody has each line, within a quarter of an hour.
func TestAMorningMeeting(t *testing.T) {
	w := newWorld(t)
	w.aMorning()
	people := w.rows("person")
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open("/today")
	asha.watch.taps, asha.watch.keys = 0, 0
	begun := time.Now()
	asha.Follow("Morning meeting").Sees("Bo K", "Sam K is not marked safely home", "Kit K is not marked safely home", "Cedar, on their own",
		"Elder needs somebody else to go along", "Not heard from", "Iris").Good()
	lines := asha.lines()
	if lines < 12 {
		t.Errorf("%d lines are no morning", lines)
	}

	asha.Press("Ring them")
	for range 2 { // Sam, then Kit: somebody saw them
		asha.Choose("Who said that all is well?", "One of the team who saw them").Press("I rang, all is well").Sees("Good. Thank you for ringing.")
	}
	asha.Follow("Back").Follow("Morning meeting").SeesNot("not marked safely home")
	asha.Press("Ask Kit instead").Stands("/huddle").Sees("Ask Kit if they can go along with Elder")
	asha.Within("Ask Kit if they can go").Press("They said yes")
	asha.Stands("/huddle").Sees("Tell Elder who goes along").Press("I told them").Stands("/huddle")
	asha.Within("Ask Sam if they can go").Press("They said yes")
	for _, who := range []string{"Alder: How was it?", "Bryony: How was it?", "Fern", "Gorse", "Iris"} {
		asha.Within(who).Press("Bo asks")
		asha.Stands("/huddle").Sees("Bo asks")
	}
	asha.Within("Cedar: How was it?").Press("How was it?") // Cedar sits here
	asha.Choose("How was it to be there?", "7").Choose("Did it happen?", "They went").Choose("What next?", "Talk about it first").Press("Save")
	asha.Open("/huddle")
	asha.Within("Dill: ").Press("I asked")
	asha.Stands("/huddle").Good()

	took := asha.thumb() + time.Duration(people)*talkedOf + 2*rung
	t.Logf("a morning of %d people on %d lines: %d taps, %.0f s of a thumb's time, with the talk %.1f minutes (scripted: %.1f s)",
		people, lines, asha.watch.taps, asha.thumb().Seconds(), took.Minutes(), time.Since(begun).Seconds())
	if took > meetingLasts {
		t.Errorf("%d people and %d taps take %s", people, asha.watch.taps, took)
	}
	if bo := w.send("Bo", "GET", "/today", nil).body; !strings.Contains(bo, "Alder") || !strings.Contains(bo, "Iris") {
		t.Error("what was handed over does not stand on Bo's page")
	}
}
