package ownview

import (
	"context"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// Evening is a plan as the person sees it on a screen that others may see too:
// when and where, who meets them, and nothing of what it is for.
type Evening struct {
	Starts, Ends time.Time
	Venue        string
	Address      string
	Postcode     string
	Join         string // address of the room online
	Online       bool
	Companion    string // name; empty: on their own, or Needed
	Second       string // name of a second one
	Needed       bool   // somebody was agreed to go along, and is looked for
	MeetPoint    string
	PlanB        string
}

// plansShown is how many evenings to come are shown.
const plansShown = 10

// Plans are the evenings of the visit's person that have not ended, soonest
// first. One that was called off, or whose meeting is gone, is not shown: what
// becomes of it a person tells them.
func (s *Store) Plans(ctx context.Context, scope db.Scope, token string) (v Visit, plans []Evening, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		if v, err = visit(tx, token); err != nil {
			return err
		}
		plans, err = db.All(tx, scanEvening, `SELECT e.starts_at, e.ends_at, m.venue, m.address, m.postcode, m.room,
				e.way = 'online', COALESCE(a.name, b.name, ''),
				CASE WHEN a.id IS NULL THEN '' ELSE COALESCE(b.name, '') END,
				e.company > 0 AND a.id IS NULL AND b.id IS NULL, e.meet_point, e.plan_b
			FROM link l
			JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
			JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
			JOIN meeting m ON m.community_id = l.community_id AND m.id = e.meeting_id
			LEFT JOIN account a ON a.community_id = l.community_id AND a.id = e.companion
			LEFT JOIN account b ON b.community_id = l.community_id AND b.id = e.second
			WHERE l.community_id = $1 AND (p.id = $2 OR p.merged_into = $2) AND `+person.Counted("p")+` AND e.ends_at > $3
				AND e.called_off_at IS NULL AND NOT m.withdrawn
			ORDER BY e.starts_at LIMIT $4`, tx.Community(), v.Person.ID, tx.Stamp(), plansShown)
		return err
	})
	return v, plans, err
}

func scanEvening(r db.Row) (e Evening, err error) {
	return e, r.Scan(civil.ScanInstant(&e.Starts), civil.ScanInstant(&e.Ends), &e.Venue, &e.Address, &e.Postcode, &e.Join, &e.Online,
		&e.Companion, &e.Second, &e.Needed, &e.MeetPoint, &e.PlanB)
}
