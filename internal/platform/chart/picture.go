package chart

import (
	"fmt"
	"html"
	"strings"
)

// Picture is a drawing made of a few kinds of marks, so that the page and the
// print draw the same one. It never stands alone: its words stand in Title and
// Desc for whoever cannot see it, and its numbers in a table beneath.
//
// Marks are told apart by shape, dash and the words beside them, never by their
// ink alone; the inks are dark on white and differ for colour-blind eyes.
type Picture struct {
	Name          string // unique on its page: names the parts for a screen reader
	Title, Desc   string
	Width, Height int
	Marks         []Mark
}

// Mark is a [Stroke], a [Box], a [Dot] or [Words].
type Mark interface{ svg(*strings.Builder) }

// Stroke is a straight line.
type Stroke struct {
	X1, Y1, X2, Y2 int
	Wide           int // in units, at least 1
	Dash           bool
	Arrow          bool // at its end, which points down or to the right
	Ink            Ink
}

// Box is a rectangle from its upper left corner.
type Box struct {
	X, Y, Width, Height int
	Ink                 Ink
	Filled              bool // in its ink; else only its edge is drawn
}

// Dot is a small mark in one of the shapes.
type Dot struct {
	X, Y  int // of the middle
	Shape Shape
	Ink   Ink
}

// Words stand on their base line at X, Y.
type Words struct {
	X, Y   int
	Text   string
	Anchor Anchor
	Bold   bool
	Ink    Ink
}

// Ink is one of the few colours.
type Ink int

const (
	Dark Ink = iota
	Blue
	Rust
	Pale
)

// RGB of the ink. Dark, blue and rust are readable as words on white.
func (i Ink) RGB() (r, g, b int) {
	rgb := [...][3]int{{26, 26, 26}, {0, 90, 156}, {179, 71, 0}, {110, 110, 110}}[i]
	return rgb[0], rgb[1], rgb[2]
}

func (i Ink) hex() string {
	r, g, b := i.RGB()
	return fmt.Sprintf("#%02x%02x%02x", r, g, b)
}

// Shape of a dot: what tells one series from another without colour.
type Shape int

const (
	Circle Shape = iota
	Square
	Diamond
	Ring
	shapes
)

// Anchor is which end of the words stands at their place.
type Anchor string

const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

const (
	// TextSize of all words, in units of the picture.
	TextSize = 13
	// Radius of a dot, in units of the picture.
	Radius = 5
)

// SVG is the picture as an element to stand in a page: no style, no script,
// and the same bytes for the same picture.
func (p Picture) SVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart__drawing" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc">`,
		p.Width, p.Height, html.EscapeString(p.Name), html.EscapeString(p.Name))
	fmt.Fprintf(&b, `<title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`,
		html.EscapeString(p.Name), html.EscapeString(p.Title), html.EscapeString(p.Name), html.EscapeString(p.Desc))
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#ffffff"/>`, p.Width, p.Height)
	for _, m := range p.Marks {
		b.WriteByte('\n')
		m.svg(&b)
	}
	b.WriteString("\n</svg>\n")
	return b.String()
}

func (s Stroke) svg(b *strings.Builder) {
	dash := ""
	if s.Dash {
		dash = ` stroke-dasharray="6 4"`
	}
	fmt.Fprintf(b, `<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="%d"%s/>`, s.X1, s.Y1, s.X2, s.Y2, s.Ink.hex(), max(s.Wide, 1), dash)
	if s.Arrow {
		tip := s.Tip()
		fmt.Fprintf(b, `<polygon points="%d,%d %d,%d %d,%d" fill="%s"/>`, tip[0][0], tip[0][1], tip[1][0], tip[1][1], tip[2][0], tip[2][1], s.Ink.hex())
	}
}

// Tip are the three corners of the arrow's head.
func (s Stroke) Tip() [3][2]int {
	if s.Y1 == s.Y2 {
		return [3][2]int{{s.X2, s.Y2}, {s.X2 - 7, s.Y2 - 4}, {s.X2 - 7, s.Y2 + 4}}
	}
	return [3][2]int{{s.X2, s.Y2}, {s.X2 - 4, s.Y2 - 7}, {s.X2 + 4, s.Y2 - 7}}
}

func (x Box) svg(b *strings.Builder) {
	fill := "#ffffff"
	if x.Filled {
		fill = x.Ink.hex()
	}
	fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s" stroke="%s"/>`, x.X, x.Y, x.Width, x.Height, fill, x.Ink.hex())
}

func (d Dot) svg(b *strings.Builder) {
	ink := d.Ink.hex()
	switch d.Shape {
	case Circle:
		fmt.Fprintf(b, `<circle cx="%d" cy="%d" r="%d" fill="%s"/>`, d.X, d.Y, Radius, ink)
	case Ring:
		fmt.Fprintf(b, `<circle cx="%d" cy="%d" r="%d" fill="#ffffff" stroke="%s" stroke-width="2"/>`, d.X, d.Y, Radius-1, ink)
	case Square:
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, d.X-Radius+1, d.Y-Radius+1, 2*Radius-2, 2*Radius-2, ink)
	case Diamond:
		fmt.Fprintf(b, `<polygon points="%d,%d %d,%d %d,%d %d,%d" fill="%s"/>`, d.X, d.Y-Radius-1, d.X+Radius+1, d.Y, d.X, d.Y+Radius+1, d.X-Radius-1, d.Y, ink)
	}
}

func (w Words) svg(b *strings.Builder) {
	anchor, weight := w.Anchor, ""
	if anchor == "" {
		anchor = Start
	}
	if w.Bold {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" font-family="sans-serif" font-size="%d" text-anchor="%s"%s fill="%s">%s</text>`,
		w.X, w.Y, TextSize, anchor, weight, w.Ink.hex(), html.EscapeString(w.Text))
}

// wrapped breaks words into lines of so many letters at the most, where there
// are spaces to break at.
func wrapped(text string, letters int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) > letters:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// spread moves places that stand in order apart until there is room for a line
// of words at each, within the bounds as far as there is room.
func spread(places []int, apart, bottom int) []int {
	out := append([]int(nil), places...)
	for i := 1; i < len(out); i++ {
		out[i] = max(out[i], out[i-1]+apart)
	}
	for i := len(out) - 1; i >= 0; i-- {
		limit := bottom
		if i < len(out)-1 {
			limit = out[i+1] - apart
		}
		out[i] = min(out[i], limit)
	}
	return out
}
