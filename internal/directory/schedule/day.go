package schedule

import (
	"math"
	"time"

	"openmaf/internal/platform/civil"
)

// day counts from Sunday 31 December 1899, which is day 0 and stands for "no
// day": so that the weekday is the remainder by seven, the zero Rule is open at
// both ends, and a date takes four bytes.
type day int32

// never is later than every day.
const never day = math.MaxInt32

var (
	dayZero = civil.Date{Year: 1899, Month: time.December, Day: 31}.Days()
	lastDay = day(civil.Date{Year: 9999, Month: time.December, Day: 31}.Days() - dayZero)
)

// dayOf is 0, no day, for a date outside the years 1900 to 9999.
func dayOf(d civil.Date) day {
	if d.Year < 1900 || d.Year > 9999 {
		return 0
	}
	return day(d.Days() - dayZero)
}

// date is the zero Date for no day and for never.
func (d day) date() civil.Date {
	if d <= 0 || d > lastDay {
		return civil.Date{}
	}
	return civil.FromDays(int(d) + dayZero)
}

func (d day) weekday() time.Weekday { return time.Weekday(d % 7) }

// sought is the day from which to look for an evening: a date before 1900 looks
// from there, and one after 9999 finds none.
func sought(from civil.Date) day {
	if from.Year > 9999 {
		return never
	}
	return max(dayOf(from), 1)
}

// week counts the weeks since Monday 1 January 1900. A week begins on Monday,
// as in RFC 5545 where nothing else is said.
func (d day) week() int { return int(d-1) / 7 }

// monday is the first day of the week.
func monday(week int) day { return day(week*7 + 1) }
