package trust_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"openmaf/internal/people/companion"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/signin"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
	"openmaf/internal/web/trust"
)

const goodPassword = "teapot on shelf"

// site is the area's pages on a real server over a real database.
type site struct {
	*testing.T
	d        *db.DB
	scope    db.Scope
	accounts *account.Store
	http     *httptest.Server
}

// open starts the site on loopback; safe makes it speak HTTPS.
func open(t *testing.T, safe bool) *site {
	t.Helper()
	d := dbtest.SQLite(t)
	s := &site{T: t, d: d, scope: dbtest.Community(t, d), accounts: account.New(d)}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	desk := signin.New(d, s.accounts, log)
	area := trust.New(s.scope, s.accounts, desk, companion.New(d))
	sealer, err := seal.InMemory()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := server.New(server.Config{Community: "Sallowby Recovery (invented)", Routes: area.Routes(),
		Authenticator: area, SignIn: area.SignIn,
		Drafts: page.NewDrafts(d, sealer), Clock: d.Clock(), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	s.http = httptest.NewUnstartedServer(pages.Handler())
	if safe {
		s.http.StartTLS()
	} else {
		s.http.Start()
	}
	t.Cleanup(s.http.Close)
	return s
}

// browser keeps cookies and does not follow ways on, so that tests see them.
type browser struct {
	*site
	client *http.Client
}

func (s *site) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	client := *s.http.Client()
	client.Jar = jar
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &browser{site: s, client: &client}
}

// answer is what came back.
type answer struct {
	*testing.T
	status   int
	location string
	cookies  []*http.Cookie
	text     string
	doc      *html.Node
}

func (b *browser) do(req *http.Request) answer {
	b.Helper()
	res, err := b.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		b.Fatal(err)
	}
	return answer{T: b.T, status: res.StatusCode, location: res.Header.Get("Location"), cookies: res.Cookies(),
		text: string(text), doc: doc}
}

func (b *browser) get(path string) answer {
	b.Helper()
	req, err := http.NewRequest(http.MethodGet, b.http.URL+path, nil)
	if err != nil {
		b.Fatal(err)
	}
	return b.do(req)
}

// send posts the form of the page whose address is action, with these fields
// in place of its own.
func (b *browser) send(on answer, action string, pairs ...string) answer {
	b.Helper()
	return b.post(action, on.form(action, pairs...))
}

func (b *browser) post(path string, values url.Values) answer {
	b.Helper()
	req, err := http.NewRequest(http.MethodPost, b.http.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", b.http.URL)
	return b.do(req)
}

// form is the first form of the page with this address, filled in.
func (a answer) form(action string, pairs ...string) url.Values {
	a.Helper()
	values := url.Values{}
	form := a.first(`form[action="` + action + `"]`)
	for i := range pairs {
		if i%2 == 0 && pairs[i] == "+" { // which of several forms: the one that has this text
			form = a.formWith(action, pairs[i+1])
		}
	}
	for _, input := range cascadia.QueryAll(form, cascadia.MustCompile(`input`)) {
		checkbox := attr(input, "type") == "checkbox"
		if _, checked := has(input, "checked"); !checkbox || checked {
			values.Add(attr(input, "name"), attr(input, "value"))
		}
	}
	fresh := map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i], pairs[i+1]
		if name == "+" {
			continue
		}
		if !fresh[name] {
			values.Del(name)
		}
		fresh[name] = true
		values.Add(name, value)
	}
	return values
}

func (a answer) formWith(action, text string) *html.Node {
	a.Helper()
	for _, form := range cascadia.QueryAll(a.doc, cascadia.MustCompile(`form[action="`+action+`"]`)) {
		if strings.Contains(words(form), text) {
			return form
		}
	}
	a.Fatalf("no form to %s says %q", action, text)
	return nil
}

func (a answer) first(selector string) *html.Node {
	a.Helper()
	n := cascadia.Query(a.doc, cascadia.MustCompile(selector))
	if n == nil {
		a.Fatalf("status %d: nothing matches %s on:\n%s", a.status, selector, words(a.doc))
	}
	return n
}

func (a answer) is(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d:\n%s", a.status, status, words(a.doc))
	}
	return a
}

func (a answer) leads(to string) answer {
	a.Helper()
	if a.is(http.StatusSeeOther).location != to {
		a.Fatalf("leads to %q, want %q", a.location, to)
	}
	return a
}

func (a answer) says(key string, args ...any) answer {
	a.Helper()
	want := locale.English().T(key, args...)
	if !strings.Contains(words(a.doc), strings.Join(strings.Fields(want), " ")) {
		a.Fatalf("status %d: it does not say %q:\n%s", a.status, want, words(a.doc))
	}
	return a
}

func (a answer) offers(selector string) bool {
	return cascadia.Query(a.doc, cascadia.MustCompile(selector)) != nil
}

// session is the sign-in's cookie in the answer, or nil.
func (a answer) session() *http.Cookie {
	for _, c := range a.cookies {
		if strings.Contains(c.Name, "openmaf") {
			return c
		}
	}
	return nil
}

// handed is the path of the one-time link that the page shows.
func (a answer) handed() string {
	a.Helper()
	link, err := url.Parse(attr(a.is(http.StatusOK).first(`input#link[readonly]`), "value"))
	if err != nil {
		a.Fatal(err)
	}
	return link.Path
}

func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func has(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, name string) string {
	v, _ := has(n, name)
	return v
}

// member is an account with the good password and the sign-in name.
func (s *site) member(name string, roles ...access.Role) account.Account {
	s.Helper()
	link, err := s.accounts.Invite(s.Context(), access.Operator(s.scope), account.Invitation{Name: name, Roles: roles})
	if err != nil {
		s.Fatal(err)
	}
	a, err := s.accounts.Accept(s.Context(), s.scope, link.Token, account.Joining{SignInName: name, Password: goodPassword}, nil)
	if err != nil {
		s.Fatal(err)
	}
	return a
}

// as is a browser signed in as the member.
func (s *site) as(a account.Account) *browser {
	s.Helper()
	b := s.browser()
	b.send(b.get("/sign-in"), "/sign-in", "sign_in_name", a.SignInName, "password", goodPassword).is(http.StatusSeeOther)
	return b
}

func TestEveryTemplateRendersEmpty(t *testing.T) {
	for _, declared := range page.Templates() {
		if _, err := declared.Empty(page.Frame{Words: locale.English()}); err != nil {
			t.Error(err)
		}
	}
}

// Keys that are put together in code.
func TestWordsOfRolesAndStates(t *testing.T) {
	english := locale.English()
	var keys []string
	for _, role := range access.Roles {
		keys = append(keys, "trustpages.role."+string(role), "trustpages.role-hint."+string(role))
	}
	for _, state := range []account.State{account.Invited, account.Active, account.Paused, account.Left} {
		keys = append(keys, "trustpages.state."+string(state))
	}
	for _, part := range []string{"roles", "state", "sign-in-name", "way", "joined", "done-pause", "done-resume", "done-leave"} {
		keys = append(keys, "trustpages.member."+part)
	}
	for _, key := range keys {
		if !english.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
}
