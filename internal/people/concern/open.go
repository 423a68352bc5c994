package concern

import (
	"context"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

// open reads the row for the action, and finds out whether the actor may do it.
// Which of the reasons it was that they may not is not told.
func open(tx *db.Tx, actor access.Actor, act access.Action, id string) (c Concern, sealed []byte, err error) {
	kept := false // somebody nearer is there to read it
	c, err = db.One(tx, func(r db.Row) (c Concern, err error) {
		return c, r.Scan(&c.ID, &c.RaisedBy, civil.ScanInstant(&c.Raised), &c.Urgent, &c.Pseudonym, &sealed, &c.ReadBy,
			civil.ScanInstant(&c.Read), &c.Review, civil.ScanInstant(&c.Closed), &c.Person, &c.Shown, &kept)
	}, `SELECT c.id, by_whom.name, c.raised_at, c.urgent, c.pseudonym, c.sealed, COALESCE(reader.name, ''), c.read_at,
			c.review_on, c.closed_at, COALESCE(p.person_id, ''), COALESCE(p.shown, FALSE),`+thereIs+` AND r.role IN ('lead', 'deputy'))
		FROM concern c
		JOIN account by_whom ON by_whom.community_id = c.community_id AND by_whom.id = c.raised_by
		LEFT JOIN account reader ON reader.community_id = c.community_id AND reader.id = c.read_by
		LEFT JOIN concern_person p ON p.community_id = c.community_id AND p.concern_id = c.id
		WHERE c.community_id = $1 AND`+notKeptFrom("$2")+` AND c.id = $3`, tx.Community(), actor.Account, id)
	if err != nil {
		return Concern{}, nil, err
	}
	err = access.Allow(actor, act, reads(actor))
	if err != nil && !kept {
		err = access.AllowNeeded(actor, act)
	}
	return c, sealed, err
}

// Read opens a concern for one of its readers, and writes down that they did.
func (s *Store) Read(ctx context.Context, actor access.Actor, id string) (c Concern, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if c, err = s.whole(tx, actor, id); err != nil {
			return err
		}
		return note(tx, actor, trail.ConcernOpened, id)
	})
	if fault.Is(err, fault.Full) { // a full disk must not keep a concern from who answers for it
		err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
			c, err = s.whole(tx, actor, id)
			return err
		})
	}
	return c, err
}

// whole is the concern with its words and entries.
func (s *Store) whole(tx *db.Tx, actor access.Actor, id string) (c Concern, err error) {
	var sealed []byte
	if c, sealed, err = open(tx, actor, access.ConcernRead, id); err != nil {
		return Concern{}, err
	}
	if err := s.unsealed(tx, "concern", id, sealed, &c.Words); err != nil {
		return Concern{}, err
	}
	if c.MemberName, err = account.NameOf(tx, c.Words.Member); err != nil {
		return Concern{}, err
	}
	if c.Readers, err = readers(tx, id); err != nil {
		return Concern{}, err
	}
	c.Entries, err = s.entries(tx, id)
	return c, err
}
