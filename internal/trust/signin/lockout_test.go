package signin_test

import (
	"errors"
	"testing"
	"time"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/signin"
)

func (t *door) get(id string) account.Account {
	t.Helper()
	a, err := t.accounts.Get(t.Context(), access.Operator(t.scope), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// told reports whether the sign-in is told on every page of what somebody else
// did.
func (t *door) told(token string) bool {
	t.Helper()
	a, err := t.Actor(t.Context(), t.scope, token)
	if err != nil {
		t.Fatal(err)
	}
	return a.Told
}

// Who is locked out waits a quarter of an hour, or until a manager lets them
// try again; a manager lifts it for those whom they may change, and nobody
// else does.
func TestALockOutIsLifted(t *testing.T) {
	each(t, func(t *door) {
		max, ada, sam := t.member(access.Manager).Actor, t.member(access.Administrator).Actor, t.member(access.Facilitator).Actor
		from := 0
		try := func(name, password string) error {
			from++ // each from another network: only the name is counted here
			v := visit
			v.Address = "192.0.2." + string(rune('0'+from%9+1))
			_, err := t.WithPassword(t.Context(), t.scope, v, name, password)
			return err
		}
		lock := func(name string) {
			for range 5 {
				if err := try(name, "a wrong guess"); !fault.Is(err, fault.Invalid) {
					t.Fatal(err)
				}
			}
			if err := try(name, goodPassword); !fault.Is(err, fault.TooMany) {
				t.Fatalf("not locked out: %v", err)
			}
		}
		account3 := t.get(sam.Account)
		if wait := t.LockedOut(max, account3); wait != 0 {
			t.Errorf("locked out before: %v", wait)
		}
		lock("name3")
		if wait := t.LockedOut(max, account3); wait <= 14*time.Minute || wait > 15*time.Minute {
			t.Errorf("a manager is told of %v", wait)
		}
		if wait := t.LockedOut(sam, account3); wait != 0 {
			t.Errorf("somebody who may not lift it is told of %v", wait)
		}
		if err := t.Lift(t.Context(), sam, max.Account); err == nil {
			t.Error("a facilitator lifts a lock-out")
		}
		if err := t.Lift(t.Context(), max, sam.Account); err != nil {
			t.Fatal(err)
		}
		if err := try("name3", goodPassword); err != nil {
			t.Errorf("after it was lifted: %v", err)
		}
		lock("name2")
		if err := t.Lift(t.Context(), max, ada.Account); err == nil {
			t.Error("a manager lifts an administrator's lock-out")
		}
		t.clock.Advance(15 * time.Minute)
		if err := try("name2", goodPassword); err != nil {
			t.Errorf("a quarter of an hour later: %v", err)
		}
	})
}

// Ended by somebody else, every sign-in of the account ends at once; nobody
// ends those of an account that they may not change.
func TestEndedByAManager(t *testing.T) {
	each(t, func(t *door) {
		max, sam, ada := t.member(access.Manager), t.member(access.Facilitator), t.member(access.Administrator)
		if err := t.accounts.EndSignIns(t.Context(), max.Actor, ada.Actor.Account); err == nil || !t.in(ada.Token) {
			t.Error("a manager ends an administrator's sign-ins")
		}
		if err := t.accounts.EndSignIns(t.Context(), max.Actor, sam.Actor.Account); err != nil {
			t.Fatal(err)
		}
		if t.in(sam.Token) || !t.in(max.Token) {
			t.Error("the wrong sign-in has ended")
		}
		t.chainHolds()
	})
}

// A change that reaches far asks for a new sign-in after a while, and a new
// sign-in has a new token: the one before is worth nothing.
func TestProvedAnew(t *testing.T) {
	each(t, func(t *door) {
		ada := t.member(access.Administrator)
		if err := t.Proved(t.Context(), t.scope, ada.Token); err != nil {
			t.Errorf("right after: %v", err)
		}
		t.clock.Advance(signin.Fresh)
		if err := t.Proved(t.Context(), t.scope, ada.Token); !fault.Is(err, fault.SignIn) {
			t.Errorf("a quarter of an hour later: %v", err)
		}
		v := visit
		v.Token = ada.Token
		again, err := t.WithPassword(t.Context(), t.scope, v, "name1", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		if again.Token == ada.Token || t.in(ada.Token) || !t.in(again.Token) {
			t.Error("the token was not changed")
		}
		if err := t.Proved(t.Context(), t.scope, again.Token); err != nil {
			t.Errorf("after a new sign-in: %v", err)
		}
		if err := t.Proved(t.Context(), t.scope, "nobody's"); !fault.Is(err, fault.SignIn) {
			t.Errorf("no token: %v", err)
		}
	})
}

// That somebody made a link to sign in as them stands before the holder until
// they clear it with a password of their own; whoever came in by the link, or
// chose a password with one, cannot clear it.
func TestWhoClearsANotice(t *testing.T) {
	each(t, func(t *door) {
		max, asha := t.member(access.Manager), t.member(access.Facilitator)
		make := func(purpose account.Purpose) string {
			t.clock.Advance(time.Minute)
			link, err := t.accounts.MakeLink(t.Context(), max.Actor, asha.Actor.Account, purpose)
			if err != nil {
				t.Fatal(err)
			}
			t.clock.Advance(time.Minute)
			return link.Token
		}
		seen := func(ticket signin.Ticket, err error) bool {
			if err := errors.Join(err, t.Seen(t.Context(), ticket.Actor, ticket.Token)); err != nil {
				t.Fatal(err)
			}
			return !t.told(ticket.Token)
		}
		if t.told(asha.Token) {
			t.Error("told before anything happened")
		}
		token := make(account.ToSignIn)
		if !t.told(asha.Token) {
			t.Error("the holder is not told")
		}
		if seen(t.WithLink(t.Context(), t.scope, visit, token)) {
			t.Error("who came in by the link clears the notice of it")
		}
		if !seen(t.WithPassword(t.Context(), t.scope, visit, "name2", goodPassword)) {
			t.Error("the holder cannot clear it with their own password")
		}
		token = make(account.ToJoin)
		const theirs = "another shelf of pots"
		if seen(t.Join(t.Context(), t.scope, visit, token, account.Joining{SignInName: "name2", Password: theirs})) {
			t.Error("who chose a password with the link clears the notice of it")
		}
		if seen(t.WithPassword(t.Context(), t.scope, visit, "name2", theirs)) {
			t.Error("and so do they with that password")
		}
		t.clock.Advance(7 * 24 * time.Hour)
		ticket, err := t.WithPassword(t.Context(), t.scope, visit, "name2", theirs)
		if err != nil || t.told(ticket.Token) {
			t.Errorf("it still stands on every page after a week: %v", err)
		}
	})
}
