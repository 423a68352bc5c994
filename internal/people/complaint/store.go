package complaint

import (
	"context"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps complaints.
type Store struct {
	db   *db.DB
	seal *seal.Sealer
}

// New keeps them in d, sealed.
func New(d *db.DB, s *seal.Sealer) *Store { return &Store{d, s} }

func bound(tx *db.Tx, id, column string) []byte {
	return seal.Bound(tx.Community(), "complaint", id, column)
}

// Add writes down that a complaint came.
func (s *Store) Add(ctx context.Context, actor access.Actor, c Complaint) error {
	if err := access.Allow(actor, access.ComplaintWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := c.check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		says, err := s.seal.Seal([]byte(c.Says), bound(tx, c.ID, "says"))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO complaint (community_id, id, came_on, how, about, says, written_by, written_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.Community(), c.ID, c.Came, string(c.How), string(c.About), says, actor.Account, tx.Stamp()); err != nil {
			return err
		}
		return note(tx, actor, trail.ComplaintCame, c.ID, trail.Facts{"about": string(c.About), "how": string(c.How)})
	})
}

// Answer writes down what changed because of a complaint, as of today.
func (s *Store) Answer(ctx context.Context, actor access.Actor, id, changed string) error {
	if err := access.Allow(actor, access.ComplaintWrite, false); err != nil {
		return err
	}
	e := fault.New(fault.Invalid, "complaint.invalid")
	if words(e, "changed", changed); e.OrNil() != nil {
		return e
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		sealed, err := s.seal.Seal([]byte(changed), bound(tx, id, "changed"))
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE complaint SET changed = $1, answered_on = $2 WHERE community_id = $3 AND id = $4 AND changed IS NULL`,
			sealed, civil.DateOf(tx.Now()), tx.Community(), id)
		if err != nil {
			return err
		}
		if n == 0 {
			if _, err := s.get(tx, id); err != nil {
				return err
			}
			return fault.New(fault.Conflict, "complaint.answered")
		}
		return note(tx, actor, trail.ComplaintAnswered, id, nil)
	})
}

func note(tx *db.Tx, actor access.Actor, event trail.Event, id string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: "complaint", ID: id}, Facts: facts})
}

const selectComplaints = `SELECT id, came_on, how, about, says, changed, answered_on FROM complaint WHERE community_id = $1`

// PageSize is how many a list holds.
const PageSize = 25

// List reads those that came last, from the one after the id on; empty for the
// newest.
func (s *Store) List(ctx context.Context, actor access.Actor, before string) (all []Complaint, err error) {
	if err := access.Allow(actor, access.ComplaintRead, false); err != nil {
		return nil, err
	}
	if before == "" {
		before = "~"
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, s.scan(tx), selectComplaints+` AND id < $2 ORDER BY id DESC LIMIT $3`, tx.Community(), before, PageSize)
		return err
	})
	return all, err
}

// Get reads one.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (c Complaint, err error) {
	if err := access.Allow(actor, access.ComplaintRead, false); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err = s.get(tx, id)
		return err
	})
	return c, err
}

func (s *Store) get(tx *db.Tx, id string) (Complaint, error) {
	return db.One(tx, s.scan(tx), selectComplaints+` AND id = $2`, tx.Community(), id)
}

// scan opens what is sealed. Words whose key was lost are as good as none.
func (s *Store) scan(tx *db.Tx) func(db.Row) (Complaint, error) {
	return func(r db.Row) (c Complaint, err error) {
		var says, changed []byte
		err = r.Scan(&c.ID, &c.Came, &c.How, &c.About, &says, &changed, &c.Answered)
		for _, sealed := range []struct {
			column string
			words  []byte
			into   *string
		}{{"says", says, &c.Says}, {"changed", changed, &c.Changed}} {
			if len(sealed.words) == 0 {
				continue
			}
			if plain, err := s.seal.Open(sealed.words, bound(tx, c.ID, sealed.column)); err == nil {
				*sealed.into = string(plain)
			}
		}
		return c, err
	}
}

// Came are the days on which complaints came in the period, both ends in it, as
// part of a gathered list.
func Came(tx *db.Tx, from, to civil.Date) db.Part {
	return db.Part{SQL: `SELECT 'complaint', came_on, '', '' FROM complaint WHERE community_id = $1 AND came_on BETWEEN $2 AND $3`,
		Args: []any{tx.Community(), from, to}}
}
