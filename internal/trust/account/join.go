package account

import (
	"context"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Joining is what somebody types when they take up an invitation. Without a
// password they sign in with one-time links; then the name is not needed.
type Joining struct {
	SignInName string
	Password   string
}

// Accept uses an invitation up: the account is active, with the password if
// one was chosen. whenIn runs in the same transaction, so that being in and
// whatever follows from it (a sign-in) happen together; it may be nil.
func (s *Store) Accept(ctx context.Context, scope db.Scope, token string, in Joining,
	whenIn func(tx *db.Tx, a Account) error) (a Account, err error) {
	if a, err = s.Holder(ctx, scope, ToJoin, token); err != nil {
		return a, err
	}
	hash, err := s.prepare(ctx, a, &in)
	if err != nil {
		return a, err
	}
	err = s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		if a, err = Redeem(tx, ToJoin, token); err != nil {
			return err
		}
		if hash != "" {
			if a, err = setPassword(tx, a, in.SignInName, hash); err != nil {
				return err
			}
		}
		if whenIn == nil {
			return nil
		}
		return whenIn(tx, a)
	})
	return a, err
}

// prepare checks what was typed and hashes the password, before a transaction
// begins: a hash takes longer than a writer may keep the others waiting.
func (s *Store) prepare(ctx context.Context, a Account, in *Joining) (hash string, err error) {
	if in.Password == "" {
		if !MayDoWithout(a.Roles) {
			return "", fault.New(fault.Invalid, "account.joining").Field("password", "account.password-needed")
		}
		return "", nil
	}
	in.SignInName = SignInName(in.SignInName)
	problems := fault.New(fault.Invalid, "account.joining")
	collect(problems, checkSignInName(in.SignInName))
	collect(problems, checkPassword(in.Password, a.Name, in.SignInName))
	if err := problems.OrNil(); err != nil {
		return "", err
	}
	return s.hasher.hash(ctx, in.Password)
}

// MayDoWithout reports whether an account with these roles needs no password:
// a companion sees a first name, a place and a time, and a link for each
// outing is enough.
func MayDoWithout(roles []access.Role) bool {
	for _, r := range roles {
		if r != access.Companion {
			return false
		}
	}
	return true
}

// setPassword stores the password and ends what was signed in with the old.
func setPassword(tx *db.Tx, a Account, signInName, hash string) (Account, error) {
	if _, err := tx.Exec(`UPDATE account SET sign_in_name = $1, password_hash = $2, password_at = $3
			WHERE community_id = $4 AND id = $5`, signInName, hash, tx.Stamp(), tx.Community(), a.ID); err != nil {
		return a, asTaken(err)
	}
	if err := voidEarlier(tx, a.ID); err != nil {
		return a, err
	}
	if err := note(tx, a.ID, trail.PasswordSet, a, nil); err != nil {
		return a, err
	}
	return byID(tx, a.ID)
}

// PasswordMatches returns the active account with this sign-in name and
// password. Every reason why there is none is the same Invalid fault
// "account.no-match" after the same work.
func (s *Store) PasswordMatches(ctx context.Context, scope db.Scope, signInName, password string) (Account, error) {
	var found struct {
		Account
		hash string
	}
	err := s.db.View(ctx, scope, func(tx *db.Tx) (err error) {
		found.hash, err = db.One(tx, func(r db.Row) (hash string, err error) { return hash, r.Scan(&found.ID, &hash) },
			`SELECT id, password_hash FROM account
			WHERE community_id = $1 AND sign_in_name = $2 AND password_hash IS NOT NULL AND state = 'active'`,
			tx.Community(), SignInName(signInName))
		return err
	})
	if err != nil && !fault.Is(err, fault.Missing) {
		return Account{}, err
	}
	matches, err := s.hasher.matches(ctx, password, found.hash)
	if err != nil {
		return Account{}, err
	}
	if !matches {
		return Account{}, fault.New(fault.Invalid, "account.no-match")
	}
	err = s.db.View(ctx, scope, func(tx *db.Tx) (err error) {
		found.Account, err = byID(tx, found.ID)
		return err
	})
	return found.Account, err
}
