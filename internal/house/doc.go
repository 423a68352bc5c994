// Package house holds the tests that keep the project's shape: which package
// may import which, who may touch a driver or the network, how SQL is written,
// and that every word on a page is in a catalogue. It has no code of its own.
package house
