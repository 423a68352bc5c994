package report

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/chart"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Measures of the print, in millimetres and points.
const (
	pdfMargin  = 18
	pdfWidth   = 210 - 2*pdfMargin
	pdfText    = 10
	pdfSmall   = 8.5
	pdfHeading = 14
	pdfTitle   = 20
	pdfLine    = 5
	pdfBottom  = 297 - pdfMargin
	pdfUnit    = 0.3 // millimetres of one unit of a picture
)

// PDF is the document as pages to print, with its pictures. Its letters are
// those of Western Europe: others stand without their marks, or as a point.
func (d Document) PDF() ([]byte, error) {
	f := fpdf.New("P", "mm", "A4", "")
	made := d.AsOf.At(12 * 60).UTC()
	f.SetCreationDate(made)
	f.SetModificationDate(made)
	f.SetCatalogSort(true)
	f.SetLang(d.Lang)
	f.SetMargins(pdfMargin, pdfMargin, pdfMargin)
	f.SetCellMargin(0)
	f.SetAutoPageBreak(true, pdfMargin)
	encode := f.UnicodeTranslatorFromDescriptor("")
	p := &printer{Fpdf: f, western: func(text string) string { return encode(plain(text)) }}
	f.SetTitle(d.Title, true)
	f.SetFooterFunc(func() {
		f.SetY(-12)
		p.font("", pdfSmall)
		f.CellFormat(0, 5, p.western(d.Title)+"   "+strconv.Itoa(f.PageNo()), "", 0, "R", false, 0, "")
	})
	f.AddPage()
	p.font("B", pdfTitle)
	p.words(9, d.Title)
	for i, b := range d.Blocks {
		if b.Heading != "" || b.Text != "" && leads(d.Blocks[i+1:]) {
			p.room(p.opening(d.Blocks[i:]))
		}
		p.block(b)
	}
	var out bytes.Buffer
	err := f.Output(&out)
	return out.Bytes(), err
}

// signs of a formula that the letters of a PDF lack.
var signs = strings.NewReplacer("√", "sqrt ", "−", "-", "→", "to", "≥", "at least ", "≤", "at most ")

// plain writes what those letters lack by those they have: a formula in words,
// and a letter without its marks.
func plain(text string) string {
	var b strings.Builder
	for _, r := range signs.Replace(text) {
		if _, ok := charmap.Windows1252.EncodeRune(r); !ok {
			r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		}
		b.WriteRune(r)
	}
	return b.String()
}

type printer struct {
	*fpdf.Fpdf
	western func(string) string
}

func (p *printer) font(style string, size float64) { p.SetFont("Helvetica", style, size) }

func (p *printer) words(line float64, text string) {
	p.MultiCell(0, line, p.western(text), "", "L", false)
}

// room begins a new page where less than so much is left.
func (p *printer) room(height float64) {
	if p.GetY()+height > pdfBottom {
		p.AddPage()
	}
}

// opening is how much room a heading, or a text that says what comes, needs with
// what it stands over: the words, and the first picture or table.
func (p *printer) opening(blocks []Block) (height float64) {
	for _, b := range blocks {
		switch {
		case b.Heading != "":
			height += 11
		case b.Text != "" || b.Notice != "":
			p.font("", pdfText)
			height += pdfLine*float64(p.lines(b.Text+b.Notice, pdfWidth)) + 1.5
		case b.Picture != nil:
			return height + float64(b.Picture.Height)*pdfUnit + 4
		case b.Table != nil:
			return height + p.whole(*b.Table, p.columns(*b.Table))
		default:
			return height + 2*pdfLine
		}
	}
	return height
}

// lines are how many a text takes in so much width.
func (p *printer) lines(text string, width float64) int {
	return len(p.SplitLines([]byte(p.western(text)), width))
}

func (p *printer) block(b Block) {
	switch {
	case b.Heading != "":
		p.Ln(3)
		p.font("B", pdfHeading)
		p.words(8, b.Heading)
	case b.Notice != "":
		p.font("B", pdfText)
		p.words(pdfLine, b.Notice)
		p.Ln(1.5)
	case b.Text != "":
		p.font("", pdfText)
		p.words(pdfLine, b.Text)
		p.Ln(1.5)
	case b.Picture != nil:
		p.picture(*b.Picture)
	case b.Table != nil:
		p.table(*b.Table)
	}
	p.font("", pdfText)
	for _, item := range b.List {
		p.item(item)
	}
}

// item is one of a list, its lines in from the dot before the first.
func (p *printer) item(text string) {
	const in = 4
	p.room(pdfLine)
	p.CellFormat(in, pdfLine, p.western("•"), "", 0, "L", false, 0, "")
	p.SetLeftMargin(pdfMargin + in)
	p.words(pdfLine, text)
	p.SetLeftMargin(pdfMargin)
	p.SetX(pdfMargin)
}

// picture draws the marks of a picture one by one.
func (p *printer) picture(c chart.Picture) {
	height := float64(c.Height) * pdfUnit
	p.room(height + 4)
	x, y := p.GetXY()
	at := func(px, py int) (float64, float64) { return x + float64(px)*pdfUnit, y + float64(py)*pdfUnit }
	for _, m := range c.Marks {
		p.mark(m, at)
	}
	p.SetDashPattern([]float64{}, 0)
	p.SetTextColor(0, 0, 0)
	p.SetXY(pdfMargin, y+height+4)
}

func (p *printer) mark(m chart.Mark, at func(x, y int) (float64, float64)) {
	switch m := m.(type) {
	case chart.Stroke:
		p.stroke(m, at)
	case chart.Box:
		p.ink(m.Ink)
		p.SetDashPattern([]float64{}, 0)
		x, y := at(m.X, m.Y)
		style := "D"
		if m.Filled {
			style = "FD"
		}
		p.Rect(x, y, float64(m.Width)*pdfUnit, float64(m.Height)*pdfUnit, style)
	case chart.Dot:
		p.dot(m, at)
	case chart.Words:
		p.ink(m.Ink)
		style := ""
		if m.Bold {
			style = "B"
		}
		p.font(style, chart.TextSize*pdfUnit/0.3528) // points are 0.3528 mm
		x, y := at(m.X, m.Y)
		text := p.western(m.Text)
		switch m.Anchor {
		case chart.Middle:
			x -= p.GetStringWidth(text) / 2
		case chart.End:
			x -= p.GetStringWidth(text)
		}
		p.Text(x, y, text)
	}
}

func (p *printer) stroke(s chart.Stroke, at func(x, y int) (float64, float64)) {
	p.ink(s.Ink)
	p.SetDashPattern([]float64{}, 0)
	if s.Dash {
		p.SetDashPattern([]float64{1.8, 1.2}, 0)
	}
	p.SetLineWidth(float64(max(s.Wide, 1)) * pdfUnit * 0.8)
	x1, y1 := at(s.X1, s.Y1)
	x2, y2 := at(s.X2, s.Y2)
	p.Line(x1, y1, x2, y2)
	p.SetLineWidth(0.2)
	if s.Arrow {
		p.corners(s.Tip(), at)
	}
}

func (p *printer) dot(d chart.Dot, at func(x, y int) (float64, float64)) {
	p.ink(d.Ink)
	p.SetDashPattern([]float64{}, 0)
	x, y := at(d.X, d.Y)
	const r = chart.Radius * pdfUnit
	switch d.Shape {
	case chart.Circle:
		p.Circle(x, y, r, "F")
	case chart.Ring:
		p.Circle(x, y, r, "D")
	case chart.Square:
		p.Rect(x-r, y-r, 2*r, 2*r, "F")
	case chart.Diamond:
		p.Polygon([]fpdf.PointType{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}, "F")
	}
}

func (p *printer) corners(tip [3][2]int, at func(x, y int) (float64, float64)) {
	var points []fpdf.PointType
	for _, c := range tip {
		x, y := at(c[0], c[1])
		points = append(points, fpdf.PointType{X: x, Y: y})
	}
	p.SetDashPattern([]float64{}, 0)
	p.Polygon(points, "F")
}

func (p *printer) ink(i chart.Ink) {
	r, g, b := i.RGB()
	p.SetDrawColor(r, g, b)
	p.SetFillColor(r, g, b)
	p.SetTextColor(r, g, b)
}
