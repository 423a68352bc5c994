package measure

import (
	"embed"
	"net/http"

	"openmaf/internal/people/ownview"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

const bringPath = "/measures/words"

// Capabilities are what the pages are made of.
type Capabilities struct {
	Questions *asking.Store
	Measures  *measure.Store
	Timetable *timetable.Store
	Own       *ownview.Store
	Reads     *trail.Reads
	Leave     func(*page.Request) (*http.Cookie, error) // ends the sign-in on the device
}

// Area is the pages of questions.
type Area struct{ Capabilities }

// New returns the pages on the capabilities.
func New(c Capabilities) *Area { return &Area{c} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	const desk, one = "/people/{person}/questions", "/people/{person}/questions/{asking}"
	return []server.Route{
		{Method: get, Pattern: desk, Action: access.MeasureAsk, Screen: a.desk},
		{Method: post, Pattern: desk, Action: access.MeasureAsk, Screen: a.begin},
		{Method: get, Pattern: desk + "/change", Action: access.MeasureRead, Screen: a.theirs},
		{Method: post, Pattern: desk + "/change/copy", Action: access.MeasureRead, Screen: a.theirCopy, Again: a.theirs},
		{Method: get, Pattern: one, Action: access.MeasureAsk, Screen: a.one},
		{Method: post, Pattern: one + "/link", Action: access.MeasureAsk, Screen: a.link, Again: a.one},
		{Method: post, Pattern: one + "/send", Action: access.MeasureAsk, Screen: a.send, Again: a.one},
		{Method: post, Pattern: one + "/tablet", Action: access.MeasureAsk, Screen: a.tablet, Again: a.one},
		{Method: post, Pattern: one + "/withdraw", Action: access.MeasureAsk, Screen: a.withdraw, Again: a.one},
		{Method: get, Pattern: one + "/quotes", Action: access.MeasureRead, Screen: a.quotes},
		{Method: post, Pattern: one + "/quotes", Action: access.MeasureRead, Screen: a.quoted},
		{Method: get, Pattern: one + "/aloud", Action: access.MeasureAsk, Screen: a.aloud},
		{Method: post, Pattern: one + "/aloud", Action: access.MeasureAsk, Screen: a.heard},
		{Method: get, Pattern: one + "/typed", Action: access.MeasureAsk, Screen: a.typing},
		{Method: post, Pattern: one + "/typed", Action: access.MeasureAsk, Screen: a.typed},
		{Method: get, Pattern: one + "/paper", Action: access.MeasureAsk, Screen: a.paper},

		{Method: get, Pattern: listPath, Action: access.MeasureAsk, Screen: a.list},
		{Method: get, Pattern: planPath, Action: access.ProgrammeWrite, Screen: a.plan},
		{Method: post, Pattern: planPath, Action: access.ProgrammeWrite, Screen: a.planned},

		{Method: get, Pattern: bringPath, Action: access.ProgrammeWrite, Screen: a.bring},
		{Method: post, Pattern: bringPath, Action: access.ProgrammeWrite, Screen: a.pasted},

		{Method: get, Pattern: asking.Path, Public: true, Screen: a.answering},
		{Method: post, Pattern: asking.Path, Public: true, Screen: a.answered},
		{Method: get, Pattern: asking.Path + "/{token}", Public: true, Screen: a.door},
		{Method: post, Pattern: asking.Path + "/{token}", Public: true, Screen: a.open},
		{Method: post, Pattern: asking.Path + "/print", Public: true, Screen: a.print, Again: a.answering},
		{Method: post, Pattern: asking.Path + "/finish", Public: true, Screen: a.finish, Again: a.answering},
		{Method: get, Pattern: asking.Path + "/thanks", Public: true, Screen: a.thanks},
		{Method: get, Pattern: ownview.Path + "/change", Public: true, Screen: a.own},
		{Method: post, Pattern: ownview.Path + "/change/map", Public: true, Screen: a.ownMap, Again: a.own},
		{Method: post, Pattern: ownview.Path + "/change/copy", Public: true, Screen: a.ownCopy, Again: a.own},
	}
}
