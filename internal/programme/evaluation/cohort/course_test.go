package cohort_test

import (
	"fmt"
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/evaluation/cohort"
)

// two courses of one programme, a month apart, each of three sessions of which
// two make it complete. Each of the people comes to as many sessions as their
// number says; the last one moved from the first course to the second.
func courses(t testing.TB, d *db.DB, s db.Scope, account string, people []string, came []int) (programme string) {
	t.Helper()
	programme = d.NewID()
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		do := func(query string, args ...any) {
			t.Helper()
			if _, err := tx.Exec(query, append([]any{tx.Community()}, args...)...); err != nil {
				t.Fatal(err)
			}
		}
		do(`INSERT INTO programme (community_id, id, shipped, version, created_at) VALUES ($1, $2, '', 1, $3)`, programme, tx.Stamp())
		do(`INSERT INTO programme_version (community_id, programme_id, version, title, content, made_by, made_at)
			VALUES ($1, $2, 1, 'Three evenings (invented)', '{"least":2,"sessions":[{},{},{}],"fidelity":["a","b"]}', $3, $4)`, programme, account, tx.Stamp())
		var sessions [2][3]string
		var ids [2]string
		for c := range 2 {
			ids[c] = tx.NewID()
			starts := today.AddDays(-220 + 30*c)
			do(`INSERT INTO course (community_id, id, programme_id, programme_version, setting, place, capacity, starts_on, ends_on, created_at)
				VALUES ($1, $2, $3, 1, 'community', 'Mill', 9, $4, $5, $6)`, ids[c], programme, starts.String(), starts.AddDays(14).String(), tx.Stamp())
			for n := range 3 {
				sessions[c][n] = tx.NewID()
				do(`INSERT INTO course_session (community_id, id, course_id, part, on_day, from_minute, minutes, delivered, ticks, recorded_at)
					VALUES ($1, $2, $3, $4, $5, 600, 90, $6, 'a', $7)`, sessions[c][n], ids[c], n, starts.AddDays(7*n).String(), n < 2, tx.Stamp())
			}
		}
		for i, person := range people {
			on := i % 2
			enrol := func(c int, state string) string {
				id := tx.NewID()
				do(`INSERT INTO enrolment (community_id, id, course_id, person_id, line, source, state, reason, since_at, enrolled_at, steps)
					VALUES ($1, $2, $3, $4, $5, 'us', $6, '', $7, $8, 1)`, id, ids[c], person, i+1, state, tx.Stamp(), civil.Instant(today.AddDays(-221).At(600)))
				return id
			}
			attend := func(enrolment, session string) {
				do(`INSERT INTO attendance (community_id, session_id, enrolment_id, here, mark_id) VALUES ($1, $2, $3, TRUE, $4)`, session, enrolment, tx.NewID())
			}
			first := enrol(on, "on")
			for n := range came[i] {
				attend(first, sessions[on][n])
			}
			if i == len(people)-1 {
				second := enrol(1-on, "on")
				attend(second, sessions[1-on][0]) // again: counts once
				attend(second, sessions[1-on][2])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return programme
}

// Several small courses are one cohort; somebody who moved between them is one
// person, and a session that they repeated is one session.
func TestSmallCoursesAreCountedTogether(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store := invented(t, d, s, 12), cohort.New(d, questions(d))
		var people []string
		err := d.View(ctx, s, func(tx *db.Tx) (err error) {
			people, err = db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
				`SELECT id FROM person WHERE community_id = $1 ORDER BY id LIMIT 4`, tx.Community())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		programme := courses(t, d, s, manager.Account, people, []int{3, 2, 0, 1})
		p := plan(d)
		p.Route = cohort.ByCourse
		if p.Programme, err = store.Programme(ctx, manager, "Three evenings (invented)"); err != nil || p.Programme != programme {
			t.Fatalf("the programme is %q, %v", p.Programme, err)
		}
		r, err := store.Count(ctx, manager, p)
		if err != nil {
			t.Fatal(err)
		}
		// Sessions: 3, 2, none, and 1 and another one: the third is on the list only.
		want := cohort.Dose{People: 3, Sessions: 7, Completed: 3, Delivered: 4, Planned: 6, Ticks: 4, OfTicks: 8}
		if r.Flow.Came != 4 || r.Dose == nil || *r.Dose != want {
			t.Errorf("the dose of %d people is %+v, want %+v", r.Flow.Came, r.Dose, want)
		}
		p.Route, p.Programme = cohort.ByLinkOnly, ""
		if r, err = store.Count(ctx, manager, p); err != nil || r.Flow.Came != 8 || r.Dose != nil {
			t.Errorf("without a course there are %d, %v", r.Flow.Came, err)
		}
		p.Route = cohort.AllRoutes
		if r, err = store.Count(ctx, manager, p); err != nil || r.Flow.Came != 12 {
			t.Errorf("together there are %d, %v", r.Flow.Came, err)
		}
		if _, err = store.Programme(ctx, manager, "No such one"); !fault.Is(err, fault.Missing) {
			t.Errorf("a programme that is not there: %v", err)
		}
	})
}

// An answer to a measure comes before what the record tells.
func TestAnswersComeFirst(t *testing.T) {
	one, four := 1.0, 4.0
	var people []cohort.Someone
	for i := range 12 {
		people = append(people, cohort.Someone{ID: fmt.Sprint(i), Agreed: true, Raised: today.AddDays(-200), Chosen: today.AddDays(-199), Been: "never",
			Answers: map[cohort.Outcome]cohort.Asked{cohort.Days: {Before: &one, After: &four}}})
	}
	r := cohort.Count(cohort.Plan{From: today.AddDays(-240), To: today, Early: cohort.Early, Late: cohort.Late}, people, nil, dbtest.Start)
	for _, row := range r.Outcomes {
		if row.Outcome == cohort.Days && (row.Selected || row.Scores == nil || row.Scores.Pairs != 12 || row.Scores.Change.Mean != 3) {
			t.Errorf("days are %+v", row)
		}
	}
	if r.Flow.Followed != 12 {
		t.Errorf("%d were heard from", r.Flow.Followed)
	}
}
