package asking

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps askings and answers.
type Store struct {
	db       *db.DB
	seal     *seal.Sealer
	messages *message.Service // brings links
}

// New keeps them in d.
func New(d *db.DB, s *seal.Sealer, m *message.Service) *Store { return &Store{d, s, m} }

// Beginning is an asking as somebody wishes it.
type Beginning struct {
	ID, Person, Measure string
	Point               Point
	How                 How
	Opens               civil.Date // zero: today
}

func (b Beginning) check() error {
	e := fault.New(fault.Invalid, "asking.invalid")
	if b.Measure == "" {
		e.Field("measure", "asking.measure.missing")
	}
	if _, known := windows[b.Point]; !known {
		e.Field("point", "asking.point.missing")
	}
	if b.How != Phone && b.How != Tablet && b.How != Paper && b.How != Aloud {
		e.Field("how", "asking.how.missing")
	}
	return e.OrNil()
}

// Begin says that a measure is to be put to a person.
func (s *Store) Begin(ctx context.Context, actor access.Actor, b Beginning) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := open(tx, actor, access.MeasureAsk, b.Person)
		if err != nil {
			return err
		}
		if err := b.check(); err != nil {
			return err
		}
		d, err := measure.Newest(tx, b.Measure)
		if err != nil {
			return err
		}
		today := civil.DateOf(tx.Now())
		if b.Opens.IsZero() {
			b.Opens = today
		}
		if b.Opens.Before(today) {
			return fault.New(fault.Invalid, "asking.invalid").Field("opens", "asking.opens.past")
		}
		if err := oneAWeek(tx, p.ID, b); err != nil {
			return err
		}
		return put(tx, actor, p, d, b)
	})
}

// put stores the asking with the wording that it is to be asked in.
func put(tx *db.Tx, actor access.Actor, p person.Person, d *measure.Definition, b Beginning) error {
	language := "en"
	if _, _, ok := d.In(string(p.Language)); ok {
		language = string(p.Language)
	}
	w := windows[b.Point]
	if _, err := tx.Exec(`INSERT INTO measure_ask (community_id, id, person_id, measure_id, version, wording_hash, language, point, how,
			opens_on, due_on, closes_on, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.Community(), b.ID, p.ID, d.ID, d.Version, d.WordingHash(), language, string(b.Point), string(b.How), b.Opens.String(),
		b.Opens.AddDays(w.due).String(), b.Opens.AddDays(w.closes).String(), actor.Account, tx.Stamp()); err != nil {
		return err
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MeasureAsked, Person: p.ID,
		Subject: trail.Subject{Kind: "asking", ID: b.ID}, Facts: trail.Facts{"measure": d.ID, "version": d.Version, "point": string(b.Point),
			"how": string(b.How), "opens": b.Opens.String()}})
}

// open reads a person who may be asked.
func open(tx *db.Tx, actor access.Actor, act access.Action, id string) (person.Person, error) {
	p, err := person.Open(tx, actor, act, id)
	if err != nil {
		return p, err
	}
	switch agreed, err := consent.Given(tx, p.ID, consent.Evaluation); {
	case err != nil:
		return p, err
	case p.IsDead():
		return p, fault.New(fault.Conflict, "asking.died")
	case p.Sealed:
		return p, fault.New(fault.Conflict, "asking.sealed")
	case !agreed:
		return p, fault.New(fault.Conflict, "asking.not_agreed")
	}
	return p, nil
}

// week is how many days lie at least between the days on which one person's
// askings open.
const week = 7

// oneAWeek refuses an asking that would be the second of a week, and a message
// in the week of a check-in.
func oneAWeek(tx *db.Tx, personID string, b Beginning) error {
	from, to := b.Opens.AddDays(1-week), b.Opens.AddDays(week-1)
	near, err := db.All(tx, scanText, `SELECT opens_on FROM measure_ask
		WHERE community_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND opens_on BETWEEN $3 AND $4
		ORDER BY opens_on DESC LIMIT 1`, tx.Community(), personID, from.String(), to.String())
	if err != nil {
		return err
	}
	if len(near) > 0 {
		return fault.New(fault.Conflict, "asking.week").Field("opens", "asking.week")
	}
	if b.How != Phone {
		return nil // the same talk
	}
	due, err := db.All(tx, scanText, `SELECT d.at FROM link_due d
		JOIN link l ON l.community_id = d.community_id AND l.id = d.link_id
		WHERE d.community_id = $1 AND l.person_id = $2 AND d.kind IN ('comfort', 'second_check', 'review', 'outcome')
			AND d.at < $3 AND (d.until_at IS NULL OR d.until_at > $4) ORDER BY d.at LIMIT 1`,
		tx.Community(), personID, civil.Instant(b.Opens.AddDays(week).At(0)), civil.Instant(b.Opens.At(0)))
	if err == nil && len(due) > 0 {
		err = fault.New(fault.Conflict, "asking.check_in").Field("how", "asking.check_in")
	}
	return err
}

func scanText(r db.Row) (s string, err error) { return s, r.Scan(&s) }
