package e2e

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

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
	if wide := b.tooWide(); wide != "" {
		b.t.Errorf("%s: %s is too wide: %s", b.who, b.Path(), wide)
	}
	return b
}

// tooWide says by how much and with what the page is wider than the screen.
func (b *browser) tooWide() (what string) {
	b.t.Helper()
	if err := b.ask(`(() => { const w = document.documentElement.clientWidth; if (document.documentElement.scrollWidth <= w) return "";
		const over = [...document.querySelectorAll("body *")].filter(n => n.getBoundingClientRect().right > w + 1).slice(0, 3);
		return document.documentElement.scrollWidth + " of " + w + " pixels: " + over.map(n => n.tagName + "." + n.className).join(", ") })()`, &what); err != nil {
		b.t.Fatal(err)
	}
	return what
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

// findings are the rules of WCAG 2.2 AA that the page breaks, as far as a
// machine can tell.
func (b *browser) findings() (found []finding) {
	b.t.Helper()
	offered(b.t, axeScript, "accessibility")
	source, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	b.do(chromedp.Evaluate(source+"\n;true", nil), chromedp.Evaluate(`axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
		values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}).then(r => r.violations)`, &found, await))
	return found
}

// Accessible fails on every finding.
func (b *browser) Accessible() *browser {
	b.t.Helper()
	for _, f := range b.findings() {
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

// The eyes see what they are there to see: a picture without words, a field
// without a label, a box wider than the screen.
func TestTheEyes(t *testing.T) {
	b := found(t).browser("a test", phone).Open("/crisis").Good()
	b.do(chromedp.Evaluate(`document.querySelector("main").innerHTML += '<img><input type="text"><p id="wide">wide</p>';
		document.getElementById("wide").animate([{ width: "900px" }, { width: "900px" }], { duration: 1, fill: "forwards" }); true`, nil))
	var rules []string
	for _, f := range b.findings() {
		rules = append(rules, f.ID)
	}
	if slices.Sort(rules); !slices.Equal(rules, []string{"image-alt", "label"}) {
		t.Errorf("sees %v", rules)
	}
	b.until("the box is wide", func() (bool, error) { return b.tooWide() != "", nil })
}

// The watch hears what a page does beside its work.
func TestTheWatch(t *testing.T) {
	for what, script := range map[string]string{
		"asks http://127.0.0.1:1/": `location.href = "http://127.0.0.1:1/"; true`,
		"security: Connecting to":  `fetch("https://example.org/").catch(() => {}); true`,
		"security: Executing":      `const s = document.createElement("script"); s.textContent = "1"; document.body.append(s); true`,
		"answered 404":             `fetch("/nothing").then(() => {}); true`,
		`console: "lost"`:          `console.error("lost"); true`,
		"script: exception":        `setTimeout(() => { throw new Error("thrown") }); true`,
	} {
		b := found(t).browser("a test", phone).Open("/crisis")
		b.do(chromedp.Evaluate(script, nil))
		b.until(what, func() (bool, error) {
			b.watch.Lock()
			defer b.watch.Unlock()
			heard := strings.Contains(strings.Join(b.watch.wrong, "\n"), what)
			if heard {
				b.watch.wrong = nil
			}
			return heard, nil
		})
		b.watch.Lock()
		b.watch.wrong = nil // what else the same script did
		b.watch.Unlock()
	}
}
