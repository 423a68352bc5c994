package cohort_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/stats"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
)

var (
	began = today.AddDays(-200)
	due   = cohort.Due(began)
)

// people are the ids of everybody invented, in the order of their number.
func people(t testing.TB, d *db.DB, s db.Scope) (ids []string) {
	t.Helper()
	err := d.View(ctx, s, func(tx *db.Tx) (err error) {
		ids, err = db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
			`SELECT id FROM person WHERE community_id = $1 ORDER BY id`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// counted reports whether the i-th of the invented people is in an outcome: they
// agreed, their record is not sealed, and six months have passed.
func counted(i int) bool { return i%5 != 4 && i%10 != 9 && i%50 != 49 }

// capital lets somebody answer about their capital at both ends.
func capital(t testing.TB, d *db.DB, s db.Scope, manager access.Actor, person string, start []float64, moved float64) {
	t.Helper()
	before := figures{}.sum("total", start...)
	answered(t, d, s, manager.Account, person, "barc-10", "before", began, before)
	answered(t, d, s, manager.Account, person, "barc-10", "six_months", due, figures{scores: map[string]float64{"total": before.scores["total"] + moved}})
}

// row is the one of a measure.
func row(t testing.TB, store *cohort.Store, manager access.Actor, p cohort.Plan, measure string) cohort.Row {
	t.Helper()
	r, err := store.Count(ctx, manager, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Measures {
		if row.Scale.Measure == measure {
			return row
		}
	}
	t.Fatalf("of %s there is nothing", measure)
	return cohort.Row{}
}

// Whatever people answer, alpha of the cohort is that of the plain table of
// answers: of those who are counted, and answered every question at the start.
func TestAlphaIsThatOfTheAnswers(t *testing.T) {
	for seed := range uint64(3) {
		dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
			random := rand.New(rand.NewPCG(seed, 33))
			manager, store, p := invented(t, d, s, 60), cohort.New(d, questions(d)), plan(d)
			plain := make([][]float64, 10)
			for i, person := range people(t, d, s) {
				var said []float64
				for range plain {
					said = append(said, float64(1+random.IntN(3)+i%4))
				}
				if random.IntN(6) == 0 { // left one out: there is a score, and it has no parts
					answered(t, d, s, manager.Account, person, "barc-10", "before", began, figures{scores: map[string]float64{"total": 30}})
					continue
				}
				capital(t, d, s, manager, person, said, float64(random.IntN(5)))
				for q := range plain {
					if counted(i) {
						plain[q] = append(plain[q], said[q])
					}
				}
			}
			want, got := stats.Alpha(plain), row(t, store, manager, p, "barc-10").Alpha
			if got == nil || got.People != len(plain[0]) || got.Questions != 10 || far(float64(got.Raw), want.Raw) ||
				far(float64(got.Standardised), want.Standardised) || far(got.CI.Low, want.CI.Low) || far(got.CI.High, want.CI.High) {
				t.Errorf("it is %+v, want %+v of %d", got, want, len(plain[0]))
			}
		})
	}
}

func far(a, b float64) bool { return !(math.Abs(a-b) < 1e-12) }

// Thirty-six people, ten questions. Their own alpha stands for the reliability,
// for the definition gives none; of R:
//
//	i <- 1:36
//	x <- sapply(1:10, function(q) 1 + i %% 4 + (i * q + q) %% 3)
//	k <- ncol(x); n <- nrow(x); v <- cov(x); r <- mean(cor(x)[lower.tri(v)])
//	a <- k / (k - 1) * (1 - sum(diag(v)) / sum(v))
//	print(c(a, k * r / (1 + (k - 1) * r), 1 - (1 - a) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1))), digits = 15)
//	limit <- 1.96 * sqrt(2 * sd(rowSums(x))^2 * (1 - a)); d <- (i %% 9 - 4) * 3
//	print(c(limit, sum(d > limit), sum(abs(d) <= limit), sum(d < -limit)), digits = 15)
func TestAlphaReference(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 45), cohort.New(d, questions(d)), plan(d)
		i := 0
		for n, person := range people(t, d, s) {
			if !counted(n) {
				continue
			}
			i++
			var said []float64
			for q := 1; q <= 10; q++ {
				said = append(said, float64(1+i%4+(i*q+q)%3))
			}
			capital(t, d, s, manager, person, said, float64(3*(i%9-4)))
		}
		row := row(t, store, manager, p, "barc-10")
		a, rc := row.Alpha, row.Scores.Reliable
		if i != 36 || a.People != 36 || far(float64(a.Raw), 0.983667409057164) || far(float64(a.Standardised), 0.984480315575695) ||
			far(a.CI.Low, 0.974378716909071) || far(a.CI.High, 0.990583235996076) {
			t.Errorf("of %d people alpha is %+v", i, a)
		}
		if rc == nil || far(float64(rc.Limit), 4.39519737895806) || fmt.Sprint(rc.Improved, rc.Unchanged, rc.Deteriorated) != "12 12 12" {
			t.Errorf("reliable change is %+v", rc)
		}
	})
}

// Fewer than thirty have an alpha, and no reliable change by it. Whoever takes
// their yes back is out of both; two records of one person count once.
func TestWhoIsInAlpha(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		manager, store, p := invented(t, d, s, 20), cohort.New(d, questions(d)), plan(d)
		ids := people(t, d, s)
		for i, person := range ids {
			capital(t, d, s, manager, person, []float64{float64(1 + i%5), float64(1 + i%4), 3, float64(2 + i%3)}, 1)
		}
		of := func() cohort.Row { return row(t, store, manager, p, "barc-10") }
		if r := of(); r.Alpha.People != 16 || r.Scores.Reliable != nil {
			t.Errorf("of sixteen there are %+v and %+v", r.Alpha, r.Scores.Reliable)
		}
		before := of().Alpha.Raw
		takeBack(t, d, s, manager, ids[0])
		if r := of(); r.Alpha.People != 15 || r.Alpha.Raw == before {
			t.Errorf("one took their yes back, and there are %+v", r.Alpha)
		}
		if err := link.New(d, link.Defaults(), course.Follower{}).Merge(ctx, manager, ids[1], ids[2]); err != nil {
			t.Fatal(err)
		}
		if r := of(); r.Alpha.People != 14 || len(r.Rows.Before) != 14 {
			t.Errorf("two were one, and there are %+v", r.Alpha)
		}
	})
}

// takeBack says no to being part of the evaluation.
func takeBack(t testing.TB, d *db.DB, s db.Scope, manager access.Actor, person string) {
	t.Helper()
	err := d.Tx(ctx, s, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO consent (community_id, id, person_id, purpose, given, words, words_version, said_at, account_id)
			VALUES ($1, $2, $3, 'evaluation', FALSE, 'words', 'v', $4, $5)`, tx.Community(), tx.NewID(), person, civil.Instant(tx.Now()), manager.Account)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
