package asking

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

// Limits of what pages list.
const (
	mostListed = 25
	mostToday  = 10 // the soonest; the list has them all
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
