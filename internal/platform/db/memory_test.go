package db_test

import (
	"context"
	"fmt"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
)

func scanText(r db.Row) (s string, err error) { return s, r.Scan(&s) }

// A connection remembers its statements; none may see the rows or the arguments
// of another, not even of itself.
func TestRememberedStatementsKeepApart(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
		const within = `SELECT digest FROM receipt WHERE community_id = $1 AND digest >= $2 ORDER BY digest`
		for _, id := range []string{"a", "b", "c"} {
			if err := note(tx, id); err != nil {
				return err
			}
		}
		var pairs []string
		_, err := db.All(tx, func(r db.Row) (string, error) {
			outer, err := scanText(r)
			if err != nil {
				return "", err
			}
			inner, err := db.All(tx, scanText, within, tx.Community(), outer)
			pairs = append(pairs, fmt.Sprint(outer, inner))
			return outer, err
		}, within, tx.Community(), "a")
		if got, want := fmt.Sprint(pairs), "[a[a b c] b[b c] c[c]]"; got != want {
			t.Errorf("asked within itself: got %s, want %s", got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// More different statements than are remembered, twice over, and one of them
// again and again.
func TestForgottenStatementsAreUnderstoodAnew(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
		for i := range 2 * 300 {
			query := fmt.Sprintf(`SELECT name || '%d' FROM community WHERE community_id = $1`, i%300)
			want := fmt.Sprint("Sallowby Recovery (invented)", i%300)
			if got, err := db.One(tx, scanText, query, tx.Community()); err != nil || got != want {
				t.Fatalf("got %q, %v; want %q", got, err, want)
			}
			if _, err := db.All(tx, scanText, `SELECT name FROM community WHERE community_id = $1`, tx.Community()); err != nil {
				t.Fatal(err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The schema can change while statements are remembered: they are then
// understood anew.
func TestRememberedStatementsFollowTheSchema(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	ask := func(want string) {
		t.Helper()
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			got, err := db.One(tx, scanText, `SELECT * FROM fleeting`)
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	for _, text := range []string{"one", "two"} {
		err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
			_, err := tx.Exec(`DROP TABLE IF EXISTS fleeting`)
			if err == nil {
				_, err = tx.Exec(fmt.Sprintf(`CREATE TABLE fleeting AS SELECT '%s' AS word`, text))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		ask(text)
	}
}
