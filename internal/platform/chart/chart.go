// Package chart works out small pictures: bars, of which the page draws each,
// and a [Picture] of marks for the page and the print alike. Whatever is drawn
// has its table beside it, so that nothing is told by length or shade alone.
package chart

import "strconv"

// Series is one thing that is counted, with its words for the legend.
type Series struct {
	Name   string
	Values []int // one for each label; negative ones count as none
}

// Bars are horizontal bars, one line for each label, the series of a line one
// after the other.
type Bars struct {
	Labels []string
	Series []Series
	Few    string // words at a line with a negative value: it may not be read
}

// Bar is one piece of a line, in the units of the drawing.
type Bar struct {
	X, Y, Width, Height int
	Series              int // index: its shade
	Value               int
}

// Line is one label with its bars.
type Line struct {
	Label  string
	Y      int // of the middle, for its words
	Total  int
	Text   string // the total, or why there is none
	End    int    // where that is written
	Values []int
}

// Drawing is the whole chart, in units of its own from 0,0 at the upper left.
type Drawing struct {
	Width, Height int
	Lines         []Line
	Bars          []Bar
}

// Measures of the drawing, in its units: room for a label on the left and a
// number on the right, one line below the other.
const (
	width     = 360
	left      = 100
	right     = 48
	lineStep  = 32
	barHeight = 20
)

// Draw works out the drawing. The longest line fills the room there is; without
// anything to show the lines stand empty.
func (b Bars) Draw() Drawing {
	d := Drawing{Width: width, Height: lineStep*len(b.Labels) + 2}
	longest := 1
	totals := make([]int, len(b.Labels))
	for i := range b.Labels {
		for _, s := range b.Series {
			totals[i] += s.at(i)
		}
		longest = max(longest, totals[i])
	}
	for i, label := range b.Labels {
		y, x := i*lineStep, left
		line := Line{Label: label, Y: y + lineStep/2, Total: totals[i], Text: b.text(i, totals[i])}
		run := 0
		for n, s := range b.Series {
			run += s.at(i)
			end := left + (width-left-right)*run/longest
			if end > x {
				d.Bars = append(d.Bars, Bar{X: x, Y: y + (lineStep-barHeight)/2, Width: end - x, Height: barHeight, Series: n, Value: s.at(i)})
			}
			x = end
			line.Values = append(line.Values, s.at(i))
		}
		line.End = x + 6
		d.Lines = append(d.Lines, line)
	}
	return d
}

func (s Series) at(i int) int {
	if i >= len(s.Values) {
		return 0
	}
	return max(s.Values[i], 0)
}

// text is what stands at the end of the line.
func (b Bars) text(line, total int) string {
	for _, s := range b.Series {
		if line < len(s.Values) && s.Values[line] < 0 && b.Few != "" {
			return b.Few
		}
	}
	return strconv.Itoa(total)
}
