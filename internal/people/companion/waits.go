package companion

import (
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Waits is the part of Today's list that companions are who would like to talk:
// kind, id, person (none), name, detail (their number), at.
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.TalkAnswer) {
		return nil
	}
	return []db.Part{{SQL: `SELECT 'talk', t.id, '', a.name, COALESCE(c.phone, ''), t.asked_at FROM talk t
		JOIN account a ON a.community_id = t.community_id AND a.id = t.account_id
		LEFT JOIN capacity c ON c.community_id = t.community_id AND c.account_id = t.account_id
		WHERE t.community_id = $1 AND t.rung_at IS NULL AND t.account_id <> $2 ORDER BY t.asked_at, t.id LIMIT $3`,
		Args: []any{actor.Scope.Community(), actor.Account, careLimit}}}
}
