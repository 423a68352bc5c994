package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"openmaf/internal/platform/fault"
)

// Argon2id as OWASP's password storage sheet has it for small machines.
const (
	hashMemory  = 19 * 1024 // KiB, so 19 MiB
	hashPasses  = 2
	hashThreads = 1
	saltBytes   = 16
	keyBytes    = 32
)

// At most two passwords are hashed at once, so that a crowd at the door cannot
// take both cores and 19 MiB each from those who are inside; the rest queue.
const (
	hashesAtOnce = 2
	queueLength  = 64
)

// hasher hashes passwords, a few at a time.
type hasher struct {
	slots   chan struct{}
	waiting atomic.Int64
	derive  func(password, salt []byte) []byte
}

func newHasher() *hasher {
	return &hasher{slots: make(chan struct{}, hashesAtOnce), derive: argon}
}

func argon(password, salt []byte) []byte {
	return argon2.IDKey(password, salt, hashPasses, hashMemory, hashThreads, keyBytes)
}

// nobody is the hash of no password: what an unknown name is compared with, so
// that it costs what a known one costs.
var nobody = encodeHash(make([]byte, saltBytes), make([]byte, keyBytes))

// hash returns the password's hash in the usual text form:
// $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: the runtime ends the program instead
	key, err := h.queue(ctx, password, salt)
	return encodeHash(salt, key), err
}

// matches reports whether the password is the one that was hashed. An empty
// stored hash costs the same work and matches nothing.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	known := stored != ""
	if !known {
		stored = nobody
	}
	salt, want, err := decodeHash(stored)
	if err != nil {
		return false, err
	}
	got, err := h.queue(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

// queue derives the key when its turn comes; a queue that is too long, or a
// caller who went away, is a Busy fault.
func (h *hasher) queue(ctx context.Context, password string, salt []byte) ([]byte, error) {
	if h.waiting.Add(1) > queueLength {
		h.waiting.Add(-1)
		return nil, fault.New(fault.Busy, "account.busy")
	}
	defer h.waiting.Add(-1)
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, fault.New(fault.Busy, "account.busy").Because(ctx.Err())
	}
	defer func() { <-h.slots }()
	return h.derive([]byte(readable(password)), salt), nil
}

var hashText = base64.RawStdEncoding

func hashHead() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$", argon2.Version, hashMemory, hashPasses, hashThreads)
}

func encodeHash(salt, key []byte) string {
	return hashHead() + hashText.EncodeToString(salt) + "$" + hashText.EncodeToString(key)
}

// decodeHash reads what encodeHash wrote. There is one set of parameters; the
// day they change, the old ones must be read here as well.
func decodeHash(stored string) (salt, key []byte, err error) {
	rest, ok := strings.CutPrefix(stored, hashHead())
	saltText, keyText, both := strings.Cut(rest, "$")
	if !ok || !both {
		return nil, nil, fmt.Errorf("account: a stored password hash is not of our form")
	}
	if salt, err = hashText.DecodeString(saltText); err == nil {
		key, err = hashText.DecodeString(keyText)
	}
	if err != nil || len(salt) != saltBytes || len(key) != keyBytes {
		return nil, nil, fmt.Errorf("account: a stored password hash is damaged: %w", err)
	}
	return salt, key, nil
}
