package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"openmaf/internal/people/link"
	"openmaf/internal/trust/access"
)

// card is one option as it stands on the page.
type card struct{ Name, Text string }

// cards are the options on the page.
func (b *browser) cards() (all []card) {
	b.t.Helper()
	b.until("options", func() (bool, error) {
		err := b.ask(`[...document.querySelectorAll("article.card")].map(n => ({Name: n.querySelector(".card__title").innerText, Text: n.innerText}))`, &all)
		return len(all) > 0, err
	})
	return all
}

// groups of the options that the page's cards name, as a person tells them
// apart.
var groups = []string{"12-step", "Tools and techniques (CBT)", "Buddhist", "Run by a recovery community", "Women", "Not religious", "Faith"}

// groupOf is the kind of group that the card names.
func groupOf(c card) string {
	for line := range strings.Lines(c.Text) {
		_, kind, ok := strings.Cut(strings.TrimSpace(line), " – ")
		if i := slices.Index(groups, kind); ok && i >= 0 {
			return groups[i]
		}
	}
	return ""
}

// weighs looks through the options as the two of them do, and returns them.
func (b *browser) weighs() []card {
	b.t.Helper()
	all := b.cards()
	if len(all) < 3 || len(all) > 6 {
		b.t.Errorf("%d options, want three to six", len(all))
	}
	kinds := map[string]bool{}
	for _, c := range all {
		kinds[groupOf(c)] = true
		for _, needed := range []string{"Why this one", " away, "} {
			if !strings.Contains(c.Text, needed) {
				b.t.Errorf("an option without %q:\n%s", needed, c.Text)
			}
		}
		if !strings.Contains(c.Text, "Last checked: ") && !strings.Contains(c.Text, "Nobody here has checked it yet") {
			b.t.Errorf("an option does not say when it was last checked:\n%s", c.Text)
		}
	}
	if len(kinds) < 2 {
		b.t.Errorf("one kind only: %v", all)
	}
	return all
}

// chooses presses the button of the first option of the kind of group, and
// leads to the plan.
func (b *browser) chooses(kind string) card {
	b.t.Helper()
	all := b.weighs()
	i := slices.IndexFunc(all, func(c card) bool { return groupOf(c) == kind })
	if i < 0 {
		b.t.Fatalf("no %s among the options:\n%v", kind, all)
	}
	b.Press("Choose "+all[i].Name).Sees("Chosen. Now a plan for the day.", all[i].Name)
	return all[i]
}

// plans fills in what a plan with a companion needs.
func (b *browser) plansWith(companion string) *browser {
	b.t.Helper()
	return b.Choose("How will they get there?", "By bus").Choose("Who goes along?", companion).
		Choose("Come in, to the door, or meet before?", "To the door").Fill("Where do they meet?", "by the clock tower").
		Choose("Did they agree?", "I read this out, and they all agree").
		Fill("Plan B", "soup at our place")
}

// planOf is what is planned on the link.
func (c *community) planOf(id string, actor access.Actor) link.Plan {
	c.t.Helper()
	v, err := c.core.Links.Get(c.t.Context(), actor, id)
	if err != nil || v.Plan == nil {
		c.t.Fatalf("no plan: %v", err)
	}
	return *v.Plan
}

// TestOptionsAndPlan: from what there is to the sheet that is taken home.
func TestOptionsAndPlan(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/links/" + w.raised + "/options").Good()
	asha.Press("Choose Thursday Steps (invented)").Sees("Chosen. Now a plan for the day.").Good()
	asha.plansWith("Sam K").Press("Save the plan").Sees("The plan stands.", "Your plan", "Thursday 7 May", "7:30 pm",
		"Sam meets you: by the clock tower.", "You go together to the door.", "soup at our place", "01632 960 123").
		SeesNot("Wren Q", "Sam K").Good()

	asha.do(emulation.SetEmulatedMedia().WithMedia("print"))
	asha.Sees("Your plan", "01632 960 123").SeesNot("Print this with your browser", "Change the plan", "Need help now?", "Sign out", "Today", "More")
}

// Whoever is not cleared, or not any more, cannot be planned; and a page that
// was opened before says so, and keeps what was typed into it.
func TestOnlyWhoIsClearedGoesAlong(t *testing.T) {
	w := newWorld(t)
	w.tell(w.raised, link.Offer{KindsNear: 1, Shown: []link.Shown{{Meeting: w.steps, Kind: "12-step", On: today.AddDays(6)}}},
		link.Choose{Meeting: w.steps})
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/links/"+w.raised+"/plan").plansWith("Sam K").Fill("What would make it easier?", "a seat by the door")

	max := w.as(w.browser("Max, manager", desk), "Max")
	max.Open("/team").Follow("Sam K").Press("They cannot go along any more").Sees("They cannot be planned any more.")
	asha.Press("Save the plan").Sees("Please check this").Good()
	if asha.Status() != http.StatusUnprocessableEntity {
		t.Errorf("planned with somebody who is not cleared: %d", asha.Status())
	}
	if got := asha.Value("What would make it easier?"); got != "a seat by the door" {
		t.Errorf("the words came back as %q", got)
	}
	asha.Open("/links/" + w.raised + "/plan").Sees("Nobody can go along just now. A manager can clear somebody.").SeesNot("Sam K")
	max.Open("/today").Sees("needs somebody else to go along")
}

// Two people plan the same link: the second is told, and nothing they typed is
// lost.
func TestTwoPeoplePlanTheSameLink(t *testing.T) {
	w := newWorld(t)
	at := "/links/" + w.planned + "/plan"
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha").Open(at)
	max := w.as(w.browser("Max, manager", desk), "Max").Open(at)
	const agreed = "I read this out, and they all agree"
	asha.Choose("Did they agree?", agreed).Fill("Plan B", "soup at our place, said Asha").Press("Save the plan").Sees("The plan stands.")
	max.Choose("Did they agree?", agreed).Fill("Plan B", "tea in the park, said Max").Press("Save the plan").Sees("Somebody else changed this a moment ago.").Good()
	if got := max.Value("Plan B"); got != "tea in the park, said Max" || max.Status() != http.StatusConflict {
		t.Errorf("%d, and the words came back as %q", max.Status(), got)
	}
	max.Sees("soup at our place, said Asha").Press("Save the plan").Sees("The plan stands.", "tea in the park, said Max")
	if n := w.rows("link_plan"); n != 4 {
		t.Errorf("%d plans, want the two that were there and one for each who saved", n)
	}
}

// comesBy makes a one-time link for the companion and presses its button on
// their phone.
func (b *browser) comesBy(link string) *browser {
	b.t.Helper()
	return b.Open(link).Press("Sign in").Stands("/outings")
}

// TestAnOuting: the companion sees what they need and nothing else, and marks
// that they met and are safely home.
func TestAnOuting(t *testing.T) {
	w := newWorld(t)
	sam := w.browser("Sam, companion", phone).comesBy("/sign-in/" + w.toSignIn)
	sam.Sees(wrenFirst, wrenNeeds, "Old Tram Shed (invented)", "7:30 pm", "by the clock tower", "01632 960 123").
		SeesNot("Wren Q", wrenPhone, wrenWords, "soup at our place").Good()

	plan := w.planOf(w.planned, w.team["Asha"])
	w.clock.Set(plan.Starts.Add(-10 * time.Minute))
	sam.comesBy(sam.linkFrom(w)).Press("We met").Sees("Good. When you are home").Good()
	max := w.browser("Max, manager", desk)
	w.clock.Set(plan.Ends.Add(119 * time.Minute))
	max.signIn("max").Open("/today").SeesNot("Not marked safely home").Good()
	w.clock.Set(plan.Ends.Add(121 * time.Minute))
	max.Open("/today").Sees("Not marked safely home", "Sam K is not marked safely home").Good()
	asha := w.browser("Asha, facilitator", phone).signIn("asha")
	asha.Open("/today").Sees("Sam K is not marked safely home").Good()
	sam.comesBy(sam.linkFrom(w)).Press("Safely home").Sees("Safely home. Thank you.").Good()
	max.Open("/today").SeesNot("Not marked safely home")
}

// linkFrom is a new one-time link for Sam, as the manager makes it.
func (b *browser) linkFrom(w *world) string {
	b.t.Helper()
	return w.browser("Max, manager, at the desk", desk).signIn("max").oneTimeLink("Sam K")
}

// TestTheDoorWasLocked: plan B opens, the listing is flagged, and it counts as
// our failure.
func TestTheDoorWasLocked(t *testing.T) {
	w := newWorld(t)
	plan := w.planOf(w.planned, w.team["Asha"])
	w.clock.Set(plan.Starts.Add(5 * time.Minute))
	sam := w.browser("Sam, companion", phone).comesBy("/sign-in/" + w.toSignIn)
	sam.Press("The door was locked").Sees("That is our mistake, not yours.", "Plan B", "soup at our place").Good()
	asha := w.browser("Asha, facilitator", phone).signIn("asha")
	asha.Open("/today").Sees("Listings to ring", "Friday Steps (invented)", "Somebody found the door locked").Good()
	asha.Open("/people/" + w.person).Sees("That is on us, not on them.").Good()
	v, err := w.core.Links.Get(t.Context(), w.team["Asha"], w.planned)
	if err != nil || v.State != link.DidNotHappen || !v.Cause.Ours() || v.OurFaults != 1 {
		t.Errorf("%v: %s, %s, ours %d", err, v.State, v.Cause, v.OurFaults)
	}
	sam.Press("Safely home").Sees("Safely home. Thank you.")
}
