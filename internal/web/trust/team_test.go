package trust_test

import (
	"net/http"
	"slices"
	"testing"

	"openmaf/internal/trust/access"
)

func TestRolesRestAndLeaving(t *testing.T) {
	s := open(t, false)
	max, sam := s.as(s.member("max", access.Manager)), s.member("sam", access.Facilitator)
	volunteer := s.as(sam)
	at := "/team/" + sam.ID

	max.send(max.get(at), at+"/roles").leads(at) // nothing changed: still signed in
	volunteer.get("/devices").is(200)
	max.send(max.get(at), at+"/roles", "roles", "facilitator", "roles", "companion").leads(at)
	max.get(at).says("trustpages.member.saved").says("trustpages.role.companion")
	volunteer.get("/devices").is(http.StatusSeeOther)

	volunteer = s.as(sam)
	max.send(max.get(at), at+"/state", "+", "Start a rest").leads(at)
	volunteer.get("/devices").is(http.StatusSeeOther)
	resting := max.get(at).says("trustpages.state.paused")
	if resting.offers(`form[action="` + at + `/link"]`) {
		t.Error("a link is offered during a rest")
	}
	max.send(resting, at+"/state", "+", "End the rest").leads(at)
	max.send(max.get(at), at+"/state", "+", "They have left").leads(at)
	if gone := max.get(at).says("trustpages.state.left"); gone.offers(`form[action^="` + at + `"]`) {
		t.Error("somebody who left can still be changed")
	}
}

// What a page offers is what its reader may do, and the rest is refused when
// it is sent all the same.
func TestWhatAPageOffersIsAllowed(t *testing.T) {
	s := open(t, false)
	max, ada := s.member("max", access.Manager), s.member("ada", access.Administrator)
	asMax, asAda := s.as(max), s.as(ada)
	tests := []struct {
		name   string
		by     *browser
		of     string
		change bool
	}{
		{"a manager of an administrator", asMax, ada.ID, false},
		{"a manager of themselves", asMax, max.ID, false},
		{"an administrator of a manager", asAda, max.ID, true},
	}
	token := asAda.get("/team/" + max.ID)
	for _, tt := range tests {
		at := "/team/" + tt.of
		if got := tt.by.get(at).is(200).offers(`form[action^="` + at + `"]`); got != tt.change {
			t.Errorf("%s: offered %t, want %t", tt.name, got, tt.change)
		}
		form := token.form("/team/"+max.ID+"/link", "purpose", "sign-in")
		form.Del("form_by")
		if got := tt.by.post(at+"/link", form).status; (got == 200) != tt.change {
			t.Errorf("%s: a link all the same: status %d", tt.name, got)
		}
	}
}

func TestClearance(t *testing.T) {
	s := open(t, false)
	max, ada, sam := s.as(s.member("max", access.Manager)), s.as(s.member("ada", access.Administrator)), s.member("sam", access.Companion)
	at := "/team/" + sam.ID
	max.get(at).says("trustpages.clearance.none")
	form := max.get(at + "/clearance").is(200)
	day := func(name, d, m, y string) []string {
		return []string{name + "-day", d, name + "-month", m, name + "-year", y}
	}
	papers := slices.Concat(day("references_on", "1", "4", "2026"), day("training_on", "20", "4", "2026"), []string{"dbs_needed", "yes"})
	until, dbs := day("until_on", "30", "4", "2027"), day("dbs_on", "30", "4", "2026")
	max.send(form, at+"/clearance", slices.Concat(papers, until)...).is(422).says("companion.day.missing")
	max.send(form, at+"/clearance", slices.Concat(papers, until, day("dbs_on", "31", "2", "2026"))...).is(422).says("page.form.date")
	max.send(form, at+"/clearance", slices.Concat(papers, until, dbs)...).leads(at)
	max.get(at).says("trustpages.clearance.stands", "Until", "Friday 30 April 2027")

	if !max.get(at).offers(`[href="`+at+`/clearance"]`) || ada.get(at).is(200).offers(`[href="`+at+`/clearance"]`) {
		t.Error("clearances are shown to an administrator, or not to a manager")
	}
	ada.get(at + "/clearance").is(http.StatusForbidden)
	max.send(max.get(at), at+"/clearance/withdraw").leads(at)
	max.get(at).says("trustpages.clearance.none")
}
