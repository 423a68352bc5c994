package companion_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

func full() companion.Capacity {
	return companion.Capacity{Evenings: []companion.Evening{{Day: time.Tuesday, From: 18 * 60, Until: 22 * 60}},
		Away: []companion.Days{{From: today.AddDays(10), Until: today.AddDays(12)}}, Areas: []string{"LE1", "Sallowby"}, AtOnce: 3, AWeek: 2,
		Languages: []companion.Language{"pl"}, Gender: "in my own words", MatchedAs: companion.Woman,
		Shared: []companion.Experience{"prison", "parent"}, RatherNot: "no late buses", Phone: "01632 960 701",
		EmergencyName: "Robin", EmergencyPhone: "01632 960 702"}
}

func (w *team) put(a access.Actor, c companion.Capacity) error {
	return w.d.Tx(ctx, w.s, func(tx *db.Tx) error { return companion.Put(tx, a, c) })
}

// What a companion says of when they can go along is kept as they said it. Where
// somebody else changed it meanwhile it is a conflict, and nothing is lost.
func TestACapacityIsKeptAsItWasSaid(t *testing.T) {
	teams(t, func(w *team) {
		if got, err := w.Capacity(ctx, w.col, w.col.Account); err != nil || cmp.Diff(companion.Unsaid(w.col.Account), got) != "" {
			t.Errorf("nothing said yet: %+v, %v", got, err)
		}
		c := full()
		c.Areas = []string{"le1 1aa", " Sallowby ", ""}
		c.Away = append(c.Away, companion.Days{From: today.AddDays(-9), Until: today.AddDays(-1)})
		w.must(w.put(w.col, c))
		want := full()
		want.Account, want.Version = w.col.Account, 1
		got, err := w.Capacity(ctx, w.col, w.col.Account)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if err := w.put(w.col, full()); !fault.Is(err, fault.Conflict) {
			t.Errorf("an older page: %v", err)
		}
		w.must(w.put(w.col, got))
		persontest.Missing(t, "who does not go along", w.put(w.by[access.Facilitator], full()))
	})
}

// What they share of their life, and their numbers, are read by themselves
// alone: a manager who looks after them reads when they can go, and nothing else.
func TestWhatACompanionSharesIsTheirs(t *testing.T) {
	teams(t, func(w *team) {
		w.must(w.put(w.col, full()))
		got, err := w.Capacity(ctx, w.by[access.Manager], w.col.Account)
		w.must(err)
		if got.Gender != "" || got.MatchedAs != companion.AnyGender || got.Shared != nil || got.Phone+got.EmergencyName+got.EmergencyPhone != "" {
			t.Errorf("a manager reads %+v", got)
		}
		if len(got.Evenings) != 1 || got.RatherNot == "" {
			t.Errorf("a manager plans with %+v", got)
		}
		for role, a := range w.by {
			if role != access.Manager && role != access.Companion {
				_, err := w.Capacity(ctx, a, w.col.Account)
				persontest.Missing(t, string(role), err)
			}
		}
		_, err = w.Capacity(ctx, access.Actor{Scope: w.s, Account: w.d.NewID(), Roles: []access.Role{access.Companion}}, w.col.Account)
		persontest.Missing(t, "another companion", err)
	})
}

// What a list of those who could go shows is a name and reasons: no type of it
// has room for what they share, nor for how they wish to be matched.
func TestASuggestionHasNoRoomForALife(t *testing.T) {
	for _, shown := range []any{companion.Suggestion{}, companion.Member{}, companion.Companion{}, companion.Talk{}, companion.Clearance{}} {
		typ := reflect.TypeOf(shown)
		for f := range typ.Fields() {
			switch f.Type {
			case reflect.TypeFor[companion.Experience](), reflect.TypeFor[[]companion.Experience](), reflect.TypeFor[companion.Gender](),
				reflect.TypeFor[companion.Capacity](), reflect.TypeFor[companion.Candidate]():
				t.Errorf("%s.%s is a %s", typ.Name(), f.Name, f.Type)
			}
		}
	}
}

// The same companion stands first for whoever asked for what they share, last
// where nobody did, and the reasons do not tell which experience it was.
func TestLivedExperienceMatchesUnnamed(t *testing.T) {
	candidate := func(name string, shared ...companion.Experience) companion.Candidate {
		c := companion.Candidate{Capacity: companion.Unsaid(name), Name: name, LastOn: today.AddDays(90), Out: true}
		c.Shared = shared
		return c
	}
	var told string
	for _, asked := range companion.Experiences {
		pool := []companion.Candidate{candidate("Ada A"), candidate("Zoe Z", asked)}
		ask := companion.Ask{Wish: companion.Wish{Shared: []companion.Experience{asked}}, Person: "p", Today: today, On: today.AddDays(1), From: 1140, Until: 1200}
		got := companion.Match(ask, pool)
		if len(got) != 2 || got[0].Name != "Zoe Z" {
			t.Fatalf("%s: %+v", asked, got)
		}
		text := strings.Join(reasons(got[0].Fits), " ") + "|" + strings.Join(reasons(got[1].Doubts), " ")
		if told == "" {
			told = text
		}
		if text != told {
			t.Errorf("%s is told apart: %q, and %q", asked, text, told)
		}
		ask.Shared = nil
		if got := companion.Match(ask, pool); got[0].Name != "Ada A" {
			t.Errorf("%s counts though nobody asked: %+v", asked, got)
		}
	}
}

func reasons(list []companion.Reason) (out []string) {
	for _, r := range list {
		out = append(out, string(r))
	}
	return out
}

// A rest holds from its first day to its last, or until it is ended; a companion
// begins their own, a manager one for them, nobody else, and no reason is kept.
func TestARest(t *testing.T) {
	for name, c := range map[string]struct {
		since, until, on int
		rests            bool
	}{"the first day": {0, 5, 0, true}, "the last day": {0, 5, 5, true}, "the day after": {0, 5, 6, false}, "the day before": {1, 5, 0, false}} {
		rest := companion.Capacity{RestingSince: today.AddDays(c.since), RestUntil: today.AddDays(c.until)}
		if rest.Resting(today.AddDays(c.on)) != c.rests {
			t.Errorf("%s: %v, want %v", name, !c.rests, c.rests)
		}
	}
	if open := (companion.Capacity{RestingSince: today}); !open.Resting(today.AddDays(1000)) {
		t.Error("an open rest ended by itself")
	}
	teams(t, func(w *team) {
		rest := func(by access.Actor, until civil.Date) error {
			return w.d.Tx(ctx, w.s, func(tx *db.Tx) error { return companion.Rest(tx, by, w.col.Account, until) })
		}
		back := func(by access.Actor) error {
			return w.d.Tx(ctx, w.s, func(tx *db.Tx) error { return companion.EndRest(tx, by, w.col.Account) })
		}
		if got := persontest.Key(rest(w.col, today.AddDays(-1))); got != "companion.rest.past" {
			t.Errorf("a rest that is over: %q", got)
		}
		for role, a := range w.by {
			if role != access.Manager && role != access.Companion {
				persontest.Missing(t, string(role)+" sends to rest", rest(a, civil.Date{}))
				persontest.Missing(t, string(role)+" ends a rest", back(a))
			}
		}
		w.must(w.put(w.col, full()))
		w.must(rest(w.by[access.Manager], civil.Date{}))
		if _, resting, err := w.Wellbeing(ctx, w.col); err != nil || !resting {
			t.Errorf("resting %v, %v", resting, err)
		}
		w.must(back(w.col))
		w.must(back(w.col)) // pressed twice
		got, err := w.Capacity(ctx, w.col, w.col.Account)
		want := full()
		want.Account, want.Version = w.col.Account, got.Version
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("what they had said went with the rest: %v %s", err, diff)
		}
		w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
			facts, err := db.All(tx, text, `SELECT facts FROM trail WHERE community_id = $1 AND event LIKE 'Companion%'`, tx.Community())
			for _, f := range facts {
				if f != "" && f != "{}" && f != "null" {
					t.Errorf("the trail keeps %q of a rest", f)
				}
			}
			return err
		}))
	})
}
