// Package csv reads a list of meetings that somebody keeps in a spreadsheet.
//
// It needs a column for the name, one for the day and one for the time, under
// any of their usual headings, in any case and order; whatever else it finds,
// it uses. What makes it no list of meetings is a fault and nothing is read;
// what is wrong with one row rejects that row only.
package csv
