// Package ident makes the ids of records: 26 letters and digits that sort by
// the instant they were made, so that an index on them is an index on age, and
// keyset paging needs no second column.
package ident

import (
	"crypto/rand"
	"io"
	"sync"
	"time"
)

// alphabet is Crockford's base 32: no I, L, O or U, sorted as ASCII sorts.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Length of every id, in characters.
const Length = 26

// Maker makes ids. The zero value draws from the machine's randomness.
// It is safe for concurrent use.
type Maker struct {
	mu   sync.Mutex
	rand io.Reader
	last [16]byte
}

// From makes ids with the given randomness: a seeded source for a demo or a
// test, whose ids are then the same in every run.
func From(r io.Reader) *Maker { return &Maker{rand: r} }

// New makes an id for the instant: 48 bits of milliseconds since 1970, then 80
// random bits. Two ids of one maker within a millisecond still sort in the
// order they were made.
func (m *Maker) New(at time.Time) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var id [16]byte
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	if [6]byte(id[:6]) == [6]byte(m.last[:6]) {
		id = m.last
		for i := 15; i >= 6; i-- {
			id[i]++
			if id[i] != 0 {
				break
			}
		}
	} else {
		source := m.rand
		if source == nil {
			source = rand.Reader
		}
		if _, err := io.ReadFull(source, id[6:]); err != nil {
			panic("ident: no randomness: " + err.Error())
		}
		id[6] &= 0x7f // room to count up within the millisecond
	}
	m.last = id
	return encode(id)
}

// encode writes the 128 bits as 26 characters of 5 bits, the first holding 3.
func encode(id [16]byte) string {
	var out [Length]byte
	var bits uint
	var acc uint32
	at := Length - 1
	for i := 15; i >= 0; i-- {
		acc |= uint32(id[i]) << bits
		bits += 8
		for bits >= 5 {
			out[at] = alphabet[acc&31]
			at--
			acc >>= 5
			bits -= 5
		}
	}
	out[at] = alphabet[acc&31]
	return string(out[:])
}

// Valid reports whether s has the form of an id, so that an id from a form or
// an address can be refused before it reaches the database.
func Valid(s string) bool {
	if len(s) != Length || s[0] > '7' {
		return false
	}
	for i := range len(s) {
		if !inAlphabet(s[i]) {
			return false
		}
	}
	return true
}

func inAlphabet(c byte) bool {
	for i := range len(alphabet) {
		if alphabet[i] == c {
			return true
		}
	}
	return false
}
