package shift_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/people/person/persontest"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

func TestEverySettingHasWords(t *testing.T) {
	for _, s := range shift.Settings {
		if !locale.English().Has("chat.setting." + string(s)) {
			t.Errorf("%s has no words", s)
		}
	}
}

func TestMonday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := civil.FromDays(rapid.IntRange(0, 40000).Draw(t, "day"))
		monday := shift.Monday(day)
		if monday.Weekday() != time.Monday || day.Before(monday) || day.After(monday.AddDays(6)) {
			t.Fatalf("%v begins its week on %v", day, monday)
		}
	})
}

// A shift never counts longer than it may, nor less than nothing, whenever
// somebody forgets to say that they leave; and it stops running for good.
func TestAForgottenShiftEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := shift.Shift{On: today, Planned: rapid.Bool().Draw(t, "planned"),
			From: civil.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "from")), Until: civil.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "until"))}
		s.Started = today.At(s.From).Add(time.Duration(rapid.IntRange(-90, 600).Draw(t, "late")) * time.Minute)
		now := s.Started.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "minutes")) * time.Minute)
		if p := s.Present(now); p < 0 || p > shift.Longest || p > now.Sub(s.Started) {
			t.Fatalf("%s on %+v", p, s)
		}
		if s.Runs(now.Add(shift.Longest)) || !s.Runs(s.Started) {
			t.Fatalf("%+v runs for ever, or never", s)
		}
	})
}

func TestTimes(t *testing.T) {
	at := func(wall string) time.Time {
		clock, err := civil.ParseTimeOfDay(wall)
		if err != nil {
			t.Fatal(err)
		}
		return today.At(clock)
	}
	day := shift.Shift{On: today, Planned: true, From: 9 * 60, Until: 13 * 60}
	night := shift.Shift{On: today, Planned: true, From: 22 * 60, Until: 90}
	for _, c := range []struct {
		s              shift.Shift
		now            time.Time
		fits, expected bool
	}{
		{day, at("7:20"), false, false}, {day, at("7:40"), true, false}, {day, at("9:00"), true, true},
		{day, at("12:59"), true, true}, {day, at("13:00"), false, false},
		{night, at("23:59"), true, true}, {night, at("23:59").Add(time.Hour), true, true}, {night, at("23:59").Add(2 * time.Hour), false, false},
	} {
		if c.s.Fits(c.now) != c.fits || c.s.Expected(c.now) != c.expected {
			t.Errorf("%v to %v at %v: fits %v, expected %v", c.s.From, c.s.Until, c.now, c.s.Fits(c.now), c.s.Expected(c.now))
		}
	}
}

// rota is a community with two places and two facilitators.
type rota struct {
	*testing.T
	d             *db.DB
	s             db.Scope
	store         *shift.Store
	ann, ben, meg access.Actor
	mill, home    string
}

func each(t *testing.T, test func(r rota)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		r := rota{T: t, d: d, s: s, store: shift.New(d), mill: d.NewID(), home: d.NewID(),
			ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator), ben: persontest.Actor(t, d, s, "Ben F", access.Facilitator),
			meg: persontest.Actor(t, d, s, "Meg M", access.Manager)}
		r.must(r.store.AddPlace(ctx, r.meg, shift.Place{ID: r.mill, Name: "Mill Street", Agency: "Clinic", Setting: "waiting_room"}))
		r.must(r.store.AddPlace(ctx, r.meg, shift.Place{ID: r.home, Name: "Our place", Setting: "our_place"}))
		test(r)
	})
}

func (r rota) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// on is where everybody is who is on now, as "Ann F: Mill Street".
func (r rota) on() (all []string) {
	r.Helper()
	r.must(r.d.View(ctx, r.s, func(tx *db.Tx) error {
		on, err := shift.OnNow(tx)
		for _, s := range on {
			if s.Runs(tx.Now()) {
				all = append(all, s.Name+": "+s.Place.Name)
			} else {
				all = append(all, s.Name+" expected at "+s.Place.Name)
			}
		}
		return err
	}))
	return all
}

// One tap is coming to the planned shift; another place ends the first; who
// forgets is gone in the evening.
func TestIAmHereNow(t *testing.T) {
	each(t, func(r rota) {
		planned := shift.Shift{ID: r.d.NewID(), Account: r.ann.Account, Place: shift.Place{ID: r.mill}, On: today, From: 9 * 60, Until: 13 * 60}
		r.must(r.store.Plan(ctx, r.ann, planned))
		if on := r.on(); len(on) != 1 || on[0] != "Ann F expected at Mill Street" {
			r.Errorf("before: %v", on)
		}
		for range 2 { // tapped twice
			r.must(r.store.Start(ctx, r.ann, r.d.NewID(), r.mill))
		}
		r.must(r.store.Start(ctx, r.ben, r.d.NewID(), r.home))
		if on := r.on(); len(on) != 2 || on[0] != "Ann F: Mill Street" || on[1] != "Ben F: Our place" {
			r.Errorf("there: %v", on)
		}
		week, err := r.store.Week(ctx, r.ann, shift.Monday(today))
		r.must(err)
		if len(week.Shifts) != 2 || !week.On || week.Mine.ID != planned.ID || len(week.Staff) != 1 {
			r.Errorf("the week: %+v", week)
		}
		if got := persontest.Key(r.store.Remove(ctx, r.ann, planned.ID)); got != "shift.begun" {
			r.Errorf("a shift that has begun was taken off: %q", got)
		}
		r.must(r.store.Start(ctx, r.ann, r.d.NewID(), r.home))
		if on := r.on(); len(on) != 2 || on[0] != "Ann F: Our place" {
			r.Errorf("elsewhere: %v", on)
		}
		dbtest.Clock(r.d).Advance(shift.Longest + time.Minute)
		if on := r.on(); len(on) != 0 {
			r.Errorf("in the night: %v", on)
		}
		r.must(r.store.Start(ctx, r.ann, r.d.NewID(), r.mill)) // the forgotten one ends by itself
		persontest.Missing(r, "a colleague's shift", r.store.Stop(ctx, r.ben, week.Mine.ID))
		r.must(r.store.Stop(ctx, r.meg, r.running(r.ann)))
		if on := r.on(); len(on) != 0 {
			r.Errorf("after: %v", on)
		}
	})
}

func (r rota) running(who access.Actor) (id string) {
	r.Helper()
	r.must(r.d.View(ctx, r.s, func(tx *db.Tx) error {
		s, ok, err := shift.Running(tx, who.Account)
		if !ok {
			r.Errorf("%s is on no shift", who.Name)
		}
		id = s.ID
		return err
	}))
	return id
}

// The week is copied once, for oneself or for everybody, without what nobody
// planned; and planning for others is the manager's.
func TestTheWeekAfter(t *testing.T) {
	each(t, func(r rota) {
		monday := shift.Monday(today)
		for _, who := range []access.Actor{r.ann, r.ben} {
			r.must(r.store.Plan(ctx, r.meg, shift.Shift{ID: r.d.NewID(), Account: who.Account, Place: shift.Place{ID: r.mill}, On: monday, From: 22 * 60, Until: 60}))
		}
		r.must(r.store.Start(ctx, r.ben, r.d.NewID(), r.home))
		persontest.Missing(r, "planning for a colleague", r.store.Plan(ctx, r.ann, shift.Shift{ID: r.d.NewID(), Account: r.ben.Account,
			Place: shift.Place{ID: r.mill}, On: today, From: 1, Until: 2}))
		r.must(r.store.Copy(ctx, r.ann, monday))
		next := func() []shift.Shift {
			w, err := r.store.Week(ctx, r.meg, monday.AddDays(7))
			r.must(err)
			return w.Shifts
		}
		if got := next(); len(got) != 1 || got[0].Account != r.ann.Account || got[0].From != 22*60 || got[0].Until != 60 {
			r.Errorf("Ann copied %+v", got)
		}
		for range 2 {
			r.must(r.store.Copy(ctx, r.meg, monday))
		}
		if got := next(); len(got) != 2 {
			r.Errorf("Meg copied %d shifts", len(got))
		}
		r.must(r.store.ClosePlace(ctx, r.meg, r.mill, true))
		if got := persontest.Key(r.store.Start(ctx, r.ann, r.d.NewID(), r.mill)); got != "shift.where" {
			r.Errorf("at a place that is closed: %q", got)
		}
		persontest.Missing(r, "a facilitator, about a place", r.store.ClosePlace(ctx, r.ann, r.mill, false))
	})
}
