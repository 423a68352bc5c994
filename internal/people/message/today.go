package message

import (
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Waits are the parts of Today's list that unread replies and messages which
// did not get through are: kind, id, person, name, detail (what a reply says,
// as far as a list may show it; what became of a message), at. Their words are
// read on the page of messages.
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.MessageRead) {
		return nil
	}
	args := []any{actor.Scope.Community(), actor.Account, keeperOf(actor), listed}
	return []db.Part{
		{SQL: `SELECT 'reply', r.id, COALESCE(p.id, ''), COALESCE(p.name, ''), r.says, r.at FROM message_reply r
			LEFT JOIN person p ON p.community_id = r.community_id AND p.id = r.person_id AND p.community_id = $1
				AND ` + person.InSight("p", "$2") + `
			WHERE r.community_id = $1 AND r.read_at IS NULL
				AND (p.id IS NOT NULL AND ` + person.Kept("p", "$3") + ` OR r.person_id IS NULL AND $3 = '')
			ORDER BY r.id LIMIT $4`, Args: args},
		{SQL: `SELECT 'trouble', m.id, p.id, p.name, m.state, m.changed_at FROM message m
			JOIN person p ON p.community_id = m.community_id AND p.id = m.person_id
			WHERE m.community_id = $1 AND ` + person.InSight("p", "$2") + ` AND ` + person.Kept("p", "$3") + `
				AND m.state IN ('failed', 'unknown') AND NOT m.seen
			ORDER BY m.id LIMIT $4`, Args: args},
	}
}
