package signin

import (
	"container/list"
	"net/netip"
	"sync"
	"time"
)

// How many failures are allowed within how long. One name: guessing a password
// of the kind that trust/account accepts would take longer than anybody lives.
// One address: a whole office behind one connection still gets in, since only
// failures count.
const (
	nameLimit     = 5
	nameWindow    = 15 * time.Minute
	addressLimit  = 20
	addressWindow = 3 * time.Minute

	// keysKept bounds the memory of each throttle: about 2 MB when full.
	keysKept = 10_000
)

// throttle allows limit tries per key in any window of time. It remembers the
// keys that were tried last and forgets the others first. It is safe for
// concurrent use.
type throttle struct {
	limit  int
	window time.Duration
	most   int // keys remembered

	mu     sync.Mutex
	byKey  map[string]*list.Element // of *tries
	recent *list.List               // the key tried last in front
}

type tries struct {
	key string
	at  []time.Time // ascending, at most limit
}

func newThrottle(limit int, window time.Duration, most int) *throttle {
	return &throttle{limit: limit, window: window, most: most, byKey: map[string]*list.Element{}, recent: list.New()}
}

// take counts a try now, before its outcome is known, so that a hundred tries
// at the same moment do not all slip through. When the key has used up its
// tries nothing is counted and wait is how long until the next one.
func (t *throttle) take(key string, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	of := t.of(key)
	of.forget(now.Add(-t.window))
	if len(of.at) >= t.limit {
		return of.at[0].Add(t.window).Sub(now)
	}
	of.at = append(of.at, now)
	return 0
}

// giveBack takes one try counted at that instant off again: it succeeded.
func (t *throttle) giveBack(key string, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	element := t.byKey[key]
	if element == nil {
		return
	}
	of := element.Value.(*tries)
	for i := range of.at {
		if of.at[i].Equal(at) {
			of.at = append(of.at[:i], of.at[i+1:]...)
			return
		}
	}
}

// wait is how long until the key's next try; zero when it has some left.
func (t *throttle) wait(key string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	element := t.byKey[key]
	if element == nil {
		return 0
	}
	of := element.Value.(*tries)
	of.forget(now.Add(-t.window))
	if len(of.at) < t.limit {
		return 0
	}
	return of.at[0].Add(t.window).Sub(now)
}

// clear forgets the key's tries.
func (t *throttle) clear(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if element := t.byKey[key]; element != nil {
		delete(t.byKey, key)
		t.recent.Remove(element)
	}
}

// of finds or makes the key's tries and moves them to the front.
func (t *throttle) of(key string) *tries {
	if element := t.byKey[key]; element != nil {
		t.recent.MoveToFront(element)
		return element.Value.(*tries)
	}
	if t.recent.Len() >= t.most {
		oldest := t.recent.Back()
		delete(t.byKey, oldest.Value.(*tries).key)
		t.recent.Remove(oldest)
	}
	of := &tries{key: key}
	t.byKey[key] = t.recent.PushFront(of)
	return of
}

// forget drops the tries at or before the instant.
func (of *tries) forget(until time.Time) {
	for len(of.at) > 0 && !of.at[0].After(until) {
		of.at = of.at[1:]
	}
}

// addressKey is the part of an address that one customer of a network has: all
// of an IPv4 address, the first 64 bits of an IPv6 one. Everything that is no
// address shares one key.
func addressKey(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return ""
	}
	return prefix.String()
}
