package server

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// serve is the way from the mux to a screen and back.
func (s *Server) serve(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		trip := tripOf(hr.Context())
		trip.pattern = hr.Pattern
		actor, err := s.config.Authenticator.Actor(hr)
		r := s.site.NewRequest(page.Visit{HTTP: hr, Actor: actor, Nonce: trip.nonce, Public: route.Public,
			Client: trip.client, Secure: trip.secure})
		if err != nil {
			s.refuseUnknown(w, r, err)
			return
		}
		if hr.Method == http.MethodGet {
			r.RememberLanguage(w)
		}
		answer, err := s.answer(w, r, route)
		if err == nil {
			err = answer.Send(w, hr, http.StatusOK)
		}
		if err != nil {
			s.refuse(w, r, route, err)
		}
	})
}

// refuseUnknown answers when nobody could tell whose request it is. No screen
// runs, but what was typed stands on the page that says so.
func (s *Server) refuseUnknown(w http.ResponseWriter, r *page.Request, err error) {
	if r.HTTP().Method == http.MethodPost {
		err = errors.Join(err, r.Read(w))
	}
	s.refuse(w, r, Route{}, err)
}

// answer decides, reads the form, runs the screen, and forgets the draft of a
// form that was taken.
func (s *Server) answer(w http.ResponseWriter, r *page.Request, route Route) (*page.Answer, error) {
	posted := r.HTTP().Method == http.MethodPost
	var unread error
	if posted { // before the decision: without a sign-in the form must be kept
		unread = r.Read(w)
	}
	if err := cmp.Or(decide(r, route), unread); err != nil {
		return nil, err
	}
	answer, err := run(route.Screen, r)
	if err == nil && posted {
		if err := r.Taken(); err != nil {
			s.config.Log.Warn("draft not forgotten", "route", r.HTTP().Pattern, "error", err)
		}
	}
	return answer, err
}

// decide asks the access table whether the actor may come here at all. Which
// records they may see here is the capability's question.
func decide(r *page.Request, route Route) error {
	switch {
	case route.Public:
		return nil
	case !r.SignedIn():
		return fault.New(fault.SignIn, "server.sign-in")
	case !access.May(r.Actor(), route.Action):
		return fault.New(fault.Denied, "server.denied")
	}
	return nil
}

// crash is a panic as an error.
type crash struct {
	value any
	stack []byte
}

func (c *crash) Error() string { return fmt.Sprintf("panic: %v", c.value) }

// run calls the screen; a panic in it is an error like any other.
func run(screen page.Screen, r *page.Request) (answer *page.Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			answer, err = nil, &crash{value: p, stack: debug.Stack()}
		}
	}()
	answer, err = screen(r)
	if answer == nil && err == nil {
		err = fmt.Errorf("the screen of %s gave no answer", r.HTTP().Pattern)
	}
	return answer, err
}
