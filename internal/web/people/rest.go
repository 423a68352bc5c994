package people

import (
	"strconv"
	"strings"

	"openmaf/internal/people/link"
	"openmaf/internal/web/page"
)

var restPage = page.Declare[RestView](files, "rest.html")

// RestView is for a rest, an ending, and beginning again: each a wish, none a
// failure.
type RestView struct {
	page.Frame
	Who      string
	Version  int
	State    string
	Pause    *page.Form // nil where there can be no rest
	Until    page.DateInput
	Rest     page.Button
	Longer   bool       // a rest that goes on
	Step     *page.Form // back
	Stopped  page.Textarea
	StepBack page.Button
	Decline  *page.Form // not for now, after an evening; before one it stands under the options
	Ask      page.Radios
	Revisit  page.DateInput
	Later    page.Button
	Close    *page.Form
	Reason   page.Radios
	End      page.Button
	Resume   page.Act
	Reopen   page.Act
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
	if link.Can(l.State, link.VerbPause) {
		v.Longer = l.State == link.Paused
		v.Pause = r.FormAt(at + "/pause")
		v.Until = v.Pause.DateInput("until", "linkpages.rest.until")
		v.Until.Hint = r.T("linkpages.rest.until-hint")
		v.Rest = v.Pause.Submit("linkpages.rest.pause")
	}
	if link.Can(l.State, link.VerbStepBack) {
		v.Step = r.FormAt(at + "/step-back")
		v.Stopped = v.Step.Textarea("words", "waypages.rest.stopped")
		v.Stopped.Rows, v.Stopped.Hint = 2, r.T("linkpages.optional")
		v.StepBack = v.Step.Submit("linkpages.rest.step-back")
		v.StepBack.Classes = quieter
	}
	if link.Can(l.State, link.VerbDecline) && !link.Can(l.State, link.VerbChoose) {
		v.decline(r, at)
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
	v.Back = home(r, l.Person)
	return restPage.Show(v), nil
}

// decline asks whether and when to ask again.
func (v *RestView) decline(r *page.Request, at string) {
	v.Decline = r.FormAt(at + "/decline")
	v.Ask = v.Decline.Radios("ask", "linkpages.not-now.ask", r.Choices("linkpages.not-now.ask.", "day", "never"))
	v.Revisit = v.Decline.DateInput("revisit", "linkpages.not-now.revisit")
	v.Later = v.Decline.Submit("linkpages.not-now.save")
	v.Later.Classes = quieter
}

func (a *Area) notForNow(r *page.Request) (*page.Answer, error) {
	l, err := a.link(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	e := declined(f)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), e); err != nil {
		return nil, err
	}
	return page.See(home(r, l.Person)).Flash("linkpages.not-now.saved"), nil
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
	return a.tellOne(r, link.StepBack{Words: strings.TrimSpace(r.Form().Get("words"))}, "linkpages.rest.stepped-back")
}

func (a *Area) close(r *page.Request) (*page.Answer, error) {
	if reason := link.Reason(r.Form().Get("reason")); reason != link.FoundFeet {
		return a.tellOne(r, link.Close{Reason: reason}, "linkpages.rest.closed")
	}
	return a.foundFeet(r) // with its own last line
}

func (a *Area) reopen(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.Reopen{}, "linkpages.rest.reopened")
}
