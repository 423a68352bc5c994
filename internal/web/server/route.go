package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// Route is one address of the site.
type Route struct {
	Method  string        // GET (which answers HEAD as well) or POST
	Pattern string        // as for http.ServeMux: "/people/{person}"
	Action  access.Action // what it is; empty only when Public
	Public  bool          // for strangers as well
	Screen  page.Screen
	// Again shows the form of a POST again when it was refused. When nil it is
	// the screen of the GET route with the same pattern.
	Again page.Screen
}

// muxPattern is the route as http.ServeMux wants it: "/" is that page alone.
func (r Route) muxPattern() string {
	if r.Pattern == "/" {
		return r.Method + " /{$}"
	}
	return r.Method + " " + r.Pattern
}

// complete fills in the screens that show forms again, and reports every route
// that may not start.
func complete(routes []Route) ([]Route, error) {
	shows := map[string]page.Screen{}
	for _, r := range routes {
		if r.Method == http.MethodGet {
			shows[r.Pattern] = r.Screen
		}
	}
	var problems []error
	out := make([]Route, len(routes))
	for i, r := range routes {
		if r.Method == http.MethodPost && r.Again == nil {
			r.Again = shows[r.Pattern]
		}
		if err := r.check(); err != nil {
			problems = append(problems, fmt.Errorf("route %s %s: %w", r.Method, r.Pattern, err))
		}
		out[i] = r
	}
	return out, errors.Join(problems...)
}

func (r Route) check() error {
	_, known := access.Table[r.Action]
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return errors.New("the method must be GET or POST")
	case !strings.HasPrefix(r.Pattern, "/"):
		return errors.New("the pattern must begin with /")
	case r.Screen == nil:
		return errors.New("there is no screen")
	case r.Public && r.Action != "":
		return errors.New("it is public and yet has an action")
	case !r.Public && !known:
		return errors.New("it needs an action of the access table, or to be public")
	case r.Method == http.MethodPost && r.Again == nil:
		return errors.New("no screen shows its form again")
	}
	return nil
}
