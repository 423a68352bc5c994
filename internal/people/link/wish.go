package link

import (
	"context"
	"slices"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Rewish stores what the person now wants and can do. It is a question put
// anew, no step on the way: the state stays, and what they tried is not
// forgotten.
func (s *Service) Rewish(ctx context.Context, actor access.Actor, ref Ref, w option.Wish) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		l, err := take(tx, ref.Link, ref.Version)
		if err != nil {
			return l.unread(tx, actor, access.LinkWrite, err)
		}
		p, err := person.Open(tx, actor, access.LinkWrite, l.Person)
		if err != nil {
			return err
		}
		if err := l.whole(tx, p); err != nil {
			return err
		}
		w.From = civil.DateOf(tx.Now())
		if err := w.Check(); err != nil {
			return err
		}
		before, err := l.wish.wish()
		if err != nil {
			return err
		}
		w.From, w.Since, w.Tried = civil.Date{}, 0, before.Tried
		wish, err := wishedOf(w)
		if err != nil {
			return err
		}
		if err := update(tx, l.Link, wish); err != nil {
			return err
		}
		return write(tx, actor, l.Link, trail.WishChanged, nil)
	})
}

// easing are the facets that answer what did not fit where the ranking itself
// does not know it. For the other words ("nobody like me", the language, something
// else) no list says anything: the meeting is left out, and the page says whom
// to ask.
var easing = map[Misfit]facet.Name{Medication: facet.Medication, HardToGetIn: facet.StepFree}

// differing is the wish of an alternative: what the person wants and can do,
// and what they tried and what did not fit.
func differing(w option.Wish, l Link) option.Wish {
	if l.Meeting == "" {
		return w
	}
	tried := option.Tried{Meeting: l.Meeting}
	if l.Comfort != nil {
		tried.Misfits = l.Comfort.Misfits
	}
	w.Tried = append(w.Tried[:len(w.Tried):len(w.Tried)], tried)
	for _, misfit := range tried.Misfits {
		if eased, ok := easing[misfit]; ok && !slices.Contains(w.Need, eased) && !slices.Contains(w.Prefer, eased) {
			w.Prefer = append(w.Prefer[:len(w.Prefer):len(w.Prefer)], eased)
		}
	}
	w.From, w.Since = civil.Date{}, 0
	return w
}
