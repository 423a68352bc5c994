package table

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"
)

// Write writes a list as CSV in UTF-8 with commas. A cell that a spreadsheet
// would take for a formula, and run, gets an apostrophe in front, which the
// spreadsheet hides and Parse takes away again; a plain number, such as a
// longitude of -1.13, needs none.
func Write(w io.Writer, headings []string, rows iter.Seq[[]string]) error {
	out := csv.NewWriter(w)
	if err := out.Write(guardAll(headings)); err != nil {
		return err
	}
	for row := range rows {
		if err := out.Write(guardAll(row)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func guardAll(cells []string) []string {
	safe := make([]string, len(cells))
	for i, c := range cells {
		safe[i] = guard(c)
	}
	return safe
}

func guard(cell string) string {
	if isFormula(cell) {
		return "'" + cell
	}
	return cell
}

// unguard takes away the apostrophe that guard, or a person, put before what
// would be a formula.
func unguard(cell string) string {
	if after, found := strings.CutPrefix(cell, "'"); found && isFormula(after) {
		return after
	}
	return cell
}

// isFormula reports whether the cell begins like a formula behind any number
// of apostrophes: a cell that is guarded already is guarded once more, so that
// reading it gives back what was written.
func isFormula(cell string) bool {
	cell = strings.TrimLeft(cell, "'")
	if cell == "" || strings.IndexByte("=+-@\t\r", cell[0]) < 0 {
		return false
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err != nil
}
