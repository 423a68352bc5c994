package cohort_test

import (
	"errors"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
)

// here is who is counted by place, course and funder: of twelve people of the
// records, the first four are on the two courses of [courses], the last of them
// on both; the first course is at the Mill and paid for by the Fund, the second
// at the Hall and by nobody; six of the twelve had their first chat at the Hall,
// two of them those on the first course.
func here(t testing.TB, d *db.DB, s db.Scope) (manager access.Actor, p cohort.Plan, programme string, ids [2]string) {
	t.Helper()
	manager = invented(t, d, s, 12)
	people := column(t, d, s, `SELECT id FROM person WHERE community_id = $1 ORDER BY id`)
	programme = courses(t, d, s, manager.Account, people[:4], []int{3, 2, 0, 1})
	copy(ids[:], column(t, d, s, `SELECT id FROM course WHERE community_id = $1 ORDER BY starts_on`))
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		do := func(query string, args ...any) {
			t.Helper()
			if _, err := tx.Exec(query, append([]any{tx.Community()}, args...)...); err != nil {
				t.Fatal(err)
			}
		}
		do(`UPDATE course SET funder = 'The Fund (invented)' WHERE community_id = $1 AND id = $2`, ids[0])
		do(`UPDATE course SET place = 'Hall' WHERE community_id = $1 AND id = $2`, ids[1])
		place, shift := tx.NewID(), tx.NewID()
		do(`INSERT INTO work_place (community_id, id, name, agency, setting, created_at) VALUES ($1, $2, 'Hall', '', 'our_place', $3)`, place, tx.Stamp())
		do(`INSERT INTO shift (community_id, id, account_id, place_id, on_day, started_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`,
			shift, manager.Account, place, today.String(), tx.Stamp())
		for i := 0; i < 12; i += 2 {
			do(`UPDATE chat SET shift_id = $2 WHERE community_id = $1 AND person_id = $3`, shift, people[i])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return manager, plan(d), programme, ids
}

func column(t testing.TB, d *db.DB, s db.Scope, query string) (all []string) {
	t.Helper()
	err := d.View(ctx, s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, db.Column[string], query, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhomItCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, p, programme, ids := here(t, d, s)
		store := cohort.New(d, questions(d))
		for _, test := range []struct {
			name  string
			route cohort.Route
			whom  cohort.Whom
			came  int
			on    int // of them, on a course of the evaluation
		}{
			{"everybody", cohort.AllRoutes, cohort.Whom{}, 12, 4},
			{"a programme", cohort.AllRoutes, cohort.Whom{Programme: programme}, 4, 4},
			{"one course", cohort.AllRoutes, cohort.Whom{Courses: ids[:1]}, 3, 3},
			{"the other course", cohort.ByCourse, cohort.Whom{Courses: ids[1:]}, 2, 2},
			{"both, and whoever is on both counts once", cohort.AllRoutes, cohort.Whom{Courses: ids[:]}, 4, 4},
			{"the same course twice", cohort.AllRoutes, cohort.Whom{Courses: []string{ids[0], ids[0]}}, 3, 3},
			{"a place of a course", cohort.AllRoutes, cohort.Whom{Place: "Mill"}, 3, 3},
			{"a place of a course and of chats", cohort.AllRoutes, cohort.Whom{Place: "Hall"}, 8, 2},
			{"the courses at a place", cohort.ByCourse, cohort.Whom{Place: "Hall"}, 2, 2},
			{"the chats at a place, without a course", cohort.ByLinkOnly, cohort.Whom{Place: "Hall"}, 4, 0},
			{"a funder", cohort.AllRoutes, cohort.Whom{Funder: "The Fund (invented)"}, 3, 3},
			{"a funder at a place without one", cohort.AllRoutes, cohort.Whom{Funder: "The Fund (invented)", Place: "Hall"}, 0, 0},
			{"a place that is not there", cohort.AllRoutes, cohort.Whom{Place: "hall"}, 0, 0},
		} {
			p.Route, p.Whom = test.route, test.whom
			r, err := store.Count(ctx, manager, p)
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			if r.Flow.Came != test.came {
				t.Errorf("%s: %d people, want %d", test.name, r.Flow.Came, test.came)
			}
			if r.Flow.OnCourse > test.on {
				t.Errorf("%s: %d on a course, of %d", test.name, r.Flow.OnCourse, test.on)
			}
			p.ID = d.NewID()
			if err := store.Fix(ctx, manager, p); err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			kept, err := store.Of(ctx, manager, p.ID)
			if err != nil || kept.Flow.Came != test.came || len(kept.Named.Courses) != len(r.Named.Courses) {
				t.Errorf("%s: as it was fixed, %d people on %d courses, %v", test.name, kept.Flow.Came, len(kept.Named.Courses), err)
			}
		}
	})
}

// What does not go together, or is not there, is refused with its field.
func TestWhomItCannotCount(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, p, programme, _ := here(t, d, s)
		store := cohort.New(d, questions(d))
		for _, test := range []struct {
			name, field string
			route       cohort.Route
			whom        cohort.Whom
		}{
			{"a programme without a course", "route", cohort.ByLinkOnly, cohort.Whom{Programme: programme}},
			{"a funder without a course", "route", cohort.ByLinkOnly, cohort.Whom{Funder: "The Fund (invented)"}},
			{"a course of nobody's", "courses", cohort.AllRoutes, cohort.Whom{Courses: []string{d.NewID()}}},
		} {
			p.Route, p.Whom = test.route, test.whom
			var f *fault.Error
			if err := store.Fix(ctx, manager, p); !errors.As(err, &f) || len(f.Problems) != 1 || f.Problems[0].Field != test.field {
				t.Errorf("%s: %v", test.name, err)
			}
		}
	})
}

func TestWhatThereIsToChoose(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, _, _, ids := here(t, d, s)
		c, err := cohort.New(d, questions(d)).Choices(ctx, manager)
		if err != nil || len(c.Courses) != 2 || c.Courses[0].ID != ids[1] || len(c.Places) != 2 || c.Places[0] != "Hall" || len(c.Funders) != 1 {
			t.Fatalf("%+v, %v", c, err)
		}
		for _, name := range []string{ids[0], "mill " + c.Courses[1].Starts.String(), c.Courses[1].Starts.String()} {
			if id, err := c.Course(name); err != nil || id != ids[0] {
				t.Errorf("the course %q is %q, %v", name, id, err)
			}
		}
		if place, err := c.PlaceNamed("HALL"); err != nil || place != "Hall" {
			t.Errorf("the place is %q, %v", place, err)
		}
		for name, find := range map[string]func(string) (string, error){"course": c.Course, "place": c.PlaceNamed, "funder": c.FunderNamed} {
			var f *fault.Error
			if _, err := find("Nowhere"); !errors.As(err, &f) || f.Kind != fault.Missing || f.Args["All"] == "" {
				t.Errorf("%s: %v does not say what there is", name, err)
			}
		}
		if _, err := (cohort.Choices{}).FunderNamed("Nobody"); fault.As(err).Key != "cohort.no-funder.none" {
			t.Errorf("without any: %v", err)
		}
	})
}
