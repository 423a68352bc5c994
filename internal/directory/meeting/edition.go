package meeting

import "openmaf/internal/platform/fault"

// Edition is what one file of a list says, as a reader of its format
// understood it. Every row of the file is in Rows or in Rejected: Read is the
// sum of both.
type Edition struct {
	Format   string // "csv", "meeting-guide"
	Read     int
	Rows     []EditionRow
	Rejected []fault.Problem // one for a row: its first fault
	Warnings []fault.Problem // what was dropped from good rows
	// Unread are the list's own ids of the rejected rows: the list still holds
	// those meetings, although this file says nothing of them that we can read.
	Unread []string
	// Partial says that the file may have been cut off: what it does not hold is
	// then not missing.
	Partial bool
}

// EditionRow is a good row: its number as a spreadsheet shows it, and what it
// says.
type EditionRow struct {
	Number int
	Listing
}
