package chart

import (
	"cmp"
	"slices"
)

// Slope is before and after, each line from the one to the other with its words
// at both ends.
type Slope struct {
	Name, Title, Desc string
	Before, After     string // words over the two sides
	Max               float64
	Lines             []SlopeLine
}

// SlopeLine is one thing that was measured twice, on the scale 0 to Max.
type SlopeLine struct {
	Name          string
	Before, After float64
	BeforeText    string // the number as it stands in the table
	AfterText     string
}

const (
	slopeWidth  = 360
	slopeHeight = 260
	slopeTop    = 44
	slopeFoot   = 20
	slopeLeft   = 64
	slopeRight  = 190
	slopeApart  = 17
	nameLetters = 24
)

// inks and shapes of the lines, the first with the first. Every second line is
// dashed.
var lineInks = [...]Ink{Blue, Rust, Dark}

// Draw works out the picture.
func (s Slope) Draw() Picture {
	p := Picture{Name: s.Name, Title: s.Title, Desc: s.Desc, Width: slopeWidth, Height: slopeHeight + slopeApart*max(0, len(s.Lines)-4)}
	bottom := p.Height - slopeFoot
	p.Marks = append(p.Marks,
		Words{X: slopeLeft, Y: 18, Text: s.Before, Anchor: Middle, Bold: true},
		Words{X: slopeRight, Y: 18, Text: s.After, Anchor: Middle, Bold: true},
		Stroke{X1: slopeLeft, Y1: slopeTop - 12, X2: slopeLeft, Y2: bottom + 6, Ink: Pale},
		Stroke{X1: slopeRight, Y1: slopeTop - 12, X2: slopeRight, Y2: bottom + 6, Ink: Pale})
	at := func(v float64) int { return scaled(v, s.Max, bottom, slopeTop) }
	before := s.beside(func(l SlopeLine) int { return at(l.Before) }, bottom)
	after := s.beside(func(l SlopeLine) int { return at(l.After) }, bottom)
	for i, l := range s.Lines {
		ink, shape := lineInks[i%len(lineInks)], Shape(i%int(shapes))
		y1, y2 := at(l.Before), at(l.After)
		p.Marks = append(p.Marks,
			Stroke{X1: slopeLeft, Y1: y1, X2: slopeRight, Y2: y2, Wide: 2, Dash: i%2 == 1, Ink: ink},
			Dot{X: slopeLeft, Y: y1, Shape: shape, Ink: ink},
			Dot{X: slopeRight, Y: y2, Shape: shape, Ink: ink},
			Words{X: slopeLeft - 10, Y: before[i] + 4, Text: l.BeforeText, Anchor: End, Ink: ink},
			Words{X: slopeRight + 10, Y: after[i] + 4, Text: short(l.AfterText+" "+l.Name, nameLetters), Ink: ink})
	}
	return p
}

// beside is where the words of each line stand: at its end, moved apart where
// ends are close.
func (s Slope) beside(at func(SlopeLine) int, bottom int) []int {
	order := make([]int, len(s.Lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at(s.Lines[a]), at(s.Lines[b])) })
	places := make([]int, len(order))
	for n, i := range order {
		places[n] = at(s.Lines[i])
	}
	places = spread(places, slopeApart, bottom)
	out := make([]int, len(order))
	for n, i := range order {
		out[i] = places[n]
	}
	return out
}

// scaled is where a value of 0 to most stands between two places.
func scaled(v, most float64, zero, full int) int {
	if most <= 0 {
		return zero
	}
	share := min(max(v/most, 0), 1)
	return zero + int(float64(full-zero)*share+0.5*sign(full-zero))
}

func sign(n int) float64 {
	if n < 0 {
		return -1
	}
	return 1
}

// short cuts words that would run out of the picture; the table has them whole.
func short(text string, letters int) string {
	if r := []rune(text); len(r) > letters {
		return string(r[:letters-1]) + "…"
	}
	return text
}
