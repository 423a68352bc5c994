package e2e

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/locale"
	"openmaf/internal/web/server"
)

// as signs the browser in as somebody of the world.
func (w *world) as(b *browser, name string) *browser {
	w.t.Helper()
	c := w.in[name]
	b.do(network.SetCookie(c.Name, c.Value).WithURL(w.at).WithHTTPOnly(true).WithSameSite(network.CookieSameSiteLax))
	return b
}

// visitors are who looks at a page of the route: the first who may, and the
// manager, who is offered more. A page that strangers may see is looked at as
// a stranger sees it.
func visitors(expected []string) (names []string) {
	for i, became := range expected { // none: the test of who may go where says so
		if became == "ok" && (len(names) == 0 || names[0] != "" && everybody[i] == "Max") {
			names = append(names, everybody[i])
		}
	}
	return names
}

// looked runs the test for every page that answers with a page, and for each
// of its visitors.
func looked(t *testing.T, routes []server.Route, skip func(server.Route) bool, test func(t *testing.T, r server.Route, who string)) {
	expected := table(t)
	for _, r := range routes {
		if r.Method != http.MethodGet || skip(r) {
			continue
		}
		for _, who := range visitors(expected[r.Method+" "+r.Pattern]) {
			name := strings.ReplaceAll(strings.Trim(r.Pattern, "/")+" "+whoIs(who), "/", " ")
			t.Run(name, func(t *testing.T) { test(t, r, who) })
		}
	}
}

// TestEveryPage opens every page on the smallest screen, with something on it:
// each is accessible, fits, asks nobody else for anything, and has no error in
// its console. Then its form is sent empty, and the page that says what is
// wrong is looked at as well.
func TestEveryPage(t *testing.T) {
	full := newWorld(t)
	full.busy()
	again := full.copied()
	none := func(server.Route) bool { return false }
	looked(t, full.site.Server().Routes(), none, func(t *testing.T, r server.Route, who string) {
		w := again.again(t)
		address := w.address(r.Pattern)
		if a := w.send(who, http.MethodGet, address, nil); !strings.HasPrefix(a.kind, "text/html") {
			t.Logf("%s is a file, no page: %s", address, a.kind)
			return
		}
		b := w.looks(t, who, address)
		if b.sendsEmpty(); b.Status() == http.StatusUnprocessableEntity {
			b.Sees("Please check this").Good()
		}
	})
}

// looks opens the page as somebody and looks it over.
func (w *world) looks(t *testing.T, who, address string) *browser {
	t.Helper()
	b := newBrowser(t, w.at, whoIs(who), phone)
	if who != "" {
		w.as(b, who)
	}
	if b.Open(address).Good(); b.Status() != http.StatusOK {
		t.Errorf("%s answers %d", address, b.Status())
	}
	return b
}

// busy puts on Today what else can stand there: a companion who is not marked
// safely home, and a listing that was found wrong.
func (w *world) busy() {
	w.t.Helper()
	ctx := context.Background()
	w.clock.Set(morning.AddDate(0, 0, -2))
	b := small(w.core.DB)
	b.Person.Name, b.Chat.On = "Lark", today.AddDays(-2)
	b.Answers = append(b.Answers, consent.Answer{Purpose: consent.Companion, Given: true,
		Version: consent.WordingOf(locale.English(), consent.Companion).Version})
	w.must(w.core.Links.Begin(ctx, w.team["Asha"], locale.English(), b))
	w.tell(b.Links[0].ID, link.Offer{KindsNear: 1, Shown: []link.Shown{{Meeting: w.steps, Kind: meeting.TwelveStep, On: today.AddDays(-1)}}},
		link.Choose{Meeting: w.steps},
		link.MakePlan{Plan: link.Plan{Meeting: w.steps, On: today.AddDays(-1), Way: link.Walk, Companion: w.team["Sam"].Account,
			HowFar: link.MeetBefore, MeetPoint: "at the library", PlanB: "tea", Boundaries: true}})
	w.clock.Set(morning)
	w.must(w.core.Meetings.Flag(ctx, w.team["Asha"], w.tools, meeting.OtherTime))
	w.must(w.core.Refresh(ctx))
}

// sendsEmpty sends the page's own form as it stands, where it has one that is
// typed into.
func (b *browser) sendsEmpty() {
	b.t.Helper()
	var typed bool
	if err := b.ask(`!!document.querySelector("form[data-draft]")`, &typed); err != nil {
		b.t.Fatal(err)
	}
	if !typed {
		return
	}
	b.leaving(func() {
		b.hit("the form's own button", `[...document.querySelectorAll("form[data-draft] button")].filter(n => n.checkVisibility() && !n.formAction.endsWith("/draft/discard")).pop()`)
	})
}

// TestEveryEmptyPage: a community that has just begun. Its pages say what to do
// next.
func TestEveryEmptyPage(t *testing.T) {
	w := newTeam(t)
	ofRecords := func(r server.Route) bool { return strings.Contains(r.Pattern, "{") }
	looked(t, w.site.Server().Routes(), ofRecords, func(t *testing.T, r server.Route, who string) { w.looks(t, who, r.Pattern) })
}

// TestEveryRefusal: what is not there and what is for others is said on a page
// like any other.
func TestEveryRefusal(t *testing.T) {
	w := newWorld(t)
	stranger := w.browser("a stranger", phone).Open("/nowhere").Sees("There is no page here.").Good()
	bo := w.as(w.browser("Bo, facilitator", phone), "Bo")
	bo.Open("/people/" + w.person).Sees("This did not work").SeesNot(wrenFirst).Good()
	if stranger.Status() != http.StatusNotFound || bo.Status() != http.StatusNotFound {
		t.Errorf("answered %d and %d", stranger.Status(), bo.Status())
	}
	if bo.Open("/team").Sees("This page is for other people in your team.").Good(); bo.Status() != http.StatusForbidden {
		t.Errorf("answered %d", bo.Status())
	}
}

// TestTitlesAreNeutral: what strangers open has a neutral title and the
// button that leaves at once; what the team opens has a neutral title too.
func TestTitlesAreNeutral(t *testing.T) {
	expected := table(t)
	w := newWorld(t)
	for _, r := range w.site.Server().Routes() {
		whose := visitors(expected[r.Method+" "+r.Pattern])
		if r.Method != http.MethodGet || len(whose) == 0 {
			continue
		}
		a := w.send(whose[0], http.MethodGet, w.address(r.Pattern), nil)
		if !strings.HasPrefix(a.kind, "text/html") {
			continue
		}
		_, title, _ := strings.Cut(a.body, "<title>")
		title, _, _ = strings.Cut(title, "</title>")
		for _, telling := range []string{"Wren", "Sallowby", "recover", "Recover", "Steps", "alcohol", "drug", "addict", "AA", "NA ", "SMART"} {
			if strings.Contains(title, telling) || title == "" {
				t.Errorf("%s has the title %q", r.Pattern, title)
			}
		}
		if leaves := strings.Contains(a.body, "govuk-exit-this-page"); leaves != r.Public {
			t.Errorf("%s can be left at once: %v; strangers see it: %v", r.Pattern, leaves, r.Public)
		}
	}
}
