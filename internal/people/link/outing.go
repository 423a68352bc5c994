package link

import (
	"context"
	"strings"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Outing is a plan as the companion on it sees it: this, and nothing else. It
// has neither the person's id nor the link's.
type Outing struct {
	ID            string // of the plan: what Mark takes
	FirstName     string // empty once the person no longer agrees to it
	AccessNeeds   string
	Title         string // of the meeting
	Venue         string
	Address       string
	Postcode      string
	On            civil.Date
	Starts        time.Time
	Ends          time.Time
	HowFar        HowFar
	MeetPoint     string
	With          string // first name of the other companion, where two go
	Boundaries    bool   // they were read out, and everybody agreed
	Missing       bool   // a second companion is still looked for
	Reminded      time.Time
	SaidYes       time.Time // this companion, that they can go
	StaffedNumber string
	StaffedHours  string
	PlanB         string // only once the door was found locked
	Locked        bool
	Met           time.Time
	Home          time.Time
	CalledOff     bool
}

// Outings reads the companion's own outings, the soonest first: those to come,
// those under way, and those from which they are not marked home.
func (s *Service) Outings(ctx context.Context, actor access.Actor) (out []Outing, err error) {
	if err := access.Allow(actor, access.OutingRead, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err := db.About(tx)
		if err != nil {
			return err
		}
		out, err = outings(tx, actor.Account)
		for i := range out {
			out[i].StaffedNumber, out[i].StaffedHours = c.StaffedNumber, c.StaffedHours
		}
		return err
	})
	return out, err
}

// lately is how long after its end an outing still stands on the companion's
// page once they are home.
const lately = 12 * time.Hour

func outings(tx *db.Tx, companion string) ([]Outing, error) {
	return db.All(tx, scanOut, `SELECT e.id, p.name, p.access_needs, m.title, m.venue, m.address, m.postcode, e.on_date, e.starts_at,
			e.ends_at, e.how_far, e.meet_point, e.plan_b, e.locked, e.met_at, CASE WHEN e.second = $1 THEN e.second_home_at ELSE e.home_at END,
			e.called_off_at, b.name, e.boundaries, e.company = 2 AND e.second IS NULL, e.reminded_at,
			CASE WHEN e.second = $1 THEN e.second_said_yes_at ELSE e.said_yes_at END, `+agreedTo("companion")+`
		FROM link_plan e
		JOIN link l ON l.community_id = e.community_id AND l.id = e.link_id
		JOIN person p ON p.community_id = l.community_id AND p.id = l.person_id
		JOIN meeting m ON m.community_id = e.community_id AND m.id = e.meeting_id
		LEFT JOIN account b ON b.community_id = e.community_id AND b.id = CASE WHEN e.second = $1 THEN e.companion ELSE e.second END
		WHERE e.community_id = $2 AND (e.companion = $1 OR e.second = $1)
			AND (e.ends_at > $3 OR e.called_off_at IS NULL AND CASE WHEN e.second = $1 THEN e.second_home_at ELSE e.home_at END IS NULL)
			AND (e.ends_at > $4 OR NOT EXISTS (SELECT 1 FROM outing_parting t
				WHERE t.community_id = e.community_id AND t.link_id = e.link_id AND t.account_id = $1))
			AND `+person.InSight("p", "$1")+`
		ORDER BY e.starts_at, e.id LIMIT $5`,
		companion, tx.Community(), civil.Instant(tx.Now().Add(-lately)), tx.Stamp(), listLimit)
}

func scanOut(r db.Row) (o Outing, err error) {
	var off *string
	agreed := false
	err = r.Scan(&o.ID, &o.FirstName, &o.AccessNeeds, &o.Title, &o.Venue, &o.Address, &o.Postcode, &o.On,
		civil.ScanInstant(&o.Starts), civil.ScanInstant(&o.Ends), &o.HowFar, &o.MeetPoint, &o.PlanB, &o.Locked,
		civil.ScanInstant(&o.Met), civil.ScanInstant(&o.Home), &off, db.OrZero(&o.With), &o.Boundaries, &o.Missing,
		civil.ScanInstant(&o.Reminded), civil.ScanInstant(&o.SaidYes), &agreed)
	o.FirstName, _, _ = strings.Cut(o.FirstName, " ")
	o.With, _, _ = strings.Cut(o.With, " ")
	if !agreed {
		o.FirstName, o.AccessNeeds = "", ""
	}
	if !o.Locked {
		o.PlanB = ""
	}
	o.CalledOff = off != nil
	return o, err
}
