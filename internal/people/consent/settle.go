package consent

import (
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Together is what would hold if two records were one person's: of each purpose
// the newest answer, but for those in No: there one record said no, and a no
// is never turned into a yes by putting records together. Somebody has to ask.
func Together(one, other []Consent) (held, no []Consent) {
	newest := map[Purpose]Consent{}
	refused := map[Purpose]Consent{}
	for _, c := range slices.Concat(one, other) {
		if c.ID > newest[c.Purpose].ID {
			newest[c.Purpose] = c
		}
		if !c.Given {
			refused[c.Purpose] = c
		}
	}
	for _, p := range slices.Concat(Purposes, Later) {
		c, asked := newest[p]
		if !asked {
			continue
		}
		if r, ok := refused[p]; ok && c.Given {
			no = append(no, r)
			c = r
		}
		held = append(held, c)
	}
	return held, no
}

// Settle adds the answers without which a merge would turn a no into a yes. They
// are marked as coming from it, for nobody has said them anew.
func Settle(tx *db.Tx, actor access.Actor, merge, personID string, no []Consent) error {
	for _, c := range no {
		if _, err := tx.Exec(`INSERT INTO consent (community_id, id, person_id, purpose, given, words, words_version, said_at, account_id, merge_id)
			VALUES ($1, $2, $3, $4, FALSE, $5, $6, $7, $8, $9)`, tx.Community(), tx.NewID(), personID, string(c.Purpose),
			c.Words, c.Version, tx.Stamp(), actor.Account, merge); err != nil {
			return err
		}
	}
	return nil
}

// Unsettle takes away what [Settle] added.
func Unsettle(tx *db.Tx, merge string) error {
	_, err := tx.Exec(`DELETE FROM consent WHERE community_id = $1 AND merge_id = $2`, tx.Community(), merge)
	return err
}
