package people

import (
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var deletePage = page.Declare[DeleteView](files, "delete.html")

// DeleteView says exactly what goes and what stays, before it goes.
type DeleteView struct {
	page.Frame
	Name string
	Form *page.Form
	Do   page.Button
}

func (a *Area) remove(r *page.Request) (*page.Answer, error) {
	who, err := a.open(r, access.PersonErase, "delete")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	f.Drafts = false // there is nothing to type
	v := DeleteView{Frame: r.Frame("peoplepages.delete.title"), Name: who.Name, Form: f, Do: f.Submit("peoplepages.delete.do")}
	v.Do.Classes = "govuk-button--warning"
	v.Back = "/people/" + who.ID
	return deletePage.Show(v), nil
}

// saveRemove erases the person, because they asked for it.
func (a *Area) saveRemove(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("person")
	if err != nil {
		return nil, err
	}
	if err := a.Links.Erase(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/people").Flash("peoplepages.delete.done"), nil
}
