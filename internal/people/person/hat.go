package person

import (
	"context"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// OwnRecord is what somebody in the team sees, at the account they work with,
// of their own sealed record: who may open it and who did so in an emergency.
// Of the record itself there is nothing here: it does not follow them to work.
type OwnRecord struct {
	In     []LetIn
	Others []LetIn // who could be let in besides
	Opened []Opened
}

// Tell says which account the person of a sealed record signs in with, because
// they want to be told there who opens it. An account that was let in before
// is put out: nobody reads their own record as a colleague.
func (s *Store) Tell(ctx context.Context, actor access.Actor, id, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := sealed(tx, actor, id)
		if err != nil {
			return err
		}
		if account == actor.Account {
			return fault.New(fault.Invalid, "person.hat.yourself").Field("own", "person.hat.yourself")
		}
		if _, err := db.One(tx, db.Column[string], `SELECT id FROM account WHERE community_id = $1 AND id = $2 AND state = 'active'`,
			tx.Community(), account); err != nil {
			return fault.New(fault.Invalid, "person.let_in.who").Field("own", "person.let_in.who").Because(err)
		}
		if _, err := tx.Exec(`DELETE FROM hat WHERE community_id = $1 AND (person_id = $2 OR account_id = $3)`,
			tx.Community(), p.ID, account); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO hat (community_id, person_id, account_id, since_at) VALUES ($1, $2, $3, $4)`,
			tx.Community(), p.ID, account, tx.Stamp()); err != nil {
			return err
		}
		if err := putOut(tx, actor, p.ID, account); err != nil {
			return err
		}
		return note(tx, actor, trail.HatTold, p.ID, nil)
	})
}

// Untell forgets which account the person signs in with.
func (s *Store) Untell(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := sealed(tx, actor, id)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM hat WHERE community_id = $1 AND person_id = $2`, tx.Community(), p.ID)
		return err
	})
}

// told reads the account at which the person is told, or nothing.
func told(tx *db.Tx, personID string) (string, error) {
	account, err := db.One(tx, db.Column[string], `SELECT account_id FROM hat WHERE community_id = $1 AND person_id = $2`,
		tx.Community(), personID)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return account, err
}

// ownID reads which record is the account's own, or nothing.
func ownID(tx *db.Tx, account string) (string, error) {
	id, err := db.One(tx, db.Column[string], `SELECT person_id FROM hat WHERE community_id = $1 AND account_id = $2`,
		tx.Community(), account)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return id, err
}

// waits puts a line on the pages of the person's own account that says no more
// than that there is something to read. For a person who is told nowhere it
// does the same work and changes nothing.
func waits(tx *db.Tx, personID string) error {
	_, err := tx.Exec(`UPDATE account SET note_waits = TRUE WHERE community_id = $1
		AND id IN (SELECT h.account_id FROM hat h WHERE h.community_id = $1 AND h.person_id = $2)`, tx.Community(), personID)
	return err
}

// Own reads what the actor, who may have a record here of their own, is told of
// it, or reports that there is nothing. What waited to be read is read now.
func (g *Glass) Own(ctx context.Context, actor access.Actor) (o OwnRecord, err error) {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return o, err
	}
	err = g.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE account SET note_waits = FALSE WHERE community_id = $1 AND id = $2 AND note_waits`,
			tx.Community(), actor.Account); err != nil {
			return err
		}
		id, err := ownID(tx, actor.Account)
		if err != nil {
			return err
		}
		if id == "" {
			return fault.New(fault.Missing, "record.missing")
		}
		if o.In, o.Others, err = inside(tx, id); err != nil {
			return err
		}
		o.Opened, err = g.openings(tx, id)
		return err
	})
	return o, err
}

// OwnLetIn and OwnPutOut are the person's own choice, at their own account, of
// who may open their record. They can put out everybody.
func (s *Store) OwnLetIn(ctx context.Context, actor access.Actor, account string) error {
	return s.own(ctx, actor, func(tx *db.Tx, id string) error { return admit(tx, actor, id, account) })
}

// OwnPutOut takes an account's sight of the actor's own record away.
func (s *Store) OwnPutOut(ctx context.Context, actor access.Actor, account string) error {
	return s.own(ctx, actor, func(tx *db.Tx, id string) error { return putOut(tx, actor, id, account) })
}

func (s *Store) own(ctx context.Context, actor access.Actor, do func(tx *db.Tx, id string) error) error {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		id, err := ownID(tx, actor.Account)
		if err == nil && id == "" {
			err = fault.New(fault.Missing, "record.missing")
		}
		if err != nil {
			return err
		}
		return do(tx, id)
	})
}
