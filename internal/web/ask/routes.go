// Package ask is the pages on which a keyworker of a partner agency asks for a
// facilitator, and those on which the team sees to it.
//
// Invariants:
//   - The pages behind an agency's link need no account and tell nothing of a
//     person: an ask's own page says that it arrived, and at most one neutral
//     line.
//   - The token of a link stands in an address; no page sends it elsewhere, and
//     the log writes the pattern in its place.
package ask

import (
	"embed"
	"net/http"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Addresses of this area that its own code leads to.
const (
	listPath     = "/asks"
	agenciesPath = "/agencies"
)

// Area is the pages of asks.
type Area struct {
	asks   *ask.Store
	people *person.Store
}

// New returns the pages on these capabilities.
func New(asks *ask.Store, people *person.Store) *Area { return &Area{asks, people} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/ask/{door}", Public: true, Screen: a.ask},
		{Method: post, Pattern: "/ask/{door}", Public: true, Screen: a.send},
		{Method: get, Pattern: "/ask/{door}/{code}", Public: true, Screen: a.status},

		{Method: get, Pattern: listPath, Action: access.AskRead, Screen: a.list},
		{Method: get, Pattern: "/asks/{ask}", Action: access.AskRead, Screen: a.one},
		{Method: post, Pattern: "/asks/{ask}/take", Action: access.AskWrite, Screen: a.take, Again: a.list},
		{Method: post, Pattern: "/asks/{ask}/release", Action: access.AskWrite, Screen: a.release, Again: a.one},
		{Method: post, Pattern: "/asks/{ask}/finish", Action: access.AskWrite, Screen: a.finish, Again: a.one},
		{Method: post, Pattern: "/asks/{ask}/line", Action: access.AskWrite, Screen: a.tell, Again: a.one},

		{Method: get, Pattern: agenciesPath, Action: access.AgencyWrite, Screen: a.agencies},
		{Method: post, Pattern: agenciesPath, Action: access.AgencyWrite, Screen: a.addAgency},
		{Method: post, Pattern: "/agencies/{agency}/link", Action: access.AgencyWrite, Screen: a.makeLink, Again: a.agencies},
		{Method: post, Pattern: "/agencies/{agency}/end", Action: access.AgencyWrite, Screen: a.endLink, Again: a.agencies},
	}
}
