package consent_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

var (
	ctx   = context.Background()
	words = locale.English()
)

// said is an answer to the present words.
func said(p consent.Purpose, given bool) consent.Answer {
	return consent.Answer{Purpose: p, Given: given, Version: consent.WordingOf(words, p).Version}
}

func TestEveryPurposeHasWordsThatCanBeRefused(t *testing.T) {
	versions := map[string]bool{}
	for _, p := range consent.Purposes {
		w := consent.WordingOf(words, p)
		if strings.HasPrefix(w.Words, "[") || !strings.Contains(w.Words, "If you say no, we still help you.") {
			t.Errorf("%s: %q", p, w.Words)
		}
		if versions[w.Version] || w.Version == "" {
			t.Errorf("%s: its version %q is another's", p, w.Version)
		}
		versions[w.Version] = true
	}
}

func TestTheNewestAnswerHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := consent.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		for _, step := range []struct {
			answers []consent.Answer
			given   map[consent.Purpose]bool
		}{
			{nil, nil},
			{[]consent.Answer{said(consent.Record, true), said(consent.Contact, false)},
				map[consent.Purpose]bool{consent.Record: true, consent.Contact: false}},
			{[]consent.Answer{said(consent.Contact, true)}, map[consent.Purpose]bool{consent.Record: true, consent.Contact: true}},
			{[]consent.Answer{said(consent.Contact, false)}, map[consent.Purpose]bool{consent.Record: true, consent.Contact: false}},
		} {
			dbtest.Clock(d).Advance(time.Minute)
			if err := store.Answer(ctx, ann, words, sam.ID, step.answers...); err != nil {
				t.Fatal(err)
			}
			held, err := store.Of(ctx, ann, sam.ID)
			if err != nil || len(held) != len(step.given) {
				t.Fatalf("%v, %v; want %v", held, err, step.given)
			}
			for _, c := range held {
				if c.Given != step.given[c.Purpose] || c.Wording != consent.WordingOf(words, c.Purpose) || c.By != ann.Account {
					t.Errorf("%s: %+v", c.Purpose, c)
				}
			}
		}
	})
}

func TestAnswersThatAreNotTaken(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := consent.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		old := said(consent.Record, true)
		old.Version = "words of last year"
		if got := persontest.Key(store.Answer(ctx, ann, words, sam.ID, old)); got != "consent.words_changed" {
			t.Errorf("an answer to other words: %q", got)
		}
		if got := persontest.Key(store.Answer(ctx, ann, words, sam.ID, consent.Answer{Purpose: "photos"})); got != "consent.purpose" {
			t.Errorf("an unknown purpose: %q", got)
		}
		persontest.Missing(t, "somebody else's person", store.Answer(ctx, ben, words, sam.ID, said(consent.Record, true)))
		if held, err := store.Of(ctx, ann, sam.ID); err != nil || len(held) != 0 {
			t.Errorf("kept all the same: %v, %v", held, err)
		}
	})
}
