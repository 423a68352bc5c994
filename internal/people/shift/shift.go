package shift

import (
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Shift is one facilitator at one place on one day. A planned one has times;
// one that was simply begun ("I am here now") has none.
type Shift struct {
	ID      string
	Account string
	Name    string // of the account
	Place   Place
	On      civil.Date
	Planned bool
	From    civil.TimeOfDay
	Until   civil.TimeOfDay // before From: after midnight
	Started time.Time       // zero until they came
	Stopped time.Time       // zero while it runs, or was forgotten
}

// Longest is how long a shift counts that nobody ended.
const Longest = 12 * time.Hour

// Limits around a planned time.
const (
	early = 90 * time.Minute // coming so long before is still this shift
	grace = 2 * time.Hour    // after the planned end a shift was forgotten
)

// Begins is when a planned shift is to begin.
func (s Shift) Begins() time.Time { return s.On.At(s.From) }

// Ends is when a planned shift is to end.
func (s Shift) Ends() time.Time {
	if s.Until <= s.From {
		return s.On.AddDays(1).At(s.Until)
	}
	return s.On.At(s.Until)
}

// Runs reports whether they are there at the instant: they came, did not leave,
// and have not just forgotten to say so.
func (s Shift) Runs(now time.Time) bool {
	return !s.Started.IsZero() && s.Stopped.IsZero() && now.Before(s.latest())
}

// Expected reports whether they should be there at the instant and have not
// said that they came.
func (s Shift) Expected(now time.Time) bool {
	return s.Planned && s.Started.IsZero() && !now.Before(s.Begins()) && now.Before(s.Ends())
}

// Fits reports whether coming at the instant is coming to this planned shift.
func (s Shift) Fits(now time.Time) bool {
	return s.Planned && s.Started.IsZero() && now.After(s.Begins().Add(-early)) && now.Before(s.Ends())
}

// latest is until when the shift can run without anybody saying so.
func (s Shift) latest() time.Time {
	end := s.Started.Add(Longest)
	if s.Planned && s.Ends().After(s.Started) && s.Ends().Add(grace).Before(end) {
		return s.Ends().Add(grace)
	}
	return end
}

// stopAt is when a shift ended that is being ended now: one that was forgotten
// ended as it was planned.
func (s Shift) stopAt(now time.Time) time.Time {
	if now.Before(s.latest()) {
		return now
	}
	end := s.Started.Add(Longest)
	if s.Planned && s.Ends().After(s.Started) && s.Ends().Before(end) {
		return s.Ends()
	}
	return end
}

// Present is how long they were there until now: for chats per hour. A shift
// that nobody began counts nothing.
func (s Shift) Present(now time.Time) time.Duration {
	switch {
	case s.Started.IsZero():
		return 0
	case !s.Stopped.IsZero():
		return s.Stopped.Sub(s.Started)
	}
	return s.stopAt(now).Sub(s.Started)
}

// Check reports what is wrong with a planned shift, by the fields of the form.
func (s Shift) Check() error {
	e := fault.New(fault.Invalid, "shift.invalid")
	if s.On.IsZero() {
		e.Field("on", "shift.day")
	}
	if s.Place.ID == "" {
		e.Field("place", "shift.where")
	}
	if s.From == s.Until {
		e.Field("until", "shift.times")
	}
	return e.OrNil()
}

// untilMinute counts from midnight of the shift's day, past 24 hours where it
// ends after midnight.
func (s Shift) untilMinute() int {
	if s.Until <= s.From {
		return int(s.Until) + civil.MinutesPerDay
	}
	return int(s.Until)
}
