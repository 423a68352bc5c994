package link_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// columns are those of every table, from the dump of the schema.
func columns(t *testing.T) map[string][]string {
	t.Helper()
	dump, err := os.ReadFile("../../platform/db/migrations/schema.postgres.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, m := range regexp.MustCompile(`(?m)^(\w+)\.(\w+) `).FindAllStringSubmatch(string(dump), -1) {
		all[m[1]] = append(all[m[1]], m[2])
	}
	return all
}

// counters grow with every change, so that a form that was printed before it is
// not taken: they are no content.
var counters = map[string]bool{"person.version": true, "person.updated_at": true}

// notHere are the tables of which nothing hangs on a person, and those that say
// that something happened, which a merge adds to.
var notHere = []string{"trail", "trail_head", "trail_read", "receipt", "person_merge"}

// everything is each row of each table, sorted.
func (w *world) everything() (rows []string) {
	w.Helper()
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error {
		for table, names := range columns(w.T) {
			if slices.Contains(notHere, table) {
				continue
			}
			var parts []string
			for _, name := range names {
				if !counters[table+"."+name] {
					parts = append(parts, `'`+name+`=' || COALESCE(CAST(`+name+` AS TEXT), 'nothing')`)
				}
			}
			some, err := db.All(tx, db.Column[string],
				`SELECT '`+table+` ' || `+strings.Join(parts, ` || ' ' || `)+` FROM `+table+` WHERE community_id = $1`, tx.Community())
			if err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
			rows = append(rows, some...)
		}
		return nil
	}))
	slices.Sort(rows)
	return rows
}

// somebody is a record with answers, a chat and a way of its own.
func (w *world) somebody(r *rapid.T, n int) string {
	id := w.d.NewID()
	b := link.Beginning{Person: person.Person{ID: id, Name: rapid.SampledFrom([]string{"Sam K", "Sam", "Samuel Khan"}).Draw(r, "name"),
		Area:        rapid.SampledFrom([]string{"", "LE1", "LE2"}).Draw(r, "area"),
		AccessNeeds: rapid.SampledFrom([]string{"", "a lift"}).Draw(r, "needs"),
		Pronouns:    rapid.SampledFrom([]string{"", "they"}).Draw(r, "pronouns")},
		Answers: []consent.Answer{said(consent.Record, true)},
		Chat:    chat.Chat{ID: w.d.NewID(), On: day0, Setting: "street", Length: "under_5", Worries: []chat.Worry{"cost"}},
		Links:   []link.Raising{{ID: w.d.NewID()}}}
	if rapid.Bool().Draw(r, "phone") {
		b.Person.Phone = fmt.Sprintf("01632 96000%d", n)
		b.Person.Contact = person.Contact{How: person.Call, When: "mornings"}
	}
	for _, p := range []consent.Purpose{consent.Contact, consent.Companion} {
		if answer := rapid.SampledFrom([]string{"", "yes", "no"}).Draw(r, string(p)); answer != "" {
			b.Answers = append(b.Answers, said(p, answer == "yes"))
		}
	}
	dbtest.Clock(w.d).Advance(time.Minute)
	w.must(w.Begin(ctx, w.ann, locale.English(), b))
	return id
}

func said(p consent.Purpose, given bool) consent.Answer {
	return consent.Answer{Purpose: p, Given: given, Version: consent.WordingOf(locale.English(), p).Version}
}

// mergeOf is the newest merge that stands of the person.
func (w *world) mergeOf(id string) string {
	w.Helper()
	_, parts, err := w.Parts(ctx, w.meg, id)
	w.must(err)
	if len(parts) == 0 {
		w.Fatal("nothing was put together")
	}
	return parts[0].Merge
}

func (w *world) given(id string) map[consent.Purpose]bool {
	w.Helper()
	held, err := consent.New(w.d).Of(ctx, w.meg, id)
	w.must(err)
	out := map[consent.Purpose]bool{}
	for _, c := range held {
		out[c.Purpose] = c.Given
	}
	return out
}

func (w *world) entries(id string) (seqs []int64) {
	w.Helper()
	st, err := w.Story(ctx, w.meg, id, 0)
	w.must(err)
	for _, l := range st.Lines {
		seqs = append(seqs, l.Seq)
	}
	return seqs
}

// Whatever is put together, in chains of three and more, a no stays a no, all
// that was written of either reads as one, and taking it apart again, the last
// first, gives back every row as it was.
func TestMergeAndUndoIsBefore(t *testing.T) {
	each(t, func(w *world) {
		rapid.Check(t, func(r *rapid.T) {
			var standing []string
			for n := range rapid.IntRange(2, 4).Draw(r, "people") {
				standing = append(standing, w.somebody(r, n))
			}
			all := slices.Clone(standing)
			var states [][]string
			var merges []string
			for len(standing) > 1 {
				i := rapid.IntRange(0, len(standing)-1).Draw(r, "stays")
				stays := standing[i]
				standing = slices.Delete(standing, i, i+1)
				j := rapid.IntRange(0, len(standing)-1).Draw(r, "goes")
				goes := standing[j]
				states = append(states, w.everything())
				one, other := w.given(stays), w.given(goes)
				lines := len(w.entries(stays)) + len(w.entries(goes))
				w.must(w.Merge(ctx, w.meg, stays, goes))
				for p, yes := range w.given(stays) {
					for _, before := range []map[consent.Purpose]bool{one, other} {
						if was, asked := before[p]; yes && asked && !was {
							r.Fatalf("a no to %s became a yes", p)
						}
					}
					if _, asked := one[p]; !yes && !asked && other[p] {
						r.Fatalf("the yes to %s was lost", p)
					}
				}
				if got := len(w.entries(stays)); got != min(25, lines+1) || len(w.entries(goes)) != got {
					r.Fatalf("%d entries, want those of both: %d", got, lines+1)
				}
				standing[j] = stays
				merges = append(merges, w.mergeOf(stays))
			}
			if len(merges) > 1 && rapid.Bool().Draw(r, "wrong order") {
				switch err := w.Unmerge(ctx, w.meg, merges[0]); {
				case err == nil:
					states = nil // the later ones had nothing to do with it
				case persontest.Key(err) != "person.merge.later_first":
					r.Fatal(err)
				}
			}
			for i := len(states) - 1; i >= 0; i-- {
				w.must(w.Unmerge(ctx, w.meg, merges[i]))
				if diff := cmp.Diff(states[i], w.everything()); diff != "" {
					r.Fatalf("after taking merge %d apart: %s", i, diff)
				}
			}
			for _, id := range all {
				if err := w.Erase(ctx, w.meg, id); err != nil && len(states) == len(merges) {
					r.Fatal(err)
				}
			}
		})
		w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error { _, err := trail.Verify(tx); return err }))
	})
}

// What was changed after two records were put together stays changed when they
// are taken apart, and what the merge filled in does not.
func TestWhatChangedSinceStays(t *testing.T) {
	each(t, func(w *world) {
		people := person.New(w.d)
		other := persontest.Add(t, w.d, w.ben, person.Person{Name: "Samphire Q", Pronouns: "she", Email: "sam@example.org"})
		w.must(w.Merge(ctx, w.meg, w.sam, other.ID))
		w.refused("a second time", "person.merge.same", w.Merge(ctx, w.meg, w.sam, other.ID))
		p, err := people.Get(ctx, w.ann, other.ID)
		w.must(err)
		if p.ID != w.sam || p.Pronouns != "she" || p.Phone == "" || p.Email != "" {
			w.Errorf("together: %+v", p)
		}
		p.Area = "LE5"
		w.must(people.Change(ctx, w.ann, p))
		if found, err := people.List(ctx, w.meg, person.Query{Find: "samphire q"}); err != nil || len(found.People) != 1 {
			w.Errorf("found by the other name: %+v, %v", found, err)
		}
		merge := w.mergeOf(w.sam)
		persontest.Missing(t, "a facilitator takes them apart", w.Unmerge(ctx, w.ann, merge))
		w.must(w.Unmerge(ctx, w.meg, merge))
		w.must(w.Unmerge(ctx, w.meg, merge)) // pressed by two
		if p, err = people.Get(ctx, w.ann, w.sam); err != nil || p.Pronouns != "" || p.Area != "LE5" {
			w.Errorf("apart: %+v, %v", p, err)
		}
		if p, err = people.Get(ctx, w.ben, other.ID); err != nil || p.ID != other.ID || p.Name != "Samphire Q" {
			w.Errorf("the other: %+v, %v", p, err)
		}
	})
}

// A merge never leads from a family member to the one they worry about, never
// opens a sealed record, and never says that two must be kept apart.
func TestWhatIsNeverPutTogether(t *testing.T) {
	each(t, func(w *world) {
		people := person.New(w.d)
		mother := persontest.Add(t, w.d, w.ann, person.Person{Name: "Samphire Quill", For: person.ForSomebody})
		w.refused("a mother and her son", "person.merge.family", w.Merge(ctx, w.meg, w.sam, mother.ID))
		w.refused("the other way round", "person.merge.family", w.Merge(ctx, w.meg, mother.ID, w.sam))

		both := w.meg
		both.Roles = append(slices.Clone(both.Roles), access.Facilitator)
		colleague := persontest.Add(t, w.d, both, person.Person{Name: "Samphire"})
		w.must(people.Seal(ctx, both, colleague.ID, nil))
		w.refused("a sealed record", "person.merge.cannot", w.Merge(ctx, both, w.sam, colleague.ID))
		persontest.Missing(t, "for a manager who was not let in", w.Merge(ctx, persontest.Actor(t, w.d, w.s, "Max M", access.Manager), w.sam, colleague.ID))

		feared := persontest.Add(t, w.d, w.ann, person.Person{Name: "Kim Example"})
		w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO apart (community_id, id, person_id, other_key, code, review_on, added_at, added_by)
				VALUES ($1, $2, $3, $4, 'safety', '2026-08-01', $5, $6)`, tx.Community(), tx.NewID(), w.sam, person.Key(feared.Name), tx.Stamp(), w.ann.Account)
			return err
		}))
		for _, pair := range [][2]string{{w.sam, feared.ID}, {feared.ID, w.sam}} {
			w.refused("whom they must not meet", "person.merge.cannot", w.Merge(ctx, w.meg, pair[0], pair[1]))
		}
		w.must(w.Died(ctx, w.meg, feared.ID))
		w.refused("who has died", "person.died", w.Merge(ctx, w.meg, w.sam, feared.ID))
		persontest.Missing(t, "by a facilitator", w.Merge(ctx, w.ann, w.sam, mother.ID))
		persontest.Missing(t, "with nobody", w.Merge(ctx, w.meg, w.sam, w.d.NewID()))
	})
}
