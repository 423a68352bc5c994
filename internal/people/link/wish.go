package link

import (
	"context"

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
		w.From, w.Since, w.Tried = civil.Date{}, 0, l.wish.Tried
		if err := update(tx, l.Link, w); err != nil {
			return err
		}
		return write(tx, actor, l.Link, trail.WishChanged, nil)
	})
}
