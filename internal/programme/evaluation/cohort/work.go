package cohort

import (
	"cmp"
	"slices"
	"strings"

	"openmaf/internal/people/complaint"
	"openmaf/internal/people/link"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
)

// evenings counts the evenings that were planned with the people, and those
// that did not happen because of us.
func evenings(people []Someone) (w Work) {
	for i := range people {
		for _, way := range people[i].Ways {
			for _, s := range way.Steps {
				switch {
				case s.Verb == link.VerbPlan:
					w.Evenings++
				case slices.Contains([]link.Verb{link.VerbNotHappened, link.VerbDoorLocked}, s.Verb) && link.Cause(s.Code).Ours():
					w.OurFault++
				}
			}
		}
	}
	return w
}

// beside is what a result tells of the work, and needs of the community, beside
// the people themselves.
type beside struct {
	hours      float64
	held       Dose // of the courses, not of the people
	complaints int
	brought    []*measure.Definition
	named      Named

	known programmes
}

// readBeside reads it in one query, for a page has eight: the shifts that the
// community stood in the period; the sessions of the courses that began in it,
// with what was ticked of their lists, for us to learn from and nobody's mark;
// the complaints that came; how what the plan names is called; and the
// definitions of its own measures.
func readBeside(tx *db.Tx, p Plan) (b beside, err error) {
	b.known = programmes{}
	_, err = db.Gather(tx, b.part,
		db.Part{SQL: `SELECT 'shift', started_at, stopped_at, '' FROM shift WHERE community_id = $1 AND on_day BETWEEN $2 AND $3
			AND started_at IS NOT NULL AND stopped_at IS NOT NULL`, Args: []any{tx.Community(), p.From.String(), p.To.String()}},
		db.Part{SQL: `SELECT 'session', v.content, e.ticks, CASE WHEN e.delivered THEN 'held' ELSE '' END
			FROM course k
			JOIN programme_version v ON v.community_id = k.community_id AND v.programme_id = k.programme_id AND v.version = k.programme_version
			JOIN course_session e ON e.community_id = k.community_id AND e.course_id = k.id
			WHERE k.community_id = $1 AND k.starts_on BETWEEN $2 AND $3 AND e.on_day <= $4 AND ` + whomCourse(5),
			Args: append([]any{tx.Community(), p.From.String(), p.To.AddDays(SixMonths).String(), civil.DateOf(tx.Now()).String()}, p.Whom.args()...)},
		db.Part{SQL: `SELECT 'programme', v.title, '', '' FROM programme g
			JOIN programme_version v ON v.community_id = g.community_id AND v.programme_id = g.id AND v.version = g.version
			WHERE g.community_id = $1 AND g.id = $2`, Args: []any{tx.Community(), p.Programme}},
		db.Part{SQL: `SELECT 'course', v.title, k.place, k.starts_on FROM course k
			JOIN programme_version v ON v.community_id = k.community_id AND v.programme_id = k.programme_id AND v.version = k.programme_version
			WHERE k.community_id = $1 AND $2 LIKE '%' || k.id || '%'`, Args: []any{tx.Community(), db.Codes(p.Courses)}},
		complaint.Came(tx, p.From, p.To),
		db.Part{SQL: `SELECT 'measure', definition, '', '' FROM measure_definition WHERE community_id = $1`, Args: []any{tx.Community()}})
	slices.SortFunc(b.named.Courses, func(a, c CourseName) int {
		return cmp.Or(a.Starts.Compare(c.Starts), strings.Compare(a.Place, c.Place))
	})
	return b, err
}

func (b *beside) part(r db.Row) (struct{}, error) {
	var kind, first, second, held string
	if err := r.Scan(&kind, &first, &second, &held); err != nil {
		return struct{}{}, err
	}
	switch kind {
	case "complaint":
		b.complaints++
		return struct{}{}, nil
	case "shift":
		return struct{}{}, b.shift(first, second)
	case "session":
		return struct{}{}, b.session(first, second, held != "")
	case "programme":
		b.named.Programme = first
		return struct{}{}, nil
	case "course":
		day, err := civil.ParseDate(held)
		b.named.Courses = append(b.named.Courses, CourseName{Title: first, Place: second, Starts: day})
		return struct{}{}, err
	}
	d, err := measure.Parse([]byte(first))
	b.brought = append(b.brought, d)
	return struct{}{}, err
}

func (b *beside) shift(started, stopped string) error {
	from, err := civil.ParseInstant(started)
	if err != nil {
		return err
	}
	to, err := civil.ParseInstant(stopped)
	b.hours += min(to.Sub(from), shift.Longest).Hours()
	return err
}

func (b *beside) session(content, ticks string, held bool) error {
	programme, err := b.known.of(content)
	if b.held.Planned++; held {
		b.held.Delivered++
		if ticks != "" {
			b.held.Ticks += strings.Count(ticks, "\n") + 1
		}
		b.held.OfTicks += len(programme.Ticks)
	}
	return err
}
