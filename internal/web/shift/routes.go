package shift

import (
	"embed"
	"net/http"

	"openmaf/internal/people/shift"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Addresses of this area that its own code leads to.
const (
	weekPath   = "/shifts"
	placesPath = "/shifts/places"
)

// Area is the pages of shifts.
type Area struct{ shifts *shift.Store }

// New returns the pages on the store.
func New(s *shift.Store) *Area { return &Area{s} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: weekPath, Action: access.ShiftRead, Screen: a.week},
		{Method: post, Pattern: weekPath, Action: access.ShiftWrite, Screen: a.plan},
		{Method: post, Pattern: "/shifts/here", Action: access.ShiftWrite, Screen: a.here, Again: a.week},
		{Method: post, Pattern: "/shifts/copy", Action: access.ShiftWrite, Screen: a.copied, Again: a.week},
		{Method: post, Pattern: "/shifts/{shift}/stop", Action: access.ShiftWrite, Screen: a.stop, Again: a.week},
		{Method: post, Pattern: "/shifts/{shift}/remove", Action: access.ShiftWrite, Screen: a.remove, Again: a.week},
		{Method: get, Pattern: placesPath, Action: access.ShiftRead, Screen: a.places},
		{Method: post, Pattern: placesPath, Action: access.ShiftWrite, Screen: a.addPlace},
		{Method: post, Pattern: "/shifts/places/{workplace}/close", Action: access.ShiftWrite, Screen: a.closePlace(true), Again: a.places},
		{Method: post, Pattern: "/shifts/places/{workplace}/open", Action: access.ShiftWrite, Screen: a.closePlace(false), Again: a.places},
	}
}

// done sends the browser back to the week that the form stood on.
func done(f *page.Form, key string) *page.Answer {
	to := weekPath
	if monday := f.Get("week"); monday != "" {
		to += "?week=" + monday
	}
	return page.See(to).Flash(key)
}
