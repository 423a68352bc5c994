package table

import (
	"iter"
	"strings"

	"openmaf/internal/platform/fault"
)

// Table is a list: its headings, and rows that are cut out of the text while
// they are read, so that a list of two million postcodes needs no more memory
// than its file.
type Table struct {
	Headings []string // as they stand in the file, without the space around them
	// CutShort is the number of the last row when it has fewer cells than the
	// headings and no line end: the file may have been cut off there. It is 0
	// otherwise.
	CutShort int

	text  string // from the first row below the headings
	first int    // its number
	delim byte
}

// Row is one record under the headings.
type Row struct {
	Number int // as a spreadsheet shows it, the first line being 1
	Cells  []string
}

// Cell is the i-th cell without the space around it, and "" where the row is
// too short to have one, or i is negative.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// Blank reports whether the row says nothing: a blank line, or empty cells.
func (r Row) Blank() bool {
	for i := range r.Cells {
		if r.Cell(i) != "" {
			return false
		}
	}
	return true
}

// Parse reads a list. The first line with something in it is the headings. A
// line "sep=;" before it, which Excel understands, names the delimiter and is
// not counted.
func Parse(data []byte) (*Table, error) {
	text, err := Text(data)
	if err != nil {
		return nil, err
	}
	delim, text := statedDelimiter(text)
	if delim == 0 {
		delim = likelyDelimiter(text)
	}
	t := &Table{delim: delim}
	if err := t.scan(text); err != nil {
		return nil, err
	}
	return t, nil
}

// scan walks the whole list once: it takes the headings, remembers where the
// rows begin, and refuses a file that ends inside a quoted cell.
func (t *Table) scan(text string) error {
	for number := 1; text != ""; number++ {
		cells, rest, closed := cut(text, t.delim)
		if !closed {
			fail := fault.New(fault.Invalid, "table.truncated", fault.Args{"Row": number})
			fail.Problems = []fault.Problem{{Row: number, Key: "table.truncated.row", Args: fault.Args{"Row": number}}}
			return fail
		}
		row := Row{Number: number, Cells: cells}
		switch {
		case row.Blank():
		case t.Headings == nil:
			for i := range cells {
				t.Headings = append(t.Headings, row.Cell(i))
			}
			t.text, t.first = rest, number+1
		case rest == "" && len(cells) < len(t.Headings) && plainEnd(text[len(text)-1:], t.delim) != 0:
			t.CutShort = number
		}
		text = rest
	}
	return nil
}

// Rows are the records under the headings, blank ones left out.
func (t *Table) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		text := t.text
		for number := t.first; text != ""; number++ {
			row := Row{Number: number}
			row.Cells, text, _ = cut(text, t.delim)
			if !row.Blank() && !yield(row) {
				return
			}
		}
	}
}

// cut takes one record off the front of the text. It follows what spreadsheets
// do rather than RFC 4180: a quotation mark opens a quoted cell only at the
// cell's start, and what stands behind the closing one belongs to the cell.
// closed is false when the text ends inside quotation marks.
func cut(text string, delim byte) (cells []string, rest string, closed bool) {
	for {
		var cell string
		if cell, text, closed = cutCell(text, delim); !closed {
			return append(cells, cell), "", false
		}
		cells = append(cells, cell)
		if text == "" || text[0] != delim {
			return cells, afterLineEnd(text), true
		}
		text = text[1:]
	}
}

// cutCell takes one cell off the front; rest begins with the delimiter, a line
// end, or is empty.
func cutCell(text string, delim byte) (cell, rest string, closed bool) {
	if text == "" || text[0] != '"' {
		end := plainEnd(text, delim)
		return unguard(text[:end]), text[end:], true
	}
	text = text[1:]
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return text, "", false
		}
		b.WriteString(text[:i])
		text = text[i+1:]
		if text == "" || text[0] != '"' {
			end := plainEnd(text, delim)
			b.WriteString(text[:end])
			return unguard(b.String()), text[end:], true
		}
		b.WriteByte('"')
		text = text[1:]
	}
}

func plainEnd(text string, delim byte) int {
	for i := range len(text) {
		if c := text[i]; c == delim || c == '\n' || c == '\r' {
			return i
		}
	}
	return len(text)
}

func afterLineEnd(text string) string {
	text, cr := strings.CutPrefix(text, "\r")
	rest, lf := strings.CutPrefix(text, "\n")
	if cr || lf {
		return rest
	}
	return text
}

const delimiters = ",;\t|"

// statedDelimiter reads Excel's own "sep=;" line.
func statedDelimiter(text string) (delim byte, rest string) {
	after, found := strings.CutPrefix(text, "sep=")
	if !found || after == "" || strings.IndexByte(delimiters, after[0]) < 0 || plainEnd(after[1:], after[0]) != 0 {
		return 0, text
	}
	return after[0], afterLineEnd(after[1:])
}

// likelyDelimiter is the one that cuts the first line with something in it into
// most cells; a comma where none does.
func likelyDelimiter(text string) byte {
	best, most := byte(','), 1
	text = strings.TrimLeft(text, "\r\n \t")
	for i := range len(delimiters) {
		if cells, _, _ := cut(text, delimiters[i]); len(cells) > most {
			best, most = delimiters[i], len(cells)
		}
	}
	return best
}
