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

// Wait reads what the actor is told of: for their own page and for Today. To a
// manager it says that a concern waits, and nothing of it.
func Wait(tx *db.Tx, actor access.Actor) ([]Waiting, error) {
	if !access.May(actor, access.ConcernRead) {
		return nil, nil
	}
	type row struct {
		Waiting
		waits
	}
	rows, err := db.All(tx, func(r db.Row) (w row, err error) {
		var raised, deputy, managers string
		if err := r.Scan(&w.ID, &raised, &w.Urgent, &w.aboutUs, &deputy, &managers, &w.lead, &w.deputy); err != nil {
			return w, err
		}
		for text, into := range map[string]*time.Time{raised: &w.Raised, deputy: &w.deputyAt, managers: &w.managersAt} {
			if *into, err = civil.ParseInstant(text); err != nil {
				return w, err
			}
		}
		return w, nil
	}, `SELECT c.id, c.raised_at, c.urgent, c.about_us, c.deputy_at, c.managers_at,`+thereIs+` AND r.role = 'lead'),`+
		thereIs+` AND r.role = 'deputy') FROM concern c
		WHERE c.community_id = $1 AND`+notKeptFrom("$2")+` AND c.read_at IS NULL ORDER BY c.raised_at, c.id LIMIT 100`,
		tx.Community(), actor.Account)
	var told []Waiting
	for _, w := range rows {
		heard, theirs := false, false
		for _, role := range actor.Roles {
			h, t := w.told(role, tx.Now())
			heard, theirs = heard || h, theirs || h && t
		}
		switch {
		case theirs:
			told = append(told, w.Waiting)
		case heard:
			told = append(told, Waiting{Raised: w.Raised})
		}
	}
	return told, err
}

// Waiting is [Wait] in a transaction of its own.
func (s *Store) Waiting(ctx context.Context, actor access.Actor) (told []Waiting, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		told, err = Wait(tx, actor)
		return err
	})
	return told, err
}
