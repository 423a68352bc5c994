package people

import (
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var carePage = page.Declare[CareView](files, "care.html")

// CareView is how a manager looks after one companion: papers, a rest, and the
// next talk. Of what the companion shares of their life there is nothing here.
type CareView struct {
	page.Frame
	Heading   string
	Stands    string
	Tags      []string
	Clearance string // where the papers are
	Resting   string
	BackAct   *page.Act
	Rest      *page.Form
	Until     page.DateInput
	RestNow   page.Button
	Talked    string
	Form      *page.Form
	Held      page.DateInput
	Next      page.DateInput
	Save      page.Button
}

func (a *Area) care(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	m, err := a.Companions.Member(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	at := "/companions/" + id
	v := CareView{Frame: r.Frame("outingpages.care.title"), Heading: m.Name, Stands: standsUntil(r, m), Tags: memberCard(r, m).Tags,
		Talked: r.T("outingpages.care.never")}
	if !m.Held.IsZero() {
		v.Talked = r.T("outingpages.care.talked", "Held", r.Words().Date(m.Held), "Next", r.Words().Date(m.Next))
	}
	v.Back = "/companions"
	if m.Account == r.Actor().Account { // another manager looks after them
		return carePage.Show(v), nil
	}
	v.Clearance = "/team/" + id + "/clearance"
	if m.Resting {
		v.Resting = r.T("outingpages.care.resting")
		back := r.Act(at+"/back", "outingpages.care.back").Secondary()
		v.BackAct = &back
	} else {
		v.Rest = r.FormAt(at + "/rest")
		v.Until = v.Rest.DateInput("rest_until", "capacitypages.rest.day")
		v.Until.Hint = r.T("capacitypages.rest.day-hint")
		v.RestNow = v.Rest.Submit("outingpages.care.rest")
	}
	v.Form = r.FormAt(at)
	v.Held = v.Form.DateInput("held_on", "outingpages.care.held")
	v.Next = v.Form.DateInput("next_on", "outingpages.care.next")
	v.Save = v.Form.Submit("outingpages.care.save")
	return carePage.Show(v), nil
}

func (a *Area) supervise(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	held, next := f.Date("held_on"), f.Date("next_on")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Companions.Supervise(r.Context(), r.Actor(), id, held, next); err != nil {
		return nil, err
	}
	return page.See("/companions/" + id).Flash("outingpages.care.saved"), nil
}

func (a *Area) restFor(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	if id == r.Actor().Account {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	f := r.Form()
	until := f.Date("rest_until")
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Rest(r.Context(), r.Actor(), id, until); err != nil {
		return nil, err
	}
	return page.See("/companions/" + id).Flash("outingpages.care.rested"), nil
}

func (a *Area) backFor(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("account")
	if err != nil {
		return nil, err
	}
	if err := a.Links.EndRest(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/companions/" + id).Flash("outingpages.care.is-back"), nil
}
