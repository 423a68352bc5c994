// Package pagetest lets a test visit pages as a browser would: a whole server
// on a real database, a chosen account, forms filled in as they stand on the
// page, and answers asked with selectors.
package pagetest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

// Site is a server and the one browser that visits it.
type Site struct {
	T      testing.TB
	Server *server.Server
	Drafts *page.Drafts
	Log    *strings.Builder // what the operator reads
	actor  access.Actor
	scope  db.Scope
	jar    map[string]string
}

// New is a server with the routes and a plain sign-in page. Nobody is signed
// in: see [Site.As].
func New(t testing.TB, d *db.DB, s db.Scope, routes ...server.Route) *Site {
	t.Helper()
	return With(t, d, s, func(*server.Config) {}, routes...)
}

// With is [New] with its configuration changed before the server is made.
func With(t testing.TB, d *db.DB, s db.Scope, change func(*server.Config), routes ...server.Route) *Site {
	t.Helper()
	sealer, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	site := &Site{T: t, scope: s, jar: map[string]string{}, Log: &strings.Builder{}, Drafts: page.NewDrafts(d, sealer)}
	site.actor.Scope = s
	signIn := server.Route{Method: "GET", Pattern: server.SignInPath, Public: true, Screen: site.signIn}
	enter := server.Route{Method: "POST", Pattern: server.SignInPath, Public: true, Screen: site.enter}
	config := server.Config{Community: "Sallowby Recovery (invented)", Routes: append(routes, signIn, enter), Authenticator: site,
		SignIn: site.signIn, Drafts: site.Drafts, Clock: d.Clock(),
		Log: slog.New(slog.NewTextHandler(site.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	change(&config)
	if site.Server, err = server.New(config); err != nil {
		t.Fatal(err)
	}
	return site
}

// Account makes an account with the roles and returns it as an actor.
func Account(t testing.TB, d *db.DB, s db.Scope, name string, roles ...access.Role) access.Actor {
	t.Helper()
	a := access.Actor{Scope: s, Account: d.NewID(), Name: name, Roles: roles}
	err := d.Tx(context.Background(), s, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO account (community_id, id, name, name_key, state, created_at, joined_at)
			VALUES ($1, $2, $3, $4, 'active', $5, $5)`, tx.Community(), a.Account, name, strings.ToLower(name),
			civil.Instant(tx.Now()))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Actor makes the site its own authenticator.
func (s *Site) Actor(*http.Request) (access.Actor, error) { return s.actor, nil }

// As signs the account in; the zero actor signs out, as when time ran out.
func (s *Site) As(a access.Actor) *Site {
	s.actor = a
	s.actor.Scope = s.scope
	return s
}

// Another is another browser at the same server, without a cookie.
func (s *Site) Another() *Site {
	other := *s
	other.jar = map[string]string{}
	return &other
}

// signInView is the sign-in page of tests: one button for whoever is next.
type signInView struct {
	page.Frame
	Form  *page.Form
	Keeps bool
	Go    page.Button
}

func (s *Site) signIn(r *page.Request) (*page.Answer, error) {
	f := r.FormAt(server.SignInPath)
	return signInPage.Show(signInView{Frame: r.Frame("page.nav.today"), Form: f, Keeps: r.Keeps(), Go: f.Submit("page.done")}), nil
}

// enter takes whoever the test named with As before it sent the form.
func (s *Site) enter(r *page.Request) (*page.Answer, error) {
	return r.SignedInAs(s.actor, "/today"), nil
}

// Get visits the address.
func (s *Site) Get(address string) *Page {
	s.T.Helper()
	address, _, _ = strings.Cut(address, "#") // which no browser sends
	return s.do(httptest.NewRequest(http.MethodGet, address, nil))
}

// Post sends a form to the address without having seen it.
func (s *Site) Post(address string, values url.Values) *Page {
	s.T.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return s.do(r)
}

// Do sends any request, with the browser's cookies.
func (s *Site) Do(r *http.Request) *Page {
	s.T.Helper()
	return s.do(r)
}

func (s *Site) do(r *http.Request) *Page {
	s.T.Helper()
	for name, value := range s.jar {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	s.Server.Handler().ServeHTTP(w, r)
	answer := w.Result()
	for _, c := range answer.Cookies() {
		if c.MaxAge < 0 {
			delete(s.jar, c.Name)
		} else {
			s.jar[c.Name] = c.Value
		}
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.T.Fatal(err)
	}
	return &Page{site: s, Status: answer.StatusCode, Header: answer.Header, Body: string(body), address: r.URL.Path}
}

// Page is an answer.
type Page struct {
	Status  int
	Header  http.Header
	Body    string
	site    *Site
	address string
	root    *html.Node
}

// Want fails the test unless the answer has the status.
func (p *Page) Want(status int) *Page {
	p.site.T.Helper()
	if p.Status != status {
		p.site.T.Fatalf("%s answered %d, want %d:\n%s", p.address, p.Status, status, p.Body)
	}
	return p
}

// Follow goes where a 303 leads.
func (p *Page) Follow() *Page {
	p.site.T.Helper()
	p.Want(http.StatusSeeOther)
	return p.site.Get(p.Header.Get("Location"))
}

// All are the elements that the selector finds.
func (p *Page) All(selector string) []*html.Node {
	p.site.T.Helper()
	if p.root == nil {
		var err error
		if p.root, err = html.Parse(strings.NewReader(p.Body)); err != nil {
			p.site.T.Fatal(err)
		}
	}
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		p.site.T.Fatal(err)
	}
	return cascadia.QueryAll(p.root, s)
}

// Has reports whether the selector finds anything.
func (p *Page) Has(selector string) bool {
	p.site.T.Helper()
	return len(p.All(selector)) > 0
}

// Text are the words of the first element that the selector finds, and empty
// when there is none.
func (p *Page) Text(selector string) string {
	p.site.T.Helper()
	for _, n := range p.All(selector) {
		return words(n)
	}
	return ""
}

// Attr is an attribute of the first element that the selector finds.
func (p *Page) Attr(selector, name string) string {
	p.site.T.Helper()
	for _, n := range p.All(selector) {
		return attr(n, name)
	}
	return ""
}

// Fill is what the form with the action would send as it stands, with the
// given values in place of its own.
func (p *Page) Fill(action string, values url.Values) url.Values {
	p.site.T.Helper()
	forms := p.All(`form[action="` + action + `"]`)
	if len(forms) == 0 {
		p.site.T.Fatalf("%s has no form for %s:\n%s", p.address, action, p.Body)
	}
	return filled(forms[0], values)
}

// Fill is [Page.Fill] for a page that somebody else fetched; ok is false where
// it has no form with the action.
func Fill(body io.Reader, action string, values url.Values) (out url.Values, ok bool, err error) {
	root, err := html.Parse(body)
	if err != nil {
		return nil, false, err
	}
	visit(root, func(n *html.Node) {
		if !ok && n.Data == "form" && attr(n, "action") == action {
			out, ok = filled(n, values), true
		}
	})
	return out, ok, nil
}

func filled(form *html.Node, values url.Values) url.Values {
	out := url.Values{}
	visit(form, func(n *html.Node) { standing(n, out) })
	for name, v := range values {
		out[name] = v
	}
	return out
}

// Submit fills in the form with the action and sends it.
func (p *Page) Submit(action string, values url.Values) *Page {
	p.site.T.Helper()
	return p.site.Post(action, p.Fill(action, values))
}

// standing adds what one element of a form sends when nobody touches it.
func standing(n *html.Node, out url.Values) {
	name := attr(n, "name")
	switch {
	case n.Type != html.ElementNode || name == "":
	case n.Data == "textarea":
		out.Add(name, strings.TrimPrefix(words(n), "\n"))
	case n.Data == "input":
		kind := attr(n, "type")
		if kind == "file" || (kind == "checkbox" || kind == "radio") && !has(n, "checked") {
			return
		}
		out.Add(name, attr(n, "value"))
	case n.Data == "select":
		visit(n, func(o *html.Node) {
			if o.Data == "option" && has(o, "selected") {
				out.Set(name, attr(o, "value"))
			}
		})
	}
}

func visit(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visit(c, do)
	}
}

func words(n *html.Node) string {
	var b strings.Builder
	visit(n, func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	})
	return strings.TrimSpace(b.String())
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// RenderAll renders every template of the packages that the test imports with
// an empty view, and fails on words that no catalogue has.
func RenderAll(t *testing.T) {
	frame := page.Frame{Words: locale.English(), Title: "Empty", Community: "Sallowby Recovery (invented)"}
	for _, declared := range page.Templates() {
		out, err := declared.Empty(frame)
		if err != nil {
			t.Error(err)
		}
		for _, line := range strings.Split(string(out), "\n") {
			if i := strings.Index(line, ">["); i >= 0 && strings.Contains(line[i:], "]<") {
				t.Errorf("%v: a message is missing: %s", declared.Names(), strings.TrimSpace(line))
			}
		}
	}
}
