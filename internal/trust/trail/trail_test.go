package trail_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/trail"
)

func append1(t *testing.T, d *db.DB, s db.Scope, n int, person string) {
	t.Helper()
	for i := range n {
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			return trail.Append(tx, trail.Entry{Account: "sam", Event: trail.OptionChosen,
				Subject: trail.Subject{Kind: "link", ID: fmt.Sprint(i)}, Person: person, Facts: trail.Facts{"meeting": "m1"}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, d *db.DB, s db.Scope) (n int64, err error) {
	t.Helper()
	viewed := d.View(context.Background(), s, func(tx *db.Tx) error {
		n, err = trail.Verify(tx)
		return nil
	})
	if viewed != nil {
		t.Fatal(viewed)
	}
	return n, err
}

func exec(t *testing.T, d *db.DB, s db.Scope, query string, args ...any) {
	t.Helper()
	err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEntryAndChangeCommitTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		append1(t, d, s, 3, "ada")
		boom := errors.New("boom")
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			entry := trail.Entry{Account: "sam", Event: trail.PlanMade, Subject: trail.Subject{Kind: "link", ID: "l"}}
			return errors.Join(trail.Append(tx, entry), boom)
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		append1(t, d, s, 1, "ada")
		if n, err := verify(t, d, s); n != 4 || err != nil {
			t.Errorf("Verify: %d entries, %v; want 4 without a gap", n, err)
		}
	})
}

func TestTheEntriesOfOneChangeAreChained(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		append1(t, d, s, 1, "ada")
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			var all error
			for range 4 {
				all = errors.Join(all, trail.Append(tx, trail.Entry{Account: "sam", Event: trail.ConsentGiven,
					Subject: trail.Subject{Kind: "consent", ID: tx.NewID()}, Person: "ada"}))
			}
			return all
		})
		if err != nil {
			t.Fatal(err)
		}
		append1(t, d, s, 1, "bob")
		if n, err := verify(t, d, s); n != 6 || err != nil {
			t.Errorf("Verify: %d entries, %v; want 6", n, err)
		}
	})
}

func TestEveryTamperingIsSeen(t *testing.T) {
	tampers := map[string]string{
		"another account":    `UPDATE trail SET account_id = 'eve' WHERE community_id = $1 AND seq = 2`,
		"another event":      `UPDATE trail SET event = 'PlanMade' WHERE community_id = $1 AND seq = 2`,
		"other facts":        `UPDATE trail SET facts = '{"meeting":"m2"}' WHERE community_id = $1 AND seq = 2`,
		"another person":     `UPDATE trail SET person_id = 'bob' WHERE community_id = $1 AND seq = 2`,
		"half forgotten":     `UPDATE trail SET facts = NULL WHERE community_id = $1 AND seq = 2`,
		"another time":       `UPDATE trail SET at = '2020-01-01T00:00:00.000Z' WHERE community_id = $1 AND seq = 2`,
		"dropped":            `DELETE FROM trail WHERE community_id = $1 AND seq = 2`,
		"dropped at the end": `DELETE FROM trail WHERE community_id = $1 AND seq = 5`,
	}
	for name, tamper := range tampers {
		dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
			t.Run(name, func(t *testing.T) {
				append1(t, d, s, 5, "ada")
				if n, err := verify(t, d, s); n != 5 || err != nil {
					t.Fatalf("before: %d, %v", n, err)
				}
				exec(t, d, s, tamper)
				if _, err := verify(t, d, s); !fault.Is(err, fault.Invalid) {
					t.Errorf("got %v, want a broken chain", err)
				}
			})
		})
	}
}

func TestForgettingKeepsTheChainAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		append1(t, d, s, 30, "ada")
		append1(t, d, s, 2, "bob")
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error { return trail.Forget(tx, "ada") })
		if err != nil {
			t.Fatal(err)
		}
		if n, err := verify(t, d, s); n != 32 || err != nil {
			t.Errorf("after forgetting: %d, %v", n, err)
		}
		_ = d.View(context.Background(), s, func(tx *db.Tx) error {
			gone, err := trail.OfPerson(tx, "ada", 0, 25)
			if err != nil || len(gone) != 0 {
				t.Errorf("ada: %v, %v; want nothing", gone, err)
			}
			stays, err := trail.OfPerson(tx, "bob", 0, 25)
			if err != nil || len(stays) != 2 || stays[0].Facts["meeting"] != "m1" {
				t.Errorf("bob: %v, %v; want two entries", stays, err)
			}
			return nil
		})
	})
}

func TestATimeLineIsPaged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		append1(t, d, s, 30, "ada")
		_ = d.View(context.Background(), s, func(tx *db.Tx) error {
			first, err := trail.OfPerson(tx, "ada", 0, 25)
			if err != nil || len(first) != 25 || first[0].Seq != 30 {
				t.Fatalf("first page: %d lines, %v", len(first), err)
			}
			rest, err := trail.OfPerson(tx, "ada", first[24].Seq, 25)
			if err != nil || len(rest) != 5 || rest[4].Seq != 1 {
				t.Fatalf("second page: %d lines, %v", len(rest), err)
			}
			return nil
		})
	})
}
