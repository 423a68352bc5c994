package people

import (
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

// NextStep is where one way stands and what comes next on it: one card for
// each, however many a person is on at once.
type NextStep struct {
	Title  string // the meeting, or what the link is at
	After  string // what it is something different from
	State  string
	When   string // of a plan
	Button page.Button
	Story  page.Button // from its beginning
}

// nextSteps are the links that go on, the newest first; those at rest can be
// taken up again.
func nextSteps(r *page.Request, t told) (steps []NextStep) {
	for i := len(t.Links) - 1; i >= 0; i-- {
		l := t.Links[i]
		key, next := way(l, r.Now())
		if key == "" {
			continue
		}
		step := NextStep{Title: t.titles[l.Meeting], State: r.T("link.state." + string(l.State)), After: afterWhat(r, t, l)}
		if step.Title == "" {
			step.Title = r.T("peoplepages.next.no-meeting")
		}
		if l.State == link.Planned && l.Plan != nil {
			step.When = r.Words().When(l.Plan.Starts)
		}
		step.Button = goTo(r, key, "/links/"+l.ID+"/"+next)
		if l.State.Resting() {
			step.Button.Classes = quieter
		}
		step.Story = goTo(r, "waypages.person.story", "/links/"+l.ID)
		step.Story.Classes = quieter
		if !t.Person.May(r.Actor(), access.LinkRead) { // a lead, who is concerned, reads and does nothing
			step.Button, step.Story = page.Button{}, page.Button{}
		}
		steps = append(steps, step)
	}
	return steps
}

// lookFurther are the buttons that begin one more way, and take up again what
// rested. Where there is no way yet, the first is what to do next.
func (v *PersonView) lookFurther(r *page.Request, who person.Person) {
	if !who.May(r.Actor(), access.LinkWrite) {
		return
	}
	v.More = r.Act(v.Self+"/links", "waypages.another").Secondary()
	if len(v.Next) == 0 {
		v.More = r.Act(v.Self+"/links", "peoplepages.next.options")
	}
	v.Changed = goTo(r, "waypages.changed.link", v.Self+"/changed")
	v.Changed.Classes = quieter
}

// afterWhat names what was tried before, where this is something different.
func afterWhat(r *page.Request, t told, l link.Link) string {
	for _, parent := range t.Links {
		if parent.ID == l.Parent && t.titles[parent.Meeting] != "" {
			return r.T("waypages.person.after", "Title", t.titles[parent.Meeting])
		}
	}
	return ""
}

// whenIn is what there is to ask somebody when they are next in: whoever has no
// telephone, did not agree that we get in touch, or said that they come by.
func whenIn(r *page.Request, t told, noContact bool) (asks []string) {
	said := map[string]bool{}
	for _, l := range t.Links {
		l.InPerson = noContact || l.ComesBy || t.Person.Contact.How == person.InPerson
		for _, d := range link.Dues(l, link.Defaults()) {
			text := r.T("link.due." + string(d.Kind))
			if title := t.titles[l.Meeting]; title != "" {
				text += " " + r.T("waypages.person.about", "Title", title)
			}
			if d.WhenIn && !d.At.After(r.Now()) && !said[text] {
				said[text] = true
				asks = append(asks, text)
			}
		}
	}
	return asks
}

func goTo(r *page.Request, key, path string) page.Button {
	return page.Button{Text: r.T(key), Href: path}
}

// way is what comes next on a link, and the last part of the page where it is
// done. There is none where the way went on as another link, or ended with a
// death.
func way(l link.Link, now time.Time) (key, page string) {
	switch l.State {
	case link.Raised, link.Offered, link.NotNow, link.ThinkAgain:
		return "peoplepages.next.options", "options"
	case link.Chosen, link.DidNotHappen:
		return "peoplepages.next.plan", "plan"
	case link.Planned:
		if l.Plan != nil && l.Plan.Starts.After(now) {
			return "peoplepages.next.sheet", "sheet"
		}
		return "peoplepages.next.how", "check-in"
	case link.FirstAttended, link.LeftEarly:
		return "peoplepages.next.how", "check-in"
	case link.ComfortChecked, link.Continuing, link.Involved:
		return "peoplepages.next.going", "check-in"
	case link.Paused, link.SteppedBack:
		return "peoplepages.next.rest", "rest"
	case link.Closed:
		if l.Reason != link.Died {
			return "peoplepages.next.rest", "rest"
		}
	}
	return "", ""
}
