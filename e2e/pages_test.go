package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// as signs the browser in as somebody of the world.
func (w *world) as(b *browser, name string) *browser {
	w.t.Helper()
	c := w.in[name]
	b.do(network.SetCookie(c.Name, c.Value).WithURL(w.at).WithHTTPOnly(true).WithSameSite(network.CookieSameSiteLax))
	return b
}

// visitor is who looks at a page of the route: the first of these who may. A
// page that strangers may see is looked at as a stranger sees it.
func visitor(expected []string) (name string, ok bool) {
	for i, became := range expected { // none: the test of who may go where says so
		if became == "ok" {
			return everybody[i], true
		}
	}
	return "", false
}

// TestEveryPage opens every page on the smallest screen, with something on it
// and in a community where nothing has happened yet: each is accessible, fits,
// asks nobody else for anything, and has no error in its console. Then its form
// is sent empty, and the page that says what is wrong is looked at as well.
func TestEveryPage(t *testing.T) {
	expected := table(t)
	full := newWorld(t)
	again := full.copied()
	for _, r := range full.site.Server().Routes() {
		who, ok := visitor(expected[r.Method+" "+r.Pattern])
		if r.Method != http.MethodGet || !ok {
			continue
		}
		t.Run(strings.Trim(strings.ReplaceAll(r.Pattern, "/", " "), " "), func(t *testing.T) {
			w := again.again(t)
			address := w.address(r.Pattern)
			if a := w.send(who, http.MethodGet, address, nil); !strings.HasPrefix(a.kind, "text/html") {
				t.Logf("%s is a file, no page: %s", address, a.kind)
				return
			}
			b := w.browser(whoIs(who), phone)
			if who != "" {
				w.as(b, who)
			}
			b.Open(address).Good()
			if b.Status() != http.StatusOK {
				t.Errorf("%s answers %d", address, b.Status())
			}
			if b.sendsEmpty(); b.Status() == http.StatusUnprocessableEntity {
				b.Sees("Please check this").Good()
			}
		})
	}
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
	expected := table(t)
	w := newTeam(t)
	for _, r := range w.site.Server().Routes() {
		who, ok := visitor(expected[r.Method+" "+r.Pattern])
		if r.Method != http.MethodGet || !ok || strings.Contains(r.Pattern, "{") {
			continue
		}
		t.Run(strings.Trim(strings.ReplaceAll(r.Pattern, "/", " "), " "), func(t *testing.T) {
			b := newBrowser(t, w.at, whoIs(who), phone)
			if who != "" {
				w.as(b, who)
			}
			if b.Open(r.Pattern).Good(); b.Status() != http.StatusOK {
				t.Errorf("%s answers %d", r.Pattern, b.Status())
			}
		})
	}
}

// TestTitlesAreNeutral: what strangers open has a neutral title and the
// button that leaves at once; what the team opens has a neutral title too.
func TestTitlesAreNeutral(t *testing.T) {
	expected := table(t)
	w := newWorld(t)
	for _, r := range w.site.Server().Routes() {
		who, ok := visitor(expected[r.Method+" "+r.Pattern])
		if r.Method != http.MethodGet || !ok {
			continue
		}
		a := w.send(who, http.MethodGet, w.address(r.Pattern), nil)
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
