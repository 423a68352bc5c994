package directory

import (
	"strconv"

	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

var restPage = page.Declare[RestView](files, "rest.html")

// RestView asks the safeguarding lead until when a meeting is not suggested.
type RestView struct {
	page.Frame
	Called  string
	Resting string // until when she looks again, where it rests already
	Form    *page.Form
	Review  page.DateInput
	Save    page.Button
	Again   *page.Act
}

// restDays is in how many days she looks again, unless she says another day.
const restDays = 28

func (a *Area) restOf(r *page.Request) (*page.Answer, error) {
	m, err := a.named(r)
	if err != nil {
		return nil, err
	}
	f, on := r.Form(), m.SeeLead
	if on.IsZero() {
		on = civil.DateOf(r.Now()).AddDays(restDays)
	}
	f.Preset("review_on-day", strconv.Itoa(on.Day)).Preset("review_on-month", strconv.Itoa(int(on.Month))).
		Preset("review_on-year", strconv.Itoa(on.Year))
	v := RestView{Frame: r.Frame("directorypages.rest.title"), Called: m.Title, Form: f,
		Review: f.DateInput("review_on", "directorypages.rest.review"), Save: f.Submit("directorypages.rest.save")}
	if !m.SeeLead.IsZero() {
		v.Resting = r.T("directorypages.rest.until", "Day", r.Words().Date(m.SeeLead))
		again := r.Act("/meetings/"+m.ID+"/rest", "directorypages.rest.again", "again", "yes").Secondary()
		v.Again = &again
	}
	v.Back = "/meetings/" + m.ID
	return restPage.Show(v), nil
}

func (a *Area) rest(r *page.Request) (*page.Answer, error) {
	id, err := r.ID("meeting")
	if err != nil {
		return nil, err
	}
	f := r.Form()
	if f.Has("again", "yes") {
		err = a.meetings.Suggest(r.Context(), r.Actor(), id)
	} else {
		on := f.Date("review_on")
		if err := f.Err(); err != nil {
			return nil, err
		}
		err = a.meetings.Rest(r.Context(), r.Actor(), id, on)
	}
	if err != nil {
		return nil, err
	}
	if err := a.changed(r); err != nil {
		return nil, err
	}
	return page.See("/meetings/" + id).Flash("directorypages.rest.done"), nil
}
