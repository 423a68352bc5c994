package ask

import (
	"openmaf/internal/people/ask"
	"openmaf/internal/web/page"
)

var (
	askPage    = page.Declare[AskView](files, "ask.html")
	statusPage = page.Declare[StatusView](files, "status.html")
)

// AskView is where a keyworker asks.
type AskView struct {
	page.Frame
	Agency      string
	Form        *page.Form
	Who, Reach  page.Input
	ReachAgreed page.Checkboxes
	Contact     page.Input
	Agreed      page.Checkboxes
	Send        page.Button
}

func (a *Area) ask(r *page.Request) (*page.Answer, error) {
	agency, err := a.asks.AgencyAt(r.HTTP().Context(), r.Actor().Scope, r.Value("door"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	v := AskView{Frame: r.Frame("askpages.ask.title"), Agency: agency.Name, Form: f, Send: f.Submit("askpages.ask.send"),
		Who: f.Input("who", "askpages.ask.who"), Reach: f.Input("reach", "askpages.ask.reach"),
		Contact:     f.Input("contact", "askpages.ask.contact"),
		ReachAgreed: f.Checkboxes("reach_agreed", "askpages.ask.reach-agreed", r.Choices("askpages.ask.reach-agreed.", "yes")),
		Agreed:      f.Checkboxes("agreed", "askpages.ask.agreed", r.Choices("askpages.ask.agreed.", "yes"))}
	for _, field := range []struct {
		input *page.Input
		hint  string
	}{{&v.Who, "askpages.ask.who-hint"}, {&v.Reach, "askpages.ask.reach-hint"}, {&v.Contact, "askpages.ask.contact-hint"}} {
		field.input.Hint, field.input.Autocomplete = r.T(field.hint), "off"
	}
	return askPage.Show(v), nil
}

func (a *Area) send(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	in := ask.Asking{Form: r.FormID(), Who: f.Get("who"), Reach: f.Get("reach"), Contact: f.Get("contact"), Agreed: f.Has("agreed", "yes")}
	if in.Reach != "" && !f.Has("reach_agreed", "yes") {
		f.Problem("reach_agreed", "ask.reach-agreed")
	}
	if !in.Agreed {
		f.Problem("agreed", "ask.agreed")
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	code, err := a.asks.Make(r.Context(), r.Actor().Scope, r.Value("door"), in)
	if err != nil {
		return nil, err
	}
	return page.See("/ask/" + r.Value("door") + "/" + code), nil
}

// StatusView is the ask's own page: that it arrived, and one line at most.
type StatusView struct {
	page.Frame
	Told  ask.Told
	Line  string
	Again string
}

func (a *Area) status(r *page.Request) (*page.Answer, error) {
	told, err := a.asks.Status(r.HTTP().Context(), r.Actor().Scope, r.Value("door"), r.Value("code"))
	if err != nil {
		return nil, err
	}
	v := StatusView{Frame: r.Frame("askpages.status.title"), Told: told, Again: "/ask/" + r.Value("door")}
	if told.Line != "" {
		v.Line = r.T("ask.line." + string(told.Line))
	}
	return statusPage.Show(v), nil
}
