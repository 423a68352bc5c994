package demo

import (
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
)

// records are people whose records as a whole have something to show: what
// somebody wishes us to know, a mother in her own right, two of one name, two
// records that are one, and somebody who has died.
func (t *town) records() error {
	for _, tell := range []func() error{t.indra, t.jean, t.kais, t.lous, t.merle} {
		if err := tell(); err != nil {
			return err
		}
	}
	return nil
}

// kept is a chat with somebody, and their record.
func (t *town) kept(s somebody) (person.Person, error) {
	id, err := t.chat(s)
	if err != nil {
		return person.Person{}, err
	}
	v, err := t.core.Links.Get(t.ctx, s.keeper, id)
	return v.Person, err
}

// indra reads Gujarati and would like an interpreter, and said whom to ring.
func (t *town) indra() error {
	p, err := t.kept(somebody{name: "Indra V", keeper: t.fern, days: -9, worry: []chat.Worry{"language"}, free: "weekdays", phone: "07700 900109"})
	if err != nil {
		return err
	}
	p.Pronouns, p.Language, p.Interpreter, p.Email = "she", "gu", true, "indra@example.org"
	p.Contact.Others, p.Contact.Say = true, "It is about the sewing circle"
	p.Emergency = person.Emergency{Name: "Nila V", Phone: "07700 900119", Who: "sister"}
	if err := t.core.People.Change(t.ctx, t.fern, p); err != nil {
		return err
	}
	w := locale.English()
	return t.core.Consents.Answer(t.ctx, t.fern, w, p.ID,
		consent.Answer{Purpose: consent.Email, Given: true, Version: consent.WordingOf(w, consent.Email).Version})
}

// jean is here because of somebody else: nothing says because of whom.
func (t *town) jean() error {
	p, err := t.kept(somebody{name: "Jean W", keeper: t.finn, days: -12, worry: []chat.Worry{"not_bad_enough"}, free: "weekends"})
	if err != nil {
		return err
	}
	p.For = person.ForSomebody
	return t.core.People.Change(t.ctx, t.finn, p)
}

// kais are two people of one name: the list tells them apart.
func (t *town) kais() error {
	for _, days := range []int{-30, -4} {
		if _, err := t.kept(somebody{name: "Kai M", keeper: t.fern, days: days, worry: []chat.Worry{"cost"}, free: "weekends"}); err != nil {
			return err
		}
	}
	return nil
}

// lous talked with two of us under two names; the manager put it together.
func (t *town) lous() error {
	one, err := t.kept(somebody{name: "Lou Baker", keeper: t.fern, days: -20, worry: []chat.Worry{"travel"}, free: "weekdays"})
	if err != nil {
		return err
	}
	other, err := t.kept(somebody{name: "Louise Baker", keeper: t.finn, days: -15, worry: []chat.Worry{"childcare"}, free: "weekends", phone: "07700 900110"})
	if err != nil {
		return err
	}
	t.at(-3, "11:30")
	return t.core.Links.Merge(t.ctx, t.manager, one.ID, other.ID)
}

// merle died two days ago.
func (t *town) merle() error {
	p, err := t.kept(somebody{name: "Merle K", keeper: t.fern, days: -18, worry: []chat.Worry{"recognised"}, free: "weekdays"})
	if err != nil {
		return err
	}
	t.at(-2, "16:00")
	return t.core.Links.Died(t.ctx, t.fern, p.ID)
}
