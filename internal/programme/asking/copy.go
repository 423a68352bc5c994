package asking

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

// mostCopied bounds a copy: at one ask a week, the answers of nineteen years.
const mostCopied = 1000

// Answered is everything that the person answered, in the order in which they
// finished it, for themself or for who may read it.
func (s *Store) Answered(ctx context.Context, actor access.Actor, personID string) (all []Form, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		who, err := person.Open(tx, actor, access.MeasureRead, personID)
		if err != nil {
			return err
		}
		asks, err := finished(tx, who, mostCopied)
		if err != nil {
			return err
		}
		known, err := measure.AllKnown(tx)
		if err != nil {
			return err
		}
		forms := map[string]*Form{}
		for _, a := range asks {
			d, err := a.definition(known)
			if err != nil {
				continue // its words are not here any more, so nothing can be told of it
			}
			forms[a.ID] = &Form{Ask: a, Definition: d, Questions: a.questions(d), Answers: measure.Answers{}}
		}
		if err := s.recall(tx, who.ID, forms); err != nil {
			return err
		}
		for _, a := range asks {
			if f := forms[a.ID]; f != nil {
				all = append(all, *f)
			}
		}
		return nil
	})
	return all, err
}

// Bundle is answers as FHIR, as they may leave this computer.
func Bundle(forms []Form) *measure.Bundle {
	b := measure.NewBundle()
	for _, f := range forms {
		b.Respond(f.Definition, f.Ask.ID, f.Answers, f.Ask.Finished, true)
	}
	return b
}

// Told is a question with what was answered to it; Answer is empty where the
// person would rather not say.
type Told struct{ Question, Answer string }

// Told is what was answered, as it may leave this computer: where the words are
// not open, the number of the question and the code of the answer stand for
// them.
func (p Form) Told() (all []Told) {
	open := p.Definition.Licence.Class.Open()
	for _, s := range p.Steps() {
		for _, item := range s.Items {
			code := p.At(item, s.N)
			switch {
			case code == "":
			case open:
				all = append(all, Told{item.Text, p.Words(item, s.N)})
			case code == declined:
				all = append(all, Told{Question: item.LinkID})
			default:
				all = append(all, Told{item.LinkID, code})
			}
		}
	}
	return all
}
