package demo_test

import (
	"context"
	"testing"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// The same rules hold for a crowd as for anybody, it is as large as was asked
// for, and the same day makes the same one.
func TestACrowd(t *testing.T) {
	const people = 150
	c := crowd(t, people)
	entries, err := demo.Check(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if entries < 20*people {
		t.Errorf("the trail has %d entries, want twenty for each of %d people", entries, people)
	}
	kept, longest := peopleOf(t, c)
	if kept != people || longest < people {
		t.Errorf("%d people, and %d entries of one of them", kept, longest)
	}
	for _, role := range []access.Role{access.Manager, access.Facilitator} {
		onToday(t, c, role)
	}
	if again, err := demo.Check(t.Context(), crowd(t, people)); again != entries || err != nil {
		t.Errorf("made again, it has %d entries, not %d; %v", again, entries, err)
	}
}

// crowd makes a community of so many people and opens it.
func crowd(t *testing.T, people int) *app.Core {
	t.Helper()
	day := civil.Date{Year: 2026, Month: 6, Day: 10}
	storage, hands := demo.CrowdStorage(t.TempDir(), day)
	c, admin, err := app.Found(t.Context(), storage, demo.Name, "admin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.MakeCrowd(t.Context(), c, hands, day, admin, people); err != nil {
		t.Fatal(err)
	}
	return reopen(t, c, storage)
}

// reopen opens what was filled in bulk as it will be used.
func reopen(t *testing.T, c *app.Core, storage app.Storage) *app.Core {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	storage.Bulk = false
	c, err := app.Open(t.Context(), storage)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// peopleOf counts the people, and the entries of the one with the most.
func peopleOf(t *testing.T, c *app.Core) (people, longest int) {
	t.Helper()
	number := db.Column[int]
	err := c.DB.View(t.Context(), c.Scope, func(tx *db.Tx) (err error) {
		if people, err = db.One(tx, number, `SELECT count(*) FROM person WHERE community_id = $1`, tx.Community()); err != nil {
			return err
		}
		longest, err = db.One(tx, number, `SELECT count(*) FROM trail WHERE community_id = $1 AND person_id IS NOT NULL
			GROUP BY person_id ORDER BY count(*) DESC LIMIT 1`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return people, longest
}

// onToday checks that there is something to do.
func onToday(t *testing.T, c *app.Core, role access.Role) {
	t.Helper()
	a := access.Actor{Scope: c.Scope, Account: "looker", Roles: []access.Role{role}}
	if role == access.Facilitator {
		a.Account = fern(t, c)
	}
	today, err := c.Links.Today(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if len(today.Due) == 0 {
		t.Errorf("%s: nothing is due", role)
	}
}

func fern(t *testing.T, c *app.Core) (id string) {
	t.Helper()
	err := c.DB.View(t.Context(), c.Scope, func(tx *db.Tx) (err error) {
		id, err = db.One(tx, db.Column[string],
			`SELECT id FROM account WHERE community_id = $1 AND sign_in_name = 'fern'`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// What Check finds.
func TestACrowdThatWasTamperedWithIsNotSound(t *testing.T) {
	for name, tamper := range map[string]string{
		"an entry": `UPDATE trail SET event = 'LinkClosed' WHERE community_id = $1 AND seq = 7`,
		"a state":  `UPDATE link SET state = 'raised', had = '' WHERE community_id = $1 AND state <> 'raised'`,
		"a step":   `UPDATE link_step SET from_state = 'involved' WHERE community_id = $1 AND seq = 2`,
		"a due":    `DELETE FROM link_due WHERE community_id = $1`,
	} {
		t.Run(name, func(t *testing.T) {
			c := crowd(t, 40)
			err := c.DB.Tx(context.Background(), c.Scope, func(tx *db.Tx) error {
				n, err := tx.Exec(tamper, tx.Community())
				if n == 0 {
					t.Error("there was nothing to tamper with")
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := demo.Check(t.Context(), c); err == nil {
				t.Error("nothing was found")
			}
		})
	}
}
