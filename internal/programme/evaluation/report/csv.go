package report

import (
	"bytes"
	"encoding/csv"
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

// Dictionary says of each table and column of the CSV what it holds.
func (d Document) Dictionary() ([]byte, error) {
	rows := [][]string{{"table", "column", "meaning"}}
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		rows = append(rows, []string{b.Table.ID, "", b.Table.Caption + ". " + b.Table.Means})
		for _, column := range b.Table.Head[1:] {
			rows = append(rows, []string{b.Table.ID, column, b.Table.Means})
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

// unformula puts a mark before what a spreadsheet would compute.
func unformula(cell string) string {
	if cell != "" && (cell[0] == '=' || cell[0] == '@' || cell[0] == '+' || cell[0] == '-') {
		return "'" + cell
	}
	return cell
}
