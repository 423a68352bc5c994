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

const columns = `p.id, p.name, p.pronouns, p.here_for, p.area, p.phone, p.email, p.contact, p.voicemail, p.others_told,
	p.may_say, p.contact_when, p.contact_as, p.language, p.interpreter, p.access_needs, p.emergency_name, p.emergency_phone,
	p.emergency_who, p.keeper, p.sealed, p.died_on, p.version, p.created_at, p.updated_at,
	EXISTS (SELECT 1 FROM concern_person s WHERE s.community_id = p.community_id AND s.person_id = p.id AND s.shown)`

// selectPeople reads people in the sight of the account in the second argument.
var selectPeople = `SELECT ` + columns + ` FROM person p WHERE p.community_id = $1 AND ` + InSight("p", "$2")

func scan(r db.Row) (p Person, err error) {
	c, em := &p.Contact, &p.Emergency
	return p, r.Scan(&p.ID, &p.Name, &p.Pronouns, &p.For, &p.Area, &p.Phone, &p.Email, &c.How, &c.Voicemail, &c.Others,
		&c.Say, &c.When, &c.As, &p.Language, &p.Interpreter, &p.AccessNeeds, &em.Name, &em.Phone,
		&em.Who, &p.Keeper, &p.Sealed, &p.Died, &p.Version, civil.ScanInstant(&p.Created), civil.ScanInstant(&p.Updated), &p.SeeLead)
}

// content is what Add and Change write of a person, in the order in which both
// name the columns.
func (p Person) content() []any {
	c, em := p.Contact, p.Emergency
	return []any{p.Name, Key(p.Name), p.Pronouns, string(p.For), p.Area, p.Phone, p.Email, string(c.How), c.Voicemail, c.Others,
		c.Say, c.When, c.As, string(p.Language), p.Interpreter, p.AccessNeeds, em.Name, em.Phone, em.Who}
}

// Open reads the person for the action, or reports that they are not there:
// for the transactions of the other rooms. A merged record's id opens the one
// that it became part of.
func Open(tx *db.Tx, actor access.Actor, act access.Action, id string) (Person, error) {
	return OpenAs(tx, actor, act, id, false)
}

// OpenAs is [Open] where the record may be the actor's own for another reason
// than that they keep it: they were asked to look after something of it.
func OpenAs(tx *db.Tx, actor access.Actor, act access.Action, id string, asked bool) (Person, error) {
	p, err := db.One(tx, scan, selectPeople+` AND p.id = (SELECT COALESCE(asked.merged_into, asked.id) FROM person asked
		WHERE asked.community_id = $1 AND asked.id = $3)`, tx.Community(), actor.Account, id)
	if err != nil {
		return Person{}, err
	}
	if p.allow(actor, act, asked) != nil {
		if err := concerned(tx, actor, act, p.ID); err != nil {
			return Person{}, err
		}
	}
	return p, p.Still(actor, act)
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
	_, err := tx.Exec(`INSERT INTO person (name, name_key, pronouns, here_for, area, phone, email, contact, voicemail, others_told,
			may_say, contact_when, contact_as, language, interpreter, access_needs, emergency_name, emergency_phone, emergency_who,
			community_id, id, keeper, sealed, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24)`,
		append(p.content(), tx.Community(), p.ID, actor.Account, p.Sealed, tx.Stamp())...)
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "person.saved_before").Because(err)
	}
	if err != nil {
		return err
	}
	if err := putWords(tx, p.ID); err != nil {
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
		p.ID = old.ID
		if err := put(tx, p); err != nil {
			return err
		}
		return note(tx, actor, trail.PersonChanged, old.ID, nil)
	})
}

// put stores what is kept of a person, unless somebody has changed it since the
// version that p has.
func put(tx *db.Tx, p Person) error {
	n, err := tx.Exec(`UPDATE person SET name = $1, name_key = $2, pronouns = $3, here_for = $4, area = $5, phone = $6, email = $7,
			contact = $8, voicemail = $9, others_told = $10, may_say = $11, contact_when = $12, contact_as = $13, language = $14,
			interpreter = $15, access_needs = $16, emergency_name = $17, emergency_phone = $18, emergency_who = $19,
			version = version + 1, updated_at = $20
		WHERE community_id = $21 AND id = $22 AND version = $23`,
		append(p.content(), tx.Stamp(), tx.Community(), p.ID, p.Version)...)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "person.changed_meanwhile")
	}
	return putWords(tx, p.ID)
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
	merged, err := db.All(tx, db.Column[string],
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
