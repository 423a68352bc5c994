package link_test

import (
	"testing"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// trailed is how often the event stands in the trail.
func (w *world) trailed(event string) (n int) {
	w.Helper()
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int],
			`SELECT count(*) FROM trail WHERE community_id = $1 AND event = $2`, tx.Community(), event)
		return err
	}))
	return n
}

// asksFor is the companion whom Today says to ask, or nobody.
func (w *world) asksFor() (name string) {
	w.Helper()
	for _, e := range w.today(w.ann).Broken {
		if _, asked, due := e.ToAsk(); due {
			name = asked
		}
	}
	return name
}

// A companion who was planned is asked: from noon of the day before, one who has
// not answered stands on Today, with who could go instead, until they say yes.
func TestACompanionAnswers(t *testing.T) {
	each(t, func(w *world) {
		plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor)).Plan
		for _, c := range []struct {
			day   int
			clock civil.TimeOfDay
			want  string
		}{{4, 23 * 60, ""}, {5, 12*60 - 1, ""}, {5, 12 * 60, "Col C"}, {6, 9 * 60, "Col C"}, {6, 19*60 + 30, ""}} {
			w.at(c.day, c.clock)
			if got := w.asksFor(); got != c.want {
				t.Errorf("day %d, minute %d: ask %q, want %q", c.day, c.clock, got, c.want)
			}
		}
		w.at(5, 12*60)
		if e := w.today(w.ann).Broken[0]; len(e.Suggested) != 1 || e.Suggested[0].Name != "Kim C" {
			t.Errorf("instead: %+v", e.Suggested)
		}
		w.refused("somebody else's answer", "record.missing", w.Mark(ctx, w.kim, plan.ID, link.SayYes{}))
		w.must(w.Mark(ctx, w.col, plan.ID, link.SayYes{}))
		w.must(w.Mark(ctx, w.col, plan.ID, link.SayYes{})) // pressed twice
		if out := w.outings(w.col); len(out) != 1 || out[0].SaidYes.IsZero() {
			t.Errorf("the companion sees %+v", out)
		}
		if got := w.asksFor(); got != "" {
			t.Errorf("still asked: %s", got)
		}
		if n := w.trailed("CompanionAccepted"); n != 2 {
			t.Errorf("%d entries of two presses", n)
		}
	})
}

// The yes belongs to whoever gave it and to what they gave it for: it stays
// where the same evening is planned anew, and goes with another place to meet,
// another evening or another companion.
func TestAYesIsForOnePlan(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*link.MakePlan)
		stays  bool
	}{
		"another plan B":         {func(m *link.MakePlan) { m.PlanB = "a walk" }, true},
		"another place to meet":  {func(m *link.MakePlan) { m.MeetPoint = "at the bus stop" }, false},
		"another evening":        {func(m *link.MakePlan) { m.On = day0.AddDays(13) }, false},
		"with a second, as well": {func(m *link.MakePlan) { m.Second = "KIM" }, true},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				w.can(w.col, companion.Capacity{AWeek: 7})
				plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor)).Plan
				w.must(w.Mark(ctx, w.col, plan.ID, link.SayYes{}))
				m := w.thursday(w.col.Account, link.ToTheDoor)
				c.change(&m)
				if m.Second != "" {
					m.Second = w.kim.Account
				}
				if p := w.tell(w.ann, w.way, m).Plan; p.SaidYes.IsZero() == c.stays || !p.SecondSaidYes.IsZero() {
					t.Errorf("said yes at %v, the second at %v", p.SaidYes, p.SecondSaidYes)
				}
			})
		})
	}
}

// Of two, each answers for themselves; when the first falls out the second moves
// up with their yes, and who is sent instead has to be asked.
func TestTwoAnswerEachForThemselves(t *testing.T) {
	each(t, func(w *world) {
		m := w.thursday(w.col.Account, link.ToTheDoor)
		m.Second = w.kim.Account
		plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, m).Plan
		w.at(5, 12*60)
		w.must(w.Mark(ctx, w.kim, plan.ID, link.SayYes{}))
		if got := w.asksFor(); got != "Col C" {
			t.Errorf("ask %q", got)
		}
		w.must(w.Mark(ctx, w.col, plan.ID, link.LoseCompanion{}))
		lou := w.cleared("Lou L", nil)
		p := w.tell(w.ann, w.way, link.SendCompanion{Account: lou.Account}).Plan
		if p.Companion != w.kim.Account || p.SaidYes.IsZero() || p.Second != lou.Account || !p.SecondSaidYes.IsZero() {
			t.Errorf("one fell out, one was sent: %+v", p)
		}
		if got := w.asksFor(); got != "Lou L" {
			t.Errorf("ask %q", got)
		}
		w.tell(w.ann, w.way, link.SayYes{Account: lou.Account}) // they rang
		if got := w.asksFor(); got != "" {
			t.Errorf("ask %q", got)
		}
	})
}

// Whoever has met the person need not be asked; nor can an evening that is off
// be answered.
func TestNobodyIsAskedAnyMore(t *testing.T) {
	each(t, func(w *world) {
		plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor)).Plan
		w.at(6, 19*60)
		w.must(w.Mark(ctx, w.col, plan.ID, link.Meet{}))
		if got := w.asksFor(); got != "" {
			t.Errorf("met, and asked: %s", got)
		}
	})
	each(t, func(w *world) {
		plan := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps}, w.thursday(w.col.Account, link.ToTheDoor)).Plan
		w.tell(w.ann, w.way, link.Pause{})
		w.refused("an evening that is off", "link.cannot.paused", w.Mark(ctx, w.col, plan.ID, link.SayYes{}))
	})
}
