package option

import (
	"math/bits"
	"time"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// days is a set of weekdays, Sunday being the lowest bit.
type days = uint8

const allWeek days = 1<<7 - 1

// rhythm says in which weeks a meeting is held on its weekdays, as a set of
// properties of a day: one that holds is enough. So a rule is tested against
// the seven days of a wish by one look into a table (see terms.inWeeks), and
// nothing is computed for each meeting.
type rhythm uint8

const (
	onFirst rhythm = 1 << iota // the first such weekday of its month
	onSecond
	onThird
	onFourth
	onFifth
	onLast
	evenWeek // counted from Monday 29 December 1969
	oddWeek

	everyWeek rhythm = 1<<8 - 1
	// irregular marks a rule with dated changes, an end, or weeks that no set
	// of properties tells: it is asked for its evenings one by one.
	irregular rhythm = 0
)

// rhythmOf finds the rule's weekdays and rhythm. It never guesses: a rhythm is
// taken only when the rule made from it equals the one given.
func rhythmOf(r schedule.Rule) (days, rhythm) {
	switch on := r.Weekdays(); {
	case r.Plain():
		return on, everyWeek
	case on == 0:
		return 0, irregular
	default:
		if week := alternate(r, on); week != irregular {
			return on, week
		}
		return on, ordinal(r, on)
	}
}

// alternate is the rhythm of a fortnightly rule.
func alternate(r schedule.Rule, on days) rhythm {
	monday := civil.FromDays(-3) // of an even week
	for _, week := range []rhythm{evenWeek, oddWeek} {
		if r.Equal(schedule.EveryWeeks(2, monday, weekdaysIn(on)...)) {
			return week
		}
		monday = monday.AddDays(7)
	}
	return irregular
}

// ordinal is the rhythm of a rule such as "first and third Friday".
func ordinal(r schedule.Rule, on days) rhythm {
	if bits.OnesCount8(on) != 1 {
		return irregular
	}
	day := weekdaysIn(on)[0]
	var nth []int
	var set rhythm
	start := civil.Date{Year: 2026, Month: time.August, Day: 1} // a month of 31 days: any weekday may come five times
	for start.AddDays(28).Weekday() != day && start.AddDays(29).Weekday() != day && start.AddDays(30).Weekday() != day {
		start = monthAfter(start)
	}
	for d := start; d.Month == start.Month; d = d.AddDays(1) {
		if d.Weekday() == day && r.On(d) {
			n := (d.Day + 6) / 7
			nth, set = append(nth, n), set|onFirst<<(n-1)
		}
	}
	return sameAs(r, day, nth, set)
}

// sameAs settles what a month of five such days leaves open: whether the fifth
// is meant, or the last.
func sameAs(r schedule.Rule, day time.Weekday, nth []int, set rhythm) rhythm {
	if r.Equal(schedule.Nth(day, nth...)) {
		return set
	}
	if r.Equal(schedule.Nth(day, append(nth, -1)...)) {
		return set | onLast
	}
	if set&onFifth != 0 && r.Equal(schedule.Nth(day, append(nth[:len(nth)-1:len(nth)-1], -1)...)) {
		return set&^onFifth | onLast
	}
	return irregular
}

// propertiesOf a day, to hold a rhythm against.
func propertiesOf(d civil.Date) rhythm {
	p := onFirst << ((d.Day - 1) / 7)
	if d.AddDays(7).Month != d.Month {
		p |= onLast
	}
	if (d.Days()+3)/7%2 == 0 {
		return p | evenWeek
	}
	return p | oddWeek
}

// monthAfter is the first day of the next month that has 31 days.
func monthAfter(d civil.Date) civil.Date {
	for {
		d = civil.Date{Year: d.Year, Month: d.Month + 1, Day: 1}
		if d.Month > time.December {
			d = civil.Date{Year: d.Year + 1, Month: time.January, Day: 1}
		}
		if d.AddDays(30).Month == d.Month {
			return d
		}
	}
}

func weekdaysIn(set days) (list []time.Weekday) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if set>>day&1 == 1 {
			list = append(list, day)
		}
	}
	return list
}
