package e2e

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/account"
)

// community is a whole server for one test: an invented community on a
// database of its own, at a time that the test sets.
type community struct {
	t     *testing.T
	core  *app.Core
	site  *app.Site
	at    string   // origin
	data  string   // directory of the key file
	own   []string // servers for messages that stand in the test
	first account.Link
	clock *clock.Manual
	log   *told
}

// told is what the operator reads.
type told struct {
	sync.Mutex
	text bytes.Buffer
}

func (l *told) Write(b []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.text.Write(b)
}

func (l *told) String() string {
	l.Lock()
	defer l.Unlock()
	return l.text.String()
}

// morning is when every story begins: a Friday, at ten in London.
var morning = time.Date(2026, time.May, 1, 9, 0, 0, 0, time.UTC)

// eachEngine runs a story on the embedded database, and on PostgreSQL when
// there is one.
func eachEngine(t *testing.T, story func(t *testing.T, c *community)) {
	t.Run("sqlite", func(t *testing.T) { story(t, found(t)) })
	t.Run("postgres", func(t *testing.T) {
		offered(t, dbtest.Postgres, "the journey on PostgreSQL")
		story(t, foundOn(t, app.Storage{Data: t.TempDir(), Database: dbtest.Address(t)}))
	})
}

// found is a new community on the embedded database, with servers for messages
// that stand in the test.
func found(t *testing.T, own ...string) *community {
	t.Helper()
	return foundOn(t, app.Storage{Data: t.TempDir()}, own...)
}

func foundOn(t *testing.T, s app.Storage, own ...string) *community {
	t.Helper()
	c := &community{t: t, clock: clock.At(morning), log: &told{}, data: s.Data, own: own}
	s.Clock = c.clock
	var err error
	if c.core, c.first, err = app.Found(t.Context(), s, "Sallowby Recovery (invented)", "ada@example.org"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.core.Close(); err != nil {
			t.Error(err)
		}
	})
	c.serve()
	return c
}

// serve opens the community's pages on a free port, until the test ends.
func (c *community) serve() {
	c.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		c.t.Fatal(err)
	}
	c.at = "http://" + listener.Addr().String()
	log := slog.New(slog.NewTextHandler(c.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if c.site, err = app.NewSite(c.t.Context(), c.core, app.Web{Log: log, OwnServers: c.own}); err != nil {
		c.t.Fatal(err)
	}
	// Not the test's context: that one ends before its browsers do.
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- c.site.Serve(ctx, listener) }()
	c.t.Cleanup(func() {
		stop()
		if err := <-stopped; err != nil {
			c.t.Error(err)
		}
		c.site.Close()
		c.quiet()
	})
}

// quiet fails the test when the operator was told of a mistake of ours, and
// shows what a failed test was told.
func (c *community) quiet() {
	for line := range strings.Lines(c.log.String()) {
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, "status=507") {
			c.t.Errorf("log: %s", line)
		}
	}
	if c.t.Failed() && os.Getenv("OPENMAF_TEST_LOG") != "" {
		c.t.Log(c.log.String())
	}
}

// browser is somebody's, who has not been here yet.
func (c *community) browser(who string, s screen) *browser {
	c.t.Helper()
	return newBrowser(c.t, c.at, who, s)
}
