package consent

import (
	"openmaf/internal/platform/db"
)

// Agreed are those of the people whose newest answer to the purpose is yes.
func Agreed(tx *db.Tx, p Purpose, people ...any) ([]string, error) {
	if len(people) == 0 {
		return nil, nil
	}
	return db.All(tx, db.Column[string], `SELECT c.person_id FROM consent c
		WHERE c.community_id = $1 AND c.purpose = $2 AND c.given AND c.person_id IN (`+db.Gaps(3, len(people))+`)
			AND c.id = (SELECT max(n.id) FROM consent n WHERE n.community_id = c.community_id
				AND n.person_id = c.person_id AND n.purpose = c.purpose)`, append([]any{tx.Community(), string(p)}, people...)...)
}
