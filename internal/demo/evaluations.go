package demo

import (
	"openmaf/internal/programme/evaluation/cohort"
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
