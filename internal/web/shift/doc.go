// Package shift is the pages of who works where and when: the week as a plan to
// print, "I am here now" in one tap, and the places of work.
//
// Invariant: nothing on these pages is about a person who is helped.
package shift
