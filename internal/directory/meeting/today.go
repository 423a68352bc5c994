package meeting

import (
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// mostToRing is how many listings one list asks to be rung about.
const mostToRing = 10

// Waits is the part of Today's list that listings which somebody found wrong
// are: kind, id, person (none), name (the title), detail (the [FlagReason]), at
// (the day).
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.MeetingCheck) {
		return nil
	}
	return []db.Part{{SQL: `SELECT 'listing', m.id, '', m.title, m.flag_reason, m.flagged_on FROM meeting m
		WHERE m.community_id = $1 AND m.flagged_on IS NOT NULL AND NOT m.withdrawn ORDER BY m.flagged_on, m.id LIMIT $2`,
		Args: []any{actor.Scope.Community(), mostToRing}}}
}
