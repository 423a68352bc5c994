package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/demo"
	"openmaf/internal/directory/exchange"
	"openmaf/internal/people/ask"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/testdata"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// open is the demo's community as it answers on loopback, with a browser for
// each role, and one for a stranger under the empty role.
type open struct {
	core     *app.Core
	site     *app.Site
	browsers map[access.Role]*browser
	tokens   []string
	uploads  []string
	door     string // the token of an agency's link, and the code of an ask behind it
	code     string
	queries  atomic.Int64
}

var day = civil.Date{Year: 2026, Month: time.May, Day: 6}

// list adds meetings and places to those of the demo before it opens.
type list func(t testing.TB, c *app.Core)

func openDemo(t testing.TB, lists ...list) *open {
	t.Helper()
	storage, hands := demo.Storage(t.TempDir(), day)
	core, admin, err := app.Found(t.Context(), storage, demo.Name, "admin")
	must(t, err)
	t.Cleanup(func() { must(t, core.Close()) })
	signIns, err := demo.Make(t.Context(), core, hands, day, admin)
	must(t, err)
	for _, add := range lists {
		add(t, core)
	}
	site, err := app.NewSite(t.Context(), core, app.Web{})
	must(t, err)
	t.Cleanup(site.Close)
	o := &open{core: core, site: site}
	core.DB.CountQueries(func() { o.queries.Add(1) })
	at := serve(t, site.Serve)
	o.browsers = map[access.Role]*browser{"": browse(t, at)}
	for _, s := range signIns {
		o.browsers[s.Role] = browse(t, at)
		o.browsers[s.Role].signIn(t, s)
	}
	o.fill(t)
	return o
}

// serve runs on a free port of loopback until the test ends.
func serve(t testing.TB, run func(context.Context, net.Listener) error) (at string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := run(ctx, l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	t.Cleanup(func() { stop(); running.Wait() })
	return "http://" + l.Addr().String()
}

// fill leaves behind what no demo has: unused links, and a list that waits to
// be applied.
func (o *open) fill(t testing.TB) {
	t.Helper()
	operator := o.core.Operator()
	invitation, err := o.core.Accounts.Invite(t.Context(), operator, account.Invitation{Name: "Nia R", Roles: []access.Role{access.Companion}})
	must(t, err)
	again, err := o.core.Accounts.MakeLink(t.Context(), operator, o.ids(t)["account"][0], account.ToSignIn)
	must(t, err)
	o.tokens = []string{invitation.Token, again.Token}
	agencies, err := o.core.Asks.Agencies(t.Context(), access.Actor{Scope: o.core.Scope, Account: "looker", Roles: []access.Role{access.Manager}})
	must(t, err)
	o.door, err = o.core.Asks.MakeLink(t.Context(), access.Actor{Scope: o.core.Scope, Account: "looker", Roles: []access.Role{access.Manager}}, agencies[0].ID)
	must(t, err)
	o.code, err = o.core.Asks.Make(t.Context(), o.core.Scope, o.door, ask.Asking{Form: o.core.DB.NewID(), Agreed: true})
	must(t, err)
	waits := o.browsers[access.Manager].send(t, "/meetings/import", map[string]string{"source": "Second list"}, testdata.SecondList())
	o.uploads = []string{strings.TrimPrefix(waits, "/imports/")}
}

// ids are records of the demo, by the name that patterns give them.
func (o *open) ids(t testing.TB) map[string][]string {
	t.Helper()
	out := map[string][]string{"token": o.tokens, "door": {o.door}, "code": {o.code}, "upload": o.uploads, "language": {"pl"}, "message": {"public.find.heading"}}
	must(t, o.core.DB.View(t.Context(), o.core.Scope, func(tx *db.Tx) error {
		for name, query := range map[string]string{
			"account": `SELECT id FROM account WHERE community_id = $1 AND state = 'active' ORDER BY id LIMIT 25`,
			"concern": `SELECT id FROM concern WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"chat":    `SELECT id FROM chat WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"ask":     `SELECT id FROM ask WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"ring":    `SELECT id FROM ring WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"link":    `SELECT id FROM link WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"meeting": `SELECT id FROM meeting WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"person": `SELECT p.id FROM person p WHERE p.community_id = $1 ORDER BY EXISTS (SELECT 1 FROM measure_ask q
				WHERE q.community_id = p.community_id AND q.person_id = p.id AND q.finished_at IS NULL) DESC, p.id LIMIT 25`,
			"asking":     `SELECT id FROM measure_ask WHERE community_id = $1 AND finished_at IS NULL ORDER BY id LIMIT 25`,
			"programme":  `SELECT id FROM programme WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"course":     `SELECT id FROM course WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"session":    `SELECT id FROM course_session WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"enrolment":  `SELECT id FROM enrolment WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"complaint":  `SELECT id FROM complaint WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"evaluation": `SELECT id FROM evaluation WHERE community_id = $1 ORDER BY id LIMIT 25`,
			"plan":       `SELECT id FROM link_plan WHERE community_id = $1 ORDER BY id LIMIT 25`,
		} {
			ids, err := db.All(tx, db.Column[string], query, tx.Community())
			if err != nil {
				return err
			}
			out[name] = ids
		}
		return nil
	}))
	return out
}

// visit is one page as somebody who may see it opens it.
type visit struct {
	pattern, path string
	as            *browser
}

// questions are what else is asked of a page than its bare address.
var questions = map[string][]string{"/": {"?near=" + demo.Near}}

// unopened are the pages whose address is a secret that is shown once, or a
// record that no demo should have.
var unopened = map[string]string{
	"/hooks/sms/{secret}": "the gateway's secret is shown once, where messages are set up",
	"/stop/{parcel}":      "the address stands in an e-mail that was sent",
	"/own/change":         "it stands behind the word that somebody chose",
	"/glass/{try}":        "nobody opened a sealed record in an emergency",
	"/glass/{try}/record": "nobody opened a sealed record in an emergency",
}

// visits opens every page of the site, so that a page added later is among
// them. One that nobody of the demo can open fails the test.
func (o *open) visits(t testing.TB) (all []visit) {
	t.Helper()
	ids := o.ids(t)
	for _, r := range o.site.Server().Routes() {
		if r.Method != http.MethodGet || unopened[r.Pattern] != "" {
			continue
		}
		v, ok := o.find(t, visit{pattern: r.Pattern}, o.whoMay(r.Public, r.Action), addresses(r.Pattern, ids))
		if !ok {
			t.Errorf("GET %s: nobody can open it with a record of the demo", r.Pattern)
			continue
		}
		all = append(all, v)
		for _, q := range questions[r.Pattern] {
			all = append(all, visit{r.Pattern + q, v.path + q, v.as})
		}
	}
	return all
}

// find is the first of the addresses that answers one of the browsers.
func (o *open) find(t testing.TB, v visit, browsers []*browser, addresses []string) (visit, bool) {
	t.Helper()
	for _, v.as = range browsers {
		for _, v.path = range addresses {
			if answer := v.as.get(t, v.path); answer.status == http.StatusOK {
				return v, true
			}
		}
	}
	return v, false
}

// whoMay are the browsers that the access table lets in, the lowest role first.
func (o *open) whoMay(public bool, action access.Action) (browsers []*browser) {
	if public {
		return []*browser{o.browsers[""]}
	}
	for _, role := range []access.Role{access.Companion, access.Trainer, access.Facilitator, access.Deputy, access.Lead,
		access.Manager, access.Administrator} {
		if access.May(access.Actor{Scope: o.core.Scope, Roles: []access.Role{role}}, action) {
			browsers = append(browsers, o.browsers[role])
		}
	}
	return browsers
}

// addresses is the pattern with each record in the place of its name.
func addresses(pattern string, ids map[string][]string) []string {
	before, rest, named := strings.Cut(pattern, "{")
	if !named {
		return []string{pattern}
	}
	name, after, _ := strings.Cut(rest, "}")
	var out []string
	for _, id := range ids[name] {
		for _, tail := range addresses(after, ids) {
			out = append(out, before+id+tail)
		}
	}
	return out
}

// browser keeps its connections and cookies, and takes compressed pages as
// they come.
type browser struct {
	client http.Client
	at     string
}

// clients is how many ask at once.
const clients = 2

func browse(t testing.TB, at string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	transport := &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &browser{at: at, client: http.Client{Jar: jar, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

type answer struct {
	status int
	body   []byte // compressed
	next   string // where it leads
}

func (b *browser) do(r *http.Request) (answer, error) {
	r.Header.Set("Accept-Encoding", "gzip")
	got, err := b.client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	return answer{got.StatusCode, body, got.Header.Get("Location")}, err
}

// fetch is get for goroutines, which may not stop a test.
func (b *browser) fetch(path string) (answer, error) {
	r, err := http.NewRequest(http.MethodGet, b.at+path, nil)
	if err != nil {
		return answer{}, err
	}
	return b.do(r)
}

func (b *browser) get(t testing.TB, path string) answer {
	t.Helper()
	got, err := b.fetch(path)
	must(t, err)
	return got
}

// signIn enters as the demo tells its visitors to.
func (b *browser) signIn(t testing.TB, s demo.SignIn) {
	t.Helper()
	path, form := "/sign-in", url.Values{"sign_in_name": {s.SignInAs}, "password": {demo.Password}}
	if s.Link != "" {
		path, form = s.Link, nil
	}
	b.post(t, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// send posts the fields and a file, and returns where the answer leads.
func (b *browser) send(t testing.TB, path string, fields map[string]string, file []byte) string {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range fields {
		must(t, w.WriteField(name, value))
	}
	part, err := w.CreateFormFile("file", "list.csv")
	must(t, err)
	_, err = part.Write(file)
	must(t, errors.Join(err, w.Close()))
	return b.post(t, path, w.FormDataContentType(), &body)
}

func (b *browser) post(t testing.TB, path, kind string, body io.Reader) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.at+path, body)
	must(t, err)
	r.Header.Set("Content-Type", kind)
	got, err := b.do(r)
	must(t, err)
	if got.status != http.StatusSeeOther {
		t.Fatalf("POST %s answered %d", path, got.status)
	}
	return got.next
}

// realList is the 8,222 meetings of the two islands, and where their places
// are.
func realList(t testing.TB, c *app.Core) {
	t.Helper()
	outcodes, _ := testdata.Read(t, testdata.Outcodes)
	_, err := c.Places.Import(t.Context(), c.Operator(), bytes.NewReader(outcodes), testdata.Outcodes)
	must(t, err)
	meetings, _ := testdata.Read(t, testdata.Meetings)
	edition, err := exchange.Read(meetings, exchange.Auto, "")
	must(t, err)
	_, err = c.Meetings.Import(t.Context(), c.Operator(), "uk", edition, false)
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// queriesOf is how many queries the page takes. What runs behind the pages asks
// now and then too, so the least of three visits counts.
func (o *open) queriesOf(t testing.TB, v visit) int {
	t.Helper()
	var counts []int64
	for range 3 {
		before := o.queries.Load()
		if got := v.as.get(t, v.path); got.status != http.StatusOK {
			t.Fatalf("%s answered %d", v.path, got.status)
		}
		counts = append(counts, o.queries.Load()-before)
	}
	return int(slices.Min(counts))
}
