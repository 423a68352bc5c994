package meeting

import (
	"context"
	"errors"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Typed is a meeting as somebody typed it into a form.
type Typed struct {
	ID string // made with the form, so that sending it twice makes one meeting
	Listing
	Rang bool // today, and all of it is right
	Sure bool // that it is none of those which look like it
}

// AddTyped is [Store.Add] for a form. Unless the person is sure, a meeting that
// looks like one of the list is refused with a problem of the field "sure".
func (s *Store) AddTyped(ctx context.Context, actor access.Actor, t Typed) error {
	if err := access.Allow(actor, access.MeetingWrite, false); err != nil {
		return err
	}
	t.Source, t.SourceID = TypedHere, ""
	l := t.Tidy()
	if err := l.Check(); err != nil {
		return err
	}
	err := s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if like, err := alike(tx, l); err != nil || len(like) > 0 && !t.Sure {
			return errors.Join(err, looksLike(like))
		}
		return add(tx, actor.Account, t.ID, l, t.Rang)
	})
	if errors.Is(err, db.ErrDuplicate) { // other words under the id of a form that was taken
		return fault.New(fault.Conflict, "meeting.saved-already").Because(err)
	}
	return err
}

func looksLike(like []Meeting) error {
	if len(like) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "meeting.invalid").
		Field("sure", "meeting.alike", fault.Args{"Title": like[0].Title, "Time": like[0].Slot.Start.String()})
}

// alike are the meetings of the same fellowship at the same time and postcode
// that share a day. Without a postcode the name must be the same as well.
func alike(tx *db.Tx, l Listing) ([]Meeting, error) {
	all, err := db.All(tx, newScanner().scan, selectMeetings+` AND fellowship = $2 AND starts = $3 AND postcode = $4
		AND NOT withdrawn AND ($4 <> '' OR title_key = $5) ORDER BY title_key, id`,
		tx.Community(), l.Fellowship, l.Slot.Start.String(), l.Postcode, fold(l.Title))
	var like []Meeting
	for _, m := range all {
		if m.Slot.Rule.Weekdays()&l.Slot.Rule.Weekdays() != 0 {
			like = append(like, m)
		}
	}
	return like, err
}

// ToRing reads up to limit meetings that somebody found wrong and nobody has
// rung since, the one that has waited longest first.
func (s *Store) ToRing(ctx context.Context, actor access.Actor, limit int) (all []Meeting, err error) {
	if err := access.Allow(actor, access.MeetingRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, newScanner().scan, selectMeetings+` AND flagged_on IS NOT NULL AND NOT withdrawn
			ORDER BY flagged_on, id LIMIT $2`,
			tx.Community(), limit)
		return err
	})
	return all, err
}
