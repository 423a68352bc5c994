package cli

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

type measuresCommand struct {
	List     measuresList     `cmd:"" help:"The measures that come with OpenMAF."`
	Validate measuresValidate `cmd:"" help:"Check the definition of a measure."`
	Score    measuresScore    `cmd:"" help:"Score answers from a CSV file; needs no community."`
	Export   measuresExport   `cmd:"" help:"Print a measure, or answers from a CSV file, as FHIR R4; words that are not open are left blank."`
	Bring    measuresBring    `cmd:"" help:"Store a measure with words that the community has leave to use."`
	Brought  measuresBrought  `cmd:"" help:"The measures that the community brought, and who allowed them."`
}

type measuresList struct{}

// listedMeasure is a measure as a document tells it.
type listedMeasure struct {
	ID          string        `json:"id"`
	Version     string        `json:"version"`
	Title       string        `json:"title"`
	Licence     measure.Class `json:"licence"`
	Wording     bool          `json:"wording"` // whether the questions come with it
	Items       []string      `json:"items"`   // headings of a file to score
	Scores      []string      `json:"scores"`
	NoTotal     string        `json:"no_total,omitempty"`
	Attribution string        `json:"attribution"`
	Sources     []string      `json:"sources"`
	Notes       []string      `json:"notes"`
}

func listed(d *measure.Definition) listedMeasure {
	l := listedMeasure{ID: d.ID, Version: d.Version, Title: d.Title, Licence: d.Licence.Class, Wording: d.Worded(),
		Scores: []string{}, NoTotal: d.Scoring.NoTotal, Attribution: d.Licence.Attribution,
		Sources: d.Licence.Sources, Notes: append([]string{}, d.Notes...)}
	for item := range d.Questionnaire.Items() {
		if item.Asks() {
			l.Items = append(l.Items, item.LinkID)
		}
	}
	for _, s := range d.Scoring.Scores {
		l.Scores = append(l.Scores, s.ID)
	}
	return l
}

func (measuresList) Run(t *terminal) error {
	list := []listedMeasure{}
	w := tabwriter.NewWriter(t.out, 0, 0, 3, ' ', 0)
	for _, d := range measure.Shipped() {
		l := listed(d)
		list = append(list, l)
		wording := "measure.tell.skeleton"
		if l.Wording {
			wording = "measure.tell.open"
		}
		if !t.json {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.ID, d.Title, d.Licence.Class, t.words.T(wording))
		}
	}
	w.Flush()
	return t.document(list)
}

type measuresValidate struct {
	File string `arg:"" help:"Definition of a measure, as JSON."`
}

func (v measuresValidate) Run(t *terminal) error {
	d, err := definition(v.File)
	if err != nil {
		return err
	}
	l := listed(d)
	t.say("%s", t.words.T("measure.tell.valid", "ID", d.ID, "Version", d.Version,
		"Items", len(l.Items), "Scores", len(l.Scores), "Tests", len(d.Tests)))
	return t.document(struct {
		Valid bool `json:"valid"`
		listedMeasure
	}{true, l})
}

// definition reads one from a file.
func definition(name string) (*measure.Definition, error) {
	data, err := definitionText(name)
	if err != nil {
		return nil, err
	}
	return measure.Parse(data)
}

// which names a measure.
type which struct {
	Measure    string `help:"Measure that the community brought, or that comes with OpenMAF." xor:"measure" required:"" placeholder:"ID"`
	Definition string `help:"File with the definition of another measure." xor:"measure" required:"" placeholder:"FILE"`
}

// find is the measure. Where there is no community here, those that come with
// the program are all there are.
func (w which) find(t *terminal) (*measure.Definition, error) {
	if w.Definition != "" {
		return definition(w.Definition)
	}
	c, err := t.core()
	if f := fault.As(err); f != nil && f.Key == "db.no_community" {
		return measure.Find(w.Measure)
	}
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.Measures.Definition(t.ctx, c.Operator(), w.Measure)
}

type measuresScore struct {
	which
	File string `arg:"" help:"CSV with a column id and one for each item; - is standard input."`
}

// scoredBy scores a file, or standard input.
func scoredBy(d *measure.Definition, name string) (sheet measure.Sheet, err error) {
	file := os.Stdin
	if name != "-" {
		if file, err = open(name); err != nil {
			return sheet, err
		}
		defer file.Close()
	}
	return d.ScoreSheet(file)
}

func (s measuresScore) Run(t *terminal) error {
	d, err := s.find(t)
	if err != nil {
		return err
	}
	sheet, err := scoredBy(d, s.File)
	if err != nil {
		return err
	}
	if !t.json {
		t.tellScores(d, sheet)
	}
	return t.document(t.scored(d, sheet))
}

// scoredSheet is a scored file as a document tells it.
type scoredSheet struct {
	Measure     string      `json:"measure"`
	Version     string      `json:"version"`
	Attribution string      `json:"attribution"`
	Count       int         `json:"n_rows"`
	Rows        []scoredRow `json:"rows"`
	Warnings    []string    `json:"warnings"`
}

type scoredRow struct {
	Row    int                    `json:"row"`
	ID     string                 `json:"id"`
	Scores map[string]scoredValue `json:"scores"`
}

type scoredValue struct {
	Kind     string           `json:"kind"`
	Value    *float64         `json:"value"` // null where there is no score
	Band     string           `json:"band,omitempty"`
	Handling measure.Handling `json:"missing_handling"`
	Reason   measure.Reason   `json:"reason,omitempty"`
	Items    int              `json:"items"`
	Missing  []string         `json:"missing"`
}

func (t *terminal) scored(d *measure.Definition, sheet measure.Sheet) scoredSheet {
	out := scoredSheet{Measure: d.ID, Version: d.Version, Attribution: d.Licence.Attribution,
		Count: len(sheet.Rows), Rows: []scoredRow{}, Warnings: t.warnings(sheet.Warnings)}
	for _, row := range sheet.Rows {
		r := scoredRow{Row: row.Number, ID: row.ID, Scores: map[string]scoredValue{}}
		for _, s := range row.Scores {
			v := scoredValue{Kind: s.Kind, Band: s.Band, Handling: s.Handling, Reason: s.Reason,
				Items: s.Items, Missing: append([]string{}, s.Missing...)}
			if s.Handling != measure.Refused {
				v.Value = &s.Value
			}
			r.Scores[s.Key()] = v
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// tellScores prints a line for each row, a column for each score.
func (t *terminal) tellScores(d *measure.Definition, sheet measure.Sheet) {
	w := tabwriter.NewWriter(t.out, 0, 0, 3, ' ', 0)
	fmt.Fprintf(w, "id\t%s\n", strings.Join(listed(d).Scores, "\t"))
	for _, row := range sheet.Rows {
		fmt.Fprint(w, row.ID)
		for _, s := range row.Scores {
			cell := "-"
			if s.Handling != measure.Refused {
				cell = strings.TrimSpace(decimal(s.Value) + " " + s.Band)
			}
			fmt.Fprint(w, "\t", cell)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	t.tellRows("\n"+t.words.T("measure.tell.warnings"), sheet.Warnings)
	t.say("\n%s", d.Licence.Attribution)
}
