package trust

import (
	"embed"
	"net/http"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/signin"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the pages of sign-in and team, and the server's authenticator.
type Area struct {
	scope      db.Scope
	accounts   *account.Store
	desk       *signin.Desk
	companions *companion.Store
}

// New returns the pages of the community on these capabilities.
func New(scope db.Scope, accounts *account.Store, desk *signin.Desk, companions *companion.Store) *Area {
	return &Area{scope: scope, accounts: accounts, desk: desk, companions: companions}
}

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: server.SignInPath, Public: true, Screen: a.SignIn},
		{Method: post, Pattern: server.SignInPath, Public: true, Screen: a.enter},
		{Method: get, Pattern: "/sign-in/{token}", Public: true, Screen: a.link},
		{Method: post, Pattern: "/sign-in/{token}", Public: true, Screen: a.useLink},
		{Method: get, Pattern: "/welcome/{token}", Public: true, Screen: a.welcome},
		{Method: post, Pattern: "/welcome/{token}", Public: true, Screen: a.join},
		{Method: post, Pattern: "/sign-out", Action: access.OwnSignIn, Screen: a.signOut, Again: a.SignIn},
		{Method: get, Pattern: "/devices", Action: access.OwnSignIn, Screen: a.devices},
		{Method: post, Pattern: "/devices/{device}/end", Action: access.OwnSignIn, Screen: a.endDevice, Again: a.devices},
		{Method: post, Pattern: "/devices/end", Action: access.OwnSignIn, Screen: a.endAll, Again: a.devices},

		{Method: post, Pattern: "/devices/seen", Action: access.OwnSignIn, Screen: a.seen, Again: a.devices},

		{Method: get, Pattern: "/team/handover", Action: access.AccountRead, Screen: a.handover},
		{Method: get, Pattern: "/team/links", Action: access.AccountSecond, Screen: a.seconds},
		{Method: post, Pattern: "/team/links/{waiting}/second", Action: access.AccountSecond, Screen: a.second, Again: a.seconds},
		{Method: post, Pattern: "/team/links/{waiting}/refuse", Action: access.AccountSecond, Screen: a.refuse, Again: a.seconds},
		{Method: get, Pattern: "/team/{account}/sight", Action: access.SightRead, Screen: a.sight},
		{Method: post, Pattern: "/team/{account}/lift", Action: access.AccountWrite, Screen: a.lift, Again: a.member},
		{Method: post, Pattern: "/team/{account}/sign-out", Action: access.AccountWrite, Screen: a.signOutMember, Again: a.member},

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

		{Method: get, Pattern: communityPath, Action: access.CommunityWrite, Screen: a.community},
		{Method: post, Pattern: communityPath, Action: access.CommunityWrite, Screen: a.setStaffed},
	}
}
