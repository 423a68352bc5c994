package e2e

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
)

// hatted is the record of somebody who wears two hats: Kit, who is a companion
// here and talks with Asha. Every word of it begins with "Zxhat", and the
// number ends in 911888.
type hatted struct{ person, chat, raised, planned, tried, plan string }

// keepsHatted begins the record and its story: an evening tonight, one that was
// tried yesterday, a question that is due, and a chat with every field filled.
func (w *world) keepsHatted(sealed bool) (h hatted) {
	w.t.Helper()
	ctx, asha, now := context.Background(), w.team["Asha"], w.clock.Now()
	for _, id := range []*string{&h.person, &h.chat, &h.raised, &h.planned, &h.tried} {
		*id = w.core.DB.NewID()
	}
	var answers []consent.Answer
	for _, p := range consent.Purposes {
		answers = append(answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(locale.English(), p).Version})
	}
	wish := option.Wish{Near: option.Near{Known: true, Coarse: true}}
	wish.Near.Lat, wish.Near.Lon = 52.6362, -1.1331
	w.clock.Set(now.AddDate(0, 0, -3))
	w.must(w.core.Links.Begin(ctx, asha, locale.English(), link.Beginning{
		Person: person.Person{ID: h.person, Name: "Zxhatfirst Zxhatlast", Area: "LE1", Phone: "01632 911888", AccessNeeds: "Zxhataccess",
			Sealed: sealed, Contact: person.Contact{How: person.Call, When: "Zxhatwhen", As: "Zxhatas"}},
		Answers: answers,
		Chat: chat.Chat{ID: h.chat, On: today.AddDays(-3), Setting: "phone", Length: "15_to_30", HelpWith: "Zxhathelp",
			NextStep: "Zxhatnext", NextOn: today, Companion: "no"},
		Links: []link.Raising{{ID: h.raised, Wish: wish}, {ID: h.planned, Wish: wish}, {ID: h.tried, Wish: wish}}}))
	shown := link.Offer{KindsNear: 1, Shown: []link.Shown{{Meeting: w.friday, Kind: meeting.TwelveStep, On: today}}}
	evening := link.Plan{Meeting: w.friday, On: today, Way: link.Bus, MeetPoint: "Zxhatmeet", PlanB: "Zxhatplanb", Easier: "Zxhateasier"}
	w.tell(h.planned, shown, link.Choose{Meeting: w.friday, Why: "Zxhatwhy"}, link.MakePlan{Plan: evening})
	evening.Meeting, evening.On = w.steps, today.AddDays(-1)
	w.tell(h.tried, shown, link.Choose{Meeting: w.friday}, link.MakePlan{Plan: evening})
	w.clock.Set(now)
	w.tell(h.tried, link.Attend{On: today.AddDays(-1), How: link.Alone, ToldBy: link.ByPerson})
	v, err := w.core.Links.Get(ctx, asha, h.planned)
	w.must(err)
	h.plan = v.Plan.ID
	return h
}

// colleagues are everybody but the one whom the person chose to talk with.
var colleagues = []string{"", "Bo", "Sam", "Kit", "Max", "Ada", "Lena", "Dee", "Toni"}

// searches are what somebody may type who looks for the record.
var searches = []string{"/people?find=Zxhatfirst", "/people?find=zxhat", "/people?find=Zxhatlast", "/people?find=911888",
	"/people?find=01632+911888", "/glass", "/glass/register", "/meetings?q=Zxhat"}

// everything is what each colleague sees of the whole site: every page that
// they come to and every search, without what differs each time.
func (w *world) everything() map[string]string {
	w.t.Helper()
	pages := map[string]string{}
	for _, who := range colleagues {
		see := func(address string, a answer) {
			pages[whoIs(who)+" "+changing.ReplaceAllString(address, "")] = a.plain()
		}
		w.crawl(who, func(address string, a answer) {
			if strings.Contains(a.body, "Zxhat") || strings.Contains(a.body, "911888") {
				w.t.Errorf("%s comes across somebody at %s", whoIs(who), address)
			}
			see(address, a)
		})
		for _, address := range searches { // whose pages show again what was typed
			see(address, w.send(who, http.MethodGet, address, nil))
		}
	}
	return pages
}

// sameFor fails the test where a page is not what it was.
func (w *world) sameFor(what string, before, after map[string]string) {
	w.t.Helper()
	for page, was := range before {
		if is, ok := after[page]; !ok || is != was {
			w.t.Errorf("%s: %s is not what it was before: %s", what, page, firstDifference(was, is))
		}
	}
	for page := range after {
		if _, ok := before[page]; !ok {
			w.t.Errorf("%s: %s was not there before", what, page)
		}
	}
}

// TestASealedRecordChangesNobodysPage: to everybody whom the person did not
// let in, a community with a sealed record is, page for page and byte for byte,
// the community without it: no name, no row, no figure, no page the longer.
func TestASealedRecordChangesNobodysPage(t *testing.T) {
	w := newWorld(t)
	before := w.everything()
	h := w.keepsHatted(true)
	w.sameFor("with a sealed record", before, w.everything())
	w.refusedAsMissing(h)
	if a := w.send("Asha", http.MethodGet, "/people?find=zxhat", nil); !strings.Contains(a.body, "Zxhatfirst") {
		t.Error("nor is it there for the one whom they chose to talk with")
	}
}

// TestSealingSweeps: a record that is sealed later is gone from every page from
// then on, and so is what others had begun to type about it.
func TestSealingSweeps(t *testing.T) {
	w := newWorld(t)
	before := w.everything()
	h := w.keepsHatted(false)
	if a := w.send("Max", http.MethodGet, "/people?find=zxhat", nil); !strings.Contains(a.body, "Zxhatfirst") {
		t.Fatal("a manager does not see it before")
	}
	at := "/people/" + h.person + "/change"
	w.send("Max", http.MethodPost, "/draft", url.Values{"form_id": {w.core.DB.NewID()}, "form_by": {w.team["Max"].Account},
		"form_page": {at}, "form_for": {at}, "form_about": {h.person}, "name": {"Zxhatdraft"}})
	if a := w.send("Max", http.MethodGet, at, nil); !strings.Contains(a.body, "Zxhatdraft") {
		t.Fatal("the draft is not kept")
	}
	a := w.send("Asha", http.MethodPost, "/people/"+h.person+"/seal", url.Values{"form_id": {w.core.DB.NewID()}})
	if a.status != http.StatusSeeOther {
		t.Fatalf("sealing: %d", a.status)
	}
	w.sameFor("once it is sealed", before, w.everything())
	w.refusedAsMissing(h)
	w.must(w.core.People.LetIn(t.Context(), w.team["Asha"], h.person, w.team["Max"].Account))
	if a := w.send("Max", http.MethodGet, at, nil); a.status != http.StatusOK || strings.Contains(a.body, "Zxhatdraft") {
		t.Errorf("let in again, a manager gets %d, and what they had typed is still there", a.status)
	}
}

// refusedAsMissing asks for the record, as everybody but the one whom they
// chose, at every address that can name it, and holds each answer against that
// for a record which never was: the same status, the same bytes, the same
// number of questions to the database.
func (w *world) refusedAsMissing(h hatted) {
	w.t.Helper()
	queries := 0
	w.core.DB.CountQueries(func() { queries++ })
	defer w.core.DB.CountQueries(nil)
	names := func(pattern string, person, chat, way, plan string) string {
		return strings.NewReplacer("{person}", person, "{chat}", chat, "{link}", way, "{plan}", plan, "{outing}", plan).Replace(pattern)
	}
	never := w.core.DB.NewID()
	for _, r := range w.site.Server().Routes() {
		hidden := names(r.Pattern, h.person, h.chat, h.planned, h.plan)
		if hidden == r.Pattern || r.Pattern == "/alarms/{plan}" { // a companion who is not home is looked for whoever they were with
			continue
		}
		hidden, missing := w.address(hidden), w.address(names(r.Pattern, never, never, never, never))
		for _, who := range colleagues {
			ask := func(address string) (a answer, asked int) {
				asked = 1 << 30
				for range 3 { // what is written behind the pages asks too, now and then
					before := queries
					a = w.send(who, r.Method, address, w.filled(r.Method+" "+r.Pattern))
					asked = min(asked, queries-before)
				}
				return a, asked
			}
			there, asked := ask(hidden)
			nowhere, wouldAsk := ask(missing)
			if there.status != nowhere.status || plainly(there.body) != plainly(nowhere.body) || plainly(there.leads) != plainly(nowhere.leads) {
				w.t.Errorf("%s %s: %s gets %d, and %d for what never was", r.Method, r.Pattern, whoIs(who), there.status, nowhere.status)
			}
			if there.status == http.StatusOK && r.Method == http.MethodGet {
				w.t.Errorf("%s %s: %s is answered", r.Method, r.Pattern, whoIs(who))
			}
			if asked != wouldAsk {
				w.t.Errorf("%s %s: %s is refused after %d queries, and after %d for what never was", r.Method, r.Pattern, whoIs(who), asked, wouldAsk)
			}
		}
	}
}

// plainly is a text without ids, also in an address within an address.
func plainly(text string) string {
	return changing.ReplaceAllString(strings.ReplaceAll(text, "%2F", "/"), "")
}

// firstDifference is where two pages part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	part := func(s string) string { return s[max(0, i-40):min(len(s), i+80)] }
	return part(a) + " | " + part(b)
}
