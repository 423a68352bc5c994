package option

import (
	"sync"

	"openmaf/internal/directory/meeting"
)

// Board holds the index of each community. Whoever changes the list builds a new
// index and hangs it up; whoever reads goes on with the one they took down.
// The zero Board is ready, and safe for concurrent use.
type Board struct{ indexes sync.Map } // community id -> *Index

// Of the community: an empty index until one was hung up.
func (b *Board) Of(community string) *Index {
	if ix, ok := b.indexes.Load(community); ok {
		return ix.(*Index)
	}
	return empty
}

// Swap hangs up the community's index in place of the one before.
func (b *Board) Swap(community string, ix *Index) { b.indexes.Store(community, ix) }

var empty = Build([]meeting.Meeting(nil), Standard())
