// Package companion keeps who may go along with people, and until when.
//
// Invariants:
//   - An account can be planned as a companion only while a manager's clearance
//     stands on the day of the outing: references and training seen, a DBS
//     check where the role needs it, each with its date, until a date; and not
//     on any day after the first of these papers has run out.
//   - At most one clearance stands for an account; an earlier one stays in the
//     record, ended.
//   - Nothing here says which fellowship a companion belongs to, or whether.
//     What they share of their life ([Experience]) is read to match them with
//     somebody who asked for it, and shown to nobody but themselves.
//   - [Match] never names who is not cleared, rests, is away, has an outing that
//     day already, has as many outings or people as they can, or must be kept
//     apart; and never a man where a woman was asked for, or the other way
//     round. In everything else it only orders, and says why.
//   - A rest needs no reason, and none is kept.
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

// Clearance says what a manager saw before somebody may go along with people.
type Clearance struct {
	Account    string
	References civil.Date // seen on
	Training   civil.Date // finished on
	DBSNeeded  bool       // for the role that they take
	DBS        civil.Date // seen on; zero where it is not needed
	Until      civil.Date // the last day

	TrainingUntil civil.Date // to be done again by then; zero: it does not run out
	DBSUntil      civil.Date // likewise
	CarUntil      civil.Date // insured to give lifts until; zero: no lifts
	OutBefore     bool       // their first outing in twos was before this record
	By            string     // manager
	At            time.Time
}

// longestClearance is how far ahead a clearance may reach, in years: long
// enough for a DBS check, short enough that somebody looks again.
const longestClearance = 3

// LastOn is the last day on which they may go along: the one on which the first
// of their papers runs out. Cover for lifts is no part of it.
func (c Clearance) LastOn() civil.Date {
	last := c.Until
	for _, d := range []civil.Date{c.TrainingUntil, c.DBSUntil} {
		if !d.IsZero() && d.Before(last) {
			last = d
		}
	}
	return last
}

// Check reports everything that is wrong with a clearance given on the day.
func (c Clearance) Check(today civil.Date) error {
	e := fault.New(fault.Invalid, "companion.invalid")
	if c.Account == "" {
		e.Field("account", "companion.account")
	}
	seen := func(field string, d civil.Date) {
		switch {
		case d.IsZero():
			e.Field(field, "companion.day.missing")
		case d.After(today):
			e.Field(field, "companion.day.future")
		}
	}
	seen("references_on", c.References)
	seen("training_on", c.Training)
	if c.DBSNeeded || !c.DBS.IsZero() {
		seen("dbs_on", c.DBS)
	}
	switch {
	case c.Until.Before(today):
		e.Field("until_on", "companion.until.past")
	case c.Until.After(civil.Date{Year: today.Year + longestClearance, Month: today.Month, Day: today.Day}):
		e.Field("until_on", "companion.until.far", fault.Args{"Years": longestClearance})
	}
	for field, d := range map[string]civil.Date{"training_until": c.TrainingUntil, "dbs_until": c.DBSUntil, "car_until": c.CarUntil} {
		if !d.IsZero() && d.Before(today) {
			e.Field(field, "companion.until.past")
		}
	}
	return e.OrNil()
}

// Companion is somebody who can be planned.
type Companion struct {
	Account string
	Name    string
	Until   civil.Date
}

// Store keeps clearances.
type Store struct{ db *db.DB }

// New keeps clearances in d.
func New(d *db.DB) *Store { return &Store{d} }

// Clear lets the account go along with people, in place of any earlier
// clearance. Nobody clears themselves.
func (s *Store) Clear(ctx context.Context, actor access.Actor, c Clearance) error {
	if err := access.Allow(actor, access.CompanionClear, false); err != nil {
		return err
	}
	if c.Account == actor.Account {
		return fault.New(fault.Denied, "companion.not_yourself")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := c.Check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if err := isCompanion(tx, c.Account); err != nil {
			return err
		}
		if _, err := end(tx, actor, c.Account); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO clearance (community_id, id, account_id, references_on, training_on, dbs_needed, dbs_on,
				until_on, training_until, dbs_until, car_until, out_before, last_on, cleared_by, cleared_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			tx.Community(), id, c.Account, c.References.String(), c.Training.String(), c.DBSNeeded, c.DBS,
			c.Until.String(), c.TrainingUntil, c.DBSUntil, c.CarUntil, c.OutBefore, c.LastOn().String(),
			actor.Account, tx.Stamp()); err != nil {
			return err
		}
		return note(tx, actor, trail.CompanionCleared, c.Account, trail.Facts{"until": c.LastOn().String()})
	})
}

// isCompanion reports whether the account is there and goes along with people
// at all.
func isCompanion(tx *db.Tx, account string) error {
	_, err := db.One(tx, db.Column[string], `SELECT a.id FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id AND r.role = 'companion'
		WHERE a.community_id = $1 AND a.id = $2 AND a.state <> 'left'`, tx.Community(), account)
	return err
}

// Withdraw ends the account's clearance at once.
func (s *Store) Withdraw(ctx context.Context, actor access.Actor, account string) error {
	if err := access.Allow(actor, access.CompanionClear, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		ended, err := end(tx, actor, account)
		if err != nil {
			return err
		}
		if ended == 0 {
			return fault.New(fault.Missing, "record.missing")
		}
		return note(tx, actor, trail.ClearanceWithdrawn, account, nil)
	})
}

func end(tx *db.Tx, actor access.Actor, account string) (int64, error) {
	return tx.Exec(`UPDATE clearance SET ended_at = $1, ended_by = $2
		WHERE community_id = $3 AND account_id = $4 AND ended_at IS NULL`, tx.Stamp(), actor.Account, tx.Community(), account)
}

func note(tx *db.Tx, actor access.Actor, event trail.Event, account string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "account", ID: account}, Facts: facts})
}

// Cleared reports whether the account may go along on the day: nil, or a fault
// with the field that a plan's form calls "companion".
func Cleared(tx *db.Tx, account string, on civil.Date) error {
	until, err := db.One(tx, db.Column[string], `SELECT c.last_on FROM clearance c
		JOIN account a ON a.community_id = c.community_id AND a.id = c.account_id AND a.state = 'active'
		JOIN account_role r ON r.community_id = c.community_id AND r.account_id = c.account_id AND r.role = 'companion'
		WHERE c.community_id = $1 AND c.account_id = $2 AND c.ended_at IS NULL`, tx.Community(), account)
	switch {
	case fault.Is(err, fault.Missing):
		return fault.New(fault.Invalid, "companion.not_cleared").Field("companion", "companion.not_cleared")
	case err != nil:
		return err
	case until < on.String():
		return fault.New(fault.Invalid, "companion.lapsed").
			Field("companion", "companion.lapsed")
	}
	return nil
}

// readyLimit is how many companions a plan's form offers at the most.
const readyLimit = 100

// Ready lists who can be planned on the day, by name.
func (s *Store) Ready(ctx context.Context, actor access.Actor, on civil.Date) (ready []Companion, err error) {
	if err := access.Allow(actor, access.CompanionRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		ready, err = db.All(tx, scanCompanion, `SELECT a.id, a.name, c.last_on FROM clearance c
			JOIN account a ON a.community_id = c.community_id AND a.id = c.account_id AND a.state = 'active'
			JOIN account_role r ON r.community_id = c.community_id AND r.account_id = c.account_id AND r.role = 'companion'
			WHERE c.community_id = $1 AND c.ended_at IS NULL AND c.last_on >= $2
			ORDER BY a.name_key, a.id LIMIT $3`, tx.Community(), on.String(), readyLimit)
		return err
	})
	return ready, err
}

// Of reads the account's standing clearance; no such clearance is a fault of
// the kind Missing.
func (s *Store) Of(ctx context.Context, actor access.Actor, account string) (c Clearance, err error) {
	if err := access.Allow(actor, access.CompanionRead, account == actor.Account); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err = db.One(tx, scanClearance, `SELECT account_id, references_on, training_on, dbs_needed, dbs_on, until_on,
				training_until, dbs_until, car_until, out_before, cleared_by, cleared_at
			FROM clearance WHERE community_id = $1 AND account_id = $2 AND ended_at IS NULL`, tx.Community(), account)
		return err
	})
	return c, err
}

func scanCompanion(r db.Row) (c Companion, err error) {
	return c, r.Scan(&c.Account, &c.Name, &c.Until)
}

func scanClearance(r db.Row) (c Clearance, err error) {
	return c, r.Scan(&c.Account, &c.References, &c.Training, &c.DBSNeeded, &c.DBS, &c.Until, &c.TrainingUntil, &c.DBSUntil, &c.CarUntil,
		&c.OutBefore, &c.By, civil.ScanInstant(&c.At))
}
