package signin

import (
	"context"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

// EndAll ends every sign-in of the community, and the links that could make
// new ones: after a restore, when a token that was revoked since the backup
// must not be good again.
func EndAll(ctx context.Context, d *db.DB, scope db.Scope) error {
	return d.Tx(ctx, scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM sign_in WHERE community_id = $1`, tx.Community()); err != nil {
			return err
		}
		if err := account.EndLinks(tx); err != nil {
			return err
		}
		return note(tx, trail.System, trail.SignedOut, everyDevice, nil)
	})
}

// Sweep deletes the sign-ins and links that have run out.
func Sweep(ctx context.Context, d *db.DB, scope db.Scope) error {
	return d.Tx(ctx, scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM sign_in WHERE community_id = $1 AND ends_at <= $2`, tx.Community(), tx.Stamp()); err != nil {
			return err
		}
		return account.SweepLinks(tx)
	})
}
