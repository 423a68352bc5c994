package trust_test

import (
	"net/http"
	"testing"

	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

func TestAManagerSetsTheNumberThatSomebodyAnswers(t *testing.T) {
	s := open(t, false)
	max := s.as(s.member("max", access.Manager))
	if !max.get("/team").is(200).offers(`a[href="/community"]`) {
		t.Error("the team's page does not lead to it")
	}
	form := max.get("/community").is(200)
	max.send(form, "/community", "number", "ask Sam").is(http.StatusUnprocessableEntity).says("account.staffed-number")
	max.send(form, "/community", "number", "0116 496 0123", "hours", "every day, 9 to 9").leads("/team")
	max.get("/team").is(200).says("communitypages.saved")
	now, err := s.accounts.Staffed(t.Context(), access.Operator(s.scope))
	if err != nil || now != (account.Staffed{Number: "0116 496 0123", Hours: "every day, 9 to 9"}) {
		t.Errorf("%+v, %v", now, err)
	}
	s.as(s.member("sam", access.Facilitator)).get("/community").is(http.StatusForbidden)
}
