package link

import (
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// CheckComfort: the conversation about how it was. Its day is today.
type CheckComfort struct{ Comfort }

func (CheckComfort) Verb() Verb { return VerbCheckComfort }

func (e CheckComfort) note(l *Link, t *turn) error {
	if err := e.check(); err != nil {
		return err
	}
	comfort := e.Comfort
	comfort.On = t.today
	l.Comfort, l.CheckedOn = &comfort, t.today
	l.toldOfGoing(t)
	if l.State != ComfortChecked && l.State != Continuing && l.State != Involved {
		l.Held = slices.DeleteFunc(slices.Clone(l.Held), func(c Check) bool { return c == SecondCheck }) // a new beginning
	}
	if e.Safe == NoSaid {
		t.code = CodeUnsafe
	}
	return nil
}

func (c Comfort) check() error {
	f := refused()
	for field, score := range map[string]*int{"being": c.Being, "speaking": c.Speaking} {
		if score != nil && (*score < 0 || *score > 10) {
			f.Field(field, "link.comfort.score")
		}
	}
	if !among(Likes, c.Liked...) {
		f.Field("liked", "link.answer")
	}
	if !among(Misfits, c.Misfits...) {
		f.Field("misfits", "link.answer")
	}
	answers := []Answer{NoAnswer, YesSaid, NoSaid}
	if !among(answers, c.Identified) || !among(answers, c.Safe) || c.Wants != NoWant && !among(Wants, c.Wants) {
		f.Field("wants", "link.answer")
	}
	brief(f, map[string]string{"words": c.Words})
	return f.OrNil()
}

// toldOfGoing notes an attendance that nobody recorded before, when what the
// person says now takes it for granted.
func (l *Link) toldOfGoing(t *turn) {
	unknown := l.Attendances == 0 || l.State == Planned
	switch {
	case !unknown:
	case l.Plan != nil && !l.Plan.Settled && !t.today.Before(l.Plan.On):
		l.went(l.Plan.On, "", true)
	default:
		l.went(t.today, "", true)
	}
}

// Doubt: something would need to differ (the state "think again").
type Doubt struct{ Differ string }

func (Doubt) Verb() Verb { return VerbDoubt }

func (e Doubt) note(l *Link, t *turn) error {
	f := refused()
	brief(f, map[string]string{"differ": e.Differ})
	if err := f.OrNil(); err != nil {
		return err
	}
	l.callOff(t)
	if e.Differ != "" {
		l.Differ = e.Differ
	}
	return nil
}

// OpenAlternative: something different. The way goes on in the link Child,
// whose parent this one is.
type OpenAlternative struct{ Child string }

func (OpenAlternative) Verb() Verb { return VerbAlternative }

func (e OpenAlternative) note(l *Link, t *turn) error {
	if e.Child == "" || e.Child == l.ID {
		return refused().Field("child", "link.alternative")
	}
	l.callOff(t)
	l.Child = e.Child
	return nil
}

// Continue: the person goes, or says so.
type Continue struct{ Frequency Frequency }

func (Continue) Verb() Verb { return VerbContinue }

func (e Continue) note(l *Link, t *turn) error {
	if e.Frequency != "" && !among(Frequencies, e.Frequency) {
		return refused().Field("frequency", "link.answer")
	}
	l.toldOfGoing(t)
	if e.Frequency != "" {
		l.Frequency = e.Frequency
	}
	t.code = string(e.Frequency)
	return nil
}

// Involve: the person says what part they take. Only their own word counts, and
// their newest word is what holds.
type Involve struct {
	Facets []Facet
	ToldBy Teller
}

func (Involve) Verb() Verb { return VerbInvolve }

func (e Involve) note(l *Link, t *turn) error {
	f := refused()
	if e.ToldBy != ByPerson {
		f.Field("told_by", "link.involve.not_told")
	}
	if len(e.Facets) == 0 || !among(Facets, e.Facets...) {
		f.Field("facets", "link.involve.facets")
	}
	if err := f.OrNil(); err != nil {
		return err
	}
	l.toldOfGoing(t)
	l.Facets = slices.DeleteFunc(slices.Clone(Facets), func(f Facet) bool { return !slices.Contains(e.Facets, f) })
	t.code = db.Codes(l.Facets)
	return nil
}

// HoldCheck: a later check was held, and nothing changed.
type HoldCheck struct{ Check Check }

func (HoldCheck) Verb() Verb { return VerbHoldCheck }

func (e HoldCheck) note(l *Link, t *turn) error {
	if !slices.Contains(l.openChecks(t), e.Check) {
		return nothingDue()
	}
	l.Held = append(l.Held, e.Check)
	t.code = string(e.Check)
	return nil
}

func nothingDue() error { return fault.New(fault.Conflict, "link.nothing_due") }

// NotReached: a try to reach the person, for what is due now, without success.
type NotReached struct{}

func (NotReached) Verb() Verb { return VerbNotReached }

func (NotReached) note(l *Link, t *turn) error {
	if l.InPerson {
		return fault.New(fault.Conflict, "link.in_person")
	}
	if l.Tries >= t.set.Tries {
		return fault.New(fault.Conflict, "link.tries_done", fault.Args{"Count": t.set.Tries})
	}
	if !l.tryDue(t) {
		return nothingDue()
	}
	l.Tries, l.TriedOn = l.Tries+1, t.today
	return nil
}

// LeaveDoorOpen: after the last try, the one message that says the door is
// open. After it there is silence until the person is heard from.
type LeaveDoorOpen struct{}

func (LeaveDoorOpen) Verb() Verb { return VerbLeaveDoorOpen }

func (LeaveDoorOpen) note(l *Link, t *turn) error {
	if l.Quiet || l.Tries < t.set.Tries {
		return nothingDue()
	}
	l.Quiet = true
	return nil
}

// tryDue reports whether it is time to try again; tries keep their distance.
func (l *Link) tryDue(t *turn) bool {
	return slices.ContainsFunc(l.retried(t.set), func(d Due) bool { return !d.At.After(t.now) })
}
