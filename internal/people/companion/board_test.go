package companion_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
)

// The last day of a paper still counts.
func TestHowSoonAPaperRunsOut(t *testing.T) {
	for left, want := range map[int]companion.Horizon{-400: companion.RunOut, -1: companion.RunOut, 0: companion.WithinWeek, 7: companion.WithinWeek,
		8: companion.WithinMonth, 30: companion.WithinMonth, 31: companion.WithinTwo, 60: companion.WithinTwo, 61: companion.Later} {
		if got := companion.HorizonOf(today.AddDays(left), today); got != want {
			t.Errorf("%d days left: %q, want %q", left, got, want)
		}
	}
}

// Each paper has a day of its own; those that run out within sixty days are
// told, the soonest first, and who may go along is bounded by all but the cover
// for lifts.
func TestEachPaperRunsOutByItself(t *testing.T) {
	c := clearance("c")
	c.Until, c.TrainingUntil, c.DBSUntil, c.CarUntil = today.AddDays(61), today.AddDays(20), today.AddDays(5), today.AddDays(-1)
	var papers []companion.Paper
	for _, e := range c.Expiries(today) {
		papers = append(papers, e.Paper)
	}
	if want := []companion.Paper{companion.PaperCar, companion.PaperDBS, companion.PaperTraining}; !slices.Equal(papers, want) {
		t.Errorf("told of %v, want %v", papers, want)
	}
	if got := c.LastOn(); got != today.AddDays(5) {
		t.Errorf("may go along until %v", got)
	}
	if got := (companion.Member{}).Expiries(today); got != nil {
		t.Errorf("who is not cleared: %v", got)
	}
}

// The board has whose papers run out first at its top, and at its end whoever is
// not cleared; it is a manager's, and has nothing of anybody's life.
func TestTheBoard(t *testing.T) {
	teams(t, func(w *team) {
		meg := w.by[access.Manager]
		for i, days := range []int{40, 5, 20} {
			a := persontest.Actor(t, w.d, w.s, "Cleared "+string(rune('A'+i)), access.Companion)
			c := clearance(a.Account)
			c.DBSUntil = today.AddDays(days)
			c.Until = today.AddDays(90)
			w.must(w.Clear(ctx, meg, c))
		}
		members, next, err := w.Board(ctx, meg, "")
		w.must(err)
		var names []string
		for _, m := range members {
			names = append(names, m.Name)
		}
		if want := []string{"Cleared B", "Cleared C", "Cleared A", "Any companion", "Kim MC"}; !slices.Equal(names, want) {
			t.Errorf("the board is %v, want %v", names, want)
		}
		if next != "" {
			t.Errorf("five, and a page after them: %s", next)
		}
		if soon := members[0].Expiries(today); len(soon) != 1 || soon[0].Paper != companion.PaperDBS || soon[0].Soon != companion.WithinWeek {
			t.Errorf("the first: %+v", soon)
		}
		for _, role := range access.Roles {
			if role == access.Manager {
				continue
			}
			_, _, err := w.Board(ctx, w.by[role], "")
			persontest.Missing(t, string(role)+" reads the board", err)
			_, err = w.Member(ctx, w.by[role], w.col.Account)
			persontest.Missing(t, string(role)+" reads a companion", err)
		}
	})
}

// Every companion is on one page of the board and none on two, also where many
// are not cleared.
func TestPagesOfTheBoard(t *testing.T) {
	teams(t, func(w *team) {
		meg := w.by[access.Manager]
		for i := range companion.PageSize {
			a := persontest.Actor(t, w.d, w.s, "Companion "+string(rune('A'+i%3)), access.Companion)
			if i%2 == 0 {
				w.must(w.Clear(ctx, meg, clearance(a.Account)))
			}
		}
		seen := map[string]bool{}
		first, next, err := w.Board(ctx, meg, "")
		w.must(err)
		rest, end, err := w.Board(ctx, meg, next)
		w.must(err)
		for _, m := range append(first, rest...) {
			seen[m.Account] = true
		}
		if len(first) != companion.PageSize || next == "" || end != "" || len(seen) != companion.PageSize+len(rest) || len(rest) != 2 {
			t.Errorf("%d and %d, %d of them different", len(first), len(rest), len(seen))
		}
	})
}

// What a clearance says of its days is checked when it is given, each at its
// field.
func TestNoPaperIsGivenThatHasRunOut(t *testing.T) {
	for field, change := range map[string]func(*companion.Clearance, civil.Date){
		"training_until": func(c *companion.Clearance, d civil.Date) { c.TrainingUntil = d },
		"dbs_until":      func(c *companion.Clearance, d civil.Date) { c.DBSUntil = d },
		"car_until":      func(c *companion.Clearance, d civil.Date) { c.CarUntil = d },
	} {
		for days, want := range map[int]string{-1: "companion.until.past", 0: "", 1: ""} {
			c := clearance("c")
			change(&c, today.AddDays(days))
			if got := persontest.Key(c.Check(today)); got != want {
				t.Errorf("%s in %d days: %q, want %q", field, days, got, want)
			}
		}
	}
}
