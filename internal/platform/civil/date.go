package civil

import (
	"cmp"
	"fmt"
	"time"

	"openmaf/internal/platform/fault"
)

const secondsPerDay = 24 * 60 * 60

// Date is a day of the calendar, of no time zone. It can be compared with ==
// and used as a map key. The zero Date is no day at all, and stands for "never"
// or "not known".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a day as 2006-01-02, and refuses a day that no calendar has.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fault.New(fault.Invalid, "civil.date", fault.Args{"Value": quote(s)}).Because(err)
	}
	return dateIn(t), nil
}

// DateOf is the day that a calendar in London shows at the instant.
func DateOf(t time.Time) Date { return dateIn(t.In(London)) }

func dateIn(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// FromDays is the day n days after 1 January 1970; n may be negative.
func FromDays(n int) Date { return dateIn(time.Unix(int64(n)*secondsPerDay, 0).UTC()) }

// Days counts the days since 1 January 1970: negative before it. A Date out of
// range counts as time.Date would: 30 February is 2 March, or 1 March.
func (d Date) Days() int {
	return int(d.utc().Unix() / secondsPerDay) // exact: utc is a midnight
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero reports whether d is the zero Date: no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// String is 2006-01-02, and nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// AddDays is the day n days later; n may be negative.
func (d Date) AddDays(n int) Date { return FromDays(d.Days() + n) }

// Weekday of the day.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare is -1 when d is before e, 0 when they are the same day, 1 when d is
// after e. The zero Date is before every day of our era.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// MarshalText writes the Date as String does, so that JSON holds "2006-01-02".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; an empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
