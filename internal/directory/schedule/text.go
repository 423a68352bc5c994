package schedule

import (
	"strconv"
	"strings"
	"time"
)

// dayLayout is how RFC 5545 writes a day, without hyphens.
const dayLayout = "20060102"

// codes are the days of the week in RFC 5545.
var codes = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// anchorWeek is the week of Monday 1 January 2024, where String begins to look
// for a week on: so that equal rules have equal texts, whatever their anchor was.
var anchorWeek = func() int {
	monday, _ := parseDay("20240101")
	return monday.week()
}()

// String is the text that the database keeps, and that Parse reads: the parts
// of an RFC 5545 recurrence with DTSTART, EXDATE and RDATE among them, and two
// of our own. ANCHOR is the Monday of a week on, for an INTERVAL of weeks; MOVE
// gives an evening, the day it is moved to, and its time if that is another.
//
//	FREQ=WEEKLY;BYDAY=TU
//	FREQ=WEEKLY;INTERVAL=2;ANCHOR=20240101;BYDAY=MO
//	FREQ=MONTHLY;BYDAY=1FR,3FR;DTSTART=20260101;UNTIL=20261231
//	FREQ=WEEKLY;BYDAY=FR;EXDATE=20260403;RDATE=20261224T1800;MOVE=20261225>20261227T1100
//
// The zero Rule is the empty text.
func (r Rule) String() string {
	var parts []string
	add := func(name string, values ...string) {
		if len(values) > 0 && values[0] != "" {
			parts = append(parts, name+"="+strings.Join(values, ","))
		}
	}
	switch {
	case r.monthly():
		add("FREQ", "MONTHLY")
	case r.every != 0:
		add("FREQ", "WEEKLY")
	}
	if r.interval > 1 {
		add("INTERVAL", strconv.Itoa(int(r.interval)))
		add("ANCHOR", r.anchor().text())
	}
	add("BYDAY", r.byDay()...)
	add("DTSTART", r.first.text())
	add("UNTIL", r.last.text())
	cancelled, extra, moved := r.changeTexts()
	add("EXDATE", cancelled...)
	add("RDATE", extra...)
	add("MOVE", moved...)
	return strings.Join(parts, ";")
}

// anchor is the Monday of the first week on since January 2024.
func (r Rule) anchor() day {
	interval := int(r.interval)
	wait := (int(r.phase) - anchorWeek%interval + interval) % interval
	return monday(anchorWeek + wait)
}

// byDay lists the days from Monday to Sunday, and for each its weeks in order.
func (r Rule) byDay() (values []string) {
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		if r.every.has(d) {
			values = append(values, codes[d])
		}
		for n := 1; n <= lastOnly; n++ {
			switch {
			case r.nth[d]>>n&1 == 0:
			case n == lastOnly:
				values = append(values, "-1"+codes[d])
			default:
				values = append(values, strconv.Itoa(n)+codes[d])
			}
		}
	}
	return values
}

// changeTexts writes the dated changes. A cancelled day whose evening is held on
// another is part of that move.
func (r Rule) changeTexts() (cancelled, extra, moved []string) {
	movedAway := map[day]bool{}
	for _, c := range r.changes {
		movedAway[c.insteadOf] = true
	}
	for _, c := range r.changes {
		switch {
		case c.insteadOf != 0:
			moved = append(moved, c.insteadOf.text()+">"+c.text())
		case c.held:
			extra = append(extra, c.text())
		case !movedAway[c.on]:
			cancelled = append(cancelled, c.on.text())
		}
	}
	return cancelled, extra, moved
}

// text is the day of the change, with its time when that is not the usual one.
func (c datedChange) text() string {
	if c.start == usualTime {
		return c.on.text()
	}
	return c.on.text() + "T" + strings.Replace(c.start.String(), ":", "", 1)
}

// text is the day as in 20261224, and nothing for no day.
func (d day) text() string { return strings.ReplaceAll(d.date().String(), "-", "") }

// MarshalText writes the Rule as String does.
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the Rule as Parse does.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = Parse(string(text))
	return err
}
