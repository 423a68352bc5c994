package course

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Begin stores a new course with its sessions.
func (s *Store) Begin(ctx context.Context, actor access.Actor, b Beginning) error {
	if err := access.Allow(actor, access.CourseWrite, false); err != nil {
		return err
	}
	b.Place, b.Funder = oneLine(b.Place), oneLine(b.Funder)
	if err := b.Check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := newest(tx, b.Programme)
		if fault.Is(err, fault.Missing) {
			return fault.New(fault.Invalid, "course.invalid").Field("programme", "course.which").Because(err)
		}
		if err != nil {
			return err
		}
		return begin(tx, actor, b, p)
	})
}

func begin(tx *db.Tx, actor access.Actor, b Beginning, p Programme) error {
	sessions := b.sessions(p, tx.NewID)
	if _, err := tx.Exec(`INSERT INTO course (community_id, id, programme_id, programme_version, setting, place, capacity, starts_on, ends_on, created_at, shown, funder)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, tx.Community(), b.ID, p.ID, p.Version, string(b.Setting), b.Place, b.Capacity,
		b.Starts.String(), sessions[len(sessions)-1].On.String(), tx.Stamp(), b.Shown && b.Setting != Prison, b.Funder); err != nil {
		return asSent(err)
	}
	for _, e := range sessions {
		if _, err := tx.Exec(`INSERT INTO course_session (community_id, id, course_id, part, on_day, from_minute, minutes)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), e.ID, b.ID, e.Part, e.On.String(), int(e.From), e.Minutes); err != nil {
			return err
		}
	}
	if err := putFacilitators(tx, b.ID, b.Facilitators); err != nil {
		return err
	}
	return note(tx, actor, trail.CourseStarted, "course", b.ID, "", trail.Facts{"programme": p.ID, "version": itoa(p.Version),
		"setting": string(b.Setting), "on": b.Starts.String()})
}

// putFacilitators says who runs the course: accounts that work with people.
func putFacilitators(tx *db.Tx, course string, accounts []string) error {
	if _, err := tx.Exec(`DELETE FROM course_facilitator WHERE community_id = $1 AND course_id = $2`, tx.Community(), course); err != nil {
		return err
	}
	slices.Sort(accounts)
	for _, account := range slices.Compact(accounts) {
		n, err := tx.Exec(`INSERT INTO course_facilitator (community_id, course_id, account_id)
			SELECT $1, $2, a.id FROM account a WHERE a.community_id = $1 AND a.id = $3 AND a.state = 'active' AND EXISTS (SELECT 1 FROM account_role r
				WHERE r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ('facilitator', 'manager'))`,
			tx.Community(), course, account)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Invalid, "course.invalid").Field("facilitators", "course.facilitators", fault.Args{"Limit": mostFor})
		}
	}
	return nil
}

// selectCourses reads courses; whether the account in the second argument runs
// them; and how many have a place or wait for one, whoever they are.
const selectCourses = `SELECT c.id, v.title, c.programme_id, c.programme_version, c.setting, c.place, c.capacity, c.starts_on, c.ends_on,
	(SELECT count(*) FROM enrolment e WHERE e.community_id = c.community_id AND e.course_id = c.id AND e.state IN ('offered', 'on', 'graduated')),
	(SELECT count(*) FROM enrolment e WHERE e.community_id = c.community_id AND e.course_id = c.id AND e.state = 'waiting'),
	EXISTS (SELECT 1 FROM course_facilitator f WHERE f.community_id = c.community_id AND f.course_id = c.id AND f.account_id = $1), c.shown, c.funder
	FROM course c JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
	WHERE c.community_id = $2`

func scanCourse(r db.Row) (c Course, err error) {
	return c, r.Scan(&c.ID, &c.Title, &c.Programme, &c.Version, &c.Setting, &c.Place, &c.Capacity, &c.Starts, &c.Ends,
		&c.Taken, &c.Waiting, &c.Run, &c.Shown, &c.Funder)
}

// PageSize is how many courses a page holds.
const PageSize = 25

// Listing is a page of courses: those that are not over, the next first; past,
// those that are, the last first.
type Listing struct {
	Past  bool
	After string // where the page before ended, as [Store.Courses] gave it
}

// Courses reads a page, and where the next begins; empty where there is none.
func (s *Store) Courses(ctx context.Context, actor access.Actor, today civil.Date, l Listing) (all []Course, next string, err error) {
	if err := access.Allow(actor, access.CourseRead, false); err != nil {
		return nil, "", err
	}
	which := ` AND c.ends_on >= $3 AND (c.starts_on, c.id) > ($4, $5) ORDER BY c.starts_on, c.id LIMIT $6`
	if l.Past {
		which = ` AND c.ends_on < $3 AND (c.ends_on, c.id) < ($4, $5) ORDER BY c.ends_on DESC, c.id DESC LIMIT $6`
	}
	day, id := l.after()
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanCourse, selectCourses+which, actor.Account, tx.Community(), today.String(), day, id, PageSize+1)
		return err
	})
	if len(all) > PageSize {
		all = all[:PageSize]
		next = l.endsAt(all[PageSize-1])
	}
	return all, next, err
}

// endsAt is where a page ends whose last course this is.
func (l Listing) endsAt(c Course) string {
	if l.Past {
		return c.Ends.String() + "." + c.ID
	}
	return c.Starts.String() + "." + c.ID
}

// after is the day and the course after which the page begins; what is no such
// place is before them all.
func (l Listing) after() (day, id string) {
	if day, id, _ = strings.Cut(l.After, "."); ident.Valid(id) {
		if _, err := civil.ParseDate(day); err == nil {
			return day, id
		}
	}
	if l.Past {
		return "9999-12-31", ""
	}
	return "", ""
}

// courseOf reads one course.
func courseOf(tx *db.Tx, actor access.Actor, id string) (Course, error) {
	return db.One(tx, scanCourse, selectCourses+` AND c.id = $3`, actor.Account, tx.Community(), id)
}

// run reads a course that the actor may do the action to: they run it, or
// reach them all.
func run(tx *db.Tx, actor access.Actor, act access.Action, id string) (Course, error) {
	c, err := courseOf(tx, actor, id)
	if err != nil {
		return c, err
	}
	return c, access.Allow(actor, act, c.Run)
}

const selectSessions = `SELECT s.id, s.course_id, s.part, s.on_day, s.from_minute, s.minutes, s.delivered, s.reason, s.ticks, s.kit, s.homework,
	s.came_up FROM course_session s WHERE s.community_id = $1`

func scanSession(r db.Row) (e Session, err error) {
	var ticks string
	var delivered *bool
	err = r.Scan(&e.ID, &e.Course, &e.Part, &e.On, &e.From, &e.Minutes, &delivered, &e.Why, &ticks, &e.Kit, &e.Homework, &e.CameUp)
	e.Ticks = split(ticks)
	if e.Recorded = delivered != nil; e.Recorded {
		e.Delivered = *delivered
	}
	return e, err
}

// sessionsOf are the evenings of a course in their order.
func sessionsOf(tx *db.Tx, course string) ([]Session, error) {
	return db.All(tx, scanSession, selectSessions+` AND s.course_id = $2 ORDER BY s.on_day, s.from_minute, s.part LIMIT $3`,
		tx.Community(), course, mostParts)
}

func sessionOf(tx *db.Tx, id string) (Session, error) {
	return db.One(tx, scanSession, selectSessions+` AND s.id = $2`, tx.Community(), id)
}

// When is a new day and time of a session.
type Moving struct {
	On   civil.Date
	From civil.TimeOfDay
}

// MoveSession moves one evening, and no other: for a bank holiday, or because
// the room is taken. One that was recorded stays where it was.
func (s *Store) MoveSession(ctx context.Context, actor access.Actor, id string, to Moving) error {
	if to.On.IsZero() {
		return fault.New(fault.Invalid, "course.invalid").Field("on", "course.starts")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		e, err := sessionOf(tx, id)
		if err != nil {
			return err
		}
		if _, err := run(tx, actor, access.CourseRun, e.Course); err != nil {
			return err
		}
		if e.Recorded {
			return fault.New(fault.Conflict, "course.session.recorded")
		}
		if _, err := tx.Exec(`UPDATE course_session SET on_day = $1, from_minute = $2 WHERE community_id = $3 AND id = $4`,
			to.On.String(), int(to.From), tx.Community(), id); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE course SET
				starts_on = (SELECT min(s.on_day) FROM course_session s WHERE s.community_id = $1 AND s.course_id = $2),
				ends_on = (SELECT max(s.on_day) FROM course_session s WHERE s.community_id = $1 AND s.course_id = $2)
			WHERE community_id = $1 AND id = $2`, tx.Community(), e.Course); err != nil {
			return err
		}
		return note(tx, actor, trail.SessionMoved, "course_session", id, "", trail.Facts{"from": e.On.String(), "to": to.On.String()})
	})
}

// Details are what can be changed of a course that has begun.
type Details struct {
	Place        string
	Funder       string
	Capacity     int
	Facilitators []string
	Shown        bool
}

// ChangeCourse stores them. Where there is room for more, those who wait
// longest are offered a place.
func (s *Store) ChangeCourse(ctx context.Context, actor access.Actor, id string, d Details) error {
	d.Place, d.Funder = oneLine(d.Place), oneLine(d.Funder)
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err := locked(tx, actor, access.CourseWrite, id)
		if err != nil {
			return err
		}
		b := Beginning{Programme: c.Programme, Setting: c.Setting, Place: d.Place, Funder: d.Funder, Capacity: d.Capacity, Starts: c.Starts, Every: 1,
			Facilitators: d.Facilitators}
		if err := b.Check(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE course SET place = $1, capacity = $2, shown = $3, funder = $4 WHERE community_id = $5 AND id = $6`,
			d.Place, d.Capacity, d.Shown && c.Setting != Prison, d.Funder, tx.Community(), id); err != nil {
			return err
		}
		if err := putFacilitators(tx, id, d.Facilitators); err != nil {
			return err
		}
		if err := note(tx, actor, trail.CourseChanged, "course", id, "", trail.Facts{"capacity": itoa(d.Capacity), "shown": strconv.FormatBool(d.Shown && c.Setting != Prison)}); err != nil {
			return err
		}
		c.Capacity = d.Capacity
		return fill(tx, actor, c)
	})
}

// locked reads a course that no other transaction changes the list of until
// this one ends.
func locked(tx *db.Tx, actor access.Actor, act access.Action, id string) (Course, error) {
	if err := hold(tx, id); err != nil {
		return Course{}, err
	}
	return run(tx, actor, act, id)
}

// hold makes others who change the list of a course wait for this transaction.
func hold(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE course SET version = version + 1 WHERE community_id = $1 AND id = $2`, tx.Community(), id)
	return err
}

// mostFunders are offered to choose from.
const mostFunders = 50

// Funders are those that courses were paid for by, by name.
func (s *Store) Funders(ctx context.Context, actor access.Actor) (all []string, err error) {
	if err := access.Allow(actor, access.CourseWrite, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, db.Column[string], `SELECT DISTINCT funder FROM course WHERE community_id = $1 AND funder <> '' ORDER BY funder LIMIT $2`,
			tx.Community(), mostFunders)
		return err
	})
	return all, err
}

// Staff is an account that may run a course.
type Staff struct{ ID, Name string }

// Staff are those who may run a course, by name.
func (s *Store) Staff(ctx context.Context, actor access.Actor) (all []Staff, err error) {
	if err := access.Allow(actor, access.CourseRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanStaff, `SELECT a.id, a.name FROM account a WHERE a.community_id = $1 AND a.state = 'active' AND EXISTS (SELECT 1
			FROM account_role r WHERE r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ('facilitator', 'manager'))
			ORDER BY a.name_key, a.id LIMIT $2`, tx.Community(), mostPlaces)
		return err
	})
	return all, err
}

// facilitators are those who run the course.
func facilitators(tx *db.Tx, course string) ([]Staff, error) {
	return db.All(tx, scanStaff, `SELECT a.id, a.name FROM course_facilitator f JOIN account a ON a.community_id = f.community_id AND a.id = f.account_id
		WHERE f.community_id = $1 AND f.course_id = $2 ORDER BY a.name_key, a.id LIMIT $3`, tx.Community(), course, mostFor)
}

// Team reads a course and who runs it.
func (s *Store) Team(ctx context.Context, actor access.Actor, id string) (c Course, team []Staff, err error) {
	if err := access.Allow(actor, access.CourseRead, false); err != nil {
		return c, nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if c, err = courseOf(tx, actor, id); err != nil {
			return err
		}
		team, err = facilitators(tx, id)
		return err
	})
	return c, team, err
}

func scanStaff(r db.Row) (s Staff, err error) { return s, r.Scan(&s.ID, &s.Name) }

// missing reports whether the error is that there is no such row.
func missing(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && fault.Is(err, fault.Missing)
}
