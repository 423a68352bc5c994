package companion_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

func clearance(account string) companion.Clearance {
	return companion.Clearance{Account: account, References: today.AddDays(-20), Training: today.AddDays(-10),
		DBSNeeded: true, DBS: today.AddDays(-5), Until: today.AddDays(30)}
}

func TestCheck(t *testing.T) {
	for key, change := range map[string]func(*companion.Clearance){
		"":                      func(*companion.Clearance) {},
		"companion.account":     func(c *companion.Clearance) { c.Account = "" },
		"companion.day.missing": func(c *companion.Clearance) { c.DBS = civil.Date{} },
		"companion.day.future":  func(c *companion.Clearance) { c.Training = today.AddDays(1) },
		"companion.until.past":  func(c *companion.Clearance) { c.Until = today.AddDays(-1) },
		"companion.until.far":   func(c *companion.Clearance) { c.Until = today.AddDays(4 * 366) },
	} {
		c := clearance("somebody")
		change(&c)
		if got := persontest.Key(c.Check(today)); got != key {
			t.Errorf("%+v: %q, want %q", c, got, key)
		}
	}
	without := clearance("somebody")
	without.DBSNeeded, without.DBS = false, civil.Date{}
	if err := without.Check(today); err != nil {
		t.Errorf("a role that needs no DBS check: %v", err)
	}
}

// A companion is ready from the day they are cleared to the last day, and not
// before, after, withdrawn, paused, or without the role.
func TestCleared(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := companion.New(d)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		isReady := func(want string, on civil.Date) {
			t.Helper()
			var err error
			if txErr := d.View(ctx, s, func(tx *db.Tx) error { err = companion.Cleared(tx, col.Account, on); return nil }); txErr != nil {
				t.Fatal(txErr)
			}
			if got := persontest.Key(err); got != want {
				t.Errorf("on %v: %q, want %q", on, got, want)
			}
			ready, err := store.Ready(ctx, ann, on)
			if err != nil || (len(ready) == 1) != (want == "") {
				t.Errorf("on %v ready are %v, %v", on, ready, err)
			}
		}
		isReady("companion.not_cleared", today)
		if err := store.Clear(ctx, meg, clearance(col.Account)); err != nil {
			t.Fatal(err)
		}
		isReady("", today)
		isReady("", today.AddDays(30))
		isReady("companion.lapsed", today.AddDays(31))
		longer := clearance(col.Account)
		longer.Until = today.AddDays(60)
		if err := store.Clear(ctx, meg, longer); err != nil {
			t.Fatal(err)
		}
		isReady("", today.AddDays(31))
		got, err := store.Of(ctx, meg, col.Account)
		longer.By, longer.At = meg.Account, dbtest.Start
		if diff := cmp.Diff(longer, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		set(t, d, s, `UPDATE account SET state = 'paused' WHERE community_id = $1 AND id = $2`, col.Account)
		isReady("companion.not_cleared", today)
		set(t, d, s, `UPDATE account SET state = 'active' WHERE community_id = $1 AND id = $2`, col.Account)
		isReady("", today)
		if err := store.Withdraw(ctx, meg, col.Account); err != nil {
			t.Fatal(err)
		}
		isReady("companion.not_cleared", today)
		persontest.Missing(t, "withdrawn twice", store.Withdraw(ctx, meg, col.Account))
	})
}

func TestWhoMayClear(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := companion.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		both := persontest.Actor(t, d, s, "Bo MC", access.Manager, access.Companion)
		persontest.Missing(t, "a facilitator clears", store.Clear(ctx, ann, clearance(col.Account)))
		persontest.Missing(t, "a companion clears", store.Clear(ctx, col, clearance(col.Account)))
		persontest.Missing(t, "a facilitator withdraws", store.Withdraw(ctx, ann, col.Account))
		persontest.Missing(t, "somebody who does not go along", store.Clear(ctx, both, clearance(ann.Account)))
		if err := store.Clear(ctx, both, clearance(both.Account)); !fault.Is(err, fault.Denied) {
			t.Errorf("clears themselves: %v", err)
		}
		_, err := store.Of(ctx, ann, col.Account)
		persontest.Missing(t, "not cleared", err)
	})
}

func set(t *testing.T, d *db.DB, s db.Scope, query, id string) {
	t.Helper()
	if err := d.Tx(ctx, s, func(tx *db.Tx) error { _, err := tx.Exec(query, tx.Community(), id); return err }); err != nil {
		t.Fatal(err)
	}
}
