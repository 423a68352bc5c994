package person

import (
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// Reads decides whether the actor may read what the action names of the person,
// whom they were shown: their chats, for instance.
func (p Person) Reads(tx *db.Tx, actor access.Actor, act access.Action) (bool, error) {
	err := p.allow(actor, act, false)
	if err != nil {
		err = concerned(tx, actor, act, p.ID)
	}
	if fault.Is(err, fault.Missing) {
		return false, nil
	}
	return err == nil, err
}

// concerned decides about the record of somebody whom an open concern is about,
// for those who read that concern (package concern): a safeguarding lead who is
// worried about somebody must see what we know of them. A concern that is kept
// from the actor opens nothing, a closed one no longer does, and a sealed record
// stays sealed: that takes breaking the glass.
func concerned(tx *db.Tx, actor access.Actor, act access.Action, personID string) error {
	if err := access.AllowNeeded(actor, act); err != nil {
		return err
	}
	_, err := db.One(tx, db.Column[string], `SELECT c.id FROM concern c
		JOIN concern_person b ON b.community_id = c.community_id AND b.concern_id = c.id
		JOIN person p ON p.community_id = b.community_id AND p.id = b.person_id
		WHERE c.community_id = $1 AND c.closed_at IS NULL AND (p.id = $2 OR p.merged_into = $2) AND `+InSight("p", "$3")+`
			AND NOT EXISTS (SELECT 1 FROM concern_kept_from k WHERE k.community_id = c.community_id
				AND k.concern_id = c.id AND k.account_id = $3) LIMIT 1`, tx.Community(), personID, actor.Account)
	return err
}
