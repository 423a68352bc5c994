// Package evaluation is the pages of the six-month evaluation: what will be
// counted is fixed first, then counted, then handed on.
//
// Invariants: the page with all the counts is the manager's, and says that it
// stays inside; what is printed, saved or handed on is a report that has been
// through disclosure control and is kept as it was made.
package evaluation

import (
	"embed"
	"net/http"

	"openmaf/internal/programme/course"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/page"
	"openmaf/internal/web/server"
)

//go:embed *.html
var files embed.FS

const listPath = "/evaluations"

func at(id string) string { return listPath + "/" + id }

// Area is the pages of evaluations.
type Area struct {
	cohorts *cohort.Store
	courses *course.Store
}

// New returns the pages.
func New(cohorts *cohort.Store, courses *course.Store) *Area { return &Area{cohorts, courses} }

// Routes of the area.
func (a *Area) Routes() []server.Route {
	const get, post = http.MethodGet, http.MethodPost
	return []server.Route{
		{Method: get, Pattern: listPath, Action: access.EvaluationRead, Screen: a.list},
		{Method: get, Pattern: listPath + "/new", Action: access.EvaluationWrite, Screen: a.fix},
		{Method: post, Pattern: listPath + "/new", Action: access.EvaluationWrite, Screen: a.fixed},
		{Method: get, Pattern: listPath + "/{evaluation}", Action: access.EvaluationRead, Screen: a.inside},
		{Method: get, Pattern: listPath + "/{evaluation}/place", Action: access.EvaluationWrite, Screen: a.place},
		{Method: post, Pattern: listPath + "/{evaluation}/place", Action: access.EvaluationWrite, Screen: a.placed},
		{Method: post, Pattern: listPath + "/{evaluation}/report", Action: access.EvaluationWrite, Screen: a.issue, Again: a.inside},
		{Method: get, Pattern: listPath + "/{evaluation}/report", Action: access.EvaluationRead, Screen: a.report},
		{Method: get, Pattern: listPath + "/{evaluation}/report/pdf", Action: access.EvaluationRead, Screen: a.file("pdf")},
		{Method: get, Pattern: listPath + "/{evaluation}/report/word", Action: access.EvaluationRead, Screen: a.file("word")},
		{Method: get, Pattern: listPath + "/{evaluation}/report/figures", Action: access.EvaluationRead, Screen: a.file("figures")},
		{Method: get, Pattern: listPath + "/{evaluation}/report/dictionary", Action: access.EvaluationRead, Screen: a.file("dictionary")},
	}
}

var listPage = page.Declare[ListView](files, "list.html")

// ListView is the evaluations, newest first.
type ListView struct {
	page.Frame
	Plans []PlanRow
	More  string
}

// PlanRow is one evaluation.
type PlanRow struct{ Name, Path, About string }

// pageOf is how many a page shows.
const pageOf = 25

func (a *Area) list(r *page.Request) (*page.Answer, error) {
	plans, err := a.cohorts.List(r.HTTP().Context(), r.Actor(), r.Query("before"))
	if err != nil {
		return nil, err
	}
	v := ListView{Frame: r.Frame("evaluationpages.title")}
	for _, p := range plans {
		v.Plans = append(v.Plans, PlanRow{Name: p.Name, Path: at(p.ID), About: r.T("evaluationpages.about",
			"From", r.Words().Date(p.From), "To", r.Words().Date(p.To), "Outcome", r.T("cohort.r.outcome."+string(p.Outcome)))})
	}
	if len(plans) == pageOf {
		v.More = listPath + "?before=" + plans[len(plans)-1].ID
	}
	v.Back = "/numbers"
	return listPage.Show(v), nil
}
