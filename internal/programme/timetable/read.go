package timetable

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/trail"
)

// somebody is one person who may be asked, with all that their timetable needs.
type somebody struct {
	id, language string
	may          bool // be asked: they agreed, and live, and so on
	Way
	checks CheckIns
	asked  []Asked

	way    ways
	places []place
}

// ways are how far somebody's ways have come.
type ways struct{ any, goesOn, quiet bool }

// place is one enrolment of theirs.
type place struct {
	id, from, state   string
	enrolled, ends    civil.Date
	first, last, next civil.Date // sessions they came to, and one that is to come
	programme         string
	version           int
}

// reader reads what is known of people: one query for each kind of record,
// whether they are one or hundreds.
type reader struct {
	tx     *db.Tx
	today  civil.Date
	plans  plans
	worded []*measure.Definition // what can be asked
	people map[string]*somebody
}

func (r *reader) read(ids []string) error {
	r.people = map[string]*somebody{}
	for _, id := range ids {
		r.people[id] = &somebody{id: id}
	}
	for _, step := range []func(ids []string) error{r.readPeople, r.readAsked, r.readWays, r.readChecks, r.readPlaces} {
		if err := step(ids); err != nil {
			return err
		}
	}
	for _, s := range r.people {
		s.Course = r.course(s.places)
		s.Rests = !s.may || s.rests()
	}
	return nil
}

// args are the arguments of a query that ends in a list of ids.
func args(ids []string, first ...any) []any {
	for _, id := range ids {
		first = append(first, id)
	}
	return first
}

func (r *reader) readPeople(ids []string) error {
	return r.each(func(s *somebody, row db.Row, id *string) error {
		s.may = true
		return row.Scan(id, &s.language)
	}, `SELECT p.id, p.language FROM person p WHERE p.community_id = $1 AND p.died_on IS NULL AND p.merged_into IS NULL
		AND `+person.Counted("p")+` AND `+asking.Agrees+` AND p.id IN (`+db.Gaps(2, len(ids))+`)`, args(ids, r.tx.Community())...)
}

// each reads rows that begin with the id of a person, which the scan is given
// the rest of.
func (r *reader) each(scan func(s *somebody, row db.Row, id *string) error, query string, args ...any) error {
	_, err := db.All(r.tx, func(row db.Row) (struct{}, error) {
		var id string
		var s somebody
		err := scan(&s, row, &id)
		if p := r.people[id]; p != nil {
			p.take(s)
		}
		return struct{}{}, err
	}, query, args...)
	return err
}

// take adds what one row tells.
func (s *somebody) take(o somebody) {
	s.may, s.language = s.may || o.may, cmp.Or(o.language, s.language)
	s.asked = append(s.asked, o.asked...)
	s.places = append(s.places, o.places...)
	s.checks.Held = append(s.checks.Held, o.checks.Held...)
	s.checks.Due = append(s.checks.Due, o.checks.Due...)
	s.way = ways{s.way.any || o.way.any, s.way.goesOn || o.way.goesOn, s.way.quiet || o.way.quiet}
	if s.Raised.IsZero() || !o.Raised.IsZero() && o.Raised.Before(s.Raised) {
		s.Raised = o.Raised
	}
	if o.Evening.After(s.Evening) {
		s.Evening = o.Evening
	}
}

func (r *reader) readAsked(ids []string) error {
	return r.each(func(s *somebody, row db.Row, id *string) error {
		var a Asked
		err := row.Scan(id, &a.ID, &a.Measure, &a.At, &a.Opens, &a.Closes, &a.On, &a.Over, &a.ByItself)
		s.asked = []Asked{a}
		return err
	}, `SELECT person_id, id, measure_id, point, opens_on, closes_on, asked_on, finished_at IS NOT NULL OR withdrawn_at IS NOT NULL, made_by = $1
		FROM measure_ask WHERE community_id = $2 AND person_id IN (`+db.Gaps(3, len(ids))+`) ORDER BY person_id, opens_on, id`,
		args(ids, trail.System, r.tx.Community())...)
}

// resting are the states in which a way asks for nothing: those that ended,
// those that the person let rest, and "not now".
var resting = []link.State{link.SteppedBack, link.Closed, link.Alternative, link.Paused, link.NotNow}

func (r *reader) readWays(ids []string) error {
	return r.each(func(s *somebody, row db.Row, id *string) error {
		var state link.State
		err := row.Scan(id, &s.Raised, &s.Evening, &state, &s.way.quiet)
		s.way.any, s.way.goesOn = true, !slices.Contains(resting, state)
		return err
	}, `SELECT person_id, raised_on, last_on, state, quiet FROM link WHERE community_id = $1
		AND person_id IN (`+db.Gaps(2, len(ids))+`) ORDER BY person_id, id`, args(ids, r.tx.Community())...)
}

// readChecks reads the check-ins of the last days and of those to come. The
// embedded engine is told to begin at the people, who are few, and not at all
// that is due: CROSS JOIN keeps the order, and an empty text an index out.
func (r *reader) readChecks(ids []string) error {
	community := r.tx.Community()
	_, err := db.Gather(r.tx, func(row db.Row) (struct{}, error) {
		var id, what string
		var at time.Time
		if err := row.Scan(&id, &what, civil.ScanInstant(&at)); err != nil {
			return struct{}{}, err
		}
		if s := r.people[id]; what == "held" {
			s.checks.Held = append(s.checks.Held, civil.DateOf(at))
		} else {
			s.checks.Due = append(s.checks.Due, civil.DateOf(at))
		}
		return struct{}{}, nil
	}, db.Part{SQL: `SELECT l.person_id, 'held', s.at FROM link l CROSS JOIN link_step s
			WHERE l.community_id = $1 AND s.community_id = l.community_id AND s.link_id = l.id AND s.verb || '' IN ('check_comfort', 'hold_check') AND s.at >= $2 AND l.person_id IN (` + db.Gaps(3, len(ids)) + `)`,
		Args: args(ids, community, civil.Instant(r.today.AddDays(-asking.Week).At(0)))},
		db.Part{SQL: `SELECT l.person_id, 'due', d.at FROM link l CROSS JOIN link_due d
			WHERE l.community_id = $1 AND d.community_id = l.community_id AND d.link_id = l.id AND ` + asking.CheckIns + ` AND d.at || '' < $2 AND (d.until_at IS NULL OR d.until_at > $3)
				AND l.person_id IN (` + db.Gaps(4, len(ids)) + `)`,
			Args: args(ids, community, civil.Instant(r.today.AddDays(Ahead+asking.Week).At(0)), r.tx.Stamp())})
	return err
}

func (r *reader) readPlaces(ids []string) error {
	return r.each(func(s *somebody, row db.Row, id *string) error {
		var p place
		var enrolled time.Time
		err := row.Scan(id, &p.id, db.OrZero(&p.from), &p.state, civil.ScanInstant(&enrolled), &p.ends, &p.programme, &p.version, &p.first, &p.last, &p.next)
		p.enrolled, s.places = civil.DateOf(enrolled), []place{p}
		return err
	}, `SELECT n.person_id, n.id, n.came_from, n.state, n.enrolled_at, k.ends_on, k.programme_id, k.programme_version,
			(SELECT min(e.on_day) FROM attendance t JOIN course_session e ON e.community_id = t.community_id AND e.id = t.session_id
				WHERE t.community_id = n.community_id AND t.enrolment_id = n.id AND t.here),
			(SELECT max(e.on_day) FROM attendance t JOIN course_session e ON e.community_id = t.community_id AND e.id = t.session_id
				WHERE t.community_id = n.community_id AND t.enrolment_id = n.id AND t.here),
			(SELECT min(e.on_day) FROM course_session e WHERE e.community_id = n.community_id AND e.course_id = n.course_id AND e.on_day >= $1)
		FROM enrolment n JOIN course k ON k.community_id = n.community_id AND k.id = n.course_id
		WHERE n.community_id = $2 AND n.person_id IN (`+db.Gaps(3, len(ids))+`) ORDER BY n.person_id, n.enrolled_at, n.id`,
		args(ids, r.today, r.tx.Community())...)
}

// plans are what programmes ask, by programme and version.
type plans map[programme][]asking.TimePoint

type programme struct {
	id      string
	version int
}

// readPlans reads those of every version: a community has a handful.
func readPlans(tx *db.Tx) (plans, error) {
	all := plans{}
	_, err := db.All(tx, func(row db.Row) (struct{}, error) {
		var p programme
		var content string
		var named struct {
			Measures []asking.TimePoint `json:"measures"`
		}
		if err := row.Scan(&p.id, &p.version, &content); err != nil {
			return struct{}{}, err
		}
		err := json.Unmarshal([]byte(content), &named)
		all[p] = named.Measures
		return struct{}{}, err
	}, `SELECT programme_id, version, content FROM programme_version WHERE community_id = $1 ORDER BY programme_id, version`, tx.Community())
	return all, err
}
