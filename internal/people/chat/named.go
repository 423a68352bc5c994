package chat

import (
	"context"
	"strings"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// nameable is how far back a tally can still become somebody's chat, in days:
// whoever comes back after longer has a new chat.
const nameable = 14

// mostTallies is how many tallies a page offers at the most.
const mostTallies = 25

const selectTallies = `SELECT y.id, y.held_on, y.setting, y.minutes, y.shift_id,
	(SELECT string_agg(w.code, ' ') FROM tally_worry w WHERE w.community_id = y.community_id AND w.tally_id = y.id)
	FROM tally y WHERE y.community_id = $1`

// Tallies reads the newest tallies, of which one may be somebody who now wants
// a record. They hold nothing of anybody, so whoever counts sees them all.
func (s *Store) Tallies(ctx context.Context, actor access.Actor) (all []Tally, err error) {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanTally, selectTallies+` AND y.held_on >= $2 ORDER BY y.held_on DESC, y.id DESC LIMIT $3`,
			tx.Community(), firstNameable(tx.Now()), mostTallies)
		return err
	})
	return all, err
}

// Tally reads one that can still become somebody's chat.
func (s *Store) Tally(ctx context.Context, actor access.Actor, id string) (t Tally, err error) {
	if err := access.Allow(actor, access.TallyWrite, true); err != nil {
		return t, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		t, err = tallyOf(tx, id)
		return err
	})
	return t, err
}

// Named takes a tally out of the count, because it becomes somebody's chat in
// the same transaction, and returns the chat with its day, place, length and
// worries. A mark of it that arrives late from a queue does not count it again.
func Named(tx *db.Tx, actor access.Actor, id string, c Chat) (Chat, error) {
	t, err := tallyOf(tx, id)
	if fault.Is(err, fault.Missing) {
		return c, fault.New(fault.Conflict, "chat.tally.gone").Because(err)
	}
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(`DELETE FROM tally WHERE community_id = $1 AND id = $2`, tx.Community(), id); err != nil {
		return c, err
	}
	if _, err := tx.Exec(`INSERT INTO tally_undone (community_id, id, at) VALUES ($1, $2, $3)
		ON CONFLICT (community_id, id) DO NOTHING`, tx.Community(), id, tx.Stamp()); err != nil {
		return c, err
	}
	c.On, c.Setting, c.Length, c.Shift = t.On, t.Setting, t.Length, t.Shift
	c.Worries = unique(append(t.Worries, c.Worries...))
	return c, noteTally(tx, actor, trail.TallyNamed, Tally{ID: id})
}

func tallyOf(tx *db.Tx, id string) (Tally, error) {
	return db.One(tx, scanTally, selectTallies+` AND y.id = $2 AND y.held_on >= $3`, tx.Community(), id, firstNameable(tx.Now()))
}

func firstNameable(now time.Time) string { return civil.DateOf(now).AddDays(-nameable).String() }

func scanTally(r db.Row) (t Tally, err error) {
	var worries string
	err = r.Scan(&t.ID, &t.On, &t.Setting, &t.Length, db.OrZero(&t.Shift), db.OrZero(&worries))
	for code := range strings.FieldsSeq(worries) {
		t.Worries = append(t.Worries, Worry(code))
	}
	asOn(Worries, t.Worries)
	return t, err
}
