package course

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Limits of what Today shows of courses.
const (
	mostToday   = 25
	recordedIn  = 14 // days after which a session without a record is not asked about any more
	beforeFirst = 2  // sessions that somebody was at, after which a first meeting is due
	afterwards  = 14 // days after a course on which it still is
)

// FirstDue reports whether somebody who was at so many sessions of it, those
// before they came to it among them, and has told of no meeting yet, is to be
// asked about a first one. Behind a gate nobody is: which meetings there are is
// not theirs to say. [Waits] asks the same of the database.
func (c Course) FirstDue(been int, today civil.Date) bool {
	return c.Setting != Prison && been >= beforeFirst && !today.After(c.Ends.AddDays(afterwards))
}

// Waits are the parts of Today's list that courses give to those who run them:
// kind, id, person, name, detail, at. They are sessions of the day
// ("session"), sessions that were and have no record ("record"), places that
// somebody is to be asked about ("place"), and people who have come for a while
// and have told of no meeting yet ("first").
func Waits(actor access.Actor, today civil.Date) []db.Part {
	if !access.May(actor, access.CourseRun) {
		return nil
	}
	community, me, all := actor.Scope.Community(), actor.Account, access.ReachOf(actor, access.CourseRun) == access.All
	return []db.Part{
		{SQL: `SELECT CASE WHEN s.on_day = $1 THEN 'session' ELSE 'record' END, s.id, '', v.title, c.place, s.on_day
			FROM course_session s JOIN course c ON c.community_id = s.community_id AND c.id = s.course_id
			JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
			WHERE s.community_id = $2 AND s.on_day BETWEEN $3 AND $1 AND s.delivered IS NULL AND ($4 OR EXISTS (SELECT 1 FROM course_facilitator f
				WHERE f.community_id = c.community_id AND f.course_id = c.id AND f.account_id = $5)) ORDER BY s.on_day, s.id LIMIT $6`,
			Args: []any{today.String(), community, today.AddDays(-recordedIn).String(), all, me, mostToday}},
		{SQL: `SELECT 'place', e.id, p.id, p.name, v.title, e.since_at FROM enrolment e
			JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
			JOIN course c ON c.community_id = e.community_id AND c.id = e.course_id
			JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
			WHERE e.community_id = $1 AND e.state = 'offered' AND p.died_on IS NULL AND ` + person.InSight("p", "$2") + ` AND ($3 OR p.keeper = $2
				OR EXISTS (SELECT 1 FROM course_facilitator f WHERE f.community_id = c.community_id AND f.course_id = c.id AND f.account_id = $2))
			ORDER BY e.since_at, e.id LIMIT $4`, Args: []any{community, me, all, mostToday}},
		{SQL: `SELECT 'first', e.course_id, p.id, p.name, v.title, e.since_at FROM enrolment e
			JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
			JOIN course c ON c.community_id = e.community_id AND c.id = e.course_id
			JOIN programme_version v ON v.community_id = c.community_id AND v.programme_id = c.programme_id AND v.version = c.programme_version
			WHERE e.community_id = $1 AND e.state IN ('on', 'graduated') AND c.setting <> 'prison' AND c.ends_on >= $2 AND p.died_on IS NULL AND ` + person.InSight("p", "$3") + `
				AND p.keeper = $3 AND (WITH RECURSIVE way (id, came_from) AS (
						SELECT e.id, e.came_from
						UNION SELECT b.id, b.came_from FROM enrolment b JOIN way ON b.id = way.came_from WHERE b.community_id = e.community_id)
					SELECT count(DISTINCT s.part) FROM way JOIN attendance a ON a.community_id = e.community_id AND a.enrolment_id = way.id AND a.here
					JOIN course_session s ON s.community_id = e.community_id AND s.id = a.session_id
					JOIN course o ON o.community_id = e.community_id AND o.id = s.course_id AND o.programme_id = c.programme_id) >= $4
				AND NOT EXISTS (SELECT 1 FROM link l WHERE l.community_id = e.community_id AND l.person_id = p.id
					AND (l.attended_on IS NOT NULL OR l.state IN ('planned', 'not_now', 'paused')))
			ORDER BY e.since_at, e.id LIMIT $5`, Args: []any{community, today.AddDays(-afterwards).String(), me, beforeFirst, mostToday}},
	}
}
