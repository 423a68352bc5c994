package e2e

import (
	"net/http"
	"testing"
)

// TestTheEvaluation: Wren answers what they like of three questions. Max writes
// down what will be counted, sees it with all its counts, and makes the report
// to hand on, which hides them and stays as it is.
func TestTheEvaluation(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/people/" + w.person).Follow("Three questions for our figures, if they like").Good()
	asha.Choose("Age", "25 to 34").Press("Save").Sees("Saved.").Good()

	max := w.as(w.browser("Max, manager", desk), "Max")
	max.Open("/numbers").Follow("Evaluations: what changed in six months").Good()
	max.Follow("Begin an evaluation").Press("Fix it").Expects(http.StatusUnprocessableEntity).Sees("Give it a short name.").Good()
	max.Fill("Name of the evaluation", "Summer (invented)").FillDay("First day", today.AddDays(-30)).FillDay("Last day", today.AddDays(30)).
		Choose("The main result", "Any mutual-aid meeting in the last 28 days").Press("Fix it")
	max.Sees("It is fixed.", "No comparison group", "before any result could be known", "Keep it inside").Good()
	max.Follow("Figures of the place, and money").Fill("Women", "51").Press("Save the figures").
		Expects(http.StatusUnprocessableEntity).Sees("Say where these figures are from.").Good()
	max.Open("/evaluations").Follow("Summer (invented)")
	max.Press("Make the report to hand on").Sees("The report is made", "Save as PDF", "No comparison group").SeesNot("Keep it inside").Good()
}
