package person

import (
	"context"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// mostKeepers is how many accounts a page offers at the most.
const mostKeepers = 100

// Keepers reads who could look after the person instead, by name.
func (s *Store) Keepers(ctx context.Context, actor access.Actor, id string) (p Person, others []One, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if p, err = Open(tx, actor, access.RowHandOver, id); err != nil {
			return err
		}
		others, err = keepers(tx, p)
		return err
	})
	return p, others, err
}

// keepers are those who have people of their own. A sealed record is only
// handed to somebody whom the person let in.
func keepers(tx *db.Tx, p Person) ([]One, error) {
	return db.All(tx, func(r db.Row) (o One, err error) { return o, r.Scan(&o.Account, &o.Name) }, `SELECT a.id, a.name FROM account a
		WHERE a.community_id = $1 AND a.state = 'active' AND a.id <> $2
			AND EXISTS (SELECT 1 FROM account_role r WHERE r.community_id = a.community_id AND r.account_id = a.id AND r.role = 'facilitator')
			AND (NOT $3 OR EXISTS (SELECT 1 FROM let_in i
				WHERE i.community_id = $1 AND i.person_id = $4 AND i.account_id = a.id AND i.until_at IS NULL))
		ORDER BY a.name_key, a.id LIMIT $5`, tx.Community(), p.Keeper, p.Sealed, p.ID, mostKeepers)
}

// HandOver lets the account look after the person from now on, in the actor's
// place: what is due about them stands on that account's Today.
func (s *Store) HandOver(ctx context.Context, actor access.Actor, id, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.RowHandOver, id)
		if err != nil {
			return err
		}
		others, err := keepers(tx, p)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(others, func(o One) bool { return o.Account == account }) {
			return fault.New(fault.Invalid, "person.keeper").Field("keeper", "person.keeper")
		}
		if _, err := tx.Exec(`UPDATE person SET keeper = $1, updated_at = $2 WHERE community_id = $3 AND id = $4`,
			account, tx.Stamp(), tx.Community(), p.ID); err != nil {
			return err
		}
		return note(tx, actor, trail.PersonHandedOver, p.ID, trail.Facts{"from": p.Keeper, "to": account})
	})
}
