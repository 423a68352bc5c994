package db_test

import (
	"context"
	"slices"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
)

func TestGatherReadsEveryPart(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		about := func(name string) db.Part {
			return db.Part{SQL: `SELECT $1 AS word, c.name FROM community c WHERE c.community_id = $2 AND $1 = $3 LIMIT 1`,
				Args: []any{name, s.Community(), name}}
		}
		var got []string
		queries := 0
		d.CountQueries(func() { queries++ })
		err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
			got, err = db.Gather(tx, func(r db.Row) (word string, err error) {
				var name string
				return word, r.Scan(&word, &name)
			}, about("one"), about("two"), about("three"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		if !slices.Equal(got, []string{"one", "three", "two"}) || queries != 1 {
			t.Errorf("%v in %d queries", got, queries)
		}
	})
}

func TestGatherOfNothingAsksNothing(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	err := d.View(context.Background(), s, func(tx *db.Tx) error {
		got, err := db.Gather(tx, func(r db.Row) (string, error) { return "", nil })
		if len(got) != 0 {
			t.Errorf("%v", got)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
