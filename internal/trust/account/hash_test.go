package account

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"openmaf/internal/platform/fault"
)

func TestHashIsArgon2idAtTheAgreedCost(t *testing.T) {
	stored, err := newHasher().hash(t.Context(), "teapot on shelf")
	if err != nil {
		t.Fatal(err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(stored, want) {
		t.Fatalf("stored %q, want it to begin with %q", stored, want)
	}
	again, err := newHasher().hash(t.Context(), "teapot on shelf")
	if err != nil || stored == again {
		t.Fatalf("two hashes of one password are equal: no salt (%v)", err)
	}
}

func TestMatches(t *testing.T) {
	h := newHasher()
	stored, err := h.hash(t.Context(), "caf\u00e9 au lait")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, password, stored string
		want                   bool
	}{
		{"the password", "caf\u00e9 au lait", stored, true},
		{"typed on another keyboard", "cafe\u0301 au lait", stored, true},
		{"another", "cafe au lait", stored, false},
		{"empty", "", stored, false},
		{"no such account", "caf\u00e9 au lait", "", false},
		{"no such account, empty", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := h.matches(t.Context(), tt.password, tt.stored); err != nil || got != tt.want {
				t.Fatalf("got %t, %v, want %t", got, err, tt.want)
			}
		})
	}
	for _, damaged := range []string{"x", stored[:len(stored)-1], strings.Replace(stored, "t=2", "t=1", 1), nobody[:40]} {
		if ok, err := h.matches(t.Context(), "caf\u00e9 au lait", damaged); ok || err == nil {
			t.Errorf("a damaged hash %q: %t, %v", damaged, ok, err)
		}
	}
}

// An unknown name must cost exactly what a known one does.
func TestAnUnknownNameCostsTheSameWork(t *testing.T) {
	h := newHasher()
	stored, err := h.hash(t.Context(), "teapot on shelf")
	if err != nil {
		t.Fatal(err)
	}
	derived := 0
	h.derive = func(password, salt []byte) []byte { derived++; return argon(password, salt) }
	for _, against := range []string{stored, ""} {
		derived = 0
		if _, err := h.matches(t.Context(), "wrong words here", against); err != nil || derived != 1 {
			t.Errorf("against %q: %d derivations, %v, want 1", against, derived, err)
		}
	}
}

func TestAtMostTwoHashesAtOnce(t *testing.T) {
	h := newHasher()
	var now, most, waited atomic.Int64
	entered, leave := make(chan struct{}), make(chan struct{})
	h.derive = func(_, _ []byte) []byte {
		most.Store(max(most.Load(), now.Add(1)))
		entered <- struct{}{}
		<-leave
		now.Add(-1)
		return make([]byte, keyBytes)
	}
	const crowd = 10
	var all sync.WaitGroup
	for range crowd {
		all.Go(func() {
			if _, err := h.hash(context.Background(), "teapot on shelf"); err != nil {
				waited.Add(1)
			}
		})
	}
	<-entered
	<-entered
	for range crowd - hashesAtOnce {
		leave <- struct{}{}
		<-entered
	}
	for range hashesAtOnce {
		leave <- struct{}{}
	}
	all.Wait()
	if most.Load() != hashesAtOnce || waited.Load() != 0 {
		t.Fatalf("%d at once, %d turned away, want %d and 0", most.Load(), waited.Load(), hashesAtOnce)
	}
}

func TestQueueHasAnEnd(t *testing.T) {
	h := newHasher()
	h.waiting.Store(queueLength)
	if _, err := h.hash(t.Context(), "teapot on shelf"); !fault.Is(err, fault.Busy) {
		t.Fatalf("a full queue: %v, want a Busy fault", err)
	}
	h.waiting.Store(0)
	for range hashesAtOnce {
		h.slots <- struct{}{}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.hash(gone, "teapot on shelf"); !fault.Is(err, fault.Busy) {
		t.Fatalf("a caller who went away: %v, want a Busy fault", err)
	}
	if h.waiting.Load() != 0 {
		t.Fatalf("%d still count as waiting", h.waiting.Load())
	}
}
