package link_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/fault"
)

// apply is Apply where nothing may be refused.
func apply(t *testing.T, l link.Link, at time.Time, events ...link.Event) link.Link {
	t.Helper()
	for _, e := range events {
		next, _, err := link.Apply(l, e, at, link.Defaults())
		if err != nil {
			t.Fatalf("%s in %s: %v", e.Verb(), l.State, err)
		}
		l = next
	}
	return l
}

// refuses checks that the event is refused with the message, or with a problem
// of that message.
func refuses(t *testing.T, l link.Link, e link.Event, key string) {
	t.Helper()
	_, effects, err := link.Apply(l, e, now, link.Defaults())
	f := fault.As(err)
	if f == nil || len(effects) > 0 {
		t.Errorf("%s was not refused: %v", e.Verb(), err)
		return
	}
	if f.Key == key || slices.ContainsFunc(f.Problems, func(p fault.Problem) bool { return p.Key == key }) {
		return
	}
	t.Errorf("%s was refused with %v; want %s", e.Verb(), f, key)
}

func raised() link.Link { return link.Raise("L1", "P1", "A1", now) }

func TestTwoKindsWhereTwoExist(t *testing.T) {
	one := []link.Shown{{Meeting: "M1", Kind: meeting.CBT}, {Meeting: "M2", Kind: meeting.CBT}}
	two := append(one, link.Shown{Meeting: "M3", Kind: meeting.Buddhist})
	refuses(t, raised(), link.Offer{Shown: one, KindsNear: 2}, "link.offer.two_kinds")
	refuses(t, raised(), link.Offer{KindsNear: 1}, "link.offer.two_kinds")
	for _, c := range []struct {
		shown []link.Shown
		near  int
		state link.State
		gap   bool
	}{
		{two, 2, link.Offered, false},
		{two, 5, link.Offered, false},
		{one, 1, link.Offered, true},
		{nil, 0, link.Raised, true},
	} {
		l := apply(t, raised(), now, link.Offer{Shown: c.shown, KindsNear: c.near})
		if l.State != c.state || l.Gap != c.gap {
			t.Errorf("%d shown of %d kinds: %s, gap %v", len(c.shown), c.near, l.State, l.Gap)
		}
	}
}

func TestAttendanceIsToldOrSeenInTheOpenPart(t *testing.T) {
	met := func(change func(*link.Plan)) link.Link {
		p := evening(today)
		p.Starts, p.Ends = now, now.Add(time.Hour)
		change(&p)
		return apply(t, raised(), now, link.MakePlan{Plan: p, MayComeIn: true}, link.Meet{})
	}
	seen := link.Attend{On: today, How: link.WithCompanion, ToldBy: link.ByCompanion}
	if l := apply(t, met(func(*link.Plan) {}), now, seen); l.State != link.FirstAttended || l.Attendances != 1 {
		t.Errorf("seen inside an open meeting: %+v", l)
	}
	refuses(t, met(func(p *link.Plan) { p.Open = false }), seen, "link.attend.not_told")
	refuses(t, met(func(p *link.Plan) { p.HowFar = link.ToTheDoor }), seen, "link.attend.not_told")
	refuses(t, raised(), seen, "link.attend.not_told")
	refuses(t, raised(), link.Attend{On: today, How: link.Alone, ToldBy: "the group"}, "link.attend.not_told")
	refuses(t, raised(), link.Attend{On: today.AddDays(1), How: link.Alone, ToldBy: link.ByPerson}, "link.attend.day")
	went := apply(t, raised(), now, link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson})
	refuses(t, went, link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson}, "link.attend.told")
	left := apply(t, went, now, link.LeaveEarly{On: today, How: link.Alone, ToldBy: link.ByPerson})
	if left.State != link.LeftEarly || left.Attendances != 1 {
		t.Errorf("a correction counted twice: %d", left.Attendances)
	}
}

func TestOnlyThePersonIsInvolved(t *testing.T) {
	facets := []link.Facet{link.HasRole}
	refuses(t, raised(), link.Involve{Facets: facets, ToldBy: link.ByCompanion}, "link.involve.not_told")
	refuses(t, raised(), link.Involve{Facets: facets}, "link.involve.not_told")
	refuses(t, raised(), link.Involve{ToldBy: link.ByPerson}, "link.involve.facets")
	l := apply(t, raised(), now, link.Involve{Facets: facets, ToldBy: link.ByPerson},
		link.Involve{Facets: []link.Facet{link.HasRole, link.OneToOne}, ToldBy: link.ByPerson})
	if l.State != link.Involved || len(l.Facets) != 2 {
		t.Errorf("%s %v", l.State, l.Facets)
	}
	want := []link.State{link.Offered, link.Chosen, link.Planned, link.FirstAttended, link.ComfortChecked, link.Continuing}
	if !slices.Equal(l.Skips(), want) {
		t.Errorf("skipped %v", l.Skips())
	}
}

// Whether a companion may come in to a meeting that is not known to be open is
// asked for each plan; the answer is how far they come, and nothing else stays.
func TestToTheDoorOfAMembersMeeting(t *testing.T) {
	p := evening(today.AddDays(1))
	p.Open = false
	refuses(t, raised(), link.MakePlan{Plan: p}, "link.plan.to_the_door")
	apply(t, raised(), now, link.MakePlan{Plan: p, MayComeIn: true})
	p.HowFar = link.ToTheDoor
	apply(t, raised(), now, link.MakePlan{Plan: p})
}

func TestPlanNeeds(t *testing.T) {
	for key, change := range map[string]func(*link.Plan){
		"link.choose.which":    func(p *link.Plan) { p.Meeting = "" },
		"link.plan.day":        func(p *link.Plan) { p.Starts = p.Starts.AddDate(0, 0, 1) },
		"link.plan.over":       func(p *link.Plan) { *p = evening(today.AddDays(-1)) },
		"link.plan.way":        func(p *link.Plan) { p.Way = "broom" },
		"link.plan.plan_b":     func(p *link.Plan) { p.PlanB = "" },
		"link.plan.how_far":    func(p *link.Plan) { p.HowFar = "" },
		"link.plan.meet_point": func(p *link.Plan) { p.MeetPoint = "" },
		"link.text.long":       func(p *link.Plan) { p.Easier = strings.Repeat("é", 201) },
	} {
		p := evening(today.AddDays(1))
		change(&p)
		refuses(t, raised(), link.MakePlan{Plan: p}, key)
	}
	alone := evening(today.AddDays(1))
	alone.Companion = ""
	if l := apply(t, raised(), now, link.MakePlan{Plan: alone}); l.Plan.HowFar != "" || l.Plan.MeetPoint != "" {
		t.Errorf("a plan alone keeps %+v", l.Plan)
	}
}

func TestEventsNeed(t *testing.T) {
	over := 11
	planned := apply(t, raised(), now, link.MakePlan{Plan: evening(today.AddDays(1))})
	for _, c := range []struct {
		l   link.Link
		e   link.Event
		key string
	}{
		{raised(), link.Choose{}, "link.choose.which"},
		{raised(), link.Decline{Revisit: today}, "link.day.past"},
		{raised(), link.Pause{Until: today.AddDays(-1)}, "link.day.past"},
		{raised(), link.Close{}, "link.close.reason"},
		{raised(), link.Close{Reason: link.NotHeard}, "link.close.tries_first"},
		{raised(), link.NotReached{}, "link.nothing_due"},
		{raised(), link.LeaveDoorOpen{}, "link.nothing_due"},
		{raised(), link.Meet{}, "link.nothing_planned"},
		{raised(), link.CheckComfort{Comfort: link.Comfort{Being: &over}}, "link.comfort.score"},
		{raised(), link.CheckComfort{Comfort: link.Comfort{Misfits: []link.Misfit{"star sign"}}}, "link.answer"},
		{raised(), link.Continue{Frequency: "hourly"}, "link.answer"},
		{raised(), link.Attend{On: today, ToldBy: link.ByPerson}, "link.attend.how"},
		{planned, link.NotHappened{Cause: "their fault"}, "link.cause"},
		{planned, link.Meet{}, "link.outing.not_yet"},
		{planned, link.FindLocked{}, "link.outing.not_yet"},
		{planned, link.HoldCheck{}, "link.cannot.planned"},
		{standing(link.ThinkAgain, ""), link.OpenAlternative{Child: "L1"}, "link.alternative"},
		{standing(link.Continuing, ""), link.HoldCheck{Check: link.OutcomeCheck}, "link.nothing_due"},
		{standing(link.Continuing, ""), link.NotHappened{Cause: link.Nerves}, "link.nothing_planned"},
	} {
		refuses(t, c.l, c.e, c.key)
	}
}

func TestDoorLocked(t *testing.T) {
	p := evening(today)
	l := apply(t, raised(), now.Add(-12*time.Hour), link.MakePlan{Plan: p}, link.Meet{})
	next, effects, err := link.Apply(l, link.FindLocked{}, now, link.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	if next.State != link.DidNotHappen || !next.Plan.Locked || next.Cause != link.DoorLocked || next.OurFaults != 1 {
		t.Errorf("%s, plan B open %v, cause %s, our failures %d", next.State, next.Plan.Locked, next.Cause, next.OurFaults)
	}
	if !slices.Equal(effects, []link.Effect{{Kind: link.FlagListing, Meeting: "M1", Reason: meeting.DoorLocked}}) {
		t.Errorf("effects %v", effects)
	}
	if again := apply(t, next, now, link.FindLocked{}, link.NotHappened{Cause: link.ListWrong}); again.OurFaults != 1 {
		t.Errorf("one evening counts %d times", again.OurFaults)
	}
	if other := apply(t, next, now, link.NotHappened{Cause: link.Nerves}); other.OurFaults != 0 {
		t.Errorf("corrected, it still counts %d times", other.OurFaults)
	}
}

// A plan that is called off lets its companion know; one that has begun keeps
// them in sight.
func TestCallingOff(t *testing.T) {
	l := apply(t, raised(), now, link.MakePlan{Plan: evening(today.AddDays(1))})
	for _, e := range []link.Event{link.Decline{}, link.StepBack{}, link.Pause{}, link.Close{Reason: link.Moved},
		link.NotHappened{Cause: link.Practical}, link.Choose{Meeting: "M2"}, link.LoseCompanion{},
		link.MakePlan{Plan: evening(today.AddDays(2))}} {
		before, effects, err := link.Apply(l, e, now, link.Defaults())
		if err != nil {
			t.Fatal(err)
		}
		release := link.Effect{Kind: link.ReleaseCompanion, Account: "C1"}
		if !slices.Contains(effects, release) {
			t.Errorf("%s before the evening tells %v", e.Verb(), effects)
		}
		if before.CompanionOut(now.AddDate(0, 0, 3)) && e.Verb() != link.VerbPlan {
			t.Errorf("%s before the evening leaves a companion out", e.Verb())
		}
	}
	before, begun := l.Plan.Starts.Add(-10*time.Minute), l.Plan.Starts.Add(time.Minute)
	choose, plan := link.Choose{Meeting: "M2"}, link.MakePlan{Plan: evening(today.AddDays(2))}
	for _, out := range []struct {
		link  link.Link
		at    time.Time
		loses []link.Event
	}{
		{l, begun, []link.Event{choose, plan, link.LoseCompanion{}}},
		{apply(t, l, before, link.Meet{}), before, []link.Event{choose, plan, link.LoseCompanion{}}},
		{apply(t, l, before, link.FindLocked{}), before, []link.Event{choose, plan}},
	} {
		for _, e := range out.loses {
			if _, _, err := link.Apply(out.link, e, out.at, link.Defaults()); fault.As(err) == nil || fault.As(err).Key != "link.companion_out" {
				t.Errorf("%s loses sight of a companion: %v", e.Verb(), err)
			}
		}
		rests, effects, err := link.Apply(out.link, link.Pause{}, out.at, link.Defaults())
		if err != nil || len(effects) > 0 || !rests.CompanionOut(out.at) {
			t.Errorf("a rest loses sight of a companion: %v, %v", effects, err)
		}
	}
}

// Three tries over two weeks, one message, silence; until they are heard from.
func TestThreeTriesThenTheDoorIsOpen(t *testing.T) {
	s := link.Defaults()
	l := apply(t, raised(), now, link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson})
	var days []int
	for range s.Tries {
		due := link.Dues(l, s)[0]
		days = append(days, int(due.At.Sub(today.At(s.Morning)).Hours()/24))
		l = apply(t, l, due.At, link.NotReached{})
		if _, _, err := link.Apply(l, link.NotReached{}, due.At, s); err == nil {
			t.Error("tried twice on one day")
		}
	}
	if !slices.Equal(days, []int{1, 8, 15}) {
		t.Errorf("tried on days %v", days)
	}
	if due := link.Dues(l, s); len(due) != 1 || due[0].Kind != link.DueDoorOpen {
		t.Fatalf("after the tries: %v", due)
	}
	l = apply(t, l, now.AddDate(0, 0, 15), link.LeaveDoorOpen{})
	if due := link.Dues(l, s); len(due) != 0 {
		t.Errorf("after the message: %v", due)
	}
	if back := apply(t, l, now.AddDate(0, 0, 40), link.CheckComfort{}); back.Tries != 0 || back.Quiet || len(link.Dues(back, s)) == 0 {
		t.Errorf("heard from again: %+v", back)
	}
	apply(t, l, now.AddDate(0, 0, 20), link.Close{Reason: link.NotHeard})
}

// No telephone: asked when they are next in, never tried.
func TestNoTelephone(t *testing.T) {
	l := raised()
	l.InPerson = true
	l = apply(t, l, now, link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson})
	for _, d := range link.Dues(l, link.Defaults()) {
		if !d.WhenIn {
			t.Errorf("%s is not for when they are in", d.Kind)
		}
	}
	refuses(t, l, link.NotReached{}, "link.in_person")
}

// A mark made twice keeps its first moment.
func TestMarkedTwice(t *testing.T) {
	p := evening(today)
	l := apply(t, raised(), now.Add(-12*time.Hour), link.MakePlan{Plan: p})
	l = apply(t, l, now, link.Meet{}, link.ComeHome{})
	l = apply(t, l, now.Add(time.Hour), link.Meet{}, link.ComeHome{})
	if !l.Plan.Met.Equal(now) || !l.Plan.Home.Equal(now) {
		t.Errorf("met %v, home %v", l.Plan.Met, l.Plan.Home)
	}
}

// What was reached before is not named as skipped when it is passed again.
func TestPassedAgainIsNotSkipped(t *testing.T) {
	l := apply(t, raised(), now, eventFor(link.VerbOffer), link.Choose{Meeting: "M1"}, link.Decline{}, eventFor(link.VerbPlan))
	if last := l.Steps[len(l.Steps)-1]; last.To != link.Planned || len(last.Skipped) != 0 {
		t.Errorf("the step names %v", last.Skipped)
	}
}

// Looking at the options again does not put off the next step.
func TestLookingAgainIsNoNewBeginning(t *testing.T) {
	l := apply(t, raised(), now, link.Choose{Meeting: "M1"})
	before := link.Dues(l, link.Defaults())
	l = apply(t, l, now.AddDate(0, 0, 3), eventFor(link.VerbOffer))
	if after := link.Dues(l, link.Defaults()); len(after) != 1 || !after[0].At.Equal(before[0].At) {
		t.Errorf("due %v, before %v", after, before)
	}
}

// Each new beginning has its own second check.
func TestSecondCheckOfANewBeginning(t *testing.T) {
	second := func(l link.Link) bool {
		return slices.ContainsFunc(link.Dues(l, link.Defaults()), func(d link.Due) bool { return d.Kind == link.DueSecond })
	}
	l := apply(t, raised(), now, link.CheckComfort{})
	l = apply(t, l, now.AddDate(0, 0, 20), link.HoldCheck{Check: link.SecondCheck})
	if second(l) {
		t.Error("held, and due all the same")
	}
	l = apply(t, l, now.AddDate(0, 0, 21), link.Doubt{}, link.Attend{On: today.AddDays(21), How: link.Alone, ToldBy: link.ByPerson}, link.CheckComfort{})
	if !second(l) {
		t.Error("begun anew, and nobody asks again")
	}
}
