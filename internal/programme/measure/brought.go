package measure

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Leave is the permission to use a measure: who gave it, where the answer can be
// found, and of what day it is. A measure of an open class needs none.
type Leave struct {
	By, Reference string
	On            civil.Date
}

// Brought is a measure that a community brought itself.
type Brought struct {
	*Definition
	Leave Leave
}

// Store keeps the measures that communities bring.
type Store struct{ db *db.DB }

// New keeps them in d.
func New(d *db.DB) *Store { return &Store{d} }

// mostBrought bounds the list; a community asks a handful.
const mostBrought = 100

// Bring stores a definition, with the leave for its words. A version is stored
// once: other words or another scoring are another version.
func (s *Store) Bring(ctx context.Context, actor access.Actor, data []byte, leave Leave) (*Definition, error) {
	if err := access.Allow(actor, access.ProgrammeWrite, false); err != nil {
		return nil, err
	}
	d, err := Parse(data)
	if err != nil {
		return nil, err
	}
	on, err := leave.check(d)
	if err != nil {
		return nil, err
	}
	return d, s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO measure_definition (community_id, measure_id, version, definition, permitted_by, permission_ref, permitted_on, account_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, tx.Community(), d.ID, d.Version, string(data),
			leave.By, leave.Reference, on, actor.Account, tx.Stamp())
		if errors.Is(err, db.ErrDuplicate) {
			return fault.New(fault.Conflict, "measure.brought-before", fault.Args{"ID": d.ID, "Version": d.Version}).Because(err)
		}
		if err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MeasureBrought,
			Subject: trail.Subject{Kind: "measure", ID: d.ID}, Facts: trail.Facts{"version": d.Version, "licence": string(d.Licence.Class)}})
	})
}

// check asks for all three parts of a leave where the words are not open.
func (l *Leave) check(d *Definition) (on sql.NullString, err error) {
	l.By, l.Reference = strings.TrimSpace(l.By), strings.TrimSpace(l.Reference)
	if !l.On.IsZero() {
		on = sql.NullString{String: l.On.String(), Valid: true}
	}
	if !d.Worded() || d.Licence.Class.Open() {
		return on, nil
	}
	wrong := fault.New(fault.Invalid, "measure.leave")
	if l.By == "" {
		wrong.Field("by", "measure.leave.by")
	}
	if l.Reference == "" {
		wrong.Field("reference", "measure.leave.reference")
	}
	if l.On.IsZero() {
		wrong.Field("on", "measure.leave.on")
	}
	return on, wrong.OrNil()
}

// Brought are the community's own measures, by id and then as they came.
func (s *Store) Brought(ctx context.Context, actor access.Actor) (all []Brought, err error) {
	if err := access.Allow(actor, access.ProgrammeRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanBrought, `SELECT definition, permitted_by, permission_ref, permitted_on FROM measure_definition
			WHERE community_id = $1 ORDER BY measure_id, at, version LIMIT $2`, tx.Community(), mostBrought)
		return err
	})
	return all, err
}

// Definition is the measure with an id in the version that the community brought
// last, else as the program comes with it.
func (s *Store) Definition(ctx context.Context, actor access.Actor, id string) (*Definition, error) {
	brought, err := s.Brought(ctx, actor)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, b := range slices.Backward(brought) {
		if b.ID == id {
			return b.Definition, nil
		}
		ids = append(ids, b.ID)
	}
	return find(id, ids)
}

func scanBrought(r db.Row) (b Brought, err error) {
	var text []byte
	if err := r.Scan(&text, &b.Leave.By, &b.Leave.Reference, &b.Leave.On); err != nil {
		return b, err
	}
	b.Definition, err = Parse(text)
	return b, err
}

// Known finds the definition of a measure in a version that was asked: one that
// the community brought, or that the program comes with.
type Known func(id, version string) (*Definition, error)

// AllKnown reads what the community brought, once for many answers.
func AllKnown(tx *db.Tx) (Known, error) {
	own, err := db.All(tx, scanBrought, `SELECT definition, permitted_by, permission_ref, permitted_on FROM measure_definition
		WHERE community_id = $1 ORDER BY measure_id, version LIMIT $2`, tx.Community(), mostBrought)
	return func(id, version string) (*Definition, error) {
		for _, b := range own {
			if b.ID == id && b.Version == version {
				return b.Definition, nil
			}
		}
		d, err := Find(id)
		if err == nil && d.Version != version {
			err = fault.New(fault.Conflict, "measure.version", fault.Args{"ID": id, "Version": version})
		}
		return d, err
	}, err
}

// Askable are the measures that can be put to people, because they have words:
// of what the community brought the newest version of each, which stands in
// place of the one that the program comes with.
func Askable(tx *db.Tx) ([]*Definition, error) {
	own, err := db.All(tx, scanBrought, `SELECT definition, permitted_by, permission_ref, permitted_on FROM measure_definition
		WHERE community_id = $1 ORDER BY measure_id, at DESC, version DESC LIMIT $2`, tx.Community(), mostBrought)
	if err != nil {
		return nil, err
	}
	var all []*Definition
	seen := map[string]bool{}
	add := func(d *Definition) {
		if d.Worded() && !seen[d.ID] {
			seen[d.ID] = true
			all = append(all, d)
		}
	}
	for _, b := range own {
		add(b.Definition)
	}
	for _, d := range Shipped() {
		add(d)
	}
	slices.SortFunc(all, func(a, b *Definition) int { return strings.Compare(a.Title, b.Title) })
	return all, nil
}

// Newest is the version of a measure that is asked from now on.
func Newest(tx *db.Tx, id string) (*Definition, error) {
	all, err := Askable(tx)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if d.ID == id {
			return d, nil
		}
	}
	return nil, fault.New(fault.Invalid, "measure.not-askable").Field("measure", "measure.not-askable")
}
