package e2e

import (
	"net/http"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
)

// TestAStranger finds a meeting near a place without signing in, and can leave
// at once on every page.
func TestAStranger(t *testing.T) {
	w := newWorld(t)
	b := w.browser("a stranger", phone).Open("/").Sees("Find a group near you", "Exit this page").Good()
	b.Fill("Near which place?", "Nowhere-under-Nothing").Press("Show me").Sees("Nowhere-under-Nothing").SeesNot("What is on near LE1").Good()
	b.Open("/").Fill("Near which place?", "le1").Press("Show me").Sees("Near LE1").Good()
	all := b.cards()
	kinds := map[string]bool{}
	for _, c := range all {
		kinds[groupOf(c)] = true
	}
	if b.Status() != http.StatusOK || len(all) != 3 || len(kinds) != 2 {
		t.Errorf("answers %d with %d options of %d kinds", b.Status(), len(all), len(kinds))
	}
	b.Follow(all[0].Name).Sees(all[0].Name, "When", "Where", "01632 960 123", "Exit this page").Good()
	b.Follow("Back").Sees("Near LE1")
	b.Follow("Need help now?").Sees("Ring 999", "Exit this page")
}

// Where the list does not say that anybody may come, the option says to ring
// first, and nobody is taken further than the door.
func TestRingFirst(t *testing.T) {
	w := newWorld(t)
	_, err := w.core.Meetings.Add(t.Context(), w.team["Max"], meeting.Listing{Title: "Perhaps Open (invented)", Fellowship: "AA",
		Venue: "Harbour Rooms (invented)", Postcode: "LE1 1AA", Lat: 52.6362, Lon: -1.1331, Located: true, Attendance: meeting.InPerson,
		Slot: schedule.Slot{Rule: schedule.Weekly(1, 2), Start: 18 * 60, Minutes: 60}}, false)
	w.must(err)
	w.must(w.core.Refresh(t.Context()))
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/links/"+w.raised+"/options").Within("Perhaps Open (invented)").Sees("Ring first", "Nobody here has checked it yet")
	asha.Press("Choose Perhaps Open (invented)").Sees("Ring first").plansWith("Sam K").
		Choose("Come in, to the door, or meet before?", "Come in").Press("Save the plan").
		Sees("We do not know that anyone may come in here.").Good()
	asha.Choose("Come in, to the door, or meet before?", "To the door").Press("Save the plan").Sees("The plan stands.", "Ring the group before")
}

// A place that nobody knows is told beside its field, and the words stay.
func TestAPlaceNobodyKnows(t *testing.T) {
	_, asha := typing(t)
	asha.Fill("Where do you set out from?", "Nowhere-under-Nothing").Press("Save the chat").Sees("Please check this").Good()
	asha.hasItAll().Fill("Where do you set out from?", "LE2").Press("Save the chat").Sees("What there is")
}

// What was typed on a person's pages and not sent goes with the person.
func TestDraftsGoWithThePerson(t *testing.T) {
	w := newWorld(t)
	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	for _, page := range []struct{ path, field string }{
		{"/people/" + w.person + "/chat", "What do you want help with?"},
		{"/links/" + w.planned + "/plan", "What would make it easier?"},
	} {
		before := w.rows("draft")
		asha.Open(page.path).Fill(page.field, "not sent")
		asha.until("a draft of "+page.path, func() (bool, error) { return w.rows("draft") == before+1, nil })
	}
	asha.Open("/people/" + w.person + "/delete").Press("Delete everything").Sees("The record is deleted.")
	if n := w.rows("draft"); n != 0 {
		t.Errorf("%d drafts stay behind", n)
	}
	if log := w.log.String(); strings.Contains(log, "not sent") {
		t.Error("the log tells what was typed")
	}
}
