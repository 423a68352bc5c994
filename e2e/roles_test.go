package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/trust/access"
)

// whoMay says of every address what becomes of everybody who asks for it.
// Wren is a person whom Asha keeps; Bo is a facilitator as Asha is, and has
// nothing to do with Wren; Sam goes along with Wren tonight, Kit is a companion
// as Sam is; Max is a manager, Ada an administrator, Lena the safeguarding
// lead, Dee her deputy, Toni a trainer. Newer areas bring their rows in files of
// their own (roles_*_test.go).
//
//	ok    is answered, or would be if the form were filled in
//	in    must sign in first
//	no    is told that this is for others in the team
//	gone  is told that there is nothing here
var whoMay = []string{`
                                        stranger  Asha  Bo    Sam   Kit   Max   Ada   Lena  Dee   Toni
GET  /                                  ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /find/{meeting}                    ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /open-courses                      ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /crisis                            ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /privacy                           ok        ok    ok    ok    ok    ok    ok    ok    ok    ok

GET  /today                             in        ok    ok    no    no    ok    no    no    no    no
GET  /chats/new                         in        ok    ok    no    no    ok    no    no    no    no
POST /chats/new                         in        ok    ok    no    no    ok    no    no    no    no
GET  /chats/under-18                    in        ok    ok    no    no    ok    no    no    no    no
GET  /tallies/new                       in        ok    ok    no    no    ok    no    no    no    no
POST /tallies/new                       in        ok    ok    no    no    ok    no    no    no    no
GET  /people                            in        ok    ok    no    no    ok    no    gone  gone  no
GET  /people/{person}                   in        ok    gone  no    no    ok    no    ok    ok    no
GET  /people/{person}/chat              in        ok    gone  no    no    gone  no    no    no    no
POST /people/{person}/chat              in        ok    gone  no    no    gone  no    no    no    no
GET  /people/{person}/change            in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/change            in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/consents          in        ok    gone  no    no    ok    no    no    no    no
GET  /people/{person}/delete            in        ok    gone  no    no    ok    no    no    no    no
POST /people/{person}/delete            in        ok    gone  no    no    ok    no    no    no    no

GET  /links/{link}/options              in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/wish                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/choose               in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/not-now              in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/plan                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/plan                 in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/sheet                in        ok    gone  no    no    ok    no    no    no    no
GET  /links/{link}/check-in             in        ok    gone  gone  gone  ok    no    no    no    no
POST /links/{link}/check-in             in        ok    gone  gone  gone  ok    no    no    no    no
POST /links/{link}/not-reached          in        ok    gone  gone  gone  ok    no    no    no    no
POST /links/{link}/door-open            in        ok    gone  gone  gone  ok    no    no    no    no
GET  /links/{link}/rest                 in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/pause                in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/resume               in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/step-back            in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/close                in        ok    gone  no    no    ok    no    no    no    no
POST /links/{link}/reopen               in        ok    gone  no    no    ok    no    no    no    no

GET  /outings                           in        no    no    ok    ok    no    no    no    no    no
POST /outings/{plan}/met                in        no    no    ok    gone  ok    no    no    no    no
POST /outings/{plan}/home               in        no    no    ok    gone  ok    no    no    no    no
POST /outings/{plan}/locked             in        no    no    ok    gone  ok    no    no    no    no
POST /outings/{plan}/lost               in        no    no    ok    gone  ok    no    no    no    no

GET  /meetings                          in        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /meetings/new                      in        no    no    no    no    ok    no    no    no    no
POST /meetings/new                      in        no    no    no    no    ok    no    no    no    no
GET  /meetings/{meeting}                in        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /meetings/{meeting}/change         in        no    no    no    no    ok    no    no    no    no
POST /meetings/{meeting}/change         in        no    no    no    no    ok    no    no    no    no
GET  /meetings/{meeting}/withdraw       in        no    no    no    no    ok    no    no    no    no
POST /meetings/{meeting}/withdraw       in        no    no    no    no    ok    no    no    no    no
POST /meetings/{meeting}/rang           in        ok    ok    no    no    ok    no    no    no    no
GET  /meetings/{meeting}/flag           in        ok    ok    no    no    ok    no    no    no    no
POST /meetings/{meeting}/flag           in        ok    ok    no    no    ok    no    no    no    no
GET  /meetings/import                   in        no    no    no    no    ok    no    no    no    no
POST /meetings/import                   in        no    no    no    no    ok    no    no    no    no
GET  /imports/{upload}                  in        no    no    no    no    ok    no    no    no    no
POST /imports/{upload}                  in        no    no    no    no    ok    no    no    no    no
GET  /imports/{upload}/rows             in        no    no    no    no    ok    no    no    no    no
GET  /places/import                     in        no    no    no    no    ok    ok    no    no    no
POST /places/import                     in        no    no    no    no    ok    ok    no    no    no

GET  /sign-in                           ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /sign-in                           ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /sign-in/{token}                   ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /sign-in/{token}                   ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /welcome/{token}                   ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /welcome/{token}                   ok        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /sign-out                          in        ok    ok    ok    ok    ok    ok    ok    ok    ok
GET  /devices                           in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /devices/{device}/end              in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /devices/end                       in        ok    ok    ok    ok    ok    ok    ok    ok    ok

GET  /team                              in        no    no    no    no    ok    ok    ok    ok    no
GET  /team/invite                       in        no    no    no    no    ok    ok    no    no    no
POST /team/invite                       in        no    no    no    no    ok    ok    no    no    no
GET  /team/{account}                    in        no    no    no    no    ok    ok    ok    ok    no
POST /team/{account}/roles              in        no    no    no    no    ok    ok    no    no    no
POST /team/{account}/link               in        no    no    no    no    ok    ok    no    no    no
POST /team/{account}/state              in        no    no    no    no    ok    ok    no    no    no
GET  /team/{account}/clearance          in        no    no    no    no    ok    no    no    no    no
POST /team/{account}/clearance          in        no    no    no    no    ok    no    no    no    no
POST /team/{account}/clearance/withdraw in        no    no    no    no    ok    no    no    no    no

GET  /community                         in        no    no    no    no    ok    ok    no    no    no
POST /community                         in        no    no    no    no    ok    ok    no    no    no

POST /draft                             in        ok    ok    ok    ok    ok    ok    ok    ok    ok
POST /draft/discard                     in        ok    ok    ok    ok    ok    ok    ok    ok    ok
`}

// everybody in the order of the table; the first is nobody.
var everybody = []string{"", "Asha", "Bo", "Sam", "Kit", "Max", "Ada", "Lena", "Dee", "Toni"}

// rows adds the rows of an area.
func rows(text string) bool {
	whoMay = append(whoMay, text)
	return true
}

// table reads whoMay: for each route, what is expected for everybody.
func table(t *testing.T) map[string][]string {
	t.Helper()
	byRoute := map[string][]string{}
	for _, line := range strings.Split(strings.Join(whoMay, "\n"), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "stranger" {
			continue
		}
		if len(fields) != 2+len(everybody) {
			t.Fatalf("a row of the table has %d columns: %s", len(fields), line)
		}
		byRoute[fields[0]+" "+fields[1]] = fields[2:]
	}
	return byRoute
}

// filled are forms that a route looks at before it looks for the record.
func (w *world) filled(route string) url.Values {
	form := url.Values{"form_id": {w.core.DB.NewID()}}
	for name, value := range map[string]url.Values{
		"POST /team/{account}/link":          {"purpose": {"sign-in"}},
		"POST /team/{account}/state":         {"state": {"pause"}},
		"POST /people/{person}/change":       {"name": {"Wren"}},
		"POST /concerns/{concern}/entries":   {"kind": {"note"}, "words": {"rang her"}},
		"POST /enrolments/{enrolment}":       {"verb": {"leave"}, "reason": {"choice"}},
		"POST /programmes/take":              {"key": {"taster"}},
		"POST /sessions/{session}/register":  {"heads": {"1"}},
		"POST /sessions/{session}/take-back": {"mark": {w.core.DB.NewID()}},
		"POST /sessions/{session}/settle":    {"enrolment": {w.more["{enrolment}"]}, "here": {"here"}},
		"POST /register/marks":               {"session": {w.more["{session}"]}, "heads": {"1"}},
	}[route] {
		form[name] = value
	}
	return form
}

// address puts the world's records into a route's pattern.
func (w *world) address(pattern string) string {
	account := w.team["Sam"].Account
	token := w.toJoin
	if strings.HasPrefix(pattern, "/sign-in/") {
		token = w.toSignIn
	}
	way := w.raised
	switch {
	case strings.Contains(pattern, "/plan"), strings.Contains(pattern, "/sheet"):
		way = w.planned
	case strings.Contains(pattern, "/check-in"):
		way = w.tried
	}
	for wildcard, value := range w.more {
		pattern = strings.ReplaceAll(pattern, wildcard, value)
	}
	return strings.NewReplacer("{chat}", w.chat, "{token}", token, "{account}", account, "{device}", w.device, "{person}", w.person,
		"{link}", way, "{upload}", w.upload, "{plan}", w.plan, "{outing}", w.plan, "{meeting}", w.steps,
		"{language}", "pl", "{message}", "public.find.heading", "{try}", w.plan).Replace(pattern)
}

// became is what became of somebody's request, in the words of the table.
func (a answer) became() string {
	switch {
	case a.status == http.StatusUnauthorized, a.status == http.StatusSeeOther && strings.HasPrefix(a.leads, "/sign-in?next="):
		return "in"
	case a.status == http.StatusForbidden:
		return "no"
	case a.status == http.StatusNotFound:
		return "gone"
	case a.status < 400, a.status == http.StatusUnprocessableEntity, a.status == http.StatusConflict:
		return "ok"
	}
	return http.StatusText(a.status)
}

// changing is what differs between two askings of one page.
var changing = regexp.MustCompile(`nonce="[^"]*"|[0-9A-HJKMNP-TV-Z]{26}`)

// plain is the page without what differs each time it is asked for.
func (a answer) plain() string { return changing.ReplaceAllString(a.body, "") }

func TestWhoMayGoWhere(t *testing.T) {
	expected := table(t)
	origin := newWorld(t)
	again := origin.copied()
	for _, r := range origin.site.Server().Routes() {
		route := r.Method + " " + r.Pattern
		rows := expected[route]
		delete(expected, route)
		if rows == nil {
			t.Errorf("%s has no row in the table of who may", route)
			continue
		}
		for i, who := range everybody {
			asks := func(t *testing.T, w *world) {
				a := w.send(who, r.Method, w.address(r.Pattern), w.filled(route))
				if got := a.became(); got != rows[i] {
					t.Errorf("%s: %s gets %q (%d), want %q", route, whoIs(who), got, a.status, rows[i])
				}
			}
			if r.Method == http.MethodGet {
				asks(t, origin)
				continue
			}
			// What a form does must not decide the next one's answer; and each copy
			// is closed before the next is opened, for there are two thousand.
			t.Run(route+" "+whoIs(who), func(t *testing.T) { asks(t, again.again(t)) })
		}
	}
	for route := range expected {
		t.Errorf("%s is in the table of who may, and not among the routes", route)
	}
}

func whoIs(name string) string {
	if name == "" {
		return "a stranger"
	}
	return name
}

// A record that is not there and one that is not for these eyes look the same.
func TestARefusalTellsNothing(t *testing.T) {
	w := newWorld(t)
	for _, r := range w.site.Server().Routes() {
		if r.Method != http.MethodGet || !strings.Contains(r.Pattern, "{person}") && !strings.Contains(r.Pattern, "{link}") ||
			!access.May(w.team["Bo"], r.Action) {
			continue
		}
		there := w.send("Bo", http.MethodGet, w.address(r.Pattern), nil)
		id := w.core.DB.NewID()
		nowhere := w.address(strings.NewReplacer("{person}", id, "{link}", id).Replace(r.Pattern))
		if missing := w.send("Bo", http.MethodGet, nowhere, nil); there.status != missing.status || there.plain() != missing.plain() {
			t.Errorf("%s: Bo gets %d for Wren's, and %d for what is not there", r.Pattern, there.status, missing.status)
		}
	}
}
