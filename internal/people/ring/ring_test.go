package ring_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/people/ring"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

var ctx = context.Background()

func robin(id string) ring.Member {
	return ring.Member{ID: id, Fellowship: "smart recovery", Name: "Robin", Phone: "01632 960555", Hours: "evenings", Wish: "anybody"}
}

func TestCheck(t *testing.T) {
	for key, change := range map[string]func(*ring.Member){
		"":                func(*ring.Member) {},
		"ring.surname":    func(m *ring.Member) { m.Name = "Robin Example" },
		"ring.name":       func(m *ring.Member) { m.Name = "" },
		"ring.phone":      func(m *ring.Member) { m.Phone = "ask at the door" },
		"ring.fellowship": func(m *ring.Member) { m.Fellowship = "Alateen" },
		"ring.hours":      func(m *ring.Member) { m.Hours = strings.Repeat("a", 81) },
		"ring.choice":     func(m *ring.Member) { m.Wish = "nobody" },
	} {
		m := robin("")
		change(&m)
		if got := persontest.Key(m.Check()); got != key {
			t.Errorf("%q, want %q", got, key)
		}
	}
}

// text is everything that the table holds, as whoever reads the file finds it.
func text(t *testing.T, d *db.DB, s db.Scope, query string) string {
	t.Helper()
	var all []string
	if err := d.View(ctx, s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(r db.Row) (string, error) {
			var b []byte
			err := r.Scan(&b)
			return string(b), err
		}, query, tx.Community())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

// A member is listed, sealed where it lies, and gone without a trace of who it
// was.
func TestTheList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		store := ring.New(d, sealer)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		col := persontest.Actor(t, d, s, "Col C", access.Companion)
		id := d.NewID()
		if err := store.Add(ctx, ann, robin(id)); err != nil {
			t.Fatal(err)
		}
		list, err := store.List(ctx, ann)
		if err != nil || len(list) != 1 || list[0].Name != "Robin" || list[0].Fellowship != "SMART" || list[0].AgreedOn != civil.DateOf(dbtest.Start) {
			t.Fatalf("%+v, %v", list, err)
		}
		if kept := text(t, d, s, `SELECT sealed FROM ring WHERE community_id = $1`); kept == "" || bytes.Contains([]byte(kept), []byte("Robin")) {
			t.Error("it is not sealed")
		}
		changed := list[0]
		changed.Name = "Rob"
		if err := store.Change(ctx, ann, changed); err != nil {
			t.Fatal(err)
		}
		if got := persontest.Key(store.Change(ctx, ann, changed)); got != "ring.changed_meanwhile" {
			t.Errorf("from an old page: %q", got)
		}
		_, err = store.List(ctx, col)
		persontest.Missing(t, "a companion", err)
		for range 2 {
			if err := store.Withdraw(ctx, ann, id); err != nil {
				t.Error(err)
			}
		}
		if left := text(t, d, s, `SELECT sealed FROM ring WHERE community_id = $1`); left != "" {
			t.Error("something of them stays")
		}
		trail := text(t, d, s, `SELECT subject_id || COALESCE(facts, '') FROM trail WHERE community_id = $1`)
		if strings.Contains(trail, id) || strings.Contains(trail, "SMART") || strings.Contains(trail, "Rob") {
			t.Errorf("the trail leads to a member: %s", trail)
		}
	})
}

// What came of ringing is with the chat; who was rung is nowhere.
func TestWhatCameOfIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		store := ring.New(d, sealer)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		member, held := d.NewID(), d.NewID()
		if err := store.Add(ctx, ann, robin(member)); err != nil {
			t.Fatal(err)
		}
		words := locale.English()
		if err := d.Tx(ctx, s, func(tx *db.Tx) error {
			yes := consent.Answer{Purpose: consent.Record, Given: true, Version: consent.WordingOf(words, consent.Record).Version}
			if err := consent.Add(tx, ann, words, sam.ID, []consent.Answer{yes}); err != nil {
				return err
			}
			return chat.Add(tx, ann, sam.ID, chat.Chat{ID: held, On: civil.DateOf(tx.Now()), Setting: "phone", Length: "5_to_15"})
		}); err != nil {
			t.Fatal(err)
		}
		if got := persontest.Key(store.Came(ctx, ann, held, nil)); got != "ring.outcome" {
			t.Errorf("nothing ticked: %q", got)
		}
		if got := persontest.Key(store.Came(ctx, ann, held, []ring.Outcome{"recruited"})); got != "ring.choice" {
			t.Errorf("no such outcome: %q", got)
		}
		persontest.Missing(t, "a colleague", store.Came(ctx, ben, held, []ring.Outcome{"talked"}))
		if err := store.Came(ctx, ann, held, []ring.Outcome{"talked", "lift"}); err != nil {
			t.Fatal(err)
		}
		if kept := text(t, d, s, `SELECT outcome FROM chat_ring WHERE community_id = $1 ORDER BY outcome`); kept != "lift\ntalked" {
			t.Errorf("kept: %s", kept)
		}
		rows := text(t, d, s, `SELECT id || chat_id || outcome FROM chat_ring WHERE community_id = $1`) +
			text(t, d, s, `SELECT event || subject_kind || subject_id || COALESCE(facts, '') FROM trail WHERE community_id = $1`)
		if !strings.Contains(rows, "MemberRung") || strings.Contains(rows, member) || strings.Contains(rows, "SMART") {
			t.Errorf("a member can be found: %s", rows)
		}
	})
}
