package cohort_test

import (
	"strings"
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/evaluation/cohort"
)

// What people answer at the start and at six months becomes rows of the table:
// of the start the first answer near it, of six months the one nearest to the
// day, from the monthly and the six months' questions alike.
func TestAnswersToMeasuresAreCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 20), cohort.New(d, questions(d)), plan(d)
		var people []string
		err := d.View(ctx, s, func(tx *db.Tx) (err error) {
			people, err = db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
				`SELECT id FROM person WHERE community_id = $1 ORDER BY id`, tx.Community())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		began := today.AddDays(-200)
		due := cohort.Due(began)
		for i, person := range people {
			say := func(measure, point string, on civil.Date, scores map[string]float64) {
				answered(t, d, s, manager.Account, person, measure, point, on, figures{scores: scores})
			}
			say("own-monthly", "before", began.AddDays(-40), map[string]float64{"meetings": 99}) // long before
			say("own-monthly", "before", began.AddDays(3), map[string]float64{"meetings": float64(i % 2), "involvement": 1})
			say("own-monthly", "before", began.AddDays(30), map[string]float64{"meetings": 50}) // long after
			say("own-monthly", "monthly", due.AddDays(-20), map[string]float64{"meetings": 70, "involvement": 5})
			say("own-six-months", "six_months", due.AddDays(4), map[string]float64{"meetings": float64(i % 5), "involvement": 3, "life": 4})
			say("own-network", "before", began, map[string]float64{"recovery": 1, "people": 4})
			say("own-network", "six_months", due, map[string]float64{"recovery": float64(1 + i%3), "people": 5})
			say("swemwbs", "before", began, map[string]float64{"total": 20})
			if i%2 == 0 {
				say("swemwbs", "six_months", due, map[string]float64{"total": 20 + float64(i%4)*2})
			}
		}
		r, err := store.Count(ctx, manager, p)
		if err != nil {
			t.Fatal(err)
		}
		// Of 20 people every fifth did not agree, and of every tenth it is too early:
		// both fall on the same ones.
		const n = 16
		if r.Flow.Due != n || r.Flow.Followed != n {
			t.Errorf("the flow is %+v", r.Flow)
		}
		any, days := r.Outcomes[0], r.Outcomes[1]
		if any.Selected || any.Answers == nil || any.Answers.Pairs != n || any.Answers.Before.Yes != 8 || any.Answers.After.Yes != 12 {
			t.Errorf("any meeting is %+v", any.Answers)
		}
		if days.Selected || days.Scores == nil || days.Scores.Pairs != n || days.Scores.Before.Mean != 0.5 || days.Scores.After.Mean != 1.5 {
			t.Errorf("times at a group are %+v", days.Scores)
		}
		var got []string
		for _, row := range r.Measures {
			got = append(got, row.Scale.Measure+" "+row.Scale.Score)
			switch rc := row.Scores.Reliable; {
			case row.Scale.Measure == "own-monthly" && row.Scores.Change.Mean != 2:
				t.Errorf("involvement is %+v", row.Scores)
			case row.Scale.Measure == "swemwbs" && row.Scores.Attrition.Lost+row.Scores.Pairs != n:
				t.Errorf("of the scale there are %d pairs and %d lost", row.Scores.Pairs, row.Scores.Attrition.Lost)
			case row.Scale.Measure == "swemwbs" && (rc == nil || row.Change == nil || rc.Improved+rc.Unchanged != row.Scores.Pairs || rc.Improved == 0):
				t.Errorf("reliable change is %+v", rc)
			}
		}
		if want := "own-monthly involvement, own-network people, own-network recovery, swemwbs total"; strings.Join(got, ", ") != want {
			t.Errorf("the measures are %v, want %s", got, want)
		}
	})
}
