package cohort

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps plans and counts by them.
type Store struct {
	db        *db.DB
	questions *asking.Store // opens the figures of single questions, for they are sealed
}

// New keeps plans in d.
func New(d *db.DB, questions *asking.Store) *Store { return &Store{d, questions} }

// Fix writes down what will be counted. It is not changed afterwards.
func (s *Store) Fix(ctx context.Context, actor access.Actor, p Plan) error {
	if err := access.Allow(actor, access.EvaluationWrite, false); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return err
	}
	p = p.settled()
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := p.known(tx); err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO evaluation (community_id, id, name, from_on, to_on, route, programme, setting, outcome,
				early_days, late_days, fixed_on, fixed_by, spend_pence, courses, place, funder)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
			tx.Community(), p.ID, strings.TrimSpace(p.Name), p.From.String(), p.To.String(), string(p.Route), p.Programme, string(p.Setting),
			string(p.Outcome), p.Early, p.Late, civil.DateOf(tx.Now()).String(), actor.Account, p.Spend,
			db.Codes(p.Courses), p.Place, p.Funder); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EvaluationFixed,
			Subject: trail.Subject{Kind: "evaluation", ID: p.ID},
			Facts:   trail.Facts{"from": p.From.String(), "to": p.To.String(), "outcome": string(p.Outcome)}})
	})
}

// SetLocal stores what the result is held against, and what was spent: they are
// no part of the question and may be entered at any time.
func (s *Store) SetLocal(ctx context.Context, actor access.Actor, id string, local []Local, spend *int) error {
	if err := access.Allow(actor, access.EvaluationWrite, false); err != nil {
		return err
	}
	if err := CheckLocal(local); err != nil {
		return err
	}
	text, err := json.Marshal(append([]Local{}, local...))
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE evaluation SET local = $1, spend_pence = $2 WHERE community_id = $3 AND id = $4`, string(text), spend, tx.Community(), id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Missing, "record.missing")
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EvaluationCompared, Subject: trail.Subject{Kind: "evaluation", ID: id}})
	})
}

const columns = `id, name, from_on, to_on, route, programme, setting, outcome, early_days, late_days, fixed_on, fixed_by, local, spend_pence, courses, place, funder`

// page is how many plans a list shows.
const page = 25

// List reads the newest plans, from the one after the id on; empty for the
// newest.
func (s *Store) List(ctx context.Context, actor access.Actor, before string) (plans []Plan, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return nil, err
	}
	if before == "" {
		before = "~"
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		plans, err = db.All(tx, scan, `SELECT `+columns+` FROM evaluation WHERE community_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
			tx.Community(), before, page)
		return err
	})
	return plans, err
}

// Get reads one plan.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (p Plan, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return p, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err = get(tx, id)
		return err
	})
	return p, err
}

func get(tx *db.Tx, id string) (Plan, error) {
	return db.One(tx, scan, `SELECT `+columns+` FROM evaluation WHERE community_id = $1 AND id = $2`, tx.Community(), id)
}

func scan(r db.Row) (p Plan, err error) {
	var local string
	if err := r.Scan(&p.ID, &p.Name, &p.From, &p.To, &p.Route, &p.Programme, &p.Setting, &p.Outcome, &p.Early, &p.Late, &p.FixedOn, &p.FixedBy, &local,
		&p.Spend, db.ScanCodes(&p.Courses), &p.Place, &p.Funder); err != nil {
		return p, err
	}
	return p, json.Unmarshal([]byte(local), &p.Local)
}

// Of counts by the plan, as of now.
func (s *Store) Of(ctx context.Context, actor access.Actor, id string) (r Result, err error) {
	return s.count(ctx, actor, func(tx *db.Tx) (Plan, error) { return get(tx, id) })
}

// Count counts by a plan that is not kept: nothing was fixed beforehand.
func (s *Store) Count(ctx context.Context, actor access.Actor, p Plan) (Result, error) {
	return s.count(ctx, actor, func(*db.Tx) (Plan, error) { return p.settled(), nil })
}

func (s *Store) count(ctx context.Context, actor access.Actor, plan func(*db.Tx) (Plan, error)) (r Result, err error) {
	if err := access.Allow(actor, access.EvaluationRead, false); err != nil {
		return r, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := plan(tx)
		if err != nil {
			return err
		}
		people, err := read(tx, p, s.questions)
		if err != nil {
			return err
		}
		b, err := readBeside(tx, p)
		if err != nil {
			return err
		}
		r = Count(p, people, b.brought, tx.Now())
		r.Named = b.named
		if r.Words, err = s.words(tx, p, people); err != nil {
			return err
		}
		r.Work = evenings(people)
		r.Work.Hours, r.Complaints = b.hours, b.complaints
		if r.Dose != nil {
			r.Dose.Delivered, r.Dose.Planned, r.Dose.Ticks, r.Dose.OfTicks = b.held.Delivered, b.held.Planned, b.held.Ticks, b.held.OfTicks
		}
		return nil
	})
	return r, err
}

// words are what the people agreed to have in a report, in the order of the
// alphabet, which tells nothing of whose they are.
func (s *Store) words(tx *db.Tx, p Plan, people []Someone) (words []string, err error) {
	_, last := p.Window(p.To.AddDays(longest))
	told, err := s.questions.Agreed(tx, p.From.AddDays(-asking.BeforeAhead), last)
	theirs := map[string]bool{}
	for i := range people {
		theirs[people[i].ID] = true
	}
	for _, t := range told {
		if t.Words != "" && theirs[t.Person] {
			words = append(words, t.Words)
		}
	}
	slices.Sort(words)
	return slices.Compact(words), err
}
