package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Scope is the community that a transaction may see. Its field is private and
// this package makes it only from a stored community, so that no form, address
// or file can name another's.
type Scope struct{ community string }

// Community is the id of the scope's community.
func (s Scope) Community() string { return s.community }

// Found makes the community of an empty database, does in the same transaction
// what else belongs to its founding, and returns its scope. A database that
// holds a community already is a conflict.
func (d *DB) Found(ctx context.Context, name string, also ...func(tx *Tx) error) (Scope, error) {
	return d.found(ctx, `INSERT INTO community (community_id, name, created_at)
		SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM community)`, name, also)
}

// FoundBeside is [DB.Found] beside communities that are there: for the demo and
// for tests, which show that none of them is seen from another. The program
// serves the one that was founded first.
func (d *DB) FoundBeside(ctx context.Context, name string, also ...func(tx *Tx) error) (Scope, error) {
	return d.found(ctx, `INSERT INTO community (community_id, name, created_at) VALUES ($1, $2, $3)`, name, also)
}

func (d *DB) found(ctx context.Context, insert, name string, also []func(tx *Tx) error) (Scope, error) {
	if name == "" {
		return Scope{}, fault.New(fault.Invalid, "db.community_name").Field("name", "db.community_name")
	}
	id := d.NewID()
	s := Scope{community: id}
	err := d.Tx(ctx, s, func(tx *Tx) error {
		n, err := tx.Exec(insert, id, name, tx.Stamp())
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "db.community_exists")
		}
		for _, do := range also {
			if err == nil {
				err = do(tx)
			}
		}
		return err
	})
	if err != nil {
		return Scope{}, err
	}
	return s, nil
}

// Scopes are those of every community in the database, the first founded first:
// for the checks that read all of it.
func (d *DB) Scopes(ctx context.Context) (all []Scope, err error) {
	rows, err := d.reader.QueryContext(ctx, `SELECT community_id FROM community ORDER BY community_id`)
	if err != nil {
		return nil, translate(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s Scope
		if err := rows.Scan(&s.community); err != nil {
			return nil, translate(err)
		}
		all = append(all, s)
	}
	return all, translate(rows.Err())
}

// Only is the scope of a database that holds one community, as every one does
// that was not opened as a hosting one. A database without one is a fault of
// the kind Missing.
func (d *DB) Only(ctx context.Context) (Scope, error) {
	var id string
	err := d.reader.QueryRowContext(ctx, `SELECT community_id FROM community ORDER BY community_id LIMIT 1`).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Scope{}, fault.New(fault.Missing, "db.no_community")
	}
	return Scope{community: id}, translate(err)
}

// Community is what a community says of itself.
type Community struct {
	Name          string
	StaffedNumber string // the telephone number that somebody answers, on every printed plan
	StaffedHours  string // when, in the community's own words
	Created       string // civil instant
}

// About reads the community of the transaction.
func About(tx *Tx) (Community, error) {
	return One(tx, func(r Row) (c Community, err error) {
		return c, r.Scan(&c.Name, &c.StaffedNumber, &c.StaffedHours, &c.Created)
	}, `SELECT name, staffed_number, staffed_hours, created_at FROM community WHERE community_id = $1`, tx.Community())
}

// SetStaffed stores the number that stands on printed plans, and its hours.
func SetStaffed(tx *Tx, number, hours string) error {
	_, err := tx.Exec(`UPDATE community SET staffed_number = $1, staffed_hours = $2 WHERE community_id = $3`,
		number, hours, tx.Community())
	return err
}

// receiptsKept is how long a form can be sent twice: longer than any phone
// stays without a connection on one open page.
const receiptsKept = 14 * 24 * time.Hour

// Sweep deletes receipts that nothing can ask for any more.
func (d *DB) Sweep(ctx context.Context, s Scope) error {
	return d.Tx(ctx, s, func(tx *Tx) error {
		before := civil.Instant(tx.Now().Add(-receiptsKept))
		_, err := tx.Exec(`DELETE FROM receipt WHERE community_id = $1 AND at < $2`, tx.Community(), before)
		return err
	})
}
