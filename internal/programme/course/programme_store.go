package course

import (
	"context"
	"encoding/json"
	"errors"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps programmes, courses and registers.
type Store struct{ db *db.DB }

// New keeps them in d.
func New(d *db.DB) *Store { return &Store{d} }

// mostProgrammes bounds the list; a community has a handful.
const mostProgrammes = 100

const selectProgramme = `SELECT g.id, v.version, g.shipped, v.content FROM programme g
	JOIN programme_version v ON v.community_id = g.community_id AND v.programme_id = g.id WHERE g.community_id = $1`

func scanProgramme(r db.Row) (p Programme, err error) {
	var content string
	if err := r.Scan(&p.ID, &p.Version, &p.Shipped, &content); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(content), &p)
}

// Programmes are the community's own, in their newest version.
func (s *Store) Programmes(ctx context.Context, actor access.Actor) (all []Programme, err error) {
	if err := access.Allow(actor, access.ProgrammeRead, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanProgramme, selectProgramme+` AND v.version = g.version ORDER BY v.title, g.id LIMIT $2`,
			tx.Community(), mostProgrammes)
		return err
	})
	return all, err
}

// Programme reads the newest version of one.
func (s *Store) Programme(ctx context.Context, actor access.Actor, id string) (p Programme, err error) {
	if err := access.Allow(actor, access.ProgrammeRead, true); err != nil {
		return p, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err = newest(tx, id)
		return err
	})
	return p, err
}

func newest(tx *db.Tx, id string) (Programme, error) {
	return db.One(tx, scanProgramme, selectProgramme+` AND g.id = $2 AND v.version = g.version`, tx.Community(), id)
}

// versionOf is the programme as a course has it.
func versionOf(tx *db.Tx, id string, version int) (Programme, error) {
	return db.One(tx, scanProgramme, selectProgramme+` AND g.id = $2 AND v.version = $3`, tx.Community(), id, version)
}

// Take makes the community's own copy of a shipped programme, under the id.
func (s *Store) Take(ctx context.Context, actor access.Actor, id, key string) error {
	p, ok := shippedAs(key)
	if !ok {
		return fault.New(fault.Missing, "record.missing")
	}
	p.ID = id
	return s.Add(ctx, actor, p)
}

// Add stores a new programme in its first version.
func (s *Store) Add(ctx context.Context, actor access.Actor, p Programme) error {
	if err := access.Allow(actor, access.ProgrammeWrite, true); err != nil {
		return err
	}
	p = p.tidy()
	if err := p.Check(); err != nil {
		return err
	}
	p.Version = 1
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO programme (community_id, id, shipped, version, created_at) VALUES ($1, $2, $3, $4, $5)`,
			tx.Community(), p.ID, p.Shipped, p.Version, tx.Stamp()); err != nil {
			return asSent(err)
		}
		return putVersion(tx, actor, p)
	})
}

// Change stores the programme as a new version; p.Version is the one that the
// form was printed from. Courses stay on the version that they began with.
func (s *Store) Change(ctx context.Context, actor access.Actor, p Programme) error {
	if err := access.Allow(actor, access.ProgrammeWrite, true); err != nil {
		return err
	}
	p = p.tidy()
	if err := p.Check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		old, err := newest(tx, p.ID)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE programme SET version = version + 1 WHERE community_id = $1 AND id = $2 AND version = $3`,
			tx.Community(), p.ID, p.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "course.programme.changed_meanwhile")
		}
		p.Source = old.Source // whose work it follows stays true of every version
		p.Version++
		return putVersion(tx, actor, p)
	})
}

func putVersion(tx *db.Tx, actor access.Actor, p Programme) error {
	content, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO programme_version (community_id, programme_id, version, title, content, made_by, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), p.ID, p.Version, p.Title, string(content), actor.Account, tx.Stamp()); err != nil {
		return err
	}
	return note(tx, actor, trail.ProgrammeMade, "programme", p.ID, "", trail.Facts{"version": itoa(p.Version)})
}

// asSent tells of a form whose record is there already.
func asSent(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Conflict, "course.saved_before").Because(err)
	}
	return err
}

// note writes an entry; person is whom it is about, if it is about somebody.
func note(tx *db.Tx, actor access.Actor, event trail.Event, kind, id, person string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: kind, ID: id},
		Person: person, Facts: facts})
}
