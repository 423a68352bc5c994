// Package option is the product's heart: from what one person wants and can do
// (a [Wish]) and the community's meetings it makes three to six options, each
// one evening of one meeting, ranked, with reasons in plain words.
//
// An [Index] is the list of meetings laid out for being read fast: built once,
// never changed, swapped whole on a [Board]. Ranking is additive: every
// criterion gives or costs whole points, the points stand in [Weights], and a
// person can be shown each of them. Nothing is learned, nothing is random.
//
// Invariants:
//   - The same wish on the same meetings gives the same bytes, in whatever
//     order the meetings came. Ties are broken by a shuffle seeded with the
//     wish, never by the alphabet, so that no group is always last.
//   - A hard rule is never relaxed and never explained: what the person must
//     not or will not meet, who a group is for, a need known to be unmet.
//   - Not known costs less than no, and is a doubt to ring about; only for a
//     single-gender need it counts as no, because that one must fail safe.
//   - A stated reach and stated free times hold for every option, unless
//     [Result.Relaxed] names them.
//   - No kind of group is hidden because of who the person is or what they
//     tried: asking changes the order, and where two kinds exist within twice
//     the reach, two are shown (field.md 7.8b).
//   - A meeting appears once, on its next evening in the seven days from
//     [Wish.From], and never when it is withdrawn.
package option
