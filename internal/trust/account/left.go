package account

import (
	"context"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// somebodyLeft refuses a change of an account that held the roles, when it
// leaves nobody to look after the accounts, or no safeguarding lead. While a
// lead only rests, a deputy is enough.
func somebodyLeft(tx *db.Tx, held []access.Role, rests bool) error {
	if slices.Contains(held, access.Administrator) {
		if err := oneOf(tx, "account.last-administrator", access.Administrator, access.Administrator); err != nil {
			return err
		}
	}
	switch {
	case !slices.Contains(held, access.Lead):
		return nil
	case rests:
		return oneOf(tx, "account.last-lead-rests", access.Lead, access.Deputy)
	}
	return oneOf(tx, "account.last-lead", access.Lead, access.Lead)
}

// oneOf is nil when somebody with one of the roles is there or on their way,
// and else a conflict with the message.
func oneOf(tx *db.Tx, key string, one, other access.Role) error {
	_, err := db.One(tx, db.Column[string],
		`SELECT a.id FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ($1, $2)
		WHERE a.community_id = $3 AND a.state IN ('invited', 'active') LIMIT 1`, string(one), string(other), tx.Community())
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Conflict, key)
	}
	return err
}

// Held is a role and who holds it, of those who can sign in.
type Held struct {
	Role  access.Role
	Names []string // by name
}

// mostHeld bounds the question who holds what.
const mostHeld = 2000

// Handover says of every role who holds it: a community that hangs on one
// person is one illness away from standing still.
func (s *Store) Handover(ctx context.Context, actor access.Actor) (all []Held, err error) {
	if err := access.Allow(actor, access.AccountRead, false); err != nil {
		return nil, err
	}
	for _, role := range access.Roles {
		all = append(all, Held{Role: role})
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		type holding struct {
			role access.Role
			name string
		}
		rows, err := db.All(tx, func(r db.Row) (h holding, err error) { return h, r.Scan(&h.role, &h.name) },
			`SELECT r.role, a.name FROM account a JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id
			WHERE a.community_id = $1 AND a.state = 'active' ORDER BY a.name_key, a.id LIMIT $2`, tx.Community(), mostHeld)
		for _, row := range rows {
			if i := slices.Index(access.Roles, row.role); i >= 0 {
				all[i].Names = append(all[i].Names, row.name)
			}
		}
		return err
	})
	return all, err
}
