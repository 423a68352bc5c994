// Package shift keeps which facilitator is in which waiting room on which
// shift, so that a chat knows where it is held before anybody asks, a busy
// morning can see who is on, and chats can be told per hour of presence.
//
// Invariants:
//   - At most one shift of an account runs; beginning another ends it.
//   - A shift that nobody ended does not run for ever: it counts until its
//     planned end, or for [Longest].
//   - A shift is about somebody who works here, never about a person.
//   - A shift that has begun is not taken off the plan: chats hang on it.
package shift
