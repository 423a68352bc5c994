package e2e

import (
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Sees waits until the words stand on the page.
func (b *browser) Sees(all ...string) *browser {
	b.t.Helper()
	for _, words := range all {
		b.until("words "+quote(words), func() (yes bool, err error) {
			err = b.ask(b.found("sees", words), &yes)
			return yes, err
		})
	}
	return b
}

// SeesNot fails when the words stand on the page as it is now.
func (b *browser) SeesNot(all ...string) *browser {
	b.t.Helper()
	for _, words := range all {
		var there bool
		if err := b.ask(b.found("sees", words), &there); err != nil {
			b.t.Fatal(err)
		}
		if there {
			b.t.Errorf("%s sees %q%s", b.who, words, b.standing())
		}
	}
	return b
}

// Stands waits until the browser is at the path.
func (b *browser) Stands(path string) *browser {
	b.t.Helper()
	b.until("to be at "+path, func() (yes bool, err error) {
		err = b.ask(`location.pathname === `+quote(path)+` && document.readyState === "complete"`, &yes)
		return yes, err
	})
	return b
}

// Status is that of the page the browser shows.
func (b *browser) Status() int64 {
	b.watch.Lock()
	defer b.watch.Unlock()
	return b.watch.status
}

// Fits fails when the page is wider than the screen.
func (b *browser) Fits() *browser {
	b.t.Helper()
	var wide string
	err := b.ask(`(() => { const w = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= w) return "";
		const over = [...document.querySelectorAll("body *")].filter(n => n.getBoundingClientRect().right > w + 1).slice(0, 3);
		return document.documentElement.scrollWidth + " of " + w + " pixels: " + over.map(n => n.tagName + "." + n.className).join(", ") })()`, &wide)
	if err != nil {
		b.t.Fatal(err)
	}
	if wide != "" {
		b.t.Errorf("%s: %s is too wide: %s", b.who, b.Path(), wide)
	}
	return b
}

// axe is the source of the accessibility checker.
var axe = sync.OnceValues(func() (string, error) {
	source, err := os.ReadFile(os.Getenv(axeScript))
	return string(source), err
})

// finding is one rule of the checker that the page breaks.
type finding struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// Accessible fails on everything in the page that breaks WCAG 2.2 AA, as far
// as a machine can tell.
func (b *browser) Accessible() *browser {
	b.t.Helper()
	offered(b.t, axeScript, "accessibility")
	source, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	var findings []finding
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	b.do(chromedp.Evaluate(source+"\n;true", nil), chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
		values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}).then(r => r.violations)`, &findings, await))
	for _, f := range findings {
		var where strings.Builder
		for _, n := range f.Nodes {
			fmt.Fprintf(&where, "\n  %.200s\n  %s", n.HTML, n.FailureSummary)
		}
		b.t.Errorf("%s: %s breaks %s: %s%s", b.who, b.Path(), f.ID, f.Help, where.String())
	}
	return b
}

// Good looks the page over: accessible, and no wider than the screen.
func (b *browser) Good() *browser {
	b.t.Helper()
	return b.Accessible().Fits()
}
