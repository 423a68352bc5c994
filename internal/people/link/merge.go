package link

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Merging is two records that may be one person's, as they would be: what would
// hold of their answers, and which of those are a no that was a yes on one of
// the two.
type Merging struct {
	person.Pair
	Held []consent.Consent
	No   []consent.Consent
}

// Merging reads what putting two records together would make of them, or says
// why they are not put together.
func (s *Service) Merging(ctx context.Context, actor access.Actor, stays, goes string) (m Merging, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err = merging(tx, actor, stays, goes)
		return err
	})
	return m, err
}

func merging(tx *db.Tx, actor access.Actor, stays, goes string) (m Merging, err error) {
	if m.Pair, err = person.PairOf(tx, actor, stays, goes); err != nil {
		return m, err
	}
	one, err := consent.Of(tx, m.Stays.ID)
	if err != nil {
		return m, err
	}
	other, err := consent.Of(tx, m.Goes.ID)
	m.Held, m.No = consent.Together(one, other)
	return m, err
}

// Merge puts two records of one person together: everything that hangs on the
// one that goes hangs on the one that stays, and the trail of both reads as one
// story.
func (s *Service) Merge(ctx context.Context, actor access.Actor, stays, goes string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err := merging(tx, actor, stays, goes)
		if err != nil {
			return err
		}
		id, err := person.Merge(tx, actor, m.Pair)
		if err != nil {
			return err
		}
		if err := s.all(func(f Follower) error { return f.Merged(tx, actor, id, m.Stays.ID) }); err != nil {
			return err
		}
		return consent.Settle(tx, actor, id, m.Stays.ID, m.No)
	})
}

// Unmerge takes two records apart again, as they were.
func (s *Service) Unmerge(ctx context.Context, actor access.Actor, merge string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := s.all(func(f Follower) error { return f.Unmerge(tx, actor, merge) }); err != nil {
			return err
		}
		if _, _, err := person.Unmerge(tx, actor, merge); err != nil {
			return err
		}
		return consent.Unsettle(tx, merge)
	})
}

// Parts reads the person, and the records that were put together with theirs.
func (s *Service) Parts(ctx context.Context, actor access.Actor, personID string) (p person.Person, parts []person.Part, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if p, err = person.Open(tx, actor, access.PersonMerge, personID); err != nil {
			return err
		}
		parts, err = person.Parts(tx, actor, p)
		return err
	})
	return p, parts, err
}
