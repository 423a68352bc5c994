// Package hats is the pages for people who wear two hats: somebody who
// volunteers or works here and has a record here as well.
//
// Invariants:
//   - The pages of a sealed record are for those whom the person let in, with
//     the person beside them.
//   - At the account that somebody works with there is nothing of their record
//     but who may open it and who did; the page looks the same for an account
//     that has none, but for these lists.
//   - The page on which a record is opened in an emergency says the same
//     whether there is such a record or not.
package hats
