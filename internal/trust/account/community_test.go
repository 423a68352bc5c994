package account_test

import (
	"strings"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/trail"
)

func TestStaffedNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		accounts, operator := account.New(d), access.Operator(s)
		for _, c := range []struct {
			to    account.Staffed
			field string // that is wrong; empty when it is stored
		}{
			{account.Staffed{Number: " 0116  496 0123 ", Hours: "every day, 9 to 9"}, ""},
			{account.Staffed{Number: "999"}, ""},
			{account.Staffed{}, ""},
			{account.Staffed{Number: "ask Sam"}, "number"},
			{account.Staffed{Number: "12"}, "number"},
			{account.Staffed{Number: strings.Repeat("0", 31)}, "number"},
			{account.Staffed{Hours: strings.Repeat("x", 81)}, "hours"},
		} {
			before, err := accounts.Staffed(t.Context(), operator)
			if err != nil {
				t.Fatal(err)
			}
			err = accounts.SetStaffed(t.Context(), operator, c.to)
			now, readErr := accounts.Staffed(t.Context(), operator)
			if readErr != nil {
				t.Fatal(readErr)
			}
			switch f := fault.As(err); {
			case c.field == "" && (err != nil || now.Number != strings.Join(strings.Fields(c.to.Number), " ") || now.Hours != c.to.Hours):
				t.Errorf("%+v: %v, kept %+v", c.to, err, now)
			case c.field != "" && (f == nil || f.Problems[0].Field != c.field || now != before):
				t.Errorf("%+v: %v, kept %+v", c.to, err, now)
			}
		}
		var events int
		err := d.View(t.Context(), s, func(tx *db.Tx) (err error) {
			events, err = db.One(tx, db.Column[int],
				`SELECT count(*) FROM trail WHERE community_id = $1 AND event = $2`, tx.Community(), string(trail.CommunityChanged))
			return err
		})
		if err != nil || events != 3 {
			t.Errorf("%d changes in the trail, want 3: %v", events, err)
		}
		stranger := access.Actor{Scope: s, Account: "A", Roles: []access.Role{access.Facilitator}}
		if err := accounts.SetStaffed(t.Context(), stranger, account.Staffed{}); !fault.Is(err, fault.Missing) {
			t.Errorf("a facilitator sets it: %v", err)
		}
	})
}
