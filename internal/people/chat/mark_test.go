package chat_test

import (
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// Whatever comes twice, late or in the wrong order: a mark counts once, and one
// that was taken back never.
func TestMarksCountOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, ann := chat.New(d), persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		rapid.Check(t, func(r *rapid.T) {
			before := count(t, d, s, `SELECT count(*) FROM tally WHERE community_id = $1`)
			ids := make([]string, rapid.IntRange(1, 4).Draw(r, "marks"))
			for i := range ids {
				ids[i] = d.NewID()
			}
			marked, taken := map[string]bool{}, map[string]bool{}
			for range rapid.IntRange(1, 12).Draw(r, "messages") {
				id := rapid.SampledFrom(ids).Draw(r, "mark")
				if rapid.Bool().Draw(r, "take back") {
					taken[id] = true
					must(r, store.TakeBack(ctx, ann, id))
				} else {
					marked[id] = true
					must(r, store.Mark(ctx, ann, chat.Tally{ID: id, On: today.AddDays(rapid.IntRange(-90, 90).Draw(r, "clock")), Setting: "street", Length: "under_5"}))
				}
			}
			want := before
			for id := range marked {
				if !taken[id] {
					want++
				}
			}
			if got := count(t, d, s, `SELECT count(*) FROM tally WHERE community_id = $1`); got != want {
				r.Fatalf("%d tallies, want %d", got, want)
			}
		})
	})
}

func must(t interface{ Fatal(...any) }, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

// What an account ticked lately comes first, and the place of its shift goes
// before that of its last chat. A chat says only its own account's shift.
func TestHabits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, shifts := chat.New(d), shift.New(d)
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		ben := persontest.Actor(t, d, s, "Ben F", access.Facilitator)
		meg := persontest.Actor(t, d, s, "Meg M", access.Manager)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		h, err := store.Habits(ctx, ann)
		if err != nil || h.On || h.Setting != "" || len(h.Recent) != 0 {
			t.Errorf("before the first chat: %+v, %v", h, err)
		}
		mill, bens := d.NewID(), d.NewID()
		must(t, shifts.AddPlace(ctx, meg, shift.Place{ID: mill, Name: "Mill Street", Setting: "hospital"}))
		must(t, shifts.Start(ctx, ben, bens, mill))
		for _, worries := range [][]chat.Worry{{"cost"}, {"speaking", "cost"}, {"speaking", "religion"}, {"speaking"}} {
			c := aChat(d.NewID())
			c.Setting, c.Worries, c.Shift = "phone", worries, bens
			must(t, held(t, d, ann, sam, c, true))
		}
		if h, err = store.Habits(ctx, ann); err != nil || h.Setting != "phone" || h.Length != "5_to_15" || h.StartedBy != "us" {
			t.Errorf("%+v, %v", h, err)
		}
		first, rest := chat.First(chat.Worries, h.Recent["worry"])
		if len(first) != 3 || first[0] != "speaking" || first[1] != "cost" || len(rest) != len(chat.Worries)-3 {
			t.Errorf("first %v, then %v", first, rest)
		}
		must(t, shifts.Start(ctx, ann, d.NewID(), mill))
		if h, err = store.Habits(ctx, ann); err != nil || !h.On || h.Setting != "hospital" {
			t.Errorf("on shift: %+v, %v", h, err)
		}
		if n := count(t, d, s, `SELECT count(*) FROM chat WHERE community_id = $1 AND shift_id IS NOT NULL`); n != 0 {
			t.Errorf("%d of Ann's chats are on Ben's shift", n)
		}
		c := aChat(d.NewID())
		c.Shift = h.Shift.ID
		must(t, held(t, d, ann, sam, c, true))
		if n := count(t, d, s, `SELECT count(*) FROM chat WHERE community_id = $1 AND shift_id IS NOT NULL`); n != 1 {
			t.Errorf("%d chats are on a shift", n)
		}
	})
}

// Where somebody has power over the person, nothing is kept before they were
// told; and the record says for good that they were.
func TestACoercedYes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ann := persontest.Actor(t, d, s, "Ann F", access.Facilitator)
		sam := persontest.Add(t, d, ann, person.Person{Name: "Sam"})
		for _, setting := range chat.Settings {
			c := aChat(d.NewID())
			c.Setting = setting
			want := ""
			if setting.Coerced() {
				want = "chat.coerced"
			}
			if got := persontest.Key(held(t, d, ann, sam, c, true)); got != want {
				t.Errorf("%s: %q", setting, got)
			}
			if c.Coerced = true; want != "" {
				must(t, held(t, d, ann, sam, c, true))
			}
		}
		if n := count(t, d, s, `SELECT count(*) FROM chat WHERE community_id = $1 AND coerced`); n != 4 {
			t.Errorf("%d records say so", n)
		}
	})
}
