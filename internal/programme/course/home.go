package course

import (
	"context"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Home is what people take home from a session: what to try, and when the next
// one is. It names nobody.
type Home struct {
	Session  Session
	Course   Course
	Part     Part
	Handouts []string
	Next     Session // zero after the last
	About    db.Community
}

// Try is what they may try until then: what was agreed that evening, or else
// what the programme plans.
func (h Home) Try() []string {
	if h.Session.Recorded {
		return lines(split(h.Session.Homework))
	}
	return h.Part.Homework
}

// Home reads it for whoever runs the course.
func (s *Store) Home(ctx context.Context, actor access.Actor, session string) (h Home, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if h.Session, err = sessionOf(tx, session); err != nil {
			return err
		}
		if h.Course, err = run(tx, actor, access.CourseRun, h.Session.Course); err != nil {
			return err
		}
		p, err := versionOf(tx, h.Course.Programme, h.Course.Version)
		if err != nil {
			return err
		}
		h.Part, h.Handouts = p.Part(h.Session.Part), p.Handouts
		after, err := db.All(tx, scanSession, selectSessions+` AND s.course_id = $2 AND (s.on_day, s.from_minute) > ($3, $4)
			ORDER BY s.on_day, s.from_minute LIMIT 1`, tx.Community(), h.Course.ID, h.Session.On.String(), int(h.Session.From))
		if err != nil {
			return err
		}
		h.Next = append(after, Session{})[0]
		h.About, err = db.About(tx)
		return err
	})
	return h, err
}

// Inside reports whether somebody is on a course behind a gate, or waits for
// one: nothing may be sent to them there.
func Inside(tx *db.Tx, personID string) (bool, error) {
	return db.One(tx, db.Column[bool], `SELECT EXISTS (SELECT 1 FROM enrolment e JOIN course c ON c.community_id = e.community_id AND c.id = e.course_id
		WHERE e.community_id = $1 AND e.person_id = $2 AND e.state IN ('waiting', 'offered', 'on') AND c.setting = 'prison' AND c.ends_on >= $3)`,
		tx.Community(), personID, civil.DateOf(tx.Now()).String())
}

// Announced is a course as strangers read of it: when and where, and nobody.
type Announced struct {
	Title    string
	Setting  Setting
	Place    string
	Sessions int
	Next     Session // the first, or the next where it has begun
	Begun    bool
	Room     bool
}

// mostAnnounced bounds the public page; a community runs a handful at a time.
const mostAnnounced = 25

// AnyShown reports whether there is a course that strangers may read of.
func AnyShown(tx *db.Tx, today civil.Date) (yes bool, err error) {
	return db.One(tx, db.Column[bool], `SELECT EXISTS (SELECT 1 FROM course c WHERE c.community_id = $1 AND c.shown AND c.setting <> 'prison' AND c.ends_on >= $2)`, tx.Community(), today.String())
}

// Shown are the courses that a manager shows to strangers, the next first.
func Shown(tx *db.Tx, today civil.Date) ([]Announced, error) {
	return db.All(tx, scanAnnounced, `SELECT v.title, c.setting, c.place, c.starts_on < $1, n.on_day, n.from_minute, n.minutes,
			(SELECT count(*) FROM course_session s WHERE s.community_id = c.community_id AND s.course_id = c.id),
			c.capacity > (SELECT count(*) FROM enrolment e WHERE e.community_id = c.community_id AND e.course_id = c.id
				AND e.state IN ('offered', 'on', 'graduated'))
		FROM course c JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
		JOIN course_session n ON n.community_id = c.community_id AND n.id = (SELECT s.id FROM course_session s
			WHERE s.community_id = c.community_id AND s.course_id = c.id AND s.on_day >= $1 ORDER BY s.on_day, s.from_minute LIMIT 1)
		WHERE c.community_id = $2 AND c.shown AND c.setting <> 'prison' AND c.ends_on >= $1
		ORDER BY n.on_day, n.from_minute, c.id LIMIT $3`, today.String(), tx.Community(), mostAnnounced)
}

func scanAnnounced(r db.Row) (a Announced, err error) {
	return a, r.Scan(&a.Title, &a.Setting, &a.Place, &a.Begun, &a.Next.On, &a.Next.From, &a.Next.Minutes, &a.Sessions, &a.Room)
}
