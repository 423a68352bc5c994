package schedule

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// mostChanges bounds the dated changes of a text: ten years of a meeting that is
// different every week.
const mostChanges = 520

// Parse reads what String wrote, with the parts in any order, and a plain
// RFC 5545 recurrence as far as rules go: FREQ=WEEKLY or MONTHLY by BYDAY, where
// DTSTART is the anchor of an INTERVAL that has no other. What it does not know
// it refuses with a fault that names the part, for half of a rule would send
// people to a locked door.
func Parse(text string) (Rule, error) {
	if text == "" {
		return Rule{}, nil
	}
	var p parser
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(part, "=")
		if slices.Contains(p.seen, name) || !p.read(name, value) {
			return Rule{}, badPart(part)
		}
		p.seen = append(p.seen, name)
	}
	return p.rule()
}

// parser gathers the parts, whose order is free, until rule joins them.
type parser struct {
	seen        []string
	freq        string
	interval    int
	anchor      day
	every       weekdays
	nth         [7]ordinals
	first, last day
	cancelled   []datedChange
	held        []datedChange
}

// read takes one part in and reports whether it makes sense.
func (p *parser) read(name, value string) (ok bool) {
	switch name {
	case "FREQ":
		p.freq = value
		return value == "WEEKLY" || value == "MONTHLY"
	case "INTERVAL":
		p.interval, ok = parseNumber(value, mostWeeks)
	case "ANCHOR":
		p.anchor, ok = parseDay(value)
	case "DTSTART":
		p.first, ok = parseDay(value)
	case "UNTIL":
		p.last, ok = parseDay(value)
	case "BYDAY":
		ok = each(value, p.readByDay)
	case "EXDATE":
		ok = each(value, p.readCancelled)
	case "RDATE":
		ok = each(value, p.readExtra)
	case "MOVE":
		ok = each(value, p.readMove)
	}
	return ok
}

// each reads the values between commas, until one makes no sense.
func each(values string, read func(string) bool) bool {
	for value := range strings.SplitSeq(values, ",") {
		if !read(value) {
			return false
		}
	}
	return true
}

// readByDay reads TU, 3TU or -1TU.
func (p *parser) readByDay(value string) bool {
	if len(value) < 2 {
		return false
	}
	nth, code := value[:len(value)-2], value[len(value)-2:]
	d := slices.Index(codes[:], code)
	switch {
	case d < 0:
		return false
	case nth == "":
		p.every |= 1 << d
		return true
	case nth == "-1":
		p.nth[d] |= 1 << lastOnly
		return true
	}
	n, ok := parseNumber(nth, fifth)
	if ok {
		p.nth[d] |= 1 << n
	}
	return ok
}

func (p *parser) readCancelled(value string) bool {
	on, ok := parseDay(value)
	p.cancelled = append(p.cancelled, datedChange{on: on, start: usualTime})
	return ok
}

func (p *parser) readExtra(value string) bool {
	c, ok := parseHeld(value)
	p.held = append(p.held, c)
	return ok
}

func (p *parser) readMove(value string) bool {
	from, to, _ := strings.Cut(value, ">")
	c, ok := parseHeld(to)
	c.insteadOf, _ = parseDay(from)
	p.held = append(p.held, c)
	return ok && p.readCancelled(from)
}

// rule joins the parts. All evenings are taken away before any is added, so that
// a chain of moves reads the same in every order.
func (p *parser) rule() (Rule, error) {
	if p.interval > 1 && p.anchor == 0 {
		p.anchor = p.first
	}
	r := Rule{every: p.every, nth: p.nth, first: p.first, last: p.last}
	switch {
	case (p.freq == "") == (p.every != 0 || r.monthly()):
		return Rule{}, badPart("FREQ")
	case r.monthly() && p.freq == "WEEKLY":
		return Rule{}, badPart("BYDAY")
	case p.interval > 1 && (p.freq != "WEEKLY" || p.anchor == 0):
		return Rule{}, badPart("INTERVAL")
	case p.interval <= 1 && p.anchor != 0:
		return Rule{}, badPart("ANCHOR")
	case len(p.cancelled)+len(p.held) > mostChanges:
		return Rule{}, fault.New(fault.Invalid, "schedule.rule.changes", fault.Args{"Most": mostChanges})
	}
	if p.interval > 1 {
		r.interval = uint8(p.interval)
		r.phase = uint8(p.anchor.week() % p.interval)
	}
	for _, c := range slices.Concat(p.cancelled, p.held) {
		r = r.with(c)
	}
	return r, nil
}

// parseHeld reads 20261224 or 20261224T1800.
func parseHeld(s string) (datedChange, bool) {
	date, clock, timed := strings.Cut(s, "T")
	on, ok := parseDay(date)
	c := datedChange{on: on, start: usualTime, held: true}
	if timed {
		t, err := time.Parse("1504", clock)
		c.start = civil.TimeOfDay(t.Hour()*60 + t.Minute())
		ok = ok && err == nil
	}
	return c, ok
}

// parseDay reads 20261224, in the years 1900 to 9999.
func parseDay(s string) (day, bool) {
	t, err := time.Parse(dayLayout, s)
	if err != nil {
		return 0, false
	}
	d := dayOf(civil.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()})
	return d, d != 0
}

// parseNumber reads a number from 1 to most, written in digits alone.
func parseNumber(s string, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && n <= most && s == strconv.Itoa(n)
}

func badPart(part string) error {
	const most = 40
	if r := []rune(part); len(r) > most {
		part = string(r[:most]) + "…"
	}
	return fault.New(fault.Invalid, "schedule.rule", fault.Args{"Part": part})
}
