package hats

import (
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

var ownPage = page.Declare[OwnView](files, "own.html")

// OwnView is what somebody in the team sees, at the account they work with, of
// their own record here. Whoever has none, or is told nowhere, sees the same
// page without the lists.
type OwnView struct {
	page.Frame
	Told   bool
	In     []Row
	LetIn  *page.Form
	Who    page.Select
	Add    page.Button
	Opened []Opening
}

func (a *Area) own(r *page.Request) (*page.Answer, error) {
	v := OwnView{Frame: r.Frame("hats.own.title")}
	v.Back, v.Unread = "/devices", ""
	o, err := a.Glass.Own(r.HTTP().Context(), r.Actor())
	if fault.Is(err, fault.Missing) {
		return ownPage.Show(v), nil
	}
	if err != nil {
		return nil, err
	}
	v.Told = true
	for _, l := range o.In {
		v.In = append(v.In, row(r, l, ownPath+"/put-out", true))
	}
	v.LetIn, v.Who, v.Add = chooser(r, ownPath+"/let-in", "account", "hats.inside.who", o.Others)
	v.Opened = openings(r, o.Opened)
	return ownPage.Show(v), nil
}

func (a *Area) ownLetIn(r *page.Request) (*page.Answer, error) {
	if err := a.People.OwnLetIn(r.Context(), r.Actor(), r.Form().Get("account")); err != nil {
		return nil, noRecord(err)
	}
	return page.See(ownPath).Flash("hats.inside.let-in-done"), nil
}

func (a *Area) ownPutOut(r *page.Request) (*page.Answer, error) {
	if err := a.People.OwnPutOut(r.Context(), r.Actor(), r.Form().Get("account")); err != nil {
		return nil, noRecord(err)
	}
	return page.See(ownPath).Flash("hats.inside.put-out-done"), nil
}

// noRecord shows the page again to an account that has no record: for it the
// page's forms are not there.
func noRecord(err error) error {
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Invalid, "person.let_in.who").Because(err)
	}
	return err
}
