package cohort_test

import (
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
)

// A report of 5,000 people from the database may take 300 ms. Seven in ten
// answered measures, at the start and at six months.
func BenchmarkCohort5000(b *testing.B) {
	const limit = 0.3
	for _, engine := range []struct {
		name string
		open func(testing.TB) *db.DB
	}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.OnPostgres}} {
		b.Run(engine.name, func(b *testing.B) {
			d := engine.open(b)
			s := dbtest.Community(b, d)
			manager, store, p := invented(b, d, s, 5000), cohort.New(d, questions(d)), plan(d)
			everybodyAnswers(b, d, s, manager)
			if engine.name == "postgres" {
				statistics(b, d, s)
			}
			for b.Loop() {
				r, err := store.Count(ctx, manager, p)
				if err != nil || r.Flow.Came < 4000 || len(r.Measures) < 8 {
					b.Fatal(r.Flow, len(r.Measures), err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/limit, "of-limit-300ms")
		})
	}
}

// statistics are what PostgreSQL gathers by itself in life, within a minute of a
// change as large as this one.
func statistics(b testing.TB, d *db.DB, s db.Scope) {
	b.Helper()
	if err := d.Tx(ctx, s, func(tx *db.Tx) error { _, err := tx.Exec(`ANALYZE`); return err }); err != nil {
		b.Fatal(err)
	}
}

// everybodyAnswers lets seven in ten answer before they go, about their capital
// and their network at both ends, and after six months.
func everybodyAnswers(b testing.TB, d *db.DB, s db.Scope, manager access.Actor) {
	b.Helper()
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		people, err := db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
			`SELECT id FROM person WHERE community_id = $1 ORDER BY id`, tx.Community())
		if err != nil {
			return err
		}
		began := today.AddDays(-200)
		due := cohort.Due(began)
		for i, person := range people {
			if i%10 > 6 {
				continue
			}
			n := float64(i % 7)
			capital := func(more float64) (items []float64) {
				for q := range 10 {
					items = append(items, 1+float64((i*q+i)%5)+more)
				}
				return items
			}
			for _, a := range []struct {
				measure, point string
				on             civil.Date
				figures        figures
			}{
				{"own-before", "before", began, figures{scores: map[string]float64{"worries": n, "ready": 3 + n}}},
				{"own-six-months", "six_months", due, figures{}.sum("involvement", 1, 0, 1, float64(i%2), 1).and("meetings", n).and("life", 4)},
				{"barc-10", "before", began, figures{}.sum("total", capital(0)...)},
				{"barc-10", "six_months", due, figures{}.sum("total", capital(1)...)},
				{"own-network", "before", began, network(n)},
				{"own-network", "six_months", due, network(n + 1)},
			} {
				if err := answer(tx, manager.Account, person, a.measure, a.point, a.on, a.figures); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func network(recovery float64) figures {
	people := recovery + 5
	return figures{scores: map[string]float64{"people": people, "close": 3, "recovery": recovery, "using": 2, "neither": 2, "unknown": 1,
		"share-recovery": recovery / people}}
}
