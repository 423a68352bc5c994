package chart

import (
	"slices"
	"strconv"
)

// Decay is a share as time goes by, with its interval, and what others found
// as a dashed line to hold it against: a curve that falls is what is usual.
type Decay struct {
	Name, Title, Desc string
	Points            []DecayPoint
	Usual             []DecayPoint // without intervals
	UsualName         string
	OursName          string
}

// DecayPoint is a share, 0 to 1, at a time.
type DecayPoint struct {
	Days             int
	Label            string // of the time
	Share, Low, High float64
	Text             string // the number as it stands in the table
}

const (
	decayWidth  = 360
	decayHeight = 240
	decayLeft   = 44
	decayRight  = 330
	decayTop    = 48
	decayBottom = 200
	decayLetter = 14 // the height of one
)

// Draw works out the picture. The upright line through a point is its interval.
func (d Decay) Draw() Picture {
	p := Picture{Name: d.Name, Title: d.Title, Desc: d.Desc, Width: decayWidth, Height: decayHeight}
	for _, percent := range []int{0, 50, 100} {
		y := scaled(float64(percent), 100, decayBottom, decayTop)
		p.Marks = append(p.Marks, Stroke{X1: decayLeft, Y1: y, X2: decayRight, Y2: y, Ink: Pale},
			Words{X: decayLeft - 6, Y: y + 4, Text: strconv.Itoa(percent) + "%", Anchor: End, Ink: Dark})
	}
	most := 1
	for _, pts := range [][]DecayPoint{d.Points, d.Usual} {
		for _, pt := range pts {
			most = max(most, pt.Days)
		}
	}
	p.curve(d.Usual, nil, most, Rust, Diamond, true)
	p.curve(d.Points, d.Usual, most, Blue, Circle, false)
	p.Marks = append(p.Marks,
		Dot{X: decayLeft, Y: 12, Shape: Circle, Ink: Blue}, Words{X: decayLeft + 10, Y: 16, Text: d.OursName, Ink: Blue})
	if len(d.Usual) > 0 {
		p.Marks = append(p.Marks,
			Dot{X: decayLeft, Y: 30, Shape: Diamond, Ink: Rust}, Words{X: decayLeft + 10, Y: 34, Text: d.UsualName, Ink: Rust})
	}
	return p
}

// curve draws the points with the way between them, and their times beneath.
// Their numbers keep clear of those of the others.
func (p *Picture) curve(points, others []DecayPoint, most int, ink Ink, shape Shape, dash bool) {
	at := func(pt DecayPoint) (x, y int) {
		return scaled(float64(pt.Days), float64(most), decayLeft+16, decayRight-22), scaled(pt.Share, 1, decayBottom, decayTop)
	}
	for i, pt := range points {
		x, y := at(pt)
		if i > 0 {
			x0, y0 := at(points[i-1])
			p.Marks = append(p.Marks, Stroke{X1: x0, Y1: y0, X2: x, Y2: y, Wide: 2, Dash: dash, Ink: ink})
		}
		if pt.High > pt.Low {
			p.Marks = append(p.Marks, Stroke{X1: x, Y1: scaled(pt.Low, 1, decayBottom, decayTop), X2: x, Y2: scaled(pt.High, 1, decayBottom, decayTop), Ink: ink})
		}
		p.Marks = append(p.Marks, Dot{X: x, Y: y, Shape: shape, Ink: ink})
		if dash {
			beside := Words{X: x + 8, Y: y - 8, Text: pt.Text, Ink: ink}
			if beside.Y < decayTop+decayLetter { // it would stand on the line of a hundred
				beside.Y = y + 18
			}
			p.Marks = append(p.Marks, beside)
			continue
		}
		beside := y - 8 // above: a curve that falls leaves its point downwards
		if i < len(points)-1 && points[i+1].Share > pt.Share || near(pt, others) {
			beside = y + 18
		}
		p.Marks = append(p.Marks, Words{X: x + 8, Y: beside, Text: pt.Text, Bold: true, Ink: ink},
			Words{X: x, Y: decayBottom + 20, Text: pt.Label, Anchor: Middle})
	}
}

// near reports whether another point stands so close above at the same time that
// the number of one would stand on the other.
func near(pt DecayPoint, others []DecayPoint) bool {
	const apart = 0.3
	return slices.ContainsFunc(others, func(o DecayPoint) bool {
		return o.Days == pt.Days && o.Share >= pt.Share && o.Share-pt.Share < apart
	})
}
