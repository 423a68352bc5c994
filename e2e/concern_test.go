package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestAConcern: a companion, on a phone, raises a concern from the page of
// tonight's outing: two taps and a few words. The lead reads it at the desk,
// opens the record that it is about, and closes it a week later; meanwhile the
// companion sees that it was read, and the one who keeps the record sees
// nothing.
func TestAConcern(t *testing.T) {
	w := newWorld(t)
	sam := w.as(w.browser("Sam, companion", phone), "Sam")
	sam.Open("/outings").Good().Follow("Raise a concern")
	sam.Sees("Ring 999 first", "Lena K (safeguarding lead)", "Dee K (deputy lead)").Good()
	sam.Press("Send it").Expects(http.StatusUnprocessableEntity).Sees("A few words are enough").Good()
	sam.Fill("What did you see or hear?", "She has a black eye").Press("Send it")
	sam.Sees("Thank you for telling us", "Lena K (safeguarding lead) will read it by", "01632 960 123").SeesNot("black eye").Good()
	back := sam.Path()

	lena := w.as(w.browser("Lena, safeguarding lead", desk), "Lena")
	lena.Open("/concerns").Sees("Waiting to be read", "by Sam K", "Somebody may be in danger").Good()
	lena.Within("Somebody may be in danger").Follow("Raised Friday 1 May, 10 am, by Sam K")
	lena.Sees("She has a black eye", "Nobody has read this yet").Good().Press("I have read it and will see to it")
	lena.Sees("Thank you. Whoever raised it can see that it was read.").Good()
	lena.Choose("What is it?", "What we decided").Fill("In a few words", "Ring her tonight").Press("Add it").Sees("Ring her tonight").Good()
	lena.FillDay("On which day?", today.AddDays(7)).Press("Set the day").Sees("To be looked at again on Friday 8 May 2026").Good()
	lena.Press("Print it for the police or the council").Sees("Printed by Lena K", "She has a black eye", "Ring her tonight").Good()

	sam.Open(back).Sees("Read by Lena K").SeesNot("black eye", "Ring her tonight").Good()

	w.clock.Set(morning.Add(7 * 24 * time.Hour))
	lena.staysIn("lena").Open("/concerns").Sees("To be looked at again").Good()
}

// From the page of an outing a concern is bound to the person whom the
// companion goes along with; the lead comes from it to the record, whose keeper
// sees nothing until the lead lets them.
func TestAConcernLeadsToTheRecord(t *testing.T) {
	w := newWorld(t)
	lena := w.as(w.browser("Lena, safeguarding lead", desk), "Lena")
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	lena.Open("/concerns/"+w.more["{concern}"]).Sees("a bruise", "Somebody with a record here").Good()
	lena.Press("I have read it and will see to it").Follow("Open their record").Sees("Wren Q").Good().Unfold("What we talked about").Sees("the long evenings")
	lena.SeesNot("Delete this record", "Change", "Plan an evening")
	before := w.send("Asha", http.MethodGet, "/people/"+w.person, nil)
	if strings.Contains(before.body, "See the safeguarding lead") || strings.Contains(before.body, w.more["{concern}"]) {
		t.Error("the keeper's page hints at a concern")
	}
	lena.Open("/concerns/" + w.more["{concern}"]).Press("Show “see the safeguarding lead”").Good()
	asha.Open("/people/" + w.person).Sees("See the safeguarding lead before you go on.").SeesNot("bruise").Good()
}
