package consent

import (
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Withdraw stores that the person takes their yes back, in a way in which
// nobody reads anything out to them: STOP, or a link in an e-mail. The words
// that they had said yes to stay with the answer. Where there is no yes,
// nothing is taken back. By is the account, or who is not signed in.
func Withdraw(tx *db.Tx, by, personID string, p Purpose) error {
	held, err := Of(tx, personID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(held, func(c Consent) bool { return c.Purpose == p && c.Given })
	if at < 0 {
		return nil
	}
	return put(tx, access.Actor{Scope: tx.Scope(), Account: by}, personID, Answer{Purpose: p, Version: held[at].Version}, held[at].Wording)
}
