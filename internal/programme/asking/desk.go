package asking

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

// Limits of what pages list.
const (
	mostListed = 25
	mostToday  = 25
)

// Desk is what the team sees of a person's askings, newest first, and what more
// they could be asked.
type Desk struct {
	Person   person.Person
	Agreed   bool
	Asks     []Ask
	Measures []*measure.Definition
	Ways     []message.Way
}

// Desk reads it, for whoever looks after the record.
func (s *Store) Desk(ctx context.Context, actor access.Actor, personID string) (d Desk, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if d.Person, err = person.Open(tx, actor, access.MeasureAsk, personID); err != nil {
			return err
		}
		if d.Agreed, err = consent.Given(tx, d.Person.ID, consent.Evaluation); err != nil {
			return err
		}
		if d.Measures, err = measure.Askable(tx); err != nil {
			return err
		}
		if d.Ways, err = s.messages.Ways(tx, d.Person); err != nil {
			return err
		}
		d.Asks, err = db.All(tx, scan, `SELECT `+columns+` FROM measure_ask q
			WHERE q.community_id = $1 AND q.person_id = $2 ORDER BY q.opens_on DESC, q.id DESC LIMIT $3`, tx.Community(), d.Person.ID, mostListed)
		return err
	})
	return d, err
}

// Due are the parts of Today's list that questions are: kind, id, person, name,
// detail (the measure), at. Only who agrees, and whose record can be asked of,
// is there.
func Due(actor access.Actor, today civil.Date) []db.Part {
	if !access.May(actor, access.MeasureAsk) {
		return nil
	}
	keeper := ""
	if access.ReachOf(actor, access.MeasureAsk) != access.All {
		keeper = actor.Account
	}
	return []db.Part{{SQL: `SELECT 'questions', q.id, p.id, p.name, q.measure_id, q.due_on FROM measure_ask q
		JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
		WHERE q.community_id = $1 AND q.finished_at IS NULL AND q.withdrawn_at IS NULL AND q.opens_on <= $2 AND q.closes_on >= $2
			AND p.died_on IS NULL AND NOT p.sealed AND ` + agrees + ` AND ` + person.InSight("p", "$3") + ` AND ` + person.Kept("p", "$4") + `
		ORDER BY q.due_on, q.id LIMIT $5`, Args: []any{actor.Scope.Community(), today.String(), actor.Account, keeper, mostToday}}}
}
