package link

import (
	"context"
	"slices"

	"openmaf/internal/directory/option"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// View is a link for its page.
type View struct {
	Link
	Wish   option.Wish
	Person person.Person
	Shown  []Shown // at the last offer; only WithOffer
	// Company is whom they would like to go along: a woman, when they asked for
	// one, on a form of its own or in their last chat.
	Company   companion.Wish
	AskerName string // empty where the keeper asks
	// Not is what must not be offered: for the ranking, which never says why. It
	// is no part of the wish, which is kept and may be shown.
	Not   option.Exclusions
	NotOn []civil.Date // and the evenings on which its meeting is not

	held []consent.Consent
}

// Agreed reports whether the person's newest answer to the purpose is yes.
func (v View) Agreed(p consent.Purpose) bool { return agreed(v.held, p) }

// Consents are the person's newest answers.
func (v View) Consents() []consent.Consent { return v.held }

// Part is something of a link that not every page needs.
type Part int

const (
	WithOffer   Part = iota // what was shown last
	WithComfort             // what was last said of an evening
	WithSteps               // every step so far
)

// Get reads one link with its newest plan and the parts that are asked for.
func (s *Service) Get(ctx context.Context, actor access.Actor, id string, with ...Part) (v View, err error) {
	return s.get(ctx, actor, access.LinkRead, id, with...)
}

// ToAsk is [Service.Get] for whoever asks how it was, which may be somebody who
// reads nothing else of the link.
func (s *Service) ToAsk(ctx context.Context, actor access.Actor, id string, with ...Part) (View, error) {
	return s.get(ctx, actor, access.CheckInWrite, id, with...)
}

func (s *Service) get(ctx context.Context, actor access.Actor, act access.Action, id string, with ...Part) (v View, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := read(tx, id)
		if err != nil {
			return l.unread(tx, actor, act, err)
		}
		if v.Person, err = l.open(tx, actor, act); err != nil {
			return err
		}
		if v.held, err = l.parts(tx, v.Person, with...); err != nil {
			return err
		}
		if v.Wish, err = l.wish.wish(); err != nil {
			return err
		}
		v.Link, v.Company, v.AskerName = l.Link, l.company, l.askerName
		if v.Not, v.NotOn, err = exclusion.For(tx, v.Person.ID, v.Meeting, civil.DateOf(tx.Now())); err != nil {
			return err
		}
		if slices.Contains(with, WithOffer) {
			v.Shown, err = lastOffer(tx, v.ID)
		}
		return err
	})
	return v, err
}

// Story is what the person's page tells: their links, each before the
// alternative that it went on as, and the time-line of the trail.
type Story struct {
	Person person.Person
	Links  []Link
	Lines  []trail.Line // newest first
	Older  int64        // the Before of the next page of Lines; zero at the end
}

// Limits of a person's page.
const (
	storyLinks = 20
	storyLines = 25
)

// Story reads the person's links and a page of their time-line, older than the
// entry numbered before (zero: the newest).
func (s *Service) Story(ctx context.Context, actor access.Actor, personID string, before int64) (st Story, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if st.Person, err = person.Open(tx, actor, access.PersonRead, personID); err != nil {
			return err
		}
		if st.Links, err = linksOf(tx, st.Person, storyLinks); err != nil {
			return err
		}
		st.Lines, err = trail.OfPerson(tx, st.Person.ID, before, storyLines+1)
		if len(st.Lines) > storyLines {
			st.Lines = st.Lines[:storyLines]
			st.Older = st.Lines[storyLines-1].Seq
		}
		return err
	})
	return st, err
}

// linksOf reads the person's newest links, oldest first, with their newest
// plans and what was last said of an evening: a link is always raised before
// its alternative. Their steps are in the trail.
func linksOf(tx *db.Tx, p person.Person, most int) ([]Link, error) {
	rows, err := db.All(tx, scanRow, selectLinks+` AND l.person_id = $2 ORDER BY l.id DESC LIMIT $3`,
		tx.Community(), p.ID, most)
	if err != nil {
		return nil, err
	}
	comforts, err := db.All(tx, scanComfort, selectComforts+` AND id IN (SELECT comfort_id FROM link
		WHERE community_id = $1 AND person_id = $2 ORDER BY id DESC LIMIT $3)`, tx.Community(), p.ID, most)
	if err != nil {
		return nil, err
	}
	return gathered(rows, comforts), nil
}

// gathered gives each link its comfort, and turns the order round.
func gathered(rows []stored, comforts []Comfort) []Link {
	links := make([]Link, 0, len(rows))
	for _, l := range slices.Backward(rows) {
		if i := slices.IndexFunc(comforts, func(c Comfort) bool { return c.ID == l.comfort }); i >= 0 {
			l.Comfort = &comforts[i]
		}
		links = append(links, l.Link)
	}
	return links
}
