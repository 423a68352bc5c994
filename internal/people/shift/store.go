package shift

import (
	"context"
	"errors"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps places of work and shifts.
type Store struct{ db *db.DB }

// New keeps shifts in d.
func New(d *db.DB) *Store { return &Store{d} }

const selectShifts = `SELECT s.id, s.account_id, a.name, s.place_id, w.name, w.agency, w.setting, w.closed_at IS NOT NULL, s.on_day,
	s.from_minute, s.until_minute, s.started_at, s.stopped_at FROM shift s
	JOIN account a ON a.community_id = s.community_id AND a.id = s.account_id
	JOIN work_place w ON w.community_id = s.community_id AND w.id = s.place_id WHERE s.community_id = $1`

func scan(r db.Row) (s Shift, err error) {
	var from, until *int
	err = r.Scan(&s.ID, &s.Account, &s.Name, &s.Place.ID, &s.Place.Name, &s.Place.Agency, &s.Place.Setting, &s.Place.Closed,
		&s.On, &from, &until, civil.ScanInstant(&s.Started), civil.ScanInstant(&s.Stopped))
	if s.Planned = err == nil && from != nil; s.Planned {
		s.From, s.Until = civil.TimeOfDay(*from), civil.TimeOfDay(*until%civil.MinutesPerDay)
	}
	return s, err
}

// Plan stores a shift to come. Whoever plans only for themselves plans theirs.
func (s *Store) Plan(ctx context.Context, actor access.Actor, sh Shift) error {
	if err := access.Allow(actor, access.ShiftWrite, sh.Account == actor.Account); err != nil {
		return err
	}
	if err := sh.Check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO shift (community_id, id, account_id, place_id, on_day, from_minute, until_minute, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.Community(), sh.ID, sh.Account, sh.Place.ID, sh.On.String(),
			int(sh.From), sh.untilMinute(), tx.Stamp()); err != nil {
			if errors.Is(err, db.ErrReference) {
				return fault.New(fault.Invalid, "shift.invalid").Field("place", "shift.where").Because(err)
			}
			return asSent(err)
		}
		return note(tx, actor, trail.ShiftPlanned, "shift", sh.ID, trail.Facts{"on": sh.On.String(), "place": sh.Place.ID, "for": sh.Account})
	})
}

// Remove takes a shift off the plan that has not begun.
func (s *Store) Remove(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		sh, err := open(tx, actor, id)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`DELETE FROM shift WHERE community_id = $1 AND id = $2 AND started_at IS NULL`, tx.Community(), sh.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "shift.begun")
		}
		return note(tx, actor, trail.ShiftRemoved, "shift", sh.ID, trail.Facts{"on": sh.On.String(), "for": sh.Account})
	})
}

// open reads a shift that the actor may change.
func open(tx *db.Tx, actor access.Actor, id string) (Shift, error) {
	sh, err := db.One(tx, scan, selectShifts+` AND s.id = $2`, tx.Community(), id)
	if err != nil {
		return sh, err
	}
	return sh, access.Allow(actor, access.ShiftWrite, sh.Account == actor.Account)
}

// Start says that the actor is at the place now: their planned shift there
// begins, or one that nobody planned, under the form's id. What ran elsewhere
// ends.
func (s *Store) Start(ctx context.Context, actor access.Actor, id, place string) error {
	if err := access.Allow(actor, access.ShiftWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		runs, ok, err := unfinished(tx, actor.Account)
		if err != nil {
			return err
		}
		if ok && runs.Place.ID == place && runs.Runs(tx.Now()) {
			return nil // tapped twice
		}
		if ok {
			if err := stop(tx, actor, runs); err != nil {
				return err
			}
		}
		return begin(tx, actor, id, place)
	})
}

// begin starts the planned shift that this is, or a new one.
func begin(tx *db.Tx, actor access.Actor, id, place string) error {
	today := civil.DateOf(tx.Now())
	planned, err := db.All(tx, scan, selectShifts+` AND s.account_id = $2 AND s.on_day BETWEEN $3 AND $4 AND s.place_id = $5
		AND s.started_at IS NULL ORDER BY s.on_day, s.from_minute LIMIT 10`,
		tx.Community(), actor.Account, today.AddDays(-1).String(), today.AddDays(1).String(), place)
	if err != nil {
		return err
	}
	for _, p := range planned {
		if !p.Fits(tx.Now()) {
			continue
		}
		if _, err := tx.Exec(`UPDATE shift SET started_at = $1 WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), p.ID); err != nil {
			return err
		}
		return note(tx, actor, trail.ShiftStarted, "shift", p.ID, trail.Facts{"place": place})
	}
	n, err := tx.Exec(`INSERT INTO shift (community_id, id, account_id, place_id, on_day, started_at, created_at)
		SELECT $1, $2, $3, w.id, $4, $5, $5 FROM work_place w WHERE w.community_id = $1 AND w.id = $6 AND w.closed_at IS NULL`,
		tx.Community(), id, actor.Account, today.String(), tx.Stamp(), place)
	if err != nil {
		return asSent(err)
	}
	if n == 0 {
		return fault.New(fault.Invalid, "shift.invalid").Field("place", "shift.where")
	}
	return note(tx, actor, trail.ShiftStarted, "shift", id, trail.Facts{"place": place})
}

// Stop ends a shift: one's own, or anybody's for whoever plans for all. One
// that has ended stays as it is.
func (s *Store) Stop(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		sh, err := open(tx, actor, id)
		if err != nil || sh.Started.IsZero() || !sh.Stopped.IsZero() {
			return err
		}
		return stop(tx, actor, sh)
	})
}

func stop(tx *db.Tx, actor access.Actor, sh Shift) error {
	if _, err := tx.Exec(`UPDATE shift SET stopped_at = $1 WHERE community_id = $2 AND id = $3`,
		civil.Instant(sh.stopAt(tx.Now())), tx.Community(), sh.ID); err != nil {
		return err
	}
	return note(tx, actor, trail.ShiftStopped, "shift", sh.ID, nil)
}

// Running is the shift that the account is on; false when there is none.
func Running(tx *db.Tx, account string) (Shift, bool, error) {
	sh, ok, err := unfinished(tx, account)
	return sh, ok && sh.Runs(tx.Now()), err
}

// unfinished is the shift of the account that was begun and not ended, also one
// that was forgotten.
func unfinished(tx *db.Tx, account string) (sh Shift, ok bool, err error) {
	sh, err = db.One(tx, scan, selectShifts+` AND s.account_id = $2 AND s.started_at IS NOT NULL AND s.stopped_at IS NULL`,
		tx.Community(), account)
	if fault.Is(err, fault.Missing) {
		return sh, false, nil
	}
	return sh, err == nil, err
}

// asSent tells of a form whose record is there already.
func asSent(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "shift.saved_before").Because(err)
	}
	return err
}

func note(tx *db.Tx, actor access.Actor, event trail.Event, kind, id string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: kind, ID: id}, Facts: facts})
}
