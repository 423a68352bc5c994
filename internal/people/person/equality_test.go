package person_test

import (
	"testing"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// What somebody says of themselves is replaced by what they say next, and gone
// when they say nothing.
func TestPeopleSayWhatTheyLikeOfThemselves(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		sam, store := persontest.Add(t, d, ann, person.Person{Name: "Sam (invented)"}), person.New(d)
		for _, said := range []person.Of{{Sex: "woman", Age: "25_34"}, {Ethnicity: "mixed"}, {}} {
			if err := store.Say(t.Context(), ann, sam.ID, said); err != nil {
				t.Fatal(err)
			}
			if got, err := store.Said(t.Context(), ann, sam.ID); err != nil || got != said {
				t.Errorf("it is kept as %+v, %v", got, err)
			}
		}
		if err := store.Say(t.Context(), ann, sam.ID, person.Of{Age: "old"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("an answer that is none: %v", err)
		}
		persontest.Missing(t, "somebody else's person", store.Say(t.Context(), ben, sam.ID, person.Of{Sex: "man"}))
	})
}
