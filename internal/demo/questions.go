package demo

import (
	"cmp"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
)

// questions were put to two people: one has answered after two evenings and is
// to be asked again, the other, who reads Polish, has made a map of her people.
func (t *town) questions() error {
	wynn, err := t.counted(somebody{name: "Wynn P", keeper: t.fern, days: -33, worry: []chat.Worry{"recognised"}, free: "weekdays"})
	if err != nil {
		return err
	}
	for _, ask := range []struct {
		days int
		said asking.Said
	}{
		{-29, asking.Said{"a-went-0": "1", "a-with-0": "2", "a-welcome-0": "4", "a-fit-0": "declined", "a-again-0": "1", "a-help-0": "Somebody to sit next to."}},
		{-15, asking.Said{"a-went-0": "1", "a-with-0": "1", "a-welcome-0": "8", "a-fit-0": "7", "a-again-0": "2", "a-help-0": "Nothing. I know the way in now."}},
		{-1, nil},
	} {
		if err := t.question(wynn, "own-visit", asking.Visit, ask.days, ask.said); err != nil {
			return err
		}
	}
	zofia, err := t.counted(somebody{name: "Zofia K", keeper: t.fern, days: -20, worry: []chat.Worry{"language"}, free: "weekends"})
	if err != nil {
		return err
	}
	p, err := t.core.People.Get(t.ctx, t.fern, zofia)
	if err != nil {
		return err
	}
	p.Language = "pl"
	if err := t.core.People.Change(t.ctx, t.fern, p); err != nil {
		return err
	}
	return t.question(zofia, "own-network", asking.Before, -19, asking.Said{
		"a-initials-0": "M", "a-close-0": "3", "a-where-0": "3", "a-often-0": "3",
		"a-initials-1": "T", "a-close-1": "2", "a-where-1": "2", "a-often-1": "2",
	})
}

// counted is somebody who agreed to be part of the evaluation.
func (t *town) counted(s somebody) (person string, err error) {
	p, err := t.kept(s)
	if err != nil {
		return "", err
	}
	w := locale.English()
	return p.ID, t.core.Consents.Answer(t.ctx, s.keeper, w, p.ID,
		consent.Answer{Purpose: consent.Evaluation, Given: true, Version: consent.WordingOf(w, consent.Evaluation).Version})
}

// question is put to somebody, and answered where there is something to say.
func (t *town) question(person, measure string, point asking.Point, days int, said asking.Said) error {
	t.at(days, "11:40")
	return t.answered(t.fern, person, asking.Beginning{Measure: measure, Point: point, How: asking.Aloud}, said)
}

// answered puts a question to somebody and types what they say; where there is
// nothing, the question waits.
func (t *town) answered(by access.Actor, person string, b asking.Beginning, said asking.Said) error {
	id := cmp.Or(b.ID, t.core.DB.NewID())
	b.ID, b.Person = id, person
	err := t.core.Questions.Begin(t.ctx, by, b)
	if err != nil || said == nil {
		return err
	}
	// A group that repeats opens its next time by the one before.
	for n := 1; said[asking.Field("initials", n)] != ""; n++ {
		if err := t.core.Questions.Type(t.ctx, by, person, id, asking.Typing{Said: said, How: asking.Aloud}); err != nil {
			return err
		}
	}
	return t.core.Questions.Type(t.ctx, by, person, id, asking.Typing{Said: said, How: asking.Aloud, Done: true})
}
