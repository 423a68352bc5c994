package chat_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

func aChat(id string) chat.Chat {
	return chat.Chat{ID: id, On: today, Setting: "waiting_room", Length: "5_to_15", StartedBy: "us", HelpWith: "“the evenings are long”",
		Before: "never", Hopes: []chat.Hope{"company"}, Worries: []chat.Worry{"religion", "speaking", "told_work"},
		Kinds: []meeting.Kind{meeting.TwelveStep, meeting.CBT}, Myths: []string{"must_speak"}, Handouts: []string{"first_meeting"},
		Decision: "try", NextStep: "look at the options together", NextOn: today.AddDays(2), Companion: "yes"}
}

func TestCheck(t *testing.T) {
	for key, change := range map[string]func(*chat.Chat){
		"":                func(*chat.Chat) {},
		"chat.day":        func(c *chat.Chat) { c.On = today.AddDays(1) },
		"chat.setting":    func(c *chat.Chat) { c.Setting = "" },
		"chat.length":     func(c *chat.Chat) { c.Length = "ages" },
		"chat.choice":     func(c *chat.Chat) { c.Worries = append(c.Worries, "diagnosis") },
		"chat.words.long": func(c *chat.Chat) { c.HelpWith = strings.Repeat("é", 201) },
	} {
		c := aChat("")
		change(&c)
		if got := persontest.Key(c.Check(today)); got != key {
			t.Errorf("%q, want %q", got, key)
		}
	}
}

// Every code that a form offers has words.
func TestEveryChoiceHasWords(t *testing.T) {
	words := locale.English()
	all := map[string][]string{"setting": texts(chat.Settings), "length": texts(chat.Lengths), "started_by": texts(chat.Starters),
		"been_before": texts(chat.Befores), "hope": texts(chat.Hopes), "worry": texts(chat.Worries), "decision": texts(chat.Decisions),
		"companion": texts(chat.Wanteds), "myth": chat.Myths, "handout": chat.Handouts}
	for list, codes := range all {
		for _, code := range codes {
			if !words.Has("chat." + list + "." + code) {
				t.Errorf("no words for %s %s", list, code)
			}
		}
	}
}

func texts[T ~string](codes []T) (out []string) {
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}

// held keeps a chat with somebody who agreed to a record, or not.
func held(t *testing.T, d *db.DB, actor access.Actor, p person.Person, c chat.Chat, agreed bool) error {
	t.Helper()
	words := locale.English()
	return d.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		answer := consent.Answer{Purpose: consent.Record, Given: agreed, Version: consent.WordingOf(words, consent.Record).Version}
		if err := consent.Add(tx, actor, words, p.ID, []consent.Answer{answer}); err != nil {
			return err
		}
		return chat.Add(tx, actor, p.ID, c)
	})
}

func TestChatsOfAPerson(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := chat.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		c := aChat(d.NewID())
		if err := held(t, d, ann, sam, c, true); err != nil {
			t.Fatal(err)
		}
		got, err := store.Of(ctx, ann, sam.ID)
		c.By = ann.Account
		if diff := cmp.Diff([]chat.Chat{c}, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		got, err = store.Of(ctx, meg, sam.ID)
		if err != nil || len(got) != 1 || got[0].HelpWith != "" || got[0].Worries != nil || got[0].NextStep != "" || got[0].On != today {
			t.Errorf("a manager reads %+v, %v", got, err)
		}
		_, err = store.Of(ctx, ben, sam.ID)
		persontest.Missing(t, "another facilitator", err)
		c.HelpWith = "something else"
		if got := persontest.Key(held(t, d, ann, sam, c, true)); got != "chat.saved_before" {
			t.Errorf("the same form with other words: %q", got)
		}
		if got := persontest.Key(held(t, d, ann, sam, aChat(d.NewID()), false)); got != "chat.no_record" {
			t.Errorf("without a yes to the record: %q", got)
		}
	})
}

// A tally erases the draft in its transaction and keeps nobody: when the draft
// cannot be erased, nothing is counted.
func TestTally(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := chat.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		tally := chat.Tally{ID: d.NewID(), On: today, Setting: "waiting_room", Length: "under_5",
			Worries: []chat.Worry{"recognised", "recognised", "religion"}}
		boom := errors.New("boom")
		if err := store.Count(ctx, ann, tally, func(*db.Tx) error { return boom }); !errors.Is(err, boom) {
			t.Errorf("the draft stays: %v", err)
		}
		if n := count(t, d, s, `SELECT count(*) FROM tally WHERE community_id = $1`); n != 0 {
			t.Errorf("%d counted although the draft stays", n)
		}
		erased := 0
		if err := store.Count(ctx, ann, tally, func(*db.Tx) error { erased++; return nil }); err != nil || erased != 1 {
			t.Errorf("%v, erased %d times", err, erased)
		}
		if n := count(t, d, s, `SELECT count(*) FROM tally_worry WHERE community_id = $1`); n != 2 {
			t.Errorf("%d worries", n)
		}
		if n := count(t, d, s, `SELECT count(*) FROM trail WHERE community_id = $1 AND person_id IS NOT NULL`); n != 0 {
			t.Errorf("%d entries name somebody", n)
		}
		if got := persontest.Key(store.Count(ctx, ann, tally, nil)); got != "chat.saved_before" {
			t.Errorf("counted twice: %q", got)
		}
		persontest.Missing(t, "a companion", store.Count(ctx, col, chat.Tally{}, nil))
		if got := persontest.Key(store.Count(ctx, ann, chat.Tally{ID: d.NewID(), On: today.AddDays(1)}, nil)); got != "chat.day" {
			t.Errorf("tomorrow: %q", got)
		}
		if n := count(t, d, s, `SELECT count(*) FROM trail WHERE community_id = $1 AND event = '`+string(trail.TallyAdded)+`'`); n != 1 {
			t.Errorf("%d entries", n)
		}
	})
}

func count(t *testing.T, d *db.DB, s db.Scope, query string) (n int) {
	t.Helper()
	if err := d.View(ctx, s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int], query, tx.Community())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
