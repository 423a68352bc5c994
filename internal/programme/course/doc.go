// Package course keeps programmes, the courses that are run from them, who is
// on a course, and the register of each of its sessions.
//
// Invariants:
//   - A programme is changed by a new version; a course stays on the version
//     that it began with.
//   - What becomes of somebody's place is a step that is added and never
//     changed; a place on another course goes on from the first, with all that
//     was there ([Attended]).
//   - Never more people have a place than the course has room for, and nobody
//     waits while a place is free: who is next is offered it in the same
//     transaction.
//   - A mark of a register counts once, whenever and however often it arrives.
//     One that was made without knowing of another that says otherwise changes
//     nothing: both stand there until somebody says which holds.
//   - The register is of our own sessions. No presence at a meeting of a
//     fellowship is kept, here or anywhere.
//   - Somebody whom the reader may not see is one more head: the total of a
//     register is the same for every reader.
package course
