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

func TestAMeetingThatLooksLikeAnotherNeedsAYes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		mustAdd(t, store, actor, lantern(), false)
		twin := lantern()
		twin.Title, twin.Slot.Rule = "Another Name", schedule.Weekly(time.Monday, time.Tuesday)
		typed := meeting.Typed{ID: d.NewID(), Listing: twin}
		err := store.AddTyped(ctx, actor, typed)
		if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Problems[0].Field != "sure" {
			t.Fatalf("a twin: %v", err)
		}
		typed.Sure = true
		if err := store.AddTyped(ctx, actor, typed); err != nil {
			t.Fatal(err)
		}
		if err := store.AddTyped(ctx, actor, typed); !fault.Is(err, fault.Conflict) {
			t.Errorf("the same form twice: %v", err)
		}
		other := lantern()
		other.Slot.Rule = schedule.Weekly(time.Friday)
		if err := store.AddTyped(ctx, actor, meeting.Typed{ID: d.NewID(), Listing: other}); err != nil {
			t.Errorf("another day is another meeting: %v", err)
		}
		if err := store.AddTyped(ctx, companion(s), typed); !fault.Is(err, fault.Missing) {
			t.Errorf("a companion: %v", err)
		}
		if all := allOf(t, d, s); len(all) != 3 {
			t.Errorf("%d meetings", len(all))
		}
	})
}

func TestToRingBeginsWithTheLongestWait(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx, store, actor := context.Background(), meeting.New(d), manager(s)
		var ids []string
		for range 3 {
			ids = append(ids, mustAdd(t, store, actor, lantern(), false).ID)
		}
		for _, id := range []string{ids[2], ids[0]} {
			if err := store.Flag(ctx, actor, id, meeting.NotThere); err != nil {
				t.Fatal(err)
			}
			dbtest.Clock(d).Advance(24 * time.Hour)
		}
		all, err := store.ToRing(ctx, actor, 10)
		if err != nil || len(all) != 2 || all[0].ID != ids[2] || all[1].ID != ids[0] {
			t.Errorf("%v, %v", all, err)
		}
		if one, err := store.ToRing(ctx, actor, 1); err != nil || len(one) != 1 {
			t.Errorf("%v, %v", one, err)
		}
	})
}
