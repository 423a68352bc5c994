package exclusion

import (
	"context"
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps exclusions, the words of their reasons sealed.
type Store struct {
	db   *db.DB
	seal *seal.Sealer
}

// New keeps exclusions in d.
func New(d *db.DB, s *seal.Sealer) *Store { return &Store{d, s} }

// List is everything that a person is kept away from.
type List struct {
	Person     person.Person
	Unsuitable []Unsuitable
	Apart      []Apart
	Clashes    []Clash // planned before, and not suitable any more
}

// Clash is an evening that was planned and is not suitable any more.
type Clash struct {
	Link    string
	Meeting string // id
	On      civil.Date
}

// listLimit bounds a list: nobody should have to be kept from more.
const listLimit = 50

// Of reads what the person is kept away from.
func (s *Store) Of(ctx context.Context, actor access.Actor, personID string) (l List, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if l.Person, err = person.Open(tx, actor, access.ExclusionRead, personID); err != nil {
			return err
		}
		l.Unsuitable, err = db.All(tx, func(r db.Row) (Unsuitable, error) { return s.scanUnsuitable(tx, r) },
			`SELECT id, what, target, code, words, review_on, added_at FROM unsuitable
			WHERE community_id = $1 AND person_id = $2 AND ended_at IS NULL ORDER BY id LIMIT $3`,
			tx.Community(), l.Person.ID, listLimit)
		if err != nil {
			return err
		}
		l.Apart, err = db.All(tx, func(r db.Row) (Apart, error) { return s.scanApart(tx, r) },
			`SELECT x.id, COALESCE(a.name, x.other_key), COALESCE(x.other_account, ''), x.code, x.words, x.review_on, x.added_at
			FROM apart x LEFT JOIN account a ON a.community_id = x.community_id AND a.id = x.other_account
			WHERE x.community_id = $1 AND x.person_id = $2 AND x.ended_at IS NULL ORDER BY x.id LIMIT $3`,
			tx.Community(), l.Person.ID, listLimit)
		if err != nil {
			return err
		}
		l.Clashes, err = clashes(tx, l.Person.ID)
		return err
	})
	return l, err
}

// clashes reads the person's evenings to come that are not suitable any more.
func clashes(tx *db.Tx, personID string) (all []Clash, err error) {
	planned, err := db.All(tx, scanClash, `SELECT l.id, e.on_date, e.meeting_id, m.venue, m.postcode, m.attendance FROM link l
		JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
		JOIN meeting m ON m.community_id = e.community_id AND m.id = e.meeting_id
		WHERE l.community_id = $1 AND l.person_id = $2 AND e.called_off_at IS NULL AND e.starts_at > $3
		ORDER BY e.starts_at LIMIT $4`, tx.Community(), personID, tx.Stamp(), listLimit)
	if err != nil {
		return nil, err
	}
	evenings := make([]Planned, len(planned))
	for i, c := range planned {
		evenings[i] = Planned{Person: personID, Meeting: c.at, On: c.On}
	}
	unfit, err := Unfit(tx, evenings)
	for i, c := range planned {
		if unfit[i] {
			all = append(all, c.Clash)
		}
	}
	return all, err
}

// clashRow is an evening with where it is.
type clashRow struct {
	Clash
	at meeting.Meeting
}

func scanClash(r db.Row) (c clashRow, err error) {
	err = r.Scan(&c.Link, &c.On, &c.at.ID, &c.at.Venue, &c.at.Postcode, &c.at.Attendance)
	c.Meeting = c.at.ID
	return c, err
}

// Member is one of the team.
type Member struct{ Account, Name string }

// Team reads of whom in the team a person can be kept apart, by name: everybody
// but the actor.
func (s *Store) Team(ctx context.Context, actor access.Actor) (all []Member, err error) {
	if err := access.Allow(actor, access.ExclusionWrite, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, func(r db.Row) (m Member, err error) { return m, r.Scan(&m.Account, &m.Name) },
			`SELECT id, name FROM account WHERE community_id = $1 AND state = 'active' AND id <> $2
			ORDER BY name_key, id LIMIT $3`, tx.Community(), actor.Account, teamLimit)
		return err
	})
	return all, err
}

// teamLimit bounds the list of the team.
const teamLimit = 200

// KeepFrom notes that something is not suitable for the person.
func (s *Store) KeepFrom(ctx context.Context, actor access.Actor, personID string, u Unsuitable) error {
	return s.add(ctx, actor, personID, u.ID, u.Check, func(tx *db.Tx, id string) error {
		words, err := s.sealed(tx, "unsuitable", u.ID, u.Words)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO unsuitable (community_id, id, person_id, what, target, code, words, review_on, added_at, added_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, tx.Community(), u.ID, id, string(u.What), u.Target,
			string(u.Code), words, u.ReviewOn.String(), tx.Stamp(), actor.Account)
		return err
	})
}

// KeepApart notes somebody whom the person must not meet. Whether there is
// anybody of that name here whom the actor does not look after makes no
// difference to it.
func (s *Store) KeepApart(ctx context.Context, actor access.Actor, personID string, a Apart) error {
	return s.add(ctx, actor, personID, a.ID, a.Check, func(tx *db.Tx, id string) error {
		if a.Account == actor.Account {
			return fault.New(fault.Invalid, "exclusion.yourself").Field("account", "exclusion.yourself")
		}
		record, err := whichOf(tx, actor, id, a)
		if err != nil {
			return err
		}
		words, err := s.sealed(tx, "apart", a.ID, a.Words)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO apart (community_id, id, person_id, other_key, other_account, other_record, code, words, review_on, added_at, added_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, tx.Community(), a.ID, id, db.OrNull(person.Key(a.Name)),
			db.OrNull(a.Account), db.OrNull(record), string(a.Code), words, a.ReviewOn.String(), tx.Stamp(), actor.Account)
		return err
	})
}

// whichOf is the record that is meant, or empty where it holds for everybody of
// the name: nobody of that name is the actor's to know of, or they do not know
// which one it is. Where they can tell and were not asked, it is refused.
func whichOf(tx *db.Tx, actor access.Actor, personID string, a Apart) (string, error) {
	if a.Account != "" || a.Record == Anyone {
		return "", nil
	}
	named, err := namesakes(tx, actor, personID, a.Name)
	if err != nil || len(named) == 0 {
		return "", err
	}
	for _, one := range named {
		if one.ID == a.Record {
			return one.ID, nil
		}
	}
	return "", fault.New(fault.Invalid, "exclusion.invalid").Field("record", "exclusion.which_one")
}

func namesakes(tx *db.Tx, actor access.Actor, personID, name string) ([]person.Listed, error) {
	named, err := person.Namesakes(tx, actor, name)
	return slices.DeleteFunc(named, func(p person.Listed) bool { return p.ID == personID }), err
}

// Namesakes reads those of exactly the name whom the actor looks after, other
// than the person: for the question which one is meant.
func (s *Store) Namesakes(ctx context.Context, actor access.Actor, personID, name string) (all []person.Listed, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.ExclusionWrite, personID)
		if err != nil {
			return err
		}
		all, err = namesakes(tx, actor, p.ID, name)
		return err
	})
	return all, err
}

func (s *Store) add(ctx context.Context, actor access.Actor, personID, id string, check func(civil.Date) error,
	insert func(tx *db.Tx, personID string) error) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.ExclusionWrite, personID)
		if err != nil {
			return err
		}
		if err := check(civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if err := insert(tx, p.ID); err != nil {
			return err
		}
		return note(tx, actor, trail.ExclusionAdded, id)
	})
}

// End takes one of the person's rows away. It stays in the database, ended.
func (s *Store) End(ctx context.Context, actor access.Actor, personID, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.ExclusionWrite, personID)
		if err != nil {
			return err
		}
		one, err := tx.Exec(`UPDATE unsuitable SET ended_at = $1 WHERE community_id = $2 AND person_id = $3 AND id = $4 AND ended_at IS NULL`,
			tx.Stamp(), tx.Community(), p.ID, id)
		if err != nil {
			return err
		}
		other, err := tx.Exec(`UPDATE apart SET ended_at = $1 WHERE community_id = $2 AND person_id = $3 AND id = $4 AND ended_at IS NULL`,
			tx.Stamp(), tx.Community(), p.ID, id)
		if err == nil && one+other == 0 {
			err = fault.New(fault.Missing, "record.missing")
		}
		if err != nil {
			return err
		}
		return note(tx, actor, trail.ExclusionEnded, id)
	})
}

// note writes an entry that names neither the person nor anything they are kept
// from: their time-line is read by more people than this is.
func note(tx *db.Tx, actor access.Actor, event trail.Event, id string) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: "exclusion", ID: id}})
}

// Review is a person of whom something is to be looked at again.
type Review struct {
	Person string
	Name   string
	On     civil.Date // the soonest
}

// Reviews reads for whom something is to be looked at again, the soonest first:
// the actor's own people, or all.
func (s *Store) Reviews(ctx context.Context, actor access.Actor) (all []Review, err error) {
	if err := access.Allow(actor, access.ExclusionRead, true); err != nil {
		return nil, err
	}
	keeper := ""
	if access.ReachOf(actor, access.ExclusionRead) != access.All {
		keeper = actor.Account
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanReview, `SELECT p.id, p.name, MIN(d.review_on) FROM (
				SELECT u.person_id, u.review_on FROM unsuitable u WHERE u.community_id = $1 AND u.ended_at IS NULL
				UNION ALL SELECT x.person_id, x.review_on FROM apart x WHERE x.community_id = $1 AND x.ended_at IS NULL) d
			JOIN person p ON p.community_id = $1 AND p.id = d.person_id
			WHERE `+person.InSight("p", "$2")+` AND `+person.Kept("p", "$3")+`
			GROUP BY p.id, p.name ORDER BY 3, 1 LIMIT $4`, tx.Community(), actor.Account, keeper, listLimit)
		return err
	})
	return all, err
}

func scanReview(r db.Row) (v Review, err error) { return v, r.Scan(&v.Person, &v.Name, &v.On) }

// sealed are the words as they are kept, or nil for none.
func (s *Store) sealed(tx *db.Tx, table, id, words string) ([]byte, error) {
	if words == "" {
		return nil, nil
	}
	return s.seal.Seal([]byte(words), seal.Bound(tx.Community(), table, id, "words"))
}

func (s *Store) scanUnsuitable(tx *db.Tx, r db.Row) (u Unsuitable, err error) {
	var words []byte
	err = r.Scan(&u.ID, &u.What, &u.Target, &u.Code, &words, &u.ReviewOn, civil.ScanInstant(&u.Added))
	u.Words = s.opened(tx, "unsuitable", u.ID, words)
	return u, err
}

func (s *Store) scanApart(tx *db.Tx, r db.Row) (a Apart, err error) {
	var words []byte
	err = r.Scan(&a.ID, &a.Name, &a.Account, &a.Code, &words, &a.ReviewOn, civil.ScanInstant(&a.Added))
	a.Words = s.opened(tx, "apart", a.ID, words)
	return a, err
}

// opened are the words. Those whose key was lost are as good as none.
func (s *Store) opened(tx *db.Tx, table, id string, words []byte) string {
	if len(words) == 0 {
		return ""
	}
	plain, err := s.seal.Open(words, seal.Bound(tx.Community(), table, id, "words"))
	if err != nil {
		return ""
	}
	return string(plain)
}
