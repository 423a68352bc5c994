package db_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
)

var update = flag.Bool("update", false, "write the schema dumps anew")

// The dumps stand beside the migrations because they help readers: the whole
// schema of each engine on one page.
func TestSchemaDumpsAreCurrent(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		compare(t, "migrations/schema.sqlite.txt", dump(t, dbtest.SQLite(t), schemaOfSQLite))
	})
	t.Run("postgres", func(t *testing.T) {
		raw, err := sql.Open("pgx", postgresAddress(t))
		if err != nil {
			t.Fatal(err)
		}
		defer raw.Close()
		compare(t, "migrations/schema.postgres.txt", lines(t, raw, `
			SELECT line FROM (
				SELECT table_name AS t, 1 AS part, ordinal_position::int AS n,
					table_name || '.' || column_name || ' ' || data_type || coalesce(' COLLATE ' || collation_name, '') ||
					CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || column_default, '') AS line
				FROM information_schema.columns WHERE table_schema = 'public'
				UNION ALL
				SELECT conrelid::regclass::text, 2, 0, conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
				FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
				UNION ALL
				SELECT tablename, 3, 0, indexdef FROM pg_indexes WHERE schemaname = 'public'
			) AS all_lines WHERE t NOT LIKE 'goose%' ORDER BY t COLLATE "C", part, n, line COLLATE "C"`))
	})
}

const schemaOfSQLite = `SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'
	ORDER BY tbl_name, type DESC, name`

// dump is what the query says of the embedded database.
func dump(t *testing.T, d *db.DB, query string) string {
	t.Helper()
	raw, err := sql.Open("sqlite", d.File())
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	return lines(t, raw, query)
}

func postgresAddress(t *testing.T) string {
	t.Helper()
	d := dbtest.OnPostgres(t)
	s := dbtest.Community(t, d)
	var name string
	err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		name, err = db.One(tx, db.Column[string], `SELECT current_database()`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(os.Getenv(dbtest.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

func lines(t *testing.T, raw *sql.DB, query string) string {
	t.Helper()
	rows, err := raw.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&out, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not current: run go test ./internal/platform/db -run Schema -update with both databases offered", file)
	}
}
