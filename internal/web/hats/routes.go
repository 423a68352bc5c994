package hats

import (
	"embed"
	"net/http"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Capabilities are what the pages ask. All are needed.
type Capabilities struct {
	People *person.Store
	Glass  *person.Glass
	Links  *link.Service
	Drafts *page.Drafts
	Reads  *trail.Reads
}

// Area is the pages of the two hats.
type Area struct{ Capabilities }

// New returns the pages on these capabilities.
func New(c Capabilities) *Area { return &Area{c} }

// Addresses that the area's own code leads to.
const (
	ownPath      = "/own-record"
	glassPath    = "/glass"
	registerPath = "/glass/register"
)

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: "/people/{person}/hats", Action: access.PersonSeal, Screen: a.inside},
		{Method: post, Pattern: "/people/{person}/seal", Action: access.PersonSeal, Screen: a.seal, Again: a.inside},
		{Method: post, Pattern: "/people/{person}/let-in", Action: access.PersonSeal, Screen: a.letIn, Again: a.inside},
		{Method: post, Pattern: "/people/{person}/put-out", Action: access.PersonSeal, Screen: a.putOut, Again: a.inside},
		{Method: post, Pattern: "/people/{person}/own-account", Action: access.PersonSeal, Screen: a.tell, Again: a.inside},

		{Method: get, Pattern: ownPath, Action: access.OwnSignIn, Screen: a.own},
		{Method: post, Pattern: ownPath + "/let-in", Action: access.OwnSignIn, Screen: a.ownLetIn, Again: a.own},
		{Method: post, Pattern: ownPath + "/put-out", Action: access.OwnSignIn, Screen: a.ownPutOut, Again: a.own},

		{Method: get, Pattern: glassPath, Action: access.BreakGlass, Screen: a.glass},
		{Method: post, Pattern: glassPath, Action: access.BreakGlass, Screen: a.breakGlass},
		{Method: get, Pattern: registerPath, Action: access.GlassRead, Screen: a.register},
		{Method: get, Pattern: glassPath + "/{try}", Action: access.BreakGlass, Screen: a.tried},
		{Method: get, Pattern: glassPath + "/{try}/record", Action: access.BreakGlass, Screen: a.behind},
	}
}
