// Package table reads and writes the lists that people keep in spreadsheets.
//
// A list comes as whatever somebody's program saved: with or without a byte
// order mark, in UTF-8, UTF-16 or the Windows code page, with commas,
// semicolons or tabs, with line breaks inside cells, with rows shorter than
// the headings. All of these are read. What is no list is refused by what it
// is: an empty file, a workbook, a PDF, a picture, a web page, a file cut off
// in the middle.
//
// Invariants: a table that Parse returns can be read to its end without an
// error; rows carry the number that a spreadsheet shows beside them, the first
// line being 1, a blank line counting and a record with line breaks inside
// counting once; what Write wrote, Parse reads back cell for cell.
package table
