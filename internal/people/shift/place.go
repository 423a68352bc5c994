package shift

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Setting is the kind of place where a chat is held.
type Setting string

// Settings in the order pages show them. "Open day" is the community's own
// event; what it is called is in the catalogue.
var Settings = []Setting{"waiting_room", "our_place", "open_day", "phone", "street", "home", "hospital",
	"prison", "probation", "court", "childrens_services", "online", "other"}

// Known reports whether the setting is one that pages show.
func (s Setting) Known() bool { return slices.Contains(Settings, s) }

// Coerced reports whether somebody there has power over the person, so that a
// yes weighs less (domain notes, 7.7, and trap 23).
func (s Setting) Coerced() bool {
	return slices.Contains([]Setting{"prison", "probation", "court", "childrens_services"}, s)
}

// Place is where facilitators work: a waiting room of an agency, our own place,
// a wing, an event.
type Place struct {
	ID      string
	Name    string
	Agency  string // whose place it is; empty for our own
	Setting Setting
	Closed  bool // no shift is planned there any more
}

// Limits of a place's words, in characters.
const longestName = 60

// mostPlaces bounds the list of places; a community has a dozen.
const mostPlaces = 200

func (p Place) tidy() Place {
	p.Name, p.Agency = strings.Join(strings.Fields(p.Name), " "), strings.Join(strings.Fields(p.Agency), " ")
	return p
}

// Check reports what is wrong with a tidy place, by the fields of the form.
func (p Place) Check() error {
	e := fault.New(fault.Invalid, "shift.place.invalid")
	if p.Name == "" {
		e.Field("name", "shift.place.name")
	}
	for _, text := range []struct{ field, words string }{{"name", p.Name}, {"agency", p.Agency}} {
		if utf8.RuneCountInString(text.words) > longestName {
			e.Field(text.field, "shift.place.long", fault.Args{"Limit": longestName})
		}
	}
	if !p.Setting.Known() {
		e.Field("setting", "shift.place.setting")
	}
	return e.OrNil()
}

// AddPlace stores a new place; who plans for everybody may.
func (s *Store) AddPlace(ctx context.Context, actor access.Actor, p Place) error {
	if err := access.Allow(actor, access.ShiftWrite, false); err != nil {
		return err
	}
	p = p.tidy()
	if err := p.Check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO work_place (community_id, id, name, agency, setting, created_at)
			VALUES ($1, $2, $3, $4, $5, $6)`, tx.Community(), p.ID, p.Name, p.Agency, string(p.Setting), tx.Stamp()); err != nil {
			return asSent(err)
		}
		return note(tx, actor, trail.WorkPlaceAdded, "work_place", p.ID, trail.Facts{"setting": string(p.Setting)})
	})
}

// ClosePlace takes the place out of use, or opens it again. Its shifts stay.
func (s *Store) ClosePlace(ctx context.Context, actor access.Actor, id string, closed bool) error {
	if err := access.Allow(actor, access.ShiftWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		at, event := "", trail.WorkPlaceOpened
		if closed {
			at, event = tx.Stamp(), trail.WorkPlaceClosed
		}
		n, err := tx.Exec(`UPDATE work_place SET closed_at = $1 WHERE community_id = $2 AND id = $3
			AND (closed_at IS NULL) = $4`, db.OrNull(at), tx.Community(), id, closed)
		if err != nil || n == 0 {
			return err // pressed twice: it is as they want it
		}
		return note(tx, actor, event, "work_place", id, nil)
	})
}

// Places are all places of work, the open ones first, by name.
func (s *Store) Places(ctx context.Context, actor access.Actor) (places []Place, err error) {
	if err := access.Allow(actor, access.ShiftRead, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		places, err = db.All(tx, scanPlace, `SELECT id, name, agency, setting, closed_at IS NOT NULL FROM work_place
			WHERE community_id = $1 ORDER BY closed_at IS NOT NULL, name, id LIMIT $2`, tx.Community(), mostPlaces)
		return err
	})
	return places, err
}

func scanPlace(r db.Row) (p Place, err error) {
	return p, r.Scan(&p.ID, &p.Name, &p.Agency, &p.Setting, &p.Closed)
}
