package trust

import (
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

var secondPage = page.Declare[SecondView](files, "second.html")

// SecondView lists the links that wait for a second person.
type SecondView struct {
	page.Frame
	Links []SecondRow
}

// SecondRow is one of them.
type SecondRow struct {
	Text, Quiet   string
	Agree, Refuse *page.Act // nil for who made it, and for whom it lets in
}

func (a *Area) seconds(r *page.Request) (*page.Answer, error) {
	pending, err := a.accounts.Pending(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := SecondView{Frame: r.Frame("second.title")}
	for _, p := range pending {
		row := SecondRow{Text: r.T("second."+string(p.Purpose), "By", p.By, "Name", p.For), Quiet: r.Words().When(p.At)}
		if !p.Yours {
			agree := r.Act("/team/links/"+p.ID+"/second", "second.agree")
			refuse := r.Act("/team/links/"+p.ID+"/refuse", "second.refuse").Secondary()
			row.Agree, row.Refuse = &agree, &refuse
		}
		v.Links = append(v.Links, row)
	}
	v.Back = "/team"
	return secondPage.Show(v), nil
}

func (a *Area) second(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("waiting")
	if err != nil {
		return nil, err
	}
	if err := a.proved(r, true); err != nil {
		return nil, err
	}
	if err := a.accounts.Second(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/links").Flash("second.agreed"), nil
}

func (a *Area) refuse(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("waiting")
	if err != nil {
		return nil, err
	}
	if err := a.accounts.Refuse(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See("/team/links").Flash("second.refused"), nil
}

// proved asks for a sign-in made lately where what is done reaches far.
func (a *Area) proved(r *page.Request, far bool) error {
	if !far {
		return nil
	}
	return a.desk.Proved(r.HTTP().Context(), r.Actor().Scope, tokenOf(r.HTTP()))
}

// provedFor is proved for a change of the account. One that is not there is for
// the capability to say.
func (a *Area) provedFor(r *page.Request, id string) error {
	m, err := a.accounts.Get(r.HTTP().Context(), r.Actor(), id)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.proved(r, account.Elevated(m.Roles))
}
