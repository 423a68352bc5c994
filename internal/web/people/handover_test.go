package people_test

import (
	"net/url"
	"testing"

	"openmaf/internal/people/person/persontest"
	"openmaf/internal/trust/access"
)

// Somebody else looks after the person from now on, and whoever did before sees
// them no more.
func TestHandOver(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		gil, at := persontest.Actor(t, tm.d, tm.s, "Gil Invented", access.Facilitator), tm.have(nil)
		if !tm.Get(at).Has(`.bar a[href="` + at + `/hand-over"]`) {
			t.Error("no way to hand over")
		}
		form := tm.Get(at + "/hand-over").Want(200)
		tm.says(form, "Ask Sam first", "Gil Invented")
		tm.hides(form, tm.max.Account, tm.asha.Account+`" type="radio"`)
		tm.says(form.Submit(at+"/hand-over", nil).Want(422), "Choose who looks after them")
		tm.says(form.Submit(at+"/hand-over", url.Values{"keeper": {tm.max.Account}}).Want(422), "Choose who looks after them")
		tm.says(form.Submit(at+"/hand-over", url.Values{"keeper": {gil.Account}}).Follow(), "Handed over")
		tm.Get(at).Want(404)
		tm.says(tm.As(gil).Get(at).Want(200), "Someone else of the team looks after them now")
		tm.As(tm.admin).Get(at + "/hand-over").Want(403)
	})
}
