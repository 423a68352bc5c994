// Package clock is where time comes from: the machine's, or a test's.
package clock

import (
	"sync"
	"time"
)

// Clock tells the present instant. Nothing else in the program asks the
// machine for the time, and SQL never does.
type Clock interface{ Now() time.Time }

// System is the machine's clock.
type System struct{}

func (System) Now() time.Time { return time.Now() }

// Manual stands still until it is moved: for tests, and for a demo that shows
// another day. It is safe for concurrent use.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// At is a manual clock standing at t.
func At(t time.Time) *Manual { return &Manual{now: t} }

func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set moves the clock to t.
func (m *Manual) Set(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = t
}

// Advance moves the clock on by d.
func (m *Manual) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// From runs at the machine's pace from start on, as if the program had begun
// at that instant.
func From(start time.Time) Clock { return shifted{by: time.Until(start)} }

type shifted struct{ by time.Duration }

func (s shifted) Now() time.Time { return time.Now().Add(s.by) }
