package link

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Pause: a rest that the person, or the community, asks for.
type Pause struct{ Until civil.Date }

func (Pause) Verb() Verb { return VerbPause }

func (e Pause) note(l *Link, t *turn) error {
	if err := toCome(e.Until, t, "until"); err != nil {
		return err
	}
	l.RestUntil = e.Until
	l.callOff(t)
	return nil
}

// Resume: the rest is over; the link has again the state that it had.
type Resume struct{}

func (Resume) Verb() Verb { return VerbResume }

func (Resume) note(l *Link, _ *turn) error {
	l.RestUntil = civil.Date{}
	return nil
}

// StepBack: the person stopped. It is not a failure, and no reason is asked for.
type StepBack struct{ Words string }

func (StepBack) Verb() Verb { return VerbStepBack }

func (e StepBack) note(l *Link, t *turn) error {
	f := refused()
	brief(f, map[string]string{"words": e.Words})
	if err := f.OrNil(); err != nil {
		return err
	}
	l.Stopped, l.RestUntil = e.Words, civil.Date{}
	l.callOff(t)
	return nil
}

// Close: the link ends. "Not heard from" needs the agreed tries first.
type Close struct{ Reason Reason }

func (Close) Verb() Verb { return VerbClose }

func (e Close) note(l *Link, t *turn) error {
	if !among(Reasons, e.Reason) {
		return refused().Field("reason", "link.close.reason")
	}
	if e.Reason == NotHeard && !l.Quiet && !l.InPerson {
		return fault.New(fault.Conflict, "link.close.tries_first", fault.Args{"Count": t.set.Tries})
	}
	l.Reason, l.RestUntil = e.Reason, civil.Date{}
	l.callOff(t)
	t.code = string(e.Reason)
	return nil
}

// Reopen: what was ended, stepped back from or gone on elsewhere begins again
// where it stood.
type Reopen struct{}

func (Reopen) Verb() Verb { return VerbReopen }

func (Reopen) note(l *Link, _ *turn) error {
	l.beginAgain()
	return nil
}

// beginAgain forgets why a link rested; an evening from before it is over.
func (l *Link) beginAgain() {
	l.Reason, l.Stopped = "", ""
	if l.Plan != nil && l.State != Paused {
		l.Plan.Settled = true
	}
}

// Wake: something has changed for the person, and they want to look again.
// What it was is kept only in words that they want said.
type Wake struct{ Words string }

func (Wake) Verb() Verb { return VerbWake }

func (e Wake) note(l *Link, _ *turn) error {
	if l.Reason == Died {
		return cannot(Closed)
	}
	f := refused()
	brief(f, map[string]string{"words": e.Words})
	if err := f.OrNil(); err != nil {
		return err
	}
	l.Prompt = e.Words
	l.Revisit, l.RestUntil = civil.Date{}, civil.Date{}
	l.beginAgain()
	return nil
}
