package demo

import (
	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/trust/access"
)

// longWays are people with more than one way: one long story, and one good end.
func (t *town) longWays() error {
	if err := t.ivo(); err != nil {
		return err
	}
	return t.june()
}

// ivo tried two that did not fit. The third was the evening before last, and he
// would like Cass to ask how it was.
func (t *town) ivo() error {
	id, err := t.chat(somebody{name: "Ivo D", keeper: t.fern, days: -38, worry: []chat.Worry{"speaking"}, words: "“people who get it”",
		free: "weekdays 9:00-21:00, weekends", phone: "07700 900109"})
	if err != nil {
		return err
	}
	for _, tried := range []struct {
		days    int
		differ  string
		misfits []link.Misfit
	}{{-34, "a few people, not a hall full", []link.Misfit{option.TooBig, option.HadToSpeak}},
		{-20, "somebody who says hello", []link.Misfit{option.NotWelcomed}}} {
		if id, err = t.different(id, tried.days, tried.differ, tried.misfits...); err != nil {
			return err
		}
	}
	t.at(-4, "10:15")
	return t.alone(id, t.day.AddDays(-2), link.LetAsk{Account: t.cass.Account})
}

// different has somebody try an evening that did not fit, and returns the link
// that it goes on as.
func (t *town) different(id string, days int, differ string, misfits ...link.Misfit) (child string, err error) {
	on := t.day.AddDays(days)
	t.at(days-2, "14:00")
	if err := t.alone(id, on); err != nil {
		return "", err
	}
	v, err := t.core.Links.Get(t.ctx, t.fern, id)
	if err != nil {
		return "", err
	}
	t.clock.Set(v.Plan.On.AddDays(1).At(11 * 60))
	child = t.core.DB.NewID()
	return child, t.tell(t.fern, id, link.Attend{On: v.Plan.On, How: link.Alone, ToldBy: link.ByPerson},
		link.CheckComfort{Comfort: link.Comfort{Being: score(4), Misfits: misfits, Safe: link.YesSaid, Wants: link.Different}},
		link.Doubt{Differ: differ}, link.OpenAlternative{Child: child})
}

// alone plans an evening from the day on, for somebody who goes on their own.
func (t *town) alone(id string, on civil.Date, then ...link.Event) error {
	o, err := t.offer(t.fern, id, on)
	if err != nil {
		return err
	}
	return t.tell(t.fern, id, append([]link.Event{link.Choose{Meeting: o.Meeting.ID}, t.plan(o, access.Actor{})}, then...)...)
}

// june came for a while, takes a part in it now, and found her feet.
func (t *town) june() error {
	id, err := t.chat(somebody{name: "June V", keeper: t.finn, days: -39, worry: []chat.Worry{"not_bad_enough"},
		free: "weekdays 9:00-21:00, weekends", phone: "07700 900110"})
	if err != nil {
		return err
	}
	chosen, err := t.offer(t.finn, id, t.day.AddDays(-38))
	if err != nil {
		return err
	}
	went := link.Attend{On: t.day.AddDays(-37), How: link.Alone, ToldBy: link.ByPerson}
	t.at(-36, "11:00")
	if err := t.tell(t.finn, id, link.Choose{Meeting: chosen.Meeting.ID}, went, link.CheckComfort{Comfort: link.Comfort{Being: score(8),
		Liked: []string{"tea", "people"}, Safe: link.YesSaid, Wants: link.GoAgain}}); err != nil {
		return err
	}
	t.at(-5, "12:00")
	return t.tell(t.finn, id, link.Involve{Facets: []link.Facet{link.RegularMeeting, link.KnowByName, link.HelpsOut}, ToldBy: link.ByPerson},
		link.Close{Reason: link.FoundFeet})
}
