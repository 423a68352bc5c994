// Package dbtest gives each test a fresh community on a real database: SQLite
// always, PostgreSQL as well when OPENMAF_TEST_POSTGRES holds the address of a
// server on which databases may be made. Without one the half of the test that
// needs it is skipped, and says so.
package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/ident"
)

// Postgres is the environment variable that offers a PostgreSQL server.
const Postgres = "OPENMAF_TEST_POSTGRES"

// nothingLeftOut is the environment variable under which a test that would
// leave itself out fails instead.
const nothingLeftOut = "OPENMAF_TEST_ALL"

// Start is the instant at which every test's clock stands.
var Start = time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)

// Each runs the test on every engine that is offered, each time in a fresh
// database with one community.
func Each(t *testing.T, test func(t *testing.T, d *db.DB, s db.Scope)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		d := SQLite(t)
		test(t, d, Community(t, d))
	})
	t.Run("postgres", func(t *testing.T) {
		d := OnPostgres(t)
		test(t, d, Community(t, d))
	})
}

// Clock is the test's clock, to be moved by hand.
func Clock(d *db.DB) *clock.Manual { return d.Clock().(*clock.Manual) }

// Community founds the test's community.
func Community(t testing.TB, d *db.DB) db.Scope {
	t.Helper()
	s, err := d.Found(context.Background(), "Sallowby Recovery (invented)")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// migrated is a database with the present schema and nothing in it, made once
// per test program and copied for each test.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "openmaf-dbtest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	d, err := db.Open(context.Background(), db.Config{Dir: dir})
	if err != nil {
		return nil, err
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, db.FileName))
})

// SQLite is a fresh embedded database without a community.
func SQLite(t testing.TB) *db.DB {
	t.Helper()
	file, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, db.FileName), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, db.Config{Dir: dir})
}

// OnPostgres is a fresh PostgreSQL database without a community. It leaves the
// test out when no server is offered.
func OnPostgres(t testing.TB) *db.DB {
	t.Helper()
	return open(t, db.Config{URL: Address(t)})
}

// Address of a fresh PostgreSQL database with the present schema and no
// community, for a test that opens it itself. It leaves the test out when no
// server is offered.
func Address(t testing.TB) string {
	t.Helper()
	if os.Getenv(Postgres) == "" {
		if os.Getenv(nothingLeftOut) == "1" {
			t.Fatalf("%s is not set: PostgreSQL would be left out", Postgres)
		}
		t.Skipf("left out: PostgreSQL (%s is not set; make test sets it)", Postgres)
	}
	name, err := emptyDatabase()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // after the test has closed it
		if err := administer(fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name)); err != nil {
			t.Error(err)
		}
	})
	address, err := url.Parse(os.Getenv(Postgres))
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

func open(t testing.TB, c db.Config) *db.DB {
	t.Helper()
	c.Clock = clock.At(Start)
	c.IDs = ident.From(rand.NewChaCha8([32]byte{1}))
	d, err := db.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// template is a migrated PostgreSQL database that the tests' own are copied
// from: copying takes milliseconds, migrating a good part of a second. It is
// named by its schema and stays, for all test programs that have that schema.
var template = sync.OnceValues(func() (string, error) {
	name := "openmaf_template_" + db.SchemaDigest()[:16]
	server, err := sql.Open("pgx", os.Getenv(Postgres))
	if err != nil {
		return "", err
	}
	defer server.Close()
	var there bool
	err = server.QueryRow(`SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&there)
	if there || err != nil {
		return name, err
	}
	return name, makeTemplate(server, name)
})

// makeTemplate migrates a database under a name of its own, and then gives it
// the template's: nobody can copy one that is half made.
func makeTemplate(server *sql.DB, name string) error {
	own := fmt.Sprintf("%s_%d", name, os.Getpid())
	address, err := url.Parse(os.Getenv(Postgres))
	if err != nil {
		return err
	}
	if _, err := server.Exec(fmt.Sprintf(`CREATE DATABASE %s`, own)); err != nil {
		return err
	}
	address.Path = "/" + own
	d, err := db.Open(context.Background(), db.Config{URL: address.String()})
	if err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	if _, err := server.Exec(fmt.Sprintf(`ALTER DATABASE %s RENAME TO %s`, own, name)); err == nil {
		return nil
	}
	_, err = server.Exec(fmt.Sprintf(`DROP DATABASE %s`, own)) // another test program was quicker
	return err
}

var copies struct {
	sync.Mutex
	made int
}

func emptyDatabase() (string, error) {
	from, err := template()
	if err != nil {
		return "", err
	}
	copies.Lock()
	defer copies.Unlock()
	copies.made++
	name := fmt.Sprintf("openmaf_test_%d_%d", os.Getpid(), copies.made)
	return name, administer(fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s`, name, from))
}

func administer(statement string) error {
	server, err := sql.Open("pgx", os.Getenv(Postgres))
	if err != nil {
		return err
	}
	defer server.Close()
	_, err = server.Exec(statement)
	return err
}
