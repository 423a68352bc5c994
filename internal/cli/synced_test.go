package cli_test

import (
	"bytes"
	"sync"
)

// syncedBuffer is what a command that goes on running writes to.
type syncedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
	signal chan struct{}
}

func (b *syncedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.buffer.Write(p)
	if b.signal != nil {
		close(b.signal)
		b.signal = nil
	}
	return n, err
}

func (b *syncedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// wrote is closed at the next write.
func (b *syncedBuffer) wrote() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.signal == nil {
		b.signal = make(chan struct{})
	}
	return b.signal
}
