package link

import (
	"context"
	"slices"
	"strings"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Died stores that the person has died: every way they were on ends, so that
// nothing of it is due and nobody is planned for any more, and whoever was to
// go along is somebody to be told in person. Who is out at the moment stays in
// alarm until they are home.
func (s *Service) Died(ctx context.Context, actor access.Actor, personID string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonDied, personID)
		if err != nil || p.IsDead() {
			return err
		}
		links, err := s.ends(tx, actor, p)
		if err != nil {
			return err
		}
		var tell, rests []string
		for _, l := range links {
			if plan := l.Plan; plan.accompanied() && tx.Now().Before(plan.Starts) && !slices.Contains(tell, plan.Companion) {
				tell = append(tell, plan.Companion)
			}
			if l.State == Paused {
				rests = append(rests, l.ID, l.RestUntil.String())
			}
		}
		return person.Died(tx, actor, p, tell, strings.Join(rests, " "))
	})
}

// ends closes the links that a death ends, and gives them as they were before.
func (s *Service) ends(tx *db.Tx, actor access.Actor, p person.Person) (were []Link, err error) {
	ids, err := db.All(tx, scanID, `SELECT id FROM link WHERE community_id = $1 AND person_id = $2
		AND state NOT IN ('closed', 'alternative', 'stepped_back') ORDER BY id`, tx.Community(), p.ID)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		l, err := s.held(tx, id, p)
		if err != nil {
			return nil, err
		}
		were = append(were, l.Link)
		if err := s.applyAll(tx, actor, l, []Event{Close{Reason: Died}}); err != nil {
			return nil, err
		}
	}
	return were, nil
}

// held takes a link with everything that its rules look at.
func (s *Service) held(tx *db.Tx, id string, p person.Person) (stored, error) {
	l, err := take(tx, id, 0)
	if err != nil {
		return l, err
	}
	return l, l.whole(tx, p)
}

// NotDied takes back that the person has died, because it was a mistake. What
// was under way stands again where it stood; a plan that was called off stays
// so, for whoever was to go along was told.
func (s *Service) NotDied(ctx context.Context, actor access.Actor, personID string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonDied, personID)
		if err != nil {
			return err
		}
		death, err := person.TakeBack(tx, actor, p)
		if err != nil {
			return err
		}
		ids, err := db.All(tx, scanID, `SELECT id FROM link WHERE community_id = $1 AND person_id = $2
			AND state = 'closed' AND reason = 'died' AND updated_at >= $3 ORDER BY id`,
			tx.Community(), p.ID, civil.Instant(death.At))
		if err != nil {
			return err
		}
		rests := strings.Split(death.Rests, " ")
		for _, id := range ids {
			if err := s.goesOn(tx, actor, id, p, rests); err != nil {
				return err
			}
		}
		return nil
	})
}

// goesOn opens a link again; one that was at rest has its rest again.
func (s *Service) goesOn(tx *db.Tx, actor access.Actor, id string, p person.Person, rests []string) error {
	l, err := s.held(tx, id, p)
	if err != nil {
		return err
	}
	events := []Event{Reopen{}}
	if i := slices.Index(rests, id); i >= 0 && i+1 < len(rests) {
		rest := Pause{}
		if until, err := civil.ParseDate(rests[i+1]); err == nil && until.After(civil.DateOf(tx.Now())) {
			rest.Until = until
		}
		events = append(events, rest)
	}
	return s.applyAll(tx, actor, l, events)
}
