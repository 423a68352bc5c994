package cohort

import (
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
)

// reader gathers the people of a plan, one query for each kind of record. The
// first query says who they are; of what the others read, the rest is dropped.
type reader struct {
	tx     *db.Tx
	plan   Plan
	parts  func(asking.Scored) ([]float64, error) // opens them
	people []Someone
	told   []string       // of each of them, to measures
	at     map[string]int // of a person, in people
}

// read gathers everybody whose first way began in the period, with all that
// was written down of them since.
func read(tx *db.Tx, p Plan, questions *asking.Store) ([]Someone, error) {
	r := &reader{tx: tx, plan: p, at: map[string]int{}, parts: func(s asking.Scored) ([]float64, error) { return questions.Parts(tx, s) }}
	if err := errors.Join(r.readPeople(), r.readCourses()); err != nil {
		return nil, err
	}
	scores := make(chan error)
	go func() { scores <- r.takeScores() }() // which asks the database nothing, while it looks for the ways
	err := r.readWays()
	if err = errors.Join(err, <-scores); err != nil {
		return nil, err
	}
	return r.chosen(), nil
}

// members are the ids of the people of a plan, without what was written down of
// them.
func members(tx *db.Tx, p Plan) (group, error) {
	r := &reader{tx: tx, plan: p, at: map[string]int{}}
	if err := errors.Join(r.readPeople(), r.readCourses()); err != nil {
		return nil, err
	}
	ids := group{}
	for _, s := range r.chosen() {
		ids[s.ID] = true
	}
	return ids, nil
}

// chosen are the people who came as the plan says, by a course or without one.
func (r *reader) chosen() []Someone {
	if r.plan.Route == ByLinkOnly {
		return slices.DeleteFunc(r.people, func(s Someone) bool { return s.Course != nil })
	}
	return r.people
}

// readPeople reads who they are. That an agency asked for somebody is told by
// the chat or the course that began with it, too: what was asked is kept for a
// month. It begins at the ways and courses of the period, so that nobody else is
// looked at.
func (r *reader) readPeople() error {
	_, last := r.plan.Window(r.plan.To.AddDays(longest)) // of a first session long after the first talk
	_, err := db.All(r.tx, r.someone, `SELECT `+asking.ScoresColumn("$1", "$2")+`,
			p.id, p.died_on,
			(SELECT min(l.raised_on) FROM link l WHERE l.community_id = p.community_id AND l.person_id = p.id AND l.raised_on >= $3),
			COALESCE(q.sex, ''), COALESCE(q.age, ''), COALESCE(q.ethnicity, ''),
			COALESCE(c.been_before, ''), COALESCE(c.setting, ''), COALESCE(c.companion_wanted, ''),
			COALESCE(c.started_by, '') = 'keyworker'
				OR EXISTS (SELECT 1 FROM ask a WHERE a.community_id = p.community_id AND a.person_id = p.id)
				OR EXISTS (SELECT 1 FROM enrolment s WHERE s.community_id = p.community_id AND s.person_id = p.id AND s.source IN ('keyworker', 'detox'))
		FROM person p
		LEFT JOIN equality q ON q.community_id = p.community_id AND q.person_id = p.id
		LEFT JOIN chat c ON c.community_id = p.community_id AND c.id = (SELECT f.id FROM chat f WHERE f.community_id = p.community_id
			AND f.person_id = p.id ORDER BY f.held_on, f.id LIMIT 1)
		WHERE p.community_id = $4 AND p.merged_into IS NULL AND `+person.Counted("p")+inPeriod(4)+`
		ORDER BY p.id`, append([]any{civil.Instant(r.plan.From.AddDays(-asking.BeforeAhead).At(0)), civil.Instant(last.AddDays(1).At(0)), r.plan.From, r.tx.Community()},
		r.plan.inPeriod()...)...)
	return err
}

func (r *reader) someone(row db.Row) (struct{}, error) {
	s := Someone{Answers: map[Outcome]Asked{}}
	var told sql.NullString
	var sex, age, ethnicity string
	if err := row.Scan(&told, &s.ID, &s.Died, &s.Raised, &sex, &age, &ethnicity, &s.Been, &s.Setting, &s.Companion, &s.Agency); err != nil {
		return struct{}{}, err
	}
	if r.plan.Setting != "" && s.Setting != r.plan.Setting {
		return struct{}{}, nil
	}
	s.Said = map[About]string{Sex: sex, Age: age, Ethnicity: ethnicity}
	r.at[s.ID] = len(r.people)
	s.Agreed = told.Valid
	r.people, r.told = append(r.people, s), append(r.told, told.String)
	return struct{}{}, nil
}

// readWays reads each way, with what happened on it in one text, and its comfort
// checks in another: to read each by itself would take longer than all the rest.
// Only those of people who came in the period are read, whenever the ways began.
// Of a check that is asked for it says whether whoever asked had gone along, or
// brought it up.
func (r *reader) readWays() error {
	_, err := db.All(r.tx, r.way, `SELECT l.person_id, l.id, COALESCE(l.parent_id, ''), COALESCE(m.kind, ''), l.chosen_on, l.attended_on, l.last_on, l.how, l.facets, l.reason,
			COALESCE((SELECT string_agg(c.on_date || ' ' || COALESCE(CAST(c.being AS TEXT), '-') || ' ' || COALESCE(CAST(c.speaking AS TEXT), '-')
				|| ' ' || CASE WHEN c.safe = 'no' THEN 'no' ELSE '-' END, ' ' ORDER BY c.on_date, c.id) FROM link_comfort c
				WHERE c.community_id = l.community_id AND c.link_id = l.id), ''),
			COALESCE((SELECT string_agg(s.at || ',' || s.verb || ',' || s.to_state || ',' || s.code || ',' ||
				CASE WHEN s.verb <> 'check_comfort' THEN '' WHEN s.account_id = l.raised_by
					OR EXISTS (SELECT 1 FROM link_plan e WHERE e.community_id = l.community_id AND e.link_id = l.id AND e.companion = s.account_id)
					THEN 'deliverer' ELSE '' END, ';' ORDER BY s.seq)
				FROM link_step s WHERE s.community_id = l.community_id AND s.link_id = l.id), '')
		FROM link l
		LEFT JOIN meeting m ON m.community_id = l.community_id AND m.id = l.meeting_id
		WHERE l.community_id = $1 AND l.raised_on >= $2 AND l.person_id IN (SELECT b.person_id FROM link b
				WHERE b.community_id = $1 AND b.raised_on BETWEEN $2 AND $3
			UNION SELECT n.person_id FROM enrolment n WHERE n.community_id = $1 AND substr(n.enrolled_at, 1, 10) BETWEEN $2 AND $3)
		ORDER BY l.person_id, l.id`, r.tx.Community(), r.plan.From.String(), r.plan.To.String())
	return err
}

func (r *reader) way(row db.Row) (struct{}, error) {
	var w numbers.Way
	var facets, checks, steps string
	var reason link.Reason
	var chose civil.Date
	if err := row.Scan(&w.Person, &w.Link, &w.Parent, &w.Kind, &chose, &w.First, &w.Last, &w.How, &facets, &reason, &checks, &steps); err != nil {
		return struct{}{}, err
	}
	at, ours := r.at[w.Person]
	if !ours {
		return struct{}{}, nil
	}
	s := &r.people[at]
	w.Facets = len(strings.Fields(facets))
	s.Chosen = earlier(s.Chosen, chose)
	if reason != "" {
		s.Ends = append(s.Ends, reason)
	}
	held, err := comforts(checks)
	if err != nil {
		return struct{}{}, err
	}
	for _, c := range held {
		w.Checks = append(w.Checks, numbers.Check{On: c.On, Being: c.Being})
	}
	s.Comforts = append(s.Comforts, held...)
	slices.SortStableFunc(s.Comforts, func(a, b Comfort) int { return a.On.Compare(b.On) })
	if w.Steps, err = s.happened(steps); err != nil {
		return struct{}{}, err
	}
	s.Ways = append(s.Ways, w)
	return struct{}{}, nil
}

// happened are the steps of one way, in order. Who asked how it was is counted.
func (s *Someone) happened(text string) (all []numbers.Step, err error) {
	for one := range strings.SplitSeq(text, ";") {
		if one == "" {
			continue // there are none
		}
		word := func() (w string) { w, one, _ = strings.Cut(one, ","); return w }
		var step numbers.Step
		if step.At, err = civil.ParseInstant(word()); err != nil {
			return nil, err
		}
		step.Verb, step.To, step.Code = link.Verb(word()), link.State(word()), word()
		all = append(all, step)
		switch deliverer := word() != ""; {
		case step.Verb != link.VerbCheckComfort:
		case deliverer:
			s.ByUs.Deliverer++
		default:
			s.ByUs.Other++
		}
	}
	return all, nil
}

// fields of one comfort check in the text that a way brings along.
const fields = 4

// comforts are the checks of one way: day, being there, speaking, and no where
// it was not safe.
func comforts(text string) (all []Comfort, err error) {
	words := strings.Fields(text)
	for ; len(words) >= fields; words = words[fields:] {
		c := Comfort{Being: said(words[1]), Speaking: said(words[2]), Unsafe: words[3] == "no"}
		if c.On, err = civil.ParseDate(words[0]); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// said is a number from 0 to 10; nil: they did not say.
func said(text string) *int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return nil
	}
	return &n
}

func earlier(a, b civil.Date) civil.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
