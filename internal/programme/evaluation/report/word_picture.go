package report

import (
	"fmt"
	"strings"

	"openmaf/internal/platform/chart"
)

// A picture is a group of shapes of the word processor's own (DrawingML, ISO/IEC
// 29500 and the groups of Word 2010), so that it stays sharp, prints well, and
// needs no font of ours. Whoever listens hears its words, which also stand there
// in a program that knows no such groups.
const (
	wordUnit      = 10800 // EMU of one unit of a picture, 0.3 mm, as in the print
	wordPoint     = 12700 // EMU
	wordText      = 2 * chart.TextSize * wordUnit / wordPoint
	wordLine      = chart.TextSize * 5 / 4  // height of a line of words, in units
	wordAscent    = chart.TextSize * 9 / 10 // of it above the base line
	wordLetter    = 8                       // width of a letter at the most, in units
	relationNames = ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	drawingNames  = ` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`
	groupKind = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
)

// wordPicture writes the n-th picture of a document.
func wordPicture(b *strings.Builder, n int, c chart.Picture) {
	s := shapes{Builder: b}
	size := fmt.Sprintf(`cx="%d" cy="%d"`, c.Width*wordUnit, c.Height*wordUnit)
	fmt.Fprintf(b, `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent %s/>`+
		`<wp:docPr id="%d" name="%s" title="%s" descr="%s"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="%s"><wpg:wgp><wpg:cNvGrpSpPr/>`+
		`<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext %[1]s/><a:chOff x="0" y="0"/><a:chExt %[1]s/></a:xfrm></wpg:grpSpPr>`,
		size, n, escaped(c.Name), escaped(c.Title), escaped(c.Desc), groupKind)
	for _, m := range c.Marks {
		s.mark(m, c.Width)
	}
	fmt.Fprintf(b, `</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:t>%s</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
		escaped(c.Desc))
}

// shapes writes the marks of one picture, numbered.
type shapes struct {
	*strings.Builder
	n int
}

func (s *shapes) mark(m chart.Mark, width int) {
	switch m := m.(type) {
	case chart.Stroke:
		s.stroke(m)
	case chart.Box:
		fill := `<a:noFill/>`
		if m.Filled {
			fill = filled(m.Ink)
		}
		s.shape("rect", "", m.X, m.Y, m.Width, m.Height, fill+edge(m.Ink, 1, ""))
	case chart.Dot:
		s.dot(m)
	case chart.Words:
		s.words(m, width)
	}
}

// shape is one mark within its frame, in units, with its paint.
func (s *shapes) shape(kind, turned string, x, y, width, height int, paint string) {
	s.open("", kind, turned, x, y, width, height, paint)
	s.WriteString(`<wps:bodyPr/></wps:wsp>`)
}

func (s *shapes) open(box, kind, turned string, x, y, width, height int, paint string) {
	s.n++
	fmt.Fprintf(s, `<wps:wsp><wps:cNvPr id="%d" name="%s %[1]d"/><wps:cNvSpPr%[3]s/><wps:spPr><a:xfrm%s><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm>`+
		`<a:prstGeom prst="%[2]s"><a:avLst/></a:prstGeom>%[9]s</wps:spPr>`, s.n, kind, box, turned, x*wordUnit, y*wordUnit, width*wordUnit, height*wordUnit, paint)
}

// stroke runs from the upper left of its frame to the lower right, or is turned.
func (s *shapes) stroke(m chart.Stroke) {
	more, turned := "", ""
	if m.Dash {
		more = `<a:prstDash val="dash"/>`
	}
	if m.Arrow {
		more += `<a:tailEnd type="triangle"/>`
	}
	if m.X2 < m.X1 {
		turned += ` flipH="1"`
	}
	if m.Y2 < m.Y1 {
		turned += ` flipV="1"`
	}
	s.shape("line", turned, min(m.X1, m.X2), min(m.Y1, m.Y2), max(m.X1, m.X2)-min(m.X1, m.X2), max(m.Y1, m.Y2)-min(m.Y1, m.Y2),
		edge(m.Ink, max(m.Wide, 1), more))
}

func (s *shapes) dot(m chart.Dot) {
	const r = chart.Radius
	kind, paint := "ellipse", filled(m.Ink)+edge(m.Ink, 1, "")
	switch m.Shape {
	case chart.Square:
		kind = "rect"
	case chart.Diamond:
		kind = "diamond"
	case chart.Ring:
		paint = `<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>` + edge(m.Ink, 2, "")
	}
	s.shape(kind, "", m.X-r, m.Y-r, 2*r, 2*r, paint)
}

// words stand in a frame without an edge that is as wide as the picture allows.
func (s *shapes) words(m chart.Words, width int) {
	x, wide, side := m.X, max(width-m.X, wordLetter*len([]rune(m.Text))), "left"
	switch m.Anchor {
	case chart.Middle:
		half := min(m.X, width-m.X)
		x, wide, side = m.X-half, 2*half, "center"
	case chart.End:
		x, wide, side = 0, m.X, "right"
	}
	bold := ""
	if m.Bold {
		bold = `<w:b/>`
	}
	s.open(` txBox="1"`, "rect", "", x, m.Y-wordAscent, wide, wordLine, `<a:noFill/><a:ln><a:noFill/></a:ln>`)
	fmt.Fprintf(s, `<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:jc w:val="%s"/></w:pPr>`+
		`<w:r><w:rPr>%s<w:color w:val="%s"/><w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:txbxContent></wps:txbx>`+
		`<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp>`,
		wordLine*wordUnit*20/wordPoint, side, bold, colour(m.Ink), wordText, escaped(m.Text))
}

func filled(i chart.Ink) string {
	return `<a:solidFill><a:srgbClr val="` + colour(i) + `"/></a:solidFill>`
}

// edge is a line so many units wide, with what else it has.
func edge(i chart.Ink, wide int, more string) string {
	return fmt.Sprintf(`<a:ln w="%d">%s%s</a:ln>`, wide*wordUnit*4/5, filled(i), more)
}

func colour(i chart.Ink) string {
	r, g, b := i.RGB()
	return fmt.Sprintf("%02X%02X%02X", r, g, b)
}
