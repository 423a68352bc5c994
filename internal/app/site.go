package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	asks "openmaf/internal/people/ask"
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/jobs"
	"openmaf/internal/platform/notify"
	"openmaf/internal/trust/signin"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/ask"
	"openmaf/internal/web/community"
	"openmaf/internal/web/complaint"
	"openmaf/internal/web/concern"
	"openmaf/internal/web/directory"
	"openmaf/internal/web/evaluation"
	"openmaf/internal/web/exclusion"
	"openmaf/internal/web/hats"
	"openmaf/internal/web/measure"
	"openmaf/internal/web/message"
	"openmaf/internal/web/page"
	"openmaf/internal/web/people"
	"openmaf/internal/web/programme"
	"openmaf/internal/web/public"
	"openmaf/internal/web/server"
	"openmaf/internal/web/shift"
	"openmaf/internal/web/trust"
)

// Web says how the pages are reached.
type Web struct {
	TrustedProxies []netip.Prefix // whose word about the caller is believed
	OwnServers     []string       // "host:port" that mail and texts may leave by, though it is a private network's
	Log            *slog.Logger
}

// Site is a community with its pages and what runs behind them.
type Site struct {
	core    *Core
	server  *server.Server
	drafts  *page.Drafts
	uploads *directory.Uploads
	reads   *trail.Reads
	jobs    *jobs.Runner
	log     *slog.Logger
}

// NewSite wires the pages of the community. It starts nothing that Close does
// not stop.
func NewSite(ctx context.Context, c *Core, w Web) (*Site, error) {
	if err := c.Refresh(ctx); err != nil {
		return nil, err
	}
	about, err := c.about(ctx)
	if err != nil {
		return nil, err
	}
	if w.Log == nil {
		w.Log = slog.New(slog.DiscardHandler)
	}
	s := &Site{core: c, log: w.Log, drafts: page.NewDrafts(c.DB, c.Seal), reads: trail.NewReads(c.DB, w.Log)}
	s.jobs = jobs.New(c.DB.Clock(), w.Log, c.Messages.Queues(c.Scope)...)
	c.Messages.Operate(notify.Reach{Own: w.OwnServers}, w.Log, s.jobs.Wake)
	desk := signin.New(c.DB, c.Accounts, w.Log)
	door := trust.New(c.Scope, c.Accounts, desk, c.Companions)
	s.server, err = server.New(server.Config{
		Community:      about.Name,
		Routes:         s.routes(door),
		Authenticator:  door,
		SignIn:         door.SignIn,
		Drafts:         s.drafts,
		Words:          c.Words,
		Clock:          c.DB.Clock(),
		Log:            w.Log,
		TrustedProxies: w.TrustedProxies,
		Healthy:        c.DB.Ping,
	})
	if err != nil {
		s.reads.Close()
		return nil, err
	}
	return s, nil
}

// routes of every area.
func (s *Site) routes(door *trust.Area) []server.Route {
	c := s.core
	list := directory.New(c.DB, c.Board, c.Refresh)
	s.uploads = list.Uploads()
	return slices.Concat(
		public.New(c.DB, c.Board).Routes(),
		door.Routes(),
		list.Routes(),
		community.New(c.Phrases, c.Words, c.Refresh).Routes(),
		shift.New(c.Shifts).Routes(),
		ask.New(c.Asks, c.People).Routes(),
		programme.New(programme.Capabilities{Courses: c.Courses, People: c.People, Links: c.Links, Reads: s.reads}).Routes(),
		measure.New(measure.Capabilities{Questions: c.Questions, Measures: c.Measures, Timetable: c.Timetable, Own: c.Own, Reads: s.reads, Leave: door.Leave}).Routes(),
		evaluation.New(c.Cohorts, c.Courses).Routes(),
		complaint.New(c.Complaints).Routes(),
		exclusion.New(exclusion.Capabilities{Exclusions: c.Exclusions, Meetings: c.Meetings, Reads: s.reads}).Routes(),
		message.New(message.Capabilities{Messages: c.Messages, Reads: s.reads}).Routes(),
		hats.New(hats.Capabilities{People: c.People, Glass: c.Glass, Links: c.Links, Drafts: s.drafts, Reads: s.reads}).Routes(),
		people.New(people.Capabilities{
			DB:         c.DB,
			People:     c.People,
			Consents:   c.Consents,
			Chats:      c.Chats,
			Ring:       c.Ring,
			Asks:       c.Asks,
			Shifts:     c.Shifts,
			Links:      c.Links,
			Places:     c.Places,
			Drafts:     s.drafts,
			Reads:      s.reads,
			Companions: c.Companions,
			Meetings:   c.Meetings,
			Board:      c.Board,
			Questions:  c.Questions,
			Numbers:    c.Numbers,
			Own:        c.Own,
		}).Routes(),
		concern.New(c.Concerns, c.Accounts).Routes(),
	)
}

func (c *Core) about(ctx context.Context) (about db.Community, err error) {
	err = c.DB.View(ctx, c.Scope, func(tx *db.Tx) error {
		about, err = db.About(tx)
		return err
	})
	return about, err
}

// Server answers requests.
func (s *Site) Server() *server.Server { return s.server }

const (
	// tidies is how often what has had its time is cleared away.
	tidies = time.Hour
	// looks is how often the list of meetings is asked whether it has changed:
	// an import on the command line is another process.
	looks = 2 * time.Second
	// plans is how often it is looked whom a change gives something to be asked.
	plans = time.Minute
)

// Serve answers on the listener until the context ends, then lets running
// requests finish and writes what was gathered.
func (s *Site) Serve(ctx context.Context, l net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	var behind sync.WaitGroup
	behind.Go(func() { s.regularly(ctx, tidies, s.tidy) })
	behind.Go(func() { s.regularly(ctx, looks, s.core.Refresh) })
	behind.Go(func() { s.regularly(ctx, plans, s.plan) })
	behind.Go(func() { s.jobs.Run(ctx) })
	err := s.server.Serve(ctx, l)
	stop()
	behind.Wait() // the database is closed after this
	return err
}

// Close writes what was gathered. The community stays open.
func (s *Site) Close() { s.reads.Close() }

// regularly does the work at once and then again and again until the context
// ends. What fails is told and tried again.
func (s *Site) regularly(ctx context.Context, every time.Duration, work func(context.Context) error) {
	next := time.NewTicker(every)
	defer next.Stop()
	for {
		if err := work(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("work in the background", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}

// plan lets what people are asked plan itself.
func (s *Site) plan(ctx context.Context) error { return s.core.Timetable.Look(ctx, s.core.Scope) }

// tidy clears away what has had its time: drafts that nobody came back to,
// receipts that nothing can ask for, uploads that were never applied, sign-ins
// and links that have run out.
func (s *Site) tidy(ctx context.Context) error {
	c := s.core
	return errors.Join(s.drafts.Expire(ctx, c.Scope), s.uploads.Expire(ctx, c.Scope),
		chat.SweepUndone(ctx, c.DB, c.Scope), asks.Sweep(ctx, c.DB, c.Scope), c.DB.Sweep(ctx, c.Scope), signin.Sweep(ctx, c.DB, c.Scope),
		c.Messages.Sweep(ctx, c.Scope))
}
