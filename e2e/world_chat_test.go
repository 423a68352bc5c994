package e2e

import (
	"context"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/ring"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
)

// A waiting room, and Asha's shift in it tomorrow.
var _ = happens(func(w *world) {
	ctx, place, planned := context.Background(), w.core.DB.NewID(), w.core.DB.NewID()
	w.must(w.core.Shifts.AddPlace(ctx, w.team["Max"], shift.Place{ID: place, Name: "Mill Street (invented)", Agency: "Sallowby Clinic",
		Setting: "waiting_room"}))
	w.must(w.core.Shifts.Plan(ctx, w.team["Asha"], shift.Shift{ID: planned, Account: w.team["Asha"].Account, Place: shift.Place{ID: place},
		On: today.AddDays(1), From: civil.TimeOfDay(9 * 60), Until: civil.TimeOfDay(13 * 60)}))
	rung := w.core.DB.NewID()
	w.must(w.core.Ring.Add(ctx, w.team["Asha"], ring.Member{ID: rung, Fellowship: "SMART", Name: "Robin", Phone: "01632 960 555",
		Hours: "evenings", Wish: "women"}))
	w.more["{ring}"] = rung
	agency := w.core.DB.NewID()
	w.must(w.core.Asks.AddAgency(ctx, w.team["Max"], agency, "Sallowby Clinic (invented)"))
	door, err := w.core.Asks.MakeLink(ctx, w.team["Max"], agency)
	w.must(err)
	code, err := w.core.Asks.Make(ctx, w.core.Scope, door, ask.Asking{Form: w.core.DB.NewID(), Who: "Jo", Reach: "01632 960 444", Contact: "zxkim@clinic.example", Agreed: true})
	w.must(err)
	asked, err := w.core.Asks.Waiting(ctx, w.team["Asha"])
	w.must(err)
	w.more["{agency}"], w.more["{door}"], w.more["{code}"], w.more["{ask}"] = agency, door, code, asked[0].ID
	w.more["{workplace}"], w.more["{shift}"] = place, planned
})
