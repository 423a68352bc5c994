package account_test

import (
	"slices"
	"testing"
	"time"

	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// BenchmarkNoOracle reports by how much the median try with a known name
// differs from one with an unknown name. The limit is 5 % (figure S8 of the
// security requirements) over 1,000 tries: go test -bench Oracle -benchtime 1000x.
func BenchmarkNoOracle(b *testing.B) {
	d := dbtest.SQLite(b)
	scope, accounts := dbtest.Community(b, d), account.New(d)
	link, err := accounts.Invite(b.Context(), access.Operator(scope), account.Invitation{Name: "Sam K", Roles: []access.Role{access.Manager}})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := accounts.Accept(b.Context(), scope, link.Token, account.Joining{SignInName: "sam", Password: goodPassword}, nil); err != nil {
		b.Fatal(err)
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for _, name := range []string{"sam", "sid"} {
			begun := time.Now()
			if _, err := accounts.PasswordMatches(b.Context(), scope, name, "kettle on shelf"); key(err) != "account.no-match" {
				b.Fatal(err)
			}
			took[name] = append(took[name], time.Since(begun))
		}
	}
	median := func(name string) float64 {
		slices.Sort(took[name])
		return float64(took[name][len(took[name])/2])
	}
	gap := 100 * (median("sam")/median("sid") - 1)
	b.ReportMetric(gap, "%gap-of-5")
	b.ReportMetric(median("sam")/1e6, "ms/try")
}
