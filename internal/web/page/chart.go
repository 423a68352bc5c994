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
// label. Of several series each has a column, and the total another.
func BarChart(caption, labels, total string, b chart.Bars) Chart {
	c := Chart{Caption: caption, Drawing: b.Draw()}
	c.Table.Head, c.Table.HeadFirst = []Cell{{Text: labels}}, true
	if len(b.Series) == 1 {
		total = b.Series[0].Name
	}
	for i, s := range b.Series {
		c.Legend = append(c.Legend, LegendEntry{Series: i, Text: s.Name})
		if len(b.Series) > 1 {
			c.Table.Head = append(c.Table.Head, Cell{Text: s.Name, Numeric: true})
		}
	}
	c.Table.Head = append(c.Table.Head, Cell{Text: total, Numeric: true})
	for _, line := range c.Drawing.Lines {
		row := []Cell{{Text: line.Label}}
		for _, n := range line.Values {
			if len(b.Series) > 1 {
				row = append(row, Cell{Text: strconv.Itoa(n), Numeric: true})
			}
		}
		c.Table.Rows = append(c.Table.Rows, append(row, Cell{Text: line.Text, Numeric: true}))
	}
	return c
}
