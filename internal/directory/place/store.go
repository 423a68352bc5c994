package place

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Store keeps a community's places.
type Store struct{ db *db.DB }

// New keeps places in d.
func New(d *db.DB) *Store { return &Store{d} }

// Report is what an import did. Read is always the sum of Added, Changed,
// Unchanged and the length of Rejected.
type Report struct {
	Name      string // of the file
	Kind      Kind
	Read      int
	Added     int
	Changed   int
	Unchanged int
	Rejected  []fault.Problem
}

// Import reads a list of places from r and adds it to what is there: a known
// code moves to where the file says, nothing is taken away. A file without one
// good row is a fault and changes nothing; the report then still names the
// rows. name is the file's, for the trail.
//
// The file is read before the transaction begins, which the database's only
// writer would otherwise wait in.
func (s *Store) Import(ctx context.Context, actor access.Actor, r io.Reader, name string) (Report, error) {
	report := Report{Name: filepath.Base(name)}
	if err := access.Allow(actor, access.PlaceImport, false); err != nil {
		return report, err
	}
	file, err := Read(r)
	if file != nil {
		report.Kind, report.Read, report.Rejected = file.Kind, file.Read, file.Rejected
	}
	if err != nil {
		return report, err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := revise(tx); err != nil {
			return err
		}
		before, err := count(tx)
		if err != nil {
			return err
		}
		touched, err := upsert(tx, file.entries)
		if err != nil {
			return err
		}
		after, err := count(tx)
		if err != nil {
			return err
		}
		report.Added = after - before
		report.Changed = touched - report.Added
		report.Unchanged = file.Repeated + len(file.entries) - touched
		return trail.Append(tx, report.entry(actor.Account))
	})
	return report, err
}

func (r Report) entry(account string) trail.Entry {
	return trail.Entry{
		Account: account,
		Event:   trail.PlacesImported,
		Subject: trail.Subject{Kind: "places", ID: string(r.Kind)},
		Facts: trail.Facts{
			"file":      r.Name,
			"read":      strconv.Itoa(r.Read),
			"added":     strconv.Itoa(r.Added),
			"changed":   strconv.Itoa(r.Changed),
			"unchanged": strconv.Itoa(r.Unchanged),
			"rejected":  strconv.Itoa(len(r.Rejected)),
		},
	}
}

// Revision grows with every import of places, and is 0 before the first.
func Revision(tx *db.Tx) (int64, error) {
	return db.One(tx, db.Column[int64],
		`SELECT COALESCE(max(revision), 0) FROM place_revision WHERE community_id = $1`, tx.Community())
}

// revise raises the revision. It is the first statement of an import, so that
// on PostgreSQL too two of them wait for each other.
func revise(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO place_revision (community_id, revision) VALUES ($1, 1)
		ON CONFLICT (community_id) DO UPDATE SET revision = place_revision.revision + 1`, tx.Community())
	return err
}

func count(tx *db.Tx) (int, error) {
	return db.One(tx, db.Column[int],
		`SELECT count(*) FROM place WHERE community_id = $1`, tx.Community())
}

// Any reports whether the community has imported places yet.
func (s *Store) Any(ctx context.Context, scope db.Scope) (there bool, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		there, err = db.One(tx, db.Column[bool],
			`SELECT EXISTS (SELECT 1 FROM place WHERE community_id = $1)`, tx.Community())
		return err
	})
	return there, err
}

// batch is how many rows one statement carries. Small, because the embedded
// engine's driver looks every parameter up among all the others: 500 rows a
// statement take 15 times as long as ten.
const batch = 10

// upsert writes the entries, which must not repeat a code, and tells how many
// rows were new or are different now.
func upsert(tx *db.Tx, entries []entry) (touched int, err error) {
	for _, c := range []*columns{postcodeColumns, outcodeColumns, townColumns} {
		n, err := c.write(tx, entries)
		if err != nil {
			return touched, err
		}
		touched += n
	}
	return touched, nil
}

// columns of one kind of row: what a statement writes, and what it does with a
// code that is there already. A row that would stay as it is is not touched,
// and so not counted.
type columns struct {
	insert   string // up to the rows
	kind     string // a literal of every row
	values   func(entry) []any
	width    int // of values
	conflict string
}

var (
	postcodeColumns = &columns{insertBare, "'postcode'", bareValues, 3, moveOnConflict}
	outcodeColumns  = &columns{insertBare, "'outcode'", bareValues, 3, moveOnConflict} // keeps the names of another file
	townColumns     = &columns{
		`INSERT INTO place (community_id, kind, code, lat, lon, town, region, town_key, region_key) VALUES `, "'outcode'",
		func(e entry) []any {
			return []any{e.code, e.lat, e.lon, e.town, e.region, nameKey(e.town), regionKey(e.region)}
		}, 7,
		` ON CONFLICT (community_id, code) DO UPDATE SET lat = excluded.lat, lon = excluded.lon,
		town = excluded.town, region = excluded.region, town_key = excluded.town_key, region_key = excluded.region_key
		WHERE place.lat <> excluded.lat OR place.lon <> excluded.lon
		OR place.town <> excluded.town OR place.region <> excluded.region`,
	}
)

const (
	insertBare     = `INSERT INTO place (community_id, kind, code, lat, lon) VALUES `
	moveOnConflict = ` ON CONFLICT (community_id, code) DO UPDATE SET lat = excluded.lat, lon = excluded.lon
		WHERE place.lat <> excluded.lat OR place.lon <> excluded.lon`
)

func bareValues(e entry) []any { return []any{e.code, e.lat, e.lon} }

func (e entry) columns() *columns {
	switch {
	case strings.Contains(e.code, " "):
		return postcodeColumns
	case e.town == "" && e.region == "":
		return outcodeColumns
	}
	return townColumns
}

// statement for so many rows: ($1, 'postcode', $2, $3, $4), ($1, …
func (c *columns) statement(rows int) string {
	var b strings.Builder
	b.WriteString(c.insert)
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "($1, %s", c.kind)
		for i := range c.width {
			fmt.Fprintf(&b, ", $%d", 2+row*c.width+i)
		}
		b.WriteString(")")
	}
	return b.String() + c.conflict
}

// write sends those of the entries that are of this kind, in batches through
// one prepared statement and what is left at the end through a smaller one.
func (c *columns) write(tx *db.Tx, entries []entry) (touched int, err error) {
	full, err := tx.Prepare(c.statement(batch))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, full.Close()) }()
	rows, args := 0, append(make([]any, 0, 1+batch*c.width), tx.Community())
	for _, e := range entries {
		if e.columns() != c {
			continue
		}
		args = append(args, c.values(e)...)
		if rows++; rows < batch {
			continue
		}
		n, err := full.Exec(args...)
		if err != nil {
			return touched, err
		}
		touched, rows, args = touched+int(n), 0, args[:1]
	}
	if rows == 0 {
		return touched, nil
	}
	n, err := tx.Exec(c.statement(rows), args...)
	return touched + int(n), err
}
