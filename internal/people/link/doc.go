// Package link is a person's way to a meeting: from the first time it is
// talked about, through what was offered, chosen and planned, to the evening
// itself, how it was, and what came after.
//
// The life cycle is pure (state.go, event.go, apply.go, due.go): [Apply] takes
// a link and something that happened and gives the link as it is now, or a
// fault that says in plain words why it cannot be; [Dues] gives the moments at
// which somebody should look at it again. Store keeps links; Service joins
// them with people, companions and the list of meetings.
//
// Invariants, each held by a property test:
//
//   - No move loses history: steps are only ever added, and a step that jumped
//     over others names them.
//   - Attendance is only ever told by the person, or seen by a companion who
//     came in to a meeting that is open to anyone. Nobody asks the group.
//   - Only the person can say that they are involved.
//   - "Not for now", a rest, stepping back and an ending are never failures.
//     Only a cause of ours (no companion, a locked door, a wrong list) is.
//   - Two kinds are offered where two exist; where not, a gap is recorded.
//   - A rest gives back the state it interrupted; what was ended can be opened
//     again, where it stood.
//   - A companion who set out stays in alarm until somebody marks them safely
//     home, whatever becomes of the link meanwhile.
//   - Three tries to reach somebody, one message that the door is open, then
//     silence until the person is heard from again; over all of their links
//     together, and never twice in a week.
//   - Who asks is whom the person wanted. A companion who asks reaches the
//     asking and nothing else; a row that nobody can ask is the keeper's again.
//   - What has changed in a person's life is kept only in words that they want
//     kept.
package link
