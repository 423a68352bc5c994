package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/static"
)

// Authenticator tells who sent a request. Nobody signed in (no cookie, an
// unknown or an expired one) is no error: it is an actor that has the
// community's scope and no account.
type Authenticator interface {
	Actor(r *http.Request) (access.Actor, error)
}

// Config is what a server needs. Zero Words, Clock, IDs, Log, Exit and Nav have
// sensible meanings.
type Config struct {
	Community      string // its name, in the header of every page
	Routes         []Route
	Authenticator  Authenticator
	SignIn         page.Screen // the sign-in page, also shown in place of a form that needs one
	Drafts         *page.Drafts
	Words          *locale.Shelf
	Clock          clock.Clock
	IDs            *ident.Maker
	Log            *slog.Logger
	Nav            []page.Destination
	Exit           string         // where "exit this page" leads
	TrustedProxies []netip.Prefix // whose X-Forwarded-For and -Proto are believed
	Healthy        func(context.Context) error
}

// SignInPath is where a stranger is sent who asks for more.
const SignInPath = "/sign-in"

// defaultExit is plain, quick, and what somebody might well be reading.
const defaultExit = "https://www.bbc.co.uk/weather"

// DefaultNav is the navigation, each entry for those who may go there.
var DefaultNav = []page.Destination{
	{Path: "/today", Key: "page.nav.today", Action: access.TodayRead},
	{Path: "/outings", Key: "page.nav.outings", Action: access.OutingRead},
	{Path: "/people", Key: "page.nav.people", Action: access.PersonRead},
	{Path: "/courses", Key: "page.nav.courses", Action: access.CourseRead},
	{Path: "/chats/new", Key: "page.nav.chat", Action: access.ChatWrite},
	{Path: "/concerns", Key: "page.nav.concerns", Action: access.ConcernRead},
	{Path: "/meetings", Key: "page.nav.meetings", Action: access.MeetingRead},
	{Path: "/numbers", Key: "page.nav.numbers", Action: access.NumbersRead},
	{Path: "/companions", Key: "page.nav.companions", Action: access.TalkAnswer},
	{Path: "/team", Key: "page.nav.team", Action: access.AccountRead},
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	config  Config
	site    *page.Site
	routes  []Route
	handler http.Handler
}

// New checks the routes, reads every template and makes the server. All that is
// wrong is told at once.
func New(c Config) (*Server, error) {
	c = c.withDefaults()
	c.Routes = append(c.Routes, ownRoutes()...)
	routes, err := complete(c.Routes)
	if c.Authenticator == nil || c.SignIn == nil {
		err = errors.Join(err, errors.New("server: sign-in is missing"))
	}
	for _, t := range page.Templates() {
		err = errors.Join(err, t.Parse())
	}
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, routes: routes, site: &page.Site{
		Community: c.Community, Words: c.Words, Style: static.Path("app.css"), Script: static.Path("app.js"),
		Icon: static.Path("icon.svg"), Nav: c.Nav, Exit: c.Exit, Clock: c.Clock, IDs: c.IDs, Drafts: c.Drafts, Log: c.Log,
	}}
	mux, err := s.mux()
	if err != nil {
		return nil, err
	}
	s.handler = s.around(mux)
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.Words == nil {
		c.Words = new(locale.Shelf)
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.IDs == nil {
		c.IDs = &ident.Maker{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Exit == "" {
		c.Exit = defaultExit
	}
	if c.Nav == nil {
		c.Nav = DefaultNav
	}
	return c
}

// ownRoutes are the addresses that belong to no area.
func ownRoutes() []Route {
	return []Route{
		{Method: http.MethodPost, Pattern: "/draft", Action: access.DraftWrite, Screen: page.KeepDraft, Again: nowhere},
		{Method: http.MethodPost, Pattern: "/draft/discard", Action: access.DraftWrite, Screen: page.DiscardDraft, Again: nowhere},
	}
}

// nowhere is the screen of forms that stand on none of their own.
func nowhere(*page.Request) (*page.Answer, error) {
	return nil, fault.New(fault.Missing, "record.missing")
}

// mux registers the routes; two that claim the same address are an error.
func (s *Server) mux() (mux *http.ServeMux, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("server: routes: %v", p)
		}
	}()
	mux = http.NewServeMux()
	for _, r := range s.routes {
		mux.Handle(r.muxPattern(), s.serve(r))
	}
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.HandleFunc("GET /healthz", s.healthz)
	lost := Route{Public: true, Screen: func(*page.Request) (*page.Answer, error) {
		return nil, fault.New(fault.Missing, "server.missing")
	}}
	mux.Handle("/", s.serve(lost))
	return mux, nil
}

func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if s.config.Healthy != nil {
		if err := s.config.Healthy(r.Context()); err != nil {
			s.config.Log.Error("not healthy", "error", err)
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
	}
	_, _ = w.Write([]byte("ok\n"))
}

// Handler is the whole server as one handler.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes are all addresses, for the test of routes and roles.
func (s *Server) Routes() []Route { return s.routes }

// Limits on a connection. A slow phone may take its time with a form; nobody
// may hold a connection open with half a header.
const (
	headerWait = 10 * time.Second
	readWait   = 2 * time.Minute
	writeWait  = 2 * time.Minute
	idleWait   = 2 * time.Minute
	stopWait   = 20 * time.Second
	maxHeader  = 32 << 10
)

// Serve answers on the listener until the context ends, then lets running
// requests finish.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{Handler: s.handler, ReadHeaderTimeout: headerWait, ReadTimeout: readWait, WriteTimeout: writeWait,
		IdleTimeout: idleWait, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug)}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWait)
	defer cancel()
	if err := h.Shutdown(finish); err != nil {
		return errors.Join(err, h.Close())
	}
	return nil
}

// nonce is a fresh word for the content security policy of one answer.
func nonce() string { return rand.Text() }
