package report

import (
	"openmaf/internal/platform/chart"
	"openmaf/internal/platform/civil"
)

// Document is a report, ready to be shown: a list of blocks from top to bottom.
type Document struct {
	Title  string
	Lang   string
	AsOf   civil.Date
	Holds  []Column // of the file of figures, for the data dictionary
	Inside bool     // with small counts: it must not leave the organisation
	Blocks []Block
}

// Block is one part of a document; exactly one of its fields is set.
type Block struct {
	Heading string
	Text    string
	Notice  string // what no reader may miss
	List    []string
	Table   *Table
	Picture *chart.Picture
}

// Column of a file, with what it holds.
type Column struct{ Name, Says string }

// Table has its words in the first column and figures in the others.
type Table struct {
	ID      string // names it in the spreadsheet
	Caption string
	Means   string // what is counted, for the data dictionary
	Head    []string
	Says    []string // what each column of Head holds and in which unit, for the data dictionary
	Rows    [][]string
}

func (d *Document) heading(text string) { d.Blocks = append(d.Blocks, Block{Heading: text}) }
func (d *Document) text(text string)    { d.Blocks = append(d.Blocks, Block{Text: text}) }
func (d *Document) notice(text string)  { d.Blocks = append(d.Blocks, Block{Notice: text}) }
func (d *Document) list(items ...string) {
	d.Blocks = append(d.Blocks, Block{List: items})
}
func (d *Document) table(t Table) { d.Blocks = append(d.Blocks, Block{Table: &t}) }
func (d *Document) picture(p chart.Picture) {
	d.Blocks = append(d.Blocks, Block{Picture: &p})
}

// leads reports whether a text says what the next block shows: the two are not
// parted by the end of a page.
func leads(next []Block) bool {
	return len(next) > 0 && (next[0].Table != nil || next[0].Picture != nil || len(next[0].List) > 0)
}
