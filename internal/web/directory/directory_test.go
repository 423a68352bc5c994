package directory_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/directory"
	"openmaf/internal/web/server/pagetest"
)

const outcodes = `postcode,latitude,longitude,town,region
LE1,52.6362,-1.1331,Leicester,Leicester
LE2,52.6162,-1.1231,Leicester,Leicester
`

// house is a community with its pages, and the index that they keep current.
type house struct {
	*pagetest.Site
	t           *testing.T
	db          *db.DB
	scope       db.Scope
	board       *option.Board
	area        *directory.Area
	asha, tomas access.Actor // a manager and a companion
	refreshed   int
}

func each(t *testing.T, test func(t *testing.T, h *house)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) { test(t, newHouse(t, d, s)) })
}

func newHouse(t *testing.T, d *db.DB, s db.Scope) *house {
	t.Helper()
	h := &house{t: t, db: d, scope: s, board: new(option.Board)}
	_, err := place.New(d).Import(context.Background(), access.Operator(s), strings.NewReader(outcodes), "outcodes.csv")
	if err != nil {
		t.Fatal(err)
	}
	h.asha = pagetest.Account(t, d, s, "Asha M", access.Manager)
	h.tomas = pagetest.Account(t, d, s, "Tomas K", access.Companion)
	h.area = directory.New(d, h.board, h.refresh)
	h.Site = pagetest.New(t, d, s, h.area.Routes()...)
	h.As(h.asha)
	return h
}

func (h *house) refresh(ctx context.Context) error {
	h.refreshed++
	return h.db.View(ctx, h.scope, func(tx *db.Tx) error {
		all, err := meeting.All(tx)
		h.board.Swap(h.scope.Community(), option.Build(all, option.Standard()))
		return err
	})
}

// all meetings that are not withdrawn, as the database has them.
func (h *house) all() (list []meeting.Meeting) {
	h.t.Helper()
	err := h.db.View(context.Background(), h.scope, func(tx *db.Tx) (err error) {
		list, err = meeting.All(tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

// typed is what a manager types of a meeting, with changes in pairs of field
// and value.
func typed(title string, pairs ...string) url.Values {
	v := url.Values{"title": {title}, "fellowship": {"SMART"}, "day": {"2"}, "time": {"7.30pm"}, "minutes": {"90"},
		"venue": {"The Invented Hall"}, "address": {"1 Made-Up Lane"}, "postcode": {"LE1 1AA"}, "open": {"yes"}}
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = nil
		if pairs[i+1] != "" {
			v[pairs[i]] = strings.Split(pairs[i+1], ",")
		}
	}
	return v
}

// add types a meeting and returns its address.
func (h *house) add(title string, pairs ...string) string {
	h.t.Helper()
	p := h.Get("/meetings/new").Want(200).Submit("/meetings/new", typed(title, pairs...)).Want(303)
	return p.Header.Get("Location")
}

// send sends a form with a file, as it stands on the page but for the values.
func (h *house) send(address, file string, content []byte, values url.Values) *pagetest.Page {
	h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, all := range h.Get(address).Want(200).Fill(address, values) {
		for _, value := range all {
			_ = w.WriteField(name, value) // a buffer does not fail
		}
	}
	if file != "" {
		part, err := w.CreateFormFile("file", file)
		if err != nil {
			h.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	_ = w.Close()
	r := httptest.NewRequest("POST", address, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return h.Do(r)
}

func TestAManagerLooksAfterMeetingsByHand(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		if text := h.Get("/meetings").Want(200).Text("main"); !strings.Contains(text, "There are no meetings here yet") {
			t.Errorf("the empty list says %q", text)
		}
		lantern := h.add("Lantern", "rang", "yes")
		kettle := h.add("Kettle", "fellowship", "AA", "rang", "yes")
		pond := h.add("Still Pond", "fellowship", "", "kind", "community", "rang", "yes")

		p := h.Get(lantern).Want(200)
		for _, want := range []string{"Last checked on Friday 1 May 2026 by Asha M", "Tuesdays, 7:30 pm to 9 pm", "Tuesday 5 May 2026",
			"SMART Recovery", "Typed here by hand", "Anyone may come", "The Invented Hall, 1 Made-Up Lane, LE1 1AA"} {
			if !strings.Contains(p.Text("main"), want) {
				t.Errorf("the meeting's page does not say %q:\n%s", want, p.Text("main"))
			}
		}
		form := h.Get(kettle + "/change").Want(200)
		if !form.Has(`input[name="day"][value="2"][checked]`) || form.Attr(`input[name="time"]`, "value") != "19:30" ||
			!form.Has(`input[name="open"][value="yes"][checked]`) || !form.Has(`input[name="women"][value="unknown"][checked]`) {
			t.Error("the form does not hold what is known")
		}
		changed := form.Submit(kettle+"/change", url.Values{"day": {"1", "4"}, "title": {"Kettle and Toast"}}).Follow().Want(200)
		if !strings.Contains(changed.Text("main"), "Mondays and Thursdays") || changed.Text("h1") != "Kettle and Toast" {
			t.Errorf("after the change: %s", changed.Text("main"))
		}
		asked := h.Get(pond + "/withdraw").Want(200)
		if !strings.Contains(asked.Text("main"), "Still Pond") {
			t.Error("it is not said what would be withdrawn")
		}
		list := asked.Submit(pond+"/withdraw", nil).Follow().Want(200)
		if n := len(list.All(".rows__item")); n != 2 || strings.Contains(list.Text(".rows"), "Still Pond") {
			t.Errorf("the list shows %d meetings: %s", n, list.Text(".rows"))
		}
		if gone := h.Get(pond).Want(200); !strings.Contains(gone.Text("main"), "was withdrawn") || gone.Has("main form") {
			t.Error("a withdrawn meeting can still be changed")
		}
		if n := h.board.Of(h.scope.Community()).Len(); n != 2 || h.refreshed != 5 {
			t.Errorf("the index holds %d meetings after %d refreshes, want 2 after 5", n, h.refreshed)
		}
	})
}

func TestWhatCannotBeKeptIsSaidBesideTheField(t *testing.T) {
	tests := []struct {
		name, field, want string
		pairs             []string
	}{
		{"no name", "title", "Give the meeting a name", []string{"title", ""}},
		{"no day", "day", "Say on which day", []string{"day", ""}},
		{"a day that is none", "day", "Say on which day", []string{"day", "8"}},
		{"no time", "time", "at what time it begins", []string{"time", ""}},
		{"25:00", "time", "Hours go from 0 to 23", []string{"time", "25:00"}},
		{"half a time", "time", "morning or the evening", []string{"time", "7"}},
		{"too long", "minutes", "whole number from 15 to 720", []string{"minutes", "-11"}},
		{"no such postcode", "postcode", "is not a postcode", []string{"postcode", "LE1 1A!"}},
		{"neither fellowship nor kind", "kind", "what kind of meeting", []string{"fellowship", ""}},
		{"every second week from when", "first", "Say one day", []string{"often", "second"}},
		{"30 February", "first", "find that day", []string{"often", "second", "first-day", "30", "first-month", "2", "first-year", "2026"}},
		{"no week of the month", "nth", "at least one week", []string{"often", "month"}},
		{"women and men", "women", "women only and for men only", []string{"women", "yes", "men", "yes"}},
		{"an address that runs", "join", "not the address of a web page", []string{"join", "javascript:alert(1)"}},
		{"no way to take part", "attendance", "Choose in person", []string{"attendance", "by post"}},
	}
	each(t, func(t *testing.T, h *house) {
		for _, test := range tests {
			pairs := append([]string{"venue", "Typed all the same"}, test.pairs...)
			p := h.Get("/meetings/new").Submit("/meetings/new", typed("A name", pairs...)).Want(422)
			if said := p.Text("#" + test.field + "-error"); !strings.Contains(said, test.want) {
				t.Errorf("%s: says %q beside %s", test.name, said, test.field)
			}
			if n := len(p.All(".govuk-error-summary li")); n != 1 {
				t.Errorf("%s: %d things are said to be wrong: %s", test.name, n, p.Text(".govuk-error-summary"))
			}
			href := p.Attr(".govuk-error-summary a", "href")
			if href == "" || !p.Has(href) {
				t.Errorf("%s: the summary leads to %q", test.name, href)
			}
			if p.Attr(`input[name="venue"]`, "value") != "Typed all the same" {
				t.Errorf("%s: the words were lost", test.name)
			}
		}
		if n := len(h.all()); n != 0 {
			t.Errorf("%d meetings were kept", n)
		}
	})
}

func TestAPostcodeNobodyKnowsIsKeptAndDoubted(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const doubt = "We do not know where this is on the map"
		if text := h.Get(h.add("Known")).Want(200).Text("main"); strings.Contains(text, doubt) {
			t.Error("a known place is doubted")
		}
		if text := h.Get(h.add("Far off", "postcode", "ZE1 0AA", "time", "8pm")).Want(200).Text("main"); !strings.Contains(text, doubt) || !strings.Contains(text, "ZE1 0AA") {
			t.Errorf("an unknown place is not: %s", text)
		}
		if text := h.Get(h.add("From home", "postcode", "", "attendance", "online", "time", "9pm")).Want(200).Text("main"); strings.Contains(text, doubt) {
			t.Error("a meeting online needs no place")
		}
	})
}

func TestAMeetingThatLooksLikeAnotherIsAskedAbout(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.add("Lantern")
		asked := h.Get("/meetings/new").Submit("/meetings/new", typed("Lamp", "day", "2,4")).Want(422)
		if said := asked.Text("#sure-error"); !strings.Contains(said, "“Lantern” is on the list already") {
			t.Errorf("says %q", said)
		}
		asked.Submit("/meetings/new", url.Values{"sure": {"yes"}}).Want(303)
		for name, other := range map[string][]string{"another day": {"day", "3"}, "another time": {"time", "20:00"},
			"another place": {"postcode", "LE2 2BB"}, "another fellowship": {"fellowship", "AA"}} {
			p := h.Get("/meetings/new").Submit("/meetings/new", typed(name, other...))
			if p.Status != 303 {
				t.Errorf("%s: %d %s", name, p.Status, p.Text("#sure-error"))
			}
		}
		if n := len(h.all()); n != 6 {
			t.Errorf("%d meetings, want 6", n)
		}
	})
}

func TestAFormSentTwiceMakesOneMeeting(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		form := h.Get("/meetings/new").Fill("/meetings/new", typed("Lantern"))
		first, second := h.Post("/meetings/new", form).Want(303), h.Post("/meetings/new", form).Want(303)
		if a, b := first.Header.Get("Location"), second.Header.Get("Location"); a != b {
			t.Errorf("the second click leads to %s, the first to %s", b, a)
		}
		form.Set("title", "Another, after going back")
		form.Set("time", "20:00")
		again := h.Post("/meetings/new", form).Want(409)
		if again.Attr(`input[name="title"]`, "value") != "Another, after going back" {
			t.Error("the words were lost")
		}
		again.Submit("/meetings/new", nil).Want(303)
		if n := len(h.all()); n != 2 {
			t.Errorf("%d meetings, want 2", n)
		}
	})
}

func TestTwoPeopleChangeOneMeeting(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		lantern := h.add("Lantern")
		mine := h.Get(lantern + "/change")
		h.Get(lantern+"/change").Submit(lantern+"/change", url.Values{"title": {"Lantern of the other"}}).Want(303)
		refused := mine.Submit(lantern+"/change", url.Values{"title": {"Mine"}}).Want(409)
		if refused.Attr(`input[name="title"]`, "value") != "Mine" {
			t.Error("the words were lost")
		}
		if text := refused.Text("main"); !strings.Contains(text, "It now says: Lantern of the other") || !strings.Contains(text, "Somebody else changed") {
			t.Errorf("it is not said what the other wrote: %s", text)
		}
		if p := refused.Submit(lantern+"/change", nil).Follow().Want(200); p.Text("h1") != "Mine" {
			t.Errorf("knowing it, saved %q", p.Text("h1"))
		}
		ask := h.Get(lantern + "/withdraw")
		h.Get(lantern).Submit(lantern+"/rang", nil).Want(303)
		late := h.Get(lantern + "/change").Want(200)
		ask.Submit(lantern+"/withdraw", nil).Want(409).Submit(lantern+"/withdraw", nil).Want(303)
		refused = late.Submit(lantern+"/change", url.Values{"title": {"Late"}}).Want(409)
		if text := refused.Text("main"); !strings.Contains(text, "This meeting was withdrawn") || refused.Attr(`input[name="title"]`, "value") != "Late" {
			t.Errorf("it is not said that the meeting is gone: %s", text)
		}
	})
}

func TestAFlagStandsFirstUntilSomebodyRings(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.add("Aardvark", "time", "10:00")
		lantern := h.add("Lantern", "rang", "yes")
		flag := h.Get(lantern + "/flag").Want(200)
		if said := flag.Submit(lantern+"/flag", nil).Want(422).Text("#reason-error"); !strings.Contains(said, "Choose what is wrong") {
			t.Errorf("without a reason: %q", said)
		}
		p := flag.Submit(lantern+"/flag", url.Values{"reason": {"door-locked"}}).Follow().Want(200)
		if !strings.Contains(p.Text("main"), "Found wrong on Friday 1 May 2026: The door was locked") {
			t.Errorf("says %s", p.Text("main"))
		}
		list := h.Get("/meetings")
		if list.Text("h2") != "To ring" || !strings.Contains(list.Text(".rows"), "Lantern") || strings.Contains(list.Text(".rows"), "Aardvark") {
			t.Errorf("the first list is %q: %s", list.Text("h2"), list.Text(".rows"))
		}
		p.Submit(lantern+"/rang", nil).Want(303)
		if list := h.Get("/meetings"); list.Text("h2") == "To ring" {
			t.Error("it stands there after somebody rang")
		}
	})
}

func TestMeetingsAreFoundByWordsAndByPlace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.add("Lantern")
		h.add("Kettle Corner", "postcode", "LE2", "day", "3")
		for query, want := range map[string]string{"q=lant": "Lantern", "near=LE2": "Kettle Corner", "near=LE1": "Lantern", "near=LE1&q=corner": "Kettle Corner"} {
			if p := h.Get("/meetings?" + query).Want(200); p.Text(".rows__item a") != want {
				t.Errorf("%s: first is %q, want %q", query, p.Text(".rows__item a"), want)
			}
		}
		if p := h.Get("/meetings?q=nothing+like+it").Want(200); !strings.Contains(p.Text("main"), "We found none") {
			t.Error("an empty search says nothing")
		}
		if p := h.Get("/meetings?near=Xyzzy").Want(200); !strings.Contains(p.Text("#near-error"), "Xyzzy") {
			t.Error("an unknown place is not said")
		}
		for range 30 {
			h.add("Lots", "sure", "yes")
		}
		first := h.Get("/meetings").Want(200)
		second := h.Get(first.Attr(`a[rel="next"]`, "href")).Want(200)
		if a, b := len(first.All(".rows__item")), len(second.All(".rows__item")); a != 25 || b != 7 {
			t.Errorf("pages of %d and %d, want 25 and 7", a, b)
		}
	})
}

func TestWhoMayDoWhat(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		lantern := h.add("Lantern")
		h.As(h.tomas)
		if p := h.Get(lantern).Want(200); p.Has("main form") || p.Has(`a[href$="/change"]`) {
			t.Error("a companion is offered what they may not do")
		}
		if p := h.Get("/meetings").Want(200); p.Has(`a[href="/meetings/new"]`) {
			t.Error("a companion is offered to add")
		}
		for _, address := range []string{"/meetings/new", "/meetings/import", "/places/import", lantern + "/change", lantern + "/flag", lantern + "/withdraw"} {
			h.Get(address).Want(403)
		}
		h.Post(lantern+"/rang", nil).Want(403)
		sunil := pagetest.Account(t, h.db, h.scope, "Sunil P", access.Facilitator)
		h.As(sunil).Get(lantern).Want(200).Submit(lantern+"/rang", nil).Want(303)
		if p := h.Get(lantern); !strings.Contains(p.Text("main"), "by Sunil P") || p.Has(`a[href$="/change"]`) {
			t.Error("a facilitator rings and does not change")
		}
		h.As(access.Actor{})
		h.Get("/meetings").Want(303)
	})
}

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }
