package link

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Behind is what somebody sees who opened a sealed record in an emergency: how
// the person is reached, who knows them, and where they may be tonight. There
// is no story in it.
type Behind struct {
	person.Behind
	Contact bool // they agreed to be contacted
	Ahead   []Ahead
}

// Ahead is an evening that is planned.
type Ahead struct {
	Plan
	Title, Venue string
	Companion    string // name; empty: alone
}

// mostAhead is how many evenings are shown at the most.
const mostAhead = 5

// BehindGlass reads what the actor's own try opened, as long as it is open.
func (s *Service) BehindGlass(ctx context.Context, actor access.Actor, try string) (b Behind, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if b.Behind, err = person.Look(tx, actor, try); err != nil {
			return err
		}
		if b.Contact, err = consent.Given(tx, b.Person.ID, consent.Contact); err != nil {
			return err
		}
		b.Ahead, err = ahead(tx, b.Person.ID)
		return err
	})
	return b, err
}

func ahead(tx *db.Tx, personID string) ([]Ahead, error) {
	return db.All(tx, scanAhead, `SELECT e.on_date, e.starts_at, e.meet_point, m.title, m.venue, a.name
		FROM link_plan e
		JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
		JOIN meeting m ON m.community_id = e.community_id AND m.id = e.meeting_id
		LEFT JOIN account a ON a.community_id = e.community_id AND a.id = e.companion
		WHERE e.community_id = $1 AND l.person_id = $2 AND e.called_off_at IS NULL AND e.ends_at > $3
		ORDER BY e.starts_at, e.id LIMIT $4`, tx.Community(), personID, tx.Stamp(), mostAhead)
}

func scanAhead(r db.Row) (a Ahead, err error) {
	return a, r.Scan(&a.On, civil.ScanInstant(&a.Starts), &a.MeetPoint, &a.Title, &a.Venue, db.OrZero(&a.Companion))
}

// IDs are the links of the person, for what else hangs on them.
func IDs(tx *db.Tx, personID string) ([]string, error) {
	return db.All(tx, db.Column[string], `SELECT id FROM link WHERE community_id = $1 AND person_id = $2 ORDER BY id`,
		tx.Community(), personID)
}
