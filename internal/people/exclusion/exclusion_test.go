package exclusion_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

var (
	ctx  = context.Background()
	day0 = civil.DateOf(dbtest.Start)
)

// world is a community with its team, and Wren and Dave, who must not meet.
type world struct {
	*testing.T
	*exclusion.Store
	d                        *db.DB
	ann, ben, meg, lena, ada access.Actor
	wren, dave               person.Person
}

func each(t *testing.T, test func(w *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		w := &world{T: t, Store: exclusion.New(d, sealer), d: d,
			ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator), ben: persontest.Actor(t, d, s, "Ben F", access.Facilitator),
			meg: persontest.Actor(t, d, s, "Meg M", access.Manager), lena: persontest.Actor(t, d, s, "Lena L", access.Lead),
			ada: persontest.Actor(t, d, s, "Ada A", access.Administrator)}
		w.wren = persontest.Add(t, d, w.ann, person.Person{Name: "Wren T"})
		w.dave = persontest.Add(t, d, w.ben, person.Person{Name: "Dave P"})
		test(w)
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func note(words string) exclusion.Note {
	return exclusion.Note{Code: "safety", Words: words, ReviewOn: day0.AddDays(180)}
}

func TestWhoReadsAndWrites(t *testing.T) {
	each(t, func(w *world) {
		w.must(w.KeepApart(ctx, w.ann, w.wren.ID, exclusion.Apart{ID: w.d.NewID(), Name: "Dave P", Note: note("asked for by Wren")}))
		w.must(w.KeepFrom(ctx, w.lena, w.wren.ID, exclusion.Unsuitable{ID: w.d.NewID(), What: exclusion.Area, Target: "LE2", Note: note("")}))
		for _, reader := range []access.Actor{w.ann, w.lena} {
			l, err := w.Of(ctx, reader, w.wren.ID)
			if err != nil || len(l.Apart) != 1 || len(l.Unsuitable) != 1 || l.Apart[0].Words != "asked for by Wren" {
				t.Errorf("%s reads %+v, %v", reader.Name, l, err)
			}
			all, err := w.Reviews(ctx, reader)
			if err != nil || len(all) != 1 || all[0].On != day0.AddDays(180) {
				t.Errorf("%s looks again at %+v, %v", reader.Name, all, err)
			}
		}
		for _, other := range []access.Actor{w.ben, w.meg, w.ada} {
			_, err := w.Of(ctx, other, w.wren.ID)
			persontest.Missing(t, other.Name, err)
			persontest.Missing(t, other.Name, w.KeepFrom(ctx, other, w.wren.ID, exclusion.Unsuitable{ID: w.d.NewID(), What: exclusion.Area, Target: "LE2", Note: note("")}))
		}
		l, err := w.Of(ctx, w.ben, w.dave.ID)
		if err != nil || len(l.Apart)+len(l.Unsuitable) != 0 {
			t.Errorf("the other one's record shows %+v, %v", l, err)
		}
		if all, err := w.Reviews(ctx, w.ben); err != nil || len(all) != 0 {
			t.Errorf("the other one's keeper looks again at %+v, %v", all, err)
		}
	})
}

// Neither the trail nor the database in the clear tells what anybody said.
func TestNothingIsToldElsewhere(t *testing.T) {
	each(t, func(w *world) {
		id := w.d.NewID()
		w.must(w.KeepApart(ctx, w.ann, w.wren.ID, exclusion.Apart{ID: id, Name: "Dave P", Note: note("zxwords")}))
		var told, kept string
		w.must(w.d.View(ctx, w.ann.Scope, func(tx *db.Tx) (err error) {
			one := db.Column[string]
			if told, err = db.One(tx, one, `SELECT event || COALESCE(person_id, '') || COALESCE(facts, '') FROM trail
				WHERE community_id = $1 AND subject_id = $2`, tx.Community(), id); err != nil {
				return err
			}
			row, err := db.One(tx, func(r db.Row) (b []byte, err error) { return b, r.Scan(&b) },
				`SELECT words FROM apart WHERE community_id = $1 AND id = $2`, tx.Community(), id)
			kept = string(row)
			return err
		}))
		if told != "ExclusionAdded{}" {
			t.Errorf("the trail says %s", told)
		}
		if kept == "" || strings.Contains(kept, "zxwords") {
			t.Errorf("the words are kept as %q", kept)
		}
	})
}

// Somebody of the team whom a person must not meet does not see them.
func TestAColleagueKeptApartSeesNothing(t *testing.T) {
	each(t, func(w *world) {
		people := person.New(w.d)
		if _, err := people.Get(ctx, w.meg, w.wren.ID); err != nil {
			t.Fatal(err)
		}
		id := w.d.NewID()
		w.must(w.KeepApart(ctx, w.ann, w.wren.ID, exclusion.Apart{ID: id, Account: w.meg.Account, Note: note("")}))
		_, err := people.Get(ctx, w.meg, w.wren.ID)
		persontest.Missing(t, "a manager whom they must not meet", err)
		page, err := people.List(ctx, w.meg, person.Query{})
		if err != nil || len(page.People) != 1 || page.People[0].Name != "Dave P" {
			t.Errorf("lists %+v, %v", page.People, err)
		}
		w.must(w.End(ctx, w.ann, w.wren.ID, id))
		if _, err := people.Get(ctx, w.meg, w.wren.ID); err != nil {
			t.Errorf("once it is taken away: %v", err)
		}
		if persontest.Key(w.KeepApart(ctx, w.ann, w.wren.ID, exclusion.Apart{ID: w.d.NewID(), Account: w.ann.Account, Note: note("")})) != "exclusion.yourself" {
			t.Error("a keeper is kept apart from their own person")
		}
	})
}

func TestHold(t *testing.T) {
	each(t, func(w *world) {
		add := func(title, venue, postcode string) string {
			id, err := meeting.New(w.d).Add(ctx, w.meg, meeting.Listing{Title: title, Kind: meeting.CBT, Venue: venue, Postcode: postcode,
				Attendance: meeting.InPerson, Slot: schedule.Slot{Rule: schedule.Weekly(2), Start: 19 * 60}}, true)
			w.must(err)
			return id
		}
		first, second := add("First (invented)", "Old Mill (invented)", "LE1 1AA"), add("Second (invented)", "Old Mill (invented)", "LE1 1AA")
		other := add("Other (invented)", "New Mill (invented)", "LE2 1AA")
		barred := func() (ids []string) {
			w.must(w.d.View(ctx, w.ann.Scope, func(tx *db.Tx) error {
				for _, id := range []string{first, second, other} {
					m, err := meeting.Get(tx, id)
					if err != nil {
						return err
					}
					bars, err := exclusion.Bars(tx, w.wren.ID, &m, day0)
					if err != nil {
						return err
					}
					if bars {
						ids = append(ids, id)
					}
				}
				return nil
			}))
			return ids
		}
		for name, c := range map[string]struct {
			row  exclusion.Unsuitable
			want []string
		}{
			"one meeting":    {exclusion.Unsuitable{What: exclusion.Meeting, Target: first}, []string{first}},
			"a place":        {exclusion.Unsuitable{What: exclusion.Venue, Target: exclusion.PlaceOf("Old Mill (invented)", "LE1 1AA")}, []string{first, second}},
			"a part of town": {exclusion.Unsuitable{What: exclusion.Area, Target: "le2"}, []string{other}},
		} {
			c.row.ID, c.row.Note = w.d.NewID(), note("")
			w.must(w.KeepFrom(ctx, w.ann, w.wren.ID, c.row))
			if got := strings.Join(barred(), " "); got != strings.Join(c.want, " ") {
				t.Errorf("%s bars %s, want %v", name, got, c.want)
			}
			w.must(w.End(ctx, w.ann, w.wren.ID, c.row.ID))
			if got := barred(); len(got) != 0 {
				t.Errorf("%s, taken away, bars %v", name, got)
			}
		}
	})
}

// Of two people of one name it holds for the one who is meant, whoever of the
// two sides plans first; where nobody knows which, it holds for both. Another
// record of theirs makes no difference, and nothing is asked about people whom
// the writer does not look after.
func TestTwoOfOneName(t *testing.T) {
	each(t, func(w *world) {
		near := persontest.Add(t, w.d, w.ann, person.Person{Name: "Dave P", Area: "LE1"})
		far := persontest.Add(t, w.d, w.ann, person.Person{Name: "dave  p"})
		second := persontest.Add(t, w.d, w.ann, person.Person{Name: "David Price"})
		keep := func(record string) (string, error) {
			a := exclusion.Apart{ID: w.d.NewID(), Name: "Dave P", Record: record, Note: note("")}
			return a.ID, w.KeepApart(ctx, w.ann, w.wren.ID, a)
		}
		asked, err := w.Namesakes(ctx, w.ann, w.wren.ID, "Dave P")
		if w.must(err); len(asked) != 2 {
			t.Errorf("asked which of %d", len(asked)) // Ben's is not among them
		}
		for _, wrong := range []string{"", w.dave.ID, w.wren.ID, "nobody"} {
			if _, err := keep(wrong); persontest.Key(err) != "exclusion.which_one" {
				t.Errorf("which is %q: %v", wrong, err)
			}
		}
		for name, c := range map[string]struct {
			record string
			away   []string
		}{
			"the one who is meant": {near.ID, []string{near.ID}},
			"nobody knows which":   {exclusion.Anyone, []string{near.ID, far.ID, w.dave.ID}},
		} {
			id, err := keep(c.record)
			w.must(err)
			for _, other := range []string{near.ID, far.ID, w.dave.ID, second.ID} {
				want := slices.Contains(c.away, other)
				if w.apart(w.wren.ID, other) != want || w.apart(other, w.wren.ID) != want {
					t.Errorf("%s: %s is kept away the wrong way", name, other)
				}
			}
			w.must(w.End(ctx, w.ann, w.wren.ID, id))
		}
		_, err = keep(near.ID)
		w.must(err)
		links := link.New(w.d, link.Defaults())
		if _, err := links.Merging(ctx, w.meg, w.wren.ID, near.ID); persontest.Key(err) != "person.merge.cannot" {
			t.Errorf("the two are put together: %v", err)
		}
		w.must(links.Merge(ctx, w.meg, second.ID, near.ID))
		if !w.apart(w.wren.ID, second.ID) || !w.apart(second.ID, w.wren.ID) || w.apart(w.wren.ID, far.ID) {
			t.Error("it does not follow the record into the one that it became part of")
		}
		if _, err := links.Merging(ctx, w.meg, second.ID, w.wren.ID); persontest.Key(err) != "person.merge.cannot" {
			t.Errorf("the two are put together by the other record: %v", err)
		}
		_, parts, err := links.Parts(ctx, w.meg, second.ID)
		w.must(err)
		w.must(links.Unmerge(ctx, w.meg, parts[0].Merge))
		if !w.apart(w.wren.ID, near.ID) || w.apart(w.wren.ID, second.ID) {
			t.Error("taken apart again, it holds for the wrong one")
		}
	})
}

// apart reports whether one is not offered where the other goes.
func (w *world) apart(one, other string) (is bool) {
	w.Helper()
	at, err := meeting.New(w.d).Add(ctx, w.meg, meeting.Listing{Title: "Tuesday (invented)", Kind: meeting.CBT, Venue: "Old Mill (invented)",
		Postcode: "LE1 1AA", Attendance: meeting.InPerson, Slot: schedule.Slot{Rule: schedule.Weekly(2), Start: 19 * 60}}, true)
	w.must(err)
	goes := w.d.NewID()
	w.must(w.d.Tx(ctx, w.ann.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, meeting_id, why,
				attendances, how, cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'continuing', '', '{}', $4, $5, $4, FALSE, $6, '', 2, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $7)`,
			tx.Community(), goes, other, day0.String(), w.ben.Account, at, tx.Stamp()); err != nil {
			return err
		}
		m, err := meeting.Get(tx, at)
		if err != nil {
			return err
		}
		if is, err = exclusion.Bars(tx, one, &m, day0); err != nil {
			return err
		}
		_, err = tx.Exec(`DELETE FROM link WHERE community_id = $1 AND id = $2`, tx.Community(), goes)
		return err
	}))
	return is
}

func TestCheck(t *testing.T) {
	late := note("")
	late.ReviewOn = day0
	long := note(strings.Repeat("x", 201))
	for key, err := range map[string]error{
		"exclusion.target":  exclusion.Unsuitable{What: exclusion.Meeting, Note: note("")}.Check(day0),
		"exclusion.area":    exclusion.Unsuitable{What: exclusion.Area, Target: "Sallowby", Note: note("")}.Check(day0),
		"exclusion.who":     exclusion.Apart{Name: "Dave", Account: "x", Note: note("")}.Check(day0),
		"exclusion.review":  exclusion.Apart{Name: "Dave", Note: late}.Check(day0),
		"person.words.long": exclusion.Apart{Name: "Dave", Note: long}.Check(day0),
	} {
		if got := persontest.Key(err); got != key {
			t.Errorf("%s, want %s", got, key)
		}
	}
}
