package course

import (
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Follower does to places on courses what becomes of the records of people:
// with a death they end, and where two records were on one course there is one
// line once they are put together. Both are undone with it.
type Follower struct{}

var _ link.Follower = Follower{}

// before is a place, and what it was before its last step.
type before struct {
	Enrolment
	was State
	at  string // when it became that
	on  string // when they were put on the list
}

const selectBefore = `SELECT e.id, e.course_id, e.person_id, e.state, b.became, b.at, e.enrolled_at FROM enrolment e
	JOIN enrolment_step s ON s.community_id = e.community_id AND s.enrolment_id = e.id AND s.seq = e.steps
	JOIN enrolment_step b ON b.community_id = e.community_id AND b.enrolment_id = e.id AND b.seq = e.steps - 1
	WHERE e.community_id = $1`

func scanBefore(r db.Row) (b before, err error) {
	return b, r.Scan(&b.ID, &b.Course, &b.Person, &b.State, &b.was, &b.at, &b.on)
}

// Died ends the person's places on the courses that are not over. Whoever is
// next is offered what becomes free. What is over stays as it was.
func (Follower) Died(tx *db.Tx, actor access.Actor, personID string) error {
	places, err := db.All(tx, scanNext, `SELECT e.id, e.course_id, e.person_id, e.state FROM enrolment e
		JOIN course c ON c.community_id = e.community_id AND c.id = e.course_id
		WHERE e.community_id = $1 AND e.person_id = $2 AND e.state IN ('waiting', 'offered', 'on') AND c.ends_on >= $3
		ORDER BY e.course_id, e.id`, tx.Community(), personID, civil.DateOf(tx.Now()).String())
	if err != nil {
		return err
	}
	for _, e := range places {
		c, err := alone(tx, actor, e.Course)
		if err != nil {
			return err
		}
		if err := tell(tx, actor, c, e, Telling{Verb: Leave, Reason: "died"}); err != nil {
			return err
		}
	}
	return nil
}

// NotDied gives back the places that the death ended. Where somebody else was
// offered the place meanwhile, they are the first of those who wait.
func (Follower) NotDied(tx *db.Tx, actor access.Actor, personID string, death person.Death) error {
	ended, err := db.All(tx, scanBefore, selectBefore+` AND e.person_id = $2 AND s.verb = 'leave' AND s.reason = 'died' AND s.at >= $3
		ORDER BY e.course_id, e.id`, tx.Community(), personID, civil.Instant(death.At))
	if err != nil {
		return err
	}
	for _, b := range ended {
		if err := b.restore(tx, actor, Return, addStep); err != nil {
			return err
		}
	}
	return nil
}

// restore makes of a place what it was, as far as there is room, and lets a
// step say so: [addStep], or [putStep] where the trail has told it already.
func (b before) restore(tx *db.Tx, actor access.Actor, v Verb, step func(*db.Tx, access.Actor, Enrolment, int, Verb, State, Reason) error) error {
	c, err := alone(tx, actor, b.Course)
	if err != nil {
		return err
	}
	state, since := b.was, b.at
	if state.Holds() && state != Graduated && c.Free() == 0 { // nobody's finish is taken back
		state, since = Waiting, b.on
	}
	why := Reason("")
	if state == Left {
		if why, err = leftFor(tx, b.ID); err != nil {
			return err
		}
	}
	seq, err := set(tx, b.ID, state, why, since)
	if err != nil {
		return err
	}
	if err := step(tx, actor, b.Enrolment, seq, v, state, why); err != nil {
		return err
	}
	if state.Holds() {
		c.Taken++
	}
	return fill(tx, actor, c)
}

// leftFor is why they left when they last did.
func leftFor(tx *db.Tx, enrolment string) (Reason, error) {
	why, err := db.One(tx, db.Column[string], `SELECT reason FROM enrolment_step WHERE community_id = $1 AND enrolment_id = $2 AND reason <> ''
		ORDER BY seq DESC LIMIT 1`, tx.Community(), enrolment)
	return Reason(why), err
}

// alone reads a course that no other transaction changes the list of, for a
// step that the change of a record allows.
func alone(tx *db.Tx, actor access.Actor, id string) (Course, error) {
	if err := hold(tx, id); err != nil {
		return Course{}, err
	}
	return courseOf(tx, actor, id)
}
