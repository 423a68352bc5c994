package message

import (
	"sync"
	"time"
)

// What the gateway's address takes. A gateway that tells of three messages a
// second, each twice, is well within it.
const (
	wrongSecrets = 20
	wrongWindow  = 10 * time.Minute
	calls        = 600
	callWindow   = time.Minute
	// addresses bounds the memory; whoever comes from one more has to wait.
	addresses = 10_000
)

// limiter counts what comes from each address, in windows of time. It is safe
// for concurrent use.
type limiter struct {
	most   int
	window time.Duration

	mu    sync.Mutex
	since time.Time
	seen  map[string]int
}

func newLimiter(most int, window time.Duration) *limiter {
	return &limiter{most: most, window: window, seen: map[string]int{}}
}

// over reports whether the address has used up its window.
func (l *limiter) over(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn(now)
	n, known := l.seen[address]
	return n >= l.most || !known && len(l.seen) >= addresses
}

// count counts one from the address.
func (l *limiter) count(address string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn(now)
	l.seen[address]++
}

// turn begins another window when this one is over.
func (l *limiter) turn(now time.Time) {
	if now.Sub(l.since) >= l.window || now.Before(l.since) {
		l.since = now
		clear(l.seen)
	}
}
