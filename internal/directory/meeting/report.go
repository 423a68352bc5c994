package meeting

import "openmaf/internal/platform/fault"

// Report is what an import did, or would do. Read is always the sum of Added,
// Changed, Unchanged and the length of Rejected.
type Report struct {
	Source, Format            string
	Read                      int
	Added, Changed, Unchanged int
	// Missing counts the meetings that the list held before and no longer holds.
	// They stay, marked with today's date.
	Missing int
	// Duplicates counts the rows that only say again what another row of the
	// file said. They are among Unchanged, because they change nothing.
	Duplicates int
	Rejected   []fault.Problem
	Warnings   []fault.Problem
	Applied    bool
}

// ReportDocument is the report as the command line prints it with --json.
type ReportDocument struct {
	Source     string            `json:"source"`
	Format     string            `json:"format"`
	Read       int               `json:"read"`
	Added      int               `json:"added"`
	Changed    int               `json:"changed"`
	Unchanged  int               `json:"unchanged"`
	Missing    int               `json:"missing"`
	Duplicates int               `json:"duplicates"`
	Rejected   []ProblemDocument `json:"rejected"`
	Warnings   []ProblemDocument `json:"warnings"`
	Applied    bool              `json:"applied"`
	Gate       *string           `json:"gate"` // held back for a person's yes; always null so far
}

// ProblemDocument is one problem of a row, its reason in words.
type ProblemDocument struct {
	Row    int    `json:"row"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

// Document puts the report into the form of the command line's contract; say
// is the Problem method of the reader's words.
func (r Report) Document(say func(fault.Problem) string) ReportDocument {
	words := func(problems []fault.Problem) []ProblemDocument {
		list := make([]ProblemDocument, 0, len(problems)) // never null
		for _, p := range problems {
			list = append(list, ProblemDocument{p.Row, p.Field, say(p)})
		}
		return list
	}
	return ReportDocument{
		Source: r.Source, Format: r.Format, Read: r.Read,
		Added: r.Added, Changed: r.Changed, Unchanged: r.Unchanged,
		Missing: r.Missing, Duplicates: r.Duplicates,
		Rejected: words(r.Rejected), Warnings: words(r.Warnings), Applied: r.Applied,
	}
}
