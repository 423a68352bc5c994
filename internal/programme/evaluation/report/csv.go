package report

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
)

// CSV is every figure of the document in one long table, for whoever computes
// further: which table, which row, which column, and what stands there.
func (d Document) CSV() ([]byte, error) {
	rows := [][]string{{"table", "row", "column", "value"}}
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			for i, value := range row[1:] {
				rows = append(rows, []string{b.Table.ID, row[0], b.Table.Head[i+1], value})
			}
		}
	}
	return written(rows)
}

// says is what a column holds. Reports that left before columns said so have what
// their table is of.
func (t Table) says(column int) string {
	if column < len(t.Says) {
		return t.Says[column]
	}
	return t.Means
}

// Dictionary says of each table and column of the CSV what it holds.
func (d Document) Dictionary() ([]byte, error) {
	rows := [][]string{{"table", "column", "meaning"}}
	for _, column := range d.Holds {
		rows = append(rows, []string{"", column.Name, column.Says})
	}
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		rows = append(rows, []string{b.Table.ID, "", b.Table.Caption + ". " + b.Table.Means})
		for i, column := range b.Table.Head {
			if i > 0 {
				rows = append(rows, []string{b.Table.ID, column, b.Table.says(i)})
			}
		}
	}
	return written(rows)
}

// written makes a file that spreadsheets take for what it is: with the mark of
// UTF-8, and no cell that they would take for a formula.
func written(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = unformula(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// number is a cell that is one and no more: programs read it, with its hyphen.
var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// unformula puts a mark before what a spreadsheet would compute. A number below
// nought that stands among words has the sign of one, by which no formula begins.
func unformula(cell string) string {
	if number.MatchString(cell) {
		return cell
	}
	cell = minus.ReplaceAllString(cell, "$1\u2212$2")
	if cell != "" && strings.ContainsRune("=@+-\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
