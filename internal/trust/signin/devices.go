package signin

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// everyDevice stands in the trail where all sign-ins ended at once.
const everyDevice = "all"

// Device is one living sign-in of an account, for its owner to see.
type Device struct {
	ID       string
	Name     string // "Firefox, Android"; empty when it cannot be told
	Since    time.Time
	LastSeen time.Time
	This     bool // the one that is asking
}

// Devices are the living sign-ins of the actor's own account, newest first.
func (d *Desk) Devices(ctx context.Context, actor access.Actor, token string) (devices []Device, err error) {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return nil, err
	}
	this := seal.Digest(token)
	scan := func(r db.Row) (v Device, err error) {
		var digest string
		err = r.Scan(&v.ID, &digest, &v.Name, civil.ScanInstant(&v.Since), civil.ScanInstant(&v.LastSeen))
		v.This = digest == this
		return v, err
	}
	err = d.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		devices, err = db.All(tx, scan, `SELECT s.id, s.token_hash, s.device, s.created_at, s.last_seen_at FROM sign_in s
			JOIN account a ON a.community_id = s.community_id AND a.id = s.account_id AND a.epoch = s.epoch
			WHERE s.community_id = $1 AND s.account_id = $2 AND s.ends_at > $3 ORDER BY s.id DESC LIMIT 100`,
			tx.Community(), actor.Account, tx.Stamp())
		return err
	})
	return devices, err
}

// Revoke ends one sign-in of the actor's own account: a phone that was lost.
func (d *Desk) Revoke(ctx context.Context, actor access.Actor, id string) error {
	return d.revoke(ctx, actor, func(tx *db.Tx) (int64, error) {
		return tx.Exec(`DELETE FROM sign_in WHERE community_id = $1 AND account_id = $2 AND id = $3`,
			tx.Community(), actor.Account, id)
	}, id)
}

// RevokeAll ends every sign-in of the actor's own account, this one too.
func (d *Desk) RevokeAll(ctx context.Context, actor access.Actor) error {
	return d.revoke(ctx, actor, func(tx *db.Tx) (int64, error) {
		return tx.Exec(`DELETE FROM sign_in WHERE community_id = $1 AND account_id = $2`, tx.Community(), actor.Account)
	}, everyDevice)
}

func (d *Desk) revoke(ctx context.Context, actor access.Actor, remove func(*db.Tx) (int64, error), which string) error {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return err
	}
	return d.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := remove(tx)
		if err != nil || n == 0 {
			return err
		}
		return note(tx, actor.Account, trail.SignedOut, which, nil)
	})
}
