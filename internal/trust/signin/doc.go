// Package signin lets accounts in, remembers on which devices, and lets them
// out again. A sign-in is one device where one account came in.
//
// Invariants:
//   - The token that a browser keeps is drawn anew at every sign-in, and only
//     its digest is stored; a token that a browser brings is never taken on.
//     The sign-in that the browser had before ends.
//   - A sign-in ends 12 hours after it began, or when nothing was heard of it
//     for 30 minutes. On the phone of somebody who is a companion and nothing
//     else only the 12 hours count: the link works once, and a companion who
//     is locked out cannot say "safely home".
//   - It also ends, at once, with the account's epoch: when its roles change,
//     when it rests, when its password changes.
//   - What reaches far (roles of those who read or look after everything, links
//     to their accounts) asks for a sign-in made lately: whoever signs in once
//     more gets a new token, and the one before is void.
//   - A notice that a link was made is cleared only by a sign-in with a password
//     older than the link.
//   - Tries are counted for the name that was typed and for the address they
//     come from, whether or not there is such an account. The counts live in
//     memory, in bounded room, and start afresh with the program.
package signin
