package cohort_test

import (
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
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
		// By plans that are not kept, too: what they showed is held against the next.
		for i := range 2 {
			r, err := store.Count(ctx, manager, plan(d))
			if err != nil {
				t.Fatal(err)
			}
			if err := store.Out(ctx, access.Operator(s), r, shows(map[string]int{"x": 30 + i}, &before)); err != nil {
				t.Fatal(err)
			}
			if len(before) != 4+i {
				t.Errorf("a report without a kept plan is held against %v", before)
			}
		}
		if err := store.Issue(ctx, manager, p.ID, shows(nil, &before)); err != nil || len(before) != 6 {
			t.Errorf("the next one is held against %v, %v", before, err)
		}
		small := plan(d)
		small.To = today.AddDays(-100) // all but four
		r, err := store.Count(ctx, manager, small)
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Out(ctx, manager, r, shows(nil, &before)); !fault.Is(err, fault.Conflict) {
			t.Errorf("all but four: %v", err)
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
		if err := store.Issue(ctx, manager, few.ID, make); err != nil || len(before) != 1 {
			t.Errorf("the four alone are a part, held against the whole: %v, %v", before, err)
		}
	})
}

// A report of a part is held against that of the whole, though more than a few
// are in the one and not in the other: a count of the two may differ by a few.
// And no report leaves a few people over when the parts are taken from the whole.
func TestReportsOfPartsOfAWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store := invented(t, d, s, 40), cohort.New(d, questions(d))
		people := column(t, d, s, `SELECT id FROM person WHERE community_id = $1 ORDER BY id`)
		courses(t, d, s, manager.Account, people[:24], make([]int, 24))
		ids := column(t, d, s, `SELECT id FROM course WHERE community_id = $1 ORDER BY starts_on`)
		all, first, second := plan(d), plan(d), plan(d)
		first.Courses, second.Courses = ids[:1], ids[1:]
		for _, plan := range []cohort.Plan{all, first, second} {
			if err := store.Fix(ctx, manager, plan); err != nil {
				t.Fatal(err)
			}
		}
		var before []map[string]int
		make := shows(map[string]int{"x": 9}, &before)
		for i, plan := range []cohort.Plan{all, first, second} {
			if err := store.Issue(ctx, manager, plan.ID, make); err != nil {
				t.Fatal(err)
			}
			if want := min(i, 1); len(before) != want {
				t.Errorf("report %d is held against %d others, want %d", i+1, len(before), want)
			}
		}
		// All but those on the courses are 16; without three of them there are 13,
		// and the three would be known.
		err := d.Tx(ctx, s, func(tx *db.Tx) error {
			for _, id := range people[24:27] {
				if _, err := tx.Exec(`UPDATE chat SET setting = 'phone' WHERE community_id = $1 AND person_id = $2`, tx.Community(), id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		rest := plan(d)
		rest.Route, rest.Setting = cohort.ByLinkOnly, "our_place"
		if err := store.Fix(ctx, manager, rest); err != nil {
			t.Fatal(err)
		}
		if err := store.Issue(ctx, manager, rest.ID, make); !fault.Is(err, fault.Conflict) {
			t.Errorf("all but three, once the courses are taken away: %v", err)
		}
	})
}
