package complaint_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"openmaf/internal/people/complaint"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

var (
	ctx   = context.Background()
	today = civil.Date{Year: 2026, Month: 5, Day: 1} // of the clock of the tests
)

func locked(d *db.DB) complaint.Complaint {
	return complaint.Complaint{ID: d.NewID(), Came: today.AddDays(-2), How: "rang", About: "place", Says: "The door was locked (invented)."}
}

func each(t *testing.T, test func(t *testing.T, d *db.DB, s db.Scope, all *complaint.Store)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		test(t, d, s, complaint.New(d, sealer))
	})
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, s db.Scope, all *complaint.Store) {
		max := persontest.Actor(t, d, s, "Max", access.Manager)
		for want, change := range map[string]func(*complaint.Complaint){
			"":                 func(*complaint.Complaint) {},
			"complaint.came":   func(c *complaint.Complaint) { c.Came = civil.Date{} },
			"complaint.ahead":  func(c *complaint.Complaint) { c.Came = today.AddDays(1) },
			"complaint.choose": func(c *complaint.Complaint) { c.About = "somebody" },
			"complaint.words":  func(c *complaint.Complaint) { c.Says = " \n" },
			"complaint.long":   func(c *complaint.Complaint) { c.Says = strings.Repeat("é", 4001) },
		} {
			c := locked(d)
			change(&c)
			if got := persontest.Key(all.Add(ctx, max, c)); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
	})
}

func TestFromComeToAnswered(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, s db.Scope, all *complaint.Store) {
		max, lena := persontest.Actor(t, d, s, "Max", access.Manager), persontest.Actor(t, d, s, "Lena", access.Lead)
		c := locked(d)
		must(t, all.Add(ctx, max, c))
		if got, err := all.Get(ctx, lena, c.ID); err != nil || got != c {
			t.Errorf("%+v, %v", got, err)
		}
		if err := all.Answer(ctx, lena, c.ID, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("an empty answer: %v", err)
		}
		must(t, all.Answer(ctx, lena, c.ID, "There is a bell now (invented)."))
		if err := all.Answer(ctx, max, c.ID, "Nothing."); !fault.Is(err, fault.Conflict) {
			t.Errorf("a second answer: %v", err)
		}
		if err := all.Answer(ctx, max, d.NewID(), "Nothing."); !fault.Is(err, fault.Missing) {
			t.Errorf("an answer to nothing: %v", err)
		}
		got, err := all.Get(ctx, max, c.ID)
		if err != nil || got.Changed != "There is a bell now (invented)." || got.Answered != today {
			t.Errorf("%+v, %v", got, err)
		}
		listed, err := all.List(ctx, max, "")
		if err != nil || len(listed) != 1 || listed[0] != got {
			t.Errorf("%+v, %v", listed, err)
		}
	})
}

// Nobody else comes to know of one, and its words are in no table.
func TestWhoReads(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, s db.Scope, all *complaint.Store) {
		max, asha := persontest.Actor(t, d, s, "Max", access.Manager), persontest.Actor(t, d, s, "Asha", access.Facilitator, access.Companion)
		c := locked(d)
		must(t, all.Add(ctx, max, c))
		_, listed := all.List(ctx, asha, "")
		_, got := all.Get(ctx, asha, c.ID)
		for name, err := range map[string]error{"add": all.Add(ctx, asha, locked(d)), "answer": all.Answer(ctx, asha, c.ID, "x"), "list": listed, "get": got} {
			if err == nil {
				t.Errorf("a facilitator may %s", name)
			}
		}
		stored := [][]byte{}
		must(t, d.View(ctx, s, func(tx *db.Tx) (err error) {
			stored, err = db.All(tx, db.Column[[]byte], `SELECT says FROM complaint WHERE community_id = $1`, tx.Community())
			return err
		}))
		if len(stored) != 1 || bytes.Contains(stored[0], []byte("locked")) {
			t.Errorf("%q is stored", stored)
		}
	})
}

// A period has the complaints that came on its days, its first and last too.
func TestCame(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, s db.Scope, all *complaint.Store) {
		max := persontest.Actor(t, d, s, "Max", access.Manager)
		for _, ago := range []int{40, 31, 10, 0} {
			c := locked(d)
			c.Came = today.AddDays(-ago)
			must(t, all.Add(ctx, max, c))
		}
		must(t, d.View(ctx, s, func(tx *db.Tx) error {
			came, err := db.Gather(tx, func(r db.Row) (on string, err error) {
				var none string
				return on, r.Scan(&none, &on, &none, &none)
			}, complaint.Came(tx, today.AddDays(-31), today.AddDays(-10)))
			if len(came) != 2 {
				t.Errorf("%v came", came)
			}
			return err
		}))
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
