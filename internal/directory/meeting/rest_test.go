package meeting_test

import (
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

func TestNotSuggestedAtPresent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := meeting.New(d)
		as := func(r access.Role) access.Actor {
			return access.Actor{Scope: s, Account: d.NewID(), Roles: []access.Role{r}}
		}
		max, lena, day := as(access.Manager), as(access.Lead), civil.DateOf(dbtest.Start)
		id, err := store.Add(t.Context(), max, lantern(), true)
		if err != nil {
			t.Fatal(err)
		}
		listed := func() (n int) {
			err := d.View(t.Context(), s, func(tx *db.Tx) error {
				all, err := meeting.All(tx)
				n = len(all)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if err := store.Rest(t.Context(), max, id, day.AddDays(30)); !fault.Is(err, fault.Missing) {
			t.Errorf("a manager: %v", err)
		}
		if err := store.Rest(t.Context(), lena, id, day); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a day to look again: %v", err)
		}
		if err := store.Rest(t.Context(), lena, id, day.AddDays(30)); err != nil {
			t.Fatal(err)
		}
		if n := listed(); n != 0 {
			t.Errorf("%d are suggested", n)
		}
		resting, err := store.Resting(t.Context(), lena)
		if err != nil || len(resting) != 1 || resting[0].SeeLead != day.AddDays(30) {
			t.Errorf("the lead looks again at %+v, %v", resting, err)
		}
		dbtest.Clock(d).Advance(60 * 24 * 3600e9)
		if n := listed(); n != 0 {
			t.Error("it is suggested again by itself")
		}
		if err := store.Suggest(t.Context(), lena, id); err != nil {
			t.Fatal(err)
		}
		if n := listed(); n != 1 {
			t.Errorf("%d are suggested again", n)
		}
	})
}
