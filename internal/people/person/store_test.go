package person_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

var ctx = context.Background()

func TestOwnPeople(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		p := persontest.Add(t, d, ann, person.Person{Name: " Sam   K ", Area: "le1 1aa", Phone: "0116 496 0000",
			Contact: person.Contact{How: person.Text, When: "after six", As: "Jo"}, AccessNeeds: "no stairs"})
		if p.Name != "Sam K" || p.FirstName() != "Sam" || p.Area != "LE1 1" || p.Keeper != ann.Account || p.Version != 1 {
			t.Errorf("kept as %+v", p)
		}
		if _, err := store.Get(ctx, meg, p.ID); err != nil {
			t.Errorf("a manager: %v", err)
		}
		for name, other := range map[string]access.Actor{"another facilitator": ben, "a companion": col, "a stranger": {Scope: s}} {
			_, err := store.Get(ctx, other, p.ID)
			persontest.Missing(t, name+" reads", err)
			persontest.Missing(t, name+" changes", store.Change(ctx, other, p))
			persontest.Missing(t, name+" deletes", store.Delete(ctx, other, p.ID))
		}
		_, err := store.Get(ctx, ann, d.NewID())
		persontest.Missing(t, "nobody", err)
		if page, err := store.List(ctx, ben, person.Query{}); err != nil || len(page.People) != 0 {
			t.Errorf("another facilitator lists %v, %v", page.People, err)
		}
		_, err = store.List(ctx, col, person.Query{})
		persontest.Missing(t, "a companion lists", err)
	})
}

func TestChangeMeetsAChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		seen := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		first, second := seen, seen
		first.Phone, first.Contact.How = "0116 496 0000", person.Call
		if err := store.Change(ctx, ann, first); err != nil {
			t.Fatal(err)
		}
		second.Name = "Samira"
		if err := store.Change(ctx, ann, second); !fault.Is(err, fault.Conflict) {
			t.Errorf("a form from before: %v", err)
		}
		got, err := store.Get(ctx, ann, seen.ID)
		if err != nil || got.Name != "Sam" || got.Phone != "0116 496 0000" || got.Version != 2 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestListAndFind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		for i := range 30 {
			persontest.Add(t, d, ann, person.Person{Name: fmt.Sprintf("Invented %02d", i)})
		}
		persontest.Add(t, d, ann, person.Person{Name: "Zoë Łukasz"})
		persontest.Add(t, d, ann, person.Person{Name: "Zoe O’Brien"})
		var names []string
		for q := (person.Query{}); ; {
			page, err := store.List(ctx, ann, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.People {
				names = append(names, p.Name)
			}
			if q.After = page.Next; page.Next == "" {
				break
			}
		}
		if len(names) != 32 || names[0] != "Invented 00" || names[31] != "Zoe O’Brien" {
			t.Errorf("listed %d: %v", len(names), names)
		}
		for find, want := range map[string][]string{
			"zoe":    {"Zoë Łukasz", "Zoe O’Brien"},
			"ZOË ł":  {"Zoë Łukasz"},
			"obr":    {"Zoe O’Brien"},
			"inv 29": {"Invented 29"},
			"oe":     nil,
			"%":      {"Invented 00"},
		} {
			page, err := store.List(ctx, ann, person.Query{Find: find})
			var got []string
			for _, p := range page.People {
				got = append(got, p.Name)
			}
			if find == "%" {
				got = got[:min(1, len(got))] // no word at all finds everybody
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("find %q: %s %v", find, diff, err)
			}
		}
	})
}

// A manager finds among everybody what a facilitator finds among their own, and
// pages of what was found follow one another.
func TestAManagerFindsEverybody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		for i := range 28 {
			persontest.Add(t, d, ann, person.Person{Name: fmt.Sprintf("Invented%02d Sample", i)})
		}
		persontest.Add(t, d, ann, person.Person{Name: "Samir Sams"})
		persontest.Add(t, d, ann, person.Person{Name: "Zoë Samson Łukasz"})
		all := func(find string) (names []string) {
			for q := (person.Query{Find: find}); ; {
				page, err := store.List(ctx, meg, q)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range page.People {
					names = append(names, p.Name)
				}
				if q.After = page.Next; q.After == "" {
					return names
				}
			}
		}
		if got := all(""); len(got) != 30 {
			t.Errorf("everybody: %d", len(got))
		}
		if got := all("sam"); len(got) != 30 || got[0] != "Samir Sams" && got[0] != "Invented00 Sample" {
			t.Errorf("sam: %d %v", len(got), got)
		}
		for find, want := range map[string][]string{"sams": {"Samir Sams", "Zoë Samson Łukasz"}, "sams lu": {"Zoë Samson Łukasz"}, "samson łu": {"Zoë Samson Łukasz"},
			"zoe ł": {"Zoë Samson Łukasz"}, "zoe lukasz": {"Zoë Samson Łukasz"}, "invented07": {"Invented07 Sample"}, "amir": nil} {
			got := all(find)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("find %q: %s", find, diff)
			}
		}
	})
}

// The id of a record that became part of another opens that one, and what is
// deleted under either id is gone under both.
func TestMergedIdsGoOnWorking(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		stays := persontest.Add(t, d, ann, person.Person{Name: "Sam K"})
		goes := persontest.Add(t, d, ben, person.Person{Name: "Sam"})
		if err := d.Tx(ctx, s, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE person SET merged_into = $1 WHERE community_id = $2 AND id = $3`, stays.ID, tx.Community(), goes.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if got, err := store.Get(ctx, ann, goes.ID); err != nil || got.ID != stays.ID {
			t.Errorf("the old id opens %+v, %v", got, err)
		}
		_, err := store.Get(ctx, ben, goes.ID)
		persontest.Missing(t, "the keeper from before", err)
		if page, err := store.List(ctx, ben, person.Query{}); err != nil || len(page.People) != 0 {
			t.Errorf("a merged record is listed: %v, %v", page.People, err)
		}
		if err := store.Delete(ctx, ann, goes.ID); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{stays.ID, goes.ID} {
			_, err := store.Get(ctx, ann, id)
			persontest.Missing(t, "after the deletion", err)
		}
	})
}

func TestEveryChangeIsInTheTrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		p := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		if err := store.Change(ctx, ann, p); err != nil {
			t.Fatal(err)
		}
		lines := func() (lines []trail.Line) {
			if err := d.View(ctx, s, func(tx *db.Tx) (err error) {
				if _, err := trail.Verify(tx); err != nil {
					t.Error(err)
				}
				lines, err = trail.OfPerson(tx, p.ID, 0, 10)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return lines
		}
		if l := lines(); len(l) != 2 || l[0].Event != trail.PersonChanged || l[1].Event != trail.PersonAdded || l[0].Account != ann.Account {
			t.Errorf("trail: %+v", l)
		}
		if err := store.Delete(ctx, ann, p.ID); err != nil {
			t.Fatal(err)
		}
		if l := lines(); len(l) != 0 {
			t.Errorf("after the deletion the trail still says %+v", l)
		}
	})
}
