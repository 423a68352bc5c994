package people

import (
	"openmaf/internal/web/page"
)

var handOverPage = page.Declare[HandOverView](files, "handover.html")

// HandOverView asks who looks after a person from now on.
type HandOverView struct {
	page.Frame
	Name   string
	Form   *page.Form // nil where there is nobody
	Keeper page.Radios
	Do     page.Button
}

func (a *Area) handOverPerson(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	who, others, err := a.People.Keepers(r.HTTP().Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	a.Reads.Saw(r.Actor().Scope, r.Actor().Account, who.ID, "hand-over")
	v := HandOverView{Frame: r.Frame("personpages.hand-over.title"), Name: who.FirstName()}
	v.Back = "/people/" + who.ID
	if len(others) == 0 {
		return handOverPage.Show(v), nil
	}
	v.Form = r.Form()
	var items []page.Choice
	for _, o := range others {
		items = append(items, page.Choice{Value: o.Account, Text: o.Name})
	}
	v.Keeper = v.Form.Radios("keeper", "personpages.hand-over.keeper", items)
	v.Do = v.Form.Submit("personpages.hand-over.do")
	return handOverPage.Show(v), nil
}

func (a *Area) saveHandOver(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.People.HandOver(r.Context(), r.Actor(), id, r.Form().Get("keeper")); err != nil {
		return nil, err
	}
	return page.See("/people").Flash("personpages.hand-over.done"), nil
}
