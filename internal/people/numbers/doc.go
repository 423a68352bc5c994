// Package numbers counts what the work came to, by the definitions of the
// domain notes (7.10), each a small function over what happened to one person.
//
// Invariants:
//   - One person counts once in a figure, however many links and records they
//     have.
//   - Every share comes with how many it is of and of how many we do not know;
//     nobody is counted as a no because we did not ask.
//   - "Not for now", a rest, stepping back and an ending are never a failure.
//     Only what we did wrong is counted as wrong, and as ours.
//   - Nothing here is by facilitator, by meeting or by fellowship; nothing is
//     about who still drinks or uses, or about money for a result.
//   - Time that people gave is summed up for all of them together, and a time
//     of which the beginning or the end was not marked is in no sum.
//   - What people say of themselves is counted in fives, one answer at a time,
//     never by area.
//   - Sealed records are in no figure, and no figure can be read that is made
//     of fewer than five people, or of all but fewer than five.
package numbers
