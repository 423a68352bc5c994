package link

import (
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Attend: the person went. It is told by the person, or by a companion who
// came in with them to a meeting that is open to anyone; nobody else is asked.
// One evening counts once; after "left early" it is a correction.
type Attend struct {
	On     civil.Date
	How    How
	ToldBy Teller
}

func (Attend) Verb() Verb { return VerbAttend }

func (e Attend) note(l *Link, t *turn) error {
	if err := wasThere(l, t, e.On, e.How, e.ToldBy); err != nil {
		return err
	}
	if e.On == l.LastOn && l.State != LeftEarly {
		return fault.New(fault.Conflict, "link.attend.told")
	}
	if l.Attendances == 0 {
		t.code = string(e.How)
	}
	l.went(e.On, e.How, e.On != l.LastOn)
	return nil
}

// LeaveEarly: the person went and left before the end. A correction of
// "attended" is not a second attendance.
type LeaveEarly struct {
	On     civil.Date
	How    How
	ToldBy Teller
	Safe   Answer
	Words  string // what happened, in their words; optional
}

func (LeaveEarly) Verb() Verb { return VerbLeaveEarly }

func (e LeaveEarly) note(l *Link, t *turn) error {
	f := refused()
	brief(f, map[string]string{"words": e.Words})
	if !among([]Answer{NoAnswer, YesSaid, NoSaid}, e.Safe) {
		f.Field("safe", "link.answer")
	}
	if err := f.OrNil(); err != nil {
		return err
	}
	if err := wasThere(l, t, e.On, e.How, e.ToldBy); err != nil {
		return err
	}
	l.went(e.On, e.How, e.On != l.LastOn)
	l.Comfort = &Comfort{On: e.On, Safe: e.Safe, Words: e.Words}
	if e.Safe == NoSaid {
		t.code = CodeUnsafe
	}
	return nil
}

// CodeUnsafe marks the step in which a person said that they did not feel safe.
const CodeUnsafe = "unsafe"

func wasThere(l *Link, t *turn, on civil.Date, how How, by Teller) error {
	f := refused()
	if on.IsZero() || on.After(t.today) {
		f.Field("on", "link.attend.day")
	}
	if !among(Hows, how) {
		f.Field("how", "link.attend.how")
	}
	if by != ByPerson && !(by == ByCompanion && l.Plan.seenInside(on)) {
		f.Field("told_by", "link.attend.not_told")
	}
	return f.OrNil()
}

// seenInside reports whether the plan let its companion see the person inside,
// in the open part of that evening.
func (p *Plan) seenInside(on civil.Date) bool {
	return p.accompanied() && p.HowFar == ComeIn && p.Open && p.On == on && !p.Met.IsZero()
}

// went notes an evening at a meeting.
func (l *Link) went(on civil.Date, how How, again bool) {
	if l.AttendedOn.IsZero() {
		l.AttendedOn, l.How = on, how
	}
	if on.After(l.LastOn) {
		l.LastOn = on
	}
	if again {
		l.Attendances++
	}
	l.settle(on)
}

// settle notes that we know what became of the planned evening.
func (l *Link) settle(on civil.Date) {
	if l.Plan != nil && !on.Before(l.Plan.On) {
		l.letDown()
		l.Plan.Settled = true
	}
}

// NotHappened: a plan, or a choice without one, did not happen.
type NotHappened struct{ Cause Cause }

func (NotHappened) Verb() Verb { return VerbNotHappened }

func (e NotHappened) note(l *Link, t *turn) error {
	if !among(Causes, e.Cause) {
		return refused().Field("cause", "link.cause")
	}
	if l.State.Went() && (l.Plan == nil || l.Plan.Settled) {
		return nothingPlanned()
	}
	e.Cause = l.ourCause(e.Cause)
	l.callOff(t)
	if e.Cause == ListWrong && l.Meeting != "" && !(l.State == DidNotHappen && l.Cause == ListWrong) {
		t.tell(Effect{Kind: FlagListing, Meeting: l.Meeting, Reason: meeting.OtherWrong})
	}
	l.blame(e.Cause)
	t.code = string(e.Cause)
	return nil
}

// blame notes the cause; one evening counts as our failure once, whatever it
// is corrected to afterwards.
func (l *Link) blame(c Cause) {
	if l.State == DidNotHappen && l.Cause.Ours() {
		l.OurFaults--
	}
	if c.Ours() {
		l.OurFaults++
	}
	l.Cause = c
	if l.Plan != nil {
		l.Plan.Settled = true
	}
}

func nothingPlanned() error { return fault.New(fault.Conflict, "link.nothing_planned") }

// FindLocked: "the door was locked", one button. It opens plan B, flags the
// listing and counts as our failure.
type FindLocked struct{}

func (FindLocked) Verb() Verb { return VerbDoorLocked }

func (FindLocked) note(l *Link, t *turn) error {
	if l.Plan == nil || !l.Plan.CalledOff.IsZero() || l.State.Went() && l.Plan.Settled {
		return nothingPlanned()
	}
	if t.today.Before(l.Plan.On) {
		return notYet()
	}
	if !l.Plan.Locked {
		t.tell(Effect{Kind: FlagListing, Meeting: l.Plan.Meeting, Reason: meeting.DoorLocked})
	}
	l.Plan.Locked = true
	l.blame(DoorLocked)
	t.code = string(DoorLocked)
	return nil
}

func notYet() error { return fault.New(fault.Conflict, "link.outing.not_yet") }

// Meet: the companion and the person met.
type Meet struct{}

func (Meet) Verb() Verb { return VerbMeet }

func (Meet) note(l *Link, t *turn) error {
	if err := onOuting(l, t); err != nil {
		return err
	}
	if l.Plan.Met.IsZero() {
		l.Plan.Met = t.now
	}
	return nil
}

func onOuting(l *Link, t *turn) error {
	if !l.Plan.accompanied() {
		return nothingPlanned()
	}
	if t.today.Before(l.Plan.On) {
		return notYet()
	}
	return nil
}
