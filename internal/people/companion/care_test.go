package companion_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
)

// team is one account of every role that there is, and a second companion.
type team struct {
	*testing.T
	*companion.Store
	d        *db.DB
	s        db.Scope
	by       map[access.Role]access.Actor
	col, kim access.Actor
}

func teams(t *testing.T, test func(*team)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		w := &team{T: t, Store: companion.New(d), d: d, s: s, by: map[access.Role]access.Actor{}}
		for _, r := range access.Roles {
			w.by[r] = persontest.Actor(t, d, s, "Any "+string(r), r)
		}
		w.col = w.by[access.Companion]
		w.kim = persontest.Actor(t, d, s, "Kim MC", access.Companion, access.Manager)
		test(w)
	})
}

func (w *team) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// waits are the names on the part of Today that the actor is given.
func (w *team) waits(a access.Actor) (names []string) {
	w.Helper()
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
		rows, err := db.Gather(tx, func(r db.Row) (name string, err error) {
			var kind, id, person, detail, at string
			return name, r.Scan(&kind, &id, &person, &name, &detail, &at)
		}, companion.Waits(a)...)
		names = rows
		return err
	}))
	return names
}

// That a companion would like to talk is read by managers, the lead and the
// deputy; to everybody else, whatever they do here, there is no such list. Who
// asked does not find it on their own, and once they were rung nobody does.
func TestIWouldLikeToTalkIsReadByFew(t *testing.T) {
	teams(t, func(w *team) {
		few := []access.Role{access.Manager, access.Lead, access.Deputy}
		persontest.Missing(t, "a facilitator asks", w.AskToTalk(ctx, w.by[access.Facilitator]))
		w.must(w.AskToTalk(ctx, w.kim))
		w.must(w.AskToTalk(ctx, w.kim)) // once is enough
		for _, role := range access.Roles {
			who := w.by[role]
			talks, err := w.Talks(ctx, who)
			if slices.Contains(few, role) {
				if err != nil || len(talks) != 1 || talks[0].Name != "Kim MC" || !slices.Equal(w.waits(who), []string{"Kim MC"}) {
					t.Errorf("%s: %+v, %v, on Today %v", role, talks, err, w.waits(who))
				}
				continue
			}
			persontest.Missing(t, string(role), err)
			persontest.Missing(t, string(role)+" rings", w.Rang(ctx, who, w.d.NewID()))
			if len(companion.Waits(who)) != 0 {
				t.Errorf("%s is told on Today", role)
			}
		}
		if talks, err := w.Talks(ctx, w.kim); err != nil || len(talks)+len(w.waits(w.kim)) != 0 {
			t.Errorf("their own wish, as a manager: %+v, %v", talks, err)
		}
		if waiting, _, err := w.Wellbeing(ctx, w.kim); err != nil || !waiting {
			t.Errorf("their own page says %v, %v", waiting, err)
		}
		talks, err := w.Talks(ctx, w.by[access.Lead])
		w.must(err)
		persontest.Missing(t, "they ring themselves", w.Rang(ctx, w.kim, talks[0].ID))
		w.must(w.Rang(ctx, w.by[access.Lead], talks[0].ID))
		persontest.Missing(t, "rung twice", w.Rang(ctx, w.by[access.Manager], talks[0].ID))
		if talks, err := w.Talks(ctx, w.by[access.Manager]); err != nil || len(talks) != 0 {
			t.Errorf("rung: %+v, %v", talks, err)
		}
		w.must(w.AskToTalk(ctx, w.kim)) // another hard evening
	})
}

// Nothing of why is kept: neither in the table nor in the trail is there room
// for it.
func TestATalkHasNoReason(t *testing.T) {
	teams(t, func(w *team) {
		w.must(w.AskToTalk(ctx, w.col))
		w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
			facts, err := db.All(tx, text, `SELECT facts FROM trail WHERE community_id = $1 AND event LIKE 'Talk%'`, tx.Community())
			if len(facts) != 1 || facts[0] != "" && facts[0] != "{}" && facts[0] != "null" {
				t.Errorf("the trail keeps %q", facts)
			}
			return err
		}))
	})
}

func text(r db.Row) (s string, err error) { return s, r.Scan(&s) }

// A talk with a companion is noted by another manager, with when the next is
// due; from that day on the board says that it is time.
func TestSupervision(t *testing.T) {
	teams(t, func(w *team) {
		meg := w.by[access.Manager]
		for name, c := range map[string]struct {
			held, next civil.Date
			want       string
		}{
			"tomorrow":              {today.AddDays(1), today.AddDays(30), "companion.supervision.held"},
			"no day":                {civil.Date{}, today.AddDays(30), "companion.supervision.held"},
			"the next is today":     {today, today, "companion.supervision.next"},
			"no next":               {today, civil.Date{}, "companion.supervision.next"},
			"after half a year":     {today, today.AddDays(184), "companion.supervision.next"},
			"within half a year":    {today.AddDays(-40), today.AddDays(183), ""},
			"a later talk, earlier": {today.AddDays(-1), today.AddDays(28), ""},
		} {
			if got := persontest.Key(w.Supervise(ctx, meg, w.col.Account, c.held, c.next)); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		for _, role := range access.Roles {
			if role != access.Manager {
				persontest.Missing(t, string(role), w.Supervise(ctx, w.by[role], w.col.Account, today, today.AddDays(30)))
			}
		}
		if got := persontest.Key(w.Supervise(ctx, w.kim, w.kim.Account, today, today.AddDays(30))); got != "companion.not_yourself" {
			t.Errorf("with themselves: %q", got)
		}
		persontest.Missing(t, "somebody who does not go along", w.Supervise(ctx, meg, w.by[access.Lead].Account, today, today.AddDays(30)))
		m, err := w.Member(ctx, meg, w.col.Account)
		if err != nil || m.Held != today.AddDays(-1) || m.Next != today.AddDays(28) {
			t.Errorf("the newest talk: %+v, %v", m, err)
		}
		for day, due := range map[int]bool{27: false, 28: true, 29: true} {
			if m.TalkDue(today.AddDays(day)) != due {
				t.Errorf("in %d days it is time: %v, want %v", day, !due, due)
			}
		}
		if !(companion.Member{}).TalkDue(today) {
			t.Error("who has never had one waits for the first")
		}
	})
}
