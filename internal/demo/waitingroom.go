package demo

import (
	"openmaf/internal/people/ask"
	"openmaf/internal/people/ring"
	"openmaf/internal/people/shift"
)

// waitingRoom is where facilitators work, who is there this morning, which
// members may be rung, and a keyworker who asks.
func (t *town) waitingRoom() error {
	t.at(-14, "10:00")
	mill, home := t.core.DB.NewID(), t.core.DB.NewID()
	for _, p := range []shift.Place{
		{ID: mill, Name: "Mill Street waiting room", Agency: "Sallowby Treatment Centre (invented)", Setting: "waiting_room"},
		{ID: home, Name: "Our place", Setting: "our_place"},
	} {
		if err := t.core.Shifts.AddPlace(t.ctx, t.manager, p); err != nil {
			return err
		}
	}
	monday := shift.Monday(t.day)
	for i := range 7 {
		for _, s := range []shift.Shift{
			{Account: t.fern.Account, Place: shift.Place{ID: mill}, From: 9*60 + 30, Until: 13 * 60},
			{Account: t.finn.Account, Place: shift.Place{ID: home}, From: 13 * 60, Until: 17 * 60},
		} {
			s.ID, s.On = t.core.DB.NewID(), monday.AddDays(i)
			if err := t.core.Shifts.Plan(t.ctx, t.manager, s); err != nil {
				return err
			}
		}
	}
	if err := t.members(); err != nil {
		return err
	}
	t.at(0, "9:35")
	if err := t.core.Shifts.Start(t.ctx, t.fern, t.core.DB.NewID(), mill); err != nil {
		return err
	}
	return t.keyworker()
}

// members said yes to being rung.
func (t *town) members() error {
	for _, m := range []ring.Member{
		{Fellowship: "SMART", Name: "Robin", Phone: "07700 900201", Hours: "evenings", Wish: "anybody"},
		{Fellowship: "AA", Name: "Jean", Phone: "07700 900202", Hours: "before noon, not Sundays", Wish: "women"},
		{Fellowship: "AL-ANON", Name: "Lou", Phone: "07700 900203", Hours: "after six", Wish: "anybody"},
	} {
		m.ID = t.core.DB.NewID()
		if err := t.core.Ring.Add(t.ctx, t.fern, m); err != nil {
			return err
		}
	}
	return nil
}

// keyworker asks for somebody who waits.
func (t *town) keyworker() error {
	id := t.core.DB.NewID()
	if err := t.core.Asks.AddAgency(t.ctx, t.manager, id, "Sallowby Treatment Centre (invented)"); err != nil {
		return err
	}
	door, err := t.core.Asks.MakeLink(t.ctx, t.manager, id)
	if err != nil {
		return err
	}
	t.at(0, "9:55")
	_, err = t.core.Asks.Make(t.ctx, t.core.Scope, door, ask.Asking{Form: t.core.DB.NewID(), Who: "Jo", Contact: "kim@treatment.example", Agreed: true})
	return err
}
