package person_test

import (
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// alikeTo are the names of those who come up when the name is typed.
func alikeTo(t *testing.T, d *db.DB, actor access.Actor, name string) (names []string) {
	t.Helper()
	if err := d.View(ctx, actor.Scope, func(tx *db.Tx) error {
		people, err := person.Alike(tx, actor, name)
		for _, p := range people {
			names = append(names, p.Name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAlike(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		persontest.Add(t, d, ann, person.Person{Name: "Zoë Łukasz"})
		for typed, found := range map[string]bool{"zoe": true, "Zoe L": true, "ZOE LUKASZ": true, "Zoe Lukas": true, "Zoé Łuksaz": true,
			"Zöe": true, "Zo": false, "Zoe Marks": false, "Zara L": false, "Lukasz": false, "": false, "%": false} {
			if got := len(alikeTo(t, d, ann, typed)) == 1; got != found {
				t.Errorf("%q comes up: %v, want %v", typed, got, found)
			}
			if got := alikeTo(t, d, ben, typed); len(got) != 0 {
				t.Errorf("%q tells another facilitator of %v", typed, got)
			}
			if got := alikeTo(t, d, col, typed); len(got) != 0 {
				t.Errorf("%q tells a companion of %v", typed, got)
			}
		}
		if got := alikeTo(t, d, meg, "zoe"); len(got) != 1 {
			t.Errorf("a manager: %v", got)
		}
	})
}

// Everybody is like themselves, and likeness goes both ways.
func TestLikenessGoesBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"Sam", "Samm", "Sma", "Jo", "Joe", "Khan", "Kahn", "K", ""})
		one, other := word.Draw(t, "first")+" "+word.Draw(t, "last"), word.Draw(t, "first")+" "+word.Draw(t, "last")
		if person.LikeNames(one, other) != person.LikeNames(other, one) || !person.LikeNames(one, one) {
			t.Fatalf("%q and %q", one, other)
		}
	})
}
