// Package cohort counts who came, who stayed and what changed for the people
// whose way began in a period: the six-month evaluation of a community, from
// its own records.
//
// Invariants:
//   - What is counted is fixed before it is counted: the question of a [Plan]
//     never changes, and the day on which it was fixed is part of every result.
//   - Before and after are told only of people who agreed to be part of the
//     evaluation, and as long as they agree. Of everybody else there is only
//     that they came.
//   - Somebody of whom nothing was heard is not known. They are counted as not
//     going in a line of its own, that says so, and nowhere else.
//   - What was never asked is said to be not asked.
//   - Sealed records are in no figure.
//
// The definitions are those of the field notes, 3.2 and 7.10; what package
// numbers defines is counted by it.
package cohort
