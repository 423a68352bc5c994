package course

import (
	"context"
	"slices"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Enrolling puts somebody on a course.
type Enrolling struct {
	ID     string // of the enrolment
	Course string
	Person string // who is known already; empty for somebody new
	New    person.Person
	Agreed []consent.Answer // of somebody new: without a yes to a record there is none
	Source Source
	Ask    string // a keyworker's, that led to it
	// Coerced: somebody has a say over them there, and they were told first what
	// is reported and that they may say no. Without that nobody is put on a
	// course behind a gate (domain notes, 9.23).
	Coerced bool
	Here    string // session at which they are right now; empty for none
}

// Enrol gives somebody a place, or a place in the waiting list where none is
// free. Somebody new needs no more than a first name and a yes to being
// written down; whoever wants no record is a head on the register.
func (s *Store) Enrol(ctx context.Context, actor access.Actor, w *locale.Words, in Enrolling) error {
	if !slices.Contains(Sources, in.Source) {
		return fault.New(fault.Invalid, "course.enrol.invalid").Field("source", "course.enrol.source")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err := locked(tx, actor, access.CourseRead, in.Course)
		if err != nil {
			return err
		}
		if err := c.told(in.Coerced, "agreed"); err != nil {
			return err
		}
		who, err := whom(tx, actor, w, in)
		if err != nil {
			return err
		}
		state, err := enrol(tx, actor, c, Enrolment{ID: in.ID, Person: who.ID, Source: in.Source, Coerced: in.Coerced}, in.Ask)
		if err == nil && in.Ask != "" {
			err = ask.Began(tx, actor, in.Ask, who.ID)
		}
		if err != nil || in.Here == "" || state != On {
			return err
		}
		if err := mayMark(tx, actor, in.Here); err != nil {
			return err
		}
		_, err = mark(tx, actor, Mark{ID: tx.NewID(), Session: in.Here, Enrolment: in.ID, Here: true, How: Seen})
		return err
	})
}

// told refuses to put somebody behind a gate who was not told what is reported
// there, at the field of the form.
func (c Course) told(coerced bool, field string) error {
	if c.Setting == Prison && !coerced {
		return fault.New(fault.Invalid, "course.enrol.invalid").Field(field, "course.enrol.told")
	}
	return nil
}

// whom is the person to enrol: one whose record the actor may change, or a new
// one who said yes to it.
func whom(tx *db.Tx, actor access.Actor, w *locale.Words, in Enrolling) (person.Person, error) {
	if in.Person != "" {
		return person.Open(tx, actor, access.PersonWrite, in.Person)
	}
	if !slices.ContainsFunc(in.Agreed, func(a consent.Answer) bool { return a.Purpose == consent.Record && a.Given }) {
		return in.New, fault.New(fault.Invalid, "course.enrol.invalid").Field("agreed", "course.enrol.agreed")
	}
	if err := person.Add(tx, actor, in.New); err != nil {
		return in.New, err
	}
	return in.New.Tidy(), consent.Add(tx, actor, w, in.New.ID, in.Agreed)
}

// enrol stores the place of somebody on a locked course.
func enrol(tx *db.Tx, actor access.Actor, c Course, e Enrolment, asked string) (State, error) {
	there, err := db.All(tx, db.Column[string], `SELECT state FROM enrolment WHERE community_id = $1 AND course_id = $2 AND person_id = $3
		AND state <> 'moved'`, tx.Community(), c.ID, e.Person)
	if err != nil {
		return "", err
	}
	if len(there) > 0 {
		return "", fault.New(fault.Conflict, "course.enrol.twice")
	}
	state, err := Next("", Enrol, c.Free() > 0)
	if err != nil {
		return "", err
	}
	line, err := db.One(tx, db.Column[int], `UPDATE course SET line = line + 1 WHERE community_id = $1 AND id = $2 RETURNING line`, tx.Community(), c.ID)
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(`INSERT INTO enrolment (community_id, id, course_id, person_id, line, source, ask_id, came_from, state, reason, since_at, enrolled_at, steps, coerced)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $10, 1, $11)`, tx.Community(), e.ID, c.ID, e.Person, line, string(e.Source),
		db.OrNull(asked), db.OrNull(e.CameFrom), string(state), tx.Stamp(), e.Coerced); err != nil {
		return "", asSent(err)
	}
	return state, addStep(tx, actor, Enrolment{ID: e.ID, Course: c.ID, Person: e.Person}, 1, Enrol, state, "")
}

// events are what the trail says of a verb.
var events = map[Verb]trail.Event{Enrol: trail.CourseEnrolled, Offer: trail.CourseOffered, Accept: trail.CourseJoined, Leave: trail.CourseLeft,
	Return: trail.CourseReturned, Move: trail.CourseMoved, Graduate: trail.CourseGraduated}

func addStep(tx *db.Tx, actor access.Actor, e Enrolment, seq int, v Verb, became State, why Reason) error {
	if err := putStep(tx, actor, e, seq, v, became, why); err != nil {
		return err
	}
	facts := trail.Facts{"course": e.Course, "became": string(became)}
	if why != "" {
		facts["reason"] = string(why)
	}
	return note(tx, actor, events[v], "enrolment", e.ID, e.Person, facts)
}

// putStep stores a step for a transaction that says in the trail why.
func putStep(tx *db.Tx, actor access.Actor, e Enrolment, seq int, v Verb, became State, why Reason) error {
	_, err := tx.Exec(`INSERT INTO enrolment_step (community_id, enrolment_id, seq, verb, became, reason, account_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.Community(), e.ID, seq, string(v), string(became), string(why), actor.Account, tx.Stamp())
	return err
}

// Telling is what happened to a place.
type Telling struct {
	Verb   Verb
	Reason Reason // of leaving
	To     string // course to move to
	ToID   string // of the enrolment there
	Agreed bool   // they agree that what was before goes with them
	// Coerced: as of [Enrolling]. Whoever goes on behind a gate is told anew: what
	// is reported there is another thing than what was where they come from.
	Coerced bool
}

func (t Telling) check() error {
	e := fault.New(fault.Invalid, "course.enrol.invalid")
	if t.Verb == Leave && !slices.Contains(Reasons, t.Reason) {
		e.Field("reason", "course.enrol.reason")
	}
	if t.Verb == Move && t.To == "" {
		e.Field("to", "course.enrol.to")
	}
	if t.Verb == Move && !t.Agreed {
		e.Field("moved_agreed", "course.enrol.moved_agreed")
	}
	return e.OrNil()
}

// Tell stores what happened to somebody's place: whoever runs the course does
// it, or looks after the person's record. What becomes free is offered to who
// is next.
func (s *Store) Tell(ctx context.Context, actor access.Actor, id string, t Telling) error {
	if err := t.check(); err != nil {
		return err
	}
	if t.Verb == Enrol || t.Verb == Offer {
		return fault.New(fault.Conflict, "course.cannot") // they happen by themselves
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		e, _, err := mine(tx, actor, id)
		if err != nil {
			return err
		}
		if _, err := locked(tx, actor, access.CourseRead, e.Course); err != nil {
			return err
		}
		e, c, err := mine(tx, actor, id) // as it is now that nobody else changes it
		if err != nil {
			return err
		}
		if e.Died && t.Verb != Leave {
			return fault.New(fault.Conflict, "course.cannot")
		}
		if t.Verb == Graduate {
			if err := complete(tx, c, e); err != nil {
				return err
			}
		}
		return tell(tx, actor, c, e, t)
	})
}

func tell(tx *db.Tx, actor access.Actor, c Course, e Enrolment, t Telling) error {
	state, err := become(tx, actor, c, e, t.Verb, t.Reason)
	if err != nil {
		return err
	}
	if t.Verb == Move {
		if err := goOn(tx, actor, e, t); err != nil {
			return err
		}
	}
	if e.State.Holds() && !state.Holds() {
		c.Taken--
		return fill(tx, actor, c)
	}
	return nil
}

// become moves a place on a locked course to its next state.
func become(tx *db.Tx, actor access.Actor, c Course, e Enrolment, v Verb, why Reason) (State, error) {
	state, err := Next(e.State, v, c.Free() > 0)
	if err != nil {
		return state, err
	}
	seq, err := set(tx, e.ID, state, why, tx.Stamp())
	if err != nil {
		return state, err
	}
	return state, addStep(tx, actor, e, seq, v, state, why)
}

// set stores what a place is now, and gives the number of the step that made it.
func set(tx *db.Tx, id string, state State, why Reason, since string) (int, error) {
	return db.One(tx, db.Column[int], `UPDATE enrolment SET state = $1, reason = $2, since_at = $3, steps = steps + 1
		WHERE community_id = $4 AND id = $5 RETURNING steps`, string(state), string(why), since, tx.Community(), id)
}

// goOn gives the person a place on the other course, which goes on from this.
func goOn(tx *db.Tx, actor access.Actor, e Enrolment, t Telling) error {
	if t.To == e.Course {
		return fault.New(fault.Invalid, "course.enrol.invalid").Field("to", "course.enrol.to")
	}
	to, err := locked(tx, actor, access.CourseRead, t.To)
	if missing(err) {
		return fault.New(fault.Invalid, "course.enrol.invalid").Field("to", "course.enrol.to").Because(err)
	}
	if err != nil {
		return err
	}
	if err := to.told(t.Coerced, "moved_agreed"); err != nil {
		return err
	}
	_, err = enrol(tx, actor, to, Enrolment{ID: t.ToID, Person: e.Person, Source: e.Source, CameFrom: e.ID, Coerced: t.Coerced && to.Setting == Prison}, "")
	return err
}

// fill offers free places of a locked course to those who wait longest. Nobody
// who has died is offered anything.
func fill(tx *db.Tx, actor access.Actor, c Course) error {
	if c.Free() == 0 {
		return nil
	}
	next, err := db.All(tx, scanNext, `SELECT e.id, e.course_id, e.person_id, e.state FROM enrolment e
		JOIN person w ON w.community_id = e.community_id AND w.id = e.person_id
		WHERE e.community_id = $1 AND e.course_id = $2 AND e.state = 'waiting' AND w.died_on IS NULL ORDER BY e.since_at, e.line LIMIT $3`,
		tx.Community(), c.ID, c.Free())
	for _, e := range next {
		if err == nil {
			_, err = become(tx, actor, c, e, Offer, "")
			c.Taken++
		}
	}
	return err
}

func scanNext(r db.Row) (e Enrolment, err error) {
	return e, r.Scan(&e.ID, &e.Course, &e.Person, &e.State)
}

// selectEnrolments reads places of people in the sight of the account in the
// second argument.
var selectEnrolments = `SELECT e.id, e.course_id, e.person_id, p.name, p.keeper, e.line, e.source, e.state, e.reason, e.since_at, e.enrolled_at,
	e.came_from, p.died_on IS NOT NULL, e.coerced, p.language FROM enrolment e JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
	WHERE e.community_id = $1 AND ` + person.InSight("p", "$2")

func scanEnrolment(r db.Row) (e Enrolment, err error) {
	return e, r.Scan(&e.ID, &e.Course, &e.Person, &e.Name, &e.Keeper, &e.Line, &e.Source, &e.State, &e.Reason,
		civil.ScanInstant(&e.Since), civil.ScanInstant(&e.Enrolled), db.OrZero(&e.CameFrom), &e.Died, &e.Coerced, &e.Language)
}

// mine reads a place that the actor may change: on a course that they run, or
// of a person whose record they keep.
func mine(tx *db.Tx, actor access.Actor, id string) (e Enrolment, c Course, err error) {
	if e, err = db.One(tx, scanEnrolment, selectEnrolments+` AND e.id = $3`, tx.Community(), actor.Account, id); err != nil {
		return e, c, err
	}
	if c, err = courseOf(tx, actor, e.Course); err != nil {
		return e, c, err
	}
	return e, c, access.Allow(actor, access.CourseRun, c.Run || e.Keeper == actor.Account)
}

// complete refuses to graduate whom the programme's rule does not let yet.
func complete(tx *db.Tx, c Course, e Enrolment) error {
	p, err := versionOf(tx, c.Programme, c.Version)
	if err != nil {
		return err
	}
	been, err := attended(tx, c.Programme, e.ID)
	if err == nil && !p.Complete(len(been)) {
		err = fault.New(fault.Conflict, "course.enrol.not_complete", fault.Args{"Least": p.Least, "Been": len(been)})
	}
	return err
}

// attended are the sessions of the programme that somebody was at: on this
// course, and on those that it goes on from. One that was there twice is one.
func attended(tx *db.Tx, programme, enrolment string) ([]int, error) {
	return db.All(tx, db.Column[int], `WITH RECURSIVE way (id, came_from) AS (
			SELECT e.id, e.came_from FROM enrolment e WHERE e.community_id = $1 AND e.id = $2
			UNION SELECT b.id, b.came_from FROM enrolment b JOIN way ON b.id = way.came_from WHERE b.community_id = $1)
		SELECT DISTINCT s.part FROM way JOIN attendance a ON a.community_id = $1 AND a.enrolment_id = way.id AND a.here
		JOIN course_session s ON s.community_id = $1 AND s.id = a.session_id
		JOIN course c ON c.community_id = $1 AND c.id = s.course_id AND c.programme_id = $3 ORDER BY s.part`,
		tx.Community(), enrolment, programme)
}
