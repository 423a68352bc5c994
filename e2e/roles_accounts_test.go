package e2e

import (
	"net/http"
	"strings"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/account"
)

// Ada made a link into Lena's account, which waits for a second person: neither
// of the two is one.
var _ = rows(`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /team/handover                     in        no    no    no    no    ok    ok    ok    ok    no
GET  /team/links                        in        no    no    no    no    ok    ok    ok    ok    no
POST /team/links/{waiting}/second       in        no    no    no    no    ok    no    no    ok    no
POST /team/links/{waiting}/refuse       in        no    no    no    no    ok    no    no    ok    no
GET  /team/{account}/sight              in        no    no    no    no    ok    ok    ok    no    no
POST /team/{account}/lift               in        no    no    no    no    ok    ok    no    no    no
POST /team/{account}/sign-out           in        no    no    no    no    ok    ok    no    no    no
POST /devices/seen                      in        ok    ok    ok    ok    ok    ok    ok    ok    ok
`)

var _ = happens(func(w *world) {
	w.t.Helper()
	_, err := w.core.Accounts.MakeLink(w.t.Context(), w.team["Ada"], w.team["Lena"].Account, account.ToSignIn)
	w.must(err)
	pending, err := w.core.Accounts.Pending(w.t.Context(), w.team["Max"])
	w.must(err)
	w.more["{waiting}"] = pending[0].ID
})

// The state of an account is asked on every page, and not only when somebody
// signs in: whoever rests, has left or never came gets as far as a stranger,
// with the cookie that was good a moment ago.
func TestOnlyWhoIsHereGetsIn(t *testing.T) {
	expected := table(t)
	origin := newWorld(t).copied()
	for _, state := range []account.State{account.Invited, account.Paused, account.Left} {
		w := origin.again(t)
		w.must(w.core.DB.Tx(t.Context(), w.core.Scope, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE account SET state = $1 WHERE community_id = $2`, string(state), tx.Community())
			return err
		}))
		asked := 0
		for _, r := range w.site.Server().Routes() {
			if r.Public {
				continue
			}
			for i, who := range everybody {
				if who == "" || expected[r.Method+" "+r.Pattern] == nil {
					continue
				}
				asked++
				a := w.send(who, r.Method, w.address(r.Pattern), w.filled(r.Method+" "+r.Pattern))
				if got := a.became(); got != "in" {
					t.Errorf("%s %s: %s, who is %q, gets %q (%d) where they got %q", r.Method, r.Pattern, who, state, got, a.status,
						expected[r.Method+" "+r.Pattern][i])
				}
			}
		}
		if asked < 500 {
			t.Errorf("%s: only %d cells asked", state, asked)
		}
		if a := w.send("Asha", http.MethodGet, "/sign-in", nil); !strings.Contains(a.body, "password") {
			t.Errorf("%s: the sign-in page is not offered", state)
		}
	}
}
