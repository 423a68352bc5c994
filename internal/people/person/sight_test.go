package person_test

import (
	"testing"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// names lists what the actor finds.
func names(t *testing.T, store *person.Store, actor access.Actor, find string) (all []string) {
	t.Helper()
	page, err := store.List(ctx, actor, person.Query{Find: find})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range page.People {
		all = append(all, p.Name)
	}
	return all
}

func TestASealedRecordIsThereOnlyForThoseLetIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		admin := persontest.Actor(t, d, s, "Ada A", access.Administrator)
		p := persontest.Add(t, d, ann, person.Person{Name: "Col C", Sealed: true})
		for _, other := range []access.Actor{ben, meg, admin} {
			_, err := store.Get(ctx, other, p.ID)
			persontest.Missing(t, other.Name+" reads", err)
			persontest.Missing(t, other.Name+" lets in", store.LetIn(ctx, other, p.ID, other.Account))
			persontest.Missing(t, other.Name+" deletes", store.Delete(ctx, other, p.ID))
		}
		if found := names(t, store, meg, "col"); len(found) != 0 {
			t.Errorf("a manager finds %v", found)
		}
		for _, account := range []string{ben.Account, meg.Account} {
			if err := store.LetIn(ctx, ann, p.ID, account); err != nil {
				t.Fatal(err)
			}
		}
		for _, let := range []access.Actor{ann, ben, meg} {
			if found := names(t, store, let, "col"); len(found) != 1 {
				t.Errorf("%s was let in and finds %v", let.Name, found)
			}
			if _, err := store.Get(ctx, let, p.ID); err != nil {
				t.Errorf("%s was let in: %v", let.Name, err)
			}
		}
		if err := store.LetIn(ctx, ann, p.ID, admin.Account); err == nil {
			t.Error("an administrator, who sees nobody, was let in")
		}
		if err := store.PutOut(ctx, ann, p.ID, meg.Account); err != nil {
			t.Fatal(err)
		}
		_, err := store.Get(ctx, meg, p.ID)
		persontest.Missing(t, "who was put out reads", err)
		if inside, err := store.Inside(ctx, ann, p.ID); err != nil || len(inside.In) != 2 || len(inside.Others) != 1 {
			t.Errorf("inside are %+v, %v", inside, err)
		}
	})
}

func TestSealingTakesSightAwayAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := person.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		p := persontest.Add(t, d, ann, person.Person{Name: "Kim C"})
		other := persontest.Add(t, d, ann, person.Person{Name: "Lee D"})
		persontest.Missing(t, "a manager seals what another keeps", store.Seal(ctx, meg, p.ID, nil))
		if err := store.Seal(ctx, ann, p.ID, nil); err != nil {
			t.Fatal(err)
		}
		if found := names(t, store, meg, ""); len(found) != 1 || found[0] != other.Name {
			t.Errorf("a manager lists %v", found)
		}
		page, err := store.List(ctx, meg, person.Query{After: person.Cursor(p.ID)})
		if err != nil || len(page.People) != 0 {
			t.Errorf("a page after a sealed record is %v, %v: it tells where they stand", page.People, err)
		}
		if kept, err := store.Get(ctx, ann, p.ID); err != nil || !kept.Sealed {
			t.Errorf("the keeper: %+v, %v", kept, err)
		}
	})
}
