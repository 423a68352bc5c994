package e2e

import (
	"context"
	"encoding/json"

	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
)

// An evaluation that Max fixed, with a report that was made to be handed on.
var _ = happens(func(w *world) {
	w.t.Helper()
	ctx, max, id := context.Background(), w.team["Max"], w.core.DB.NewID()
	w.must(w.core.Cohorts.Fix(ctx, max, cohort.Plan{ID: id, Name: "Spring (invented)", From: today.AddDays(-60), To: today,
		Route: cohort.AllRoutes, Outcome: cohort.AnyMeeting, Early: cohort.Early, Late: cohort.Late}))
	w.must(w.core.Cohorts.Issue(ctx, max, id, func(r cohort.Result, before []map[string]int) (map[string]int, []byte, error) {
		d, shown := report.Outside(locale.English(), r, before, false)
		text, err := json.Marshal(d)
		return shown, text, err
	}))
	w.more["{evaluation}"] = id
})
