package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"openmaf/internal/platform/civil"
)

//go:embed hands.js
var hands string

const (
	patience = 20 * time.Second // until what should be there counts as missing
	look     = 15 * time.Millisecond
)

// until waits for the condition. A page on its way is no answer yet.
func (b *browser) until(what string, holds func() (bool, error)) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	again := time.NewTicker(look)
	defer again.Stop()
	for {
		yes, err := holds()
		if yes && err == nil {
			return
		}
		select {
		case <-ctx.Done():
			b.t.Fatalf("%s waited in vain: %s%s%s", b.who, what, because(err), b.standing())
		case <-again.C:
		}
	}
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return " (" + err.Error() + ")"
}

// standing is the page as it stands, for the message of a failure.
func (b *browser) standing() string {
	var text string
	if err := b.ask(`location.href + "\n" + document.body.innerText`, &text); err != nil {
		return "\n" + err.Error()
	}
	return "\nat " + text
}

// ask evaluates an expression in the page.
func (b *browser) ask(expression string, into any) error {
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate(expression, into))
}

// found is an expression for what the function of hands.js finds by the words.
func (b *browser) found(function string, words ...string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quote(w)
	}
	return b.hand(function, strings.Join(quoted, ","))
}

// hand is a call of the function of hands.js.
func (b *browser) hand(function, arguments string) string {
	return fmt.Sprintf("%s(%s).%s(%s)", strings.TrimSuffix(strings.TrimSpace(hands), ";"), quote(b.within), function, arguments)
}

func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return string(text)
}

// Within looks only into the smallest box on the page that holds the words.
func (b *browser) Within(words string) *browser {
	inner := *b
	inner.within = words
	return &inner
}

// Open goes to the path.
func (b *browser) Open(path string) *browser {
	b.t.Helper()
	address := path
	if strings.HasPrefix(path, "/") {
		address = b.at + path
	}
	b.do(chromedp.Navigate(address))
	return b
}

// Press presses the button, and waits for the page that answers.
func (b *browser) Press(text string) *browser {
	b.t.Helper()
	b.leaving(func() { b.Touch(text) })
	return b
}

// Touch presses the button without waiting for another page.
func (b *browser) Touch(text string) *browser {
	b.t.Helper()
	b.hit("button "+quote(text), b.found("button", text))
	return b
}

// Follow follows the link, and waits for its page.
func (b *browser) Follow(text string) *browser {
	b.t.Helper()
	b.leaving(func() { b.hit("link "+quote(text), b.found("link", text)) })
	return b
}

// Back presses the browser's back button.
func (b *browser) Back() *browser {
	b.t.Helper()
	b.leaving(func() { b.do(chromedp.Evaluate(`history.back()`, nil)) })
	return b
}

// Unfold opens or closes the details under the summary.
func (b *browser) Unfold(summary string) *browser {
	b.t.Helper()
	b.hit("summary "+quote(summary), b.found("summary", summary))
	return b
}

// leaving marks the page, does what leaves it, and waits until another is
// whole. A page that comes back from the browser's memory has an older mark.
func (b *browser) leaving(do func()) {
	b.t.Helper()
	mark := strconv.FormatInt(time.Now().UnixNano(), 36)
	b.do(chromedp.Evaluate(`window.leftAt = `+quote(mark)+`; true`, nil))
	do()
	b.until("another page", func() (yes bool, err error) {
		err = b.ask(`window.leftAt !== `+quote(mark)+` && document.readyState === "complete"`, &yes)
		return yes, err
	})
}

// hit presses the middle of an element, as a finger or a mouse does.
func (b *browser) hit(what, element string) {
	b.t.Helper()
	at := b.point(what, element)
	b.watch.taps++
	b.do(b.press(at.X, at.Y)...)
}

// point is where the element is to be pressed.
type point struct{ X, Y float64 }

// point waits until the element can be pressed.
func (b *browser) point(what, element string) (at *point) {
	b.t.Helper()
	b.until(what, func() (bool, error) {
		err := b.ask(b.hand("point", element), &at)
		return at != nil, err
	})
	return at
}

// Twice presses the button twice, as fast as a hand can shake, and waits for
// the page that answers.
func (b *browser) Twice(text string) *browser {
	b.t.Helper()
	b.leaving(func() {
		at := b.point("button "+quote(text), b.found("button", text))
		b.do(b.press(at.X, at.Y)...)
		// The page may be gone before the second press is answered: then nobody
		// answers it.
		ctx, stop := context.WithTimeout(b.ctx, 5*time.Second)
		defer stop()
		if err := chromedp.Run(ctx, b.press(at.X, at.Y)...); err != nil && ctx.Err() == nil {
			b.t.Fatalf("%s: %v", b.who, err)
		}
	})
	return b
}

// press is a finger or a mouse at a point of the window.
func (b *browser) press(x, y float64) []chromedp.Action {
	if b.screen.touch {
		return []chromedp.Action{input.DispatchTouchEvent(input.TouchStart, []*input.TouchPoint{{X: x, Y: y}}),
			input.DispatchTouchEvent(input.TouchEnd, []*input.TouchPoint{})}
	}
	return []chromedp.Action{chromedp.MouseClickXY(x, y)}
}

// Fill types into the field, in place of what stands there.
func (b *browser) Fill(label, value string) *browser {
	b.t.Helper()
	b.fill("field "+quote(label), b.found("field", label), value)
	return b
}

// FillDay types a day into the three fields under the question.
func (b *browser) FillDay(question string, day civil.Date) *browser {
	b.t.Helper()
	for part, value := range map[string]int{"Day": day.Day, "Month": int(day.Month), "Year": day.Year} {
		b.fill(part+" of "+quote(question), b.found("part", question, part), strconv.Itoa(value))
	}
	return b
}

func (b *browser) fill(what, element, value string) {
	b.t.Helper()
	b.until(what, func() (yes bool, err error) {
		err = b.ask(`(field => { if (!field) return false; field.focus(); field.select(); return document.activeElement === field })(`+element+`)`, &yes)
		return yes, err
	})
	b.watch.taps++ // into the field
	b.watch.keys += len([]rune(value))
	b.do(input.InsertText(value))
	b.until(what+" holds it", func() (yes bool, err error) {
		err = b.ask(`(`+element+`)?.value === `+quote(value), &yes)
		return yes, err
	})
}

// Pick chooses the answer in the list under the label.
func (b *browser) Pick(label, answer string) *browser {
	b.t.Helper()
	b.until(quote(answer)+" in the list "+quote(label), func() (yes bool, err error) {
		err = b.ask(`((list, text) => { const o = list && [...list.options].find(o => o.text.trim().startsWith(text)); if (!o) return false;
			list.focus(); list.value = o.value; for (const e of ["input", "change"]) list.dispatchEvent(new Event(e, {bubbles: true})); return true })(`+
			b.found("field", label)+`, `+quote(answer)+`)`, &yes)
		return yes, err
	})
	return b
}

// Choose ticks the answers under the question; without a question, wherever
// they stand on the page.
func (b *browser) Choose(question string, answers ...string) *browser {
	b.t.Helper()
	for _, a := range answers {
		choice := b.found("choice", question, a)
		var stands bool // from a form that was kept: a second tap would take it away
		if err := b.ask(`(label => !!label && document.getElementById(label.htmlFor).checked)(`+choice+`)`, &stands); err == nil && stands {
			continue
		}
		b.hit(fmt.Sprintf("answer %q to %q", a, question), choice)
		b.until("a tick at "+quote(a), func() (yes bool, err error) {
			err = b.ask(`(label => !!label && document.getElementById(label.htmlFor).checked)(`+choice+`)`, &yes)
			return yes, err
		})
	}
	return b
}

// Upload chooses the files in the file field.
func (b *browser) Upload(label string, paths ...string) *browser {
	b.t.Helper()
	var field *runtime.RemoteObject
	b.until("file field "+quote(label), func() (bool, error) {
		err := b.ask(b.found("field", label), &field)
		return err == nil && field != nil && field.ObjectID != "", err
	})
	b.do(dom.SetFileInputFiles(paths).WithObjectID(field.ObjectID))
	return b
}

// Path is where the browser is.
func (b *browser) Path() string {
	b.t.Helper()
	var path string
	if err := b.ask(`location.pathname`, &path); err != nil {
		b.t.Fatal(err)
	}
	return path
}

// Value is what stands in the field.
func (b *browser) Value(label string) string {
	b.t.Helper()
	var value string
	b.until("field "+quote(label), func() (bool, error) {
		err := b.ask(`(`+b.found("field", label)+`)?.value`, &value)
		return err == nil, err
	})
	return value
}

// Crash ends the page as a phone does that has run out of memory: nothing of
// it gets to say goodbye.
func (b *browser) Crash() *browser {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Second)
	defer stop()
	err := chromedp.Run(ctx, page.Crash())
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		b.t.Logf("%s: the page ended: %v", b.who, err)
	}
	return b
}
