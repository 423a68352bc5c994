package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/ident"
)

// FileName is the embedded database inside a data directory.
const FileName = "openmaf.db"

// Config says which database to open. The zero Clock and IDs are the
// machine's.
type Config struct {
	Dir   string // data directory, for the embedded database
	URL   string // postgres://…, instead of the embedded database
	Clock clock.Clock
	IDs   *ident.Maker

	// Bulk is for filling a new database, by one program that can begin anew:
	// changes and views share one transaction of some thousands, and are
	// answered before they are on the disk. Close says whether all of them are.
	Bulk bool
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine  engine
	writer  *sql.DB // SQLite: one connection; PostgreSQL: the same pool as reader
	reader  *sql.DB
	changes *writers // hands out the turns on writer
	clock   clock.Clock
	ids     *ident.Maker
	file    string             // of the embedded database
	last    []string           // statements that make what is left out in bulk
	watch   func(query string) // of a test; nil otherwise
}

type engine int

const (
	embedded engine = iota
	server
)

// Open opens the database and brings its schema up to date: older schemas are
// copied aside first (SQLite) and then migrated, newer ones refused.
func Open(ctx context.Context, c Config) (*DB, error) {
	d, err := connect(c)
	if err != nil {
		return nil, err
	}
	if err := d.ready(ctx); err != nil {
		return nil, errors.Join(err, d.shut())
	}
	return d, nil
}

// ready brings a database that was opened into the state in which it is used.
func (d *DB) ready(ctx context.Context) error {
	if d.engine == embedded {
		if err := d.isWhole(ctx); err != nil {
			return err
		}
	}
	if err := d.migrate(ctx); err != nil || d.engine == server || !d.changes.bulk {
		return err
	}
	return d.beginBulk(ctx)
}

// Exists reports whether the directory already holds an embedded database.
func Exists(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, FileName))
	return err == nil
}

func connect(c Config) (*DB, error) {
	d := &DB{clock: c.Clock, ids: c.IDs}
	if d.clock == nil {
		d.clock = clock.System{}
	}
	if d.ids == nil {
		d.ids = &ident.Maker{}
	}
	var err error
	switch {
	case c.URL == "":
		d.file = filepath.Join(c.Dir, FileName)
		err = d.openSQLite(c.Dir, c.Bulk)
	case strings.HasPrefix(c.URL, "postgres://"), strings.HasPrefix(c.URL, "postgresql://"):
		d.engine = server
		err = d.openPostgres(c.URL)
	default:
		err = fmt.Errorf("db: an address must begin with postgres://, not %q", strings.SplitN(c.URL, ":", 2)[0])
	}
	if err != nil {
		return nil, err
	}
	d.changes = newWriters(d.writer, d.engine, c.Bulk)
	return d, nil
}

// Close waits for running changes and closes the database.
func (d *DB) Close() error {
	return d.changes.close(func(lost error) error {
		if lost == nil && len(d.last) > 0 {
			lost = d.endBulk(context.Background())
		}
		return errors.Join(lost, d.shut())
	})
}

func (d *DB) shut() error {
	if d.writer == d.reader {
		return d.writer.Close()
	}
	return errors.Join(d.writer.Close(), d.reader.Close())
}

// Clock is the clock that every transaction reads.
func (d *DB) Clock() clock.Clock { return d.clock }

// NewID makes an id before a transaction, for the record that a form will make.
func (d *DB) NewID() string { return d.ids.New(d.clock.Now()) }

// File is the path of the embedded database, and empty for PostgreSQL.
func (d *DB) File() string {
	if d.engine == server {
		return ""
	}
	return d.file
}

// Ping asks the database whether it answers.
func (d *DB) Ping(ctx context.Context) error { return d.reader.PingContext(ctx) }
