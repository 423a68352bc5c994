package account_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

const goodPassword = "teapot on shelf"

// team is a community whose accounts a test makes as it needs them.
type team struct {
	*testing.T
	*account.Store
	d     *db.DB
	scope db.Scope
	made  int
}

func each(t *testing.T, test func(t team)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		test(team{T: t, Store: account.New(d), d: d, scope: s})
	})
}

func (t *team) invite(roles ...access.Role) account.Link {
	t.Helper()
	t.made++
	link, err := t.Invite(t.Context(), access.Operator(t.scope),
		account.Invitation{Name: fmt.Sprintf("Volunteer %c", 'A'+t.made), Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// member is an account that came in with the good password.
func (t *team) member(roles ...access.Role) access.Actor {
	t.Helper()
	link := t.invite(roles...)
	a, err := t.Accept(t.Context(), t.scope, link.Token,
		account.Joining{SignInName: fmt.Sprintf("name%d", t.made), Password: goodPassword}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return access.Actor{Scope: t.scope, Account: a.ID, Name: a.Name, Roles: a.Roles}
}

func (t *team) get(id string) account.Account {
	t.Helper()
	a, err := t.Get(t.Context(), access.Operator(t.scope), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func key(err error) string {
	if f := fault.As(err); f != nil {
		return f.Key
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestInvitationToPassword(t *testing.T) {
	each(t, func(t team) {
		manager := t.member(access.Manager)
		link, err := t.Invite(t.Context(), manager, account.Invitation{Name: "Sam Kettle",
			Roles: []access.Role{access.Companion, access.Facilitator}})
		if err != nil {
			t.Fatal(err)
		}
		if a := link.Account; a.Name != "Sam K" || a.State != account.Invited || len(link.Token) != 43 {
			t.Fatalf("invited %+v with the token %q", a, link.Token)
		}
		holder, err := t.Holder(t.Context(), t.scope, account.ToJoin, link.Token)
		if err != nil || holder.ID != link.Account.ID {
			t.Fatalf("the link is %+v's, %v", holder, err)
		}
		joined, err := t.Accept(t.Context(), t.scope, link.Token,
			account.Joining{SignInName: " Sam@Example.org ", Password: goodPassword}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if joined.State != account.Active || joined.SignInName != "sam@example.org" || !joined.HasPassword ||
			!joined.Joined.Equal(dbtest.Start) || !slices.Equal(joined.Roles, []access.Role{access.Facilitator, access.Companion}) {
			t.Fatalf("joined as %+v", joined)
		}
		found, err := t.PasswordMatches(t.Context(), t.scope, "SAM@example.ORG", goodPassword)
		if err != nil || found.ID != joined.ID {
			t.Fatalf("found %+v, %v", found, err)
		}
		t.trailHas(trail.AccountInvited, trail.AccountJoined, trail.PasswordSet)
	})
}

// trailHas asserts the events, in this order, at the end of an unbroken chain.
func (t *team) trailHas(events ...trail.Event) {
	t.Helper()
	err := t.d.View(t.Context(), t.scope, func(tx *db.Tx) error {
		written, err := db.All(tx, func(r db.Row) (e trail.Event, err error) { return e, r.Scan(&e) },
			`SELECT event FROM trail WHERE community_id = $1 ORDER BY seq`, tx.Community())
		if err != nil {
			return err
		}
		if n := len(written) - len(events); n < 0 || !slices.Equal(written[n:], events) {
			t.Errorf("the trail ends %v, want %v", written, events)
		}
		_, err = trail.Verify(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoTokenOrPasswordIsStored(t *testing.T) {
	each(t, func(t team) {
		link := t.invite(access.Facilitator)
		t.member(access.Manager)
		for table, query := range map[string]string{
			"account":       `SELECT coalesce(password_hash, '') || name FROM account WHERE community_id = $1`,
			"one_time_link": `SELECT token_hash FROM one_time_link WHERE community_id = $1`,
			"trail":         `SELECT facts FROM trail WHERE community_id = $1`,
		} {
			err := t.d.View(t.Context(), t.scope, func(tx *db.Tx) error {
				kept, err := db.All(tx, db.Column[string], query, tx.Community())
				if all := strings.Join(kept, " "); len(kept) == 0 || strings.Contains(all, link.Token) || strings.Contains(all, goodPassword) {
					t.Errorf("%s holds %q", table, all)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestALinkWorksOnce(t *testing.T) {
	each(t, func(t team) {
		link := t.invite(access.Companion)
		var won, spent atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := t.Accept(context.Background(), t.scope, link.Token, account.Joining{}, nil)
				switch {
				case err == nil:
					won.Add(1)
				case key(err) == "account.link-spent":
					spent.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 || spent.Load() != 7 {
			t.Fatalf("%d came in, %d were too late, want 1 and 7", won.Load(), spent.Load())
		}
	})
}

func TestASpentLinkIsSpentForOneReason(t *testing.T) {
	each(t, func(t team) {
		clock, operator := dbtest.Clock(t.d), access.Operator(t.scope)
		tests := []struct {
			name  string
			spend func(link account.Link) string // returns the token to try
		}{
			{"never was", func(account.Link) string { return "no-such-token" }},
			{"ran out", func(l account.Link) string { clock.Set(l.Expires); return l.Token }},
			{"replaced", func(l account.Link) string {
				if _, err := t.MakeLink(t.Context(), operator, l.Account.ID, account.ToJoin); err != nil {
					t.Fatal(err)
				}
				return l.Token
			}},
			{"the account rests", func(l account.Link) string {
				if err := t.Pause(t.Context(), operator, l.Account.ID); err != nil {
					t.Fatal(err)
				}
				return l.Token
			}},
			{"the roles changed", func(l account.Link) string {
				if err := t.SetRoles(t.Context(), operator, l.Account.ID, []access.Role{access.Facilitator}); err != nil {
					t.Fatal(err)
				}
				return l.Token
			}},
		}
		for _, tt := range tests {
			clock.Set(dbtest.Start)
			token := tt.spend(t.invite(access.Companion))
			if _, err := t.Holder(t.Context(), t.scope, account.ToJoin, token); key(err) != "account.link-spent" {
				t.Errorf("%s: looking gives %v", tt.name, err)
			}
			if _, err := t.Accept(t.Context(), t.scope, token, account.Joining{}, nil); key(err) != "account.link-spent" {
				t.Errorf("%s: using gives %v", tt.name, err)
			}
		}
	})
}

func TestALinkIsForItsPurposeOnly(t *testing.T) {
	each(t, func(t team) {
		link := t.invite(access.Companion)
		if _, err := t.Holder(t.Context(), t.scope, account.ToSignIn, link.Token); key(err) != "account.link-spent" {
			t.Fatalf("an invitation signs in: %v", err)
		}
	})
}

func TestRefusedJoiningLeavesTheLinkAlive(t *testing.T) {
	each(t, func(t team) {
		t.member(access.Manager) // is "name1"
		link := t.invite(access.Facilitator)
		tests := []struct {
			in   account.Joining
			want string
		}{
			{account.Joining{}, "account.password-needed"},
			{account.Joining{SignInName: "sam", Password: "short"}, "account.password-short"},
			{account.Joining{SignInName: "s m", Password: goodPassword}, "account.sign-in-name-form"},
			{account.Joining{SignInName: "NAME1", Password: goodPassword}, "account.sign-in-name-taken"},
			{account.Joining{SignInName: "sam", Password: goodPassword}, ""},
		}
		for _, tt := range tests {
			_, err := t.Accept(t.Context(), t.scope, link.Token, tt.in, nil)
			got := ""
			if f := fault.As(err); f != nil && len(f.Problems) == 1 {
				got = f.Problems[0].Key
			} else if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("%+v: got %q, want %q", tt.in, got, tt.want)
			}
		}
	})
}

// Nobody can find out by signing in who has an account here.
func TestNoOracle(t *testing.T) {
	each(t, func(t team) {
		t.member(access.Manager) // "name1"
		paused := t.member(access.Facilitator)
		if err := t.Pause(t.Context(), access.Operator(t.scope), paused.Account); err != nil {
			t.Fatal(err)
		}
		tests := map[string]account.Joining{
			"unknown name":   {SignInName: "nobody", Password: goodPassword},
			"wrong password": {SignInName: "name1", Password: "kettle on shelf"},
			"no password":    {SignInName: "name1"},
			"nothing":        {},
			"a rest":         {SignInName: "name2", Password: goodPassword},
			"no text":        {SignInName: "na\x00me\xff1", Password: "\xff\x00"},
		}
		for name, in := range tests {
			a, err := t.PasswordMatches(t.Context(), t.scope, in.SignInName, in.Password)
			if err == nil || err.Error() != "account.no-match" || a.ID != "" {
				t.Errorf("%s: got %+v, %v", name, a, err)
			}
		}
	})
}

func TestWhoMayChangeWhom(t *testing.T) {
	each(t, func(t team) {
		as := map[access.Role]access.Actor{}
		for _, role := range access.Roles {
			as[role] = t.member(role)
		}
		other := map[access.Role]string{}
		for _, role := range access.Roles {
			other[role] = t.member(role).Account
		}
		for _, by := range access.Roles {
			for _, of := range access.Roles {
				elevated := account.Elevated([]access.Role{of})
				may := by == access.Administrator || by == access.Manager && !elevated
				tries := map[string]error{
					"link":  second(t.MakeLink(t.Context(), as[by], other[of], account.ToSignIn)),
					"roles": t.SetRoles(t.Context(), as[by], other[of], []access.Role{of}),
					"pause": t.Pause(t.Context(), as[by], other[of]),
					"back":  t.Resume(t.Context(), as[by], other[of]),
					"invite": second(t.Invite(t.Context(), as[by],
						account.Invitation{Name: "New N", Roles: []access.Role{of}})),
				}
				for verb, err := range tries {
					if (err == nil) != may {
						t.Errorf("%s by a %s of a %s: %v, want allowed: %t", verb, by, of, err, may)
					}
				}
			}
			if err := t.SetRoles(t.Context(), as[by], as[by].Account, access.Roles); err == nil {
				t.Errorf("a %s changed their own roles", by)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestARoleThatIsTooHighCannotBeAdded(t *testing.T) {
	each(t, func(t team) {
		manager, helper := t.member(access.Manager), t.member(access.Facilitator)
		err := t.SetRoles(t.Context(), manager, helper.Account, []access.Role{access.Facilitator, access.Administrator})
		if key(err) != "account.roles-not-yours" {
			t.Fatalf("got %v", err)
		}
		if roles := t.get(helper.Account).Roles; !slices.Equal(roles, helper.Roles) {
			t.Fatalf("the roles are now %v", roles)
		}
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	each(t, func(t team) {
		operator, only := access.Operator(t.scope), t.member(access.Administrator)
		tests := map[string]func() error{
			"pause": func() error { return t.Pause(t.Context(), operator, only.Account) },
			"leave": func() error { return t.Leave(t.Context(), operator, only.Account) },
			"roles": func() error {
				return t.SetRoles(t.Context(), operator, only.Account, []access.Role{access.Manager})
			},
		}
		for name, try := range tests {
			if err := try(); key(err) != "account.last-administrator" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if a := t.get(only.Account); a.State != account.Active || a.Epoch != 2 || !slices.Equal(a.Roles, only.Roles) {
			t.Fatalf("a refused change left its mark: %+v", a)
		}
		t.member(access.Administrator)
		if err := t.Leave(t.Context(), operator, only.Account); err != nil {
			t.Fatalf("with a second one: %v", err)
		}
	})
}

func TestRestAndReturn(t *testing.T) {
	each(t, func(t team) {
		operator, sam, waiting := access.Operator(t.scope), t.member(access.Facilitator), t.invite(access.Companion)
		steps := []struct {
			do   func(context.Context, access.Actor, string) error
			id   string
			want account.State
		}{
			{t.Pause, sam.Account, account.Paused},
			{t.Pause, sam.Account, account.Paused},
			{t.Resume, sam.Account, account.Active},
			{t.Pause, waiting.Account.ID, account.Paused},
			{t.Resume, waiting.Account.ID, account.Invited},
			{t.Resume, waiting.Account.ID, account.Invited},
			{t.Leave, sam.Account, account.Left},
		}
		for i, step := range steps {
			if err := step.do(t.Context(), operator, step.id); err != nil {
				t.Fatal(err)
			}
			if got := t.get(step.id).State; got != step.want {
				t.Fatalf("step %d: state %s, want %s", i, got, step.want)
			}
		}
		if a := t.get(sam.Account); a.SignInName != "" || a.HasPassword || len(a.Roles) != 0 || a.Name == "" {
			t.Fatalf("after leaving: %+v", a)
		}
		if err := t.Resume(t.Context(), operator, sam.Account); key(err) != "account.has-left" {
			t.Fatalf("resumed after leaving: %v", err)
		}
	})
}

// A manager hands over a fresh link of the first kind when a password is
// forgotten; choosing the new one shuts the old one out.
func TestForgottenPassword(t *testing.T) {
	each(t, func(t team) {
		sam := t.member(access.Facilitator)
		link, err := t.MakeLink(t.Context(), access.Operator(t.scope), sam.Account, account.ToJoin)
		if err != nil {
			t.Fatal(err)
		}
		before := t.get(sam.Account).Epoch
		a, err := t.Accept(t.Context(), t.scope, link.Token, account.Joining{SignInName: "name1", Password: "kettle on shelf"}, nil)
		if err != nil || a.Epoch <= before {
			t.Fatalf("epoch %d, was %d, %v", a.Epoch, before, err)
		}
		if _, err := t.PasswordMatches(t.Context(), t.scope, "name1", goodPassword); key(err) != "account.no-match" {
			t.Fatalf("the old password: %v", err)
		}
		if _, err := t.PasswordMatches(t.Context(), t.scope, "name1", "kettle on shelf"); err != nil {
			t.Fatalf("the new password: %v", err)
		}
	})
}

// What stands in an address can be anything.
func TestACursorThatIsNone(t *testing.T) {
	each(t, func(t team) {
		a := t.invite(access.Companion).Account
		for _, text := range []string{"", "x", strings.Repeat("z", 40), a.ID, a.ID + "\x00\xff", strings.Repeat("7Z", 13) + "\x00"} {
			if _, err := t.List(t.Context(), access.Operator(t.scope), account.ParseCursor(text)); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

func TestTeamPages(t *testing.T) {
	each(t, func(t team) {
		operator := access.Operator(t.scope)
		const people = 60
		for i := range people {
			name := fmt.Sprintf("%c%d", 'A'+i%26, i)
			if i%2 == 0 {
				name = strings.ToLower(name)
			}
			if _, err := t.Invite(t.Context(), operator, account.Invitation{Name: name, Roles: []access.Role{access.Companion}}); err != nil {
				t.Fatal(err)
			}
			dbtest.Clock(t.d).Advance(time.Second)
		}
		var seen []string
		var after account.Cursor
		for range people {
			page, err := t.List(t.Context(), operator, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range page.Accounts {
				seen = append(seen, strings.ToLower(a.Name))
			}
			if after = account.ParseCursor(page.Next.String()); after.IsZero() {
				break
			}
		}
		if len(seen) != people || !slices.IsSorted(seen) {
			t.Fatalf("%d of %d seen, sorted: %t", len(seen), people, slices.IsSorted(seen))
		}
	})
}
