package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestALongPressWritesANote: a finger that rests on a name leads to its note,
// and marks nobody.
func TestALongPressWritesANote(t *testing.T) {
	w := newWorld(t)
	at := "/sessions/" + w.more["{session}"] + "/register"
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open(at).Good()
	var x, y float64
	w.must(asha.ask(`document.querySelector("[data-register-name]").scrollIntoView({block: "center"})`, nil))
	w.must(asha.ask(`document.querySelector("[data-register-name]").getBoundingClientRect().x + 20`, &x))
	w.must(asha.ask(`document.querySelector("[data-register-name]").getBoundingClientRect().y + 10`, &y))
	finger := func(kind input.MouseType) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, y).WithButton(input.Left).WithClickCount(1)
	}
	asha.leaving(func() { asha.do(finger(input.MousePressed)) })
	asha.do(finger(input.MouseReleased))
	asha.Sees("A few words, if it helps next time").Good().Fill("A few words, if it helps next time", "Likes the window").Press("Save the note")
	asha.Stands(at).Sees("Note ✓").total("0")
	asha.until("nothing is marked", func() (bool, error) { return w.here() == 0, nil })
}
