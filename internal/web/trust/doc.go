// Package trust is the pages where people sign in and where the team is looked
// after.
//
// Invariants:
//   - A one-time link is used up by pressing a button (POST), never by opening
//     the address: programs that preview links in messages open them too.
//   - What ends or begins a sign-in never runs as part of a form that counts
//     once (db.Once): a second press must not hand out an empty sign-in.
//   - The cookie is Secure, HttpOnly and bound to this host. Only on this very
//     machine (a loopback address) is a plain one taken; elsewhere without
//     HTTPS nobody is let in.
//   - The link that lets somebody in is shown to one manager, once.
package trust
