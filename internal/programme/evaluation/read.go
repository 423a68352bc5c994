package evaluation

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// MostRows is how many rows a file may have: far more than anybody has been
// helped, few enough to be held and computed in seconds.
const MostRows = 1_000_000

// mostTold is how many faulty rows are told one by one.
const mostTold = 20

// Columns are the headings of the three columns that a table is made from, as
// they stand in the file.
type Columns struct{ ID, Before, After string }

// Rows are what a file holds. Row by row, Before and After hold a number, NaN
// where the cell is empty or says NA.
type Rows struct {
	Before, After []float64
	Warnings      []fault.Problem // what is odd about rows that were read
}

// ReadScores reads a CSV file whose before and after are numbers.
func ReadScores(r io.Reader, c Columns) (Rows, error) { return read(r, c, score) }

// ReadAnswers reads a CSV file whose before and after are 1 or 0, yes or no,
// true or false; in Rows they are 1 and 0.
func ReadAnswers(r io.Reader, c Columns) (Rows, error) { return read(r, c, answer) }

// cell reads one cell; key is the message for what cannot be read, or nothing.
type cell func(text string) (number float64, key string)

func read(r io.Reader, c Columns, parse cell) (Rows, error) {
	data, err := table.ReadAll(&counted{from: r})
	if err != nil {
		if f := fault.As(err); f != nil && fault.As(f.Cause) != nil {
			err = f.Cause // ours, of too many lines
		}
		return Rows{}, err
	}
	list, err := table.Parse(data)
	if err != nil {
		return Rows{}, err
	}
	places, err := c.find(list.Headings)
	if err != nil {
		return Rows{}, err
	}
	rr := reader{list: list, places: places, parse: parse, seen: map[string]int{}}
	for row := range list.Rows() {
		if rr.rows++; rr.rows > MostRows {
			return Rows{}, tooMany()
		}
		rr.take(row)
	}
	return rr.done()
}

// counted stops a file with too many lines before all of it is in memory.
type counted struct {
	from  io.Reader
	lines int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	if c.lines += bytes.Count(p[:n], []byte{'\n'}); c.lines > 2*MostRows {
		return n, tooMany()
	}
	return n, err
}

func tooMany() error {
	return fault.New(fault.Invalid, "evaluation.too-many", fault.Args{"Most": MostRows})
}

// find is where the columns stand.
func (c Columns) find(headings []string) (places [3]int, err error) {
	wrong := fault.New(fault.Invalid, "evaluation.columns")
	for i, want := range []struct{ field, name string }{{"id", c.ID}, {"before", c.Before}, {"after", c.After}} {
		places[i] = slices.Index(headings, want.name)
		switch {
		case places[i] < 0:
			wrong.Field(want.field, "evaluation.column.missing",
				fault.Args{"Column": want.name, "Columns": strings.Join(headings, ", ")})
		case slices.Contains(headings[places[i]+1:], want.name):
			wrong.Field(want.field, "evaluation.column.twice", fault.Args{"Column": want.name})
		case slices.Contains(places[:i], places[i]):
			wrong.Field(want.field, "evaluation.column.same", fault.Args{"Column": want.name})
		}
	}
	return places, wrong.OrNil()
}

// reader gathers the rows of one file and what is wrong with them.
type reader struct {
	list    *table.Table
	places  [3]int
	parse   cell
	rows    int
	seen    map[string]int // id -> number of its row
	out     Rows
	wrong   []fault.Problem // the first ones
	faults  int             // all of them
	unasked []int           // rows with an after and no before
	empty   []int           // rows with neither
}

func (r *reader) take(row table.Row) {
	if n := len(r.list.Headings); len(row.Cells) > n && !(table.Row{Cells: row.Cells[n:]}).Blank() {
		r.fault(row.Number, "", "evaluation.row.long", fault.Args{"Cells": len(row.Cells), "Headings": n})
		return // which cell belongs to which heading is anybody's guess
	}
	id := row.Cell(r.places[0])
	if first, twice := r.seen[id]; id == "" {
		r.fault(row.Number, r.heading(0), "evaluation.id.missing", nil)
	} else if twice {
		r.fault(row.Number, r.heading(0), "evaluation.id.twice", fault.Args{"ID": id, "Row": first})
	} else {
		r.seen[id] = row.Number
	}
	before, after := r.number(row, 1), r.number(row, 2)
	switch missing := math.IsNaN; {
	case missing(before) && missing(after):
		r.empty = append(r.empty, row.Number)
	case missing(before):
		r.unasked = append(r.unasked, row.Number)
	}
	r.out.Before, r.out.After = append(r.out.Before, before), append(r.out.After, after)
}

func (r *reader) heading(column int) string { return r.list.Headings[r.places[column]] }

func (r *reader) number(row table.Row, column int) float64 {
	text := row.Cell(r.places[column])
	if text == "" || text == "NA" { // NA is how R and its like write an empty cell
		return math.NaN()
	}
	n, key := r.parse(text)
	if key != "" {
		r.fault(row.Number, r.heading(column), key, fault.Args{"Value": text})
	}
	return n
}

func (r *reader) fault(row int, field, key string, args fault.Args) {
	if r.faults++; r.faults <= mostTold {
		r.wrong = append(r.wrong, fault.Problem{Row: row, Field: field, Key: key, Args: args})
	}
}

func (r *reader) done() (Rows, error) {
	if r.faults > 0 {
		wrong := fault.New(fault.Invalid, "evaluation.rows")
		wrong.Problems = r.wrong
		if more := r.faults - len(r.wrong); more > 0 {
			wrong.Field("", "evaluation.rows.more", fault.Args{"Count": more})
		}
		return Rows{}, wrong
	}
	r.warn("evaluation.row.no-before", r.unasked)
	r.warn("evaluation.row.empty", r.empty)
	if r.list.CutShort > 0 {
		r.out.Warnings = append(r.out.Warnings, fault.Problem{Row: r.list.CutShort, Key: "evaluation.row.cut-short"})
	}
	return r.out, nil
}

func (r *reader) warn(key string, rows []int) {
	if len(rows) > 0 {
		r.out.Warnings = append(r.out.Warnings, fault.Problem{Key: key,
			Args: fault.Args{"Count": len(rows), "Rows": listed(rows)}})
	}
}
