package schedule

import (
	"slices"
	"time"

	"openmaf/internal/platform/civil"
)

// Rule says on which days a meeting is held. The zero Rule is held on none. A
// Rule is compared with Equal, and may be copied and shared freely.
type Rule struct {
	every    weekdays      // held every week, or every interval-th week
	interval uint8         // weeks from one to the next; 0 and 1 are every week
	phase    uint8         // the weeks on have this remainder by interval
	nth      [7]ordinals   // held in some weeks of the month, by weekday
	first    day           // 0 is open
	last     day           // 0 is open
	changes  []datedChange // by day, one a day at most
}

// weekdays is a set of days of the week: Sunday is the lowest bit.
type weekdays uint8

const wholeWeek weekdays = 1<<7 - 1

func (w weekdays) has(d time.Weekday) bool { return w>>d&1 == 1 }

func weekdaysOf(days []time.Weekday) (w weekdays) {
	for _, d := range days {
		w |= 1 << d
	}
	return w & wholeWeek
}

// ordinals is a set of places in a month: bit n is the nth, bit 6 the last.
type ordinals uint8

const (
	fifth    = 5
	lastOnly = 6
)

func ordinalsOf(nth []int) (o ordinals) {
	for _, n := range nth {
		switch {
		case n == -1:
			o |= 1 << lastOnly
		case n >= 1 && n <= fifth:
			o |= 1 << n
		}
	}
	return o
}

// mostWeeks is the longest interval of a rule.
const mostWeeks = 52

// Weekly is held on these days of every week.
func Weekly(days ...time.Weekday) Rule { return Rule{every: weekdaysOf(days)} }

// Fortnightly is held on the day of every second week, one of which is the week
// of the anchor, Monday to Sunday. The anchor only tells the weeks apart: the
// rule holds before it as well.
func Fortnightly(day time.Weekday, anchor civil.Date) Rule { return EveryWeeks(2, anchor, day) }

// EveryWeeks is held on the days of every weeks-th week, one of which is the
// week of the anchor. A number of weeks below 1 or above 52 holds never.
func EveryWeeks(weeks int, anchor civil.Date, days ...time.Weekday) Rule {
	if weeks < 1 || weeks > mostWeeks || dayOf(anchor) == 0 {
		return Rule{}
	}
	r := Weekly(days...)
	if weeks > 1 && r.every != 0 {
		r.interval = uint8(weeks)
		r.phase = uint8(dayOf(anchor).week() % weeks)
	}
	return r
}

// Nth is held on the nth such day of every month: 1 to 5, or -1 for the last. A
// month without a fifth one has none; a number that no month has (0, 6) adds
// nothing.
func Nth(day time.Weekday, nth ...int) Rule {
	var r Rule
	r.nth[day] = ordinalsOf(nth)
	return r
}

// Between limits the rule to the days from first to last, both included; a zero
// Date leaves that end open, as does one outside the years 1900 to 9999.
func (r Rule) Between(first, last civil.Date) Rule {
	r.first, r.last = dayOf(first), dayOf(last)
	return r
}

// First is the first day of the rule, zero when it is open.
func (r Rule) First() civil.Date { return r.first.date() }

// Last is the last day of the rule, zero when it is open.
func (r Rule) Last() civil.Date { return r.last.date() }

// IsZero reports whether the rule says nothing: no days and no dates.
func (r Rule) IsZero() bool { return r.Equal(Rule{}) }

// Equal reports whether both rules say the same.
func (r Rule) Equal(s Rule) bool {
	return r.every == s.every && r.interval == s.interval && r.phase == s.phase && r.nth == s.nth &&
		r.first == s.first && r.last == s.last && slices.Equal(r.changes, s.changes)
}

// Plain reports whether the rule is nothing but days of the week: every week,
// without end and without dated changes. Then Weekdays is all there is to know,
// and a reader in a hurry need not call Next.
func (r Rule) Plain() bool {
	return r.interval <= 1 && !r.monthly() && r.first == 0 && r.last == 0 && len(r.changes) == 0
}

// Weekdays is the set of days of the week on which the rule itself can fall, as
// bits: 1<<time.Sunday is the lowest. A dated change may fall on any day.
func (r Rule) Weekdays() uint8 {
	days := r.every
	for d, o := range r.nth {
		if o != 0 {
			days |= 1 << d
		}
	}
	return uint8(days)
}

func (r *Rule) monthly() bool { return r.nth != [7]ordinals{} }
