package concern

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Waiting is a concern that nobody has read, for whoever is told of it.
type Waiting struct {
	ID     string // empty when it is not for the actor to read
	Raised time.Time
	Urgent bool
}

// Told is what somebody is told of, the oldest first, and the number that
// somebody of the community answers: who is told that something waits rings.
type Told struct {
	Waiting       []Waiting
	Number, Hours string
}

// Wait reads what the actor is told of, for their own page and for Today, in one
// question. To a manager it says that a concern waits, and nothing of it.
func Wait(tx *db.Tx, actor access.Actor) (told Told, err error) {
	rows, err := db.All(tx, func(r db.Row) (w waitingRow, err error) {
		err = w.scan(r, &told)
		return w, err
	}, `SELECT m.staffed_number, m.staffed_hours, COALESCE(c.id, ''), c.raised_at, COALESCE(c.urgent, FALSE),
			COALESCE(c.about_us, FALSE), c.deputy_at, c.managers_at,`+thereIs+` AND r.role = 'lead'),`+thereIs+` AND r.role = 'deputy')
		FROM community m
		LEFT JOIN concern c ON c.community_id = m.community_id AND c.read_at IS NULL AND $1 AND`+notKeptFrom("$2")+`
		WHERE m.community_id = $3 ORDER BY c.raised_at, c.id LIMIT 100`,
		access.May(actor, access.ConcernRead), actor.Account, tx.Community())
	for _, w := range rows {
		if w.ID != "" {
			told.add(w, actor.Roles, tx.Now())
		}
	}
	return told, err
}

type waitingRow struct {
	Waiting
	waits
}

func (w *waitingRow) scan(r db.Row, told *Told) (err error) {
	return r.Scan(&told.Number, &told.Hours, &w.ID, civil.ScanInstant(&w.Raised), &w.Urgent, &w.aboutUs,
		civil.ScanInstant(&w.deputyAt), civil.ScanInstant(&w.managersAt), &w.lead, &w.deputy)
}

// add adds what somebody with the roles is told of it at the time.
func (t *Told) add(w waitingRow, roles []access.Role, now time.Time) {
	heard, theirs := false, false
	for _, role := range roles {
		told, toRead := w.told(role, now)
		heard, theirs = heard || told, theirs || told && toRead
	}
	switch {
	case theirs:
		t.Waiting = append(t.Waiting, w.Waiting)
	case heard:
		t.Waiting = append(t.Waiting, Waiting{Raised: w.Raised})
	}
}

// Waiting is [Wait] in a transaction of its own.
func (s *Store) Waiting(ctx context.Context, actor access.Actor) (waiting []Waiting, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		told, err := Wait(tx, actor)
		waiting = told.Waiting
		return err
	})
	return waiting, err
}
