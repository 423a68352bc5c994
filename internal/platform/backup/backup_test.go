package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"openmaf/internal/platform/backup"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
)

func whole(*db.DB) error { return nil }

func write(t *testing.T, d *db.DB, s db.Scope, digest string) {
	t.Helper()
	err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)`, tx.Community(), digest, tx.Stamp())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestABackupTakenWhileServingComesBackWhole(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	write(t, d, s, "before")
	file := filepath.Join(t.TempDir(), "copy.openmaf")
	if err := backup.Take(ctx, d, file, whole); err != nil {
		t.Fatal(err)
	}
	write(t, d, s, "after") // the source goes on; the copy does not change

	dir := filepath.Join(t.TempDir(), "restored")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(dir, db.FileName+"-wal")
	if err := os.WriteFile(stale, []byte("left by another database"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := backup.Restore(ctx, file, dir, whole); err != nil {
		t.Fatal(err)
	}
	back, err := db.Open(ctx, db.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	only, err := back.Only(ctx)
	if err != nil || only != s {
		t.Fatalf("the community did not come back: %v, %v", only, err)
	}
	var rows []string
	err = back.View(ctx, only, func(tx *db.Tx) (err error) {
		rows, err = db.All(tx, db.Column[string],
			`SELECT digest FROM receipt WHERE community_id = $1`, tx.Community())
		return err
	})
	if err != nil || len(rows) != 1 || rows[0] != "before" {
		t.Errorf("got %v, %v; want what stood there when the backup was taken", rows, err)
	}
}

func TestNothingIsWrittenOver(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	dbtest.Community(t, d)
	file := filepath.Join(t.TempDir(), "copy.openmaf")
	if err := backup.Take(ctx, d, file, whole); err != nil {
		t.Fatal(err)
	}
	if err := backup.Take(ctx, d, file, whole); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second backup of the same name: got %v, want a conflict", err)
	}
	if err := backup.Restore(ctx, file, filepath.Dir(d.File()), whole); !fault.Is(err, fault.Conflict) {
		t.Errorf("a restore over a database: got %v, want a conflict", err)
	}
}

func TestABadBackupChangesNothing(t *testing.T) {
	ctx := context.Background()
	d := dbtest.SQLite(t)
	dbtest.Community(t, d)
	good := filepath.Join(t.TempDir(), "good")
	if err := backup.Take(ctx, d, good, whole); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	bad := map[string][]byte{
		"cut off":        text[:len(text)/2],
		"not a database": []byte("Dear backup,\n"),
		"damaged":        append(append(append([]byte{}, text[:4096]...), make([]byte, 8192)...), text[12288:]...),
	}
	for name, content := range bad {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "bad")
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := backup.Restore(ctx, file, dir, whole); fault.As(err) == nil {
				t.Errorf("got %v, want a fault", err)
			}
			if left := files(t, dir); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	t.Run("no such file", func(t *testing.T) {
		if err := backup.Restore(ctx, filepath.Join(t.TempDir(), "none"), t.TempDir(), whole); !fault.Is(err, fault.Missing) {
			t.Errorf("got %v, want missing", err)
		}
	})
	t.Run("what the caller demands does not hold", func(t *testing.T) {
		dir := t.TempDir()
		broken := errors.New("the chain is broken")
		if err := backup.Restore(ctx, good, dir, func(*db.DB) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("got %v, want the caller's error", err)
		}
		if left := files(t, dir); len(left) != 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}
