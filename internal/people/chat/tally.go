package chat

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Count stores a tally. erase deletes the draft that the form came from, in
// the same transaction: choosing a tally erases what was typed of a person.
func (s *Store) Count(ctx context.Context, actor access.Actor, t Tally, erase func(tx *db.Tx) error) error {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := t.Check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if err := noteTally(tx, actor, trail.TallyAdded, t); err != nil {
			return err
		}
		if err := addTally(tx, actor, t); err != nil {
			return asSent(err)
		}
		if erase != nil {
			return erase(tx)
		}
		return nil
	})
}

// markedWithin is how old a mark may be that arrives late: a phone lay in a
// drawer over the holidays.
const markedWithin = 60 // days

// Mark stores a tally that a page had queued while there was no signal. It may
// come again and again, and counts once; one that was taken back meanwhile
// counts never.
func (s *Store) Mark(ctx context.Context, actor access.Actor, t Tally) error {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		today := civil.DateOf(tx.Now())
		if t.On.After(today) || t.On.Before(today.AddDays(-markedWithin)) {
			t.On = today // that phone's clock is wrong; the chat was held all the same
		}
		if err := t.Check(today); err != nil {
			return err
		}
		done, err := settled(tx, t.ID)
		if done || err != nil {
			return err
		}
		if err := noteTally(tx, actor, trail.TallyAdded, t); err != nil {
			return err
		}
		return addTally(tx, actor, t)
	})
}

// settled reports whether the tally was counted before, or taken back.
func settled(tx *db.Tx, id string) (bool, error) {
	// The trail's head is written by every change: from here on no other
	// transaction counts or takes back the same mark.
	if _, err := tx.Exec(`UPDATE trail_head SET seq = seq WHERE community_id = $1`, tx.Community()); err != nil {
		return false, err
	}
	found, err := db.All(tx, db.Column[string],
		`SELECT id FROM tally WHERE community_id = $1 AND id = $2
		UNION ALL SELECT id FROM tally_undone WHERE community_id = $1 AND id = $2`, tx.Community(), id)
	return len(found) > 0, err
}

// addTally writes the rows.
func addTally(tx *db.Tx, actor access.Actor, t Tally) error {
	within, err := within(tx, actor, t.Shift, t.On)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO tally (community_id, id, held_on, setting, minutes, shift_id) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Community(), t.ID, t.On.String(), string(t.Setting), string(t.Length), db.OrNull(within)); err != nil {
		return err
	}
	for _, w := range unique(t.Worries) {
		if _, err := tx.Exec(`INSERT INTO tally_worry (community_id, tally_id, code) VALUES ($1, $2, $3)`,
			tx.Community(), t.ID, string(w)); err != nil {
			return err
		}
	}
	return nil
}

// undoneKept is how long it is remembered that a tally was taken back: as long
// as a mark of it may still arrive.
const undoneKept = markedWithin * 24 * time.Hour

// TakeBack undoes the tally: a finger slipped. It also stops one that has not
// arrived yet. Only the page that made the mark knows its id.
func (s *Store) TakeBack(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`INSERT INTO tally_undone (community_id, id, at) VALUES ($1, $2, $3)
			ON CONFLICT (community_id, id) DO NOTHING`, tx.Community(), id, tx.Stamp())
		if err != nil || n == 0 {
			return err // taken back before
		}
		if err := noteTally(tx, actor, trail.TallyTakenBack, Tally{ID: id}); err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM tally WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		return err
	})
}

// SweepUndone forgets the tallies that were taken back so long ago that no mark
// of them can still be on its way.
func SweepUndone(ctx context.Context, d *db.DB, s db.Scope) error {
	return d.Tx(ctx, s, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM tally_undone WHERE community_id = $1 AND at < $2`,
			tx.Community(), civil.Instant(tx.Now().Add(-undoneKept)))
		return err
	})
}

func noteTally(tx *db.Tx, actor access.Actor, event trail.Event, t Tally) error {
	facts := trail.Facts{}
	if t.Setting != "" {
		facts = trail.Facts{"on": t.On.String(), "setting": string(t.Setting)}
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "tally", ID: t.ID}, Facts: facts})
}
