package e2e

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// chromium is the one program behind all browsers of this package; each
// browser is a context of its own in it, with its own cookies.
var chromium context.Context

// withBrowser starts Chromium, runs the tests, and ends it.
func withBrowser(m *testing.M) int {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(os.Getenv(browserProgram)),
		chromedp.Flag("headless", "new"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	defer end()
	// Chromium is newer than the library: events it does not know are no news.
	quiet := chromedp.WithErrorf(func(string, ...any) {})
	ctx, stop := chromedp.NewContext(allocator, quiet)
	defer stop()
	if err := chromedp.Run(ctx); err != nil {
		fmt.Printf("%s does not start: %v\n", os.Getenv(browserProgram), err)
		return 1
	}
	chromium = ctx
	return m.Run()
}

// screen is the size of what somebody looks at, in CSS pixels.
type screen struct {
	wide, high int64
	touch      bool
}

var (
	phone = screen{360, 740, true}
	desk  = screen{1280, 900, false}
)

// browser is one person's browser. What it is asked to do fails the test when
// it cannot be done.
type browser struct {
	t      *testing.T
	ctx    context.Context
	who    string
	at     string // origin of the server
	within string // words of the box on the page to look into; see Within
	screen screen
	watch  *watch
}

// watch is what happened in a browser beside what it was asked to do.
type watch struct {
	sync.Mutex
	origin string
	wrong  []string
	refuse map[int64]bool // statuses of pages that the test waits for
	status int64          // of the last page

	taps, keys int // what the hands did
}

func (w *watch) note(format string, args ...any) {
	w.Lock()
	defer w.Unlock()
	w.wrong = append(w.wrong, fmt.Sprintf(format, args...))
}

// newBrowser opens a browser for somebody who has not been here yet.
func newBrowser(t *testing.T, origin, who string, s screen) *browser {
	t.Helper()
	ctx := apart(t)
	b := &browser{t: t, ctx: ctx, who: who, at: origin, screen: s, watch: &watch{origin: origin, refuse: map[int64]bool{}}}
	chromedp.ListenTarget(ctx, b.watch.see)
	t.Cleanup(b.calm)
	b.do(chromedp.EmulateViewport(s.wide, s.high), emulation.SetTouchEmulationEnabled(s.touch))
	return b
}

// apart is a window with cookies of its own, until the test ends. Chromium
// opens the first tab of new cookies only in a new window, which is why the
// library's own way does not do.
func apart(t *testing.T) context.Context {
	t.Helper()
	whole := cdp.WithExecutor(chromium, chromedp.FromContext(chromium).Browser)
	cookies, err := target.CreateBrowserContext().Do(whole)
	if err != nil {
		t.Fatal(err)
	}
	window, err := target.CreateTarget("about:blank").WithBrowserContextID(cookies).WithNewWindow(true).Do(whole)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := chromedp.NewContext(chromium, chromedp.WithTargetID(window))
	t.Cleanup(func() {
		stop()
		if err := target.DisposeBrowserContext(cookies).Do(whole); err != nil {
			t.Error(err)
		}
	})
	return ctx
}

// see hears of every request, answer and error of the page.
func (w *watch) see(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !w.ours(e.Request.URL) {
			w.note("asks %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		w.answered(e)
	case *runtime.EventExceptionThrown:
		w.note("script: %s", e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeAssert {
			w.note("console: %s", spoken(e.Args))
		}
	case *cdplog.EventEntryAdded:
		// What the network says is heard above, with its status.
		if e.Entry.Level == cdplog.LevelError && e.Entry.Source != cdplog.SourceNetwork {
			w.note("%s: %s", e.Entry.Source, e.Entry.Text)
		}
	}
}

// ours reports whether the address is the server's own, or none at all.
func (w *watch) ours(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme+"://"+u.Host == w.origin || u.Scheme == "data" || u.Scheme == "about")
}

func (w *watch) answered(e *network.EventResponseReceived) {
	w.Lock()
	defer w.Unlock()
	if e.Type == network.ResourceTypeDocument {
		w.status = e.Response.Status
	}
	refused := e.Response.Status >= 500 || e.Response.Status >= 400 && e.Type != network.ResourceTypeDocument
	if refused && !w.refuse[e.Response.Status] {
		w.wrong = append(w.wrong, fmt.Sprintf("%s answered %d", e.Response.URL, e.Response.Status))
	}
}

func spoken(args []*runtime.RemoteObject) string {
	var b strings.Builder
	for _, a := range args {
		fmt.Fprintf(&b, "%s %s ", a.Value, a.Description)
	}
	return b.String()
}

// Expects lets answers with the status pass that would fail the test: this is
// what it is about.
func (b *browser) Expects(status int64) *browser {
	b.watch.Lock()
	defer b.watch.Unlock()
	b.watch.refuse[status] = true
	return b
}

// calm fails the test with everything that went wrong beside its steps.
func (b *browser) calm() {
	b.t.Helper()
	b.watch.Lock()
	defer b.watch.Unlock()
	for _, wrong := range b.watch.wrong {
		b.t.Errorf("%s: %s", b.who, wrong)
	}
	b.watch.wrong = nil
}

// do runs actions that must not fail.
func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatalf("%s: %v", b.who, err)
	}
}
