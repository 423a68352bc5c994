package link

import (
	"context"
	"slices"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Tried is what somebody has told of meetings so far, in short: for a course
// that leads to them. It is what they said themselves, and nobody else's word.
type Tried struct {
	Kinds  []meeting.Kind // of group that they have been to, each once, the first one first
	Next   civil.Date     // evening of their first meeting that is planned; zero for none
	Chosen bool           // there is a meeting that they think of
	Rests  bool           // they said "not now", or let a way rest
}

// Tried reads that of those of the people whose ways the actor may read; the
// others are not in the answer.
func (s *Service) Tried(ctx context.Context, actor access.Actor, people []string) (told map[string]Tried, err error) {
	told = map[string]Tried{}
	if len(people) == 0 || !access.May(actor, access.LinkRead) {
		return told, nil
	}
	keeper := actor.Account
	if access.ReachOf(actor, access.LinkRead) == access.All {
		keeper = ""
	}
	args := []any{actor.Account, keeper}
	for _, id := range people {
		args = append(args, id)
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := db.All(tx, func(r db.Row) (struct{}, error) {
			var person string
			var w triedWay
			err := r.Scan(&person, db.OrZero(&w.state), db.OrZero(&w.kind), &w.attended, &w.on)
			told[person] = told[person].with(w)
			return struct{}{}, err
		}, `SELECT p.id, l.state, m.kind, l.attended_on IS NOT NULL, e.on_date
			FROM person p LEFT JOIN link l ON l.community_id = p.community_id AND l.person_id = p.id
			LEFT JOIN meeting m ON m.community_id = l.community_id AND m.id = l.meeting_id
			LEFT JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
			WHERE `+person.InSight("p", "$1")+` AND `+person.Kept("p", "$2")+` AND p.id IN (`+db.Gaps(3, len(people))+`)
				AND p.community_id = `+db.Gaps(3+len(people), 1)+` ORDER BY p.id, l.attended_on, l.id`, append(args, tx.Community())...)
		return err
	})
	return told, err
}

// triedWay is what one way tells: nothing but zeros where somebody has none.
type triedWay struct {
	state    State
	kind     meeting.Kind
	attended bool
	on       civil.Date
}

func (t Tried) with(w triedWay) Tried {
	if w.attended && w.kind != "" && !slices.Contains(t.Kinds, w.kind) {
		t.Kinds = append(t.Kinds, w.kind)
	}
	if w.state == Planned && !w.attended && (t.Next.IsZero() || w.on.Before(t.Next)) {
		t.Next = w.on
	}
	t.Chosen = t.Chosen || w.state == Chosen || w.state == Planned
	t.Rests = t.Rests || w.state == NotNow || w.state == Paused
	return t
}
