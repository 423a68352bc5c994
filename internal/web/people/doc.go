// Package people is the pages about people: a chat, a tally, the list of
// people and the page of one of them.
//
// Invariants:
//   - A title names nobody: it stands in the browser's history and on the
//     screen behind the counter.
//   - A named record is made only after a yes to the words that stand on the
//     page; without it there is a tally, and what was typed of the person is
//     erased in the transaction that counts it.
//   - Nobody under 18 is recorded.
//   - Of where somebody lives no more is kept than the district that finding a
//     meeting needs: a postcode is cut before it is looked up.
//   - Who opens a person's page is noted. A chat's words are shown to whoever
//     may read them and to nobody else.
//   - There are no counts, scores or colours about a person.
package people
