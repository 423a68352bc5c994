// Package facet is what can be said of a meeting, one property at a time, each
// with three values: yes, no, and not known.
//
// "Not known" is the honest value of most facets of most lists: a list that
// says "False" for "nobody ticked the box" tells us nothing. An unknown facet
// is never an answer; it is a reason to ring first.
package facet

import (
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Value of a facet.
type Value int8

const (
	Unknown Value = iota
	Yes
	No
)

var values = [...]string{Unknown: "unknown", Yes: "yes", No: "no"}

// String is "yes", "no" or "unknown".
func (v Value) String() string { return values[v] }

// ParseValue reads what String writes.
func ParseValue(s string) (Value, bool) {
	i := slices.Index(values[:], s)
	return Value(max(i, 0)), i >= 0
}

// MarshalText writes the value as String does.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads "yes", "no" or "unknown".
func (v *Value) UnmarshalText(text []byte) error {
	value, ok := ParseValue(string(text))
	if !ok {
		return fault.New(fault.Invalid, "facet.value", fault.Args{"Value": string(text)})
	}
	*v = value
	return nil
}

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

// Known reports whether the name is a facet's.
func (n Name) Known() bool { return slices.Contains(Names, n) }

// Fact is one facet of one meeting: its value, who says so, and since when.
// On is the day somebody learned it, and is zero for a fact out of a list: the
// day of an import is not the day of a check.
type Fact struct {
	Name   Name       `json:"name"`
	Value  Value      `json:"value"`
	Source string     `json:"source,omitempty"`
	On     civil.Date `json:"on,omitzero"`
}

// Of is the fact about the facet, with the value Unknown where there is none.
func Of(facts []Fact, name Name) Fact {
	for _, f := range facts {
		if f.Name == name {
			return f
		}
	}
	return Fact{Name: name}
}

// With returns the facts with f in the place of what was said before about its
// facet. A fact of the value Unknown takes the former away and is not kept
// itself. The result is in the order of Names and shares nothing with facts.
func With(facts []Fact, f Fact) []Fact {
	var all []Fact
	for _, name := range Names {
		held := Of(facts, name)
		if name == f.Name {
			held = f
		}
		if held.Value != Unknown {
			all = append(all, held)
		}
	}
	return all
}
