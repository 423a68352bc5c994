package place

import (
	"context"
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

func count(tx *db.Tx) (int, error) {
	return db.One(tx, func(r db.Row) (n int, err error) { return n, r.Scan(&n) },
		`SELECT count(*) FROM place WHERE community_id = $1`, tx.Community())
}

// Any reports whether the community has imported places yet.
func (s *Store) Any(ctx context.Context, scope db.Scope) (there bool, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		there, err = db.One(tx, func(r db.Row) (v bool, err error) { return v, r.Scan(&v) },
			`SELECT EXISTS (SELECT 1 FROM place WHERE community_id = $1)`, tx.Community())
		return err
	})
	return there, err
}

// batch is how many rows one statement carries: enough that the statement's own
// cost vanishes, and few enough for the parameters that either engine takes.
const batch = 500

// upsert writes the entries, which must not repeat a code, and tells how many
// rows were new or are different now.
func upsert(tx *db.Tx, entries []entry) (touched int, err error) {
	var codes, named []entry
	for _, e := range entries {
		if e.town == "" && e.region == "" {
			codes = append(codes, e)
		} else {
			named = append(named, e)
		}
	}
	n, err := inBatches(tx, codes, bareColumns, func(e entry) []any {
		return []any{e.code, e.kind(), e.lat, e.lon}
	})
	if err != nil {
		return 0, err
	}
	m, err := inBatches(tx, named, namedColumns, func(e entry) []any {
		return []any{e.code, e.kind(), e.lat, e.lon, e.town, e.region, nameKey(e.town), nameKey(e.region)}
	})
	return n + m, err
}

func (e entry) kind() string {
	if strings.Contains(e.code, " ") {
		return "postcode"
	}
	return "outcode"
}

// columns of one statement, and what to do with a code that is there already.
// A row that would stay as it is is not touched, so that it is not counted. A
// file without names leaves the names that another file gave.
type columns struct {
	names    string
	width    int
	conflict string
}

var (
	bareColumns = columns{"code, kind, lat, lon", 4,
		` ON CONFLICT (community_id, code) DO UPDATE SET lat = excluded.lat, lon = excluded.lon
		WHERE place.lat <> excluded.lat OR place.lon <> excluded.lon`}
	namedColumns = columns{"code, kind, lat, lon, town, region, town_key, region_key", 8,
		` ON CONFLICT (community_id, code) DO UPDATE SET lat = excluded.lat, lon = excluded.lon,
		town = excluded.town, region = excluded.region, town_key = excluded.town_key, region_key = excluded.region_key
		WHERE place.lat <> excluded.lat OR place.lon <> excluded.lon
		OR place.town <> excluded.town OR place.region <> excluded.region`}
)

// insert is the statement for so many rows.
func (c columns) insert(rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO place (community_id, " + c.names + ") VALUES ")
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		b.WriteString("($1")
		for i := range c.width {
			fmt.Fprintf(&b, ", $%d", 2+row*c.width+i)
		}
		b.WriteString(")")
	}
	return b.String() + c.conflict
}

// inBatches sends the entries through one prepared statement, and what is left
// at the end through a shorter one.
func inBatches(tx *db.Tx, entries []entry, c columns, values func(entry) []any) (touched int, err error) {
	var full *db.Stmt
	for len(entries) > 0 {
		some := entries[:min(batch, len(entries))]
		entries = entries[len(some):]
		args := append(make([]any, 0, 1+len(some)*c.width), tx.Community())
		for _, e := range some {
			args = append(args, values(e)...)
		}
		if full == nil && len(some) == batch {
			if full, err = tx.Prepare(c.insert(batch)); err != nil {
				return touched, err
			}
			defer full.Close()
		}
		var n int64
		if len(some) == batch {
			n, err = full.Exec(args...)
		} else {
			n, err = tx.Exec(c.insert(len(some)), args...)
		}
		if err != nil {
			return touched, err
		}
		touched += int(n)
	}
	return touched, nil
}
