package page

import (
	"strconv"

	"openmaf/internal/platform/chart"
)

// Chart is a drawing of bars with its table beneath: {{template "chart" .}}.
// The drawing is for the eye only; a screen reader is given the table, which
// says the same.
type Chart struct {
	Caption string
	Drawing chart.Drawing
	Legend  []LegendEntry
	Table   Table
}

// LegendEntry names the shade of one series.
type LegendEntry struct {
	Series int
	Text   string
}

// BarChart is the chart of the bars, with a table whose first column is the
// label and whose last is the total.
func BarChart(caption, labels, total string, b chart.Bars) Chart {
	c := Chart{Caption: caption, Drawing: b.Draw()}
	c.Table.Head, c.Table.HeadFirst = []Cell{{Text: labels}}, true
	for i, s := range b.Series {
		c.Legend = append(c.Legend, LegendEntry{Series: i, Text: s.Name})
		c.Table.Head = append(c.Table.Head, Cell{Text: s.Name, Numeric: true})
	}
	c.Table.Head = append(c.Table.Head, Cell{Text: total, Numeric: true})
	for _, line := range c.Drawing.Lines {
		row := []Cell{{Text: line.Label}}
		for _, n := range line.Values {
			row = append(row, Cell{Text: strconv.Itoa(n), Numeric: true})
		}
		c.Table.Rows = append(c.Table.Rows, append(row, Cell{Text: strconv.Itoa(line.Total), Numeric: true}))
	}
	return c
}
