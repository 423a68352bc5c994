package ask

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/web/page"
)

var (
	agenciesPage = page.Declare[AgenciesView](files, "agencies.html")
	handPage     = page.Declare[HandView](files, "hand.html")
)

// AgenciesView is the partner agencies and their links.
type AgenciesView struct {
	page.Frame
	Rows []AgencyRow
	Form *page.Form
	Name page.Input
	Save page.Button
}

// AgencyRow is one agency.
type AgencyRow struct {
	Name, Quiet string
	Make, End   page.Act
}

func (a *Area) agencies(r *page.Request) (*page.Answer, error) {
	all, err := a.asks.Agencies(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.FormAt(agenciesPath)
	v := AgenciesView{Frame: r.Frame("askpages.agencies.title"), Form: f, Name: f.Input("name", "askpages.agencies.name"),
		Save: f.Submit("askpages.agencies.save")}
	v.Back = listPath
	for _, one := range all {
		row := AgencyRow{Name: one.Name, Quiet: r.T("askpages.agencies.no-link")}
		make := "askpages.agencies.make"
		if one.Linked {
			row.Quiet = r.T("askpages.agencies.linked", "Day", r.Words().Date(civil.DateOf(one.Made)))
			row.End = r.Act(agenciesPath+"/"+one.ID+"/end", "askpages.agencies.end").Secondary()
			make = "askpages.agencies.renew"
		}
		row.Make = r.Act(agenciesPath+"/"+one.ID+"/link", make).Secondary()
		v.Rows = append(v.Rows, row)
	}
	return agenciesPage.Show(v), nil
}

func (a *Area) addAgency(r *page.Request) (*page.Answer, error) {
	if err := a.asks.AddAgency(r.Context(), r.Actor(), r.FormID(), r.Form().Get("name")); err != nil {
		return nil, err
	}
	return page.See(agenciesPath).Flash("askpages.agencies.added"), nil
}

// HandView shows a link once, to be handed to the agency.
type HandView struct {
	page.Frame
	Link string
}

func (a *Area) makeLink(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("agency")
	if err != nil {
		return nil, err
	}
	token, err := a.asks.MakeLink(r.Context(), r.Actor(), id)
	if err != nil {
		return nil, err
	}
	if db.Repeated(r.Context()) { // the page was loaded again: the link was shown then
		return page.See(agenciesPath).Flash("askpages.agencies.shown"), nil
	}
	scheme := "http://"
	if r.Secure() {
		scheme = "https://"
	}
	v := HandView{Frame: r.Frame("askpages.agencies.title"), Link: scheme + r.HTTP().Host + "/ask/" + token}
	v.Back = agenciesPath
	return handPage.Show(v), nil
}

func (a *Area) endLink(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("agency")
	if err != nil {
		return nil, err
	}
	if err := a.asks.EndLink(r.Context(), r.Actor(), id); err != nil {
		return nil, err
	}
	return page.See(agenciesPath).Flash("askpages.agencies.ended"), nil
}
