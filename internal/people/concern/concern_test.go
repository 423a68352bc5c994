package concern_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/concern"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// team is a community with one of each who matters to a concern.
type team struct {
	*testing.T
	d      *db.DB
	s      db.Scope
	store  *concern.Store
	people *person.Store

	asha, sam, max, lena, dee, ada, toni access.Actor
}

func each(t *testing.T, test func(t *team)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		who := func(name string, roles ...access.Role) access.Actor { return persontest.Actor(t, d, s, name, roles...) }
		test(&team{T: t, d: d, s: s, store: concern.New(d, sealer), people: person.New(d),
			asha: who("Asha", access.Facilitator), sam: who("Sam", access.Companion), max: who("Max", access.Manager),
			lena: who("Lena", access.Lead), dee: who("Dee", access.Deputy), ada: who("Ada", access.Administrator),
			toni: who("Toni", access.Trainer)})
	})
}

func (t *team) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// raise keeps a concern that Sam raises, and returns its id.
func (t *team) raise(in concern.Raising) string {
	t.Helper()
	in.ID = t.d.NewID()
	if in.Saw == "" {
		in.Saw = "a raised voice"
	}
	t.must(t.store.Raise(t.Context(), t.sam, in))
	return in.ID
}

// knows reports whether somebody can come across the concern: open it, find it
// in their list, be told that it waits, or do anything about it.
func (t *team) knows(who access.Actor, id string) (opens, listed, told bool) {
	t.Helper()
	ctx := context.Background()
	_, err := t.store.Read(ctx, who, id)
	opens = err == nil
	if !opens {
		persontest.Missing(t, who.Name+" opens it", err)
		persontest.Missing(t, who.Name+" acknowledges it", t.store.Acknowledge(ctx, who, id))
		persontest.Missing(t, who.Name+" adds to it", t.store.Add(ctx, who, id, concern.Entry{Kind: concern.Note, Words: "x"}))
		_, err := t.store.Print(ctx, who, id)
		persontest.Missing(t, who.Name+" prints it", err)
	}
	if reg, err := t.store.Register(ctx, who, false, ""); err == nil {
		for _, l := range append(reg.Unread, append(reg.Due, reg.Others...)...) {
			listed = listed || l.ID == id
		}
	}
	waiting, err := t.store.Waiting(ctx, who)
	t.must(err)
	return opens, listed, len(waiting) > 0
}

// Who reads a concern, by whom it is about. The names are those who open it,
// find it in their list, and, a hundred hours later, are told that it waits.
func TestWhoComesToKnow(t *testing.T) {
	each(t, func(t *team) {
		tests := []struct {
			name   string
			about  []concern.Whom
			member access.Actor
			reads  string
			told   string // after a hundred hours
		}{
			{"a person", []concern.Whom{concern.Person}, access.Actor{}, "Lena Dee", "Lena Dee Max"},
			{"nobody in particular", nil, access.Actor{}, "Lena Dee", "Lena Dee Max"},
			{"a meeting", []concern.Whom{concern.Meeting}, access.Actor{}, "Lena Dee", "Lena Dee Max"},
			{"the lead", []concern.Whom{concern.Lead}, access.Actor{}, "Dee", "Dee"},
			{"the lead by name", nil, t.lena, "Dee", "Dee"},
			{"the lead, named and meant", []concern.Whom{concern.Lead}, t.lena, "Dee", "Dee"},
			{"the deputy", []concern.Whom{concern.Deputy}, access.Actor{}, "Lena", "Lena"},
			{"the lead and the deputy", []concern.Whom{concern.Lead, concern.Deputy}, access.Actor{}, "Max", "Max"},
			{"everybody who reads", []concern.Whom{concern.Lead, concern.Deputy, concern.Manager}, access.Actor{}, "", ""},
			{"a manager", []concern.Whom{concern.Manager}, access.Actor{}, "Lena Dee", "Lena Dee"},
			{"a manager by name", nil, t.max, "Lena Dee", "Lena Dee"},
			{"a companion", []concern.Whom{concern.Companion}, access.Actor{}, "Lena Dee", "Lena Dee"},
			{"a facilitator by name", []concern.Whom{concern.Team}, t.asha, "Lena Dee", "Lena Dee"},
		}
		for _, test := range tests {
			t.Run(test.name, func(t2 *testing.T) {
				inner := *t
				inner.T = t2
				begun := dbtest.Clock(t.d).Now()
				id := inner.raise(concern.Raising{About: test.about, Member: test.member.Account, Danger: concern.No})
				dbtest.Clock(t.d).Set(begun.Add(100 * time.Hour))
				for _, who := range []access.Actor{t.asha, t.sam, t.max, t.lena, t.dee, t.ada, t.toni, {Scope: t.s}} {
					opens, listed, told := inner.knows(who, id)
					should := who.Name != "" && strings.Contains(test.reads, who.Name)
					if opens != should || listed != should {
						inner.Errorf("%s opens it: %v, finds it listed: %v; want %v", who.Name, opens, listed, should)
					}
					if should := who.Name != "" && strings.Contains(test.told, who.Name); told != should {
						inner.Errorf("%s is told that it waits: %v, want %v", who.Name, told, should)
					}
				}
				inner.forget(id)
			})
		}
	})
}

// forget takes a concern out of the way of the next case: no code of the
// program can.
func (t *team) forget(id string) {
	t.Helper()
	t.must(t.d.Tx(context.Background(), t.s, func(tx *db.Tx) error {
		for _, table := range []string{"concern_kept_from", "concern_person", "concern_entry"} {
			if _, err := tx.Exec(`DELETE FROM `+table+` WHERE community_id = $1 AND concern_id = $2`, tx.Community(), id); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`DELETE FROM concern WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		return err
	}))
}

// Who is told that a concern waits, by the clock.
func TestItEscalates(t *testing.T) {
	each(t, func(t *team) {
		tests := []struct {
			name   string
			raised concern.Raising
			after  time.Duration
			told   string
		}{
			{"at once", concern.Raising{Danger: concern.No}, 0, "Lena"},
			{"before four hours", concern.Raising{Danger: concern.No}, 4*time.Hour - time.Minute, "Lena"},
			{"after four hours", concern.Raising{Danger: concern.No}, 4 * time.Hour, "Lena Dee"},
			{"in danger, before an hour", concern.Raising{Danger: concern.Now}, time.Hour - time.Minute, "Lena"},
			{"in danger, after an hour", concern.Raising{Danger: concern.Now}, time.Hour, "Lena Dee"},
			{"not said, after an hour", concern.Raising{}, time.Hour, "Lena Dee"},
			{"before a day", concern.Raising{Danger: concern.No}, 24*time.Hour - time.Minute, "Lena Dee"},
			{"after a day", concern.Raising{Danger: concern.No}, 24 * time.Hour, "Lena Dee Max"},
			{"about a companion, after a year", concern.Raising{About: []concern.Whom{concern.Companion}}, 365 * 24 * time.Hour, "Lena Dee"},
			{"about the lead, at once", concern.Raising{About: []concern.Whom{concern.Lead}, Danger: concern.No}, 0, "Dee"},
			{"about the deputy, after a year", concern.Raising{About: []concern.Whom{concern.Deputy}}, 365 * 24 * time.Hour, "Lena"},
		}
		for _, test := range tests {
			begun := dbtest.Clock(t.d).Now()
			id := t.raise(test.raised)
			dbtest.Clock(t.d).Set(begun.Add(test.after))
			for _, who := range []access.Actor{t.asha, t.sam, t.max, t.lena, t.dee, t.ada, t.toni} {
				waiting, err := t.store.Waiting(t.Context(), who)
				t.must(err)
				if told := len(waiting) > 0; told != strings.Contains(test.told, who.Name) {
					t.Errorf("%s: %s is told: %v", test.name, who.Name, told)
				}
				for _, w := range waiting {
					if who.Name == "Max" && w != (concern.Waiting{Raised: begun}) {
						t.Errorf("%s: the manager learns more than that one waits: %+v", test.name, w)
					}
				}
			}
			t.forget(id)
		}
	})
}

// The times that whoever raised it was told stay, whatever is set afterwards;
// the next one has the new times.
func TestTheTimesAreSetAndKept(t *testing.T) {
	each(t, func(t *team) {
		before := t.raise(concern.Raising{Danger: concern.No})
		to := concern.Settings{Number: "01632 960 555", Hours: "always", OutsideName: "Jo at the council", OutsideNumber: "01632 960 999",
			DeputyHours: 2, UrgentHours: 1, ManagerHours: 3}
		persontest.Missing(t, "a facilitator sets the times", t.store.Set(t.Context(), t.asha, to))
		for field, wrong := range map[string]concern.Settings{
			"concern.number":        {Number: "ask Lena", DeputyHours: 2, UrgentHours: 1, ManagerHours: 3},
			"concern.hours-urgent":  {DeputyHours: 2, UrgentHours: 3, ManagerHours: 4},
			"concern.hours-manager": {DeputyHours: 2, UrgentHours: 1, ManagerHours: 2},
			"concern.hours":         {DeputyHours: 0, UrgentHours: 0, ManagerHours: 2},
		} {
			if got := persontest.Key(t.store.Set(t.Context(), t.max, wrong)); got != field {
				t.Errorf("%+v: %s, want %s", wrong, got, field)
			}
		}
		t.must(t.store.Set(t.Context(), t.max, to))
		after := t.raise(concern.Raising{Danger: concern.No})
		for id, hours := range map[string]int{before: 4, after: 2} {
			sent, err := t.store.Sent(t.Context(), t.sam, id)
			t.must(err)
			if got := sent.By.Sub(sent.Raised); got != time.Duration(hours)*time.Hour || sent.Ring != to {
				t.Errorf("told within %v, to ring %+v", got, sent.Ring)
			}
		}
	})
}

// A rest of the lead, or their leaving, never leaves a concern without a
// reader: the deputy is told at once, and then the managers stand in.
func TestSomebodyIsAlwaysLeftToRead(t *testing.T) {
	each(t, func(t *team) {
		id := t.raise(concern.Raising{Danger: concern.No})
		t.state(t.lena, "paused")
		if opens, listed, told := t.knows(t.dee, id); !opens || !listed || !told {
			t.Error("the deputy does not take over while the lead rests")
		}
		if opens, listed, told := t.knows(t.max, id); opens || listed || told {
			t.Error("a manager stands in while there is a deputy")
		}
		t.state(t.dee, "left")
		if opens, listed, told := t.knows(t.max, id); !opens || !listed || !told {
			t.Error("the managers do not stand in when nobody is left")
		}
		sent, err := t.store.Sent(t.Context(), t.sam, id)
		t.must(err)
		if len(sent.Readers) != 1 || sent.Readers[0].Name != "Max" {
			t.Errorf("the raiser is told that %v read it", sent.Readers)
		}
		about := t.raise(concern.Raising{About: []concern.Whom{concern.Manager}})
		if opens, listed, _ := t.knows(t.max, about); opens || listed {
			t.Error("a manager stands in for a concern about managers")
		}
		t.state(t.lena, "active")
		if opens, listed, _ := t.knows(t.max, id); opens || listed {
			t.Error("a manager goes on standing in when the lead is back")
		}
	})
}

func (t *team) state(who access.Actor, state string) {
	t.Helper()
	t.must(t.d.Tx(context.Background(), t.s, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE account SET state = $1 WHERE community_id = $2 AND id = $3`, state, tx.Community(), who.Account)
		return err
	}))
}

// The raiser sees that it was read and by whom, and nothing else; nobody else
// sees even that.
func TestWhatTheRaiserSeesAfterwards(t *testing.T) {
	each(t, func(t *team) {
		id := t.raise(concern.Raising{Danger: concern.Now})
		sent, err := t.store.Sent(t.Context(), t.sam, id)
		t.must(err)
		if sent.ReadBy != "" || len(sent.Readers) != 2 || sent.Readers[0].Name != "Lena" || !sent.Urgent {
			t.Errorf("before: %+v", sent)
		}
		_, err = t.store.Read(t.Context(), t.sam, id)
		persontest.Missing(t, "the raiser reads it again", err)
		for _, other := range []access.Actor{t.asha, t.lena, t.max} {
			_, err := t.store.Sent(t.Context(), other, id)
			persontest.Missing(t, other.Name+" sees what Sam raised", err)
		}
		dbtest.Clock(t.d).Advance(20 * time.Minute)
		t.must(t.store.Acknowledge(t.Context(), t.lena, id))
		t.must(t.store.Acknowledge(t.Context(), t.dee, id)) // and changes nothing
		all, err := t.store.AllSent(t.Context(), t.sam)
		t.must(err)
		if len(all) != 1 || all[0].ReadBy != "Lena" || !all[0].Read.Equal(dbtest.Clock(t.d).Now()) {
			t.Errorf("afterwards: %+v", all)
		}
		for _, who := range []access.Actor{t.lena, t.dee, t.max} {
			if waiting, err := t.store.Waiting(t.Context(), who); err != nil || len(waiting) > 0 {
				t.Errorf("%s is still told: %v %v", who.Name, waiting, err)
			}
		}
	})
}

func TestWhatIsRaised(t *testing.T) {
	each(t, func(t *team) {
		for want, in := range map[string]concern.Raising{
			"concern.saw-empty":      {Saw: "  "},
			"concern.long":           {Saw: strings.Repeat("x", 5001)},
			"concern.about-unknown":  {Saw: "x", About: []concern.Whom{"cat"}},
			"concern.danger-unknown": {Saw: "x", Danger: "maybe"},
			"concern.member-unknown": {Saw: "x", Member: t.d.NewID()},
		} {
			in.ID = t.d.NewID()
			if got := persontest.Key(t.store.Raise(t.Context(), t.sam, in)); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		id := t.raise(concern.Raising{Saw: "he shouted at her", Thinks: "she is afraid", Who: "the tall one", Done: "I stayed with her"})
		c, err := t.store.Read(t.Context(), t.dee, id)
		t.must(err)
		want := concern.Words{Saw: "he shouted at her", Thinks: "she is afraid", Who: "the tall one", Done: "I stayed with her", Danger: concern.Unsure}
		if c.Words.Saw != want.Saw || c.Words.Thinks != want.Thinks || c.Words.Who != want.Who || c.Words.Done != want.Done ||
			c.Words.Danger != want.Danger || c.RaisedBy != "Sam" || !c.Urgent {
			t.Errorf("%+v", c)
		}
		if err := t.store.Raise(t.Context(), t.sam, concern.Raising{ID: id, Saw: "again"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("the same concern twice: %v", err)
		}
		persontest.Missing(t, "a stranger raises one", t.store.Raise(t.Context(), access.Actor{Scope: t.s}, concern.Raising{ID: t.d.NewID(), Saw: "x"}))
	})
}

// events are the trail's entries about concerns, by what is said in them.
func (t *team) events() (all []trail.Entry) {
	t.Helper()
	t.must(t.d.View(context.Background(), t.s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(r db.Row) (e trail.Entry, err error) {
			var person, facts *string
			err = r.Scan(&e.Account, &e.Event, &e.Subject.Kind, &e.Subject.ID, &person, &facts)
			if person != nil || facts == nil || *facts != "{}" {
				t.Errorf("%s says more than ids: %v %v", e.Event, person, facts)
			}
			return e, err
		}, `SELECT account_id, event, subject_kind, subject_id, person_id, facts FROM trail
			WHERE community_id = $1 AND event LIKE 'Concern%' ORDER BY seq`, tx.Community())
		if err == nil {
			_, err = trail.Verify(tx)
		}
		return err
	}))
	return all
}

// What the lead does: each step stands in the concern and in the trail, in its
// order, and none can be taken back.
func TestTheWork(t *testing.T) {
	each(t, func(t *team) {
		ctx, id := t.Context(), t.raise(concern.Raising{Danger: concern.No})
		today := civil.DateOf(dbtest.Clock(t.d).Now())
		note := concern.Entry{Kind: concern.Note, Words: "rang her"}
		if got := persontest.Key(t.store.Add(ctx, t.lena, id, note)); got != "concern.read-first" {
			t.Errorf("a note before it was read: %s", got)
		}
		t.must(t.store.Acknowledge(ctx, t.lena, id))
		for want, e := range map[string]concern.Entry{
			"concern.words-empty":  {Kind: concern.Decision},
			"concern.with-empty":   {Kind: concern.Shared, Fields: []concern.Field{"saw"}, Basis: "agreed"},
			"concern.fields-empty": {Kind: concern.Shared, With: "Jo", Fields: []concern.Field{"soul"}, Basis: "agreed"},
			"concern.basis-empty":  {Kind: concern.Shared, With: "Jo", Fields: []concern.Field{"saw"}},
			"concern.review-past":  {Kind: concern.Review, On: today.AddDays(-1)},
			"concern.reason-empty": {Kind: concern.Closed, Words: "done"},
			"concern.kind-unknown": {Kind: "deleted"},
			"concern.no-record":    {Kind: concern.Shown},
			"concern.is-open":      {Kind: concern.Reopened},
		} {
			if got := persontest.Key(t.store.Add(ctx, t.lena, id, e)); got != want {
				t.Errorf("%+v: %s, want %s", e, got, want)
			}
		}
		steps := []concern.Entry{note, {Kind: concern.Decision, Words: "we ask her on Monday"},
			{Kind: concern.Shared, With: "Jo", Fields: []concern.Field{"name", "saw"}, Basis: "agreed"},
			{Kind: concern.Review, On: today.AddDays(7)}, {Kind: concern.Closed, Reason: "safe", Words: "she moved"},
			{Kind: concern.Reopened}, {Kind: concern.Closed, Reason: "mistake", Words: "twice"}}
		for _, e := range steps {
			t.must(t.store.Add(ctx, t.dee, id, e))
		}
		if got := persontest.Key(t.store.Add(ctx, t.lena, id, note)); got != "concern.is-closed" {
			t.Errorf("a note on a closed one: %s", got)
		}
		c, err := t.store.Print(ctx, t.lena, id)
		t.must(err)
		kinds := ""
		for _, e := range c.Entries {
			kinds += string(e.Kind) + " "
		}
		if kinds != "note decision shared review closed reopened closed printed " || c.Open() || !c.Review.IsZero() || c.Entries[3].On != today.AddDays(7) {
			t.Errorf("%s %+v", kinds, c)
		}
		var said []string
		for _, e := range t.events() {
			said = append(said, strings.TrimPrefix(string(e.Event), "Concern"))
		}
		if got := strings.Join(said, " "); got != "Raised Read Noted Noted Noted Noted Closed Reopened Closed Printed" {
			t.Errorf("the trail says %s", got)
		}
	})
}

// Due for another look on its day, the longest due first.
func TestItIsLookedAtAgain(t *testing.T) {
	each(t, func(t *team) {
		today := civil.DateOf(dbtest.Clock(t.d).Now())
		later, sooner, never := t.raise(concern.Raising{}), t.raise(concern.Raising{}), t.raise(concern.Raising{})
		for id, days := range map[string]int{later: 9, sooner: 7, never: 0} {
			t.must(t.store.Acknowledge(t.Context(), t.lena, id))
			if days > 0 {
				t.must(t.store.Add(t.Context(), t.lena, id, concern.Entry{Kind: concern.Review, On: today.AddDays(days)}))
			}
		}
		for days, want := range map[int]int{6: 0, 7: 1, 9: 2} {
			dbtest.Clock(t.d).Set(today.AddDays(days).At(12 * 60))
			reg, err := t.store.Register(t.Context(), t.lena, false, "")
			t.must(err)
			if len(reg.Due) != want || len(reg.Due)+len(reg.Others) != 3 || want > 0 && reg.Due[0].ID != sooner {
				t.Errorf("after %d days: %d due, %d others", days, len(reg.Due), len(reg.Others))
			}
		}
	})
}

// Pages of the register go on where the one before ended.
func TestTheRegisterHasPages(t *testing.T) {
	each(t, func(t *team) {
		for range 30 {
			id := t.raise(concern.Raising{})
			t.must(t.store.Acknowledge(t.Context(), t.lena, id))
		}
		seen, after := map[string]bool{}, ""
		for range 2 {
			reg, err := t.store.Register(t.Context(), t.lena, false, after)
			t.must(err)
			for _, l := range reg.Others {
				seen[l.ID] = true
			}
			after = reg.Next
		}
		if len(seen) != 30 || after != "" {
			t.Errorf("%d concerns on two pages, and then %q", len(seen), after)
		}
	})
}
