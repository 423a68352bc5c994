package demo

import (
	"encoding/json"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
)

// evaluations fixes, in the first days, what will be counted in six months: so
// that a reader can see that nobody picked the result afterwards. There is
// little to count yet, and the report says so.
func (t *town) evaluations() error {
	t.at(-t.began+2, "10:30")
	id := t.core.DB.NewID()
	if err := t.core.Cohorts.Fix(t.ctx, t.manager, cohort.Plan{ID: id, Name: "First half year (invented)",
		From: t.day.AddDays(-t.began), To: t.day.AddDays(180 - t.began), Route: cohort.AllRoutes,
		Outcome: cohort.AnyMeeting, Early: cohort.Early, Late: cohort.Late}); err != nil {
		return err
	}
	spend := 240000
	return t.core.Cohorts.SetLocal(t.ctx, t.manager, id, []cohort.Local{
		{About: cohort.Sex, Group: "woman", Percent: 51, Source: "invented census of Sallowby, 2021"},
		{About: cohort.Sex, Group: "man", Percent: 49, Source: "invented census of Sallowby, 2021"},
	}, &spend)
}

// evaluations fixes, before anybody came in, what will be counted of the first
// half year.
func (w *crowd) evaluations() error {
	w.at(-w.began+2, "10:30")
	from, to := w.halfYear()
	return w.fixed(cohort.Plan{Name: "Our first half year (invented)", From: from, To: to, Route: cohort.AllRoutes, Outcome: cohort.AnyMeeting}, 1820000)
}

// coursesAfterwards asks the same of the six sessions alone, long after: the
// report says that this was not picked beforehand.
func (w *crowd) coursesAfterwards() error {
	w.at(-20, "15:30")
	from, to := w.halfYear()
	return w.fixed(cohort.Plan{Name: "The six sessions of that half year (invented)", From: from, To: to, Route: cohort.ByCourse,
		Whom: cohort.Whom{Programme: w.programmes[six]}, Outcome: cohort.Days}, 640000)
}

// fixed fixes a plan, with figures of the place to hold it against.
func (w *crowd) fixed(p cohort.Plan, spend int) error {
	p.ID, p.Early, p.Late = w.core.DB.NewID(), cohort.Early, cohort.Late
	if err := w.core.Cohorts.Fix(w.ctx, w.manager, p); err != nil {
		return err
	}
	var local []cohort.Local
	for _, about := range cohort.Abouts {
		for i, percent := range invented[about] {
			local = append(local, cohort.Local{About: about, Group: cohort.Groups[about][i], Percent: percent, Source: "invented census of Sallowby, 2021"})
		}
	}
	return w.core.Cohorts.SetLocal(w.ctx, w.manager, p.ID, local, &spend)
}

// invented figures of Sallowby, by the groups in the order of the pages.
var invented = map[cohort.About][]float64{
	cohort.Sex: {51, 49}, cohort.Age: {16, 21, 20, 17, 26}, cohort.Ethnicity: {34, 7, 4, 52, 3},
}

// mostSaid bounds how many pages of people are asked.
const mostSaid = 20

// aboutThemselves are the three questions: most people answer most of them, and
// every seventh none. What they say has nothing to do with their stories.
func (t *town) aboutThemselves() error {
	t.at(0, "09:57")
	nth, q := 0, person.Query{}
	for range mostSaid {
		people, err := t.core.People.List(t.ctx, t.manager, q)
		if err != nil {
			return err
		}
		for _, p := range people.People {
			if nth++; nth%7 == 0 || t.asked[p.ID] {
				continue
			}
			said := person.Of{Sex: person.Sexes[nth*5%11%2], Age: person.Ages[nth*3%5], Ethnicity: person.Ethnicities[nth*nth%13%5]}
			if nth%5 == 0 {
				said.Ethnicity = ""
			}
			if err := t.core.People.Say(t.ctx, t.manager, p.ID, said); err != nil && !fault.Is(err, fault.Missing) {
				return err // somebody who has died is asked nothing
			}
		}
		if q.After = people.Next; q.After == "" {
			break
		}
	}
	return t.handOn()
}

// handOn makes the report that may leave.
func (t *town) handOn() error {
	plans, err := t.core.Cohorts.List(t.ctx, t.manager, "")
	if err != nil {
		return err
	}
	for _, p := range plans {
		err := t.core.Cohorts.Issue(t.ctx, t.manager, p.ID, func(r cohort.Result, before []map[string]int) (map[string]int, []byte, error) {
			d, shown := report.Outside(locale.English(), r, before, false)
			text, err := json.Marshal(d)
			return shown, text, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
