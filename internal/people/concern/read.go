package concern

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// notKeptFrom is the condition that the account may come to know of the concern
// c. It says nothing of the account's roles.
func notKeptFrom(account string) string {
	return ` NOT EXISTS (SELECT 1 FROM concern_kept_from k WHERE k.community_id = c.community_id
		AND k.concern_id = c.id AND k.account_id = ` + account + `)`
}

// thereIs begins the question whether somebody with a role may read c and can
// sign in at present.
const thereIs = ` EXISTS (SELECT 1 FROM account a
	JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id
	WHERE a.community_id = c.community_id AND a.state = 'active' AND NOT EXISTS (SELECT 1 FROM concern_kept_from k
		WHERE k.community_id = c.community_id AND k.concern_id = c.id AND k.account_id = a.id)`

// reads reports whether the actor is one of those who read concerns.
func reads(actor access.Actor) bool { return actor.Has(access.Lead) || actor.Has(access.Deputy) }

// Line is a concern in the list of those who read it: no word of it, and no
// name but the raiser's.
type Line struct {
	ID       string
	RaisedBy string
	Raised   time.Time
	Urgent   bool
	ReadBy   string // empty until somebody answers for it
	Review   civil.Date
	Closed   time.Time
}

var selectLines = `SELECT c.id, by_whom.name, c.raised_at, c.urgent, COALESCE(reader.name, ''), c.review_on, c.closed_at
	FROM concern c
	JOIN account by_whom ON by_whom.community_id = c.community_id AND by_whom.id = c.raised_by
	LEFT JOIN account reader ON reader.community_id = c.community_id AND reader.id = c.read_by
	WHERE c.community_id = $1 AND` + notKeptFrom("$2") + ` AND ($3 OR NOT` + thereIs + ` AND r.role IN ('lead', 'deputy')))`

func scanLine(r db.Row) (l Line, err error) {
	return l, r.Scan(&l.ID, &l.RaisedBy, civil.ScanInstant(&l.Raised), &l.Urgent, &l.ReadBy, &l.Review, civil.ScanInstant(&l.Closed))
}

// pageSize is how many concerns a list holds.
const pageSize = 25

// Register is what the readers' own page shows.
type Register struct {
	Unread []Line // the oldest first
	Due    []Line // to be looked at again, the longest due first
	Others []Line // the other open ones, or the closed ones; the newest first
	Next   string // id to go on after; empty at the end
}

// Register reads the concerns that the actor reads: the open ones, or the
// closed ones, from after the id on.
func (s *Store) Register(ctx context.Context, actor access.Actor, closed bool, after string) (reg Register, err error) {
	if !access.May(actor, access.ConcernRead) {
		return reg, fault.New(fault.Missing, "record.missing")
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		list := func(more string, args ...any) ([]Line, error) {
			return db.All(tx, scanLine, selectLines+more, append([]any{tx.Community(), actor.Account, reads(actor)}, args...)...)
		}
		today := civil.DateOf(tx.Now()).String()
		if !closed && after == "" {
			if reg.Unread, err = list(` AND c.read_at IS NULL ORDER BY c.raised_at, c.id LIMIT 100`); err != nil {
				return err
			}
			if reg.Due, err = list(` AND c.closed_at IS NULL AND c.read_at IS NOT NULL AND c.review_on <= $4
				ORDER BY c.review_on, c.id LIMIT 100`, today); err != nil {
				return err
			}
		}
		which := ` AND c.closed_at IS NULL AND c.read_at IS NOT NULL AND (c.review_on IS NULL OR c.review_on > $5)`
		if closed {
			which = ` AND c.closed_at IS NOT NULL AND $5 <> ''`
		}
		reg.Others, err = list(` AND ($4 = '' OR c.id < $4)`+which+` ORDER BY c.id DESC LIMIT $6`, after, today, pageSize+1)
		return err
	})
	if len(reg.Others) > pageSize {
		reg.Others = reg.Others[:pageSize]
		reg.Next = reg.Others[pageSize-1].ID
	}
	return reg, err
}
