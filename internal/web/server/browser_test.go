package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server"
	"openmaf/internal/web/server/pagetest"
)

// rig is the notebook in a real browser.
type rig struct {
	*notebook
	site   *pagetest.Site
	server *httptest.Server
	drafts atomic.Int32 // requests to /draft
}

// inBrowser runs the steps on a phone-sized screen. Where there is no Chromium
// it says so: make test installs one.
func inBrowser(t *testing.T, steps func(*rig) []chromedp.Action) *rig {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("OPENMAF_TEST_ALL") == "1" {
			t.Fatal("no chromium on this machine, and nothing may be left out")
		}
		t.Skip("left out: no chromium on this machine (make test installs it)")
	}
	d := dbtest.SQLite(t)
	s := dbtest.Community(t, d)
	g := &rig{notebook: &notebook{d: d}}
	public := server.Route{Method: "GET", Pattern: "/", Public: true, Screen: g.today}
	g.site = pagetest.With(t, d, s, func(c *server.Config) { c.Exit = "/healthz" }, append(g.routes(), public)...)
	g.site.As(pagetest.Account(t, d, s, "Asha", access.Facilitator))
	g.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/draft" {
			g.drafts.Add(1)
		}
		g.site.Server.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(g.server.Close)

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.WindowSize(360, 740))
	ctx, stop := context.WithTimeout(t.Context(), 40*time.Second)
	t.Cleanup(stop)
	ctx, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(stopAllocator)
	ctx, stopBrowser := chromedp.NewContext(ctx)
	t.Cleanup(stopBrowser)
	if err := chromedp.Run(ctx, steps(g)...); err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *rig) open(path string) chromedp.Action { return chromedp.Navigate(g.server.URL + path) }

// offline cuts the browser's connection, or restores it.
func offline(cut bool) chromedp.Action {
	return network.EmulateNetworkConditions(cut, 0, -1, -1)
}

// until waits for the expression to be true, across the loading of pages.
func until(expression string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		look := time.NewTicker(30 * time.Millisecond)
		defer look.Stop()
		for {
			var met bool
			if err := chromedp.Evaluate("!!("+expression+")", &met).Do(ctx); err == nil && met {
				return nil
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("in vain: %s", expression)
			case <-look.C:
			}
		}
	})
}

func holds(want string) chromedp.Action {
	return until(`document.querySelector("textarea")?.value === "` + want + `"`)
}

func at(path string) chromedp.Action {
	return until(`location.pathname === "` + path + `" && document.readyState === "complete"`)
}

func clear() chromedp.Action {
	return chromedp.Evaluate(`document.querySelector("textarea").value = ""`, nil)
}

// shift is one press of the shift key.
func shift() chromedp.Action { return input.DispatchKeyEvent(input.KeyUp).WithKey("Shift") }

const save = "form .govuk-button:not(.govuk-button--secondary)"

const note = "textarea"

func TestWordsAreKeptWhileTheyAreTyped(t *testing.T) {
	g := inBrowser(t, func(g *rig) []chromedp.Action {
		return []chromedp.Action{
			g.open("/note"),
			clear(),
			chromedp.SendKeys(note, "half a sent"),
			until(`document.querySelector(".keep-saved")?.textContent`),
			chromedp.SendKeys(note, "ence"),
			g.open("/today"), // leaving the page sends the rest
			g.open("/note"),
			holds("half a sentence"),
			chromedp.WaitVisible(".keep-restored"),
			chromedp.Evaluate(`if (localStorage.length + sessionStorage.length > 0) throw new Error("something is stored in the browser")`, nil),
		}
	})
	if n := g.drafts.Load(); n < 2 || n > 4 {
		t.Errorf("%d drafts were sent for a dozen keys", n)
	}
}

func TestAFormWaitsForItsConnection(t *testing.T) {
	g := inBrowser(t, func(g *rig) []chromedp.Action {
		return []chromedp.Action{
			g.open("/note"),
			clear(), chromedp.SendKeys(note, "met by the library"),
			offline(true),
			chromedp.Click(save),
			chromedp.WaitVisible(".keep-notice"),
			holds("met by the library"),
			chromedp.Click(save), // an impatient second press
			offline(false),
			at("/today"),
			chromedp.WaitVisible(".govuk-notification-banner--success"),
			g.open("/note"),
			holds("as it was"),
		}
	})
	if len(g.kept) != 1 || !strings.HasSuffix(g.kept[0], " met by the library") {
		t.Errorf("kept %q", g.kept)
	}
}

// A telephone of 2020 has neither requestSubmit nor a submit event that names
// its button.
func TestAnOlderTelephone(t *testing.T) {
	older := `delete HTMLFormElement.prototype.requestSubmit; delete SubmitEvent.prototype.submitter`
	g := inBrowser(t, func(g *rig) []chromedp.Action {
		return []chromedp.Action{
			g.open("/note"), chromedp.SendKeys(note, "to be forgotten"),
			until(`document.querySelector(".keep-saved")?.textContent`), // else the next page may be quicker than the draft
			g.open("/note"), chromedp.WaitVisible(".keep-restored"),
			chromedp.Evaluate(older, nil), chromedp.Click(".keep-restored button"), at("/note"), holds("as it was"),
			chromedp.Evaluate(older, nil), clear(), chromedp.SendKeys(note, "sent"), chromedp.Click(save), at("/today"),
		}
	})
	if len(g.kept) != 1 || !strings.HasSuffix(g.kept[0], " sent") {
		t.Errorf("kept %q", g.kept)
	}
}

func TestWithoutScripts(t *testing.T) {
	g := inBrowser(t, func(g *rig) []chromedp.Action {
		return []chromedp.Action{
			emulation.SetScriptExecutionDisabled(true),
			g.open("/note"),
			chromedp.SendKeys(note, ", and more"),
			chromedp.Click(save),
			chromedp.WaitVisible(".govuk-notification-banner--success"),
		}
	})
	if len(g.kept) != 1 || !strings.Contains(g.kept[0], ", and more") {
		t.Errorf("kept %q", g.kept)
	}
}

func TestLeavingAtOnce(t *testing.T) {
	for name, leave := range map[string]chromedp.Action{
		"button":    chromedp.Click(".govuk-exit-this-page__button"),
		"shift key": chromedp.Tasks{shift(), shift(), shift()},
	} {
		t.Run(name, func(t *testing.T) {
			inBrowser(t, func(g *rig) []chromedp.Action {
				return []chromedp.Action{
					g.open("/today"), g.open("/"), chromedp.WaitVisible(".govuk-exit-this-page__button"), leave, at("/healthz"),
					chromedp.Evaluate(`history.back()`, nil), at("/today"), // the page that was left is not in the history
				}
			})
		})
	}
}

func TestTheErrorSummaryHasTheFocus(t *testing.T) {
	inBrowser(t, func(g *rig) []chromedp.Action {
		return []chromedp.Action{
			chromedp.EmulateViewport(360, 740),
			g.open("/note"), clear(), chromedp.Click(save),
			chromedp.WaitVisible(".govuk-error-summary"),
			until(`document.activeElement.className === "govuk-error-summary"`),
			chromedp.Click(`.govuk-error-summary a`),
			until(`document.activeElement.id === "note"`),
			chromedp.Evaluate(`if (document.documentElement.scrollWidth > 360) throw new Error("wider than the screen: " + document.documentElement.scrollWidth)`, nil),
		}
	})
}
