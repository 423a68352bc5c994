package concern

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Sent is what whoever raised a concern sees of it afterwards.
type Sent struct {
	ID      string
	Raised  time.Time
	By      time.Time // until when it should be read
	Late    time.Time // from when on nobody should wait any longer
	Readers []Reader  // none when nobody here is the right one
	ReadBy  string
	Read    time.Time
	Urgent  bool
	Ring    Settings
}

// Sent reads one concern for whoever raised it. Nobody else has one here.
func (s *Store) Sent(ctx context.Context, actor access.Actor, id string) (sent Sent, err error) {
	if err := access.Allow(actor, access.ConcernRaise, true); err != nil {
		return sent, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if sent, err = db.One(tx, scanSent, selectSent+` AND c.id = $3`, tx.Community(), actor.Account, id); err != nil {
			return err
		}
		if sent.Readers, err = readers(tx, id); err != nil {
			return err
		}
		sent.Ring, err = toRing(tx)
		return err
	})
	return sent, err
}

// AllSent are the actor's own, the newest first, without who will read them.
func (s *Store) AllSent(ctx context.Context, actor access.Actor) (all []Sent, err error) {
	if err := access.Allow(actor, access.ConcernRaise, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanSent, selectSent+` ORDER BY c.id DESC LIMIT $3`, tx.Community(), actor.Account, pageSize)
		return err
	})
	return all, err
}

const selectSent = `SELECT c.id, c.raised_at, c.deputy_at, c.managers_at, c.urgent, COALESCE(reader.name, ''), c.read_at
	FROM concern c LEFT JOIN account reader ON reader.community_id = c.community_id AND reader.id = c.read_by
	WHERE c.community_id = $1 AND c.raised_by = $2`

func scanSent(r db.Row) (v Sent, err error) {
	return v, r.Scan(&v.ID, civil.ScanInstant(&v.Raised), civil.ScanInstant(&v.By), civil.ScanInstant(&v.Late), &v.Urgent, &v.ReadBy,
		civil.ScanInstant(&v.Read))
}
