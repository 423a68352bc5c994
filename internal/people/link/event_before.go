package link

import (
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// enoughKinds is how many kinds of group are offered where they exist: never
// one fellowship only (domain notes, 1.2).
const enoughKinds = 2

// Offer: options were talked through. KindsNear is how many kinds there are
// within twice the reach; below two, what was shown is an offer all the same
// and a gap is recorded. Nothing to show is a gap, not an offer.
type Offer struct {
	Shown     []Shown
	KindsNear int
}

func (Offer) Verb() Verb { return VerbOffer }

func (e Offer) note(l *Link, t *turn) error {
	kinds := map[meeting.Kind]bool{}
	for _, s := range e.Shown {
		kinds[s.Kind] = true
	}
	if len(kinds) < min(enoughKinds, e.KindsNear) {
		return refused().Field("shown", "link.offer.two_kinds")
	}
	l.Gap = len(kinds) < enoughKinds
	if l.Gap {
		t.code = "gap"
	}
	t.stay = len(e.Shown) == 0
	return nil
}

// Decline: not for now. Revisit is the day on which the person wants to be
// asked again; zero is "don't ask".
type Decline struct{ Revisit civil.Date }

func (Decline) Verb() Verb { return VerbDecline }

func (e Decline) note(l *Link, t *turn) error {
	if err := toCome(e.Revisit, t, "revisit"); err != nil {
		return err
	}
	l.Revisit = e.Revisit
	l.callOff(t)
	return nil
}

// toCome checks a day that the person chose: not one that has begun.
func toCome(d civil.Date, t *turn, field string) error {
	if !d.IsZero() && !d.After(t.today) {
		return refused().Field(field, "link.day.past")
	}
	return nil
}

// Choose: the person named one.
type Choose struct {
	Meeting string
	Why     string // optional, their words
}

func (Choose) Verb() Verb { return VerbChoose }

func (e Choose) note(l *Link, t *turn) error {
	f := refused()
	if e.Meeting == "" {
		f.Field("meeting", "link.choose.which")
	}
	brief(f, map[string]string{"why": e.Why})
	if err := f.OrNil(); err != nil {
		return err
	}
	if l.CompanionOut(t.now) {
		return stillOut()
	}
	l.callOff(t)
	l.Meeting, l.Why, l.ChosenOn = e.Meeting, e.Why, t.today
	return nil
}

// stillOut refuses to lose sight of a companion.
func stillOut() error { return fault.New(fault.Conflict, "link.companion_out") }

// MakePlan: one evening, a way there, alone or with a companion, a plan B.
// MayComeIn is the companion's answer, for this plan, to whether they may come
// in to a meeting that is not known to be open to anyone; it is not kept.
//
// The service says of whom it knows what: Twos, that two have to go along; First,
// that the person and somebody who goes along have not been out together; and
// NoCover, that nobody who goes along is insured for lifts. Anybody is the
// person's yes to somebody else than they asked for, once they were told that
// nobody is there. Wanted is how many are to go along where fewer are named: a
// plan that stood before, and for which the others are looked for.
type MakePlan struct {
	Plan
	MayComeIn            bool
	Anybody              bool
	Twos, First, NoCover bool
	Wanted               int
}

func (MakePlan) Verb() Verb { return VerbPlan }

func (e MakePlan) note(l *Link, t *turn) error {
	f := refused()
	e.checkEvening(f, t.now)
	e.checkCompany(f)
	brief(f, map[string]string{"plan_b": e.PlanB, "meet_point": e.MeetPoint, "easier": e.Easier})
	if err := f.OrNil(); err != nil {
		return err
	}
	if l.CompanionOut(t.now) {
		return stillOut()
	}
	if l.Plan != nil && l.Plan.On == e.On {
		l.Plan.Company = 0 // the same evening, planned anew: nobody is let down
	}
	plan := e.fresh()
	plan.keepsYes(l.Plan)
	l.callOff(t)
	if l.ChosenOn.IsZero() || l.Meeting != e.Meeting {
		l.Meeting, l.ChosenOn = e.Meeting, t.today
	}
	for _, account := range plan.Companions() {
		t.tell(Effect{Kind: AskCompanion, Account: account})
	}
	l.Plan = &plan
	return nil
}

// fresh is the plan as it is made: nothing has happened to it yet.
func (e MakePlan) fresh() Plan {
	p := e.Plan
	p.Met, p.Home, p.SecondHome, p.CalledOff, p.Reminded = time.Time{}, time.Time{}, time.Time{}, time.Time{}, time.Time{}
	p.SaidYes, p.SecondSaidYes = time.Time{}, time.Time{}
	p.Locked, p.Settled, p.Untold, p.LostOn = false, false, false, civil.Date{}
	if p.Company = max(len(p.Companions()), e.Wanted); p.Company == 0 {
		p.Second, p.MeetPoint, p.SomebodysHome, p.Boundaries, p.AgreedFar = "", "", false, false, ""
	}
	if p.Companion == "" {
		p.HowFar = ""
	} else {
		p.AgreedFar = p.HowFar
	}
	return p
}

func (e MakePlan) checkEvening(f *fault.Error, now time.Time) {
	switch {
	case e.Meeting == "":
		f.Field("meeting", "link.choose.which")
	case e.On.IsZero() || civil.DateOf(e.Starts) != e.On || !e.Ends.After(e.Starts):
		f.Field("on", "link.plan.day")
	case !now.Before(e.Ends):
		f.Field("on", "link.plan.over")
	}
	if !among(Ways, e.Way) {
		f.Field("way", "link.plan.way")
	}
	if e.PlanB == "" {
		f.Field("plan_b", "link.plan.plan_b")
	}
}

func (e MakePlan) checkCompany(f *fault.Error) {
	if e.Companion == "" {
		return
	}
	if !among(HowFars, e.HowFar) {
		f.Field("how_far", "link.plan.how_far")
	}
	if e.HowFar == ComeIn && !e.Open && !e.MayComeIn {
		f.Field("how_far", "link.plan.to_the_door")
	}
	if e.MeetPoint == "" {
		f.Field("meet_point", "link.plan.meet_point")
	}
	switch {
	case e.Second == e.Companion:
		f.Field("second", "link.plan.second_same")
	case e.Twos && e.Second == "" && e.Wanted < 2:
		f.Field("second", "link.plan.twos")
	}
	if e.First && e.SomebodysHome {
		f.Field("somebodys_home", "link.plan.home_first")
	}
	if e.NoCover && e.Way == Car {
		f.Field("way", "link.plan.no_cover")
	}
	if !e.Boundaries {
		f.Field("boundaries", "link.plan.boundaries")
	}
}
