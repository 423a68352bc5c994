package course

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// View is a course as its page shows it. People are there only for whoever runs
// it; others see dates and how many places are free.
type View struct {
	Course       Course
	Programme    Programme
	Sessions     []Session
	Facilitators []Staff
	People       []Member
	Hidden       int // people on it whom the reader may not see by name
}

// Member is somebody on a course.
type Member struct {
	Enrolment
	Been []int // sessions of the programme that they were at, from 0
	Late bool  // they joined after the first session
}

// Course reads one.
func (s *Store) Course(ctx context.Context, actor access.Actor, id string) (v View, err error) {
	if err := access.Allow(actor, access.CourseRead, false); err != nil {
		return v, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if v.Course, err = courseOf(tx, actor, id); err != nil {
			return err
		}
		if v.Programme, err = versionOf(tx, v.Course.Programme, v.Course.Version); err != nil {
			return err
		}
		if v.Sessions, err = sessionsOf(tx, id); err != nil {
			return err
		}
		if v.Facilitators, err = facilitators(tx, id); err != nil {
			return err
		}
		if access.Allow(actor, access.CourseRun, v.Course.Run) != nil {
			return nil
		}
		return v.members(tx, actor)
	})
	return v, err
}

// members reads who is on the course, and what each was at.
func (v *View) members(tx *db.Tx, actor access.Actor) error {
	all, err := db.All(tx, scanEnrolment, selectEnrolments+` AND e.course_id = $3 AND e.state <> 'moved' ORDER BY p.name_key, e.line LIMIT $4`,
		tx.Community(), actor.Account, v.Course.ID, mostPlaces)
	if err != nil {
		return err
	}
	been, err := beenOf(tx, v.Course)
	if err != nil {
		return err
	}
	shown := 0
	for _, e := range all {
		v.People = append(v.People, Member{Enrolment: e, Been: been[e.ID], Late: e.late(v.Sessions)})
		if e.State.Holds() {
			shown++
		}
	}
	v.Hidden = max(0, v.Course.Taken-shown)
	return nil
}

// late reports whether they joined when the first session was over.
func (e Enrolment) late(sessions []Session) bool {
	return len(sessions) > 0 && e.Enrolled.After(sessions[0].On.At(sessions[0].From).Add(time.Duration(sessions[0].Minutes)*time.Minute))
}

// beenOf is which sessions of the programme everybody on the course was at, by
// enrolment, with what they brought from the courses before.
func beenOf(tx *db.Tx, c Course) (map[string][]int, error) {
	type was struct {
		enrolment string
		part      int
	}
	all, err := db.All(tx, func(r db.Row) (w was, err error) { return w, r.Scan(&w.enrolment, &w.part) },
		`WITH RECURSIVE way (head, id, came_from) AS (
			SELECT e.id, e.id, e.came_from FROM enrolment e WHERE e.community_id = $1 AND e.course_id = $2
			UNION SELECT way.head, b.id, b.came_from FROM enrolment b JOIN way ON b.id = way.came_from WHERE b.community_id = $1)
		SELECT DISTINCT way.head, s.part FROM way JOIN attendance a ON a.community_id = $1 AND a.enrolment_id = way.id AND a.here
		JOIN course_session s ON s.community_id = $1 AND s.id = a.session_id
		JOIN course c ON c.community_id = $1 AND c.id = s.course_id AND c.programme_id = $3
		ORDER BY way.head, s.part LIMIT $4`, tx.Community(), c.ID, c.Programme, mostPlaces*mostParts)
	been := map[string][]int{}
	for _, w := range all {
		been[w.enrolment] = append(been[w.enrolment], w.part)
	}
	return been, err
}

// Place is one enrolment with its history.
type Place struct {
	Enrolment
	Course    Course
	Programme Programme
	Been      []int
	Steps     []Step
	Before    []Step // on the courses that it goes on from
}

// mostSteps bounds a history; somebody who comes and goes a hundred times has
// the rest in the trail.
const mostSteps = 200

// Place reads an enrolment that the actor may change.
func (s *Store) Place(ctx context.Context, actor access.Actor, id string) (p Place, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if p.Enrolment, p.Course, err = mine(tx, actor, id); err != nil {
			return err
		}
		if p.Programme, err = versionOf(tx, p.Course.Programme, p.Course.Version); err != nil {
			return err
		}
		if p.Been, err = attended(tx, p.Course.Programme, id); err != nil {
			return err
		}
		return p.steps(tx)
	})
	return p, err
}

// steps reads what happened to the place, and to those that it goes on from,
// the oldest first.
func (p *Place) steps(tx *db.Tx) error {
	all, err := db.All(tx, scanStep, `WITH RECURSIVE way (id, came_from) AS (
			SELECT e.id, e.came_from FROM enrolment e WHERE e.community_id = $1 AND e.id = $2
			UNION SELECT b.id, b.came_from FROM enrolment b JOIN way ON b.id = way.came_from WHERE b.community_id = $1)
		SELECT t.enrolment_id, t.verb, t.became, t.reason, t.at FROM way JOIN enrolment_step t ON t.community_id = $1 AND t.enrolment_id = way.id
		ORDER BY t.at, t.enrolment_id, t.seq LIMIT $3`, tx.Community(), p.ID, mostSteps)
	for _, s := range all {
		if s.of == p.ID {
			p.Steps = append(p.Steps, s)
		} else {
			p.Before = append(p.Before, s)
		}
	}
	return err
}

func scanStep(r db.Row) (s Step, err error) {
	return s, r.Scan(&s.of, &s.Verb, &s.Became, &s.Reason, civil.ScanInstant(&s.At))
}

// At reads a course without who is on it.
func (s *Store) At(ctx context.Context, actor access.Actor, id string) (c Course, err error) {
	if err := access.Allow(actor, access.CourseRead, false); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err = courseOf(tx, actor, id)
		return err
	})
	return c, err
}

// Noted is a note on somebody at a session, for their copy.
type Noted struct {
	Course string // title
	On     civil.Date
	Words  string
}

// NotesOn are the notes that were written on somebody, the oldest first: for
// whoever was shown their record, and for themselves.
func NotesOn(tx *db.Tx, person string) ([]Noted, error) {
	return db.All(tx, scanNoted, `SELECT v.title, s.on_day, n.words FROM enrolment e
		JOIN session_note n ON n.community_id = e.community_id AND n.enrolment_id = e.id
		JOIN course_session s ON s.community_id = n.community_id AND s.id = n.session_id
		JOIN course c ON c.community_id = s.community_id AND c.id = s.course_id
		JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
		WHERE e.community_id = $1 AND e.person_id = $2 ORDER BY s.on_day, s.id LIMIT $3`, tx.Community(), person, mostSteps)
}

func scanNoted(r db.Row) (s Noted, err error) { return s, r.Scan(&s.Course, &s.On, &s.Words) }
