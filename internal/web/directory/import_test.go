package directory_test

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/testdata"
	"openmaf/internal/trust/access"
	"openmaf/internal/web/server/pagetest"
)

const list = `Name,Day,Time,Postcode,Fellowship
Lantern,Tuesday,19:30,LE1 1AA,SMART
Kettle,Weds,7.30pm,LE2,AA
Broken,Someday,19:30,LE1,AA
Late,Friday,25:00,LE1,AA
`

var source = url.Values{"source": {"Invented list"}}

// counts are the numbers of a report, by what they are called.
func counts(p *pagetest.Page) map[string]string {
	keys, values := p.All(".govuk-summary-list__key"), p.All(".govuk-summary-list__value")
	all := map[string]string{}
	for i, key := range keys {
		all[key.FirstChild.Data] = values[i].FirstChild.Data
	}
	return all
}

func TestAListIsShownThenApplied(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		shown := h.send("/meetings/import", "list.csv", []byte(list), source).Follow().Want(200)
		for key, want := range map[string]string{"Rows read": "4", "New": "2", "Changed": "0", "As they were": "0", "Left out": "2"} {
			if got := counts(shown)[key]; got != want {
				t.Errorf("%s: %s, want %s", key, got, want)
			}
		}
		for _, want := range []string{"Row 4", "Someday", "Row 5", "25:00", "Nothing is changed yet"} {
			if !strings.Contains(shown.Text("main"), want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if n := len(h.all()); n != 0 || h.refreshed != 0 {
			t.Errorf("%d meetings before anybody applied", n)
		}
		action := shown.Attr(`form[action^="/imports/"]`, "action")
		form := shown.Fill(action, nil)
		for range 2 { // a second click does no harm
			if p := h.Post(action, form).Follow().Want(200); !strings.Contains(p.Text("main"), "Lantern") {
				t.Errorf("after applying: %s", p.Text("main"))
			}
		}
		if n := h.board.Of(h.scope.Community()).Len(); n != 2 || len(h.all()) != 2 {
			t.Errorf("%d meetings in the index, %d kept; want 2", n, len(h.all()))
		}
		if p := h.Get(action).Want(200); !strings.Contains(p.Text("main"), "This list is applied") || p.Has(`main form`) {
			t.Error("an applied list is offered again")
		}
		again := h.send("/meetings/import", "list.csv", []byte(list), source).Follow().Want(200)
		if c := counts(again); c["As they were"] != "2" || !strings.Contains(again.Text("main"), "All of it is here already") {
			t.Errorf("the same list again: %v", c)
		}
		shorter := strings.Replace(list, "Kettle,Weds,7.30pm,LE2,AA\n", "", 1)
		if c := counts(h.send("/meetings/import", "list.csv", []byte(shorter), source).Follow()); c["No longer on the list (kept, and marked)"] != "1" {
			t.Errorf("a shorter list: %v", c)
		}
	})
}

func TestAMeetingGuideFileIsAList(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const feed = `[{"name":"Lamplight","slug":"lamplight","day":1,"time":"19:00","types":["O"],"postal_code":"LE1 1AA"}]`
		values := url.Values{"source": {"Feed"}, "fellowship": {"NA"}}
		shown := h.send("/meetings/import", "feed.json", []byte(feed), values).Follow().Want(200)
		if counts(shown)["New"] != "1" {
			t.Fatalf("the feed: %v", counts(shown))
		}
		shown.Submit(shown.Attr(`form[action^="/imports/"]`, "action"), nil).Want(303)
		if m := h.all(); len(m) != 1 || m[0].Fellowship != "NA" {
			t.Errorf("kept %+v", m)
		}
	})
}

func TestAFileThatIsNoListIsSaidBesideTheField(t *testing.T) {
	files := []struct {
		name, content, want string
	}{
		{"nothing.csv", "", "empty"},
		{"book.xlsx", "PK\x03\x04[Content_Types].xml xl/workbook.xml", "spreadsheet"},
		{"list.pdf", "%PDF-1.7 …", "PDF"},
		{"page.html", "<!DOCTYPE html><html><body>No</body></html>", "web page"},
		{"half.csv", "Name,Day,Time\n\"Lantern,Tuesday,19:30", "stops in the middle"},
		{"half.json", `[{"name":"Lantern"`, ""},
		{"shopping.csv", "Milk,Eggs\n2,12\n", ""},
		{"headings.csv", "Name,Day,Time\n", ""},
		{"postcodes.csv", outcodes, ""},
		{"photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "picture"},
	}
	each(t, func(t *testing.T, h *house) {
		for _, file := range files {
			for _, address := range []string{"/meetings/import", "/places/import"} {
				if file.name == "postcodes.csv" && address == "/places/import" {
					continue
				}
				p := h.send(address, file.name, []byte(file.content), source).Want(422)
				said := p.Text("#file-error")
				if said == "" || strings.Contains(said, "[") || address == "/meetings/import" && !strings.Contains(said, file.want) {
					t.Errorf("%s on %s: says %q", file.name, address, said)
				}
				if address == "/meetings/import" && p.Attr(`input[name="source"]`, "value") != "Invented list" {
					t.Errorf("%s: the name of the list was lost", file.name)
				}
			}
		}
		if said := h.send("/meetings/import", "", nil, source).Want(422).Text("#file-error"); !strings.Contains(said, "Choose a file") {
			t.Errorf("no file: %q", said)
		}
		for name, want := range map[string]string{"": "Give the list a name", "Typed Here": "kept for meetings", strings.Repeat("x", 200): "shorter"} {
			p := h.send("/meetings/import", "list.csv", []byte(list), url.Values{"source": {name}}).Want(422)
			if said := p.Text("#source-error"); !strings.Contains(said, want) {
				t.Errorf("a list called %q: %q", name, said)
			}
		}
		if n := len(h.all()); n != 0 {
			t.Errorf("%d meetings were kept", n)
		}
	})
}

func TestAListWithoutAGoodRowCannotBeApplied(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		p := h.send("/meetings/import", "list.csv", []byte("Name,Day,Time\nLantern,Someday,19:30\n"), source).Follow().Want(200)
		if p.Has("main form") || !strings.Contains(p.Text("main"), "Someday") {
			t.Errorf("shows %s", p.Text("main"))
		}
		action := "/imports/" + strings.TrimPrefix(h.send("/meetings/import", "list.csv", []byte(list), source).Header.Get("Location"), "/imports/")
		h.As(pagetest.Account(t, h.db, h.scope, "Another M", access.Manager)).Get(action).Want(404)
		h.As(h.asha).Get(action).Want(200)
		dbtest.Clock(h.db).Advance(25 * time.Hour)
		h.Get(action).Want(404)
	})
}

func TestManyBadRowsAreAFile(t *testing.T) {
	var b strings.Builder
	b.WriteString(list)
	for i := range 150 {
		fmt.Fprintf(&b, "=Bad %d,Someday,19:30,LE1,AA\n", i)
	}
	each(t, func(t *testing.T, h *house) {
		p := h.send("/meetings/import", "list.csv", []byte(b.String()), source).Follow().Want(200)
		if n := len(p.All("main .rows__item")); n != 100 || !strings.Contains(p.Text("main"), "52 more rows") {
			t.Errorf("%d rows on the page", n)
		}
		file := h.Get(p.Attr(`a[href$="/rows"]`, "href")).Want(200)
		rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
		if err != nil || len(rows) != 153 || rows[1][0] != "4" || !strings.HasPrefix(file.Header.Get("Content-Type"), "text/csv") {
			t.Errorf("the file has %d rows, %v", len(rows), err)
		}
	})
}

func TestWaitingListsAreClearedAway(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		at := h.send("/meetings/import", "list.csv", []byte(list), source).Header.Get("Location")
		ctx := t.Context()
		if err := h.area.Uploads().Expire(ctx, h.scope); err != nil {
			t.Fatal(err)
		}
		h.Get(at).Want(200)
		dbtest.Clock(h.db).Advance(25 * time.Hour)
		if err := h.area.Uploads().Expire(ctx, h.scope); err != nil {
			t.Fatal(err)
		}
		dbtest.Clock(h.db).Advance(-25 * time.Hour) // only a look back shows that it is gone
		h.Get(at).Want(404)
	})
}

func TestPostcodesAddUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		lantern := h.add("Far off", "postcode", "ZE1 0AA")
		const more = "postcode,latitude,longitude\nZE1,60.1500,-1.1400\nnonsense,1,2\n"
		p := h.send("/places/import", "shetland.csv", []byte(more), nil).Want(200)
		if c := counts(p); c["Rows read"] != "2" || c["New"] != "1" || c["Left out"] != "1" || !strings.Contains(p.Text("main"), "Row 3") {
			t.Errorf("told %v: %s", c, p.Text("main"))
		}
		if text := h.Get(lantern).Text("main"); strings.Contains(text, "We do not know where this is") {
			t.Error("the meeting is not placed by it")
		}
		if m := h.all(); !m[0].Located || h.refreshed != 2 {
			t.Error("the index was not built anew")
		}
		p = h.send("/places/import", "bad.csv", []byte("postcode,latitude,longitude\nnonsense,1,2\n"), nil).Want(200)
		if !p.Has(".govuk-error-summary") || !strings.Contains(p.Text("main"), "Row 2") {
			t.Errorf("a file without a good row: %s", p.Text("main"))
		}
	})
}

// The real list, as a manager brings it in.
func TestTheWholeListOnAPage(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 8,222 rows several times")
	}
	content, _ := testdata.Read(t, testdata.Meetings)
	d := dbtest.SQLite(t)
	h := newHouse(t, d, dbtest.Community(t, d))
	begun := time.Now()
	p := h.send("/meetings/import", "list.csv", content, source).Follow().Want(200)
	t.Logf("read and compared twice in %v", time.Since(begun))
	if c := counts(p); c["Rows read"] != "8222" {
		t.Errorf("told %v", c)
	}
	begun = time.Now()
	p.Submit(p.Attr(`form[action^="/imports/"]`, "action"), nil).Follow().Want(200)
	t.Logf("applied in %v", time.Since(begun))
	if n := h.board.Of(h.scope.Community()).Len(); n < 8000 {
		t.Errorf("the index holds %d meetings", n)
	}
}
