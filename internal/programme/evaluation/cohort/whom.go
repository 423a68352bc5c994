package cohort

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Whom says which of the people of the period are counted; the zero Whom is all
// of them. A programme, courses and a funder are told of people on a course
// alone. A place is that of the course as it was written there, or of the work
// during which the first chat was.
type Whom struct {
	Programme string   // by its id
	Courses   []string // by their ids; several are pooled, and whoever was on two counts once
	Place     string
	Funder    string
}

// ofCourses reports whether it is told of people on a course alone.
func (w Whom) ofCourses() bool { return w.Programme != "" || len(w.Courses) > 0 || w.Funder != "" }

// mostCourses of one evaluation.
const mostCourses = 100

// settled is the plan as it is fixed: whoever names a course means the people on
// it, and no others.
func (p Plan) settled() Plan {
	if p.Route == AllRoutes && p.ofCourses() {
		p.Route = ByCourse
	}
	p.Courses = slices.Compact(slices.Sorted(slices.Values(p.Courses)))
	return p
}

// checkWhom reports what does not go together.
func (p Plan) checkWhom(e *fault.Error) {
	if p.Route == ByLinkOnly && p.ofCourses() {
		e.Field("route", "cohort.no-course")
	}
	if len(p.Courses) > mostCourses {
		e.Field("courses", "cohort.too-many-courses", fault.Args{"Limit": mostCourses})
	}
}

// known refuses a plan of courses that are not there.
func (p Plan) known(tx *db.Tx) error {
	if len(p.Courses) == 0 {
		return nil
	}
	there, err := db.All(tx, db.Column[string], `SELECT id FROM course WHERE community_id = $1 AND $2 LIKE '%' || id || '%'`, tx.Community(), db.Codes(p.Courses))
	if err == nil && len(there) != len(p.Courses) {
		return fault.New(fault.Invalid, "cohort.invalid").Field("courses", "cohort.course-gone")
	}
	return err
}

// args are the arguments of [whomCourse].
func (w Whom) args() []any { return []any{w.Programme, db.Codes(w.Courses), w.Place, w.Funder} }

// whomCourse is the condition that a course k is one of those that count; its
// four arguments are numbered from n.
func whomCourse(n int) string {
	return fmt.Sprintf(`($%d = '' OR k.programme_id = $%[1]d) AND ($%[2]d = '' OR $%[2]d LIKE '%%' || k.id || '%%')
		AND ($%[3]d = '' OR k.place = $%[3]d) AND ($%[4]d = '' OR k.funder = $%[4]d)`, n, n+1, n+2, n+3)
}

// inPeriod is the condition that the first way of a person p began in the period,
// or that they were put on a course in it; at the place and on the courses of the
// plan. By what else they came is looked at afterwards.
// It begins at the ways and the courses of the period, so that nobody else is
// looked at. Its arguments are numbered from n: the community, and those of
// [Plan.inPeriod].
func inPeriod(n int) string {
	return fmt.Sprintf(` AND p.id IN (SELECT b.person_id FROM link b WHERE b.community_id = $%[5]d AND b.raised_on BETWEEN $%[2]d AND $%[3]d
			UNION SELECT n.person_id FROM enrolment n WHERE n.community_id = $%[5]d AND n.enrolled_at BETWEEN $%[2]d AND $%[3]d || '~')
		AND ($%[1]d <> 'course' AND EXISTS (SELECT 1 FROM link b WHERE b.community_id = p.community_id AND b.person_id = p.id
			AND b.raised_on BETWEEN $%[2]d AND $%[3]d) AND NOT EXISTS (SELECT 1 FROM link b WHERE b.community_id = p.community_id
			AND b.person_id = p.id AND b.raised_on < $%[2]d)
			AND ($%[4]d = '' OR EXISTS (SELECT 1 FROM chat e JOIN shift h ON h.community_id = e.community_id AND h.id = e.shift_id
				JOIN work_place w ON w.community_id = h.community_id AND w.id = h.place_id
				WHERE e.community_id = p.community_id AND w.name = $%[4]d AND e.id = (SELECT f.id FROM chat f
					WHERE f.community_id = p.community_id AND f.person_id = p.id ORDER BY f.held_on, f.id LIMIT 1)))
		OR $%[1]d <> 'link' AND EXISTS (SELECT 1 FROM enrolment n JOIN course k ON k.community_id = n.community_id AND k.id = n.course_id
			WHERE n.community_id = p.community_id AND n.person_id = p.id AND substr(n.enrolled_at, 1, 10) BETWEEN $%[2]d AND $%[3]d
			AND `, n+1, n+2, n+3, n+4, n) + whomCourse(n+5) + `))`
}

func (p Plan) inPeriod() []any {
	return append([]any{string(p.Route), p.From.String(), p.To.String(), p.Place}, p.Whom.args()...)
}

// CourseName is a course as it is named in a report.
type CourseName struct {
	ID     string
	Title  string // of its programme
	Place  string
	Starts civil.Date
	Funder string
}

// Choices are what an evaluation can be limited to.
type Choices struct {
	Courses []CourseName // the newest first
	Places  []string     // of courses and of work, by name
	Funders []string
}

// most choices of one kind: a community has a few dozen.
const mostChoices = 200

// Choices reads them.
func (s *Store) Choices(ctx context.Context, actor access.Actor) (c Choices, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := db.Gather(tx, c.choice,
			db.Part{SQL: `SELECT 'course', k.id, v.title, k.place, k.starts_on, k.funder FROM course k
				JOIN programme_version v ON v.community_id = k.community_id AND v.programme_id = k.programme_id AND v.version = k.programme_version
				WHERE k.community_id = $1 ORDER BY k.starts_on DESC, k.id DESC LIMIT $2`, Args: []any{tx.Community(), mostChoices}},
			db.Part{SQL: `SELECT 'place', '', w.name, '', '', '' FROM work_place w WHERE w.community_id = $1 LIMIT $2`,
				Args: []any{tx.Community(), mostChoices}})
		return err
	})
	slices.SortFunc(c.Courses, func(a, b CourseName) int { return cmp.Or(b.Starts.Compare(a.Starts), strings.Compare(b.ID, a.ID)) })
	for _, k := range c.Courses {
		c.Places, c.Funders = append(c.Places, k.Place), append(c.Funders, k.Funder)
	}
	c.Places, c.Funders = named(c.Places), named(c.Funders)
	return c, err
}

// named are the words that are there, by name and each once.
func named(all []string) []string {
	all = slices.DeleteFunc(all, func(s string) bool { return s == "" })
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

func (c *Choices) choice(r db.Row) (struct{}, error) {
	var kind string
	var k CourseName
	err := r.Scan(&kind, &k.ID, &k.Title, &k.Place, &k.Starts, &k.Funder)
	if kind == "place" {
		c.Places = append(c.Places, k.Title)
	} else {
		c.Courses = append(c.Courses, k)
	}
	return struct{}{}, err
}

// Course is the id of the course that is named by its id, its first day, or its
// place and first day.
func (c Choices) Course(name string) (string, error) {
	var found, all []string
	for _, k := range c.Courses {
		label := k.Place + " " + k.Starts.String()
		all = append(all, label)
		if name == k.ID || name == k.Starts.String() || strings.EqualFold(name, label) {
			found = append(found, k.ID)
		}
	}
	if len(found) != 1 {
		return "", unknown("cohort.no-course-named", name, all)
	}
	return found[0], nil
}

// PlaceNamed is a place as it is written in the records.
func (c Choices) PlaceNamed(name string) (string, error) {
	return pick("cohort.no-place", name, c.Places)
}

// FunderNamed is a funder as it is written in the records.
func (c Choices) FunderNamed(name string) (string, error) {
	return pick("cohort.no-funder", name, c.Funders)
}

// pick finds what was named, in capitals or not; empty for nothing.
func pick(key, name string, all []string) (string, error) {
	if name == "" {
		return "", nil
	}
	if i := slices.IndexFunc(all, func(s string) bool { return strings.EqualFold(s, name) }); i >= 0 {
		return all[i], nil
	}
	return "", unknown(key, name, all)
}

// shown is how many names a refusal lists.
const shown = 10

// unknown says what there is instead.
func unknown(key, name string, all []string) error {
	if len(all) == 0 {
		return fault.New(fault.Missing, key+".none", fault.Args{"Name": name})
	}
	if len(all) > shown {
		all = append(slices.Clone(all[:shown]), "…")
	}
	return fault.New(fault.Missing, key, fault.Args{"Name": name, "All": strings.Join(all, "; ")})
}
