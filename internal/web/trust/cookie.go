package trust

import (
	"net"
	"net/http"
	"net/netip"
	"time"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/signin"
	"openmaf/internal/web/page"
)

// The cookie that holds the token of a sign-in. The prefix makes browsers
// refuse it from anywhere but this host under HTTPS, so that no neighbouring
// site can plant one.
const (
	safeCookie  = "__Host-openmaf"
	plainCookie = "openmaf" // on this machine alone, see package doc
)

// Actor is the account that the request's sign-in belongs to, by the cookie
// that it left, or a stranger of the community: the server's authenticator.
func (a *Area) Actor(r *http.Request) (access.Actor, error) {
	stranger := access.Actor{Scope: a.scope}
	token := tokenOf(r)
	if token == "" {
		return stranger, nil
	}
	actor, err := a.desk.Actor(r.Context(), a.scope, token)
	if fault.Is(err, fault.SignIn) {
		return stranger, nil
	}
	return actor, err
}

// tokenOf is the token that the browser sent, or empty.
func tokenOf(r *http.Request) string {
	if c, err := r.Cookie(safeCookie); err == nil {
		return c.Value
	}
	if c, err := r.Cookie(plainCookie); err == nil && loopback(r.Host) {
		return c.Value
	}
	return ""
}

// keep is the cookie for a sign-in just made.
func keep(r *page.Request, t signin.Ticket) *http.Cookie {
	c := cookie(r)
	c.Value = t.Token
	c.MaxAge = int(t.Ends.Sub(r.Now()) / time.Second)
	return c
}

// drop is the cookie that makes the browser forget.
func drop(r *page.Request) *http.Cookie {
	c := cookie(r)
	c.MaxAge = -1
	return c
}

func cookie(r *page.Request) *http.Cookie {
	c := &http.Cookie{Name: plainCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if r.Secure() {
		c.Name, c.Secure = safeCookie, true
	}
	return c
}

// guarded refuses to let anybody in where others on the way could read along.
func guarded(r *page.Request) error {
	if r.Secure() || loopback(r.HTTP().Host) {
		return nil
	}
	return fault.New(fault.Denied, "trustpages.not-safe")
}

// loopback reports whether the browser speaks to the machine it runs on.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if host == "localhost" {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
