package public_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/public"
	"openmaf/internal/web/server/pagetest"
	"openmaf/internal/web/static"
)

// outcodes of a country that is only points.
const outcodes = `postcode,latitude,longitude,town,region
LE1,52.6362,-1.1331,Leicester,Leicester
LE2,52.6162,-1.1231,Leicester,Leicester
NP20,51.5800,-2.9900,Newport,Newport
PO30,50.7000,-1.2900,Newport,Isle of Wight
HX1,53.7210,-1.8640,Halifax,Calderdale
`

// at is a meeting on the day at 19:30 near LE1, the number of steps north.
func at(title, fellowship string, day time.Weekday, steps float64, change ...func(*meeting.Listing)) meeting.Listing {
	l := meeting.Listing{Title: title, Fellowship: fellowship, Venue: "Hall of " + title, Address: "1 Made-Up Lane", Postcode: "LE1 1AA",
		Lat: 52.6362 + steps/100, Lon: -1.1331, Located: true,
		Slot: schedule.Slot{Rule: schedule.Weekly(day), Start: 19*60 + 30, Minutes: 90}}
	for _, c := range change {
		c(&l)
	}
	return l
}

func says(name facet.Name, value facet.Value) func(*meeting.Listing) {
	return func(l *meeting.Listing) { l.Facets = facet.With(l.Facets, facet.Fact{Name: name, Value: value}) }
}

// town is a few groups of several kinds.
func town() []meeting.Listing {
	return []meeting.Listing{
		at("Lamplight", "AA", time.Monday, 0, says(facet.Open, facet.Yes)),
		at("Kettle", "NA", time.Tuesday, 1),
		at("Lantern", "SMART", time.Wednesday, 1, says(facet.Open, facet.Yes), says(facet.StepFree, facet.Yes)),
		at("Still Pond", "RD", time.Thursday, 2, says(facet.Newcomers, facet.Yes)),
		at("Open Hands", "AL-ANON", time.Friday, 1),
		at("Harbour", "CA", time.Sunday, 3),
	}
}

// each runs the test on a site whose community keeps the meetings.
func each(t *testing.T, list []meeting.Listing, test func(t *testing.T, site *pagetest.Site, d *db.DB, s db.Scope)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ctx := context.Background()
		if _, err := place.New(d).Import(ctx, access.Operator(s), strings.NewReader(outcodes), "outcodes.csv"); err != nil {
			t.Fatal(err)
		}
		manager := pagetest.Account(t, d, s, "Asha M", access.Manager)
		for _, l := range list {
			if _, err := meeting.New(d).Add(ctx, manager, l, false); err != nil {
				t.Fatal(err)
			}
		}
		board := new(option.Board)
		board.Swap(s.Community(), option.Build(all(t, d, s), option.Standard()))
		err := d.Tx(ctx, s, func(tx *db.Tx) error { return db.SetStaffed(tx, "(0116) 496 0000", "10 to 10") })
		if err != nil {
			t.Fatal(err)
		}
		test(t, pagetest.New(t, d, s, public.New(d, board).Routes()...), d, s)
	})
}

func all(t *testing.T, d *db.DB, s db.Scope) (list []meeting.Meeting) {
	t.Helper()
	err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
		list, err = meeting.All(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAStrangerFindsAMeeting(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		home := site.Get("/").Want(200)
		if !home.Has(".govuk-exit-this-page") || !home.Has(`form[method="get"] input[name="near"]`) || home.Has(".card") {
			t.Error("the first page is not the question and the exit")
		}
		p := site.Get("/?near=le1&for=me").Want(200)
		if n := len(p.All(".card")); n < 3 || n > 6 {
			t.Errorf("%d options, want three to six", n)
		}
		if heading := p.Text("#found"); heading != "Near LE1, Leicester" {
			t.Errorf("found %q", heading)
		}
		cards := p.Text("main")
		for _, want := range []string{"12-step", "SMART Recovery", "Why this one", "Not sure about", "Ring first", "less than half a mile",
			"Monday 4 May, 7:30 pm to 9 pm", "(0116) 496 0000"} {
			if !strings.Contains(cards, want) {
				t.Errorf("the options do not say %q", want)
			}
		}
		if strings.Contains(p.Text(".card"), "Al-Anon") {
			t.Error("a group for families is the first option of somebody who asks for themselves")
		}
		if rows := len(p.All(".rows__item")); rows != len(town()) {
			t.Errorf("the plain list has %d meetings, want all %d", rows, len(town()))
		}
		if p.Attr(`a[href^="tel:"]`, "href") != "tel:01164960000" {
			t.Errorf("dials %q", p.Attr(`a[href^="tel:"]`, "href"))
		}
	})
}

func TestTheQuestionIsKeptAsked(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		p := site.Get("/?near=LE1&for=them&day=5&time=evening&way=room&need=step-free").Want(200)
		for _, field := range []string{`input[name="near"][value="LE1"]`, `input[value="them"][checked]`,
			`select[name="day"] option[value="5"][selected]`, `select[name="time"] option[value="evening"][selected]`,
			`select[name="way"] option[value="room"][selected]`, `input[value="step-free"][checked]`} {
			if !p.Has(field) {
				t.Errorf("the form lost %s", field)
			}
		}
		if first := p.Text(".card__title"); first != "Open Hands" {
			t.Errorf("for someone I care about, on Friday evening: %q", first)
		}
		more := site.Get(p.Attr(".card__title a", "href")).Want(200)
		if back := more.Attr(".govuk-back-link", "href"); !strings.Contains(back, "near=LE1") || !strings.Contains(back, "day=5") {
			t.Errorf("the way back is %q", back)
		}
	})
}

func TestOddAddressesAreReadAsFarAsTheyGo(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		for _, query := range []string{"near=LE1&day=9&time=noon&way=rocket&need=everything&page=-4", "near=LE1&page=99999", "near=LE1&near=HX1",
			"near=LE1&for=%3Cscript%3E", "near=" + strings.Repeat("x", 5000), "near=%ff%fe", "near=LE1&%zz"} {
			site.Get("/?" + query).Want(200)
		}
	})
}

func TestAPlaceNobodyKnowsIsSaidBesideTheField(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		for query, want := range map[string]string{
			"Xyzzy":    "We do not know where “Xyzzy” is",
			"":         "Type a postcode or a town",
			"Newport":  "There is more than one “Newport”",
			"D02+X285": "Eircode",
			"<b>bold":  "“<b>bold”",
		} {
			p := site.Get("/?near=" + query).Want(200)
			if said := p.Text("#near-error"); !strings.Contains(said, want) {
				t.Errorf("%q: says %q beside the field", query, said)
			}
			if p.Attr(`.govuk-error-summary a`, "href") != "#near" || p.Has(".card") {
				t.Errorf("%q: the summary does not lead to the field", query)
			}
			if typed := p.Attr("#near", "value"); typed != strings.ReplaceAll(query, "+", " ") {
				t.Errorf("%q came back as %q", query, typed)
			}
		}
	})
}

func TestNothingThatIsTypedIsKept(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, d *db.DB, s db.Scope) {
		count := func() (n int) {
			err := d.View(context.Background(), s, func(tx *db.Tx) (err error) {
				n, err = db.One(tx, db.Column[int],
					`SELECT (SELECT count(*) FROM trail WHERE community_id = $1) + (SELECT count(*) FROM receipt WHERE community_id = $1)
					+ (SELECT count(*) FROM draft WHERE community_id = $1) + (SELECT count(*) FROM trail_read WHERE community_id = $1)`, tx.Community())
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		before := count()
		site.Get("/?near=LE2&need=women").Want(200)
		site.Get("/?near=Xyzzy").Want(200)
		if after := count(); after != before {
			t.Errorf("%d rows were written", after-before)
		}
		for _, typed := range []string{"LE2", "Xyzzy", "women"} {
			if strings.Contains(site.Log.String(), typed) {
				t.Errorf("the log holds %q:\n%s", typed, site.Log)
			}
		}
		if p := site.Get("/?near=LE2"); p.Header.Get("Set-Cookie") != "" {
			t.Error("a cookie was set")
		}
	})
}

// A secluded meeting tells where it is in every field that it has.
func secluded(title string, change func(*meeting.Listing)) meeting.Listing {
	return at(title, "AA", time.Monday, 1, change, func(l *meeting.Listing) {
		l.Venue, l.Address, l.Notes = "Secret Rooms", "99 Secret Street", "Behind the Secret Oak"
		l.Website, l.Join, l.Attendance, l.Postcode = "https://secret.example/map", "https://secret.example/room", meeting.Hybrid, "LE1 9ZZ"
	})
}

func TestTheAddressOfASecludedMeetingIsOnNoPage(t *testing.T) {
	list := append(town(),
		secluded("For members", says(facet.Open, facet.No)),
		secluded("For women", says(facet.Women, facet.Yes)),
		secluded("Of the women’s kind", func(l *meeting.Listing) { l.Fellowship = "WFS" }),
		secluded("Women, of no fellowship", func(l *meeting.Listing) { l.Fellowship, l.Kind = "", meeting.Women }),
	)
	each(t, list, func(t *testing.T, site *pagetest.Site, d *db.DB, s db.Scope) {
		pages := []string{"/?near=LE1", "/?near=LE1&need=women", "/?near=LE1&way=room", "/?near=LE1&way=online"}
		for _, m := range all(t, d, s) {
			pages = append(pages, "/find/"+m.ID)
		}
		for _, address := range pages {
			body := site.Get(address).Want(200).Body
			if strings.Contains(strings.ToLower(body), "secret") || strings.Contains(body, "9ZZ") {
				t.Errorf("%s tells where a secluded meeting is", address)
			}
		}
		for _, near := range []string{"LE1", "HX1"} { // close by, and 80 miles off
			found := site.Get("/?need=women&near=" + near).Want(200)
			if !found.Has("article") {
				t.Errorf("from %s nothing is found", near)
			}
			for i := range found.All("article") {
				if text := found.Text(fmt.Sprintf("article:nth-of-type(%d)", i+1)); strings.Contains(text, "minutes") || near == "LE1" && strings.Contains(text, "mile") {
					t.Errorf("from %s: a card measures the way to a secluded meeting:\n%s", near, text)
				}
			}
		}
		for _, m := range all(t, d, s) {
			text := site.Get("/find/" + m.ID).Text("main")
			if hidden := strings.Contains(text, "We do not put the address"); hidden != (m.Venue == "Secret Rooms") {
				t.Errorf("%s: hidden is %v", m.Title, hidden)
			} else if hidden && (!strings.Contains(text, "In LE1, Leicester") || !strings.Contains(text, "(0116) 496 0000")) {
				t.Errorf("%s: no area and number instead:\n%s", m.Title, text)
			} else if !hidden && !strings.Contains(text, "Hall of "+m.Title) {
				t.Errorf("%s: no address:\n%s", m.Title, text)
			}
		}
	})
}

func TestWithdrawnAndUnknownMeetingsAreNotThere(t *testing.T) {
	each(t, town()[:2], func(t *testing.T, site *pagetest.Site, d *db.DB, s db.Scope) {
		m := all(t, d, s)[0]
		site.Get("/find/" + m.ID).Want(200)
		manager := access.Actor{Scope: s, Account: "01", Roles: []access.Role{access.Manager}}
		if err := meeting.New(d).Withdraw(context.Background(), manager, m.ID, m.Version); err != nil {
			t.Fatal(err)
		}
		site.Get("/find/" + m.ID).Want(404)
		site.Get("/find/" + d.NewID()).Want(404)
		site.Get("/find/nothing").Want(404)
	})
}

func TestThePlainListHoldsEveryMeetingOnce(t *testing.T) {
	var list []meeting.Listing
	for i := range 60 {
		list = append(list, at(fmt.Sprintf("Group %02d", i), "AA", time.Weekday(i%7), float64(i)/10))
	}
	list = append(list, at("Far away", "AA", time.Monday, 0, func(l *meeting.Listing) { l.Lat = 54 }))
	each(t, list, func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		seen := map[string]int{}
		address, pages := "/?near=LE1&way=room", 0
		for address != "" {
			p := site.Get(address).Want(200)
			for _, a := range p.All(".rows__item a") {
				seen[a.FirstChild.Data]++
			}
			if pages++; pages > 1 && p.Has(".card") {
				t.Error("the options stand on further pages as well")
			}
			address = strings.TrimSuffix(p.Attr(".govuk-pagination__next a", "href"), "#more")
		}
		if pages != 3 || len(seen) != 60 {
			t.Errorf("%d meetings on %d pages, want 60 on 3", len(seen), pages)
		}
		for title, n := range seen {
			if n != 1 {
				t.Errorf("%s stands there %d times", title, n)
			}
		}
	})
}

func TestEmptyAnswersSayWhatToDoNext(t *testing.T) {
	each(t, nil, func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		for _, address := range []string{"/", "/?near=LE1"} {
			if p := site.Get(address).Want(200); p.Has("form") || !strings.Contains(p.Text("main"), "(0116) 496 0000") {
				t.Errorf("%s: without a list nobody is told whom to ring", address)
			}
		}
	})
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		p := site.Get("/?near=LE1&need=women").Want(200)
		if text := p.Text("main"); !strings.Contains(text, "We found nothing that fits") || !strings.Contains(text, "Try another place") {
			t.Errorf("nothing fits: %s", text)
		}
		p = site.Get("/?near=&way=online").Want(200)
		if p.Has("#near-error") || !strings.Contains(p.Text("main"), "We found nothing") {
			t.Error("who asks for online needs no place")
		}
	})
}

func TestWhomToRing(t *testing.T) {
	each(t, nil, func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		p := site.Get("/crisis").Want(200)
		for _, number := range []string{"999", "116123", "111", "01164960000"} {
			if !p.Has(`main a[href="tel:` + number + `"]`) {
				t.Errorf("%s is not one tap away", number)
			}
		}
		if !strings.Contains(p.Text("main"), "Do not stop all at once without help") {
			t.Error("nothing is said of stopping suddenly")
		}
		site.Get("/privacy").Want(200)
	})
}

func TestTitlesAreNeutral(t *testing.T) {
	each(t, town(), func(t *testing.T, site *pagetest.Site, d *db.DB, s db.Scope) {
		for _, address := range []string{"/", "/?near=LE1", "/?near=Xyzzy", "/crisis", "/privacy", "/find/" + all(t, d, s)[0].ID} {
			p := site.Get(address).Want(200)
			if !p.Has(".govuk-exit-this-page") {
				t.Errorf("%s has no exit", address)
			}
			title := strings.ToLower(p.Text("title"))
			for _, word := range []string{"recovery", "meeting", "group", "drink", "drug", "alcohol", "aa", "lamplight", "crisis", "le1"} {
				if strings.Contains(title, word) {
					t.Errorf("the title of %s is %q", address, title)
				}
			}
		}
	})
}

// A stranger's first page on an old phone: what must come over the line before
// they can read and type.
func TestTheFirstPageIsLight(t *testing.T) {
	const most = 50 << 10
	each(t, town(), func(t *testing.T, site *pagetest.Site, _ *db.DB, _ db.Scope) {
		total := 0
		for _, address := range []string{"/", static.Path("app.css"), static.Path("app.js")} {
			r := httptest.NewRequest("GET", address, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			p := site.Do(r).Want(200)
			if p.Header.Get("Content-Encoding") != "gzip" {
				t.Errorf("%s is not compressed", address)
			}
			t.Logf("%s: %d bytes", address, len(p.Body))
			total += len(p.Body)
		}
		if total > most {
			t.Errorf("%d bytes, at most %d", total, most)
		}
	})
}

func TestEveryTemplateRendersEmpty(t *testing.T) { pagetest.RenderAll(t) }
