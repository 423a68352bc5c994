package people

import (
	"net/http"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

// ownRoutes are the pages of a person's own view: those on which the team looks
// after it, and those that the person sees, for which nobody is signed in.
func (a *Area) ownRoutes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/people/{person}/own", Action: access.OwnViewWrite, Screen: a.own},
		{Method: post, Pattern: "/people/{person}/own/link", Action: access.OwnViewWrite, Screen: a.ownLink, Again: a.own},
		{Method: post, Pattern: "/people/{person}/own/send", Action: access.OwnViewWrite, Screen: a.sendOwn, Again: a.own},
		{Method: post, Pattern: "/people/{person}/own/revoke", Action: access.OwnViewWrite, Screen: a.revokeOwn, Again: a.own},
		{Method: post, Pattern: "/people/{person}/own/word", Action: access.OwnViewWrite, Screen: a.setOwnWord, Again: a.own},
		{Method: post, Pattern: "/people/{person}/own/seen", Action: access.OwnViewWrite, Screen: a.seenOwn, Again: a.own},
		{Method: post, Pattern: "/people/{person}/own/copy", Action: access.ChatRead, Screen: a.ownCopy, Again: a.own},

		{Method: get, Pattern: ownPath, Public: true, Screen: a.ownPlan},
		{Method: get, Pattern: ownPath + "/{token}", Public: true, Screen: a.ownDoor},
		{Method: post, Pattern: ownPath + "/{token}", Public: true, Screen: a.ownOpen},
		{Method: post, Pattern: ownPath + "/word", Public: true, Screen: a.ownSay, Again: a.ownPlan},
		{Method: get, Pattern: ownPath + "/all", Public: true, Screen: a.ownAll},
		{Method: post, Pattern: ownPath + "/ask", Public: true, Screen: a.ownAsk, Again: a.ownAll},
		{Method: post, Pattern: ownPath + "/stop", Public: true, Screen: a.ownStop, Again: a.ownAll},
		{Method: post, Pattern: ownPath + "/copy", Public: true, Screen: a.ownTake, Again: a.ownAll},
		{Method: post, Pattern: ownPath + "/close", Public: true, Screen: a.ownClose, Again: a.ownPlan},
	}
}
