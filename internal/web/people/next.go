package people

import (
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/web/page"
)

// NextStep is where one link stands and what comes next on it.
type NextStep struct {
	Title  string // the meeting, or what the link is at
	State  string
	When   string // of a plan
	Button page.Button
}

// nextSteps are the links that go on, the newest first; those at rest can be
// taken up again.
func nextSteps(r *page.Request, t told) (steps []NextStep) {
	for i := len(t.Links) - 1; i >= 0; i-- {
		l := t.Links[i]
		key, page := way(l, r.Now())
		if key == "" {
			continue
		}
		step := NextStep{Title: t.titles[l.Meeting], State: r.T("link.state." + string(l.State))}
		if step.Title == "" {
			step.Title = r.T("peoplepages.next.no-meeting")
		}
		if l.State == link.Planned && l.Plan != nil {
			step.When = r.Words().When(l.Plan.Starts)
		}
		step.Button = goTo(r, key, "/links/"+l.ID+"/"+page)
		if l.State.Resting() {
			step.Button.Classes = "govuk-button--secondary"
		}
		steps = append(steps, step)
	}
	return steps
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
