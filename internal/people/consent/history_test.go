package consent_test

import (
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// Whether a story may be shown is asked by itself, whatever it is asked with.
func TestAStoryIsNeverBundled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := consent.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		p := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		for _, other := range []consent.Purpose{consent.Record, consent.Contact, consent.Story} {
			err := store.Answer(ctx, ann, words, p.ID, said(other, true), said(consent.Story, true))
			if persontest.Key(err) != "consent.story_alone" {
				t.Errorf("with %s: %v", other, err)
			}
		}
		if err := store.Answer(ctx, ann, words, p.ID, said(consent.Story, true)); err != nil {
			t.Error(err)
		}
		if held, err := store.Of(ctx, ann, p.ID); err != nil || len(held) != 1 {
			t.Errorf("%v, %v", held, err)
		}
	})
}

// The history has every answer with its words and its reader, in pages, and is
// there only for whoever reaches the person.
func TestHistory(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := consent.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		p := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		for i := range consent.PageSize + 5 {
			dbtest.Clock(d).Advance(time.Minute)
			if err := store.Answer(ctx, ann, words, p.ID, said(consent.Text, i%2 == 0)); err != nil {
				t.Fatal(err)
			}
		}
		newest, err := store.History(ctx, ann, p.ID, "")
		if err != nil || len(newest.Told) != consent.PageSize || newest.Told[0].Given || newest.Told[0].Reader != "Ann F" || newest.Told[0].Words == "" {
			t.Errorf("%+v, %v", newest.Told, err)
		}
		older, err := store.History(ctx, ann, p.ID, newest.Next)
		if err != nil || len(older.Told) != 5 || older.Next != "" || !older.Told[4].Given {
			t.Errorf("older: %+v, %v", older, err)
		}
		_, err = store.History(ctx, ben, p.ID, "")
		persontest.Missing(t, "another facilitator", err)
	})
}
