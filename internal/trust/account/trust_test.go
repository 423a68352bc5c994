package account_test

import (
	"slices"
	"testing"
	"time"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// Only an administrator reaches the accounts that reach far: a manager makes
// nobody a lead, and no link to sign in as one.
func TestWhatIsElevated(t *testing.T) {
	for role, want := range map[access.Role]bool{access.Facilitator: false, access.Companion: false, access.Trainer: false,
		access.Manager: true, access.Lead: true, access.Deputy: true, access.Administrator: true} {
		if got := account.Elevated([]access.Role{access.Facilitator, role}); got != want {
			t.Errorf("%s: %v", role, got)
		}
	}
}

// A link to sign in as one who reads concerns works once a second person has
// agreed: not the one who made it, and not its holder.
func TestASecondPerson(t *testing.T) {
	each(t, func(t team) {
		ctx := t.Context()
		ada, max, lena, dee := t.member(access.Administrator), t.member(access.Manager), t.member(access.Lead), t.member(access.Deputy)
		for _, purpose := range []account.Purpose{account.ToSignIn, account.ToJoin} {
			link, err := t.MakeLink(ctx, ada, lena.Account, purpose)
			if err != nil || !link.Waits {
				t.Fatalf("the link waits: %v, %v", link.Waits, err)
			}
			if _, err := t.Holder(ctx, t.scope, purpose, link.Token); key(err) != "account.link-waits" {
				t.Errorf("before: %v", err)
			}
			if err := t.redeem(purpose, link.Token); key(err) != "account.link-waits" {
				t.Errorf("redeemed before: %v", err)
			}
			pending, err := t.Pending(ctx, max)
			if err != nil || len(pending) != 1 || pending[0].For != lena.Name || pending[0].By != ada.Name || pending[0].Yours {
				t.Fatalf("pending: %+v %v", pending, err)
			}
			for who, actor := range map[string]access.Actor{"who made it": ada, "its holder": lena} {
				if err := t.Second(ctx, actor, pending[0].ID); key(err) != "account.second-yourself" {
					t.Errorf("%s: %v", who, err)
				}
			}
			if err := t.Second(ctx, t.member(access.Facilitator), pending[0].ID); !fault.Is(err, fault.Missing) {
				t.Errorf("a facilitator: %v", err)
			}
			if err := t.Second(ctx, dee, pending[0].ID); err != nil {
				t.Fatal(err)
			}
			if err := t.redeem(purpose, link.Token); err != nil {
				t.Errorf("afterwards: %v", err)
			}
			if err := t.redeem(purpose, link.Token); key(err) != "account.link-spent" {
				t.Errorf("and twice: %v", err)
			}
		}
	})
}

func (t team) redeem(purpose account.Purpose, token string) error {
	return t.d.Tx(t.Context(), t.scope, func(tx *db.Tx) error {
		_, err := account.Redeem(tx, purpose, token)
		return err
	})
}

// Whoever holds the machine needs nobody, a link that was refused is gone, and
// other accounts' links wait for nobody.
func TestWhatWaitsForNobody(t *testing.T) {
	each(t, func(t team) {
		ctx := t.Context()
		ada, max, lena, asha := t.member(access.Administrator), t.member(access.Manager), t.member(access.Lead), t.member(access.Facilitator)
		for who, actor := range map[string]access.Actor{lena.Account: access.Operator(t.scope), asha.Account: max} {
			link, err := t.MakeLink(ctx, actor, who, account.ToSignIn)
			if err != nil || link.Waits {
				t.Errorf("waits: %v %v", link.Waits, err)
			}
		}
		link, err := t.MakeLink(ctx, ada, lena.Account, account.ToSignIn)
		if err != nil {
			t.Fatal(err)
		}
		pending, err := t.Pending(ctx, max)
		if err != nil || len(pending) != 1 {
			t.Fatalf("%+v %v", pending, err)
		}
		if err := t.Refuse(ctx, max, pending[0].ID); err != nil {
			t.Fatal(err)
		}
		if err := t.redeem(account.ToSignIn, link.Token); key(err) != "account.link-spent" {
			t.Errorf("refused, and redeemed: %v", err)
		}
		if invited := t.invite(access.Deputy); invited.Waits {
			t.Error("an invitation waits, of one who has nothing to open yet")
		}
	})
}

// The holder comes to know of a link that somebody made to sign in as them, and
// whether it was used; those who read concerns, of everybody who will from now
// on.
func TestNotices(t *testing.T) {
	each(t, func(t team) {
		ctx := t.Context()
		ada, max, asha, sam, lena := t.member(access.Administrator), t.member(access.Manager), t.member(access.Facilitator),
			t.member(access.Companion), t.member(access.Lead)
		notices := func(of access.Actor) []account.Notice {
			all, err := t.Notices(ctx, of)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if before := notices(asha); len(before) > 0 {
			t.Errorf("before anything: %+v", before)
		}
		link, err := t.MakeLink(ctx, max, asha.Account, account.ToSignIn)
		if err != nil {
			t.Fatal(err)
		}
		if got := notices(asha); len(got) != 1 || got[0].Kind != account.LinkToSignIn || got[0].By != max.Name || !got[0].Used.IsZero() || got[0].Seen {
			t.Errorf("made: %+v", got)
		}
		dbtest.Clock(t.d).Advance(time.Hour)
		if err := t.redeem(account.ToSignIn, link.Token); err != nil {
			t.Fatal(err)
		}
		if got := notices(asha); !got[0].Used.Equal(dbtest.Clock(t.d).Now()) {
			t.Errorf("used: %+v", got)
		}
		if _, err := t.MakeLink(ctx, max, sam.Account, account.ToSignIn); err != nil {
			t.Fatal(err)
		}
		if got := notices(sam); len(got) > 0 {
			t.Errorf("a companion, whose everyday way in it is: %+v", got)
		}
		if err := t.SetRoles(ctx, ada, asha.Account, []access.Role{access.Facilitator, access.Deputy}); err != nil {
			t.Fatal(err)
		}
		if got := notices(lena); len(got) != 1 || got[0].Kind != account.NewReader || got[0].About != asha.Name || got[0].By != ada.Name {
			t.Errorf("a new reader: %+v", got)
		}
		if got := notices(max); len(got) > 0 {
			t.Errorf("a manager is told of a new reader: %+v", got)
		}
	})
}

// The last lead cannot be taken away without another; a rest needs a deputy.
func TestTheLastLeadStays(t *testing.T) {
	each(t, func(t team) {
		ctx := t.Context()
		ada, lena := t.member(access.Administrator), t.member(access.Lead)
		plain := []access.Role{access.Facilitator}
		tries := func() map[string]error {
			return map[string]error{"roles": t.SetRoles(ctx, ada, lena.Account, plain), "leaves": t.Leave(ctx, ada, lena.Account)}
		}
		if err := t.Pause(ctx, ada, lena.Account); key(err) != "account.last-lead-rests" {
			t.Errorf("a rest without a deputy: %v", err)
		}
		for name, err := range tries() {
			if key(err) != "account.last-lead" {
				t.Errorf("%s: %v", name, err)
			}
		}
		t.member(access.Deputy)
		for name, err := range tries() {
			if key(err) != "account.last-lead" {
				t.Errorf("%s, with a deputy: %v", name, err)
			}
		}
		if err := t.Pause(ctx, ada, lena.Account); err != nil {
			t.Errorf("a rest with a deputy: %v", err)
		}
		if err := t.Resume(ctx, ada, lena.Account); err != nil {
			t.Fatal(err)
		}
		t.member(access.Lead)
		if err := t.Leave(ctx, ada, lena.Account); err != nil {
			t.Errorf("with another lead: %v", err)
		}
	})
}

// What hangs on one person is named.
func TestWhoElseCouldDoThis(t *testing.T) {
	each(t, func(t team) {
		max, asha := t.member(access.Manager), t.member(access.Facilitator, access.Companion)
		resting := t.member(access.Facilitator)
		if err := t.Pause(t.Context(), max, resting.Account); err != nil {
			t.Fatal(err)
		}
		held, err := t.Handover(t.Context(), max)
		if err != nil || len(held) != len(access.Roles) {
			t.Fatalf("%+v %v", held, err)
		}
		for _, h := range held {
			want := map[access.Role][]string{access.Manager: {max.Name}, access.Facilitator: {asha.Name}, access.Companion: {asha.Name}}[h.Role]
			if !slices.Equal(h.Names, want) {
				t.Errorf("%s is held by %v, want %v", h.Role, h.Names, want)
			}
		}
		if _, err := t.Handover(t.Context(), asha); !fault.Is(err, fault.Missing) {
			t.Errorf("a facilitator asks: %v", err)
		}
	})
}
