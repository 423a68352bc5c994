package ask

import (
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Waits is the part of Today's list that asks are which nobody has taken, or
// which the actor took: kind, id, person (none), name (the agency), detail (the
// [State]), at. Who is asked for stands on the ask's own page.
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.AskRead) {
		return nil
	}
	return []db.Part{{SQL: `SELECT 'ask', k.id, '', g.name, k.state, k.created_at FROM ask k
		JOIN agency g ON g.community_id = k.community_id AND g.id = k.agency_id
		WHERE k.community_id = $1 AND (k.state = 'open' OR k.state = 'taken' AND k.taken_by = $2)
		ORDER BY k.created_at, k.id LIMIT $3`, Args: []any{actor.Scope.Community(), actor.Account, most}}}
}
