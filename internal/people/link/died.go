package link

import (
	"context"
	"slices"
	"strings"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
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
			if l.Plan != nil && tx.Now().Before(l.Plan.Starts) {
				tell = append(tell, l.Plan.Companions()...)
			}
			if l.State == Paused {
				rests = append(rests, l.ID, l.RestUntil.String())
			}
		}
		if err := person.Died(tx, actor, p, tell, strings.Join(rests, " ")); err != nil {
			return err
		}
		return s.all(func(f Follower) error { return f.Died(tx, actor, p.ID) })
	})
}

// ends closes the links that a death ends, and gives them as they were before.
func (s *Service) ends(tx *db.Tx, actor access.Actor, p person.Person) (were []Link, err error) {
	ids, err := db.All(tx, db.Column[string], `SELECT id FROM link WHERE community_id = $1 AND person_id = $2
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
// was under way stands again where it stood, and a plan that the death called
// off is made again where its evening is still ahead: whoever was to go along
// was told, and is asked again.
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
		ids, err := db.All(tx, db.Column[string], `SELECT id FROM link WHERE community_id = $1 AND person_id = $2
			AND state = 'closed' AND reason = 'died' AND updated_at >= $3 ORDER BY id`,
			tx.Community(), p.ID, civil.Instant(death.At))
		if err != nil {
			return err
		}
		plans, err := calledOffBy(tx, ids, death)
		if err != nil {
			return err
		}
		rests := strings.Split(death.Rests, " ")
		for _, id := range ids {
			if err := s.goesOn(tx, actor, id, p, rests); err != nil {
				return err
			}
			if err := s.planAgain(tx, actor, id, p, plans[id]); err != nil {
				return err
			}
		}
		return s.all(func(f Follower) error { return f.NotDied(tx, actor, p.ID, death) })
	})
}

// calledOffBy reads, by link, the plans that the death called off and whose
// evening is still ahead, and holds whoever was to go along.
func calledOffBy(tx *db.Tx, links []string, death person.Death) (map[string]MakePlan, error) {
	plans := map[string]MakePlan{}
	var all []Event
	for _, id := range links {
		l, err := read(tx, id)
		if err != nil {
			return nil, err
		}
		if p := l.Plan; p != nil && !p.CalledOff.Before(death.At) && tx.Now().Before(p.Starts) {
			m := MakePlan{Plan: *p, Wanted: p.Company, MayComeIn: true}
			m.HowFar, m.CalledOff = p.AgreedFar, time.Time{}
			plans[id], all = m, append(all, m)
		}
	}
	return plans, hold(tx, all)
}

// planAgain makes the plan again, with as many of those who were to go along as
// still can; the others are looked for. Where the evening itself cannot be as it
// was, the link waits for its next step.
func (s *Service) planAgain(tx *db.Tx, actor access.Actor, id string, p person.Person, m MakePlan) error {
	if m.Meeting == "" {
		return nil
	}
	l, err := s.held(tx, id, p)
	if err != nil {
		return err
	}
	for _, along := range [][2]string{{m.Companion, m.Second}, {m.Companion}, {m.Second}, {}} {
		try := m
		if try.Companion, try.Second = along[0], along[1]; try.Companion == "" {
			try.Second, try.HowFar = "", ""
		}
		if err = s.applyAll(tx, actor, l, []Event{try}); !fault.Is(err, fault.Invalid) {
			return err
		}
	}
	return nil
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
