package asking

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// due begins the queries of askings (q) that are open some day from the second
// argument to the third and can be put to their person (p), by the account in
// the fourth: of people in their sight whose record they keep, or of anybody
// where they may ask all. Who one keeps is few, so that the list begins at them.
func due(columns string, actor access.Actor) string {
	query := `SELECT ` + columns + ` FROM measure_ask q JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
		WHERE q.community_id = $1 AND q.closes_on >= $2 AND q.opens_on <= $3 AND q.finished_at IS NULL AND q.withdrawn_at IS NULL
			AND p.died_on IS NULL AND NOT p.sealed AND ` + Agrees + ` AND ` + person.InSight("p", "$4")
	if access.ReachOf(actor, access.MeasureAsk) == access.All {
		return query
	}
	return query + ` AND q.person_id IN (` + person.KeptBy("$1", "$4") + `)`
}

// soonest is over first.
const soonest = ` ORDER BY q.closes_on, q.id LIMIT `

// Today are the parts of Today's list that questions are: kind, id, person,
// name, detail (the point), at (their last day). Only who agrees, and whose
// record can be asked of, is there.
func Today(actor access.Actor, today civil.Date) []db.Part {
	if !access.May(actor, access.MeasureAsk) {
		return nil
	}
	return []db.Part{{SQL: due(`'questions', q.id, p.id, p.name, q.point, q.closes_on`, actor) + soonest + `$5`,
		Args: []any{actor.Scope.Community(), today, today, actor.Account, mostToday}}}
}

// Due is one asking of the list of what is due.
type Due struct {
	ID, Person, Name string
	TimePoint
	Opens, Closes civil.Date
}

// Page is a part of the list. After leads on from where it ends; empty where
// the list does.
type Page struct {
	Rows  []Due
	After string
}

// Days of the list: those of this week from today on, and those of the next.
const (
	thisWeek = Week - 1
	nextWeek = 2*Week - 1
)

// ToAsk reads a page of what the actor is to ask this week, or in the next one:
// what is over soonest first.
func (s *Store) ToAsk(ctx context.Context, actor access.Actor, next bool, after string) (p Page, err error) {
	if err := access.Allow(actor, access.MeasureAsk, true); err != nil {
		return p, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		from, to := civil.DateOf(tx.Now()), civil.DateOf(tx.Now()).AddDays(thisWeek)
		query := due(`q.id, p.id, p.name, q.measure_id, q.point, q.opens_on, q.closes_on`, actor) + ` AND q.closes_on || q.id > $5`
		args := []any{tx.Community(), from, to, actor.Account, after, mostListed + 1}
		if next {
			query += ` AND q.opens_on > $6`
			args = []any{tx.Community(), from, from.AddDays(nextWeek), actor.Account, after, to, mostListed + 1}
		}
		p.Rows, err = db.All(tx, scanDue, query+soonest+db.Gaps(len(args), 1), args...)
		if err == nil && len(p.Rows) > mostListed {
			last := p.Rows[mostListed-1]
			p.Rows, p.After = p.Rows[:mostListed], last.Closes.String()+last.ID
		}
		return err
	})
	return p, err
}

func scanDue(r db.Row) (d Due, err error) {
	return d, r.Scan(&d.ID, &d.Person, &d.Name, &d.Measure, &d.At, &d.Opens, &d.Closes)
}
