package concern_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/concern"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// wren is somebody whom Asha keeps.
func (t *team) wren() person.Person {
	t.Helper()
	return persontest.Add(t, t.d, t.asha, person.Person{Name: "Wren Q"})
}

// raiseBy is raise by somebody from the record.
func (t *team) raiseBy(who access.Actor, personID string) string {
	t.Helper()
	id := t.d.NewID()
	t.must(t.store.Raise(context.Background(), who, concern.Raising{ID: id, Saw: "a bruise", Danger: concern.No,
		From: concern.From{Person: personID}}))
	return id
}

// Every word that is typed about a concern lies in the database sealed: not one
// of them is found in the file.
func TestNoWordIsInTheClear(t *testing.T) {
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	sealer, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	store, ctx := concern.New(d, sealer), t.Context()
	sam, lena := persontest.Actor(t, d, s, "Sam", access.Companion), persontest.Actor(t, d, s, "Lena", access.Lead)
	id := d.NewID()
	for _, err := range []error{
		store.Raise(ctx, sam, concern.Raising{ID: id, Saw: "Zxsaw", Thinks: "Zxthinks", Who: "Zxwho", Done: "Zxdone"}),
		store.Acknowledge(ctx, lena, id),
		store.Add(ctx, lena, id, concern.Entry{Kind: concern.Note, Words: "Zxnote"}),
		store.Add(ctx, lena, id, concern.Entry{Kind: concern.Shared, With: "Zxwith", Words: "Zxshared", Fields: []concern.Field{"saw"}, Basis: "risk"}),
		store.Add(ctx, lena, id, concern.Entry{Kind: concern.Closed, Words: "Zxclosed", Reason: "nothing-found"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c, err := store.Read(ctx, lena, id)
	if err != nil || c.Words.Saw != "Zxsaw" || c.Entries[1].With != "Zxwith" {
		t.Fatalf("what was written is not read: %+v %v", c, err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Snapshot(ctx, copied); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"Zx", "nothing-found", "unsure"} {
		if bytes.Contains(content, []byte(secret)) {
			t.Errorf("%q lies in the file in the clear", secret)
		}
	}
	if !bytes.Contains(content, []byte(id)) {
		t.Error("the file does not even hold the id: is it the right one?")
	}
}

// The words of one concern do not open in the place of another's.
func TestWordsAreBoundToTheirRow(t *testing.T) {
	each(t, func(t *team) {
		one, other := t.raise(concern.Raising{Saw: "one"}), t.raise(concern.Raising{Saw: "other"})
		t.must(t.d.Tx(t.Context(), t.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE concern SET sealed = (SELECT o.sealed FROM concern o WHERE o.community_id = $1 AND o.id = $2)
				WHERE community_id = $1 AND id = $3`, tx.Community(), one, other)
			return err
		}))
		if _, err := t.store.Read(t.Context(), t.lena, other); err == nil {
			t.Error("the words of one concern open as another's")
		}
	})
}

// A concern survives the erasure of the person: without what led to their
// record, under the same pseudonym in all that were raised about them.
func TestItOutlivesTheRecord(t *testing.T) {
	each(t, func(t *team) {
		wren := t.wren()
		first, second := t.raiseBy(t.asha, wren.ID), t.raiseBy(t.max, wren.ID)
		other := t.raiseBy(t.asha, t.wren().ID)
		t.must(t.people.Delete(t.Context(), t.asha, wren.ID))
		pseudonym := map[string]string{}
		for _, id := range []string{first, second, other} {
			c, err := t.store.Read(t.Context(), t.lena, id)
			t.must(err)
			if c.Words.Saw != "a bruise" || (c.Person == "") != (id != other) {
				t.Errorf("after the erasure: %+v", c)
			}
			pseudonym[id] = c.Pseudonym
		}
		if pseudonym[first] == "" || pseudonym[first] != pseudonym[second] || pseudonym[first] == pseudonym[other] {
			t.Errorf("pseudonyms: %v", pseudonym)
		}
	})
}

// The lead and the deputy open the record that an open concern is about, and no
// other; not when the concern is kept from them, and not once it is closed.
func TestWhoIsConcernedOpensTheRecord(t *testing.T) {
	each(t, func(t *team) {
		ctx, wren, lark := t.Context(), t.wren(), t.wren()
		opens := func(who access.Actor, id string) bool {
			_, err := t.people.Get(ctx, who, id)
			return err == nil
		}
		if opens(t.lena, wren.ID) || opens(t.dee, wren.ID) {
			t.Error("a lead opens a record that no concern is about")
		}
		id := t.raiseBy(t.asha, wren.ID)
		if !opens(t.lena, wren.ID) || !opens(t.dee, wren.ID) {
			t.Error("a lead who is concerned does not open the record")
		}
		for name, wrong := range map[string]bool{"another record": opens(t.lena, lark.ID), "a companion": opens(t.sam, wren.ID),
			"an administrator": opens(t.ada, wren.ID), "a trainer": opens(t.toni, wren.ID)} {
			if wrong {
				t.Errorf("%s opens", name)
			}
		}
		p, err := t.people.Get(ctx, t.lena, wren.ID)
		t.must(err)
		p.Name = "Changed"
		persontest.Missing(t, "a lead changes the record", t.people.Change(ctx, t.lena, p))
		if list, err := t.people.List(ctx, t.lena, person.Query{}); err == nil && len(list.People) > 0 {
			t.Error("a lead finds the record in a list")
		}
		t.must(t.store.Acknowledge(ctx, t.lena, id))
		t.must(t.store.Add(ctx, t.lena, id, concern.Entry{Kind: concern.Closed, Reason: "safe", Words: "safe"}))
		if opens(t.lena, wren.ID) {
			t.Error("a closed concern still opens the record")
		}
		about := concern.Raising{ID: t.d.NewID(), Saw: "x", About: []concern.Whom{concern.Lead}, From: concern.From{Person: wren.ID}}
		t.must(t.store.Raise(ctx, t.asha, about))
		if opens(t.lena, wren.ID) || !opens(t.dee, wren.ID) {
			t.Error("a concern about the lead opens the record to the lead, or not to the deputy")
		}
	})
}

// Whoever raises a concern binds it to a record only as far as they reach it.
func TestWhatARaiserDoesNotReachStaysUnknown(t *testing.T) {
	each(t, func(t *team) {
		wren := t.wren()
		for _, test := range []struct {
			who  access.Actor
			from concern.From
			name string
		}{
			{t.asha, concern.From{Person: wren.ID}, "Wren"},
			{t.sam, concern.From{Person: wren.ID}, ""},
			{t.ada, concern.From{Person: wren.ID}, ""},
			{t.sam, concern.From{Outing: t.d.NewID()}, ""},
			{t.asha, concern.From{Chat: t.d.NewID()}, ""},
			{t.asha, concern.From{Person: t.d.NewID()}, ""},
		} {
			bound, name, err := t.store.Whose(t.Context(), test.who, test.from)
			if err != nil || bound != (test.name != "") || name != test.name {
				t.Errorf("%s from %+v: %v %q %v", test.who.Name, test.from, bound, name, err)
			}
			id := t.d.NewID()
			t.must(t.store.Raise(t.Context(), test.who, concern.Raising{ID: id, Saw: "x", From: test.from}))
			c, err := t.store.Read(t.Context(), t.dee, id)
			t.must(err)
			if (c.Person != "") != (test.name != "") {
				t.Errorf("%s from %+v: bound to %q", test.who.Name, test.from, c.Person)
			}
		}
	})
}

// The keeper of a record learns that there is something to ask the lead about
// only while the lead wants them to.
func TestTheKeeperIsToldOnlyWhenTheLeadLetsThem(t *testing.T) {
	each(t, func(t *team) {
		wren := t.wren()
		told := func() bool {
			p, err := t.people.Get(t.Context(), t.asha, wren.ID)
			t.must(err)
			return p.SeeLead
		}
		id := t.raiseBy(t.asha, wren.ID)
		t.must(t.store.Acknowledge(t.Context(), t.lena, id))
		if told() {
			t.Error("the keeper is told although nobody let them")
		}
		for _, step := range []struct {
			e    concern.Entry
			want bool
		}{{concern.Entry{Kind: concern.Shown}, true}, {concern.Entry{Kind: concern.Hidden}, false}, {concern.Entry{Kind: concern.Shown}, true},
			{concern.Entry{Kind: concern.Closed, Reason: "safe", Words: "safe"}, false}} {
			t.must(t.store.Add(t.Context(), t.lena, id, step.e))
			if told() != step.want {
				t.Errorf("after %q the keeper is told: %v", step.e.Kind, !step.want)
			}
		}
	})
}

// Whoever opens a concern stands in the trail each time.
func TestOpeningStandsInTheTrail(t *testing.T) {
	each(t, func(t *team) {
		id := t.raise(concern.Raising{})
		for range 2 {
			_, err := t.store.Read(t.Context(), t.dee, id)
			t.must(err)
		}
		_, err := t.store.Read(t.Context(), t.max, id)
		persontest.Missing(t, "a manager opens it", err)
		opened := 0
		for _, e := range t.events() {
			if e.Event == "ConcernOpened" && e.Account == t.dee.Account && e.Subject.ID == id {
				opened++
			} else if e.Event == "ConcernOpened" {
				t.Errorf("the trail says that %s opened %s", e.Account, e.Subject.ID)
			}
		}
		if opened != 2 {
			t.Errorf("opened twice, and the trail says %d times", opened)
		}
	})
}

// No code of the program deletes a concern or an entry, or writes over their
// words.
func TestNothingIsDeletedOrRewritten(t *testing.T) {
	destroys := regexp.MustCompile(`(?is)DELETE\s+FROM\s+concern(_entry|_kept_from)?\b|UPDATE\s+concern_entry\b|UPDATE\s+concern\s+SET[^` + "`" + `]*\bsealed\s*=`)
	files := 0
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if found := destroys.Find(text); found != nil {
			t.Errorf("%s: %s", path, found)
		}
		return err
	})
	if err != nil || files < 100 {
		t.Fatalf("%d files looked through: %v", files, err)
	}
}

// A day on which a review falls due is the community's own day.
func TestAReviewOfTodayIsDueToday(t *testing.T) {
	each(t, func(t *team) {
		id := t.raise(concern.Raising{})
		t.must(t.store.Acknowledge(t.Context(), t.lena, id))
		today := civil.DateOf(dbtest.Clock(t.d).Now())
		t.must(t.store.Add(t.Context(), t.lena, id, concern.Entry{Kind: concern.Review, On: today}))
		reg, err := t.store.Register(t.Context(), t.lena, false, "")
		t.must(err)
		if len(reg.Due) != 1 {
			t.Errorf("%d due", len(reg.Due))
		}
	})
}
