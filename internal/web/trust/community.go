package trust

import (
	"openmaf/internal/trust/account"
	"openmaf/internal/web/page"
)

const communityPath = "/community"

var communityPage = page.Declare[CommunityView](files, "community.html")

// CommunityView asks for the number that somebody answers.
type CommunityView struct {
	page.Frame
	Form   *page.Form
	Number page.Input
	Hours  page.Input
	Save   page.Button
}

func (a *Area) community(r *page.Request) (*page.Answer, error) {
	now, err := a.accounts.Staffed(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("number", now.Number).Preset("hours", now.Hours)
	v := CommunityView{Frame: r.Frame("communitypages.title"), Form: f,
		Number: f.Input("number", "communitypages.number"),
		Hours:  f.Input("hours", "communitypages.hours"),
		Save:   f.Submit("communitypages.save"),
	}
	v.Number.Hint, v.Number.Type, v.Number.InputMode = r.T("communitypages.number-hint"), "tel", "tel"
	v.Number.Autocomplete = "off"
	v.Hours.Hint = r.T("communitypages.hours-hint")
	v.Back = "/team"
	return communityPage.Show(v), nil
}

func (a *Area) setStaffed(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	to := account.Staffed{Number: f.Get("number"), Hours: f.Get("hours")}
	if err := a.accounts.SetStaffed(r.Context(), r.Actor(), to); err != nil {
		return nil, err
	}
	return page.See("/team").Flash("communitypages.saved"), nil
}
