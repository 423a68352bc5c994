// Package account keeps the people who sign in: their names, roles, passwords
// and the one-time links that are handed to them.
//
// Nobody registers: a manager invites a volunteer and hands over a link; an
// administrator does the same for managers. The first administrator comes from
// the command line.
//
// Invariants:
//   - A one-time link works once, even when two browsers send it at the same
//     moment, and only its digest is stored.
//   - A name that is unknown, an account without a password, one that is
//     paused and a wrong password cost the same work and are the same error.
//   - When what an account may do changes (roles, pause, password), its epoch
//     grows: every sign-in and link from before is void at once.
//   - Nobody changes their own roles or state, nobody touches an account whose
//     roles they may not give, and the last administrator stays one, as does the
//     last safeguarding lead.
//   - Whoever makes a link to sign in as somebody else leaves a notice with them.
//     A link to sign in as one who reads concerns works only after a second
//     person of the team has agreed to it.
//   - Each change is an entry of the trail, in the same transaction.
package account
