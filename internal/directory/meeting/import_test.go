package meeting_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// listed is a row of a list: an id, a title, a day and whatever else change
// makes of it.
func listed(id, title string, day time.Weekday, change ...func(*meeting.Listing)) meeting.Listing {
	l := meeting.Listing{SourceID: id, Fellowship: "AA", Title: title, Postcode: "LE1 1AA", Venue: "The Invented Hall",
		Slot: schedule.Slot{Rule: schedule.Weekly(day), Start: 19 * 60}}
	for _, c := range change {
		c(&l)
	}
	return l
}

func at(time civil.TimeOfDay) func(*meeting.Listing) {
	return func(l *meeting.Listing) { l.Slot.Start = time }
}
func in(postcode string) func(*meeting.Listing) {
	return func(l *meeting.Listing) { l.Postcode = postcode }
}
func venue(v string) func(*meeting.Listing) { return func(l *meeting.Listing) { l.Venue = v } }
func says(f facet.Name, v facet.Value) func(*meeting.Listing) {
	return func(l *meeting.Listing) { l.Facets = facet.With(l.Facets, facet.Fact{Name: f, Value: v}) }
}

func edition(listings ...meeting.Listing) meeting.Edition {
	e := meeting.Edition{Format: "csv", Read: len(listings)}
	for i, l := range listings {
		e.Rows = append(e.Rows, meeting.EditionRow{Number: i + 2, Listing: l})
	}
	return e
}

// counts are what a report comes to, in one line.
type counts struct{ Added, Changed, Unchanged, Missing, Duplicates, Rejected, Warnings int }

func countsOf(t *testing.T, r meeting.Report) counts {
	t.Helper()
	if r.Read != r.Added+r.Changed+r.Unchanged+len(r.Rejected) {
		t.Errorf("the report does not add up: %+v", r)
	}
	return counts{r.Added, r.Changed, r.Unchanged, r.Missing, r.Duplicates, len(r.Rejected), len(r.Warnings)}
}

// imports brings in one edition after another and compares what each did.
func imports(t *testing.T, store *meeting.Store, actor access.Actor, e meeting.Edition, want counts) {
	t.Helper()
	dry, err := store.Import(context.Background(), actor, "county list", e, true)
	if err != nil || dry.Applied {
		t.Fatalf("dry run: applied %v, %v", dry.Applied, err)
	}
	if diff := cmp.Diff(want, countsOf(t, dry)); diff != "" {
		t.Errorf("dry run: %s", diff)
	}
	report, err := store.Import(context.Background(), actor, "county list", e, false)
	if err != nil || !report.Applied {
		t.Fatalf("import: applied %v, %v", report.Applied, err)
	}
	if diff := cmp.Diff(want, countsOf(t, report)); diff != "" {
		t.Errorf("import: %s", diff)
	}
}

func TestEditionsOfAList(t *testing.T) {
	step, kettle := listed("1", "Step", time.Monday), listed("2", "Kettle", time.Tuesday)
	for name, test := range map[string]struct {
		before, after meeting.Edition
		want          counts
	}{
		"the same again":              {edition(step, kettle), edition(step, kettle), counts{Unchanged: 2}},
		"in another order":            {edition(step, kettle), edition(kettle, step), counts{Unchanged: 2}},
		"one more":                    {edition(step), edition(step, kettle), counts{Added: 1, Unchanged: 1}},
		"one less":                    {edition(step, kettle), edition(step), counts{Unchanged: 1, Missing: 1}},
		"another time":                {edition(step), edition(listed("1", "Step", time.Monday, at(600))), counts{Changed: 1}},
		"another day":                 {edition(step), edition(listed("1", "Step", time.Friday)), counts{Changed: 1}},
		"another place":               {edition(step), edition(listed("1", "Step", time.Monday, in("LE2 2BB"))), counts{Changed: 1}},
		"another name":                {edition(step), edition(listed("1", "Ladder", time.Monday)), counts{Changed: 1}},
		"another venue, no ids":       {edition(listed("", "Step", time.Monday)), edition(listed("", "Step", time.Monday, venue("Hut"))), counts{Changed: 1}},
		"a facet more":                {edition(step), edition(listed("1", "Step", time.Monday, says(facet.Open, facet.Yes))), counts{Changed: 1}},
		"spelt otherwise":             {edition(listed("", "Step Group", time.Monday)), edition(listed("", "STEP  group", time.Monday)), counts{Changed: 1}},
		"numbered anew":               {edition(step, kettle), edition(listed("7", "Step", time.Monday), listed("8", "Kettle", time.Tuesday)), counts{Unchanged: 2}},
		"numbers exchanged":           {edition(step, kettle), edition(listed("2", "Step", time.Monday), listed("1", "Kettle", time.Tuesday)), counts{Unchanged: 2}},
		"a number used again":         {edition(step), edition(listed("1", "Quite Other", time.Friday, in("HX1 1AA"), at(600))), counts{Added: 1, Missing: 1}},
		"a number of another kind":    {edition(step), edition(listed("1", "Step", time.Monday, func(l *meeting.Listing) { l.Fellowship = "NA" })), counts{Added: 1, Missing: 1}},
		"one id for three days":       {edition(step, listed("1", "Step", time.Friday)), edition(step, listed("1", "Step", time.Sunday)), counts{Changed: 1, Unchanged: 1}},
		"a row twice":                 {edition(step), edition(step, step, step), counts{Unchanged: 3, Duplicates: 2}},
		"a new row twice":             {edition(step), edition(step, kettle, kettle), counts{Added: 1, Unchanged: 2, Duplicates: 1}},
		"twice, and they differ":      {edition(step), edition(step, listed("1", "Step", time.Monday, venue("Hut"))), counts{Unchanged: 2, Duplicates: 1, Warnings: 1}},
		"alike under two ids":         {edition(step), edition(step, listed("9", "Step", time.Monday)), counts{Added: 1, Unchanged: 1, Warnings: 1}},
		"no postcode, two venues":     {edition(listed("", "Step", time.Monday, in(""))), edition(listed("", "Step", time.Monday, in("")), listed("", "Step", time.Monday, in(""), venue("Hut"))), counts{Added: 1, Unchanged: 1, Warnings: 1}},
		"first id where there was no": {edition(listed("", "Step", time.Monday)), edition(step), counts{Unchanged: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
				store, actor := meeting.New(d), manager(s)
				imports(t, store, actor, test.before, counts{Added: len(test.before.Rows)})
				imports(t, store, actor, test.after, test.want)
				// Whatever it was: the same once more changes nothing.
				again := test.want
				again.Unchanged += again.Added + again.Changed
				again.Added, again.Changed, again.Missing = 0, 0, 0
				imports(t, store, actor, test.after, again)
			})
		})
	}
}

func TestAMissingMeetingStaysAndComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		step, kettle := listed("1", "Step", time.Monday), listed("2", "Kettle", time.Tuesday)
		imports(t, store, actor, edition(step, kettle), counts{Added: 2})
		imports(t, store, actor, edition(step), counts{Unchanged: 1, Missing: 1})
		all := allOf(t, d, s)
		if len(all) != 2 || !all[0].MissingFrom.IsZero() || all[1].MissingFrom != firstOfMay {
			t.Errorf("after it went: %v", all)
		}
		imports(t, store, actor, edition(step, kettle), counts{Changed: 1, Unchanged: 1})
		if all := allOf(t, d, s); !all[1].MissingFrom.IsZero() {
			t.Errorf("after it came back: %v", all)
		}
	})
}

func TestARejectedRowIsNotMissing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		step, kettle := listed("1", "Step", time.Monday), listed("2", "Kettle", time.Tuesday)
		imports(t, store, actor, edition(step, kettle), counts{Added: 2})
		kettle.Title = "" // a row that no reader should have let through
		imports(t, store, actor, edition(step, kettle), counts{Unchanged: 1, Rejected: 1})
	})
}

func TestAFileThatMayBeCutOffMakesNothingMissing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		step, kettle := listed("1", "Step", time.Monday), listed("2", "Kettle", time.Tuesday)
		imports(t, store, actor, edition(step, kettle), counts{Added: 2})
		cut := edition(step)
		cut.Partial = true
		imports(t, store, actor, cut, counts{Unchanged: 1})
	})
}

func TestHandCorrectionsOutliveTheSameList(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		e := edition(listed("1", "Step", time.Monday, says(facet.Open, facet.Yes)))
		imports(t, store, actor, e, counts{Added: 1})
		m := allOf(t, d, s)[0]
		if m.Facets[0].Source != "county list" || !m.Facets[0].On.IsZero() || !m.LastChecked.IsZero() {
			t.Errorf("an import is no check: %+v", m)
		}
		l := m.Listing
		l.Title, l.Slot.Start = "Step by Step", 18*60
		l.Facets = facet.With(l.Facets, facet.Fact{Name: facet.StepFree, Value: facet.No})
		if err := store.Change(ctx, actor, m.ID, m.Version, l, true); err != nil {
			t.Fatal(err)
		}
		corrected := mustGet(t, store, actor, m.ID)

		imports(t, store, actor, e, counts{Unchanged: 1})
		if diff := cmp.Diff(corrected, mustGet(t, store, actor, m.ID)); diff != "" {
			t.Errorf("the same list undid a correction: %s", diff)
		}

		imports(t, store, actor, edition(listed("1", "Step", time.Monday, at(20*60))), counts{Changed: 1})
		got := mustGet(t, store, actor, m.ID)
		if got.Title != "Step" || got.Slot.Start != 20*60 {
			t.Errorf("the list says something new, and it is not taken over: %+v", got.Listing)
		}
		learned := []facet.Fact{{Name: facet.StepFree, Value: facet.No, Source: meeting.TypedHere, On: firstOfMay}}
		if diff := cmp.Diff(learned, got.Facets); diff != "" {
			t.Errorf("what somebody learned goes only when somebody learns better: %s", diff)
		}
		if !got.LastChecked.IsZero() {
			t.Errorf("nobody checked the new time, and it says checked on %v", got.LastChecked)
		}
	})
}

func TestACheckOutlivesANewNote(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		imports(t, store, actor, edition(listed("1", "Step", time.Monday)), counts{Added: 1})
		m := allOf(t, d, s)[0]
		if err := store.Rang(context.Background(), actor, m.ID); err != nil {
			t.Fatal(err)
		}
		noted := listed("1", "Step", time.Monday, func(l *meeting.Listing) { l.Notes = "Ring the lower bell." })
		imports(t, store, actor, edition(noted), counts{Changed: 1})
		if got := mustGet(t, store, actor, m.ID); got.LastChecked != firstOfMay || got.Notes != noted.Notes {
			t.Errorf("%+v", got)
		}
	})
}

func TestAWithdrawnMeetingIsNotBroughtBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		imports(t, store, actor, edition(listed("1", "Step", time.Monday), listed("2", "Kettle", time.Monday)), counts{Added: 2})
		m := allOf(t, d, s)[0]
		if err := store.Withdraw(context.Background(), actor, m.ID, m.Version); err != nil {
			t.Fatal(err)
		}
		imports(t, store, actor, edition(listed("1", "Step", time.Monday, venue("Hut")), listed("2", "Kettle", time.Monday)), counts{Unchanged: 2})
		imports(t, store, actor, edition(listed("2", "Kettle", time.Monday)), counts{Unchanged: 1})
		if got := mustGet(t, store, actor, m.ID); !got.Withdrawn || got.Venue != "The Invented Hall" {
			t.Errorf("%+v", got)
		}
	})
}

func TestListsDoNotTouchEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		mustAdd(t, store, actor, lantern(), false)
		imports(t, store, actor, edition(listed("1", "Step", time.Monday)), counts{Added: 1})
		r, err := store.Import(ctx, actor, "another list", edition(listed("1", "Kettle", time.Monday)), false)
		if err != nil || countsOf(t, r) != (counts{Added: 1}) {
			t.Errorf("%+v, %v", r, err)
		}
		if all := allOf(t, d, s); len(all) != 3 {
			t.Errorf("%d meetings", len(all))
		}
	})
}

func TestImportsThatAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		good := edition(listed("1", "Step", time.Monday))
		bad := meeting.Edition{Format: "csv", Read: 1, Rejected: []fault.Problem{{Row: 2, Field: "day", Key: "exchange.day.unknown"}}}
		for name, test := range map[string]struct {
			source string
			e      meeting.Edition
			want   string
		}{
			"no name":            {" ", good, "meeting.source.empty"},
			"our own name":       {"Typed  Here", good, "meeting.source.reserved"},
			"not one good row":   {"county list", bad, "meeting.import.nothing"},
			"nothing in it":      {"county list", meeting.Edition{}, "meeting.import.nothing"},
			"a name like a book": {longName, good, "meeting.source.long"},
		} {
			r, err := store.Import(ctx, actor, test.source, test.e, false)
			f := fault.As(err)
			if f == nil || f.Key != test.want || r.Applied || len(r.Rejected) != len(test.e.Rejected) {
				t.Fatalf("%s: %v, %+v", name, err, r)
			}
			if len(test.e.Rejected) > 0 && (len(f.Problems) != 1 || f.Problems[0].Row != 2) {
				t.Errorf("%s: the fault does not name the row: %v", name, f.Problems)
			}
		}
		if n := revision(t, d, s); n != 0 {
			t.Errorf("revision %d", n)
		}
	})
}

const longName = "a list whose name goes on and on, and on, and on, and on, and on, and on, and on, and on, and on, and on, and on"

// A name from a command line may hold bytes that PostgreSQL does not take.
func TestTheNameOfAListIsText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		for _, want := range []counts{{Added: 1}, {Unchanged: 1}} {
			r, err := store.Import(t.Context(), actor, "county\x00 \xfflist", edition(listed("1", "Step", time.Monday)), false)
			if err != nil || countsOf(t, r) != want || r.Source != "county \uFFFDlist" {
				t.Errorf("%+v, %v", r, err)
			}
		}
	})
}

func TestAnImportStandsInTheTrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		imports(t, store, actor, edition(listed("1", "Step", time.Monday)), counts{Added: 1})
		if diff := cmp.Diff([]string{"ListImported"}, events(t, d, s)); diff != "" {
			t.Error(diff)
		}
	})
}
