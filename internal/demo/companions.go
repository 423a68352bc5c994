package demo

import (
	"time"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
)

// companions say when they can go along; the manager has talked with them.
func (t *town) companions() error {
	t.at(-history+1, "17:00")
	evenings := func(days ...time.Weekday) (out []companion.Evening) {
		for _, d := range days {
			out = append(out, companion.Evening{Day: d, From: 17 * 60, Until: 22 * 60})
		}
		return out
	}
	weekdays := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	for _, c := range []struct {
		who access.Actor
		can companion.Capacity
	}{
		{t.cass, companion.Capacity{Evenings: evenings(weekdays...), Areas: []string{Near}, AWeek: 5, AtOnce: 4, MatchedAs: companion.Woman,
			Languages: []companion.Language{"cy"}, Shared: []companion.Experience{"parent"}, RatherNot: "no pubs",
			Phone: "07700 900201", EmergencyName: "Robin, a sister", EmergencyPhone: "07700 900202"}},
		{t.kit, companion.Capacity{Evenings: evenings(weekdays[1:4]...), Areas: []string{Near}, AWeek: 4, AtOnce: 4, MatchedAs: companion.Man,
			Languages: []companion.Language{"pa", "ur"}, Shared: []companion.Experience{"veteran"},
			Phone: "07700 900203", EmergencyName: "Jo, a neighbour", EmergencyPhone: "07700 900204"}},
	} {
		if err := t.core.Links.SaveCapacity(t.ctx, c.who, c.can); err != nil {
			return err
		}
		held := t.day.AddDays(-history + 1)
		if err := t.core.Companions.Supervise(t.ctx, t.manager, c.who.Account, held, held.AddDays(42)); err != nil {
			return err
		}
	}
	return nil
}

// ivy goes in three days with Cass, who cannot make it after all: somebody else
// is to be found. Kit would like to talk with somebody.
func (t *town) ivy() error {
	s := somebody{name: "Ivy N", keeper: t.fern, days: -1, worry: []chat.Worry{"travel"}, free: "weekdays 17:00-21:00, weekends",
		phone: "07700 900109"}
	id, err := t.planned(s, 3, t.cass)
	if err != nil {
		return err
	}
	v, err := t.core.Links.Get(t.ctx, t.manager, id)
	if err != nil {
		return err
	}
	t.at(0, "09:40")
	if err := t.core.Links.Mark(t.ctx, t.cass, v.Plan.ID, link.LoseCompanion{}); err != nil {
		return err
	}
	return t.core.Companions.AskToTalk(t.ctx, t.kit)
}
