package db_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
)

func TestNothingIsStoredAsNullAndReadAsZero(t *testing.T) {
	type row struct {
		word  string
		many  int
		yes   bool
		on    civil.Date
		at    time.Time
		named time.Month // of a kind of its own
	}
	full := row{"invented", 3, true, civil.Date{Year: 2026, Month: time.May, Day: 1}, time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC), time.June}
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		for _, want := range []row{{}, full} {
			var got row
			err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
				got, err = db.One(tx, func(r db.Row) (g row, err error) {
					g = full // what was there before must go
					return g, r.Scan(db.OrZero(&g.word), db.OrZero(&g.many), db.OrZero(&g.yes), &g.on, civil.ScanInstant(&g.at), db.OrZero(&g.named))
				}, `SELECT CAST($1 AS TEXT), CAST($2 AS INTEGER), CAST($3 AS BOOLEAN), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS INTEGER)
					FROM community WHERE community_id = $7`, db.OrNull(want.word), db.OrNull(want.many), db.OrNull(want.yes), want.on,
					civil.InstantOrNull(want.at), db.OrNull(int(want.named)), tx.Community())
				return err
			})
			if err != nil || got != want {
				t.Errorf("%+v came back as %+v, %v", want, got, err)
			}
		}
	})
}

func TestCodesAreOneColumn(t *testing.T) {
	type code string
	for _, want := range [][]code{nil, {"one"}, {"one", "two"}} {
		got := []code{"before"}
		var column any = db.Codes(want)
		if want == nil {
			column = nil
		}
		if err := db.ScanCodes(&got).Scan(column); err != nil || !slices.Equal(got, want) {
			t.Errorf("%v came back as %v, %v", want, got, err)
		}
	}
}
