package measure

import (
	"slices"

	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/web/page"
)

const planPath = listPath + "/plan"

var planPage = page.Declare[PlanView](files, "plan.html")

// PlanView is where a manager says which questions plan themselves for people
// who are on no course. For those on one, its programme says it.
type PlanView struct {
	page.Frame
	Form *page.Form
	Plan page.Checkboxes
	Save page.Button
}

// nameOf is how a form names a time point.
func nameOf(p asking.TimePoint) string { return p.Measure + " " + string(p.At) }

func (a *Area) plan(r *page.Request) (*page.Answer, error) {
	chosen, err := a.Timetable.ForLinks(r.HTTP().Context(), r.Actor())
	if err != nil {
		return nil, err
	}
	var all []page.Choice
	var ticked []string
	for _, p := range timetable.Links {
		d, err := measure.Find(p.Measure)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Choice{Value: nameOf(p), Text: r.T("measurepages.plan.row", "Point", r.T("measurepages.point."+string(p.At)), "Title", d.Title)})
		if slices.Contains(chosen, p) {
			ticked = append(ticked, nameOf(p))
		}
	}
	f := r.Form().Preset("plan", ticked...)
	v := PlanView{Frame: r.Frame("measurepages.plan.title"), Form: f, Plan: f.Checkboxes("plan", "measurepages.plan.which", all), Save: f.Submit("measurepages.plan.save")}
	v.Plan.Hint, v.Back = r.T("measurepages.plan.none"), listPath
	return planPage.Show(v), nil
}

func (a *Area) planned(r *page.Request) (*page.Answer, error) {
	var chosen []asking.TimePoint
	ticked := r.Form().All("plan")
	for _, p := range timetable.Links {
		if slices.Contains(ticked, nameOf(p)) {
			chosen = append(chosen, p)
		}
	}
	if err := a.Timetable.Choose(r.Context(), r.Actor(), chosen); err != nil {
		return nil, err
	}
	return page.See(planPath).Flash("measurepages.plan.saved"), nil
}
