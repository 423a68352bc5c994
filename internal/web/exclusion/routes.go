// Package exclusion is the restricted pages about where a person is not sent and
// whom they must not meet. Nobody else's page says anything of it.
package exclusion

import (
	"embed"
	"net/http"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

// Capabilities are what the pages ask. All are needed.
type Capabilities struct {
	Exclusions *exclusion.Store
	Meetings   *meeting.Store
	Reads      *trail.Reads
}

// Area is the restricted pages.
type Area struct{ Capabilities }

// New returns the pages on these capabilities.
func New(c Capabilities) *Area { return &Area{c} }

// ReviewPath is the list of what is to be looked at again.
const ReviewPath = "/kept-away"

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post, of = http.MethodGet, http.MethodPost, "/people/{person}/kept-away"
	return []server.Route{
		{Method: get, Pattern: ReviewPath, Action: access.ExclusionRead, Screen: a.reviews},
		{Method: get, Pattern: of, Action: access.ExclusionRead, Screen: a.list},
		{Method: get, Pattern: of + "/place", Action: access.ExclusionWrite, Screen: a.place},
		{Method: post, Pattern: of + "/place", Action: access.ExclusionWrite, Screen: a.savePlace},
		{Method: get, Pattern: of + "/who", Action: access.ExclusionWrite, Screen: a.who},
		{Method: post, Pattern: of + "/who", Action: access.ExclusionWrite, Screen: a.saveWho},
		{Method: post, Pattern: of + "/end", Action: access.ExclusionWrite, Screen: a.end, Again: a.list},
	}
}

func at(personID string) string { return "/people/" + personID + "/kept-away" }

var reviewPage = page.Declare[ReviewView](files, "reviews.html")

// ReviewView is for whom something is to be looked at again, the soonest first.
type ReviewView struct {
	page.Frame
	Rows    []ReviewRow
	Resting []ReviewRow // meetings that are not suggested at present
}

// ReviewRow is one of them.
type ReviewRow struct{ Text, Quiet, Href string }

func (a *Area) reviews(r *page.Request) (*page.Answer, error) {
	all, err := a.Exclusions.Reviews(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	v := ReviewView{Frame: r.Frame("exclusion.title")}
	v.Back = "/devices"
	for _, one := range all {
		v.Rows = append(v.Rows, ReviewRow{Text: one.Name, Quiet: r.T("exclusion.look-on", "Day", r.Words().Date(one.On)), Href: at(one.Person)})
	}
	if !access.May(r.Actor(), access.MeetingRest) {
		return reviewPage.Show(v), nil
	}
	resting, err := a.Meetings.Resting(r.HTTP().Context(), r.Actor())
	for _, m := range resting {
		v.Resting = append(v.Resting, ReviewRow{Text: m.Title, Quiet: r.T("exclusion.look-on", "Day", r.Words().Date(m.SeeLead)),
			Href: "/meetings/" + m.ID + "/rest"})
	}
	return reviewPage.Show(v), err
}
