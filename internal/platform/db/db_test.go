package db_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
)

func receipts(t *testing.T, d *db.DB, s db.Scope) (n int) {
	t.Helper()
	err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM receipt WHERE community_id = $1`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestACommunityIsFoundedOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx := context.Background()
		if _, err := d.Found(ctx, "Another"); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second community: got %v, want a conflict", err)
		}
		if _, err := d.Found(ctx, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("a community without a name: got %v, want invalid", err)
		}
		only, err := d.Only(ctx)
		if err != nil || only != s {
			t.Errorf("Only: got %v, %v; want the founded one", only, err)
		}
	})
}

func TestACommunityIsFoundedWholeOrNotAtAll(t *testing.T) {
	d := dbtest.SQLite(t)
	ctx, boom := context.Background(), errors.New("boom")
	if _, err := d.Found(ctx, "Test (invented)", func(*db.Tx) error { return boom }); !errors.Is(err, boom) {
		t.Errorf("got %v, want boom", err)
	}
	if _, err := d.Only(ctx); !fault.Is(err, fault.Missing) {
		t.Errorf("a community without its first administrator: got %v, want none", err)
	}
}

func TestAChangeThatFailsLeavesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		boom := errors.New("boom")
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			if _, err := tx.Exec(`INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)`,
				tx.Community(), "x", tx.Stamp()); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatalf("got %v, want boom", err)
		}
		if n := receipts(t, d, s); n != 0 {
			t.Errorf("%d rows stayed", n)
		}
	})
}

func TestConstraintsComeBackAsErrorsToTellApart(t *testing.T) {
	insert := `INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)`
	tests := []struct {
		name string
		do   func(tx *db.Tx) error
		want error
	}{
		{"twice the same key", func(tx *db.Tx) error {
			_, first := tx.Exec(insert, tx.Community(), "x", tx.Stamp())
			_, err := tx.Exec(insert, tx.Community(), "x", tx.Stamp())
			return errors.Join(first, err)
		}, db.ErrDuplicate},
		{"a community that is not", func(tx *db.Tx) error {
			_, err := tx.Exec(insert, "nobody", "x", tx.Stamp())
			return err
		}, db.ErrReference},
		{"an instant that is none", func(tx *db.Tx) error {
			_, err := tx.Exec(insert, tx.Community(), "x", "yesterday")
			return err
		}, db.ErrCheck},
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				if err := d.Tx(context.Background(), s, test.do); !errors.Is(err, test.want) {
					t.Errorf("got %v, want %v", err, test.want)
				}
			})
		}
	})
}

func TestAFormSentTwiceCountsOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		var mu sync.Mutex
		applied, repeated := 0, 0
		send := func(content string) {
			ctx := db.Once(context.Background(), "account", "form", []byte(content))
			err := d.Tx(ctx, s, func(tx *db.Tx) error {
				mu.Lock()
				defer mu.Unlock()
				applied++
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			if db.Repeated(ctx) {
				repeated++
			}
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { send("the same words") })
		}
		all.Wait()
		if applied != 1 || repeated != 7 {
			t.Errorf("the same form eight times: applied %d, repeated %d; want 1 and 7", applied, repeated)
		}
		send("other words")
		if applied != 2 {
			t.Errorf("the form with other words was taken for a repeat")
		}
	})
}

func TestAFormThatFailedMayBeSentAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		send := func(result error) (ran bool) {
			ctx := db.Once(context.Background(), "account", "form", []byte("words"))
			_ = d.Tx(ctx, s, func(tx *db.Tx) error { ran = true; return result })
			return ran
		}
		send(errors.New("no"))
		if !send(nil) {
			t.Error("the second try did not run")
		}
	})
}

// A screen may answer a refusal of the database by trying something else; what
// it then stores must count as the form's.
func TestTheReceiptIsOfTheTransactionThatWasStored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ran := 0
		send := func() {
			ctx := db.Once(context.Background(), "account", "form", []byte("words"))
			_ = d.Tx(ctx, s, func(*db.Tx) error { return errors.New("no") })
			if err := d.Tx(ctx, s, func(*db.Tx) error { ran++; return nil }); err != nil {
				t.Error(err)
			}
		}
		send()
		send()
		if ran != 1 {
			t.Errorf("the form was applied %d times, want once", ran)
		}
	})
}

func TestASnapshotIsForItsOwnersEyes(t *testing.T) {
	d := dbtest.SQLite(t)
	dbtest.Community(t, d)
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Snapshot(context.Background(), file); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() == 0 || info.Mode().Perm() != 0o600 {
		t.Errorf("%d bytes with the rights %v, want some with 0600", info.Size(), info.Mode().Perm())
	}
	if err := d.Snapshot(context.Background(), file); err == nil {
		t.Error("a snapshot was written over another file")
	}
	if again, err := os.Stat(file); err != nil || again.Size() != info.Size() {
		t.Errorf("the file that was there: %v, %v", again, err)
	}
}

func TestViewCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		err := d.View(context.Background(), s, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM receipt WHERE community_id = $1`, tx.Community())
			return err
		})
		if err == nil {
			t.Error("a view could write")
		}
	})
}

func TestIDsSortAsText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			// Capitals before small letters, as bytes sort: what keyset pages rely on.
			for _, digest := range []string{"b", "B", "a"} {
				if _, err := tx.Exec(`INSERT INTO receipt (community_id, digest, at) VALUES ($1, $2, $3)`,
					tx.Community(), digest, tx.Stamp()); err != nil {
					return err
				}
			}
			got, err := db.All(tx, db.Column[string],
				`SELECT digest FROM receipt WHERE community_id = $1 ORDER BY digest`, tx.Community())
			if err != nil {
				return err
			}
			if len(got) != 3 || got[0] != "B" || got[1] != "a" || got[2] != "b" {
				t.Errorf("got %v, want B a b", got)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
