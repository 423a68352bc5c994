package trust

import (
	"embed"
	"net/http"

	"openmaf/internal/people/companion"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/signin"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the pages of sign-in and team.
type Area struct {
	accounts   *account.Store
	desk       *signin.Desk
	companions *companion.Store
}

// New returns the pages on these capabilities.
func New(accounts *account.Store, desk *signin.Desk, companions *companion.Store) *Area {
	return &Area{accounts: accounts, desk: desk, companions: companions}
}

// SignIn is the sign-in page, which the server also shows in place of a form
// that was sent without a sign-in.
func (a *Area) SignIn() page.Screen { return a.signIn }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: server.SignInPath, Public: true, Screen: a.signIn},
		{Method: post, Pattern: server.SignInPath, Public: true, Screen: a.enter},
		{Method: get, Pattern: "/sign-in/{token}", Public: true, Screen: a.link},
		{Method: post, Pattern: "/sign-in/{token}", Public: true, Screen: a.useLink},
		{Method: get, Pattern: "/welcome/{token}", Public: true, Screen: a.welcome},
		{Method: post, Pattern: "/welcome/{token}", Public: true, Screen: a.join},
		{Method: post, Pattern: "/sign-out", Action: access.OwnSignIn, Screen: a.signOut, Again: a.signIn},
		{Method: get, Pattern: "/devices", Action: access.OwnSignIn, Screen: a.devices},
		{Method: post, Pattern: "/devices/{device}/end", Action: access.OwnSignIn, Screen: a.endDevice, Again: a.devices},
		{Method: post, Pattern: "/devices/end", Action: access.OwnSignIn, Screen: a.endAll, Again: a.devices},

		{Method: get, Pattern: "/team", Action: access.AccountRead, Screen: a.team},
		{Method: get, Pattern: "/team/invite", Action: access.AccountWrite, Screen: a.invite},
		{Method: post, Pattern: "/team/invite", Action: access.AccountWrite, Screen: a.sendInvite},
		{Method: get, Pattern: "/team/{account}", Action: access.AccountRead, Screen: a.member},
		{Method: post, Pattern: "/team/{account}/roles", Action: access.AccountWrite, Screen: a.setRoles, Again: a.member},
		{Method: post, Pattern: "/team/{account}/link", Action: access.AccountWrite, Screen: a.makeLink, Again: a.member},
		{Method: post, Pattern: "/team/{account}/state", Action: access.AccountWrite, Screen: a.setState, Again: a.member},
		{Method: get, Pattern: "/team/{account}/clearance", Action: access.CompanionClear, Screen: a.clearance},
		{Method: post, Pattern: "/team/{account}/clearance", Action: access.CompanionClear, Screen: a.clear},
		{Method: post, Pattern: "/team/{account}/clearance/withdraw", Action: access.CompanionClear,
			Screen: a.withdrawClearance, Again: a.member},
	}
}
