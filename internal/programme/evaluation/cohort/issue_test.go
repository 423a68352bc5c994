package cohort_test

import (
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/cohort"
)

// shows makes a report that shows these counts, and notes what left before.
func shows(counts map[string]int, before *[]map[string]int) cohort.Make {
	return func(_ cohort.Result, left []map[string]int) (map[string]int, []byte, error) {
		*before = left
		return counts, []byte("{}"), nil
	}
}

// What the first report showed and the second hid is held against the third, and
// so is what another plan showed of the same people.
func TestEveryReportThatLeftIsRemembered(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 40), cohort.New(d, questions(d)), plan(d)
		again := plan(d)
		for _, plan := range []cohort.Plan{p, again} {
			if err := store.Fix(ctx, manager, plan); err != nil {
				t.Fatal(err)
			}
		}
		var before []map[string]int
		for i, plan := range []cohort.Plan{p, p, again, p} {
			if err := store.Issue(ctx, manager, plan.ID, shows(map[string]int{"x": 20 + i}, &before)); err != nil {
				t.Fatal(err)
			}
			if len(before) != i {
				t.Errorf("report %d is held against %v", i+1, before)
			}
		}
		r, err := store.Of(ctx, manager, again.ID)
		if err != nil {
			t.Fatal(err)
		}
		if before, err := store.Published(ctx, manager, r); err != nil || len(before) != 4 {
			t.Errorf("%v, %v", before, err)
		}
	})
}

// A plan that leaves out four of the people of another, by its days, its setting
// or its route: the two reports beside each other would tell of the four.
func TestNoReportOfNearlyTheSamePeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store := invented(t, d, s, 40), cohort.New(d, questions(d)) // of whom 4 came late
		all, early, few := plan(d), plan(d), plan(d)
		early.To = today.AddDays(-100)
		few.From = today.AddDays(-100)
		for _, plan := range []cohort.Plan{all, early, few} {
			if err := store.Fix(ctx, manager, plan); err != nil {
				t.Fatal(err)
			}
		}
		var before []map[string]int
		make := shows(nil, &before)
		if err := store.Issue(ctx, manager, all.ID, make); err != nil {
			t.Fatal(err)
		}
		if err := store.Issue(ctx, manager, early.ID, make); !fault.Is(err, fault.Conflict) {
			t.Errorf("all but four: %v", err)
		}
		if err := store.Issue(ctx, manager, few.ID, make); err != nil || before != nil {
			t.Errorf("the four alone are another report: %v, %v", before, err)
		}
	})
}
