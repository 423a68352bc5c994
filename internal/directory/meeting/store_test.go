package meeting_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

var firstOfMay = civil.Date{Year: 2026, Month: time.May, Day: 1}

func manager(s db.Scope) access.Actor {
	return access.Actor{Scope: s, Account: "01ACCOUNT", Roles: []access.Role{access.Manager}}
}

func companion(s db.Scope) access.Actor {
	return access.Actor{Scope: s, Account: "01COMPANION", Roles: []access.Role{access.Companion}}
}

func lantern() meeting.Listing {
	return meeting.Listing{
		Fellowship: "smart recovery", Title: "  Lantern \x00  Group ", Notes: "Ring.\r\nTwice.\a ", Postcode: "le11aa", Venue: "The Invented Hall",
		Slot:   schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 19*60 + 30, Minutes: 90},
		Facets: []facet.Fact{{Name: facet.Open, Value: facet.Yes}},
	}
}

func mustAdd(t *testing.T, s *meeting.Store, actor access.Actor, l meeting.Listing, rang bool) meeting.Meeting {
	t.Helper()
	id, err := s.Add(context.Background(), actor, l, rang)
	if err != nil {
		t.Fatal(err)
	}
	return mustGet(t, s, actor, id)
}

func mustGet(t *testing.T, s *meeting.Store, actor access.Actor, id string) meeting.Meeting {
	t.Helper()
	m, err := s.Get(context.Background(), actor, id)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// events are the trail's entries of the community, oldest first.
func events(t *testing.T, d *db.DB, s db.Scope) (all []string) {
	t.Helper()
	err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, db.Column[string],
			`SELECT event FROM trail WHERE community_id = $1 ORDER BY seq`, tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func revision(t *testing.T, d *db.DB, s db.Scope) (n int64) {
	t.Helper()
	if err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		n, err = meeting.Revision(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAMeetingTypedByHand(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, actor := meeting.New(d), manager(s)
		got := mustAdd(t, store, actor, lantern(), true)
		want := meeting.Meeting{
			Listing: meeting.Listing{
				Source: meeting.TypedHere, Fellowship: "SMART", Kind: meeting.CBT, Title: "Lantern Group", Notes: "Ring.\nTwice.", Postcode: "LE1 1AA",
				Venue: "The Invented Hall", Attendance: meeting.InPerson,
				Slot:   schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 19*60 + 30, Minutes: 90},
				Facets: []facet.Fact{{Name: facet.Open, Value: facet.Yes, Source: meeting.TypedHere, On: firstOfMay}},
			},
			LastChecked: firstOfMay, CheckedBy: actor.Account, Version: 2, Updated: dbtest.Start,
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(meeting.Meeting{}, "ID")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"MeetingAdded", "MeetingVerified"}, events(t, d, s)); diff != "" {
			t.Error(diff)
		}
		if n := revision(t, d, s); n != 1 {
			t.Errorf("revision %d", n)
		}
	})
}

func TestAChangeKeepsWhatItDoesNotChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		m := mustAdd(t, store, actor, lantern(), false)
		dbtest.Clock(d).Advance(48 * time.Hour)

		l := m.Listing
		l.Slot.Start = 19 * 60
		l.Facets = facet.With(l.Facets, facet.Fact{Name: facet.StepFree, Value: facet.No})
		if err := store.Change(ctx, actor, m.ID, m.Version, l, false); err != nil {
			t.Fatal(err)
		}
		got := mustGet(t, store, actor, m.ID)
		want := []facet.Fact{
			{Name: facet.Open, Value: facet.Yes, Source: meeting.TypedHere, On: firstOfMay},
			{Name: facet.StepFree, Value: facet.No, Source: meeting.TypedHere, On: firstOfMay.AddDays(2)},
		}
		if diff := cmp.Diff(want, got.Facets); diff != "" {
			t.Error(diff)
		}
		if got.Slot.Start.String() != "19:00" || got.Version != m.Version+1 || !got.LastChecked.IsZero() {
			t.Errorf("%+v", got)
		}
		if err := store.Change(ctx, actor, m.ID, m.Version, l, false); !fault.Is(err, fault.Conflict) {
			t.Errorf("a change of an old version: %v", err)
		}
		if err := store.Withdraw(ctx, actor, m.ID, m.Version); !fault.Is(err, fault.Conflict) {
			t.Errorf("a withdrawal of an old version: %v", err)
		}
		if got := mustGet(t, store, actor, m.ID); got.Withdrawn {
			t.Error("withdrawn all the same")
		}
	})
}

func TestAWithdrawnMeetingIsKeptButNotListed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		m := mustAdd(t, store, actor, lantern(), false)
		if err := store.Withdraw(ctx, actor, m.ID, m.Version); err != nil {
			t.Fatal(err)
		}
		if !mustGet(t, store, actor, m.ID).Withdrawn {
			t.Error("not withdrawn")
		}
		page, err := store.List(ctx, actor, meeting.Query{})
		if err != nil || len(page.Meetings) != 0 {
			t.Errorf("List: %v, %v", page, err)
		}
		if all := allOf(t, d, s); len(all) != 0 {
			t.Errorf("All: %v", all)
		}
	})
}

func allOf(t *testing.T, d *db.DB, s db.Scope) (all []meeting.Meeting) {
	t.Helper()
	if err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		all, err = meeting.All(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAFlagStaysUntilSomebodyRings(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		m := mustAdd(t, store, actor, lantern(), false)
		if err := store.Flag(ctx, actor, m.ID, meeting.DoorLocked); err != nil {
			t.Fatal(err)
		}
		if m = mustGet(t, store, actor, m.ID); m.FlaggedOn != firstOfMay || m.FlagReason != meeting.DoorLocked {
			t.Errorf("flagged %v %q", m.FlaggedOn, m.FlagReason)
		}
		if err := store.Rang(ctx, actor, m.ID); err != nil {
			t.Fatal(err)
		}
		if m = mustGet(t, store, actor, m.ID); !m.FlaggedOn.IsZero() || m.FlagReason != "" || m.LastChecked != firstOfMay {
			t.Errorf("after ringing: %+v", m)
		}
		if diff := cmp.Diff([]string{"MeetingAdded", "MeetingFlagged", "MeetingVerified"}, events(t, d, s)); diff != "" {
			t.Error(diff)
		}
		if err := store.Flag(ctx, actor, m.ID, "ghosts"); !fault.Is(err, fault.Invalid) {
			t.Errorf("an unknown reason: %v", err)
		}
	})
}

func TestNobodyChangesWhatIsNotThereOrNotTheirs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store := context.Background(), meeting.New(d)
		m := mustAdd(t, store, manager(s), lantern(), false)
		before := revision(t, d, s)
		for who, actor := range map[string]access.Actor{"a companion": companion(s), "a stranger": {Scope: s}} {
			for what, do := range map[string]func() error{
				"add":      func() error { _, err := store.Add(ctx, actor, lantern(), false); return err },
				"change":   func() error { return store.Change(ctx, actor, m.ID, m.Version, lantern(), false) },
				"withdraw": func() error { return store.Withdraw(ctx, actor, m.ID, m.Version) },
				"ring":     func() error { return store.Rang(ctx, actor, m.ID) },
				"flag":     func() error { return store.Flag(ctx, actor, m.ID, meeting.DoorLocked) },
				"import": func() error {
					_, err := store.Import(ctx, actor, "list", meeting.Edition{}, false)
					return err
				},
			} {
				if err := do(); !fault.Is(err, fault.Missing) {
					t.Errorf("%s may %s: %v", who, what, err)
				}
			}
		}
		nowhere := d.NewID()
		for what, err := range map[string]error{
			"ring":     store.Rang(ctx, manager(s), nowhere),
			"flag":     store.Flag(ctx, manager(s), nowhere, meeting.NotThere),
			"withdraw": store.Withdraw(ctx, manager(s), nowhere, 1),
		} {
			if !fault.Is(err, fault.Missing) {
				t.Errorf("%s a meeting that is not there: %v", what, err)
			}
		}
		if after := revision(t, d, s); after != before {
			t.Errorf("revision went from %d to %d", before, after)
		}
	})
}

func TestPagesHoldEveryMeetingOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		for i := range 60 {
			l := lantern()
			l.Title = []string{"Écluse Group", "Bath Women’s Step", "bath womens kettle"}[i%3] // several of one title
			mustAdd(t, store, actor, l, false)
		}
		seen := map[string]bool{}
		q, last := meeting.Query{}, ""
		for pages := 1; ; pages++ {
			page, err := store.List(ctx, actor, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range page.Meetings {
				if seen[m.ID] {
					t.Fatalf("%s stands on two pages", m.ID)
				}
				seen[m.ID] = true
			}
			last = page.Meetings[len(page.Meetings)-1].Title
			if q.After = page.Next; !page.More {
				if pages != 3 || len(seen) != 60 || last != "Écluse Group" {
					t.Errorf("%d meetings on %d pages, the last one %q", len(seen), pages, last)
				}
				break
			}
		}
		for search, want := range map[string]int{"WOMENS": 25, "women's step": 20, "ecluse": 20, "100%": 0, "": 25} {
			page, err := store.List(ctx, actor, meeting.Query{Search: search})
			if err != nil || len(page.Meetings) != want {
				t.Errorf("search %q: %d meetings, %v; want %d", search, len(page.Meetings), err, want)
			}
		}
	})
}

func TestAMeetingWithoutAPositionIsPlacedByItsPostcode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		mustAdd(t, store, actor, lantern(), false)
		if err := d.Tx(ctx, s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO place (community_id, code, kind, lat, lon) VALUES ($1, $2, $3, $4, $5)`,
				tx.Community(), "LE1", "outcode", 52636400, -1133100)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		m := allOf(t, d, s)[0]
		if !m.Located || m.Lat != 52.6364 || m.Lon != -1.1331 || m.Placed != "outcode" {
			t.Errorf("placed at %v, %v (%v, %q)", m.Lat, m.Lon, m.Located, m.Placed)
		}
		if m := mustGet(t, store, actor, m.ID); m.Located {
			t.Error("what was worked out is stored")
		}
	})
}
