package people_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// changing is what differs between two askings of one page.
var changing = regexp.MustCompile(`nonce="[^"]*"|[0-9A-HJKMNP-TV-Z]{26}|name="(at|version)" value="[^"]*"`)

// without makes the meeting one that is not running, and then again as it was.
func (w *way) without(id string, look func()) {
	w.Helper()
	w.write(`UPDATE meeting SET withdrawn = TRUE WHERE community_id = $1 AND id = $2`, id)
	w.list()
	look()
	w.write(`UPDATE meeting SET withdrawn = FALSE WHERE community_id = $1 AND id = $2`, id)
	w.list()
}

// A page on which something is kept away is, byte for byte, the page on which
// it is not running: whatever keeps it away, before it is chosen and after.
func TestWhatIsKeptAwayIsNotExplained(t *testing.T) {
	ways(t, func(w *way) {
		sealer, err := seal.InMemory()
		w.must(err)
		store, sam := exclusion.New(w.d, sealer), strings.TrimPrefix(w.sam, "/people/")
		note := exclusion.Note{ReviewOn: day0.AddDays(90)}
		w.otherGoesTo(w.steps)
		page := func(part string) string { return changing.ReplaceAllString(w.Get(w.link+part).Body, "") }
		all, before := page("/options"), ""
		w.without(w.steps, func() { before = page("/options") })
		if all == before {
			t.Fatal("the two pages are the same with the meeting and without it")
		}
		keep := map[string]func(id string) error{
			"a meeting": func(id string) error {
				return store.KeepFrom(w.Context(), w.asha, sam, exclusion.Unsuitable{ID: id, What: exclusion.Meeting, Target: w.steps, Note: note})
			},
			"somebody": func(id string) error {
				return store.KeepApart(w.Context(), w.asha, sam, exclusion.Apart{ID: id, Name: "Dave P", Note: note})
			},
		}
		for name, keeps := range keep {
			id := w.d.NewID()
			w.must(keeps(id))
			if got := page("/options"); got != before {
				t.Errorf("%s: the page of options tells that something is kept away", name)
			}
			forced := w.Get(w.link+"/options").Fill(w.link+"/choose", url.Values{"meeting": {w.steps}})
			refused := w.Post(w.link+"/choose", forced).Want(409)
			w.hides(refused, "kept away", "apart", "Dave")
			w.must(store.End(w.Context(), w.asha, sam, id))
		}
		w.choose(w.steps).Follow()
		closed := ""
		w.without(w.steps, func() { closed = page("/plan") })
		for name, keeps := range keep {
			id := w.d.NewID()
			w.must(keeps(id))
			if got := page("/plan"); got != closed {
				t.Errorf("%s: the page of the plan tells that something is kept away:\n%s\n%s", name, partOf(got, closed), partOf(closed, got))
			}
			w.must(store.End(w.Context(), w.asha, sam, id))
		}
	})
}

// What was planned before it was kept away calls for somebody on Today, in the
// words, byte for byte, for a meeting that is not held any more; and a companion
// who is kept apart since in those for one who may not go along any more. Neither
// is told to anybody else.
func TestAnOlderPlanCallsForSomebody(t *testing.T) {
	ways(t, func(w *way) {
		sealer, err := seal.InMemory()
		w.must(err)
		store, sam := exclusion.New(w.d, sealer), strings.TrimPrefix(w.sam, "/people/")
		note := exclusion.Note{ReviewOn: day0.AddDays(90)}
		w.together()
		reads := func() string {
			both := ""
			for _, a := range []access.Actor{w.asha, w.max} {
				for _, path := range []string{"/today", "/huddle"} {
					both += changing.ReplaceAllString(w.As(a).Get(path).Want(200).Body, "")
				}
			}
			w.As(w.asha)
			return both
		}
		reads() // what was said of the plan is said once
		withdrawn, uncleared, calm := "", "", reads()
		w.without(w.tools, func() { withdrawn = reads() })
		w.write(`UPDATE clearance SET ended_at = cleared_at, ended_by = cleared_by WHERE community_id = $1`)
		uncleared = reads()
		w.write(`UPDATE clearance SET ended_at = NULL, ended_by = NULL WHERE community_id = $1`)
		w.otherGoesTo(w.tools)
		for name, c := range map[string]struct {
			keep func(id string) error
			want string
		}{
			"a meeting": {func(id string) error {
				return store.KeepFrom(w.Context(), w.asha, sam, exclusion.Unsuitable{ID: id, What: exclusion.Meeting, Target: w.tools, Note: note})
			}, withdrawn},
			"a part of town": {func(id string) error {
				return store.KeepFrom(w.Context(), w.asha, sam, exclusion.Unsuitable{ID: id, What: exclusion.Area, Target: "LE1", Note: note})
			}, withdrawn},
			"somebody who goes there": {func(id string) error {
				return store.KeepApart(w.Context(), w.asha, sam, exclusion.Apart{ID: id, Name: "Dave P", Note: note})
			}, withdrawn},
			"the companion, by name": {func(id string) error {
				return store.KeepApart(w.Context(), w.asha, sam, exclusion.Apart{ID: id, Name: "Col C", Note: note})
			}, uncleared},
			"the companion": {func(id string) error {
				return store.KeepApart(w.Context(), w.asha, sam, exclusion.Apart{ID: id, Account: w.col.Account, Note: note})
			}, uncleared},
			"somewhere else": {func(id string) error {
				return store.KeepFrom(w.Context(), w.asha, sam, exclusion.Unsuitable{ID: id, What: exclusion.Meeting, Target: w.steps, Note: note})
			}, calm},
		} {
			id := w.d.NewID()
			w.must(c.keep(id))
			if got := reads(); got != c.want {
				t.Errorf("%s: the plan does not read as it should:\n%s\n%s", name, partOf(got, c.want), partOf(c.want, got))
			}
			w.must(store.End(w.Context(), w.asha, sam, id))
			if reads() != calm {
				t.Errorf("%s, taken away, still calls for somebody", name)
			}
		}
	})
}

// A companion whom somebody must not meet is refused in the words for one who
// is away.
func TestACompanionKeptApartIsNotExplained(t *testing.T) {
	w := locale.English()
	if kept, away := w.T("link.plan.bar.kept_apart"), w.T("link.plan.bar.away"); kept != away {
		t.Errorf("%q is said of who is kept apart, and %q of who is away", kept, away)
	}
}

// otherGoesTo begins a record of Dave, whom Ben keeps, and his link to a
// meeting that he goes to.
func (w *way) otherGoesTo(id string) {
	w.Helper()
	dave := persontest.Add(w.T, w.d, w.ben, person.Person{Name: "Dave P"})
	w.must(w.d.Tx(w.Context(), w.s, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, meeting_id, why,
				attendances, how, cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'continuing', '', '{}', $4, $5, $4, FALSE, $6, '', 2, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $7)`,
			tx.Community(), tx.NewID(), dave.ID, day0.String(), w.ben.Account, id, tx.Stamp())
		return err
	}))
}

// partOf is what a page says from where it parts from the other.
func partOf(page, other string) string {
	i := 0
	for i < len(page) && i < len(other) && page[i] == other[i] {
		i++
	}
	return page[max(0, i-60):min(len(page), i+120)]
}
