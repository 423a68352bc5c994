package link

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Follower is a room on a higher floor that keeps things of people which end,
// or are joined, with their record. Each of its steps is part of the
// transaction that changes the record, and is allowed by it.
type Follower interface {
	// Died ends what is under way, after the record says that they died.
	Died(tx *db.Tx, actor access.Actor, personID string) error
	// NotDied takes up again what the death ended.
	NotDied(tx *db.Tx, actor access.Actor, personID string, death person.Death) error
	// Merged joins what two records, now one, both had.
	Merged(tx *db.Tx, actor access.Actor, merge, personID string) error
	// Unmerge parts what Merged joined, before the records are parted.
	Unmerge(tx *db.Tx, actor access.Actor, merge string) error
}

// all lets each follower take its step.
func (s *Service) all(step func(Follower) error) error {
	for _, f := range s.followers {
		if err := step(f); err != nil {
			return err
		}
	}
	return nil
}
