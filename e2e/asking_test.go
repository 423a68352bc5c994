package e2e

import (
	"strings"
	"testing"

	"openmaf/internal/people/link"
)

// counted are taps on a page: each thing that is pressed, followed or ticked.
type counted struct {
	*browser
	taps int
}

func (c *counted) press(text string) *counted { c.Press(text); c.taps++; return c }

func (c *counted) choose(question, answer string) *counted {
	c.Choose(question, answer)
	c.taps++
	return c
}

// atMost fails the test where the usual case took more taps.
func (c *counted) atMost(n int, what string) {
	c.t.Helper()
	if c.taps > n {
		c.t.Errorf("%s: %d taps, want at most %d", what, c.taps, n)
	}
	c.t.Logf("%s: %d taps", what, c.taps)
}

// back is somebody who signs in again, days later.
func (w *world) back(who, name string) *browser {
	w.t.Helper()
	w.arrive(name)
	return w.as(w.browser(who, phone), name)
}

// Wren wants to be asked by Sam, who went along: the next day at ten it stands
// on Sam's page, and takes five taps there. Sam sees a first name, how to reach
// Wren and the meeting, and nothing else of them, before or after.
func TestACompanionAsks(t *testing.T) {
	w := newWorld(t)
	w.tell(w.planned, link.LetAsk{Account: w.team["Sam"].Account})
	w.clock.Set(today.AddDays(1).At(10*60 - 1))
	sam := &counted{browser: w.back("Sam, companion", "Sam")}
	for _, e := range []link.Event{link.Meet{}, link.ComeHome{}} {
		w.must(w.core.Links.Mark(t.Context(), w.team["Sam"], w.plan, e))
	}
	sam.Open("/outings").SeesNot("How was it?")
	w.clock.Set(today.AddDays(1).At(10 * 60))
	sam.Open("/outings").Sees("Wren: How was it?", "Friday Steps (invented)").Good()

	sam.press("How was it?")
	sam.Sees("How was it, Wren?", "01632 960 777", "Friday Steps (invented)").
		SeesNot("Wren Q", "the long evenings", "a chair with arms", "They’ve found their feet", "A rest, or an end").Good()
	sam.choose("Did it happen?", "They went").choose("How was it to be there?", "7").choose("What next?", "Go again").press("Save")
	sam.Sees("Thank you for asking.").SeesNot("How was it?").Good()
	sam.atMost(5, "a companion’s comfort check, from their page")

	asha := w.back("Asha, facilitator", "Asha")
	asha.Open("/links/"+w.planned).Sees("How it went for Wren", "Friday Steps (invented)", "Told us how it was").Good()
	asha.Open("/people/"+w.person).Follow("Something has changed").Sees("You need not say what it was").Good().
		Choose("What would they like to look at?", "Start afresh: look at what there is").Press("Look again together").
		Sees("Good that they came.", "How it went for Wren").Good()
}

// Asha asks, from Today, in as many taps; another two weeks on.
func TestFiveTaps(t *testing.T) {
	w := newWorld(t)
	asha := &counted{browser: w.as(w.browser("Asha, facilitator", phone), "Asha")}
	w.clock.Set(today.At(10 * 60))
	asha.Open("/today").Sees("Wren: How was it?")
	asha.press("How was it?").choose("How was it to be there?", "7").choose("Did it happen?", "They went").choose("What next?", "Talk about it first").press("Save")
	asha.Sees("Saved. Thank you for asking.")
	asha.atMost(5, "a comfort check, from Today")

	w.clock.Set(today.AddDays(14).At(10 * 60))
	asha = &counted{browser: w.back("Asha, facilitator", "Asha")}
	asha.Open("/today").Sees("Wren: Still going?")
	asha.press("Still going?").choose("Do they still go?", "Every week").press("Save")
	asha.Sees("Saved. Thank you for asking.")
	asha.atMost(3, "still going, from Today")

	asha.Open("/links/"+w.tried+"/feet").Press("They’ve found their feet, we stop here").
		Sees("Wren, you’ve found your feet. We stop here.", "The door stays open.", "01632 960 123").SeesNot("Thursday Steps").Good()
	if strings.Contains(asha.Path(), "people") {
		t.Error("the last line is not shown")
	}
}
