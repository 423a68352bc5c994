// Package measure is the pages by which questions are put to people: what the
// team plans, reads out, prints and types, and what somebody sees who answers by
// themselves, on their own telephone or on a tablet that they are handed.
//
// Invariants:
//   - Whoever answers by themselves sees the questions and nothing else: before
//     a tablet is handed over, the sign-in on it is ended.
//   - Nothing of a visit stays on the device but the cookie of the visit, which
//     goes with it. No page is kept by the browser.
//   - Every question can be left out, and to every one a person can say that
//     they would rather not.
package measure
