package concern

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps a community's concerns.
type Store struct {
	db   *db.DB
	seal *seal.Sealer
}

// New keeps concerns in d, their words under the sealer's key.
func New(d *db.DB, s *seal.Sealer) *Store { return &Store{db: d, seal: s} }

// Raise keeps a concern. It is never refused for who it is about or for what
// became of the record it was raised from.
func (s *Store) Raise(ctx context.Context, actor access.Actor, in Raising) error {
	if err := access.Allow(actor, access.ConcernRaise, true); err != nil {
		return err
	}
	in = in.tidy()
	if err := in.check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		who, err := whose(tx, actor, in.From)
		if err != nil {
			return err
		}
		team, err := holders(tx)
		if err != nil {
			return err
		}
		keptFrom, aboutUs := Route(in.About, in.Member, team)
		if err := s.insert(tx, actor, in, aboutUs, who.id); err != nil {
			return err
		}
		for _, account := range keptFrom {
			if _, err := tx.Exec(`INSERT INTO concern_kept_from (community_id, concern_id, account_id) VALUES ($1, $2, $3)`,
				tx.Community(), in.ID, account); err != nil {
				return asMember(err)
			}
		}
		return note(tx, actor, trail.ConcernRaised, in.ID)
	})
}

func (s *Store) insert(tx *db.Tx, actor access.Actor, in Raising, aboutUs bool, personID string) error {
	settings, err := SettingsOf(tx)
	if err != nil {
		return err
	}
	sealed, err := s.sealed(tx, "concern", in.ID, Words{Saw: in.Saw, Thinks: in.Thinks, About: in.About, Member: in.Member,
		Who: in.Who, Danger: in.Danger, Done: in.Done})
	if err != nil {
		return err
	}
	pseudonym, err := pseudonymOf(tx, personID)
	if err != nil {
		return err
	}
	urgent := in.Danger != No
	deputy, managers := settings.clocks(tx.Now(), urgent)
	_, err = tx.Exec(`INSERT INTO concern (community_id, id, raised_by, raised_at, urgent, about_us, pseudonym, sealed, deputy_at,
			managers_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, tx.Community(), in.ID, actor.Account, tx.Stamp(),
		urgent, aboutUs, pseudonym, sealed, civil.Instant(deputy), civil.Instant(managers))
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "concern.saved-before").Because(err)
	}
	if err != nil || personID == "" {
		return err
	}
	_, err = tx.Exec(`INSERT INTO concern_person (community_id, concern_id, person_id) VALUES ($1, $2, $3)`,
		tx.Community(), in.ID, personID)
	return err
}

// subject is whose record a concern is raised from, as far as the raiser may
// know it.
type subject struct{ id, name string }

// whose finds the record that the raiser came from. What they do not reach, or
// what is not there any more, is nobody's: the concern is taken all the same.
func whose(tx *db.Tx, actor access.Actor, from From) (subject, error) {
	if from.Outing != "" {
		id, err := db.One(tx, db.Column[string], `SELECT l.person_id FROM link_plan e
			JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
			WHERE e.community_id = $1 AND e.id = $2 AND e.companion = $3`, tx.Community(), from.Outing, actor.Account)
		return subject{id: id}, unlessMissing(err)
	}
	id := from.Person
	if from.Chat != "" {
		var err error
		id, err = db.One(tx, db.Column[string], `SELECT person_id FROM chat WHERE community_id = $1 AND id = $2`, tx.Community(), from.Chat)
		if err != nil {
			return subject{}, unlessMissing(err)
		}
	}
	if id == "" {
		return subject{}, nil
	}
	p, err := person.Open(tx, actor, access.PersonRead, id)
	if err != nil {
		return subject{}, unlessMissing(err)
	}
	return subject{p.ID, p.FirstName()}, nil
}

func unlessMissing(err error) error {
	if fault.Is(err, fault.Missing) {
		return nil
	}
	return err
}

// Whose reports whether a concern raised from there is bound to a record, and
// the first name on it where the raiser reaches that: for the form, which says
// so before anything is sent.
func (s *Store) Whose(ctx context.Context, actor access.Actor, from From) (bound bool, firstName string, err error) {
	if err := access.Allow(actor, access.ConcernRaise, true); err != nil {
		return false, "", err
	}
	if from == (From{}) {
		return false, "", nil
	}
	var who subject
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		who, err = whose(tx, actor, from)
		return err
	})
	return who.id != "", who.name, err
}

// pseudonymOf is what the person is called once their record is gone: the same
// in every concern about them, and nothing that leads back to them.
func pseudonymOf(tx *db.Tx, personID string) (string, error) {
	if personID == "" {
		return "", nil
	}
	before, err := db.All(tx, db.Column[string], `SELECT c.pseudonym FROM concern c
		JOIN concern_person p ON p.community_id = c.community_id AND p.concern_id = c.id
		WHERE c.community_id = $1 AND p.person_id = $2 ORDER BY c.id LIMIT 1`, tx.Community(), personID)
	if err != nil || len(before) > 0 {
		return append(before, "")[0], err
	}
	return rand.Text()[:6], nil
}

// holders are all who hold a role that concerns are told to, whatever the state
// of their account: who rests today may be back tomorrow.
func holders(tx *db.Tx) ([]holder, error) {
	return db.All(tx, func(r db.Row) (h holder, err error) { return h, r.Scan(&h.account, &h.role) },
		`SELECT account_id, role FROM account_role WHERE community_id = $1 AND role IN ('lead', 'deputy', 'manager')
		ORDER BY account_id, role`, tx.Community())
}

// asMember is a reference to an account that is none.
func asMember(err error) error {
	if errors.Is(err, db.ErrReference) {
		return fault.New(fault.Invalid, "concern.invalid").Field("member", "concern.member-unknown").Because(err)
	}
	return err
}

// sealed seals words for the column "sealed" of the table's row.
func (s *Store) sealed(tx *db.Tx, table, id string, words any) ([]byte, error) {
	plain, err := json.Marshal(words)
	if err != nil {
		return nil, err
	}
	return s.seal.Seal(plain, seal.Bound(tx.Community(), table, id, "sealed"))
}

func (s *Store) unsealed(tx *db.Tx, table, id string, sealed []byte, words any) error {
	plain, err := s.seal.Open(sealed, seal.Bound(tx.Community(), table, id, "sealed"))
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, words)
}

// note writes a trail entry: that something was done with this concern, and
// nothing else.
func note(tx *db.Tx, actor access.Actor, event trail.Event, id string) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: "concern", ID: id}})
}
