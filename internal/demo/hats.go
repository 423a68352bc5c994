package demo

import (
	"openmaf/internal/people/chat"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
)

// hats are people to whom something is restricted: one who also volunteers
// here, and two who must not meet.
func (t *town) hats() error {
	for _, tell := range []func() error{t.cassidy, t.nell} {
		if err := tell(); err != nil {
			return err
		}
	}
	return nil
}

// cassidy is the companion Cass, and talks with Fern. Besides her only Finn may
// open the record. Once the manager opened it in an emergency; Cass is told.
func (t *town) cassidy() error {
	p, err := t.kept(somebody{name: "Cassidy Willow", keeper: t.fern, days: -16, worry: []chat.Worry{"recognised"},
		free: "weekends", phone: "07700 900121", sealed: true})
	if err != nil {
		return err
	}
	if err := t.core.People.LetIn(t.ctx, t.fern, p.ID, t.finn.Account); err != nil {
		return err
	}
	if err := t.core.People.Tell(t.ctx, t.fern, p.ID, t.cass.Account); err != nil {
		return err
	}
	t.at(-2, "21:10")
	return t.core.Glass.Break(t.ctx, t.manager, person.Try{ID: t.core.DB.NewID(), Who: "Cassidy Willow",
		Reason: "Nobody could reach them after a hard evening, and Fern and Finn were both away."})
}

// nell and rhys must not meet. Neither record says so to whoever keeps the
// other.
func (t *town) nell() error {
	nell, err := t.kept(somebody{name: "Nell A", keeper: t.fern, days: -6, worry: []chat.Worry{"safety"}, free: "weekdays"})
	if err != nil {
		return err
	}
	if _, err := t.kept(somebody{name: "Rhys D", keeper: t.finn, days: -5, worry: []chat.Worry{"travel"}, free: "weekdays"}); err != nil {
		return err
	}
	note := exclusion.Note{Code: "safety", ReviewOn: t.day.AddDays(150)}
	t.at(-6, "14:40")
	if err := t.core.Exclusions.KeepApart(t.ctx, t.fern, nell.ID, exclusion.Apart{ID: t.core.DB.NewID(), Name: "Rhys D", Note: note}); err != nil {
		return err
	}
	return t.core.Exclusions.KeepFrom(t.ctx, t.fern, nell.ID,
		exclusion.Unsuitable{ID: t.core.DB.NewID(), What: exclusion.Area, Target: "ZA9", Note: note})
}
