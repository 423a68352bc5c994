package companion

import (
	"context"
	"encoding/json"
	"errors"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

const capacityColumns = `c.account_id, c.evenings, c.away, c.areas, c.at_once, c.a_week, c.languages, c.gender, c.matched_as, c.shared,
	c.rather_not, c.phone, c.emergency_name, c.emergency_phone, c.resting_since, c.rest_until, c.version`

// Capacity reads when the account can go along: what holds for everybody where
// they said nothing. What they share of their life, and their numbers, are read
// by themselves alone.
func (s *Store) Capacity(ctx context.Context, actor access.Actor, account string) (c Capacity, err error) {
	own := account == actor.Account
	if err := access.Allow(actor, access.CapacityWrite, own); err != nil {
		return c, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		c, err = capacityOf(tx, account)
		return err
	})
	if !own {
		c.Gender, c.MatchedAs, c.Shared, c.Phone, c.EmergencyName, c.EmergencyPhone = "", "", nil, "", "", ""
	}
	return c, err
}

func capacityOf(tx *db.Tx, account string) (Capacity, error) {
	c, err := db.One(tx, scanCapacity, `SELECT `+capacityColumns+` FROM capacity c
		WHERE c.community_id = $1 AND c.account_id = $2`, tx.Community(), account)
	if fault.Is(err, fault.Missing) {
		return Unsaid(account), nil
	}
	return c, err
}

// Put stores the actor's own capacity, as far as it is not a rest: for the
// transaction that frees their outings on the days away. A version other than
// the one that was seen is a conflict.
func Put(tx *db.Tx, actor access.Actor, c Capacity) error {
	if err := access.Allow(actor, access.CapacityWrite, true); err != nil {
		return err
	}
	if err := isCompanion(tx, actor.Account); err != nil {
		return err
	}
	c.Account = actor.Account
	c = c.Tidy(civil.DateOf(tx.Now()))
	if err := c.Check(); err != nil {
		return err
	}
	evenings, away, areas, err := written(c)
	if err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO capacity (community_id, account_id, evenings, away, areas, at_once, a_week, languages, gender, matched_as,
			shared, rather_not, phone, emergency_name, emergency_phone, version, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16)
		ON CONFLICT (community_id, account_id) DO UPDATE SET evenings = excluded.evenings, away = excluded.away, areas = excluded.areas,
			at_once = excluded.at_once, a_week = excluded.a_week, languages = excluded.languages, gender = excluded.gender,
			matched_as = excluded.matched_as, shared = excluded.shared, rather_not = excluded.rather_not, phone = excluded.phone,
			emergency_name = excluded.emergency_name, emergency_phone = excluded.emergency_phone,
			version = capacity.version + 1, updated_at = excluded.updated_at
		WHERE capacity.version = $17`,
		tx.Community(), c.Account, evenings, away, areas, c.AtOnce, c.AWeek, db.Codes(c.Languages), c.Gender, string(c.MatchedAs),
		db.Codes(c.Shared), c.RatherNot, c.Phone, c.EmergencyName, c.EmergencyPhone, tx.Stamp(), c.Version)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "companion.capacity.changed_meanwhile")
	}
	return note(tx, actor, trail.CapacityChanged, c.Account, nil)
}

func written(c Capacity) (evenings, away, areas string, err error) {
	for into, list := range map[*string]any{&evenings: c.Evenings, &away: c.Away, &areas: c.Areas} {
		text, err := json.Marshal(list)
		if err != nil {
			return "", "", "", err
		}
		*into = string(text)
	}
	return evenings, away, areas, nil
}

func scanCapacity(r db.Row) (c Capacity, err error) {
	var columns capacityRow
	if err := r.Scan(columns.into()...); err != nil {
		return c, err
	}
	return c, columns.read(&c)
}

// capacityRow is a capacity as it is read; its columns are NULL where a
// companion has said nothing.
type capacityRow struct {
	Capacity
	evenings, away, areas string
}

func (w *capacityRow) into() []any {
	return []any{db.OrZero(&w.Account), db.OrZero(&w.evenings), db.OrZero(&w.away), db.OrZero(&w.areas), db.OrZero(&w.AtOnce),
		db.OrZero(&w.AWeek), db.ScanCodes(&w.Languages), db.OrZero(&w.Gender), db.OrZero(&w.MatchedAs), db.ScanCodes(&w.Shared),
		db.OrZero(&w.RatherNot), db.OrZero(&w.Phone), db.OrZero(&w.EmergencyName), db.OrZero(&w.EmergencyPhone), &w.RestingSince,
		&w.RestUntil, db.OrZero(&w.Version)}
}

// read fills in what is there; where nothing is, the capacity stays as it was.
func (w *capacityRow) read(c *Capacity) error {
	if w.Account == "" {
		return nil
	}
	*c = w.Capacity
	return errors.Join(json.Unmarshal([]byte(w.evenings), &c.Evenings), json.Unmarshal([]byte(w.away), &c.Away),
		json.Unmarshal([]byte(w.areas), &c.Areas))
}

// Tie is one thing that binds a companion to a day or a person. What kinds there
// are is the business of whoever reads them.
type Tie struct{ Account, On, Person, Kind string }

// Pool reads everybody who was ever cleared and is not withdrawn, with when they
// can go along, and the ties that the query of the other room gives: its columns
// are account_id, on_date, person_id and kind, and its first argument is the
// community. One query, for it stands on pages that ask many.
func Pool(tx *db.Tx, ties string, args ...any) (pool []Candidate, bound []Tie, err error) {
	rows, err := db.All(tx, scanCandidate, `SELECT a.id, a.name, s.last_on, s.car_until,
			s.out_before OR EXISTS (SELECT 1 FROM outing_seat o JOIN link_plan e ON e.community_id = o.community_id AND e.id = o.plan_id
				WHERE o.community_id = s.community_id AND o.account_id = s.account_id AND e.met_at IS NOT NULL),
			`+capacityColumns+`, t.on_date, t.person_id, t.kind
		FROM clearance s
		JOIN account a ON a.community_id = s.community_id AND a.id = s.account_id AND a.state = 'active'
		JOIN account_role r ON r.community_id = s.community_id AND r.account_id = s.account_id AND r.role = 'companion'
		LEFT JOIN capacity c ON c.community_id = s.community_id AND c.account_id = s.account_id
		LEFT JOIN (`+ties+`) t ON t.account_id = s.account_id
		WHERE s.community_id = $1 AND s.ended_at IS NULL
		ORDER BY a.name_key, a.id LIMIT 5000`, args...)
	for _, row := range rows {
		if n := len(pool); n == 0 || pool[n-1].Account != row.Account {
			pool = append(pool, row.Candidate)
		}
		if row.tie.Kind != "" {
			bound = append(bound, row.tie)
		}
	}
	return pool, bound, err
}

// candidateRow is a candidate with one of their ties, or none.
type candidateRow struct {
	Candidate
	tie Tie
}

func scanCandidate(r db.Row) (c candidateRow, err error) {
	var account string
	var columns capacityRow
	tie := &c.tie
	into := append([]any{&account, &c.Name, &c.LastOn, &c.CarUntil, &c.Out}, columns.into()...)
	if err := r.Scan(append(into, db.OrZero(&tie.On), db.OrZero(&tie.Person), db.OrZero(&tie.Kind))...); err != nil {
		return c, err
	}
	c.Capacity = Unsaid(account)
	if tie.Kind != "" {
		tie.Account = account
	}
	return c, columns.read(&c.Capacity)
}

// Hold keeps the account's clearance and capacity as they are until the
// transaction ends: whoever plans them next waits. Take it before the link.
func Hold(tx *db.Tx, account string) error {
	_, err := tx.Exec(`UPDATE clearance SET ended_at = ended_at WHERE community_id = $1 AND account_id = $2 AND ended_at IS NULL`,
		tx.Community(), account)
	return err
}
