package signin

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// nameKey is what the tries for a name are counted under.
func nameKey(name string) string { return seal.Digest(account.SignInName(name)) }

// LockedOut is how long the account cannot sign in by password, after too many
// wrong ones; zero when it can. It is for whoever may lift it.
func (d *Desk) LockedOut(actor access.Actor, a account.Account) time.Duration {
	if a.SignInName == "" || !account.MayChange(actor, a) {
		return 0
	}
	return d.names.wait(nameKey(a.SignInName), d.db.Clock().Now())
}

// Lift lets the account try again at once. The tries of an address stay
// counted: whoever guesses goes on being held up.
func (d *Desk) Lift(ctx context.Context, actor access.Actor, id string) error {
	a, err := d.accounts.Get(ctx, actor, id)
	if err != nil {
		return err
	}
	if !account.MayChange(actor, a) {
		return fault.New(fault.Denied, "account.roles-not-yours")
	}
	err = d.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.LockOutLifted,
			Subject: trail.Subject{Kind: "account", ID: id}})
	})
	if err == nil && a.SignInName != "" {
		d.names.clear(nameKey(a.SignInName))
	}
	return err
}

// Fresh is how long after a sign-in its holder need not prove again that it is
// they, before they make somebody a manager or a link to somebody's account.
const Fresh = 15 * time.Minute

// Proved is nil when the sign-in of the token was made lately, by its own
// holder; else a SignIn fault: whoever signs in again gets a new token.
func (d *Desk) Proved(ctx context.Context, scope db.Scope, token string) error {
	return d.db.View(ctx, scope, func(tx *db.Tx) error {
		_, err := db.One(tx, db.Column[string],
			`SELECT id FROM sign_in WHERE community_id = $1 AND token_hash = $2 AND created_at > $3`,
			tx.Community(), seal.Digest(token), civil.Instant(tx.Now().Add(-Fresh)))
		if fault.Is(err, fault.Missing) {
			return fault.New(fault.SignIn, "signin.prove").Because(err)
		}
		return err
	})
}

// Seen clears the notices that the sign-in may clear: those of links only by a
// password that was chosen before. Whoever came in by the very link must not
// take away what warns of it.
func (d *Desk) Seen(ctx context.Context, actor access.Actor, token string) error {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return err
	}
	return d.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE account_notice SET seen_at = $1 WHERE community_id = $2 AND account_id = $3 AND seen_at IS NULL
			AND (kind = 'reader' OR EXISTS (SELECT 1 FROM sign_in s
				JOIN account a ON a.community_id = s.community_id AND a.id = s.account_id
				WHERE s.community_id = $2 AND s.token_hash = $4 AND s.way = 'password' AND a.password_at < account_notice.at))`,
			tx.Stamp(), tx.Community(), actor.Account, seal.Digest(token))
		return err
	})
}
