// Package raw turns one meeting as a file puts it, every value a text in
// whatever words, into a listing. The readers of all formats share it, so that
// "Weds" and "7.30pm" mean the same in each.
//
// Invariants: a row becomes a listing or has one problem, its first; a value
// that makes no sense in a good row is dropped with a warning, never guessed
// at; names and telephone numbers of people are not read at all.
package raw
