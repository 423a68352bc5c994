package signin_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/signin"
	"openmaf/internal/trust/trail"
)

const goodPassword = "teapot on shelf"

var visit = signin.Visit{Address: "192.0.2.1", Device: "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0"}

type door struct {
	*testing.T
	*signin.Desk
	accounts *account.Store
	d        *db.DB
	scope    db.Scope
	clock    *clock.Manual
	made     int
}

func each(t *testing.T, test func(t *door)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		accounts := account.New(d)
		log := slog.New(slog.NewTextHandler(io.Discard, nil))
		test(&door{T: t, Desk: signin.New(d, accounts, log), accounts: accounts, d: d, scope: s, clock: dbtest.Clock(d)})
	})
}

// member joins with the good password and the sign-in name "name1", "name2"…
func (t *door) member(roles ...access.Role) signin.Ticket {
	t.Helper()
	t.made++
	link, err := t.accounts.Invite(t.Context(), access.Operator(t.scope), account.Invitation{Name: "Sam K", Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := t.Join(t.Context(), t.scope, visit, link.Token,
		account.Joining{SignInName: fmt.Sprintf("name%d", t.made), Password: goodPassword})
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func (t *door) link(id string) string {
	t.Helper()
	link, err := t.accounts.MakeLink(t.Context(), access.Operator(t.scope), id, account.ToSignIn)
	if err != nil {
		t.Fatal(err)
	}
	return link.Token
}

func (t *door) in(token string) bool {
	t.Helper()
	a, err := t.Actor(t.Context(), t.scope, token)
	if err != nil && !fault.Is(err, fault.SignIn) {
		t.Fatal(err)
	}
	return a.SignedIn()
}

func TestWhoActsWithAToken(t *testing.T) {
	each(t, func(t *door) {
		ticket := t.member(access.Manager, access.Facilitator)
		a, err := t.Actor(t.Context(), t.scope, ticket.Token)
		if err != nil {
			t.Fatal(err)
		}
		if a.Account != ticket.Actor.Account || a.Name != "Sam K" || a.Scope != t.scope || len(a.Roles) != 2 ||
			!a.Has(access.Manager) || !a.Has(access.Facilitator) {
			t.Fatalf("acts as %+v", a)
		}
		for _, token := range []string{"", "nonsense", ticket.Token + "x", strings.ToUpper(ticket.Token)} {
			if _, err := t.Actor(t.Context(), t.scope, token); !fault.Is(err, fault.SignIn) {
				t.Errorf("token %q: %v, want a SignIn fault", token, err)
			}
		}
	})
}

func TestOneQueryAPage(t *testing.T) {
	each(t, func(t *door) {
		ticket, queries := t.member(access.Manager), 0
		t.d.CountQueries(func() { queries++ })
		if !t.in(ticket.Token) || queries != 1 {
			t.Fatalf("%d queries, want 1", queries)
		}
	})
}

// A browser that was given a token beforehand must not find itself signed in
// with it, and the sign-in it had must be over.
func TestFixation(t *testing.T) {
	each(t, func(t *door) {
		first := t.member(access.Manager)
		ways := map[string]func(signin.Visit) (signin.Ticket, error){
			"password": func(v signin.Visit) (signin.Ticket, error) {
				return t.WithPassword(t.Context(), t.scope, v, "name1", goodPassword)
			},
			"link": func(v signin.Visit) (signin.Ticket, error) {
				return t.WithLink(t.Context(), t.scope, v, t.link(first.Actor.Account))
			},
		}
		for name, way := range ways {
			planted := visit
			planted.Token = "planted-by-somebody-else"
			ticket, err := way(planted)
			if err != nil || ticket.Token == planted.Token || t.in(planted.Token) {
				t.Fatalf("%s: the planted token is in use: %v", name, err)
			}
			again := visit
			again.Token = ticket.Token
			next, err := way(again)
			if err != nil || next.Token == ticket.Token || !t.in(next.Token) || t.in(ticket.Token) {
				t.Fatalf("%s: the token was not drawn anew: %v", name, err)
			}
		}
		if !t.in(first.Token) {
			t.Error("another device was signed out")
		}
	})
}

func TestExpiry(t *testing.T) {
	type step struct {
		wait time.Duration
		in   bool
	}
	var allDay []step
	for range 24 { // 11 h 36 min
		allDay = append(allDay, step{29 * time.Minute, true})
	}
	tests := []struct {
		name  string
		roles []access.Role
		steps []step
	}{
		{"silent for 30 minutes", []access.Role{access.Facilitator}, []step{{30*time.Minute - time.Millisecond, true}, {30 * time.Minute, false}}},
		{"used now and then", []access.Role{access.Manager}, []step{{29 * time.Minute, true}, {29 * time.Minute, true}, {29 * time.Minute, true}}},
		{"used all day", []access.Role{access.Administrator}, append(allDay, step{24*time.Minute - time.Millisecond, true}, step{time.Millisecond, false})},
		{"a companion's evening", []access.Role{access.Companion}, []step{{5 * time.Hour, true}, {7*time.Hour - time.Millisecond, true}, {time.Millisecond, false}}},
		{"a companion who also manages", []access.Role{access.Companion, access.Manager}, []step{{31 * time.Minute, false}}},
	}
	each(t, func(t *door) {
		for _, tt := range tests {
			ticket := t.member(tt.roles...)
			began := t.clock.Now()
			for i, step := range tt.steps {
				t.clock.Advance(step.wait)
				if got := t.in(ticket.Token); got != step.in {
					t.Errorf("%s, step %d, after %v: in %t, want %t", tt.name, i, t.clock.Now().Sub(began), got, step.in)
				}
			}
		}
	})
}

func TestSeenIsWrittenOnceAMinute(t *testing.T) {
	each(t, func(t *door) {
		ticket := t.member(access.Manager)
		began := t.clock.Now()
		for _, tt := range []struct{ wait, want time.Duration }{
			{59 * time.Second, 0}, {time.Second, time.Minute}, {59 * time.Second, time.Minute}, {2 * time.Second, 121 * time.Second},
		} {
			t.clock.Advance(tt.wait)
			if !t.in(ticket.Token) {
				t.Fatal("signed out")
			}
			devices, err := t.Devices(t.Context(), ticket.Actor, ticket.Token)
			if err != nil || len(devices) != 1 {
				t.Fatalf("%d devices, %v", len(devices), err)
			}
			if got := devices[0].LastSeen.Sub(began); got != tt.want {
				t.Errorf("after %v: seen at %v, want %v", t.clock.Now().Sub(began), got, tt.want)
			}
		}
	})
}

// What ends every sign-in of an account, at once.
func TestVoidedByWhatChanges(t *testing.T) {
	each(t, func(t *door) {
		operator := access.Operator(t.scope)
		changes := map[string]func(id string) error{
			"roles": func(id string) error {
				return t.accounts.SetRoles(t.Context(), operator, id, []access.Role{access.Companion, access.Facilitator})
			},
			"a rest": func(id string) error { return t.accounts.Pause(t.Context(), operator, id) },
			"a rest and back": func(id string) error {
				if err := t.accounts.Pause(t.Context(), operator, id); err != nil {
					return err
				}
				return t.accounts.Resume(t.Context(), operator, id)
			},
			"leaving": func(id string) error { return t.accounts.Leave(t.Context(), operator, id) },
		}
		for name, change := range changes {
			ticket := t.member(access.Facilitator)
			pending := t.link(ticket.Actor.Account)
			if !t.in(ticket.Token) {
				t.Fatal("not signed in")
			}
			if err := change(ticket.Actor.Account); err != nil {
				t.Fatal(err)
			}
			if t.in(ticket.Token) {
				t.Errorf("%s: still signed in", name)
			}
			if _, err := t.WithLink(t.Context(), t.scope, visit, pending); !fault.Is(err, fault.Missing) {
				t.Errorf("%s: a link from before still works: %v", name, err)
			}
		}
	})
}

func TestALinkSignsInOnce(t *testing.T) {
	each(t, func(t *door) {
		token := t.link(t.member(access.Companion).Actor.Account)
		var won atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				ticket, err := t.WithLink(context.Background(), t.scope, visit, token)
				switch {
				case err == nil && ticket.Token != "":
					won.Add(1)
				case !fault.Is(err, fault.Missing) || ticket.Token != "":
					t.Errorf("got %+v, %v", ticket, err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d signed in, want 1", won.Load())
		}
	})
}

// A companion who was only ever given a link to sign in has joined by it.
func TestInvitedByALinkAlone(t *testing.T) {
	each(t, func(t *door) {
		link, err := t.accounts.Invite(t.Context(), access.Operator(t.scope),
			account.Invitation{Name: "Sam K", Roles: []access.Role{access.Companion}})
		if err != nil {
			t.Fatal(err)
		}
		ticket, err := t.WithLink(t.Context(), t.scope, visit, t.link(link.Account.ID))
		if err != nil || !t.in(ticket.Token) {
			t.Fatal(err)
		}
		a, err := t.accounts.Get(t.Context(), access.Operator(t.scope), link.Account.ID)
		if err != nil || a.State != account.Active {
			t.Fatalf("state %s, %v", a.State, err)
		}
	})
}

func TestTooManyTries(t *testing.T) {
	each(t, func(t *door) {
		t.member(access.Manager)
		try := func(address, name, password string) error {
			v := visit
			v.Address = address
			_, err := t.WithPassword(t.Context(), t.scope, v, name, password)
			return err
		}
		for _, name := range []string{"name1", "nobody-here"} {
			for range 5 {
				if err := try("192.0.2.1", name, "kettle on shelf"); !fault.Is(err, fault.Invalid) {
					t.Fatalf("%s: %v", name, err)
				}
			}
			if err := try("192.0.2.2", name, goodPassword); !fault.Is(err, fault.TooMany) || fault.As(err).Args["Count"] != 15 {
				t.Fatalf("%s, sixth try: %v", name, err)
			}
		}
		t.clock.Advance(15 * time.Minute)
		if err := try("192.0.2.2", "name1", goodPassword); err != nil {
			t.Fatalf("after the wait: %v", err)
		}
	})
}

func TestTooManyTriesFromOneAddress(t *testing.T) {
	each(t, func(t *door) {
		t.member(access.Manager)
		for range 30 { // an office where everybody gets it right
			if _, err := t.WithPassword(t.Context(), t.scope, visit, "name1", goodPassword); err != nil {
				t.Fatal(err)
			}
		}
		for range 20 {
			if _, err := t.WithLink(t.Context(), t.scope, visit, "no-such-link"); !fault.Is(err, fault.Missing) {
				t.Fatal(err)
			}
		}
		if _, err := t.WithPassword(t.Context(), t.scope, visit, "name1", goodPassword); !fault.Is(err, fault.TooMany) {
			t.Fatalf("the 21st: %v", err)
		}
		t.clock.Advance(3 * time.Minute)
		if _, err := t.WithPassword(t.Context(), t.scope, visit, "name1", goodPassword); err != nil {
			t.Fatalf("after the wait: %v", err)
		}
	})
}

func TestDevicesAndSigningOut(t *testing.T) {
	each(t, func(t *door) {
		first := t.member(access.Manager)
		other := t.member(access.Manager)
		t.clock.Advance(time.Second)
		second, err := t.WithPassword(t.Context(), t.scope, visit, "name1", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		devices, err := t.Devices(t.Context(), second.Actor, second.Token)
		if err != nil || len(devices) != 2 || !devices[0].This || devices[1].This || devices[0].Name != "Chrome, Android" {
			t.Fatalf("devices %+v, %v", devices, err)
		}
		if err := t.Revoke(t.Context(), other.Actor, devices[1].ID); err != nil || !t.in(first.Token) {
			t.Fatalf("somebody else ended it: %v", err)
		}
		if err := t.Revoke(t.Context(), second.Actor, devices[1].ID); err != nil || t.in(first.Token) || !t.in(second.Token) {
			t.Fatalf("ended the wrong one: %v", err)
		}
		if err := t.SignOut(t.Context(), t.scope, second.Token); err != nil || t.in(second.Token) {
			t.Fatalf("still signed in: %v", err)
		}
		if err := t.SignOut(t.Context(), t.scope, second.Token); err != nil {
			t.Fatalf("signing out twice: %v", err)
		}
		if err := t.RevokeAll(t.Context(), other.Actor); err != nil || t.in(other.Token) {
			t.Fatalf("after ending all: %v", err)
		}
		t.chainHolds()
	})
}

// After a restore nothing that may have been spent since the backup is good,
// and those who were only invited can still come in.
func TestEndAll(t *testing.T) {
	each(t, func(t *door) {
		ticket := t.member(access.Manager)
		pending := t.link(ticket.Actor.Account)
		invited, err := t.accounts.Invite(t.Context(), access.Operator(t.scope),
			account.Invitation{Name: "Eve E", Roles: []access.Role{access.Companion}})
		if err != nil {
			t.Fatal(err)
		}
		if err := signin.EndAll(t.Context(), t.d, t.scope); err != nil {
			t.Fatal(err)
		}
		if t.in(ticket.Token) {
			t.Error("a sign-in lives on")
		}
		if _, err := t.WithLink(t.Context(), t.scope, visit, pending); !fault.Is(err, fault.Missing) {
			t.Errorf("a link lives on: %v", err)
		}
		if _, err := t.Join(t.Context(), t.scope, visit, invited.Token, account.Joining{}); err != nil {
			t.Errorf("an invitation died: %v", err)
		}
		t.chainHolds()
	})
}

func TestSweepLeavesWhatLives(t *testing.T) {
	each(t, func(t *door) {
		old := t.member(access.Companion)
		t.link(old.Actor.Account)
		t.clock.Advance(12 * time.Hour)
		young := t.member(access.Companion)
		pending := t.link(young.Actor.Account)
		t.clock.Advance(12*time.Hour - time.Millisecond)
		if err := signin.Sweep(t.Context(), t.d, t.scope); err != nil {
			t.Fatal(err)
		}
		count := func(query string) (n int) {
			err := t.d.View(t.Context(), t.scope, func(tx *db.Tx) (err error) {
				n, err = db.One(tx, db.Column[int], query, tx.Community())
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := count(`SELECT count(*) FROM sign_in WHERE community_id = $1`); n != 1 || !t.in(young.Token) {
			t.Errorf("%d sign-ins are left, want the young one", n)
		}
		t.clock.Advance(time.Millisecond)
		if err := signin.Sweep(t.Context(), t.d, t.scope); err != nil {
			t.Fatal(err)
		}
		if _, err := t.WithLink(t.Context(), t.scope, visit, pending); err != nil {
			t.Errorf("a living link was swept away: %v", err)
		}
		if n := count(`SELECT count(*) FROM one_time_link WHERE community_id = $1 AND used_at IS NULL`); n != 0 {
			t.Errorf("%d links are left that nobody can use", n)
		}
	})
}

func (t *door) chainHolds() {
	t.Helper()
	err := t.d.View(t.Context(), t.scope, func(tx *db.Tx) error {
		_, err := trail.Verify(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever reads the database cannot sign in with what stands there.
func TestNoTokenIsStored(t *testing.T) {
	each(t, func(t *door) {
		ticket := t.member(access.Manager)
		err := t.d.View(t.Context(), t.scope, func(tx *db.Tx) error {
			kept, err := db.One(tx, db.Column[string],
				`SELECT token_hash || id || device FROM sign_in WHERE community_id = $1`, tx.Community())
			if strings.Contains(kept, ticket.Token) {
				t.Errorf("stored: %s", kept)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
