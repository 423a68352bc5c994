package shift

import (
	"openmaf/internal/people/shift"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
)

var placesPage = page.Declare[PlacesView](files, "places.html")

// PlacesView is the places of work, and the form that adds one for whoever
// plans for everybody.
type PlacesView struct {
	page.Frame
	Places  []PlaceRow
	Form    *page.Form
	Name    page.Input
	Agency  page.Input
	Setting page.Select
	Save    page.Button
	Add     bool
}

// PlaceRow is one place.
type PlaceRow struct {
	Name, Setting string
	Closed        bool
	Do            page.Act
}

func (a *Area) places(r *page.Request) (*page.Answer, error) {
	places, err := a.shifts.Places(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := PlacesView{Frame: r.Frame("shiftpages.places.title"), Add: access.ReachOf(r.Actor(), access.ShiftWrite) == access.All}
	v.Back = weekPath
	for _, p := range places {
		row := PlaceRow{Name: placeName(p), Setting: r.T("chat.setting." + string(p.Setting)), Closed: p.Closed}
		if v.Add {
			key, to := "shiftpages.places.close", "/close"
			if p.Closed {
				key, to = "shiftpages.places.open", "/open"
			}
			row.Do = r.Act(placesPath+"/"+p.ID+to, key).Secondary()
		}
		v.Places = append(v.Places, row)
	}
	f := r.FormAt(placesPath)
	settings := make([]string, len(shift.Settings))
	for i, s := range shift.Settings {
		settings[i] = string(s)
	}
	v.Form = f
	v.Name, v.Agency = f.Input("name", "shiftpages.places.name"), f.Input("agency", "shiftpages.places.agency")
	v.Name.Hint, v.Agency.Hint = r.T("shiftpages.places.name-hint"), r.T("shiftpages.places.agency-hint")
	v.Setting = f.Select("setting", "shiftpages.places.setting", r.Choices("chat.setting.", settings...))
	v.Save = f.Submit("shiftpages.places.save")
	return placesPage.Show(v), nil
}

func (a *Area) addPlace(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	p := shift.Place{ID: r.FormID(), Name: f.Get("name"), Agency: f.Get("agency"), Setting: shift.Setting(f.Get("setting"))}
	if err := a.shifts.AddPlace(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See(placesPath).Flash("shiftpages.places.changed"), nil
}

// closePlace takes a place out of use, or into use again.
func (a *Area) closePlace(closed bool) page.Screen {
	return func(r *page.Request) (*page.Answer, error) {
		id, err := r.ID("workplace")
		if err != nil {
			return nil, err
		}
		if err := a.shifts.ClosePlace(r.Context(), r.Actor(), id, closed); err != nil {
			return nil, err
		}
		return page.See(placesPath).Flash("shiftpages.places.changed"), nil
	}
}
