package schedule

import (
	"time"

	"openmaf/internal/platform/civil"
)

// Slot is when a meeting is held: on which days, from what time, and how long.
type Slot struct {
	Rule    Rule
	Start   civil.TimeOfDay // on the wall in London, summer and winter
	Minutes int             // how long it lasts, past midnight if need be; 0 is not known, and below 0 is not allowed
}

// Occurrence is one evening of a meeting. It belongs to the day on which it
// starts. Starts and Ends are told in London; they are equal when nobody said
// how long the meeting lasts.
type Occurrence struct {
	On           civil.Date
	Starts, Ends time.Time
}

// Next is the first evening that starts on or after that day; false when there
// is none.
//
// A start in the hour that is missing in March moves on by an hour, and in the
// hour that comes twice in October it is the first (civil.Date.At). A meeting
// lasts as long as it always does: one that runs through a change of the clocks
// ends an hour later, or earlier, on the wall.
func (s Slot) Next(from civil.Date) (Occurrence, bool) {
	on, change := s.Rule.next(sought(from))
	if on == never {
		return Occurrence{}, false
	}
	start := s.Start
	if change != nil && change.start != usualTime {
		start = change.start
	}
	starts := on.date().At(start)
	return Occurrence{
		On:     on.date(),
		Starts: starts,
		Ends:   starts.Add(time.Duration(s.Minutes) * time.Minute),
	}, true
}

// After is the first evening that starts after the instant; false when there is
// none.
func (s Slot) After(t time.Time) (Occurrence, bool) {
	today := civil.DateOf(t)
	next, ok := s.Next(today)
	if ok && !next.Starts.After(t) {
		return s.Next(today.AddDays(1))
	}
	return next, ok
}

// End is the time on the wall when the meeting usually ends, which may be after
// midnight; it is Start when nobody said how long the meeting lasts.
func (s Slot) End() civil.TimeOfDay {
	return civil.TimeOfDay((int(s.Start) + s.Minutes) % civil.MinutesPerDay)
}
