// Package facet is what can be said of a meeting, one property at a time, each
// with three values: yes, no, and not known.
//
// "Not known" is the honest value of most facets of most lists: a list that
// says "False" for "nobody ticked the box" tells us nothing. An unknown facet
// is never an answer; it is a reason to ring first.
package facet

import "openmaf/internal/platform/civil"

// Value of a facet.
type Value int8

const (
	Unknown Value = iota
	Yes
	No
)

// Name of a facet, as it stands in the database, in files and in the JSON.
type Name string

const (
	Open        Name = "open"         // anyone may come, not members only
	StepFree    Name = "step-free"    // in and to the room without a step
	HearingLoop Name = "hearing-loop" //
	Newcomers   Name = "newcomers"    // says that it welcomes people new to it
	Women       Name = "women"        // women only
	Men         Name = "men"          // men only
	LGBTQ       Name = "lgbtq"        // held by and for LGBTQ+ people
	Young       Name = "young"        // held by and for younger people
	Family      Name = "family"       // for people who care about someone else
	Childcare   Name = "childcare"    // children are looked after or welcome
	Small       Name = "small"        // usually twelve or fewer
	Secular     Name = "secular"      // without prayer or religious words
	Medication  Name = "medication"   // says that people on prescribed medication are welcome
	JustListen  Name = "just-listen"  // nobody is asked to speak
	Chit        Name = "chit"         // kept from lists, never asked for, never shown
)

// Names in the order in which pages and files show them.
var Names = []Name{Open, Newcomers, StepFree, HearingLoop, Women, Men, LGBTQ, Young, Family,
	Childcare, Small, Secular, Medication, JustListen, Chit}

// Fact is one facet of one meeting: its value, who says so, and since when.
// On is the day somebody learned it, and is zero for a fact out of a list: the
// day of an import is not the day of a check.
type Fact struct {
	Name   Name
	Value  Value
	Source string
	On     civil.Date
}
