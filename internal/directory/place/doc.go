// Package place knows where a postcode, an outcode or a town is, how far two
// places are from each other, and roughly how long the way takes.
//
// It works from files that the community imports (Code-Point Open, the ONS
// postcode directory, a list of outcodes) and asks nobody else: what somebody
// types into "near" never leaves this machine.
//
// Invariants:
//   - Every position it stores or answers lies in Britain, Ireland or the
//     Channel Islands ([InBritainOrIreland]); a row elsewhere is rejected.
//   - Imports add up and are idempotent: the same file twice changes nothing,
//     and one bad row never costs the others.
//   - An answer says how precise it is ([Precision]). A postcode that is not
//     known is placed at its outcode and says so. A name that stands for
//     several towns is a question back, never a guess.
package place
