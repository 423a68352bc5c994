// Package complaint keeps what people complained of, and what changed because
// of it.
//
// Invariants:
//   - A complaint names no record and no account: who complains should not have
//     to be somebody we write about, and nobody is marked by one. What it says is
//     sealed.
//   - It is read by managers and by whoever reads concerns, for they are who can
//     change something; a complaint of harm is a concern, and belongs there.
//   - It is answered once, with what changed, and never deleted: a report counts
//     it by the day on which it came.
package complaint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Complaint is one that came.
type Complaint struct {
	ID       string
	Came     civil.Date
	How      How
	About    About
	Says     string
	Changed  string     // because of it; empty: not answered yet
	Answered civil.Date // zero: not yet
}

// How a complaint came.
type How string

// Hows in the order pages show them.
var Hows = []How{"said", "rang", "wrote", "agency", "other"}

// About is what it is about.
type About string

// Abouts in the order pages show them.
var Abouts = []About{"team", "companion", "course", "meeting", "place", "other"}

// longest is how many characters it, or its answer, may have.
const longest = 4000

// check reports what is wrong with a new complaint, by the fields of the form.
func (c Complaint) check(today civil.Date) error {
	e := fault.New(fault.Invalid, "complaint.invalid")
	switch {
	case c.Came.IsZero():
		e.Field("came", "complaint.came")
	case c.Came.After(today):
		e.Field("came", "complaint.ahead")
	}
	if !slices.Contains(Hows, c.How) {
		e.Field("how", "complaint.choose")
	}
	if !slices.Contains(Abouts, c.About) {
		e.Field("about", "complaint.choose")
	}
	words(e, "says", c.Says)
	return e.OrNil()
}

// words must be there, and not too many.
func words(e *fault.Error, field, text string) {
	switch {
	case strings.TrimSpace(text) == "":
		e.Field(field, "complaint.words")
	case utf8.RuneCountInString(text) > longest:
		e.Field(field, "complaint.long", fault.Args{"Limit": longest})
	}
}
