package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
)

type receiptKey struct{}

// receipt is what makes a form that is sent twice count once.
type receipt struct {
	digest string
	taken  bool // this request's first transaction that was stored wrote it
	before bool // an earlier request did
}

// Once marks the context as the handling of one form: form is the id that was
// printed into it, content what was typed. The first transaction that writes
// under this context leaves a receipt beside its change; when the same form
// with the same content comes again (a double tap, a retry on a bad line), its
// transactions do nothing and report success. The same form with other
// content is a new request.
func Once(ctx context.Context, account, form string, content []byte) context.Context {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(account), []byte(form), content} {
		h.Write(part)
		h.Write([]byte{0})
	}
	return context.WithValue(ctx, receiptKey{}, &receipt{digest: hex.EncodeToString(h.Sum(nil))})
}

// Repeated reports whether the context's form had been applied before.
func Repeated(ctx context.Context) bool {
	r, _ := ctx.Value(receiptKey{}).(*receipt)
	return r != nil && r.before
}

// takeReceipt writes the receipt of the context's form, which is nil when it
// carries none, and reports whether it was there already.
func (t *Tx) takeReceipt(r *receipt) (repeated bool, err error) {
	if r == nil || r.taken {
		return false, nil
	}
	if r.before {
		return true, nil
	}
	n, err := t.Exec(`INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)
		ON CONFLICT (community_id, digest) DO NOTHING`, t.Community(), r.digest, t.Stamp())
	if err != nil {
		return false, err
	}
	r.taken, r.before = n == 1, n == 0
	return r.before, nil
}
