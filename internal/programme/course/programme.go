package course

import (
	"slices"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
)

// Programme is a template that courses are run from.
type Programme struct {
	ID       string             `json:"-"`
	Version  int                `json:"-"`
	Shipped  string             `json:"-"` // key of the shipped one that it began as; empty for their own
	Title    string             `json:"title"`
	Aim      string             `json:"aim"`
	Source   string             `json:"source,omitempty"` // whose published work its shape follows
	Least    int                `json:"least"`            // how many of its sessions make it complete
	Parts    []Part             `json:"sessions"`
	Ticks    []string           `json:"fidelity"` // what is ticked after a session, without blame
	Handouts []string           `json:"handouts"`
	Measures []asking.TimePoint `json:"measures"`
}

// Part is one session of a programme.
type Part struct {
	Title     string   `json:"title"`
	Minutes   int      `json:"minutes"`
	Order     Order    `json:"order"`
	Purpose   string   `json:"purpose"`
	Materials []string `json:"materials"`
	Tasters   []string `json:"tasters"` // what of a meeting people try here
	Homework  []string `json:"homework"`
}

// Order is where a session stands among the others.
type Order string

// Where a session may stand.
const (
	InTurn Order = "in_turn" // after the one before it
	Any    Order = "any"     // in any order with the others of this kind
	First  Order = "first"
	Last   Order = "last"
)

// Orders in the order pages show them.
var Orders = []Order{InTurn, First, Any, Last}

// Limits of a programme, in characters, minutes and numbers.
const (
	longestTitle = 80
	longestText  = 600
	longestLine  = 160
	mostLines    = 20
	mostParts    = 24
	mostMinutes  = 8 * 60
)

// Complete reports whether so many different sessions make it complete.
func (p Programme) Complete(attended int) bool { return attended >= p.Least }

// Part is the session of the number, an empty one where the number is none.
func (p Programme) Part(n int) Part {
	if n < 0 || n >= len(p.Parts) {
		return Part{}
	}
	return p.Parts[n]
}

// tidy is the programme without stray space, and without parts and lines in
// which nothing stands.
func (p Programme) tidy() Programme {
	p.Title, p.Aim = oneLine(p.Title), strings.TrimSpace(p.Aim)
	p.Parts = slices.Clone(p.Parts)
	for i := range p.Parts {
		s := &p.Parts[i]
		s.Title, s.Purpose = oneLine(s.Title), strings.TrimSpace(s.Purpose)
		s.Materials, s.Tasters, s.Homework = lines(s.Materials), lines(s.Tasters), lines(s.Homework)
		if s.Order == "" {
			s.Order = InTurn
		}
	}
	p.Parts = slices.DeleteFunc(p.Parts, func(s Part) bool { return s.Title == "" })
	p.Ticks, p.Handouts = lines(p.Ticks), lines(p.Handouts)
	return p
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func lines(all []string) (kept []string) {
	for _, l := range all {
		if l = oneLine(l); l != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// Check reports everything that is wrong with a tidy programme, by the fields
// of the form. Those of a session end in its number, from 0.
func (p Programme) Check() error {
	e := fault.New(fault.Invalid, "course.programme.invalid")
	if p.Title == "" {
		e.Field("title", "course.programme.title")
	}
	tooLong(e, "title", p.Title, longestTitle)
	tooLong(e, "aim", p.Aim, longestText)
	if len(p.Parts) == 0 || len(p.Parts) > mostParts {
		e.Field("title-0", "course.programme.parts", fault.Args{"Limit": mostParts})
	} else if p.Least < 1 || p.Least > len(p.Parts) {
		e.Field("least", "course.programme.least", fault.Args{"Limit": len(p.Parts)})
	}
	tooMany(e, "ticks", p.Ticks)
	tooMany(e, "handouts", p.Handouts)
	for _, m := range p.Measures {
		if m.Measure == "" || utf8.RuneCountInString(m.Measure) > longestTitle || !slices.Contains(asking.Points, m.At) {
			e.Field("measures", "course.programme.measures")
		}
	}
	for i, s := range p.Parts {
		s.check(e, "-"+itoa(i))
	}
	return e.OrNil()
}

func (s Part) check(e *fault.Error, at string) {
	tooLong(e, "title"+at, s.Title, longestTitle)
	tooLong(e, "purpose"+at, s.Purpose, longestText)
	if s.Minutes < 1 || s.Minutes > mostMinutes {
		e.Field("minutes"+at, "course.programme.minutes", fault.Args{"Limit": mostMinutes})
	}
	if !slices.Contains(Orders, s.Order) {
		e.Field("order"+at, "course.programme.order")
	}
	tooMany(e, "materials"+at, s.Materials)
	tooMany(e, "tasters"+at, s.Tasters)
	tooMany(e, "homework"+at, s.Homework)
}

func tooLong(e *fault.Error, field, words string, limit int) {
	if utf8.RuneCountInString(words) > limit {
		e.Field(field, "course.long", fault.Args{"Limit": limit})
	}
}

func tooMany(e *fault.Error, field string, all []string) {
	if len(all) > mostLines {
		e.Field(field, "course.lines", fault.Args{"Limit": mostLines})
	}
	for _, l := range all {
		if utf8.RuneCountInString(l) > longestLine {
			e.Field(field, "course.long", fault.Args{"Limit": longestLine})
			return
		}
	}
}
