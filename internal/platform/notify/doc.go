// Package notify hands e-mails to an SMTP server and texts to an HTTP gateway.
//
// It keeps nothing, decides nothing about who is written to, and never tries
// twice. What it owes its caller is the truth about each attempt.
//
// Invariants:
//   - Nil means that the server said it has taken the message. Every error says
//     what it proves (see [FailureOf]): certainly not taken, refused for good,
//     or not known; where nothing is proved, it is not known.
//   - One call of Send puts a message on the wire at most once: no redirect, no
//     connection used twice, no second try inside a library.
//   - Connections lead to the configured host and port alone, and never into a
//     private network unless the operator listed that host and port ([Reach]).
//     The address is looked at as it is dialled, so a name that resolves
//     otherwise a second time changes nothing.
//   - Nothing that was typed can add a header, a parameter or a line.
package notify
