package meeting_test

import (
	"context"
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
)

func TestWhatIsTypedIsComparedWithTheList(t *testing.T) {
	tests := []struct {
		name   string
		change func(*meeting.Listing)
		like   bool
	}{
		{"the same again", func(*meeting.Listing) {}, true},
		{"under another name", func(l *meeting.Listing) { l.Title = "Lamp" }, true},
		{"on that day and another", func(l *meeting.Listing) { l.Slot.Rule = schedule.Weekly(time.Monday, time.Tuesday) }, true},
		{"in some weeks only", func(l *meeting.Listing) { l.Slot.Rule = schedule.Nth(time.Tuesday, 1) }, true},
		{"on another day", func(l *meeting.Listing) { l.Slot.Rule = schedule.Weekly(time.Monday) }, false},
		{"at another time", func(l *meeting.Listing) { l.Slot.Start = 12 * 60 }, false},
		{"of another fellowship", func(l *meeting.Listing) { l.Fellowship = "AA" }, false},
		{"elsewhere", func(l *meeting.Listing) { l.Postcode = "LE2 2BB" }, false},
		{"nobody knows where", func(l *meeting.Listing) { l.Postcode = "" }, false},
	}
	for _, test := range tests {
		dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
			ctx, store, actor := context.Background(), meeting.New(d), manager(s)
			mustAdd(t, store, actor, lantern(), false)
			typed := meeting.Typed{ID: d.NewID(), Listing: lantern()}
			test.change(&typed.Listing)
			err := store.AddTyped(ctx, actor, typed)
			if like := fault.Is(err, fault.Invalid); like != test.like {
				t.Errorf("%s: %v", test.name, err)
			}
			typed.Sure = true
			if err := store.AddTyped(ctx, actor, typed); test.like != (err == nil) {
				t.Errorf("%s, and the person is sure: %v", test.name, err)
			}
		})
	}
}

func TestWithoutAPostcodeTheNameDecides(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, l := meeting.New(d), lantern()
		l.Postcode = ""
		mustAdd(t, store, manager(s), l, false)
		l.Title = "Another"
		if err := store.AddTyped(context.Background(), manager(s), meeting.Typed{ID: d.NewID(), Listing: l}); err != nil {
			t.Error(err)
		}
		l.Title = "lantern GROUP"
		if err := store.AddTyped(context.Background(), manager(s), meeting.Typed{ID: d.NewID(), Listing: l}); !fault.Is(err, fault.Invalid) {
			t.Errorf("the same name: %v", err)
		}
	})
}

func TestWhoHasWaitedLongestIsRungFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		var ids []string
		for range 4 {
			ids = append(ids, mustAdd(t, store, actor, lantern(), false).ID)
		}
		for _, i := range []int{2, 0, 1} {
			if err := store.Flag(ctx, actor, ids[i], meeting.DoorLocked); err != nil {
				t.Fatal(err)
			}
			dbtest.Clock(d).Advance(24 * time.Hour)
		}
		if err := store.Rang(ctx, actor, ids[0]); err != nil {
			t.Fatal(err)
		}
		waiting, err := store.ToRing(ctx, actor, 5)
		if err != nil || len(waiting) != 2 || waiting[0].ID != ids[2] || waiting[1].ID != ids[1] {
			t.Errorf("to ring: %d, %v", len(waiting), err)
		}
		if one, err := store.ToRing(ctx, companion(s), 1); err != nil || len(one) != 1 {
			t.Errorf("a companion may look: %d, %v", len(one), err)
		}
	})
}
