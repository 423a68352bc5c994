// Package programme is the pages of programmes and courses: the templates, the
// runs of them, who is on a course, and the register of each session on a
// phone, on paper and typed from it.
//
// Invariants:
//   - Everything works as plain forms. The script adds that a tap made without a
//     signal is queued, and that two phones see the same.
//   - A register shows a first name and an initial, and no page says more of
//     somebody than that they are on a course of ours.
package programme
