// Package concern keeps safeguarding concerns: what somebody saw or heard that
// worries them, who must come to know of it, and what was done about it.
//
// Invariants:
//   - Anybody who is signed in can raise one. Afterwards the raiser sees who
//     reads it, by when, and later that it was read; never the words again.
//   - It is read by the safeguarding lead and the deputy, and by nobody whom it
//     may be about ([Route]): for them there is no such concern, not in a list,
//     not by its id. When no lead or deputy is left to read it, the managers
//     whom it is not about stand in.
//   - One that nobody read is told to the deputy and then, without a word of
//     it, to the managers; one that is about somebody of the team is never told
//     to managers. The times are fixed when it is raised, because the raiser
//     was told them; whether they have come is computed when a page is asked.
//   - Every word is sealed and bound to its row and column. In the clear stand
//     codes, times and ids; the trail has ids alone, and no person's.
//   - Nothing is deleted or rewritten: entries are added, a concern is closed
//     with a reason. When the record of a person is erased the concern stays,
//     under a pseudonym; the ids that led to the record are gone with it.
//   - A concern is in no search, no export and no merge.
//   - Whoever opens one stands in the trail.
package concern
