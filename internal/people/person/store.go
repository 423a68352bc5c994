package person

import (
	"context"
	"errors"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps a community's people.
type Store struct{ db *db.DB }

// New keeps people in d.
func New(d *db.DB) *Store { return &Store{d} }

// selectPeople reads people in the sight of the account in the second argument.
var selectPeople = `SELECT p.id, p.name, p.area, p.phone, p.contact, p.voicemail, p.contact_when, p.contact_as, p.access_needs,
	p.keeper, p.sealed, p.version, p.created_at, p.updated_at FROM person p
	WHERE p.community_id = $1 AND ` + InSight("p", "$2")

func scan(r db.Row) (p Person, err error) {
	var created, updated string
	if err := r.Scan(&p.ID, &p.Name, &p.Area, &p.Phone, &p.Contact.How, &p.Contact.Voicemail, &p.Contact.When,
		&p.Contact.As, &p.AccessNeeds, &p.Keeper, &p.Sealed, &p.Version, &created, &updated); err != nil {
		return p, err
	}
	p.Created, err = civil.ParseInstant(created)
	if err != nil {
		return p, err
	}
	p.Updated, err = civil.ParseInstant(updated)
	return p, err
}

// Open reads the person for the action, or reports that they are not there:
// for the transactions of the other rooms. A merged record's id opens the one
// that it became part of.
func Open(tx *db.Tx, actor access.Actor, act access.Action, id string) (Person, error) {
	p, err := db.One(tx, scan, selectPeople+` AND p.id = (SELECT COALESCE(asked.merged_into, asked.id) FROM person asked
		WHERE asked.community_id = $1 AND asked.id = $3)`, tx.Community(), actor.Account, id)
	if err != nil {
		return Person{}, err
	}
	if err := p.allow(actor, act); err != nil {
		return Person{}, err
	}
	return p, nil
}

// Add stores a new person, whose id the form brought and whose keeper is the
// actor: for the transactions of the other rooms.
func Add(tx *db.Tx, actor access.Actor, p Person) error {
	if err := access.Allow(actor, access.PersonWrite, true); err != nil {
		return err
	}
	p = p.Tidy()
	if err := p.Check(); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO person (community_id, id, name, name_key, area, phone, contact, voicemail, contact_when,
			contact_as, access_needs, keeper, sealed, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)`,
		tx.Community(), p.ID, p.Name, Key(p.Name), p.Area, p.Phone, string(p.Contact.How), p.Contact.Voicemail,
		p.Contact.When, p.Contact.As, p.AccessNeeds, actor.Account, p.Sealed, tx.Stamp())
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "person.saved_before").Because(err)
	}
	if err != nil {
		return err
	}
	if err := note(tx, actor, trail.PersonAdded, p.ID, nil); err != nil || !p.Sealed {
		return err
	}
	return letIn(tx, actor, p.ID, actor.Account) // whom they chose to talk with is the first
}

// note writes an entry about the person's own record. Its subject is the
// change, not the person, so that their id stands only where it can be blanked.
func note(tx *db.Tx, actor access.Actor, event trail.Event, person string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "person", ID: tx.NewID()}, Person: person, Facts: facts})
}

// Get reads one person.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (p Person, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err = Open(tx, actor, access.PersonRead, id)
		return err
	})
	return p, err
}

// Change stores what the person now wants kept. Version is the one that the
// form was printed from; when somebody changed the record since, it is a
// conflict and nothing is stored.
func (s *Store) Change(ctx context.Context, actor access.Actor, p Person) error {
	p = p.Tidy()
	if err := p.Check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		old, err := Open(tx, actor, access.PersonWrite, p.ID)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE person SET name = $1, name_key = $2, area = $3, phone = $4, contact = $5, voicemail = $6,
				contact_when = $7, contact_as = $8, access_needs = $9, version = version + 1, updated_at = $10
			WHERE community_id = $11 AND id = $12 AND version = $13`,
			p.Name, Key(p.Name), p.Area, p.Phone, string(p.Contact.How), p.Contact.Voicemail, p.Contact.When, p.Contact.As,
			p.AccessNeeds, tx.Stamp(), tx.Community(), old.ID, p.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "person.changed_meanwhile")
		}
		return note(tx, actor, trail.PersonChanged, old.ID, nil)
	})
}

// Delete erases the person and everything that hangs on them, because they
// asked for it. Of the trail stays that somebody was erased, when and by whom.
func (s *Store) Delete(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return Erase(tx, actor, id) })
}

// Erase is [Store.Delete] inside a transaction of another room.
func Erase(tx *db.Tx, actor access.Actor, id string) error {
	p, err := Open(tx, actor, access.PersonErase, id)
	if err != nil {
		return err
	}
	if err := forget(tx, p.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM person WHERE community_id = $1 AND id = $2`, tx.Community(), p.ID); err != nil {
		return err
	}
	return note(tx, actor, trail.PersonErased, "", nil)
}

// forget blanks the trail of the record and of all that were merged into it.
func forget(tx *db.Tx, id string) error {
	merged, err := db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
		`SELECT id FROM person WHERE community_id = $1 AND (id = $2 OR merged_into = $2)`, tx.Community(), id)
	if err != nil {
		return err
	}
	for _, one := range merged {
		if err := trail.Forget(tx, one); err != nil {
			return err
		}
	}
	return nil
}
