package raw

import (
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/platform/fault"
)

// The answers that people and programs give in a column for one facet.
var (
	yes      = []string{"yes", "y", "true", "t", "1", "x", "✓", "✔"}
	no       = []string{"no", "n", "none", "not available"}
	notKnown = []string{"", "false", "f", "0", "?", "-", "unknown", "not known", "not stated", "n/a", "na", "tbc"}
)

// YesNo reads a cell of a column for one facet. "False" is not known: lists
// that programs write say so wherever nobody ticked the box, and no list tells
// which kind it is. A person who means no writes "no". Words of the facet's own,
// such as "closed" in a column for open, are read as well; ok is false for
// anything else.
func YesNo(name facet.Name, cell string) (v facet.Value, ok bool) {
	s := strings.ToLower(strings.TrimSpace(cell))
	switch {
	case slices.Contains(notKnown, s):
		return facet.Unknown, true
	case slices.Contains(yes, s):
		return facet.Yes, true
	case slices.Contains(no, s):
		return facet.No, true
	}
	f, ok := facet.FromSentence(cell)
	if !ok || f.Name != name {
		return facet.Unknown, false
	}
	return f.Value, true
}

// Doubt warns of a cell that YesNo could not read. The facet stays not known.
func (r *Row) Doubt(heading, cell string) {
	r.doubts = append(r.doubts, fault.Problem{Row: r.Number, Field: heading, Key: "exchange.yes-no",
		Args: fault.Args{"Row": r.Number, "Value": short(cell)}})
}
