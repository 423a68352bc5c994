package link

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Tried is what somebody has told of meetings so far, in short: for a course
// that leads to them. It is what they said themselves, and nobody else's word.
type Tried struct {
	Kinds  int        // different kinds of group that they have been to
	Next   civil.Date // evening of their first meeting that is planned; zero for none
	Chosen bool       // there is a meeting that they think of

	person string
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
		all, err := db.All(tx, scanTried, `SELECT p.id, count(DISTINCT CASE WHEN l.attended_on IS NOT NULL THEN m.kind END),
				min(CASE WHEN l.state = 'planned' AND l.attended_on IS NULL THEN e.on_date END),
				count(CASE WHEN l.state IN ('chosen', 'planned') THEN 1 END) > 0
			FROM person p LEFT JOIN link l ON l.community_id = p.community_id AND l.person_id = p.id
			LEFT JOIN meeting m ON m.community_id = l.community_id AND m.id = l.meeting_id
			LEFT JOIN link_plan e ON e.community_id = l.community_id AND e.id = l.plan_id
			WHERE `+person.InSight("p", "$1")+` AND `+person.Kept("p", "$2")+` AND p.id IN (`+db.Gaps(3, len(people))+`)
				AND p.community_id = `+db.Gaps(3+len(people), 1)+` GROUP BY p.id`, append(args, tx.Community())...)
		for _, t := range all {
			told[t.person] = t
		}
		return err
	})
	return told, err
}

func scanTried(r db.Row) (t Tried, err error) {
	return t, r.Scan(&t.person, &t.Kinds, &t.Next, &t.Chosen)
}
