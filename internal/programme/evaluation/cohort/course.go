package cohort

import (
	"context"
	"encoding/json"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

// readCourses reads who was on a course of the plan, and to which sessions of it
// they came. Somebody who moved from one course to another, also across the
// prison gate, is on one.
func (r *reader) readCourses() error {
	if r.plan.Route == ByLinkOnly {
		r.plan.Whom = Whom{} // whoever is on any course is left out
	}
	known := programmes{}
	been := map[string]bool{} // person and part
	_, err := db.All(r.tx, func(row db.Row) (struct{}, error) {
		var id, content, reason string
		var enrolled, on civil.Date
		var part int
		if err := row.Scan(&id, &content, &enrolled, &reason, &part, &on); err != nil {
			return struct{}{}, err
		}
		at, ours := r.at[id]
		if !ours {
			return struct{}{}, nil
		}
		s := &r.people[at]
		if s.Course == nil {
			p, err := known.of(content)
			if err != nil {
				return struct{}{}, err
			}
			s.Course = &Course{Completes: p.Least}
		}
		s.Course.Enrolled, s.Course.Reason = earlier(s.Course.Enrolled, enrolled), reason
		if part < 0 {
			return struct{}{}, nil
		}
		s.Course.Began = earlier(s.Course.Began, on)
		if key := id + string(rune(part)); !been[key] {
			been[key] = true
			s.Course.Sessions++
		}
		return struct{}{}, nil
	}, `SELECT n.person_id, v.content, substr(n.enrolled_at, 1, 10), n.reason, COALESCE(e.part, -1), COALESCE(e.on_day, '')
		FROM enrolment n
		JOIN course k ON k.community_id = n.community_id AND k.id = n.course_id
		JOIN programme_version v ON v.community_id = k.community_id AND v.programme_id = k.programme_id AND v.version = k.programme_version
		LEFT JOIN attendance t ON t.community_id = n.community_id AND t.enrolment_id = n.id AND t.here
		LEFT JOIN course_session e ON e.community_id = t.community_id AND e.id = t.session_id
		WHERE n.community_id = $1 AND substr(n.enrolled_at, 1, 10) >= $2 AND `+whomCourse(3)+`
		ORDER BY n.person_id, n.enrolled_at, n.id, e.on_day`, append([]any{r.tx.Community(), r.plan.From.String()}, r.plan.Whom.args()...)...)
	return err
}

// programmes are those that were read already, by their text.
type programmes map[string]course.Programme

func (known programmes) of(content string) (course.Programme, error) {
	p, ok := known[content]
	if ok {
		return p, nil
	}
	err := json.Unmarshal([]byte(content), &p)
	known[content] = p
	return p, err
}

// Programme is the id of the programme that is named by its title or its id;
// empty for none.
func (s *Store) Programme(ctx context.Context, actor access.Actor, name string) (id string, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil || name == "" {
		return "", err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		ids, err := db.All(tx, db.Column[string], `SELECT DISTINCT programme_id FROM programme_version
			WHERE community_id = $1 AND (programme_id = $2 OR title = $2)`, tx.Community(), name)
		if err != nil {
			return err
		}
		if len(ids) != 1 {
			all, err := db.All(tx, db.Column[string], `SELECT v.title FROM programme g
				JOIN programme_version v ON v.community_id = g.community_id AND v.programme_id = g.id AND v.version = g.version
				WHERE g.community_id = $1 ORDER BY v.title LIMIT $2`, tx.Community(), shown+1)
			if err != nil {
				return err
			}
			return unknown("cohort.no-programme", name, all)
		}
		id = ids[0]
		return nil
	})
	return id, err
}
