package notify_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"openmaf/internal/platform/notify"
	"openmaf/internal/platform/notify/notifytest"
)

// Whatever keeps a mail server from working is told apart, and what works is
// not sent anything.
func TestProbeOfAMailServer(t *testing.T) {
	nobody := func() int { // a port at which nothing answers
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		return l.Addr().(*net.TCPAddr).Port
	}()
	for name, c := range map[string]struct {
		script notifytest.Script
		change func(s *notify.SMTP)
		want   notify.Part // empty: it works
	}{
		"works":             {},
		"works by TLS":      {script: notifytest.Script{TLS: notify.TLS}},
		"works by STARTTLS": {script: notifytest.Script{TLS: notify.StartTLS}, change: func(s *notify.SMTP) { s.User, s.Password = "us", "a long password" }},
		"no STARTTLS":       {change: func(s *notify.SMTP) { s.Security = notify.StartTLS }, want: notify.NoTLS},
		"no TLS":            {change: func(s *notify.SMTP) { s.Security = notify.TLS }, want: notify.NoTLS},
		"strange paper":     {script: notifytest.Script{TLS: notify.TLS}, change: func(s *notify.SMTP) { s.Roots = nil }, want: notify.NoTLS},
		"wrong password": {script: notifytest.Script{TLS: notify.TLS, Answer: map[string]string{"AUTH": "535 no"}},
			change: func(s *notify.SMTP) { s.User, s.Password = "us", "wrong" }, want: notify.NoSignIn},
		"nothing there": {change: func(s *notify.SMTP) {
			s.Port = nobody
			s.Reach.Own = []string{s.At()}
		}, want: notify.NoDoor},
		"not listed": {script: notifytest.Script{TLS: notify.TLS}, change: func(s *notify.SMTP) { s.Reach.Own = nil }, want: notify.NotOurs},
		"no such name": {change: func(s *notify.SMTP) {
			s.Host, s.Security = "mail.invalid", notify.TLS
		}, want: notify.NoName},
		"something else": {script: notifytest.Script{Answer: map[string]string{"EHLO": "500 what", "HELO": "500 what"}}, want: notify.Other},
	} {
		t.Run(name, func(t *testing.T) {
			v, s := notifytest.Serve(t, c.script)
			if c.change != nil {
				c.change(&s)
			}
			err := s.Probe(context.Background())
			switch {
			case (err == nil) != (c.want == ""):
				t.Errorf("got %v", err)
			case err != nil && notify.PartOf(err) != c.want:
				t.Errorf("%v is told as %q", err, notify.PartOf(err))
			}
			if n := len(v.Taken()); n != 0 {
				t.Errorf("%d messages were sent", n)
			}
		})
	}
}

// A gateway is connected to and asked for nothing.
func TestProbeOfAGateway(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	g := notify.Kannel(server.URL, "us", "a long password", "07700900000")
	g.Reach.Own = []string{strings.TrimPrefix(server.URL, "http://")}
	if err := g.Probe(context.Background()); err != nil || asked != 0 {
		t.Errorf("%v after %d requests", err, asked)
	}
	server.Close()
	if err := g.Probe(context.Background()); notify.PartOf(err) != notify.NoDoor {
		t.Errorf("a gateway that is gone: %v", err)
	}
}
