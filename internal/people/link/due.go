package link

import (
	"slices"
	"time"

	"openmaf/internal/platform/civil"
)

// Due is a moment at which somebody should look at a link. It stands on Today
// from At, is late from Late, and is gone at Until; zero times mean never.
type Due struct {
	Kind  DueKind
	At    time.Time
	Late  time.Time
	Until time.Time
	// WhenIn: the person has no telephone; ask when they are next in.
	WhenIn bool
}

// DueKind says what is due.
type DueKind string

const (
	DueComfort  DueKind = "comfort"             // how was it?
	DueSecond           = DueKind(SecondCheck)  // still going?
	DueReview           = DueKind(ReviewCheck)  // at three months
	DueOutcome          = DueKind(OutcomeCheck) // at six months
	DueRevisit  DueKind = "revisit"             // the day they chose to be asked again
	DueRestOver DueKind = "rest_over"           // the rest they asked for ends
	DueNextStep DueKind = "next_step"           // nothing is planned
	DueDoorOpen DueKind = "door_open"           // the tries are done: one message, then stop
	DueReminder DueKind = "reminder"            // tonight: is it still on, and do they know where they meet?
	DueSafeHome DueKind = "safe_home"           // alarm: a companion is not marked safely home
)

// Contact reports whether the due is about reaching the person, try by try.
func (k DueKind) Contact() bool { return k != DueSafeHome && k != DueReminder }

// Dues are all the moments at which the link should be looked at, soonest
// first. They follow from the link alone, so that nothing can be due that the
// link has left behind.
func Dues(l Link, s Settings) []Due {
	var out []Due
	if len(l.Plan.NotHome()) > 0 {
		out = append(out, Due{Kind: DueSafeHome, At: l.Plan.Ends.Add(s.SafeReturn)})
	}
	if !l.Quiet {
		out = append(out, l.reminder(s)...)
		out = append(out, l.retried(s)...)
	}
	slices.SortStableFunc(out, func(a, b Due) int { return a.At.Compare(b.At) })
	return out
}

// reminder is, on the day of a planned evening, the call that asks whether it is
// still on: a person rings, nobody is reminded by a machine.
func (l Link) reminder(s Settings) []Due {
	if l.InPerson || !l.awaitsEvening() || !l.Plan.CalledOff.IsZero() || !l.Plan.Reminded.IsZero() {
		return nil
	}
	p := l.Plan
	at, late := p.On.At(s.Morning), p.On.At(s.RemindBy)
	if before := p.Starts.Add(-s.RemindLead); before.Before(late) {
		late = before
	}
	if !at.Before(late) { // a meeting early in the day
		at = p.On.At(0)
	}
	return []Due{{Kind: DueReminder, At: at, Late: late, Until: p.Starts}}
}

// retried are the contacts, or, once a try has failed, the next try for the
// soonest of them; after the last try, the one message. A try for another of
// the person's links puts this one off as well.
func (l Link) retried(s Settings) []Due {
	dues := l.contacts(s)
	if len(dues) == 0 || l.Tries == 0 {
		return dues
	}
	first := slices.MinFunc(dues, func(a, b Due) int { return a.At.Compare(b.At) })
	if l.Tries >= s.Tries {
		return []Due{{Kind: DueDoorOpen, At: later(first.At, l.TriedOn.At(s.Morning))}}
	}
	first.At = later(first.At, l.TriedOn.AddDays(s.tryEvery()).At(s.Morning))
	return []Due{first}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// contacts are the moments at which the person should be asked something.
func (l Link) contacts(s Settings) []Due {
	dues := append(l.nextContact(s), l.laterChecks(s)...)
	for i := range dues {
		dues[i].WhenIn = l.InPerson
	}
	return dues
}

// nextContact is what the present state asks for.
func (l Link) nextContact(s Settings) []Due {
	morning := func(kind DueKind, d civil.Date) []Due {
		if d.IsZero() {
			return nil
		}
		return []Due{{Kind: kind, At: d.At(s.Morning)}}
	}
	if l.awaitsEvening() {
		return []Due{comfortAfter(l.Plan.On, l.Plan.Ends, s)}
	}
	switch l.State {
	case FirstAttended, LeftEarly:
		return []Due{comfortAfter(l.LastOn, l.endOf(l.LastOn), s)}
	case NotNow:
		return morning(DueRevisit, l.Revisit)
	case Paused:
		return morning(DueRestOver, l.RestUntil)
	case Raised:
		if l.Parent != "" { // they want something different, and nobody has looked yet
			return morning(DueNextStep, l.Since.AddDays(1))
		}
		return morning(DueNextStep, l.Since.AddDays(s.FirstDays))
	case Offered, Chosen, ThinkAgain:
		return morning(DueNextStep, l.Since.AddDays(s.FirstDays))
	case DidNotHappen, Planned: // planned, and called off
		return morning(DueNextStep, l.Since.AddDays(1))
	}
	return nil
}

// awaitsEvening reports whether a planned evening is to come, or has been and
// nobody has told us how it was.
func (l Link) awaitsEvening() bool {
	return l.Plan != nil && !l.Plan.Settled && (l.State == Planned || l.State.Went())
}

// comfortAfter is the comfort check of an evening: from the morning of the day
// after, which for a meeting that runs past midnight is the day it ends.
func comfortAfter(on civil.Date, ended time.Time, s Settings) Due {
	return Due{Kind: DueComfort, At: on.AddDays(1).At(s.Morning), Late: ended.Add(s.ComfortLate)}
}

// endOf is when the evening ended: as planned, or at the end of its day.
func (l Link) endOf(on civil.Date) time.Time {
	if l.Plan != nil && l.Plan.On == on {
		return l.Plan.Ends
	}
	return on.AddDays(1).At(0)
}

// laterChecks are the second check, the review and the outcome, as far as they
// were not held.
func (l Link) laterChecks(s Settings) []Due {
	settled := l.State == ComfortChecked || l.State == Continuing || l.State == Involved
	if !settled && l.State != ThinkAgain {
		return nil
	}
	var out []Due
	if settled && !l.CheckedOn.IsZero() && !slices.Contains(l.Held, SecondCheck) {
		out = append(out, Due{Kind: DueSecond, At: l.CheckedOn.AddDays(s.SecondDays).At(s.Morning)})
	}
	if l.AttendedOn.IsZero() {
		return out
	}
	outcome := addMonths(l.AttendedOn, s.OutcomeMonths)
	opens := outcome.AddDays(-s.OutcomeBefore).At(s.Morning)
	if !slices.Contains(l.Held, ReviewCheck) {
		out = append(out, Due{Kind: DueReview, At: addMonths(l.AttendedOn, s.ReviewMonths).At(s.Morning), Until: opens})
	}
	if !slices.Contains(l.Held, OutcomeCheck) {
		out = append(out, Due{Kind: DueOutcome, At: opens, Late: outcome.At(s.Morning),
			Until: outcome.AddDays(s.OutcomeAfter).At(s.Morning)})
	}
	return out
}

// OpenChecks are the later checks whose time has come and that were not held.
func OpenChecks(l Link, now time.Time, s Settings) []Check {
	return l.openChecks(&turn{now: now, set: s})
}

// addMonths is the same day n months later, or the last of that month where it
// has no such day.
func addMonths(d civil.Date, n int) civil.Date {
	first := civil.Date{Year: d.Year, Month: d.Month + time.Month(n), Day: 1}.AddDays(0) // carries the year
	last := civil.Date{Year: first.Year, Month: first.Month + 1, Day: 0}.AddDays(0)
	return civil.Date{Year: first.Year, Month: first.Month, Day: min(d.Day, last.Day)}
}
