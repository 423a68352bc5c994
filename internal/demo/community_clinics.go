package demo

import (
	"time"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
)

func weekday(n int) time.Weekday { return time.Weekday(n % 7) }

// clinic is one of a partner's, at the community's open day or on a ward.
type clinic struct {
	name, agency string
	setting      shift.Setting
	day          time.Weekday
}

// partners are five clinics: three at the open day, where people come for lunch
// and music anyway, one on a ward, and one in a hostel.
var partners = []clinic{
	{"Eyes, at the open day", "Sallowby Eye Clinic (invented)", "open_day", time.Friday},
	{"Liver scan, at the open day", "Sallowby Liver Unit (invented)", "open_day", time.Friday},
	{"Stop smoking, at the open day", "Breathe Easy Sallowby (invented)", "open_day", time.Friday},
	{"Ward 7", "Wenning Hospital (invented)", "hospital", time.Tuesday},
	{"Pump House hostel", "Pump House Trust (invented)", "other", time.Thursday},
}

// weeks of shifts at each of the clinics until the day, and asks of the latest.
const (
	clinicWeeks = 26
	askWeeks    = 4
)

// clinics is when the partners' clinics begin: from now on a facilitator is at
// each of them once a week, and its keyworkers ask for somebody.
func clinics(w *crowd) error {
	for i, c := range partners {
		if err := w.partner(c, i); err != nil {
			return err
		}
	}
	return nil
}

// partner adds the clinic, and what happens there.
func (w *crowd) partner(c clinic, i int) error {
	place, agency := w.core.DB.NewID(), w.core.DB.NewID()
	if err := w.core.Shifts.AddPlace(w.ctx, w.manager, shift.Place{ID: place, Name: c.name, Agency: c.agency, Setting: c.setting}); err != nil {
		return err
	}
	if err := w.core.Asks.AddAgency(w.ctx, w.manager, agency, c.agency); err != nil {
		return err
	}
	door, err := w.core.Asks.MakeLink(w.ctx, w.manager, agency)
	if err != nil {
		return err
	}
	first := shift.Monday(civil.DateOf(w.clock.Now())).AddDays(7 + (int(c.day)+6)%7)
	for week := range clinicWeeks + 3 { // the next two are planned already
		on := first.AddDays(7 * week)
		who := (week + i) % (len(w.keepers) - 2)
		w.note(on.AddDays(-14).At(9*60+30), planShift(place, on, who+2))
	}
	for week := range askWeeks {
		w.note(w.day.AddDays(-7*week-1-i).At(11*60), askFor(door, i))
	}
	return nil
}

// planShift plans a shift of one of the paid facilitators, who comes and goes.
func planShift(place string, on civil.Date, keeper int) func(*crowd) error {
	return func(w *crowd) error {
		who, id := w.keepers[keeper], w.core.DB.NewID()
		w.note(on.At(10*60), func(w *crowd) error { return w.core.Shifts.Start(w.ctx, who, w.core.DB.NewID(), place) })
		w.note(on.At(14*60), func(w *crowd) error { return w.core.Shifts.Stop(w.ctx, who, id) })
		return w.core.Shifts.Plan(w.ctx, w.manager, shift.Shift{ID: id, Account: who.Account, Place: shift.Place{ID: place}, On: on,
			From: 10 * 60, Until: 14 * 60})
	}
}

// askFor is a keyworker's ask, which a facilitator sees to; the latest wait.
func askFor(door string, i int) func(*crowd) error {
	return func(w *crowd) error {
		asking := ask.Asking{Form: w.core.DB.NewID(), Who: firsts[w.rand.IntN(len(firsts))], Contact: "desk@clinic.example", Agreed: true}
		if _, err := w.core.Asks.Make(w.ctx, w.core.Scope, door, asking); err != nil {
			return err
		}
		waiting, err := w.core.Asks.Waiting(w.ctx, w.keepers[2])
		if err != nil || len(waiting) <= 2 {
			return err
		}
		return w.core.Asks.Finish(w.ctx, w.keepers[2+i%4], waiting[0].ID)
	}
}
