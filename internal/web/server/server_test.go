package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
	"openmaf/internal/web/static"
)

func blank(*page.Request) (*page.Answer, error) { return page.See("/"), nil }

// nobody is an authenticator to whom everybody is a stranger.
type nobody struct{}

func (nobody) Actor(*http.Request) (access.Actor, error) { return access.Actor{}, nil }

func TestRoutesThatDoNotStart(t *testing.T) {
	for want, r := range map[string]server.Route{
		"needs an action":   {Method: "GET", Pattern: "/x", Screen: blank},
		"of the access":     {Method: "GET", Pattern: "/x", Action: "person.invent", Screen: blank},
		"yet has an action": {Method: "GET", Pattern: "/x", Public: true, Action: access.PersonRead, Screen: blank},
		"no screen shows":   {Method: "POST", Pattern: "/x", Action: access.PersonRead, Screen: blank},
		"there is no":       {Method: "GET", Pattern: "/x", Public: true},
		"GET or POST":       {Method: "PUT", Pattern: "/x", Public: true, Screen: blank},
		"begin with /":      {Method: "GET", Pattern: "x", Public: true, Screen: blank},
		"conflicts":         {Method: "GET", Pattern: "/healthz", Public: true, Screen: blank},
	} {
		_, err := server.New(server.Config{Authenticator: nobody{}, SignIn: blank, Routes: []server.Route{r}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v; want %q", r, err, want)
		}
	}
	if _, err := server.New(server.Config{}); err == nil {
		t.Error("a server without a sign-in starts")
	}
}

func TestEveryRouteIsListed(t *testing.T) {
	s, err := server.New(server.Config{Authenticator: nobody{}, SignIn: blank, Routes: []server.Route{
		{Method: "GET", Pattern: "/", Public: true, Screen: blank}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Routes() {
		if !r.Public && r.Action == "" {
			t.Errorf("%s %s is nobody's", r.Method, r.Pattern)
		}
	}
	if len(s.Routes()) != 3 {
		t.Errorf("%d routes, want the one given and two for drafts", len(s.Routes()))
	}
}

func TestWhoMayComeIn(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, asha access.Actor) {
		site.Get("/note").Want(200)
		if p := site.As(access.Actor{}).Get("/note").Want(303); p.Header.Get("Location") != "/sign-in?next=%2Fnote" {
			t.Errorf("a stranger is sent to %s", p.Header.Get("Location"))
		}
		companion := asha
		companion.Roles = []access.Role{access.Companion}
		p := site.As(companion).Get("/note").Want(403)
		if !strings.Contains(p.Text("main"), "other people in your team") {
			t.Errorf("says %q", p.Text("main"))
		}
		if p.Has(`.site-nav a[href="/people"]`) || !p.Has(`.site-nav a[href="/outings"]`) {
			t.Error("the menu is not the companion's")
		}
		refused := site.Post("/note", url.Values{"note": {"typed all the same"}}).Want(403)
		if !strings.Contains(refused.Text("main"), "typed all the same") {
			t.Error("the words were lost")
		}
		site.Get("/nowhere").Want(404)
		site.Post("/nowhere", nil).Want(404)
	})
}

func TestHeadersOfEveryPage(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, _ access.Actor) {
		for _, address := range []string{"/note", "/nowhere", "/healthz"} {
			p := site.Get(address)
			for name, want := range map[string]string{
				"Content-Security-Policy": "default-src 'none'; script-src 'nonce-", "Cache-Control": "no-store",
				"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			} {
				if got := p.Header.Get(name); !strings.HasPrefix(got, want) {
					t.Errorf("%s: %s is %q", address, name, got)
				}
			}
			if policy := p.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") ||
				!strings.Contains(policy, "frame-ancestors 'none'") {
				t.Errorf("%s: %s", address, policy)
			}
		}
		p := site.Get("/note")
		nonce := p.Attr("script", "nonce")
		if nonce == "" || !strings.Contains(p.Header.Get("Content-Security-Policy"), "'nonce-"+nonce+"'") {
			t.Error("the script's nonce is not the policy's")
		}
		if again := site.Get("/note").Attr("script", "nonce"); again == nonce {
			t.Error("two pages have one nonce")
		}
		if p.Has("[style], [onclick], style, script:not([src])") {
			t.Error("there is something inline")
		}
		if p.Has(".govuk-exit-this-page") {
			t.Error("a page behind the sign-in has the exit of public pages")
		}
		if !p.Has(`.site-header a[href="/crisis"]`) || !p.Has("a.govuk-skip-link") || p.Attr("html", "lang") != "en-GB" {
			t.Error("the frame is not whole")
		}
	})
}

func TestTheLogNamesNobody(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, _ access.Actor) {
		n.refuse = fault.New(fault.Invalid, "page.form.broken")
		site.Get("/note?name=Zebedee")
		site.Post("/note", url.Values{"note": {"Zebedee rang"}, "password": {"hunter2"}})
		log := site.Log.String()
		if strings.Contains(log, "Zebedee") || strings.Contains(log, "hunter2") {
			t.Errorf("the log tells what it should not:\n%s", log)
		}
		if !strings.Contains(log, `msg=request method=POST route="POST /note" status=422`) {
			t.Errorf("the log does not tell what it should:\n%s", log)
		}
	})
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, _ access.Actor) {
		r := httptest.NewRequest("POST", "/note", strings.NewReader("note=forged"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if p := site.Do(r).Want(403); !strings.Contains(p.Text("main"), "another website") || len(n.kept) != 0 {
			t.Errorf("says %q", p.Text("main"))
		}
	})
}

func TestABodyThatIsTooLarge(t *testing.T) {
	each(t, func(t *testing.T, n *notebook, site *pagetest.Site, _ access.Actor) {
		p := site.Post("/note", url.Values{"note": {strings.Repeat("x", 3<<20)}}).Want(422)
		if !strings.Contains(p.Text(".govuk-error-summary"), "too much") || len(n.kept) != 0 {
			t.Errorf("says %q", p.Text("main"))
		}
	})
}

func TestUploads(t *testing.T) {
	var got page.Upload
	var asked bool
	upload := func(r *page.Request) (*page.Answer, error) {
		got, asked = r.Form().File("list")
		return page.See("/"), nil
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		site := pagetest.New(t, d, s, server.Route{Method: "POST", Pattern: "/list", Action: access.MeetingImport, Screen: upload, Again: blank})
		site.As(pagetest.Account(t, d, s, "Max", access.Manager))
		send := func(content []byte) *pagetest.Page {
			var body bytes.Buffer
			w := multipart.NewWriter(&body)
			part, err := w.CreateFormFile("list", `C:\lists\meetings.csv`)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write(content)
			_ = w.WriteField("note", "ours")
			_ = w.Close()
			r := httptest.NewRequest("POST", "/list", &body)
			r.Header.Set("Content-Type", w.FormDataContentType())
			return site.Do(r)
		}
		send([]byte("name,day,time\n")).Want(303)
		if !asked || string(got.Content) != "name,day,time\n" {
			t.Errorf("%+v", got)
		}
		asked = false
		if p := send(make([]byte, page.MaxUpload+page.MaxTyped+1)).Want(422); asked || !strings.Contains(p.Text("main"), "too much") {
			t.Errorf("a file over the limit: %s", p.Text("main"))
		}
		if site.As(access.Actor{}); send(make([]byte, page.MaxUpload)).Status != http.StatusUnauthorized || asked {
			t.Error("a stranger's file was taken")
		}
	})
}

func TestCompression(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, _ access.Actor) {
		for accept, want := range map[string]string{"gzip": "gzip", "br;q=1, gzip;q=0.5": "gzip", "": "", "gzip;q=0": "", "deflate": ""} {
			r := httptest.NewRequest("GET", "/note", nil)
			r.Header.Set("Accept-Encoding", accept)
			p := site.Do(r).Want(200)
			if got := p.Header.Get("Content-Encoding"); got != want || p.Header.Get("Vary") != "Accept-Encoding" {
				t.Fatalf("%q: %q", accept, got)
			}
			if want == "" {
				continue
			}
			z, err := gzip.NewReader(strings.NewReader(p.Body))
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := io.ReadAll(z); err != nil || !bytes.HasSuffix(bytes.TrimSpace(plain), []byte("</html>")) {
				t.Errorf("%q: not whole: %v", accept, err)
			}
		}
	})
}

// The first page is its HTML, the style sheet, the script and the icon.
func TestTheFirstPageIsLight(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, _ access.Actor) {
		total := 0
		for _, address := range []string{"/note", static.Path("app.css"), static.Path("app.js"), static.Path("icon.svg")} {
			r := httptest.NewRequest("GET", address, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			p := site.Do(r).Want(200)
			total += len(p.Body)
			if address != "/note" && p.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
				t.Errorf("%s: %s", address, p.Header.Get("Cache-Control"))
			}
		}
		t.Logf("%d bytes compressed", total)
		if total > 20<<10 {
			t.Errorf("%d bytes; half of what the frame may take is the limit here, so that pages have the rest", total)
		}
		site.Get("/static/app-000000000000.css").Want(404)
	})
}

func TestWhoseWordForTheBrowserCounts(t *testing.T) {
	for _, c := range []struct {
		name, peer, forwarded, proto string
		client                       string
		secure                       bool
	}{
		{"no proxy", "203.0.113.9:1", "", "", "203.0.113.9", false},
		{"a stranger's header", "203.0.113.9:1", "198.51.100.1", "https", "203.0.113.9", false},
		{"our proxy", "127.0.0.1:1", "198.51.100.1", "https", "198.51.100.1", true},
		{"our proxy over IPv6", "[::ffff:127.0.0.1]:1", "2001:db8::1", "https", "2001:db8::1", true},
		{"a chain with a lie in front", "127.0.0.1:1", "10.9.9.9, 198.51.100.1", "http", "198.51.100.1", false},
		{"two of ours", "127.0.0.1:1", "198.51.100.1, 127.0.0.2", "https", "198.51.100.1", true},
		{"nonsense", "127.0.0.1:1", "unknown", "https", "127.0.0.1", true},
	} {
		var client string
		var secure bool
		screen := func(r *page.Request) (*page.Answer, error) {
			client, secure = r.Client(), r.Secure()
			return page.See("/"), nil
		}
		s, err := server.New(server.Config{Authenticator: nobody{}, SignIn: blank,
			TrustedProxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
			Routes:         []server.Route{{Method: "GET", Pattern: "/", Public: true, Screen: screen}}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-For", c.forwarded)
		r.Header.Set("X-Forwarded-Proto", c.proto)
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		if client != c.client || secure != c.secure {
			t.Errorf("%s: %s, %v; want %s, %v", c.name, client, secure, c.client, c.secure)
		}
		if (w.Header().Get("Strict-Transport-Security") != "") != c.secure {
			t.Errorf("%s: %v", c.name, w.Header())
		}
	}
}

// A server that is told to stop finishes what it began.
func TestServeStopsGently(t *testing.T) {
	began, finish := make(chan struct{}), make(chan struct{})
	slow := func(*page.Request) (*page.Answer, error) {
		close(began)
		<-finish
		return page.Text("text/plain", []byte("done")), nil
	}
	s, err := server.New(server.Config{Authenticator: nobody{}, SignIn: blank, Log: slog.New(slog.DiscardHandler),
		Routes: []server.Route{{Method: "GET", Pattern: "/slow", Public: true, Screen: slow}}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- s.Serve(ctx, l) }()
	answered := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + l.Addr().String() + "/slow")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		answered <- string(body)
	}()
	<-began
	stop()
	close(finish)
	if got := <-answered; got != "done" {
		t.Errorf("the request that was running got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestTemplatesRenderEmpty(t *testing.T) { pagetest.RenderAll(t) }

func TestASentenceIsSaidOnce(t *testing.T) {
	each(t, func(t *testing.T, _ *notebook, site *pagetest.Site, _ access.Actor) {
		p := site.Get("/note").Submit("/note", url.Values{"note": {"x"}}).Follow()
		if p.Text(".govuk-notification-banner__heading") != "Done" {
			t.Errorf("says %q", p.Text(".govuk-notification-banner__heading"))
		}
		if site.Get("/today").Has(".govuk-notification-banner") {
			t.Error("it is said twice")
		}
	})
}
