package server

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

//go:embed *.html
var files embed.FS

var refusal = page.Declare[RefusalView](files, "refusal.html")

// RefusalView says what went wrong and what to do now.
type RefusalView struct {
	page.Frame
	Text  string
	Typed []page.TypedField // what was sent and not taken: to be copied, or sent again
	Retry page.Act
}

// statusOf is the one table from kinds of fault to statuses.
func statusOf(err error) int {
	f := fault.As(err)
	if f == nil {
		return http.StatusInternalServerError
	}
	switch f.Kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Missing:
		return http.StatusNotFound
	case fault.Denied:
		return http.StatusForbidden
	case fault.SignIn:
		return http.StatusUnauthorized
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Full:
		return http.StatusInsufficientStorage
	case fault.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// refuse is the one place that logs an error, picks the status and shows it.
func (s *Server) refuse(w http.ResponseWriter, r *page.Request, route Route, err error) {
	if errors.Is(err, context.Canceled) && r.HTTP().Context().Err() != nil {
		return // the browser left
	}
	status := statusOf(err)
	s.logRefusal(r, status, err)
	f := fault.As(err)
	if f == nil {
		f = fault.New(0, "server.broken")
	}
	if status == http.StatusUnauthorized {
		s.signIn(w, r, f)
		return
	}
	if r.HTTP().Method == http.MethodPost && route.Again != nil && showsAgain(status) {
		again, failed := run(route.Again, r.Again(f))
		if failed == nil && again.IsPage() && again.Send(w, r.HTTP(), status) == nil {
			return
		}
	}
	s.show(w, r, f, status)
}

// showsAgain reports whether the form's own screen is the place to tell of it.
// Where the record is not there, or not for these eyes, its screen isn't either.
func showsAgain(status int) bool {
	return status != http.StatusNotFound && status != http.StatusForbidden
}

func (s *Server) logRefusal(r *page.Request, status int, err error) {
	level := slog.LevelDebug
	if status >= 500 {
		level = slog.LevelError
	}
	args := []any{"route", r.HTTP().Pattern, "status", status, "error", err}
	var c *crash
	if errors.As(err, &c) {
		args = append(args, "stack", string(c.stack))
	}
	s.config.Log.Log(r.HTTP().Context(), level, "refused", args...)
}

// signIn sends a reader to the sign-in page, and shows it to a writer in place
// of the answer, with the form kept in it.
func (s *Server) signIn(w http.ResponseWriter, r *page.Request, f *fault.Error) {
	if r.HTTP().Method != http.MethodPost {
		to := SignInPath + "?next=" + url.QueryEscape(r.HTTP().URL.RequestURI())
		_ = page.See(to).Send(w, r.HTTP(), http.StatusSeeOther) // a way on renders nothing that could fail
		return
	}
	before := r.BeforeSignIn()
	answer, err := run(s.config.SignIn, before)
	if err == nil {
		w.Header().Set("WWW-Authenticate", "Form") // a 401 must name a way
		err = answer.Send(w, r.HTTP(), http.StatusUnauthorized)
	}
	if err != nil {
		s.logRefusal(r, http.StatusInternalServerError, err)
		s.show(w, r, f, http.StatusUnauthorized)
	}
}

// show renders the page that says what went wrong. What was typed stands on
// it: even when nothing else works, nobody has to write it twice.
func (s *Server) show(w http.ResponseWriter, r *page.Request, f *fault.Error, status int) {
	v := RefusalView{Frame: r.Frame("server.title"), Text: r.Words().Fault(f), Typed: r.Typed()}
	if status >= 500 && len(v.Typed) > 0 {
		v.Retry = r.Retry("server.retry")
	}
	if err := refusal.Show(v).Send(w, r.HTTP(), status); err != nil {
		s.logRefusal(r, http.StatusInternalServerError, err)
		http.Error(w, s.config.Words.Book().In("").T("server.broken"), http.StatusInternalServerError)
	}
}
