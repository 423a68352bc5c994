package link_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// A random walk of a hundred events over months, sensible or not, breaks no
// invariant of the package.
func TestRandomWalks(t *testing.T) {
	s := link.Defaults()
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
		l := link.Raise("L1", "P1", "A1", at)
		l.InPerson = rapid.Bool().Draw(t, "no telephone")
		for range 60 {
			at = at.Add(time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "minutes")) * time.Minute)
			e := anyEvent(t, at)
			kept := deepCopy(l)
			next, _, err := link.Apply(l, e, at, s)
			if diff := cmp.Diff(kept, l); diff != "" {
				t.Fatalf("%s altered the link it was given: %s", e.Verb(), diff)
			}
			if err != nil {
				if fault.As(err) == nil || cmp.Diff(l, next) != "" {
					t.Fatalf("%s was refused badly: %v", e.Verb(), err)
				}
				continue
			}
			holds(t, l, e, next, at, s)
			l = next
		}
	})
}

// holds checks every invariant of one step.
func holds(t *rapid.T, l link.Link, e link.Event, next link.Link, at time.Time, s link.Settings) {
	if len(next.Steps) != len(l.Steps)+1 || cmp.Diff(l.Steps, next.Steps[:len(l.Steps)]) != "" {
		t.Fatalf("%s lost history", e.Verb())
	}
	if next.State.Resting() != (next.Had != "") || next.Had.Resting() {
		t.Fatalf("%s: %s had %q", e.Verb(), next.State, next.Had)
	}
	if told := next.Attendances - l.Attendances; told != 0 {
		mustBeTold(t, l, e, told)
	}
	if !l.Reached(link.Involved) && next.Reached(link.Involved) && (e.Verb() != link.VerbInvolve || e.(link.Involve).ToldBy != link.ByPerson) {
		t.Fatalf("%s made somebody involved", e.Verb())
	}
	letDown := l.Plan.Needed() && l.Plan.LostOn == l.Plan.On
	if next.OurFaults != l.OurFaults && e.Verb() != link.VerbNotHappened && e.Verb() != link.VerbDoorLocked && !letDown {
		t.Fatalf("%s counts as a failure", e.Verb())
	}
	if o, ok := e.(link.Offer); ok && !next.Gap && kinds(o) < 2 {
		t.Fatal("one kind was offered without a gap")
	}
	if e.Verb() == link.VerbClose && next.Reason == link.NotHeard && !l.Quiet && !l.InPerson {
		t.Fatal("closed as not heard from, before the tries")
	}
	if p := next.Plan; p != nil && (p.Companion == "" && !p.SaidYes.IsZero() || p.Second == "" && !p.SecondSaidYes.IsZero()) {
		t.Fatalf("%s: nobody said yes: %+v", e.Verb(), p)
	}
	alarmStands(t, l, e, next, at, s)
	duesHold(t, next, s)
	skipsShown(t, next)
	rests(t, next, at, s)
}

func mustBeTold(t *rapid.T, l link.Link, e link.Event, told int) {
	byCompanion := false
	switch e := e.(type) {
	case link.Attend:
		byCompanion = e.ToldBy == link.ByCompanion
	case link.LeaveEarly:
		byCompanion = e.ToldBy == link.ByCompanion
	case link.CheckComfort, link.Continue, link.Involve: // the person's own words
	default:
		t.Fatalf("%s counts an attendance", e.Verb())
	}
	if told != 1 || byCompanion && (l.Plan == nil || !l.Plan.Open || l.Plan.HowFar != link.ComeIn) {
		t.Fatalf("%s counts %d, by companion %v of %+v", e.Verb(), told, byCompanion, l.Plan)
	}
}

// alarmStands: nothing but "safely home" ends the watch over a companion.
func alarmStands(t *rapid.T, l link.Link, e link.Event, next link.Link, at time.Time, s link.Settings) {
	if !l.CompanionOut(at) || e.Verb() == link.VerbComeHome {
		return
	}
	due := slices.ContainsFunc(link.Dues(next, s), func(d link.Due) bool {
		return d.Kind == link.DueSafeHome && d.At.Equal(l.Plan.Ends.Add(s.SafeReturn))
	})
	if !next.CompanionOut(at) || !due {
		t.Fatalf("%s lost sight of a companion", e.Verb())
	}
}

func duesHold(t *rapid.T, l link.Link, s link.Settings) {
	dues := link.Dues(l, s)
	for i, d := range dues {
		if i > 0 && d.At.Before(dues[i-1].At) {
			t.Fatalf("dues are out of order: %v", dues)
		}
		if !d.Kind.Contact() {
			continue
		}
		if l.Quiet || l.State.Resting() && d.Kind != link.DueRestOver && d.Kind != link.DueDoorOpen {
			t.Fatalf("%s is due of a link that is %s, quiet %v", d.Kind, l.State, l.Quiet)
		}
		if local := d.At.In(civil.London); local.Hour() != 10 || local.Minute() != 0 {
			t.Fatalf("%s is due at %v", d.Kind, local)
		}
		if l.InPerson != d.WhenIn && d.Kind != link.DueDoorOpen {
			t.Fatalf("%s is due of somebody without a telephone", d.Kind)
		}
	}
	if l.Tries > s.Tries {
		t.Fatalf("%d tries", l.Tries)
	}
}

// skipsShown: what stands before the present state was reached or is named as
// skipped; having left early is having been.
func skipsShown(t *rapid.T, l link.Link) {
	line := link.States[:8]
	for _, s := range line[:max(0, slices.Index(line, l.State))] {
		if s == link.FirstAttended && l.Reached(link.LeftEarly) {
			continue
		}
		if !l.Reached(s) && !slices.Contains(l.Skips(), s) {
			t.Fatalf("%s without %s, and no word of it in %v", l.State, s, l.Skips())
		}
	}
}

// rests: a pause gives back the state; an ending is opened again where it
// stood, or where the plan was made from.
func rests(t *rapid.T, l link.Link, at time.Time, s link.Settings) {
	through := func(there, back link.Event) link.State {
		rest, _, err := link.Apply(l, there, at, s)
		if err != nil {
			return l.State
		}
		again, _, err := link.Apply(rest, back, at.Add(time.Hour), s)
		if err != nil {
			t.Fatalf("no way back from %s: %v", rest.State, err)
		}
		return again.State
	}
	if l.State.Resting() {
		return
	}
	if got := through(link.Pause{}, link.Resume{}); got != l.State {
		t.Fatalf("%s after a rest is %s", l.State, got)
	}
	want := l.State
	if want == link.Planned {
		want = link.Chosen
	}
	for _, end := range []link.Event{link.StepBack{}, link.Close{Reason: link.AsWished}} {
		if got := through(end, link.Reopen{}); got != want {
			t.Fatalf("%s after %s and opening again is %s", l.State, end.Verb(), got)
		}
	}
}

func kinds(o link.Offer) int {
	seen := map[meeting.Kind]bool{}
	for _, s := range o.Shown {
		seen[s.Kind] = true
	}
	return len(seen)
}

func deepCopy(l link.Link) link.Link {
	l.Steps, l.Held, l.Facets = slices.Clone(l.Steps), slices.Clone(l.Held), slices.Clone(l.Facets)
	if l.Plan != nil {
		p := *l.Plan
		l.Plan = &p
	}
	return l
}

// anyEvent is any event with any content, most of it sensible.
func anyEvent(t *rapid.T, at time.Time) link.Event {
	day := func(from, to int) civil.Date {
		return civil.DateOf(at).AddDays(rapid.IntRange(from, to).Draw(t, "day"))
	}
	teller := func() link.Teller {
		return rapid.SampledFrom([]link.Teller{link.ByPerson, link.ByPerson, link.ByCompanion, ""}).Draw(t, "teller")
	}
	switch v := rapid.SampledFrom(link.Verbs).Draw(t, "verb"); v {
	case link.VerbOffer:
		return link.Offer{KindsNear: rapid.IntRange(0, 3).Draw(t, "near"), Shown: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) link.Shown {
			return link.Shown{Meeting: "M1", Kind: rapid.SampledFrom([]meeting.Kind{meeting.CBT, meeting.TwelveStep, meeting.Buddhist}).Draw(t, "kind")}
		}), 0, 4).Draw(t, "shown")}
	case link.VerbDecline:
		return link.Decline{Revisit: day(-1, 20)}
	case link.VerbPause:
		return link.Pause{Until: day(-1, 20)}
	case link.VerbPlan:
		p := evening(day(-1, 6))
		p.Companion = rapid.SampledFrom([]string{"", "C1", "C2"}).Draw(t, "companion")
		p.HowFar = rapid.SampledFrom(link.HowFars).Draw(t, "how far")
		p.Open = rapid.Bool().Draw(t, "open")
		p.Second = rapid.SampledFrom([]string{"", "C3"}).Draw(t, "second")
		return link.MakePlan{Plan: p, MayComeIn: rapid.Bool().Draw(t, "may come in"), Twos: rapid.IntRange(0, 3).Draw(t, "twos") == 0}
	case link.VerbSendCompanion:
		return link.SendCompanion{Account: rapid.SampledFrom([]string{"C1", "C2", "C3"}).Draw(t, "sent"),
			Instead: rapid.SampledFrom([]string{"", "C1"}).Draw(t, "instead"), Twos: rapid.Bool().Draw(t, "two now")}
	case link.VerbLoseCompanion:
		return link.LoseCompanion{Account: rapid.SampledFrom([]string{"", "C1", "C3"}).Draw(t, "lost")}
	case link.VerbSayYes:
		return link.SayYes{Account: rapid.SampledFrom([]string{"", "C1", "C3"}).Draw(t, "said yes")}
	case link.VerbComeHome:
		return link.ComeHome{Account: rapid.SampledFrom([]string{"", "C1", "C3"}).Draw(t, "home")}
	case link.VerbAttend:
		return link.Attend{On: day(-6, 1), How: link.WithCompanion, ToldBy: teller()}
	case link.VerbLeaveEarly:
		return link.LeaveEarly{On: day(-6, 1), How: link.Alone, ToldBy: teller()}
	case link.VerbNotHappened:
		return link.NotHappened{Cause: rapid.SampledFrom(link.Causes).Draw(t, "cause")}
	case link.VerbInvolve:
		return link.Involve{Facets: []link.Facet{rapid.SampledFrom(link.Facets).Draw(t, "facet")}, ToldBy: teller()}
	case link.VerbHoldCheck:
		return link.HoldCheck{Check: rapid.SampledFrom(link.Checks).Draw(t, "check")}
	case link.VerbClose:
		return link.Close{Reason: rapid.SampledFrom(link.Reasons).Draw(t, "reason")}
	default:
		return eventFor(v)
	}
}
