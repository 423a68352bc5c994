package meeting

import (
	"context"
	"slices"

	"openmaf/internal/directory/facet"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Add keeps a meeting that somebody typed. rang says that they rang the group
// today and know that all of it is right.
func (s *Store) Add(ctx context.Context, actor access.Actor, l Listing, rang bool) (id string, err error) {
	if err := access.Allow(actor, access.MeetingWrite, false); err != nil {
		return "", err
	}
	l.Source, l.SourceID = TypedHere, ""
	l = l.Tidy()
	if err := l.Check(); err != nil {
		return "", err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		id = tx.NewID()
		return add(tx, actor.Account, id, l, rang)
	})
	return id, err
}

func add(tx *db.Tx, account, id string, l Listing, rang bool) error {
	if err := revise(tx); err != nil {
		return err
	}
	l.Facets = dated(nil, l.Facets, today(tx))
	args := content(tx, l, tx.Community(), id, l.Source, nil, nil, nil)
	if _, err := tx.Exec(insertMeeting, args...); err != nil {
		return err
	}
	if err := record(tx, account, trail.MeetingAdded, id, nil); err != nil || !rang {
		return err
	}
	return checked(tx, account, id)
}

// Change replaces what is kept of a meeting, whichever list it came from. The
// version is that of the meeting the person saw: when somebody else was
// quicker, nothing changes and the fault is a conflict.
func (s *Store) Change(ctx context.Context, actor access.Actor, id string, version int, l Listing, rang bool) error {
	if err := access.Allow(actor, access.MeetingWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		had, err := current(tx, id, version)
		if err != nil {
			return err
		}
		l.Source, l.SourceID = had.Source, had.SourceID
		l = l.Tidy()
		if err := l.Check(); err != nil {
			return err
		}
		l.Facets = dated(had.Facets, l.Facets, today(tx))
		if _, err := tx.Exec(changeMeeting, content(tx, l, tx.Community(), id)...); err != nil {
			return err
		}
		if err := record(tx, actor.Account, trail.MeetingCorrected, id, nil); err != nil || !rang {
			return err
		}
		return checked(tx, actor.Account, id)
	})
}

// Withdraw takes a meeting out of every list and option. It stays in the
// database, for plans that were made with it, and an import does not bring it
// back.
func (s *Store) Withdraw(ctx context.Context, actor access.Actor, id string, version int) error {
	if err := access.Allow(actor, access.MeetingWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := current(tx, id, version); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE meeting SET withdrawn = TRUE, version = version + 1, updated_at = $1
			WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), id); err != nil {
			return err
		}
		return record(tx, actor.Account, trail.MeetingWithdrawn, id, nil)
	})
}

// Rang notes that somebody rang the group today, or was there, and that the
// listing is right. It takes a flag away.
func (s *Store) Rang(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.MeetingCheck, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := revise(tx); err != nil {
			return err
		}
		return checked(tx, actor.Account, id)
	})
}

// Flag notes that somebody found the listing wrong today.
func (s *Store) Flag(ctx context.Context, actor access.Actor, id string, reason FlagReason) error {
	if err := access.Allow(actor, access.MeetingCheck, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return Flag(tx, actor.Account, id, reason) })
}

// Flag is [Store.Flag] inside the transaction of whoever found the door locked,
// and has already been allowed to say so.
func Flag(tx *db.Tx, account, id string, reason FlagReason) error {
	if !slices.Contains(FlagReasons, reason) {
		return fault.New(fault.Invalid, "meeting.flag.unknown").Field("reason", "meeting.flag.unknown")
	}
	if err := revise(tx); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE meeting SET flagged_on = $1, flag_reason = $2, version = version + 1, updated_at = $3
		WHERE community_id = $4 AND id = $5`, today(tx).String(), string(reason), tx.Stamp(), tx.Community(), id)
	if err := oneRow(n, err); err != nil {
		return err
	}
	return record(tx, account, trail.MeetingFlagged, id, trail.Facts{"reason": string(reason)})
}

func checked(tx *db.Tx, account, id string) error {
	n, err := tx.Exec(`UPDATE meeting SET last_checked = $1, checked_by = $2, flagged_on = NULL, flag_reason = NULL,
		version = version + 1, updated_at = $3 WHERE community_id = $4 AND id = $5`,
		today(tx).String(), account, tx.Stamp(), tx.Community(), id)
	if err := oneRow(n, err); err != nil {
		return err
	}
	return record(tx, account, trail.MeetingVerified, id, nil)
}

// current reads the meeting that is to change, after every other change has
// finished, and refuses when it is no longer the one that the person saw.
func current(tx *db.Tx, id string, version int) (Meeting, error) {
	if err := revise(tx); err != nil {
		return Meeting{}, err
	}
	m, err := Get(tx, id)
	if err == nil && m.Version != version {
		err = fault.New(fault.Conflict, "meeting.changed")
	}
	return m, err
}

// dated gives today's date to the facets that a person changed or added: they
// learned them. A facet left as it was keeps its source and its day.
func dated(had, now []facet.Fact, on civil.Date) []facet.Fact {
	var all []facet.Fact
	for _, f := range now {
		if before := facet.Of(had, f.Name); before.Value == f.Value {
			f = before
		} else {
			f.Source, f.On = TypedHere, on
		}
		all = facet.With(all, f)
	}
	return all
}

func today(tx *db.Tx) civil.Date { return civil.DateOf(tx.Now()) }

func oneRow(n int64, err error) error {
	if err == nil && n == 0 {
		err = fault.New(fault.Missing, "record.missing")
	}
	return err
}

func record(tx *db.Tx, account string, event trail.Event, id string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: account, Event: event,
		Subject: trail.Subject{Kind: "meeting", ID: id}, Facts: facts})
}
