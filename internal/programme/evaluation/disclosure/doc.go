// Package disclosure keeps people from being found in tables that leave the
// organisation.
//
// A [Ledger] holds every count of every table of one report, once, with the
// sums between them, so that tables which share a margin are protected as one.
// [Ledger.Protect] says which counts are not shown.
//
// Invariants:
//   - A count of 1 to 4 is not shown, nor a mean of fewer than ten people, nor
//     a count that differs by 1 to 4 from one that was published before.
//   - Of every count that is not shown there is another value that agrees with
//     everything that is shown. Protect holds such a value in its hand before it
//     lets the count go; what it cannot find one for, it hides more around.
//   - That value is not zero unless the count is, so that nothing is learned
//     by knowing that a zero need not have been hidden.
//   - The same ledger gives the same answer.
//
// The rules and their numbers: docs/evaluation.md; domain notes, "Disclosure
// control" (NDTMS: values under five are not shown, because of what can be
// worked out from them).
package disclosure
