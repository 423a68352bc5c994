package trust

import (
	"strconv"

	"openmaf/internal/people/companion"
	"openmaf/internal/people/link"
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
	Lead   page.Input // how long until the safeguarding lead is told of a companion who is not home
	Save   page.Button
}

func (a *Area) community(r *page.Request) (*page.Answer, error) {
	now, err := a.accounts.Staffed(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	minutes, err := a.companions.LeadAfter(r.HTTP().Context(), r.Actor(), link.Defaults().LeadAfter)
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("number", now.Number).Preset("hours", now.Hours).Preset("lead_after", strconv.Itoa(minutes))
	v := CommunityView{Frame: r.Frame("communitypages.title"), Form: f,
		Number: f.Input("number", "communitypages.number"),
		Hours:  f.Input("hours", "communitypages.hours"),
		Lead:   f.Input("lead_after", "communitypages.lead-after"),
		Save:   f.Submit("communitypages.save"),
	}
	v.Number.Hint, v.Number.Type, v.Number.InputMode = r.T("communitypages.number-hint"), "tel", "tel"
	v.Number.Autocomplete = "off"
	v.Hours.Hint = r.T("communitypages.hours-hint")
	v.Lead.Hint, v.Lead.InputMode, v.Lead.Classes = r.T("communitypages.lead-after-hint"), "numeric", "govuk-input--width-4"
	v.Back = "/team"
	return communityPage.Show(v), nil
}

func (a *Area) setStaffed(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	to := account.Staffed{Number: f.Get("number"), Hours: f.Get("hours")}
	minutes := f.Int("lead_after", companion.SoonestLead, companion.LatestLead)
	if err := f.Err(); err != nil {
		return nil, err
	}
	if minutes > 0 { // a setting of its own, and the same twice over
		if err := a.companions.SetLeadAfter(r.HTTP().Context(), r.Actor(), minutes); err != nil {
			return nil, err
		}
	}
	if err := a.accounts.SetStaffed(r.Context(), r.Actor(), to); err != nil {
		return nil, err
	}
	return page.See("/team").Flash("communitypages.saved"), nil
}
