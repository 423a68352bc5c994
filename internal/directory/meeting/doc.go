// Package meeting keeps the community's list of mutual-aid meetings: what is
// typed by hand, what is imported from lists, and what somebody found out by
// ringing.
//
// Invariants:
//   - Nothing is deleted. A meeting is withdrawn by a person, or marked with the
//     day on which an import of its list no longer held it.
//   - The day of an import is not the day of a check: LastChecked changes only
//     when somebody rang or went.
//   - What a person corrected stays until the list itself says something new;
//     what a person learned (a dated facet) stays even then.
//   - Every change stands in the trail, written in the same transaction, and
//     raises the list's revision, so that an index in memory knows it is old.
//   - An import is one transaction: all of its good rows, or nothing.
package meeting
