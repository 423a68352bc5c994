package link_test

import (
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/trust/access"
)

// seals makes Sam's record a sealed one, as Sam, who also volunteers, asks Ann.
func (w *world) seals() {
	w.Helper()
	w.must(person.New(w.d).Seal(ctx, w.ann, w.sam, nil))
}

// rowsOf counts what stands on somebody's Today, listings aside.
func (w *world) rowsOf(actor access.Actor) int {
	w.Helper()
	t, err := w.Today(ctx, actor)
	w.must(err)
	return len(t.Alarms) + len(t.Broken) + len(t.Due) + len(t.Tonight)
}

// On no list and no outing does a sealed record stand for anybody but those
// whom the person let in, from the moment on which it is sealed.
func TestASealedRecordLeavesEveryList(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ComeIn))
		w.at(6, 19*60)
		if w.rowsOf(w.ann) == 0 || w.rowsOf(w.meg) == 0 || len(w.outings(w.col)) == 0 {
			t.Fatal("nothing stands anywhere before it is sealed")
		}
		w.seals()
		if n := w.rowsOf(w.meg); n != 0 {
			t.Errorf("%d rows stand on a manager's Today", n)
		}
		if out := w.outings(w.col); len(out) != 0 {
			t.Errorf("a companion who was not let in sees %+v", out)
		}
		if w.rowsOf(w.ann) == 0 {
			t.Error("nothing stands on the keeper's Today")
		}
		_, err := w.Get(ctx, w.meg, w.way)
		persontest.Missing(t, "a manager opens the link", err)
		_, err = w.Story(ctx, w.meg, w.sam, 0)
		persontest.Missing(t, "a manager reads the story", err)
		persontest.Missing(t, "a manager writes", w.Tell(ctx, w.meg, link.Ref{Link: w.way}, link.Decline{}))
		w.must(person.New(w.d).LetIn(ctx, w.ann, w.sam, w.col.Account))
		if len(w.outings(w.col)) == 0 {
			t.Error("a companion who was let in sees no outing")
		}
	})
}

// A companion is planned with somebody whose record is sealed only once that
// person let them in.
func TestPlanningAsksWhomTheyLetIn(t *testing.T) {
	each(t, func(w *world) {
		w.seals()
		w.must(w.Tell(ctx, w.ann, link.Ref{Link: w.way}, w.offer(), link.Choose{Meeting: w.steps}))
		w.refused("before", "link.plan.not_let_in", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, w.thursday(w.col.Account, link.ComeIn)))
		w.must(person.New(w.d).LetIn(ctx, w.ann, w.sam, w.col.Account))
		w.must(w.Tell(ctx, w.ann, link.Ref{Link: w.way}, w.thursday(w.col.Account, link.ComeIn)))
	})
}

// A companion who is not home from an evening with somebody out of sight is
// looked for all the same, and with nothing said of that somebody.
func TestACompanionIsLookedForOutOfSight(t *testing.T) {
	each(t, func(w *world) {
		w.seals()
		w.must(person.New(w.d).LetIn(ctx, w.ann, w.sam, w.col.Account))
		w.must(w.Tell(ctx, w.ann, link.Ref{Link: w.way}, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ComeIn)))
		w.at(6, 22*60+31)
		alarms := w.today(w.meg).Alarms
		if len(alarms) != 1 || alarms[0].CompanionName != "Col C" || alarms[0].Name+alarms[0].Person+alarms[0].Link+alarms[0].Title+alarms[0].Venue != "" {
			t.Fatalf("a manager sees %+v", alarms)
		}
		persontest.Missing(t, "they mark something else", w.Mark(ctx, w.meg, alarms[0].ID, link.NotHappened{Cause: link.Nerves}))
		w.must(w.Mark(ctx, w.meg, alarms[0].ID, link.ComeHome{}))
		if len(w.today(w.meg).Alarms)+len(w.today(w.ann).Alarms) != 0 {
			t.Error("the alarm stays")
		}
		if n := w.rowsOf(w.ben); n != 0 {
			t.Errorf("%d rows stand on another facilitator's Today", n)
		}
	})
}
