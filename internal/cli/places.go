package cli

import (
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/fault"
)

type placesCommand struct {
	Import placesImport `cmd:"" help:"Add postcodes or towns from a file; several files add up."`
}

type placesImport struct {
	File string `arg:"" help:"Code-Point Open, a list with latitude and longitude, or a list of outcodes, as CSV."`
}

// rejected is one row that was left out, as the documents of imports show it.
type rejected struct {
	Row    int    `json:"row"`
	Field  string `json:"field"`
	Reason string `json:"reason"`
}

// rows words the problems for a document; never nil, so that it is a list in
// JSON when it is empty.
func (t *terminal) rows(problems []fault.Problem) []rejected {
	out := make([]rejected, 0, len(problems))
	for _, p := range problems {
		out = append(out, rejected{Row: p.Row, Field: p.Field, Reason: t.words.Problem(p)})
	}
	return out
}

// shown is how many rejected rows are printed for a person; the document has
// all of them.
const shown = 20

// tellRows prints the rows that were left out, or that need a look.
func (t *terminal) tellRows(heading string, problems []fault.Problem) {
	if len(problems) == 0 || t.json {
		return
	}
	t.say("%s", heading)
	for i, p := range problems {
		if i == shown {
			t.say("  … and %d more; --json lists them all", len(problems)-shown)
			return
		}
		t.say("  %s", t.problem(p))
	}
}

func (p placesImport) Run(t *terminal) error {
	file, err := open(p.File)
	if err != nil {
		return err
	}
	defer file.Close()
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	report, err := place.New(c.DB).Import(t.ctx, c.Operator(), file, p.File)
	if err != nil {
		return err
	}
	t.say("%s: read %d, added %d, changed %d, unchanged %d, left out %d.", report.Name, report.Read, report.Added,
		report.Changed, report.Unchanged, len(report.Rejected))
	t.tellRows("Left out:", report.Rejected)
	return t.document(map[string]any{"file": report.Name, "kind": report.Kind, "read": report.Read, "added": report.Added,
		"changed": report.Changed, "unchanged": report.Unchanged, "rejected": t.rows(report.Rejected)})
}
