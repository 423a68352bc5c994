// Package server carries requests to screens and their answers back.
//
// A request travels: log, recovery, security headers, compression, cross-origin
// protection, mux, sign-in, the access decision, then the screen. Whatever goes
// wrong on the way becomes an error, and one place ([Server.refuse]) logs it,
// picks the status and shows it.
//
// Invariants:
//   - A route says which action of trust/access it is, or that it is public;
//     one that says neither does not start. The list of routes is what the
//     test of routes and roles walks.
//   - A route that takes a form names the screen that shows the form again, so
//     that a refused form comes back with its words. One without does not start.
//   - An error without public words is a 500 that says nothing; its cause is in
//     the operator's log, and nothing that anybody typed is.
//   - Pages load nothing from elsewhere, run no inline script and are stored by
//     no cache.
//   - Headers in which a proxy tells of the browser are believed only from the
//     addresses that the operator listed.
package server
