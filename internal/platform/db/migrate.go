package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"openmaf/internal/platform/fault"
)

// migrations is one text for both engines; see [dialect] for the three words
// in which they differ.
//
//go:embed migrations/*.sql
var migrations embed.FS

// dialect rewrites the column types of a migration for PostgreSQL. Text sorts
// by its bytes there too, so that order and keyset pages equal SQLite's; what
// people read is sorted by platform/locale.
var dialect = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\bTEXT\b`), `TEXT COLLATE "C"`},
	{regexp.MustCompile(`\bINTEGER\b`), `BIGINT`},
	{regexp.MustCompile(`\bBLOB\b`), `BYTEA`},
}

// migrationFiles are the migrations in the engine's own words.
func migrationFiles(e engine) (fs.FS, error) {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil || e == embedded {
		return sub, err
	}
	out := fstest.MapFS{} // the standard library's only file system in memory
	names, err := fs.Glob(sub, "*.sql")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(sub, name)
		if err != nil {
			return nil, err
		}
		for _, d := range dialect {
			text = d.from.ReplaceAll(text, []byte(d.to))
		}
		out[name] = &fstest.MapFile{Data: text}
	}
	return out, nil
}

// SchemaDigest is the same for programs that make the same schema.
func SchemaDigest() string {
	h := sha256.New()
	names, _ := fs.Glob(migrations, "migrations/*.sql") // the pattern is well formed
	for _, name := range names {
		text, _ := fs.ReadFile(migrations, name) // it was found in the program itself
		fmt.Fprintf(h, "%s:%d:%s", name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (d *DB) provider() (*goose.Provider, error) {
	files, err := migrationFiles(d.engine)
	if err != nil {
		return nil, err
	}
	dialect := database.DialectSQLite3
	if d.engine == server {
		dialect = database.DialectPostgres
	}
	return goose.NewProvider(dialect, d.writer, files)
}

// migrate brings an older schema up to date after copying it aside, and
// refuses one that a newer program made: writing to it could lose what this
// program does not know of.
func (d *DB) migrate(ctx context.Context) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return translate(err)
	}
	sources := p.ListSources()
	want := sources[len(sources)-1].Version
	switch {
	case have > want:
		return fault.New(fault.Conflict, "db.newer", fault.Args{"Have": have, "Know": want})
	case have == want:
		return nil
	case have > 0 && d.engine == embedded:
		aside := fmt.Sprintf("%s.before-%d-%s", d.file, want, d.clock.Now().UTC().Format("20060102T150405"))
		if err := d.Snapshot(ctx, aside); err != nil {
			return fmt.Errorf("db: copy aside before migrating: %w", err)
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return translate(err)
	}
	if d.engine == embedded {
		return d.tellStatistics(ctx)
	}
	return nil
}

// Snapshot writes a consistent copy of the embedded database to a new file, for
// its owner's eyes only, while it is being used. PostgreSQL has its own tools
// for that.
func (d *DB) Snapshot(ctx context.Context, file string) error {
	if d.engine != embedded {
		return fault.New(fault.Invalid, "db.snapshot_postgres")
	}
	// Made here, because SQLite would let everybody on the machine read it.
	empty, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(empty.Close(), d.copyInto(ctx, file)); err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return nil
}

func (d *DB) copyInto(ctx context.Context, file string) error {
	// A connection of its own: the writer's would make every change wait, and
	// the readers' may write nothing, not even another file.
	own := sql.OpenDB(connector{embeddedDriver, dsn(d.file, "deferred", pragmas)})
	_, err := own.ExecContext(ctx, `VACUUM INTO $1`, file)
	return errors.Join(translate(err), own.Close())
}

// Verify reads the whole embedded database and reports the first thing wrong
// with it: damaged pages, rows that refer to nothing.
func (d *DB) Verify(ctx context.Context) error {
	if d.engine != embedded {
		return nil
	}
	var verdict string
	if err := d.reader.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
		return translate(err)
	}
	if verdict != "ok" {
		return fault.New(fault.Invalid, "db.damaged").Because(errors.New(verdict))
	}
	var table string
	var row, parent, constraint sql.NullString
	err := d.reader.QueryRowContext(ctx, `PRAGMA foreign_key_check`).Scan(&table, &row, &parent, &constraint)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return translate(err)
	}
	return fault.New(fault.Invalid, "db.damaged").Because(fmt.Errorf("row %s of %s refers to nothing in %s", row.String, table, parent.String))
}
