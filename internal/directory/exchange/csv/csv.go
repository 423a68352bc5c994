package csv

import (
	"strings"

	"openmaf/internal/directory/exchange/raw"
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// Format is the name of this format.
const Format = "csv"

// Read reads a list of meetings. fellowship is that of rows which name none,
// and may be empty.
func Read(data []byte, fellowship string) (meeting.Edition, error) {
	e := meeting.Edition{Format: Format}
	list, err := table.Parse(data)
	if err != nil {
		return e, err
	}
	c := find(list.Headings)
	if err := c.check(); err != nil {
		return e, err
	}
	for r := range list.Rows() {
		row := c.read(r)
		if row.Values[raw.Fellowship] == "" {
			row.Values[raw.Fellowship] = fellowship
		}
		row.AddTo(&e)
	}
	if e.Read == 0 {
		return e, fault.New(fault.Invalid, "exchange.no-rows")
	}
	if e.Partial = list.CutShort > 0; e.Partial {
		e.Warnings = append(e.Warnings, fault.Problem{Row: list.CutShort, Key: "exchange.cut-short",
			Args: fault.Args{"Row": list.CutShort}})
	}
	return e, nil
}

// check refuses a file without the three columns that make a list of meetings.
func (c columns) check() error {
	fail := fault.New(fault.Invalid, "exchange.headings")
	if !c.has(raw.Name) {
		fail.Field("name", "exchange.heading.name")
	}
	if !c.has(raw.Day) && !c.has(raw.Frequency) {
		fail.Field("day", "exchange.heading.day")
	}
	if !c.has(raw.Time) {
		fail.Field("time", "exchange.heading.time")
	}
	if len(fail.Problems) == 3 {
		return fault.New(fault.Invalid, "exchange.not-a-list")
	}
	return fail.OrNil()
}

func (c *columns) read(r table.Row) raw.Row {
	row := raw.Row{Number: r.Number, Headings: &c.headings}
	for field, columns := range c.fields {
		row.Values[field] = value(raw.Field(field), r, columns)
	}
	for _, column := range c.facets {
		cell := r.Cell(column.at)
		v, ok := raw.YesNo(column.name, cell)
		if !ok && !column.described {
			row.Doubt(column.heading, cell)
		}
		if v != facet.Unknown {
			row.Said = append(row.Said, facet.Fact{Name: column.name, Value: v})
		}
	}
	return row
}

// value is the first of the columns that says something; of labels and notes
// it is all of them.
func value(f raw.Field, r table.Row, columns []int) string {
	if f == raw.Labels || f == raw.Notes {
		return joined(r, columns)
	}
	for _, at := range columns {
		if s := r.Cell(at); s != "" {
			return s
		}
	}
	return ""
}

func joined(r table.Row, columns []int) string {
	if len(columns) == 1 {
		return r.Cell(columns[0])
	}
	var parts []string
	for _, at := range columns {
		if s := r.Cell(at); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n")
}
