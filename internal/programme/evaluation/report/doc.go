// Package report puts what a cohort came to into words, tables and pictures:
// once, as a [Document], which the page, the print, the word processor and the
// spreadsheet all show alike.
//
// Invariants:
//   - The same result makes the same bytes.
//   - Every figure of a count comes out of one list of counts. In a report that
//     leaves the organisation that list has been through disclosure control, so
//     that no part of the report can show what another hides.
//   - No share without how many it is of; no change without its interval; below
//     ten pairs there is no mean and no test.
//   - That there is no comparison group is said by the report itself, and so is
//     whether the main result was picked beforehand.
//   - Every picture has its numbers in a table beneath.
package report
