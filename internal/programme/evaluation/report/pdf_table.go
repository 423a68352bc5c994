package report

import "strings"

const (
	pdfRow = 4.2 // height of one line of a row
	pdfGap = 3   // between two columns
)

// table prints a table with its heads on each page that it goes over.
func (p *printer) table(t Table) {
	widths := p.columns(t)
	p.room(p.whole(t, widths))
	p.font("B", pdfText)
	p.words(6, t.Caption)
	p.row(t.Head, "B", widths)
	for _, row := range t.Rows {
		if p.GetY()+p.high(row, "", widths) > pdfBottom {
			p.AddPage()
			p.row(t.Head, "B", widths)
		}
		p.row(row, "", widths)
	}
	p.Ln(4)
}

// whole is the height of a table with its caption; of one that takes more than
// half a page, of its first rows: it goes over to the next.
func (p *printer) whole(t Table, widths []float64) float64 {
	const most = (pdfBottom - pdfMargin) / 2
	begins := 6 + p.high(t.Head, "B", widths)
	height := begins
	for i, row := range t.Rows {
		height += p.high(row, "", widths)
		if i < 3 {
			begins = height
		}
	}
	if height > most {
		return begins
	}
	return height
}

// columns are the widths of a table's columns: none is narrower than its longest
// word, and what is left goes to those that have more to say.
func (p *printer) columns(t Table) []float64 {
	least, most := make([]float64, len(t.Head)), make([]float64, len(t.Head))
	p.font("B", pdfSmall) // no words are wider than bold ones
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		for i, cell := range row {
			most[i] = max(most[i], p.GetStringWidth(p.western(cell))+pdfGap)
			for word := range strings.FieldsSeq(cell) {
				least[i] = max(least[i], p.GetStringWidth(p.western(word))+pdfGap)
			}
		}
	}
	left, wanted := float64(pdfWidth), 0.0
	for i := range least {
		left, wanted = left-least[i], wanted+most[i]-least[i]
	}
	for i := range least {
		switch {
		case left < 0: // long words: each column gives up its part
			least[i] *= pdfWidth / (pdfWidth - left)
		case wanted > 0:
			least[i] += left * (most[i] - least[i]) / wanted
		default:
			least[i] += left / float64(len(least))
		}
	}
	return least
}

// high is the height of a row: that of its longest cell.
func (p *printer) high(cells []string, style string, widths []float64) float64 {
	p.font(style, pdfSmall)
	lines := 1
	for i, cell := range cells {
		lines = max(lines, p.lines(cell, widths[i]-pdfGap))
	}
	return pdfRow*float64(lines) + 2
}

func (p *printer) row(cells []string, style string, widths []float64) {
	height := p.high(cells, style, widths)
	x, y := p.GetXY()
	p.SetDrawColor(150, 150, 150)
	p.Line(pdfMargin, y, pdfMargin+pdfWidth, y)
	for i, cell := range cells {
		p.SetXY(x, y+1)
		p.MultiCell(widths[i]-pdfGap, pdfRow, p.western(cell), "", "L", false)
		x += widths[i]
	}
	p.SetXY(pdfMargin, y+height)
}
