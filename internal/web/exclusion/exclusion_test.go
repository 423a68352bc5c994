package exclusion_test

import (
	"io"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
	web "openmaf/internal/web/exclusion"
	"openmaf/internal/web/server/pagetest"
)

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }

func TestKeepAway(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		reads := trail.NewReads(d, slog.New(slog.NewTextHandler(io.Discard, nil)))
		t.Cleanup(sync.OnceFunc(reads.Close))
		meetings := meeting.New(d)
		site := pagetest.New(t, d, s, web.New(web.Capabilities{Exclusions: exclusion.New(d, sealer), Meetings: meetings, Reads: reads}).Routes()...)
		asha := persontest.Actor(t, d, s, "Asha", access.Facilitator)
		max := persontest.Actor(t, d, s, "Max", access.Manager)
		lena := persontest.Actor(t, d, s, "Lena", access.Lead)
		wren := persontest.Add(t, d, asha, person.Person{Name: "Wren T"})
		old, err := meetings.Add(t.Context(), max, meeting.Listing{Title: "Old Mill Evening (invented)", Kind: meeting.CBT,
			Venue: "Old Mill (invented)", Postcode: "LE1 1AA", Attendance: meeting.InPerson,
			Slot: schedule.Slot{Rule: schedule.Weekly(2), Start: 19 * 60}}, true)
		if err != nil {
			t.Fatal(err)
		}
		at := "/people/" + wren.ID + "/kept-away"
		site.As(asha)
		site.Get(at+"/place?find=old").Want(200).Submit(at+"/place", url.Values{"target": {old}, "what": {"venue"}, "code": {"safety"}}).Follow().Want(200)
		site.Get(at+"/place").Want(200).Submit(at+"/place", url.Values{"what": {"area"}, "area": {"nowhere"}}).Want(422)
		site.Get(at+"/place").Submit(at+"/place", url.Values{"what": {"area"}, "area": {"LE2"}}).Follow().Want(200)
		site.Get(at+"/who").Want(200).Submit(at+"/who", url.Values{"name": {"Dave P"}, "words": {"asked by Wren"}}).Follow().Want(200)
		site.Get(at+"/who").Submit(at+"/who", url.Values{"name": {""}}).Want(422)
		site.Get(at+"/who").Submit(at+"/who", url.Values{"account": {max.Account}}).Follow().Want(200)
		list := site.Get(at).Want(200).Text("main")
		for _, want := range []string{"Every group at Old Mill (invented) LE1 1AA", "LE2", "Dave P", "asked by Wren", "Max", "To keep somebody safe"} {
			if !strings.Contains(list, want) {
				t.Errorf("%q does not stand on the page:\n%s", want, list)
			}
		}
		persontest.Add(t, d, asha, person.Person{Name: "Rhys D", Area: "LE1"})
		asked := site.Get(at+"/who").Submit(at+"/who", url.Values{"name": {"rhys d"}}).Want(422)
		if text := asked.Text("main"); !strings.Contains(text, "Which one of this name?") || !strings.Contains(text, "LE1, with us since") {
			t.Errorf("it is not asked which one:\n%s", text)
		}
		asked.Submit(at+"/who", url.Values{"record": {exclusion.Anyone}}).Follow().Want(200)
		site.As(lena)
		if page := site.Get(at).Want(200); strings.Contains(page.Body, `href="/people/`+wren.ID+`"`) {
			t.Error("the lead is led to a record that is not theirs to see")
		}
		if rows := site.Get("/kept-away").Want(200).Text("main"); !strings.Contains(rows, "Wren T") {
			t.Errorf("the lead looks again at:\n%s", rows)
		}
		site.As(max)
		site.Get(at).Want(403)
		site.Get("/kept-away").Want(403)
	})
}
