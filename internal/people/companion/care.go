package companion

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Talk is a companion who would like to talk with somebody: that, and nothing
// of why.
type Talk struct {
	ID      string
	Account string
	Name    string
	Phone   string
	AskedAt time.Time
}

// AskToTalk notes that the actor, who goes along with people, would like to
// talk with somebody. Asked twice, it is asked once.
func (s *Store) AskToTalk(ctx context.Context, actor access.Actor) error {
	if err := access.Allow(actor, access.OutingRead, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		id := tx.NewID()
		n, err := tx.Exec(`INSERT INTO talk (community_id, id, account_id, asked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			tx.Community(), id, actor.Account, tx.Stamp())
		if err != nil || n == 0 {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.TalkAsked, Subject: trail.Subject{Kind: "talk", ID: id}})
	})
}

// careLimit is the longest list of those who look after companions.
const careLimit = 25

// Talks are the companions to ring, whoever waits longest first. They are for
// managers and the safeguarding lead, and for nobody else; a manager who goes
// along does not find their own wish here, for another has to ring.
func (s *Store) Talks(ctx context.Context, actor access.Actor) (talks []Talk, err error) {
	if err := access.Allow(actor, access.TalkAnswer, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		talks, err = db.All(tx, scanTalk, `SELECT t.id, a.id, a.name, COALESCE(c.phone, ''), t.asked_at FROM talk t
			JOIN account a ON a.community_id = t.community_id AND a.id = t.account_id
			LEFT JOIN capacity c ON c.community_id = t.community_id AND c.account_id = t.account_id
			WHERE t.community_id = $1 AND t.rung_at IS NULL AND t.account_id <> $2 ORDER BY t.asked_at, t.id LIMIT $3`,
			tx.Community(), actor.Account, careLimit)
		return err
	})
	return talks, err
}

func scanTalk(r db.Row) (t Talk, err error) {
	return t, r.Scan(&t.ID, &t.Account, &t.Name, &t.Phone, civil.ScanInstant(&t.AskedAt))
}

// Rang notes that somebody rang the companion who wished to talk.
func (s *Store) Rang(ctx context.Context, actor access.Actor, talk string) error {
	if err := access.Allow(actor, access.TalkAnswer, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE talk SET rung_at = $1, rung_by = $2 WHERE community_id = $3 AND id = $4 AND rung_at IS NULL
			AND account_id <> $2`, tx.Stamp(), actor.Account, tx.Community(), talk)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Missing, "record.missing")
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.TalkAnswered, Subject: trail.Subject{Kind: "talk", ID: talk}})
	})
}

// furthestTalk is how far ahead the next supervision may lie, in days.
const furthestTalk = 183

// Supervise notes that the actor and a companion talked, and when they will
// again. What was said is not kept.
func (s *Store) Supervise(ctx context.Context, actor access.Actor, account string, held, next civil.Date) error {
	if err := access.Allow(actor, access.CompanionClear, false); err != nil {
		return err
	}
	if account == actor.Account {
		return fault.New(fault.Denied, "companion.not_yourself")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		today := civil.DateOf(tx.Now())
		e := fault.New(fault.Invalid, "companion.capacity.invalid")
		if held.IsZero() || held.After(today) {
			e.Field("held_on", "companion.supervision.held")
		}
		if !next.After(today) || next.After(today.AddDays(furthestTalk)) {
			e.Field("next_on", "companion.supervision.next")
		}
		if err := e.OrNil(); err != nil {
			return err
		}
		if err := isCompanion(tx, account); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO supervision (community_id, id, account_id, held_on, next_on, held_by) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.Community(), id, account, held.String(), next.String(), actor.Account); err != nil {
			return err
		}
		return note(tx, actor, trail.SupervisionHeld, account, trail.Facts{"held": held.String(), "next": next.String()})
	})
}

// Wellbeing reports whether the actor's own wish to talk still waits, and
// whether they rest today.
func (s *Store) Wellbeing(ctx context.Context, actor access.Actor) (waits, resting bool, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		row, err := db.One(tx, scanWell, `SELECT EXISTS (SELECT 1 FROM talk t WHERE t.community_id = $1 AND t.account_id = $2 AND t.rung_at IS NULL),
				c.resting_since, c.rest_until
			FROM account a LEFT JOIN capacity c ON c.community_id = a.community_id AND c.account_id = a.id
			WHERE a.community_id = $1 AND a.id = $2`, tx.Community(), actor.Account)
		waits, resting = row.waits, row.Resting(civil.DateOf(tx.Now()))
		return err
	})
	return waits, resting, err
}

type well struct {
	waits bool
	Capacity
}

func scanWell(r db.Row) (w well, err error) {
	return w, r.Scan(&w.waits, &w.RestingSince, &w.RestUntil)
}
