package link_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/trail"
)

// same compares a link as Apply made it with the link as it is read, but for
// what only the store knows: ids, version, account.
func same(w *world, want, got link.Link, verb link.Verb) {
	w.Helper()
	diff := cmp.Diff(want, got, cmpopts.EquateEmpty(),
		cmpopts.IgnoreFields(link.Link{}, "Version"), cmpopts.IgnoreFields(link.Step{}, "By"),
		cmpopts.IgnoreFields(link.Plan{}, "ID"), cmpopts.IgnoreFields(link.Comfort{}, "ID"))
	if diff != "" {
		w.Errorf("after %s: %s", verb, diff)
	}
}

// Two people plan the same link at once, from the same page: one plan stands,
// the other is told.
func TestTwoPlanAtOnce(t *testing.T) {
	each(t, func(w *world) {
		seen, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		w.must(err)
		ref := link.Ref{Link: w.way, Version: seen.Version}
		results := make([]error, 8)
		var all sync.WaitGroup
		for i := range results {
			all.Go(func() {
				m := w.thursday("", "")
				m.PlanB = fmt.Sprintf("plan B of planner %d", i)
				results[i] = w.Tell(ctx, w.ann, ref, m)
			})
		}
		all.Wait()
		planned := 0
		for _, err := range results {
			switch f := fault.As(err); {
			case err == nil:
				planned++
			case f == nil || f.Kind != fault.Conflict && f.Kind != fault.Busy || f.Kind == fault.Conflict && f.Key != "link.changed_meanwhile":
				t.Errorf("the other is told %v", err)
			}
		}
		after, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		w.must(err)
		if planned != 1 || after.Version != seen.Version+1 || len(after.Steps) != 2 {
			t.Errorf("%d planned, version %d, %d steps", planned, after.Version, len(after.Steps))
		}
	})
}

// The person asks to be forgotten, and is: no table holds their id, their name
// or their words, nor the ids of what hung on them outside the trail; the
// trail holds.
func TestDeletionLeavesNothing(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.offer(), w.thursday(w.col.Account, link.ComeIn))
		w.at(6, 20*60)
		w.must(w.Mark(ctx, w.col, w.outings(w.col)[0].ID, link.Meet{}))
		w.at(7, 11*60)
		child := w.notForMe()
		reads := trail.NewReads(w.d, nil)
		reads.Saw(w.s, w.meg.Account, w.sam, "person")
		reads.Close()
		if found := holding(w, w.sam); len(found) < 5 {
			t.Fatalf("the search finds the id only in %v: it looks in the wrong places", found)
		}
		w.must(person.New(w.d).Delete(ctx, w.ann, w.sam))
		for _, word := range []string{w.sam, "Samphire", "Quill", "samphire", "496 0000", "the evenings", "a chair with arms", "clock tower", "fewer people"} {
			if found := holding(w, word); len(found) > 0 {
				t.Errorf("%q is still in %v", word, found)
			}
		}
		for _, id := range []string{w.way, child} {
			if found := holding(w, id); len(found) != 1 || found[0] != "trail" {
				t.Errorf("the link is still in %v", found)
			}
		}
		w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
			_, err := trail.Verify(tx)
			return err
		}))
		if out := w.outings(w.col); len(out) != 0 {
			t.Errorf("the companion still sees %+v", out)
		}
		if today := w.today(w.meg); len(today.Due)+len(today.Alarms)+len(today.Tonight) != 0 {
			t.Errorf("today still shows %+v", today)
		}
		_, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		persontest.Missing(t, "the link", err)
	})
}

// holding lists the tables in which any column of any row holds the word.
func holding(w *world, word string) (found []string) {
	w.Helper()
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
		tables, err := w.tablesOf(tx)
		if err != nil {
			return err
		}
		for table, columns := range tables {
			where := "CAST(" + strings.Join(columns, " AS TEXT) LIKE $1 OR CAST(") + " AS TEXT) LIKE $1"
			n, err := db.One(tx, scanCount, `SELECT count(*) FROM `+table+` WHERE `+where, "%"+word+"%")
			if err != nil {
				return errors.Join(err, fmt.Errorf("table %s", table))
			}
			if n > 0 {
				found = append(found, table)
			}
		}
		return nil
	}))
	return found
}

func scanCount(r db.Row) (n int, err error) { return n, r.Scan(&n) }

// tablesOf lists every table and its columns, in either engine's own way.
func (w *world) tablesOf(tx *db.Tx) (map[string][]string, error) {
	type column struct{ table, name string }
	query := `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`
	if w.d.File() != "" { // the embedded engine
		query = `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`
	}
	all, err := db.All(tx, func(r db.Row) (c column, err error) { return c, r.Scan(&c.table, &c.name) }, query)
	tables := map[string][]string{}
	for _, c := range all {
		tables[c.table] = append(tables[c.table], c.name)
	}
	return tables, err
}
