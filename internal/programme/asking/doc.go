// Package asking puts measures to people and keeps what they answer.
//
// Invariants:
//   - Nobody is asked who has not agreed to be part of the evaluation, or who
//     took that back; nor anybody whose record is sealed, or who has died.
//   - A person is asked at most once a week, whatever the measure: between the
//     days on which two askings open lie at least seven. Nor is somebody written
//     to in a week in which a check-in is due, for that is an asking too; what
//     is answered in the same talk (tablet, paper, read aloud) may be.
//   - Each answer is kept when it is given, sealed, so that anybody can stop and
//     go on later. To any question a person may say that they would rather not.
//   - Finished answers are scored once, and the scores stay with the version and
//     the wording that they were asked in. Withdrawn answers are erased with
//     their scores; that somebody was asked, and took it back, is kept.
//   - What somebody wrote is in a report only where they agreed to have these very
//     words in one, without their name.
//   - A link works once, and is void when two records become one. A visit ends
//     twenty minutes after the last answer.
package asking
