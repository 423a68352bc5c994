package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"openmaf/internal/testdata"
)

// listing is a meeting that somebody knows and types.
type listing struct{ name, fellowship, day, begins, venue, postcode string }

// typesMeeting adds one by hand; they rang it today.
func (b *browser) typesMeeting(l listing) *browser {
	b.t.Helper()
	return b.Open("/meetings").Press("Add a meeting").
		Fill("Name of the meeting", l.name).Pick("Fellowship", l.fellowship).Choose("On which days?", l.day).
		Fill("Begins at", l.begins).Fill("Name of the building", l.venue).Fill("Postcode", l.postcode).
		Choose("Is it right?", "I rang, today").Press("Save").Sees(l.name, "Last checked on")
}

// bringsPostcodes brings in a file of postcodes.
func (b *browser) bringsPostcodes(file string) *browser {
	b.t.Helper()
	return b.Open("/places/import").Upload("The file", file).Press("Add them").Sees("We read this file as")
}

// bringsList looks at what a list of meetings would change, and stays there.
func (b *browser) bringsList(source, file string) *browser {
	b.t.Helper()
	return b.Open("/meetings").Follow("Bring in a list").Upload("The list", file).Fill("Whose list is it?", source).
		Press("Look at it first").Sees("What this list would change", "Nothing is changed yet.")
}

// secondList is the invented list of other kinds, as a file.
func secondList(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "second.csv")
	if err := os.WriteFile(file, testdata.SecondList(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// makesTheList: a manager types three meetings by hand, changes one, withdraws
// one; then brings in postcodes, the large list, and the list of other kinds.
func makesTheList(t *testing.T, max *browser) {
	max.Open("/meetings").Sees("There are no meetings here yet.")
	max.typesMeeting(listing{"Tuesday Lanterns (invented)", "SMART", "Tuesday", "7.30pm", "Old Tram Shed (invented)", "LE1 1AA"})
	max.typesMeeting(listing{"Quiet Sangha (invented)", "Recovery Dharma", "Wednesday", "18:45", "Harbour Rooms (invented)", "LE2 0AA"})
	max.typesMeeting(listing{"Gone Evening (invented)", "SMART", "Friday", "1930", "Harbour Rooms (invented)", "LE2"})

	max.Open("/meetings").Follow("Tuesday Lanterns (invented)").Follow("Change it").
		Fill("Begins at", "19:00").Press("Save").Sees("7 pm")
	max.Open("/meetings").Follow("Gone Evening (invented)").Follow("Withdraw it").Sees("Nobody will be shown it any more").
		Press("Yes, withdraw it").Sees("The meeting is withdrawn.")
	max.Open("/meetings").Sees("Quiet Sangha (invented)").SeesNot("Gone Evening (invented)")

	outcodes, _ := testdata.Find(t, testdata.Outcodes)
	units, _ := testdata.Find(t, testdata.PostcodesLE)
	max.bringsPostcodes(outcodes).bringsPostcodes(units)

	meetings, real := testdata.Find(t, testdata.Meetings)
	max.bringsList("UK and Ireland", meetings).Within("Rows read").Sees("8222")
	if real {
		max.Sees("Used, but not all of it", "cannot be how long a meeting lasts")
	}
	max.Press("Apply this list").Sees("The list is applied.")
	max.bringsList("Other kinds (invented)", secondList(t)).Within("Rows read").Sees("40")
	max.Press("Apply this list").Sees("The list is applied.")
}

// TestTheList: the list of meetings, by hand and from files.
func TestTheList(t *testing.T) {
	w := newTeam(t)
	max := w.as(w.browser("Max, manager", desk), "Max")
	makesTheList(t, max)
	for range 2 {
		max.Open("/meetings").Follow("Bring in a list").Upload("The list", secondList(t)).Fill("Whose list is it?", "Other kinds (invented)").
			Press("Look at it first").Sees("All of it is here already.").Good().Press("Apply this list")
	}

	asha := w.as(w.browser("Asha, facilitator", phone), "Asha")
	asha.Open("/meetings").Fill("Words in the name", "lanterns").Press("Find").Sees("Tuesday Lanterns (invented)").Good()
	asha.Follow("Tuesday Lanterns (invented)").Sees("Last checked on").SeesNot("Change it").Good()
	asha.Follow("Something is wrong with this listing").Choose("What did you find?", "The door was locked").Press("Note it").
		Sees("It is on the list of those to ring.")
	max.Open("/meetings").Sees("To ring", "Tuesday Lanterns (invented)", "The door was locked")
}

// TestAFileThatIsNoList: what is brought in can be anything. The page says what
// is wrong with it, in words, and nothing is changed.
func TestAFileThatIsNoList(t *testing.T) {
	w := newWorld(t)
	max := w.as(w.browser("Max, manager", desk), "Max")
	for name, content := range map[string]string{
		"empty":         "",
		"no headings":   "19:30,Monday,Somewhere\n20:00,Tuesday,Elsewhere\n",
		"a picture":     "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
		"cut off JSON":  `[{"name":"Invented","day":1,"time":"19:3`,
		"only bad rows": "name,day,time\nInvented,Someday,19:30\nInvented,Monday,25:00\n",
		"HTML":          "<!DOCTYPE html><html><body>Not found</body></html>",
	} {
		file := filepath.Join(t.TempDir(), strings.ReplaceAll(name, " ", "-")+".csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		max.Open("/meetings/import").Upload("The list", file).Fill("Whose list is it?", "Invented").Press("Look at it first")
		max.SeesNot("Apply this list", "goroutine", "runtime error").Good()
		if max.Status() != 422 && name != "only bad rows" {
			t.Errorf("%s: answered %d%s", name, max.Status(), max.standing())
		}
		max.Open("/places/import").Upload("The file", file).Press("Add them").SeesNot("goroutine", "runtime error")
	}
	max.Open("/meetings").Sees("Thursday Steps (invented)").SeesNot("Someday")
}
