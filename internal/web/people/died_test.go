package people_test

import (
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
)

// One press stops everything and tells those who looked after them; the page
// then only reads, says whom to ring, and takes a mistake back.
func TestOneButtonWhenSomebodyHasDied(t *testing.T) {
	each(t, func(tm *team) {
		t := tm.T
		rosa, at := tm.companion("Rosa Invented"), tm.have(nil)
		kettle, l := tm.kettle(), tm.linkOf(at)
		tm.tellLink(l.ID, link.Choose{Meeting: kettle}, link.MakePlan{Plan: link.Plan{Meeting: kettle, On: civil.Date{Year: 2026, Month: 5, Day: 5},
			Way: link.Walk, Companion: rosa.Account, HowFar: link.ToTheDoor, MeetPoint: "the clock", PlanB: "a cup of tea", Boundaries: true}})

		before := tm.Get(at + "/died").Want(200)
		tm.says(before, "one press does all of this", "for 24 hours")
		tm.says(before.Submit(at+"/died", nil).Follow().Want(200), "everything has stopped", "Rosa Invented", "hear it from a person")
		page := tm.Get(at).Want(200)
		tm.says(page, "Sam has died", "This record is kept as it is", "Has died")
		for _, gone := range []string{".bar", `form[action="` + at + `/consents"]`, `a[href="` + at + `/change"]`, `a[href="` + at + `/delete"]`, ".card"} {
			if page.Has(gone) {
				t.Errorf("%s still stands on the page", gone)
			}
		}
		tm.Get(at + "/change").Want(409)
		tm.Get(at + "/chat").Want(409)
		today := tm.Get("/today").Want(200)
		tm.says(today, "Sam has died", "You do not have to carry this alone", "Please ring Rosa Invented")
		tm.hides(tm.As(tm.ben).Get("/today").Want(200), "Sam")
		tm.As(rosa).Get("/outings").Want(200)
		tm.says(tm.As(tm.max).Get("/today").Want(200), "Sam has died")
		tm.As(tm.asha)
		tm.says(tm.Get(at+"/died").Submit(at+"/died/told", nil).Follow(), "Thank you for telling them")
		tm.hides(tm.Get(at+"/died"), "Somebody to tell")
		if list := tm.Get("/people"); list.Has(".rows__item") || !tm.Get("/people?find=sam").Has(".rows__item") {
			t.Error("they are in the everyday list, or cannot be found by name")
		}
		tm.says(tm.Get(at+"/died").Submit(at+"/died/undo", nil).Follow(), "It is taken back", "Plans still to come stand again")
		tm.says(tm.As(rosa).Get("/outings").Want(200), "Can you go?")
		tm.As(tm.asha)
		tm.hides(tm.Get("/today"), "has died")
	})
}
