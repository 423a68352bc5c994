// Package pocketbase measures OpenMAF beside PocketBase, which is given the same
// people and the same notes: what a general server of records takes for what a
// page of ours does. It is a module of its own, so that nothing of PocketBase
// comes into the program.
//
// What is the same: the people, the notes, who may see which (the account that
// keeps a person), the sizes of the fields, the indices that each needs, the
// machine, the client, how many ask at once, and that a write is on the disk
// before it is answered. What is not: PocketBase answers a person and their
// notes as two lists of JSON, ours as one page in HTML with their links,
// consents and what comes next beside it; and our write is also an entry in a
// chained trail. So a ratio of one would already be to our favour.
package pocketbase
