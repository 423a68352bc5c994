package db

// rooms is what capabilities remember for the time of a transaction, each under
// a key of a type of its own, and what they have left for its end.
type rooms struct {
	kept map[roomKey]any
	last []func() error
}

type roomKey struct {
	scope Scope
	key   any
}

func (r *rooms) keep(k roomKey, value any) {
	if r.kept == nil {
		r.kept = map[roomKey]any{}
	}
	r.kept[k] = value
}

// add takes over what a member of a group kept, now that it has succeeded.
func (r *rooms) add(own rooms) {
	for k, value := range own.kept {
		r.keep(k, value)
	}
	r.last = append(r.last, own.last...)
}

func (r *rooms) finish() error {
	for _, do := range r.last {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// share hands what the transaction keeps to its group, and then looks there.
func (t *Tx) share() {
	t.shared.add(t.own)
	t.own = rooms{}
}

// Keep lets a capability remember a value until the transaction ends, under a
// key of a type of its own. The value itself must not be changed any more: what
// a change kept that is undone must be undone with it.
func (t *Tx) Keep(key, value any) { t.own.keep(roomKey{t.scope, key}, value) }

// Kept is what was last kept under the key, and nil for nothing. While a
// database is filled in bulk it is also what the changes before kept.
func (t *Tx) Kept(key any) any {
	k := roomKey{t.scope, key}
	if value, ok := t.own.kept[k]; ok || t.shared == nil {
		return value
	}
	return t.shared.kept[k]
}

// AtEnd runs do inside the transaction after the change has succeeded, in the
// order of the calls; while a database is filled in bulk, once after some
// thousands of changes. A view has no end to wait for.
func (t *Tx) AtEnd(do func() error) { t.own.last = append(t.own.last, do) }
