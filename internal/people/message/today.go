package message

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Waits is the part of Today's list that unread replies are: kind, id, person,
// name, detail (what it says, as far as a list may show it), at. The words
// themselves are read on the page of messages.
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.MessageRead) {
		return nil
	}
	return []db.Part{{SQL: `SELECT 'reply', r.id, COALESCE(p.id, ''), COALESCE(p.name, ''), r.says, r.at FROM message_reply r
		LEFT JOIN person p ON p.community_id = r.community_id AND p.id = r.person_id AND ` + person.InSight("p", "$1") + `
		WHERE r.community_id = $2 AND r.read_at IS NULL
			AND (p.id IS NOT NULL AND ` + person.Kept("p", "$3") + ` OR r.person_id IS NULL AND $3 = '')
		ORDER BY r.id LIMIT $4`, Args: []any{actor.Account, actor.Scope.Community(), keeperOf(actor), listed}}}
}
