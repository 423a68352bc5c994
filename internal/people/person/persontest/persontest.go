// Package persontest makes the accounts and the people that the tests of the
// people rooms and of their pages need. Everybody in it is invented.
package persontest

import (
	"context"
	"strings"
	"testing"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Actor is a new active account with the roles.
func Actor(t testing.TB, d *db.DB, s db.Scope, name string, roles ...access.Role) access.Actor {
	t.Helper()
	a := access.Actor{Scope: s, Account: d.NewID(), Name: name, Roles: roles}
	write(t, d, s, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO account (community_id, id, name, name_key, state, created_at, joined_at)
			VALUES ($1, $2, $3, $4, 'active', $5, $5)`, tx.Community(), a.Account, name, strings.ToLower(name), tx.Stamp()); err != nil {
			return err
		}
		for _, r := range roles {
			if _, err := tx.Exec(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, $3)`,
				tx.Community(), a.Account, string(r)); err != nil {
				return err
			}
		}
		return nil
	})
	return a
}

// Add keeps a new person, whose keeper is the actor, and returns them as kept.
func Add(t testing.TB, d *db.DB, actor access.Actor, p person.Person) person.Person {
	t.Helper()
	p.ID = d.NewID()
	write(t, d, actor.Scope, func(tx *db.Tx) error { return person.Add(tx, actor, p) })
	kept, err := person.New(d).Get(context.Background(), actor, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// Missing checks that the error says that something is not there.
func Missing(t testing.TB, what string, err error) {
	t.Helper()
	if !fault.Is(err, fault.Missing) {
		t.Errorf("%s: got %v, want \"not there\"", what, err)
	}
}

// Key is the message of the error, or of its first problem with a field.
func Key(err error) string {
	f := fault.As(err)
	switch {
	case err == nil:
		return ""
	case f == nil:
		return err.Error()
	case len(f.Problems) > 0:
		return f.Problems[0].Key
	}
	return f.Key
}

func write(t testing.TB, d *db.DB, s db.Scope, change func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Tx(context.Background(), s, change); err != nil {
		t.Fatal(err)
	}
}
