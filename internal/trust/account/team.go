package account

import (
	"context"
	"errors"
	"slices"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Invitation is what a manager says of somebody new.
type Invitation struct {
	Name       string // as typed; kept as ShortName
	SignInName string // empty: they choose it themselves when they come
	Roles      []access.Role
}

// Invite makes an account that waits for its owner, and the link that lets
// them in. When the same form came before (db.Repeated), nothing is made and
// the link's token is empty: it was shown then.
func (s *Store) Invite(ctx context.Context, actor access.Actor, in Invitation) (link Link, err error) {
	if in, err = in.checked(actor); err != nil {
		return link, err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		link, err = invite(tx, actor, in)
		return err
	})
	return link, err
}

// Invite is [Store.Invite] inside a transaction: that of the community's
// founding.
func Invite(tx *db.Tx, actor access.Actor, in Invitation) (Link, error) {
	in, err := in.checked(actor)
	if err != nil {
		return Link{}, err
	}
	return invite(tx, actor, in)
}

func invite(tx *db.Tx, actor access.Actor, in Invitation) (Link, error) {
	a := Account{ID: tx.NewID(), Name: in.Name, SignInName: in.SignInName, State: Invited, Roles: in.Roles,
		Epoch: 1, Created: tx.Now()}
	if _, err := tx.Exec(`INSERT INTO account (community_id, id, name, name_key, sign_in_name, state, created_at)
			VALUES ($1, $2, $3, $4, $5, 'invited', $6)`, tx.Community(), a.ID, a.Name, nameKey(a.Name),
		db.OrNull(a.SignInName), tx.Stamp()); err != nil {
		return Link{}, asTaken(err)
	}
	if err := replaceRoles(tx, a.ID, a.Roles); err != nil {
		return Link{}, err
	}
	if err := note(tx, actor.Account, trail.AccountInvited, a, trail.Facts{"roles": joinRoles(a.Roles)}); err != nil {
		return Link{}, err
	}
	if err := tellReaders(tx, actor, a.ID, nil, a.Roles); err != nil {
		return Link{}, err
	}
	return issue(tx, actor, a, ToJoin)
}

// Check tells all that is wrong with the invitation, before anything is made.
func (in Invitation) Check(actor access.Actor) error {
	_, err := in.checked(actor)
	return err
}

// checked returns the invitation as it is kept, or all that is wrong with it.
func (in Invitation) checked(actor access.Actor) (Invitation, error) {
	in.Name, in.SignInName = ShortName(in.Name), SignInName(in.SignInName)
	problems := fault.New(fault.Invalid, "account.invitation")
	collect(problems, checkName(in.Name))
	if in.SignInName != "" {
		collect(problems, checkSignInName(in.SignInName))
	}
	roles, err := checkRoles(in.Roles)
	collect(problems, err)
	in.Roles = roles
	if err := mayGive(actor, roles); err != nil {
		return in, err
	}
	return in, problems.OrNil()
}

// collect gathers the field problems of err into the one fault of a form.
func collect(into *fault.Error, err error) {
	if f := fault.As(err); f != nil {
		into.Problems = append(into.Problems, f.Problems...)
	}
}

// changeable reads an account that the actor may change, see MayChange. Who
// may change none does not learn which there are.
func changeable(tx *db.Tx, actor access.Actor, id string) (Account, error) {
	if err := access.Allow(actor, access.AccountWrite, false); err != nil {
		return Account{}, err
	}
	a, err := byID(tx, id)
	if err != nil {
		return a, err
	}
	return a, mayChange(actor, a)
}

// SetRoles changes what the account may do, and ends its sign-ins: what was
// allowed a moment ago must not go on in an open browser.
func (s *Store) SetRoles(ctx context.Context, actor access.Actor, id string, roles []access.Role) error {
	roles, err := checkRoles(roles)
	if err != nil {
		return err
	}
	if err := mayGive(actor, roles); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err := changeable(tx, actor, id)
		if err != nil || slices.Equal(a.Roles, roles) {
			return err
		}
		if err := replaceRoles(tx, id, roles); err != nil {
			return err
		}
		if err := tellReaders(tx, actor, id, a.Roles, roles); err != nil {
			return err
		}
		return settle(tx, actor, trail.AccountChanged, a, trail.Facts{"roles": joinRoles(roles)})
	})
}

// Pause gives the account a rest: it cannot sign in until it is resumed.
func (s *Store) Pause(ctx context.Context, actor access.Actor, id string) error {
	return s.move(ctx, actor, id, func(a Account) State { return Paused })
}

// Resume ends the rest; the account is where it was before.
func (s *Store) Resume(ctx context.Context, actor access.Actor, id string) error {
	return s.move(ctx, actor, id, func(a Account) State {
		switch {
		case a.State != Paused:
			return a.State
		case a.Joined.IsZero():
			return Invited
		}
		return Active
	})
}

// EndSignIns ends every sign-in of somebody else's account at once, and its
// links: a phone was lost, and its owner cannot do it themselves.
func (s *Store) EndSignIns(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err := changeable(tx, actor, id)
		if err != nil {
			return err
		}
		if a.State != Active {
			return fault.New(fault.Conflict, "account.not-in", fault.Args{"Name": a.Name})
		}
		if err := voidEarlier(tx, id); err != nil {
			return err
		}
		return note(tx, actor.Account, trail.SignInsEnded, a, nil)
	})
}

// Leave ends the account for good: password, sign-in name and roles go, the
// name stays beside what they did. Somebody who comes back is invited anew.
func (s *Store) Leave(ctx context.Context, actor access.Actor, id string) error {
	return s.move(ctx, actor, id, func(a Account) State { return Left })
}

func (s *Store) move(ctx context.Context, actor access.Actor, id string, to func(Account) State) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err := changeable(tx, actor, id)
		if err != nil {
			return err
		}
		next := to(a)
		if next == a.State {
			return nil
		}
		if _, err := tx.Exec(`UPDATE account SET state = $1 WHERE community_id = $2 AND id = $3`,
			string(next), tx.Community(), id); err != nil {
			return err
		}
		if next == Left {
			if err := empty(tx, id); err != nil {
				return err
			}
		}
		event, facts := trail.AccountChanged, trail.Facts{"state": string(next)}
		if next == Paused {
			event = trail.AccountPaused
		}
		return settle(tx, actor, event, a, facts)
	})
}

func empty(tx *db.Tx, id string) error {
	if err := replaceRoles(tx, id, nil); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE account SET sign_in_name = NULL, password_hash = NULL WHERE community_id = $1 AND id = $2`,
		tx.Community(), id)
	return err
}

// settle is what every change of roles or state ends with. The entry comes
// before the question whether somebody is left, because writing it puts the
// changes of a community in one order: two administrators cannot remove each
// other at the same moment.
func settle(tx *db.Tx, actor access.Actor, event trail.Event, a Account, facts trail.Facts) error {
	if err := voidEarlier(tx, a.ID); err != nil {
		return err
	}
	if err := note(tx, actor.Account, event, a, facts); err != nil {
		return err
	}
	return somebodyLeft(tx, a.Roles, event == trail.AccountPaused)
}

// voidEarlier ends every sign-in and link that the account has.
func voidEarlier(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE account SET epoch = epoch + 1 WHERE community_id = $1 AND id = $2`, tx.Community(), id)
	return err
}

func joinRoles(roles []access.Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

func asTaken(err error) error {
	if errors.Is(err, db.ErrDuplicate) {
		return fault.New(fault.Invalid, "account.sign-in-name-taken").
			Field("sign_in_name", "account.sign-in-name-taken").Because(err)
	}
	return err
}
