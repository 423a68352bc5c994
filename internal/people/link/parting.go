package link

import (
	"context"
	"strings"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Parting is somebody with whom a companion went along, and whose way has ended
// here. What the two are to each other from now on is outside this record.
type Parting struct {
	Plan      string // the last outing: what Part takes
	FirstName string
	FoundFeet bool
}

// partFor is how many days after an ending a companion is told of it.
const partFor = 30

// Partings reads the endings that the companion has not parted from yet.
func (s *Service) Partings(ctx context.Context, actor access.Actor) (out []Parting, err error) {
	if err := access.Allow(actor, access.OutingRead, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		out, err = db.All(tx, scanParting, `SELECT max(e.id), p.name, l.reason FROM link_plan e
			JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id AND l.state = 'closed' AND l.since_on >= $1
			JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id AND `+person.InSight("p", "$2")+` AND `+agreedTo("companion")+`
			WHERE e.community_id = $3 AND (e.companion = $2 OR e.second = $2) AND e.met_at IS NOT NULL AND l.reason <> 'died'
				AND CASE WHEN e.second = $2 THEN e.second_home_at ELSE e.home_at END IS NOT NULL
				AND NOT EXISTS (SELECT 1 FROM outing_parting t
					WHERE t.community_id = e.community_id AND t.link_id = e.link_id AND t.account_id = $2)
			GROUP BY l.id, p.name, l.reason ORDER BY max(e.id) LIMIT $4`,
			civil.DateOf(tx.Now()).AddDays(-partFor).String(), actor.Account, tx.Community(), listLimit)
		return err
	})
	return out, err
}

func scanParting(r db.Row) (p Parting, err error) {
	var reason Reason
	err = r.Scan(&p.Plan, &p.FirstName, &reason)
	p.FirstName, _, _ = strings.Cut(p.FirstName, " ")
	p.FoundFeet = reason == FoundFeet
	return p, err
}

// Part ends what the companion sees of somebody whose way has ended here, at
// once. It waits for those who are still out: their alarm hangs on it.
func (s *Service) Part(ctx context.Context, actor access.Actor, plan string) error {
	if err := access.Allow(actor, access.OutingWrite, true); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := db.One(tx, scanLinkOf, `SELECT l.id, l.person_id, l.state FROM link_plan e
			JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
			WHERE e.community_id = $1 AND e.id = $2 AND (e.companion = $3 OR e.second = $3)`, tx.Community(), plan, actor.Account)
		if err != nil {
			return err
		}
		if l.State != Closed {
			return fault.New(fault.Conflict, "link.part.not_ended")
		}
		out, err := db.All(tx, db.Column[string], `SELECT e.id FROM link_plan e WHERE e.community_id = $1 AND e.link_id = $2 AND e.called_off_at IS NULL
			AND (e.companion = $3 AND e.home_at IS NULL OR e.second = $3 AND e.second_home_at IS NULL) LIMIT 1`, tx.Community(), l.ID, actor.Account)
		if err != nil {
			return err
		}
		if len(out) > 0 {
			return stillOut()
		}
		n, err := tx.Exec(`INSERT INTO outing_parting (community_id, link_id, account_id, parted_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT DO NOTHING`, tx.Community(), l.ID, actor.Account, tx.Stamp())
		if err != nil || n == 0 {
			return err
		}
		return write(tx, actor, l, trail.CompanionParted, trail.Facts{"companion": actor.Account})
	})
}

func scanLinkOf(r db.Row) (l Link, err error) { return l, r.Scan(&l.ID, &l.Person, &l.State) }
