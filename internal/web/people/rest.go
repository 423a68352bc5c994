package people

import (
	"strconv"

	"openmaf/internal/people/link"
	"openmaf/internal/web/page"
)

var restPage = page.Declare[RestView](files, "rest.html")

// RestView is for a rest, an ending, and beginning again: each a wish, none a
// failure.
type RestView struct {
	page.Frame
	Who     string
	Version int
	State   string
	Pause   *page.Form // nil where there can be no rest
	Until   page.DateInput
	Rest    page.Button
	Step    page.Act // back
	Close   *page.Form
	Reason  page.Radios
	End     page.Button
	Resume  page.Act
	Reopen  page.Act
}

func (a *Area) rest(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	at := "/links/" + l.ID
	version := []string{"version", strconv.Itoa(l.Version)}
	v := RestView{Frame: r.Frame("linkpages.rest.title"), Who: l.Person.FirstName(), Version: l.Version,
		State: r.T("link.state." + string(l.State))}
	if link.Can(l.State, link.VerbPause) && l.State != link.Paused {
		v.Pause = r.FormAt(at + "/pause")
		v.Until = v.Pause.DateInput("until", "linkpages.rest.until")
		v.Until.Hint = r.T("linkpages.rest.until-hint")
		v.Rest = v.Pause.Submit("linkpages.rest.pause")
	}
	if link.Can(l.State, link.VerbStepBack) {
		v.Step = r.Act(at+"/step-back", "linkpages.rest.step-back", version...).Secondary()
	}
	if link.Can(l.State, link.VerbClose) {
		v.Close = r.FormAt(at + "/close")
		v.Reason = v.Close.Radios("reason", "linkpages.rest.reason", r.Choices("link.reason.", texts(link.Reasons)...))
		v.Reason.Columns = smallRadios
		v.End = v.Close.Submit("linkpages.rest.close")
		v.End.Classes = quieter
	}
	if link.Can(l.State, link.VerbResume) {
		v.Resume = r.Act(at+"/resume", "linkpages.rest.resume", version...)
	}
	if link.Can(l.State, link.VerbReopen) {
		v.Reopen = r.Act(at+"/reopen", "linkpages.rest.reopen", version...)
	}
	v.Back = "/people/" + l.Person.ID
	return restPage.Show(v), nil
}

func (a *Area) pause(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	until := f.Date("until")
	if err := f.Err(); err != nil {
		return nil, err
	}
	return a.tellOne(r, link.Pause{Until: until}, "linkpages.rest.paused")
}

func (a *Area) resume(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.Resume{}, "linkpages.rest.resumed")
}

func (a *Area) stepBack(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.StepBack{}, "linkpages.rest.stepped-back")
}

func (a *Area) close(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.Close{Reason: link.Reason(r.Form().Get("reason"))}, "linkpages.rest.closed")
}

func (a *Area) reopen(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.Reopen{}, "linkpages.rest.reopened")
}
