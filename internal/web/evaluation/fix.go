package evaluation

import (
	"slices"

	"openmaf/internal/people/shift"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/web/page"
)

var fixPage = page.Declare[FixView](files, "fix.html")

// FixView writes down what will be counted, and which result matters most.
type FixView struct {
	page.Frame
	Form      *page.Form
	Name      page.Input
	From, To  page.DateInput
	Route     page.Radios
	Programme page.Select
	Courses   page.Checkboxes
	Place     page.Select
	Funder    page.Select
	Setting   page.Select
	Outcome   page.Radios
	Early     page.Input
	Late      page.Input
	Save      page.Button
}

func (a *Area) fix(r *page.Request) (*page.Answer, error) {
	programmes, err := a.courses.Programmes(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	choices, err := a.cohorts.Choices(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	any := page.Choice{Value: "", Text: r.T("evaluationpages.any")}
	which, where := []page.Choice{any}, []page.Choice{any}
	for _, p := range programmes {
		which = append(which, page.Choice{Value: p.ID, Text: p.Title})
	}
	where = append(where, r.Choices("chat.setting.", codes(shift.Settings)...)...)
	f := r.Form().Preset("route", string(cohort.AllRoutes)).Preset("early", "28").Preset("late", "56")
	v := FixView{Frame: r.Frame("evaluationpages.fix"), Form: f,
		Name:      f.Input("name", "evaluationpages.name"),
		From:      f.DateInput("from", "evaluationpages.from"),
		To:        f.DateInput("to", "evaluationpages.to"),
		Route:     f.Radios("route", "evaluationpages.route", r.Choices("evaluationpages.route.", codes(cohort.Routes)...)),
		Programme: f.Select("programme", "evaluationpages.programme", which),
		Courses:   f.Checkboxes("courses", "evaluationpages.courses", coursesOf(r, choices)),
		Place:     f.Select("place", "evaluationpages.place-only", append([]page.Choice{any}, words(choices.Places)...)),
		Funder:    f.Select("funder", "evaluationpages.funder", append([]page.Choice{any}, words(choices.Funders)...)),
		Setting:   f.Select("setting", "evaluationpages.setting", where),
		Outcome:   f.Radios("outcome", "evaluationpages.outcome", r.Choices("cohort.r.outcome.", codes(cohort.Outcomes)...)),
		Early:     f.Input("early", "evaluationpages.early"),
		Late:      f.Input("late", "evaluationpages.late"),
		Save:      f.Submit("evaluationpages.save"),
	}
	v.Outcome.Hint = r.T("evaluationpages.outcome-hint")
	v.Courses.Hint, v.Place.Hint = r.T("evaluationpages.courses-hint"), r.T("evaluationpages.place-only-hint")
	v.From.Hint = r.T("evaluationpages.from-hint")
	v.Early.InputMode, v.Late.InputMode = "numeric", "numeric"
	v.Back = listPath
	return fixPage.Show(v), nil
}

func (a *Area) fixed(r *page.Request) (*page.Answer, error) {
	f := r.Form()
	p := cohort.Plan{ID: r.FormID(), Name: f.Get("name"), From: f.Date("from"), To: f.Date("to"), Route: cohort.Route(f.Get("route")),
		Whom:    cohort.Whom{Programme: f.Get("programme"), Courses: f.All("courses"), Place: f.Get("place"), Funder: f.Get("funder")},
		Setting: cohort.Setting(f.Get("setting")), Outcome: cohort.Outcome(f.Get("outcome")),
		Early: f.Int("early", 0, 90), Late: f.Int("late", 0, 180)}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.cohorts.Fix(r.Context(), r.Actor(), p); err != nil {
		return nil, err
	}
	return page.See(at(p.ID)).Flash("evaluationpages.saved"), nil
}

// mostCourses are offered; older ones can be named on the command line.
const mostCourses = 40

// coursesOf are the newest courses to choose from.
func coursesOf(r *page.Request, c cohort.Choices) (all []page.Choice) {
	for _, k := range c.Courses[:min(len(c.Courses), mostCourses)] {
		all = append(all, page.Choice{Value: k.ID, Text: r.T("evaluationpages.course-name", "Title", k.Title, "Place", k.Place, "On", r.Words().Date(k.Starts))})
	}
	return all
}

// words are choices that are called what they are.
func words(all []string) (out []page.Choice) {
	for _, w := range all {
		out = append(out, page.Choice{Value: w, Text: w})
	}
	return out
}

// codes are the values of choices.
func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = string(c)
	}
	return slices.Clip(out)
}
