package message

import (
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Quiet are the hours in which nothing is sent, from an evening to the next
// morning by the clocks in London.
type Quiet struct{ From, Until civil.TimeOfDay }

// UsualQuiet is 21:00 to 08:00.
var UsualQuiet = Quiet{From: 21 * 60, Until: 8 * 60}

// The night is never shorter than from ten to seven: a telephone beside a bed
// is somebody else's bed as well.
const (
	latestQuiet   = 22 * 60
	earliestQuiet = 16 * 60
	soonestLoud   = 7 * 60
	latestLoud    = 12 * 60
)

// Check reports what is wrong, by the fields of the form.
func (q Quiet) Check() error {
	e := fault.New(fault.Invalid, "message.settings")
	if q.From < earliestQuiet || q.From > latestQuiet {
		e.Field("quiet_from", "message.quiet.from")
	}
	if q.Until < soonestLoud || q.Until > latestLoud {
		e.Field("quiet_until", "message.quiet.until")
	}
	return e.OrNil()
}

// Release is the instant itself when it is not quiet then, and the end of the
// quiet hours when it is. Neither clock change moves it off the hour that the
// clocks show: both happen at night.
func (q Quiet) Release(t time.Time) time.Time {
	today := civil.DateOf(t)
	if morning := today.At(q.Until); t.Before(morning) {
		return morning
	}
	if evening := today.At(q.From); t.Before(evening) {
		return t
	}
	return today.AddDays(1).At(q.Until)
}
