package app

import (
	"os"
	"runtime"
	"runtime/debug"
)

// leastHeap is what Go's side of a small community's server may take before it
// clears up more often. Beside it stand the program itself, some 30 MiB of which
// are in memory, and what the embedded database keeps: see internal/platform/db.
const leastHeap = 64 << 20

// SpareMemory asks Go to keep the memory of a server small, so that it fits on a
// charity's old computer beside other things: to leastHeap, or where a long list
// of meetings needs more, to twice of what is held once everything is loaded. It
// is a wish and no wall. An operator who set GOMEMLIMIT knows better.
func SpareMemory() {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	runtime.GC() // what opening left behind is not held
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetMemoryLimit(max(leastHeap, 2*int64(m.HeapAlloc)))
}
