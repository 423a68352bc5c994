package schedule

import (
	"math/bits"
	"time"

	"openmaf/internal/platform/civil"
)

// Next is the first evening on or after from; false when there is none.
func (r Rule) Next(from civil.Date) (civil.Date, bool) {
	d, _ := r.next(sought(from))
	return d.date(), d != never
}

// On reports whether there is an evening on that day.
func (r Rule) On(on civil.Date) bool {
	next, ok := r.Next(on)
	return ok && next == on
}

// next merges the evenings of the rule with the dated changes; the change that
// made the evening comes with it, nil for an evening of the rule. The changes
// are entered by binary search, and each takes one step.
func (r *Rule) next(from day) (day, *datedChange) {
	usual := r.usual(from)
	at, _ := r.search(from)
	for i := range r.changes[at:] {
		change := &r.changes[at+i]
		switch {
		case usual < change.on:
			return usual, nil
		case change.held:
			return change.on, change
		case usual == change.on: // cancelled
			usual = r.usual(usual + 1)
		}
	}
	return usual, nil
}

// usual is the first evening of the rule alone, or never.
func (r *Rule) usual(from day) (on day) {
	from = max(from, r.first)
	switch {
	case from > lastDay:
		return never
	case r.monthly():
		on = r.usualMonthly(from)
	case r.every == 0:
		return never
	case r.interval > 1:
		on = r.usualInterval(from)
	default:
		on = from + r.every.until(from.weekday())
	}
	if on > lastDay || r.last != 0 && on > r.last {
		return never
	}
	return on
}

// until counts the days from d to the first day of the set, which has one: the
// set is turned so that d is its lowest bit.
func (w weekdays) until(d time.Weekday) day {
	turned := uint(w)>>d | uint(w)<<(7-d)
	return day(bits.TrailingZeros(turned))
}

// usualInterval looks at the week of from, when it is a week on, and otherwise
// at the beginning of the next one that is.
func (r *Rule) usualInterval(from day) day {
	interval, week := int(r.interval), from.week()
	wait := (int(r.phase) - week%interval + interval) % interval
	if wait == 0 {
		if on := from + r.every.until(from.weekday()); on.week() == week {
			return on
		}
		wait = interval
	}
	start := monday(week + wait)
	return start + r.every.until(time.Monday)
}

// monthsToFifth is how many months in a row hold a fifth of every weekday at
// least once, the one that has begun included.
const monthsToFifth = 5

// usualMonthly looks at the month of from and the few that follow.
func (r *Rule) usualMonthly(from day) day {
	date := from.date()
	start := from - day(date.Day-1)
	for month := range time.Month(monthsToFifth) {
		length := daysIn(date.Year, date.Month+month)
		held := r.daysOfMonth(start.weekday(), length)
		if gone := max(0, from-start); held>>gone != 0 {
			return start + gone + day(bits.TrailingZeros32(held>>gone))
		}
		start += day(length)
	}
	return never
}

// daysOfMonth are the evenings of a month whose first day is the weekday; the
// first of the month is the lowest bit.
func (r *Rule) daysOfMonth(first time.Weekday, length int) uint32 {
	const column = 1 | 1<<7 | 1<<14 | 1<<21 | 1<<28 // one weekday, all month
	var held uint32
	for d := range time.Weekday(7) {
		var weeks uint32
		switch {
		case r.every.has(d):
			weeks = ^uint32(0)
		case r.nth[d] == 0:
			continue
		default:
			weeks = r.nth[d].weeks(length)
		}
		held |= column << ((d - first + 7) % 7) & weeks
	}
	return held & (1<<length - 1)
}

// weeks are the days of the month in its nth seven days, for every n of the set.
func (o ordinals) weeks(length int) (days uint32) {
	const seven = 1<<7 - 1
	for n := 1; n <= fifth; n++ {
		if o>>n&1 == 1 {
			days |= seven << (7 * (n - 1))
		}
	}
	if o>>lastOnly&1 == 1 {
		days |= seven << (length - 7)
	}
	return days
}

// daysIn counts the days of a month; month 13 is January of the next year.
func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
