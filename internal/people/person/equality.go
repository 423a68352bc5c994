package person

import (
	"context"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Of is what somebody says of themselves so that we can see whom we miss. Each
// may be left out. It is on no list, and nothing is ranked or matched by it.
type Of struct{ Sex, Age, Ethnicity string }

// The answers, in the order pages show them: those of the census of England and
// Wales, coarse enough that few people are alone in one.
var (
	Sexes       = []string{"woman", "man", "other"}
	Ages        = []string{"under_25", "25_34", "35_44", "45_54", "55_up"}
	Ethnicities = []string{"asian", "black", "mixed", "white", "other"}
)

func (o Of) check() error {
	e := fault.New(fault.Invalid, "person.invalid")
	for _, q := range []struct {
		field, said string
		known       []string
	}{{"sex", o.Sex, Sexes}, {"age", o.Age, Ages}, {"ethnicity", o.Ethnicity, Ethnicities}} {
		if q.said != "" && !slices.Contains(q.known, q.said) {
			e.Field(q.field, "person.equality")
		}
	}
	return e.OrNil()
}

// Say stores what the person says of themselves, in place of what they said
// before; nothing at all takes it away.
func (s *Store) Say(ctx context.Context, actor access.Actor, id string, said Of) error {
	if err := said.check(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.PersonWrite, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM equality WHERE community_id = $1 AND person_id = $2`, tx.Community(), p.ID); err != nil {
			return err
		}
		if said != (Of{}) {
			if _, err := tx.Exec(`INSERT INTO equality (community_id, person_id, sex, age, ethnicity, said_at) VALUES ($1, $2, $3, $4, $5, $6)`,
				tx.Community(), p.ID, said.Sex, said.Age, said.Ethnicity, tx.Stamp()); err != nil {
				return err
			}
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.EqualityTold,
			Subject: trail.Subject{Kind: "person", ID: p.ID}, Person: p.ID})
	})
}

// Said is what the person says of themselves.
func (s *Store) Said(ctx context.Context, actor access.Actor, id string) (said Of, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.PersonRead, id)
		if err != nil {
			return err
		}
		all, err := db.All(tx, func(r db.Row) (o Of, err error) { return o, r.Scan(&o.Sex, &o.Age, &o.Ethnicity) },
			`SELECT sex, age, ethnicity FROM equality WHERE community_id = $1 AND person_id = $2`, tx.Community(), p.ID)
		if len(all) > 0 {
			said = all[0]
		}
		return err
	})
	return said, err
}
