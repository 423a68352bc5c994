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
		if err := Hold(tx, p.ID); err != nil {
			return err
		}
		if err := giveWay(tx, p.ID, b.Opens); err != nil {
			return err
		}
		if err := oneAWeek(tx, p.ID, b); err != nil {
			return err
		}
		return put(tx, actor.Account, d, Planned{ID: b.ID, Person: p.ID, Language: string(p.Language), TimePoint: TimePoint{b.Measure, b.Point},
			Opens: b.Opens, Closes: b.Point.Closes(b.Opens)}, b.How)
	})
}

// put stores the asking with the wording that it is to be asked in.
func put(tx *db.Tx, account string, d *measure.Definition, p Planned, how How) error {
	language := "en"
	if _, _, ok := d.In(p.Language); ok {
		language = p.Language
	}
	due := p.Opens.AddDays(windows[p.At].due)
	if due.After(p.Closes) {
		due = p.Closes
	}
	if _, err := tx.Exec(`INSERT INTO measure_ask (community_id, id, person_id, measure_id, version, wording_hash, language, point, how,
			opens_on, due_on, closes_on, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.Community(), p.ID, p.Person, d.ID, d.Version, d.WordingHash(), language, string(p.At), string(how), p.Opens, due, p.Closes,
		account, tx.Stamp()); err != nil {
		return err
	}
	facts := trail.Facts{"measure": d.ID, "version": d.Version, "point": string(p.At), "opens": p.Opens.String()}
	if how != "" {
		facts["how"] = string(how)
	}
	return trail.Append(tx, trail.Entry{Account: account, Event: trail.MeasureAsked, Person: p.Person,
		Subject: trail.Subject{Kind: "asking", ID: p.ID}, Facts: facts})
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

// Week is how many days lie at least between the days on which one person is
// asked.
const Week = 7

// oneAWeek refuses an asking that would be the second of a week, and a message
// in the week of a check-in.
func oneAWeek(tx *db.Tx, personID string, b Beginning) error {
	if err := nothingNear(tx, personID, b.ID, b.Opens); err != nil {
		return fault.New(fault.Conflict, "asking.week").Field("opens", "asking.week").Because(err)
	}
	if b.How != Phone {
		return nil // the same talk
	}
	return noCheckIn(tx, personID, b.Opens)
}

// nothingNear refuses a day less than a week from another asking of the person:
// from the day on which it opens, and from that on which it was put to them.
func nothingNear(tx *db.Tx, personID, but string, on civil.Date) error {
	near, err := db.All(tx, scanText, `SELECT id FROM measure_ask WHERE community_id = $1 AND person_id = $2 AND id <> $3
		AND withdrawn_at IS NULL AND (opens_on BETWEEN $4 AND $5 OR asked_on BETWEEN $4 AND $5) LIMIT 1`,
		tx.Community(), personID, but, on.AddDays(1-Week), on.AddDays(Week-1))
	if err == nil && len(near) > 0 {
		err = fault.New(fault.Conflict, "asking.week")
	}
	return err
}

// CheckIns are the kinds of due of a way (d) at which the person is asked
// something: each is an asking too. No index is wanted for them, and the
// empty text keeps it out: the ways of a person are few, and what is due is much.
const CheckIns = `d.kind || '' IN ('comfort', 'second_check', 'review', 'outcome')`

// noCheckIn refuses a week, from the day on, in which a check-in is due.
func noCheckIn(tx *db.Tx, personID string, on civil.Date) error {
	due, err := db.All(tx, scanText, `SELECT d.at FROM link l CROSS JOIN link_due d
		WHERE l.community_id = $1 AND l.person_id = $2 AND d.community_id = l.community_id AND d.link_id = l.id AND `+CheckIns+`
			AND d.at || '' < $3 AND (d.until_at IS NULL OR d.until_at > $4) ORDER BY d.at LIMIT 1`,
		tx.Community(), personID, civil.Instant(on.AddDays(Week).At(0)), civil.Instant(on.At(0)))
	if err == nil && len(due) > 0 {
		err = fault.New(fault.Conflict, "asking.check_in").Field("how", "asking.check_in")
	}
	return err
}

func scanText(r db.Row) (s string, err error) { return s, r.Scan(&s) }
