package concern

import (
	"embed"
	"net/http"

	"openmaf/internal/people/concern"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Area is the pages about concerns.
type Area struct {
	concerns *concern.Store
	accounts *account.Store
}

// New returns the pages on these capabilities.
func New(concerns *concern.Store, accounts *account.Store) *Area { return &Area{concerns, accounts} }

const (
	newPath      = "/concerns/new"
	sentPath     = "/raised"
	listPath     = "/concerns"
	settingsPath = "/concerns/settings"
)

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: newPath, Action: access.ConcernRaise, Screen: a.raise},
		{Method: post, Pattern: newPath, Action: access.ConcernRaise, Screen: a.send},
		{Method: get, Pattern: sentPath, Action: access.ConcernRaise, Screen: a.allSent},
		{Method: get, Pattern: sentPath + "/{concern}", Action: access.ConcernRaise, Screen: a.sent},

		{Method: get, Pattern: listPath, Action: access.ConcernRead, Screen: a.register},
		{Method: get, Pattern: "/concerns/{concern}", Action: access.ConcernRead, Screen: a.read},
		{Method: post, Pattern: "/concerns/{concern}/read", Action: access.ConcernWrite, Screen: a.acknowledge, Again: a.read},
		{Method: post, Pattern: "/concerns/{concern}/entries", Action: access.ConcernWrite, Screen: a.add, Again: a.read},
		{Method: post, Pattern: "/concerns/{concern}/review", Action: access.ConcernWrite, Screen: a.review, Again: a.read},
		{Method: get, Pattern: "/concerns/{concern}/share", Action: access.ConcernWrite, Screen: a.share},
		{Method: post, Pattern: "/concerns/{concern}/share", Action: access.ConcernWrite, Screen: a.shared},
		{Method: get, Pattern: "/concerns/{concern}/close", Action: access.ConcernWrite, Screen: a.close},
		{Method: post, Pattern: "/concerns/{concern}/close", Action: access.ConcernWrite, Screen: a.closed},
		{Method: post, Pattern: "/concerns/{concern}/print", Action: access.ConcernRead, Screen: a.print, Again: a.read},

		{Method: get, Pattern: settingsPath, Action: access.ConcernSettings, Screen: a.settings},
		{Method: post, Pattern: settingsPath, Action: access.ConcernSettings, Screen: a.set},
	}
}
