// Package message sends short e-mails and texts to people, and hears what they
// write back.
//
// Invariants:
//   - Every message is a person's decision: a row names the account that asked
//     for it, and nothing in the program writes one by itself.
//   - Every text can be read by anybody who picks up the telephone: it comes
//     from a fixed list, or was checked against words that must never stand
//     there, and so is the name it comes from.
//   - A message leaves only while the person agrees to being contacted and to
//     that way, has not died, is not sealed, and outside the quiet hours. That
//     is asked when somebody writes it, and again in the transaction that
//     claims it.
//   - It leaves at most once: the claim is committed before it is handed over,
//     and only what was certainly not taken is tried again. What nobody can
//     know is shown to a person as not known.
//   - STOP is honoured in the transaction that hears it: consent withdrawn,
//     everything that waits stopped, no confirmation sent, for that would be
//     one more text. START gives nothing back: somebody asks the person.
//   - Words are sealed at rest. The trail has ids and codes.
//   - What lets somebody in by a link is read by nobody but the person: it is
//     on no page here, and gone from the words once the message is done with.
package message
