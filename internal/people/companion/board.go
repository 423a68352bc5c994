package companion

import (
	"context"
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Paper is one of those without which a companion cannot go along, or give
// lifts.
type Paper string

const (
	PaperClearance Paper = "clearance"
	PaperTraining  Paper = "training"
	PaperDBS       Paper = "dbs"
	PaperCar       Paper = "car"
)

// Horizon is how soon something runs out.
type Horizon string

const (
	RunOut      Horizon = "out" // it has
	WithinWeek  Horizon = "7"
	WithinMonth Horizon = "30"
	WithinTwo   Horizon = "60"
	Later       Horizon = ""
)

// HorizonOf says how soon the last day is, seen from today: that day still
// counts.
func HorizonOf(last, today civil.Date) Horizon {
	switch left := last.Days() - today.Days(); {
	case left < 0:
		return RunOut
	case left <= 7:
		return WithinWeek
	case left <= 30:
		return WithinMonth
	case left <= 60:
		return WithinTwo
	}
	return Later
}

// Expiry is one paper that runs out soon, or has.
type Expiry struct {
	Paper Paper
	Last  civil.Date
	Soon  Horizon
}

// Expiries are the papers of a clearance that run out within sixty days, the
// soonest first.
func (c Clearance) Expiries(today civil.Date) (out []Expiry) {
	for _, p := range []Expiry{{Paper: PaperClearance, Last: c.Until}, {Paper: PaperTraining, Last: c.TrainingUntil},
		{Paper: PaperDBS, Last: c.DBSUntil}, {Paper: PaperCar, Last: c.CarUntil}} {
		if p.Last.IsZero() {
			continue
		}
		if p.Soon = HorizonOf(p.Last, today); p.Soon != Later {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Expiry) int { return a.Last.Compare(b.Last) })
	return out
}

// Member is a companion as those who look after them see them: papers, rest and
// when they last talked. Of their life there is nothing here.
type Member struct {
	Account   string
	Name      string
	Clearance *Clearance // nil: not cleared
	Resting   bool
	RestUntil civil.Date
	Held      civil.Date // of the last supervision
	Next      civil.Date // when the next is due
}

// Expiries of the member's papers.
func (m Member) Expiries(today civil.Date) []Expiry {
	if m.Clearance == nil {
		return nil
	}
	return m.Clearance.Expiries(today)
}

// TalkDue reports whether it is time for the next supervision: companions who
// have never had one wait for their first.
func (m Member) TalkDue(today civil.Date) bool { return m.Next.IsZero() || !m.Next.After(today) }

// PageSize is how many companions a page of the board holds.
const PageSize = 25

// Board lists the companions whose papers run out first, and after them those
// who are not cleared: the page after the account, empty for the first; and the
// account after which the next begins, empty where there is none.
func (s *Store) Board(ctx context.Context, actor access.Actor, after string) (members []Member, next string, err error) {
	if err := access.Allow(actor, access.CompanionClear, false); err != nil {
		return nil, "", err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		today := civil.DateOf(tx.Now())
		members, err = db.All(tx, func(r db.Row) (Member, error) { return scanMember(r, today) }, selectMembers+`
			AND ($2 = '' OR (COALESCE(s.last_on, '9999-12-31'), a.name_key, a.id) > (SELECT COALESCE(y.last_on, '9999-12-31'), x.name_key, x.id
				FROM account x LEFT JOIN clearance y ON y.community_id = x.community_id AND y.account_id = x.id AND y.ended_at IS NULL
				WHERE x.community_id = $1 AND x.id = $2))
			ORDER BY COALESCE(s.last_on, '9999-12-31'), a.name_key, a.id LIMIT $3`, tx.Community(), after, PageSize+1)
		return err
	})
	if len(members) > PageSize {
		members = members[:PageSize]
		next = members[PageSize-1].Account
	}
	return members, next, err
}

// Member reads one companion.
func (s *Store) Member(ctx context.Context, actor access.Actor, account string) (m Member, err error) {
	if err := access.Allow(actor, access.CompanionClear, false); err != nil {
		return m, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		today := civil.DateOf(tx.Now())
		m, err = db.One(tx, func(r db.Row) (Member, error) { return scanMember(r, today) }, selectMembers+` AND a.id = $2`,
			tx.Community(), account)
		return err
	})
	return m, err
}

const selectMembers = `SELECT a.id, a.name, c.resting_since, c.rest_until, v.held_on, v.next_on,
		s.references_on, s.training_on, s.dbs_needed, s.dbs_on, s.until_on, s.training_until, s.dbs_until, s.car_until, s.out_before
	FROM account a
	JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id AND r.role = 'companion'
	LEFT JOIN clearance s ON s.community_id = a.community_id AND s.account_id = a.id AND s.ended_at IS NULL
	LEFT JOIN capacity c ON c.community_id = a.community_id AND c.account_id = a.id
	LEFT JOIN supervision v ON v.community_id = a.community_id AND v.id = (SELECT n.id FROM supervision n
		WHERE n.community_id = a.community_id AND n.account_id = a.id ORDER BY n.held_on DESC, n.id DESC LIMIT 1)
	WHERE a.community_id = $1 AND a.state <> 'left'`

func scanMember(r db.Row, today civil.Date) (m Member, err error) {
	var c Clearance
	var rest Capacity
	err = r.Scan(&m.Account, &m.Name, &rest.RestingSince, &rest.RestUntil, &m.Held, &m.Next, &c.References, &c.Training,
		db.OrZero(&c.DBSNeeded), &c.DBS, &c.Until, &c.TrainingUntil, &c.DBSUntil, &c.CarUntil, db.OrZero(&c.OutBefore))
	m.Resting, m.RestUntil = rest.Resting(today), rest.RestUntil
	if !c.Until.IsZero() {
		c.Account = m.Account
		m.Clearance = &c
	}
	return m, err
}
