package page

// SummaryList is a list of what is known of one thing.
type SummaryList struct {
	Classes string
	Rows    []SummaryRow
}

// SummaryRow is one of its lines.
type SummaryRow struct {
	Key, Value string
	Classes    string
	Actions    []RowAction
}

// RowAction leads to where a line can be changed. Hidden is read out after the
// text, so that "Change" alone does not stand there ten times.
type RowAction struct{ Text, Hidden, Href, Classes string }

// HasActions reports whether any line has one.
func (s SummaryList) HasActions() bool {
	for _, r := range s.Rows {
		if len(r.Actions) > 0 {
			return true
		}
	}
	return false
}

// Table is rows and columns of text.
type Table struct {
	Caption, CaptionClasses, Classes string
	Head                             []Cell
	Rows                             [][]Cell
	HeadFirst                        bool // the first cell of a row is its heading
}

// Cell is one field of a table.
type Cell struct {
	Text, Classes string
	Href          string // leads somewhere
	Numeric       bool
}

// Pagination leads to the pages before and after.
type Pagination struct {
	Label          string // what a screen reader calls it
	Classes        string
	Previous, Next PageLink
}

// PageLink is one way on. Hidden is read out after the text; Label is the small
// line under it.
type PageLink struct{ Text, Hidden, Label, Href string }
