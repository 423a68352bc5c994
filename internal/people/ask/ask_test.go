package ask_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

var ctx = context.Background()

// desk is a community with an agency that has a link.
type desk struct {
	*testing.T
	d             *db.DB
	s             db.Scope
	store         *ask.Store
	ann, ben, meg access.Actor
	agency, door  string
}

func each(t *testing.T, test func(d desk)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		k := desk{T: t, d: d, s: s, store: ask.New(d), agency: d.NewID(),
			ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator), ben: persontest.Actor(t, d, s, "Ben F", access.Facilitator),
			meg: persontest.Actor(t, d, s, "Meg M", access.Manager)}
		k.must(k.store.AddAgency(ctx, k.meg, k.agency, "Sallowby Clinic (invented)"))
		var err error
		k.door, err = k.store.MakeLink(ctx, k.meg, k.agency)
		k.must(err)
		test(k)
	})
}

func (k desk) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

// asks makes one and returns its code and what the team sees of it.
func (k desk) asks(who string) (code string, seen ask.Ask) {
	k.Helper()
	code, err := k.store.Make(ctx, k.s, k.door, ask.Asking{Form: k.d.NewID(), Who: who, Reach: "01632 960 444", Contact: "kim@clinic.example", Agreed: true})
	k.must(err)
	waiting, err := k.store.Waiting(ctx, k.ann)
	k.must(err)
	return code, waiting[len(waiting)-1]
}

// answers keeps what the person said about their keyworker.
func (k desk) answers(person string, given bool) {
	k.Helper()
	words := locale.English()
	k.must(consent.New(k.d).Answer(ctx, k.ann, words, person,
		consent.Answer{Purpose: consent.Keyworker, Given: given, Version: consent.WordingOf(words, consent.Keyworker).Version}))
}

func TestCheck(t *testing.T) {
	for key, in := range map[string]ask.Asking{
		"":           {Agreed: true},
		"ask.agreed": {Who: "Jo"},
		"ask.who":    {Who: "Jo Example", Agreed: true},
		"ask.long":   {Reach: strings.Repeat("a", 81), Agreed: true},
	} {
		if got := persontest.Key(in.Check()); got != key {
			t.Errorf("%+v: %q, want %q", in, got, key)
		}
	}
}

// The way of an ask: it waits, one facilitator takes it, a chat begins, one line
// goes back with a yes, and with the yes it goes again.
func TestOneLineBack(t *testing.T) {
	each(t, func(k desk) {
		code, asked := k.asks("Jo")
		if asked.Who != "Jo" || asked.Agency != "Sallowby Clinic (invented)" || asked.State != ask.Waiting {
			k.Fatalf("%+v", asked)
		}
		k.must(k.store.Take(ctx, k.ann, asked.ID))
		if got := persontest.Key(k.store.Take(ctx, k.ben, asked.ID)); got != "ask.taken" {
			k.Errorf("taken twice: %q", got)
		}
		jo := persontest.Add(k, k.d, k.ann, person.Person{Name: "Jo"})
		if got := persontest.Key(k.store.Tell(ctx, k.ann, asked.ID, "met")); got != "ask.not_agreed" {
			k.Errorf("a line about nobody: %q", got)
		}
		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error { return ask.Began(tx, k.ann, asked.ID, jo.ID) }))
		if got := persontest.Key(k.store.Tell(ctx, k.ann, asked.ID, "met")); got != "ask.not_agreed" {
			k.Errorf("without a yes: %q", got)
		}
		k.answers(jo.ID, true)
		if got := persontest.Key(k.store.Tell(ctx, k.ann, asked.ID, "goes to Thursday Steps")); got != "ask.line" {
			k.Errorf("in other words: %q", got)
		}
		k.must(k.store.Tell(ctx, k.ann, asked.ID, "met"))
		told, err := k.store.Status(ctx, k.s, k.door, code)
		if err != nil || told.Line != "met" {
			k.Errorf("%+v, %v", told, err)
		}
		k.answers(jo.ID, false)
		if told, err = k.store.Status(ctx, k.s, k.door, code); err != nil || told.Line != "" {
			k.Errorf("after a no: %+v, %v", told, err)
		}
		_, err = k.store.Get(ctx, k.ben, asked.ID)
		persontest.Missing(k, "a colleague, about Ann's person", err)
		k.told(jo.ID, asked.ID)
	})
}

// told looks into the trail: the person's own line of what went to whom.
func (k desk) told(person, asked string) {
	k.Helper()
	var lines []trail.Line
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) (err error) {
		lines, err = trail.OfPerson(tx, person, 0, 50)
		return err
	}))
	for _, l := range lines {
		if l.Event == trail.SharedWith && l.Facts["agency"] == k.agency && l.Facts["line"] == "met" && l.Subject.ID == asked {
			return
		}
	}
	k.Errorf("the trail does not tell what went back: %+v", lines)
}

// What was typed of the person is gone as soon as a chat begins with it, or a
// tally is counted; and the ask goes in its time, or with the person.
func TestNothingTypedStays(t *testing.T) {
	each(t, func(k desk) {
		_, first := k.asks("Jo")
		jo := persontest.Add(k, k.d, k.ann, person.Person{Name: "Jo"})
		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error { return ask.Began(tx, k.ann, first.ID, jo.ID) }))
		_, second := k.asks("Max")
		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error { return ask.Counted(tx, k.ann, second.ID) }))
		_, third := k.asks("")
		k.must(k.store.Take(ctx, k.ben, third.ID))
		k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error { return ask.Began(tx, k.ann, third.ID, jo.ID) })) // Ben's: it keeps no chat from being saved
		if got := k.rows(`SELECT who || reach FROM ask WHERE community_id = $1 AND state <> 'open' AND taken_by = '` + k.ann.Account + `'`); strings.Join(got, "") != "" {
			k.Errorf("typed words stay: %q", got)
		}
		k.must(person.New(k.d).Delete(ctx, k.ann, jo.ID))
		if got := k.rows(`SELECT id FROM ask WHERE community_id = $1`); len(got) != 2 {
			k.Errorf("%d asks stay, want those of nobody", len(got))
		}
		dbtest.Clock(k.d).Advance(ask.Kept + time.Hour)
		k.must(ask.Sweep(ctx, k.d, k.s))
		if got := k.rows(`SELECT id FROM ask WHERE community_id = $1`); len(got) != 0 {
			k.Errorf("%d asks stay for ever", len(got))
		}
	})
}

func (k desk) rows(query string) (all []string) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, db.Column[string], query, tx.Community())
		return err
	}))
	return all
}

// A link that was taken back or replaced opens nothing; the same form is one
// ask; and a link takes so many a day.
func TestTheLink(t *testing.T) {
	each(t, func(k desk) {
		in := ask.Asking{Form: k.d.NewID(), Who: "Jo", Agreed: true}
		one, err := k.store.Make(ctx, k.s, k.door, in)
		k.must(err)
		two, err := k.store.Make(ctx, k.s, k.door, in)
		k.must(err)
		if waiting, err := k.store.Waiting(ctx, k.ann); err != nil || len(waiting) != 1 || one != two || strings.Contains(waiting[0].ID, one) {
			k.Errorf("%+v, %v; codes %s and %s", waiting, err, one, two)
		}
		for i := 0; ; i++ {
			if _, err = k.store.Make(ctx, k.s, k.door, ask.Asking{Form: k.d.NewID(), Agreed: true}); err != nil {
				if got := persontest.Key(err); got != "ask.too_many" || i != 29 {
					k.Errorf("ask %d: %q", i, got)
				}
				break
			}
		}
		dbtest.Clock(k.d).Advance(25 * time.Hour)
		old := k.door
		k.door, err = k.store.MakeLink(ctx, k.meg, k.agency)
		k.must(err)
		_, err = k.store.AgencyAt(ctx, k.s, old)
		persontest.Missing(k, "the link before", err)
		if told, err := k.store.Status(ctx, k.s, k.door, one); err != nil || told.Agency == "" {
			k.Errorf("the status behind the new link: %+v, %v", told, err)
		}
		k.must(k.store.EndLink(ctx, k.meg, k.agency))
		_, err = k.store.Status(ctx, k.s, k.door, one)
		persontest.Missing(k, "a link that was taken back", err)
		_, err = k.store.Make(ctx, k.s, k.door, ask.Asking{Form: k.d.NewID(), Agreed: true})
		persontest.Missing(k, "asking through it", err)
		_, err = k.store.MakeLink(ctx, k.ann, k.agency)
		persontest.Missing(k, "a facilitator", err)
		if digests := fmt.Sprint(k.rows(`SELECT COALESCE(door_digest, '') || name FROM agency WHERE community_id = $1`)); strings.Contains(digests, old) {
			k.Error("the token is kept")
		}
	})
}
