package concern

import (
	"strconv"

	"openmaf/internal/people/concern"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var settingsPage = page.Declare[SettingsView](files, "settings.html")

// SettingsView asks whom to ring and how soon a concern is told on.
type SettingsView struct {
	page.Frame
	Form          *page.Form
	Number        page.Input
	Hours         page.Input
	OutsideName   page.Input
	OutsideNumber page.Input
	Deputy        page.Input
	Urgent        page.Input
	Managers      page.Input
	Save          page.Button
}

func (a *Area) settings(r *page.Request) (*page.Answer, error) {
	now, err := a.concerns.Settings(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	f := r.Form().Preset("number", now.Number).Preset("hours", now.Hours).Preset("outside_name", now.OutsideName).
		Preset("outside_number", now.OutsideNumber).Preset("deputy_hours", strconv.Itoa(now.DeputyHours)).
		Preset("urgent_hours", strconv.Itoa(now.UrgentHours)).Preset("manager_hours", strconv.Itoa(now.ManagerHours))
	v := SettingsView{Frame: r.Frame("concernpages.settings.title"), Form: f,
		Number:        telephone(f.Input("number", "concernpages.settings.number")),
		Hours:         f.Input("hours", "concernpages.settings.hours"),
		OutsideName:   f.Input("outside_name", "concernpages.settings.outside-name"),
		OutsideNumber: telephone(f.Input("outside_number", "concernpages.settings.outside-number")),
		Deputy:        hours(f.Input("deputy_hours", "concernpages.settings.deputy")),
		Urgent:        hours(f.Input("urgent_hours", "concernpages.settings.urgent")),
		Managers:      hours(f.Input("manager_hours", "concernpages.settings.managers")),
		Save:          f.Submit("concernpages.settings.save"),
	}
	v.Number.Hint = r.T("concernpages.settings.number-hint")
	v.OutsideName.Hint = r.T("concernpages.settings.outside-hint")
	v.Back = "/community"
	if !access.May(r.Actor(), access.CommunityWrite) {
		v.Back = listPath
	}
	return settingsPage.Show(v), nil
}

func telephone(i page.Input) page.Input {
	i.Type, i.InputMode, i.Autocomplete = "tel", "tel", "off"
	return i
}

func hours(i page.Input) page.Input {
	i.InputMode, i.Autocomplete, i.Classes = "numeric", "off", "govuk-input--width-4"
	return i
}

func (a *Area) set(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	to := concern.Settings{Number: f.Get("number"), Hours: f.Get("hours"), OutsideName: f.Get("outside_name"),
		OutsideNumber: f.Get("outside_number")}
	for name, into := range map[string]*int{"deputy_hours": &to.DeputyHours, "urgent_hours": &to.UrgentHours,
		"manager_hours": &to.ManagerHours} {
		*into = f.Int(name, 1, 168)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.concerns.Set(r.Context(), r.Actor(), to); err != nil {
		return nil, err
	}
	return page.See(settingsPath).Flash("concernpages.settings.saved"), nil
}
