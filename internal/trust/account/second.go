package account

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Pending is a link that waits for a second person of the team.
type Pending struct {
	ID      string
	For     string // name of whose account it opens
	By      string // name of who made it
	At      time.Time
	Purpose Purpose
	Yours   bool // made by the reader, or for them: somebody else must decide
}

// needsSecond reports whether a link that the actor makes for the account waits
// for a second person: it would open every concern. Whoever holds the machine
// itself needs nobody, and one who has not come yet has nothing to open.
func needsSecond(actor access.Actor, a Account) bool {
	return readsConcerns(a.Roles) && a.State == Active && actor.Account != trail.System
}

const selectPending = `SELECT l.id, whose.name, COALESCE(maker.name, ''), l.created_at, l.purpose,
		l.made_by = $1 OR l.account_id = $1
	FROM one_time_link l
	JOIN account whose ON whose.community_id = l.community_id AND whose.id = l.account_id AND whose.epoch = l.epoch
	LEFT JOIN account maker ON maker.community_id = l.community_id AND maker.id = l.made_by
	WHERE l.community_id = $2 AND l.needs_second AND l.second_by IS NULL AND l.used_at IS NULL AND l.expires_at > $3`

func scanPending(r db.Row) (p Pending, err error) {
	return p, r.Scan(&p.ID, &p.For, &p.By, civil.ScanInstant(&p.At), &p.Purpose, &p.Yours)
}

// Pending are the links that wait for a second person.
func (s *Store) Pending(ctx context.Context, actor access.Actor) (all []Pending, err error) {
	if err := access.Allow(actor, access.AccountSecond, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanPending, selectPending+` ORDER BY l.id LIMIT 25`, actor.Account, tx.Community(), tx.Stamp())
		return err
	})
	return all, err
}

// Second agrees to a link that somebody else made: from now on it works.
func (s *Store) Second(ctx context.Context, actor access.Actor, id string) error {
	return s.decide(ctx, actor, id, trail.SignInLinkSeconded, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE one_time_link SET second_by = $1 WHERE community_id = $2 AND id = $3`,
			actor.Account, tx.Community(), id)
		return err
	})
}

// Refuse ends a link that nobody should have made. Its holder keeps the notice.
func (s *Store) Refuse(ctx context.Context, actor access.Actor, id string) error {
	return s.decide(ctx, actor, id, trail.SignInLinkRefused, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM one_time_link WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		return err
	})
}

// decide does what a second person said. The one who made the link is not a
// second, nor is the one whom it lets in.
func (s *Store) decide(ctx context.Context, actor access.Actor, id string, event trail.Event, do func(*db.Tx) error) error {
	if err := access.Allow(actor, access.AccountSecond, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := db.One(tx, scanPending, selectPending+` AND l.id = $4`, actor.Account, tx.Community(), tx.Stamp(), id)
		if err != nil {
			return err
		}
		if p.Yours {
			return fault.New(fault.Denied, "account.second-yourself")
		}
		if err := do(tx); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: "link", ID: id}})
	})
}
