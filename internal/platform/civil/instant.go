package civil

import (
	_ "embed"
	"time"

	"openmaf/internal/platform/fault"
)

// London is the time zone of every meeting.
var London = london()

// londonData is Europe/London of the IANA time zone database, which is in the
// public domain: a machine without one still knows when the clocks change.
//
//go:embed london.tz
var londonData []byte

// london asks the machine first, for what it knows may be newer.
func london() *time.Location {
	const name = "Europe/London"
	if zone, err := time.LoadLocation(name); err == nil {
		return zone
	}
	zone, err := time.LoadLocationFromTZData(name, londonData)
	if err != nil {
		panic("civil: " + err.Error()) // cannot be: the zone is in the program
	}
	return zone
}

// At is the instant when the clock on a wall in London shows t on day d.
//
// In March, when the clocks go forward, the times from 01:00 to 01:59 do not
// happen: such a time moves on by the hour that is missing, so 01:30 is 02:30
// summer time. In October, when they go back, those times happen twice: it is
// the first, still in summer time. (RFC 5545, section 3.3.5, chooses the same.)
func (d Date) At(t TimeOfDay) time.Time {
	wall := time.Date(d.Year, d.Month, d.Day, 0, int(t), 0, 0, time.UTC)
	before := under(wall, offset(wall.Add(-12*time.Hour)))
	if shows(before, wall) {
		return before
	}
	// The clocks changed since the day before: they show this time only under
	// the new offset, or, in the missing hour, under neither.
	if after := under(wall, offset(before)); shows(after, wall) {
		return after
	}
	return before
}

// offset of London from UTC at the instant, in seconds.
func offset(t time.Time) int {
	_, seconds := t.In(London).Zone()
	return seconds
}

// under is the instant at which clocks set to the offset show wall.
func under(wall time.Time, offset int) time.Time {
	return wall.Add(-time.Duration(offset) * time.Second).In(London)
}

// shows reports whether London's clocks show wall's hour and minute at t.
func shows(t, wall time.Time) bool {
	return t.Hour() == wall.Hour() && t.Minute() == wall.Minute()
}

// stamp is the layout of instants in the database.
const stamp = "2006-01-02T15:04:05.000Z"

// Instant writes t as the database keeps it: UTC to the millisecond, always 24
// characters, so that the order of the texts is the order of the instants.
// It holds for the years 0 to 9999.
func Instant(t time.Time) string { return t.UTC().Format(stamp) }

// ParseInstant reads what Instant wrote, and nothing else.
func ParseInstant(s string) (time.Time, error) {
	t, err := time.Parse(stamp, s)
	if err != nil || len(s) != len(stamp) {
		return time.Time{}, fault.New(fault.Invalid, "civil.instant", fault.Args{"Value": quote(s)}).Because(err)
	}
	return t, nil
}
