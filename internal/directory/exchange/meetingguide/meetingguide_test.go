package meetingguide_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/exchange/meetingguide"
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/testdata"
)

func read(t *testing.T, data, fellowship string) meeting.Edition {
	t.Helper()
	e, err := meetingguide.Read([]byte(data), fellowship)
	if err != nil {
		t.Fatalf("Read(%q): %v", data, err)
	}
	return e
}

func problems(list []fault.Problem) (all []fault.Problem) {
	for _, p := range list {
		all = append(all, fault.Problem{Row: p.Row, Field: p.Field, Key: p.Key})
	}
	return all
}

func TestAMeeting(t *testing.T) {
	e := read(t, `[{"name": "Lantern &amp; Kettle", "slug": 17, "day": [0, 3], "time": "19:30", "end_time": "21:00", "timezone": "Europe/London",
		"location": "The Invented Hall", "formatted_address": "1 Made-Up Lane, Leicester LE1 1AA, UK", "latitude": "52.6362", "longitude": -1.1331,
		"types": ["O", "W", "X", "BE", "POA", "T"], "notes": "Ring.<br>Twice.", "contact_1_name": "Somebody", "contact_1_phone": "0",
		"url": "https://example.org/lantern"}]`, "aa")
	want := meeting.Listing{
		SourceID: "17", Fellowship: "AA", Kind: meeting.TwelveStep, Title: "Lantern & Kettle",
		Slot:       schedule.Slot{Rule: schedule.Weekly(time.Sunday, time.Wednesday), Start: 1170, Minutes: 90},
		Attendance: meeting.InPerson, Venue: "The Invented Hall", Address: "1 Made-Up Lane, Leicester LE1 1AA, UK", Postcode: "LE1 1AA",
		Lat: 52.6362, Lon: -1.1331, Located: true, Notes: "Ring.\nTwice.", Website: "https://example.org/lantern",
		Facets: []facet.Fact{{Name: facet.Open, Value: facet.Yes}, {Name: facet.Newcomers, Value: facet.Yes},
			{Name: facet.StepFree, Value: facet.Yes}, {Name: facet.Women, Value: facet.Yes}},
	}
	if diff := cmp.Diff([]meeting.EditionRow{{Number: 1, Listing: want}}, e.Rows); diff != "" {
		t.Error(diff)
	}
	if len(e.Warnings) > 0 {
		t.Errorf("warnings: %v", e.Warnings)
	}
}

func TestDays(t *testing.T) {
	for day, want := range map[string]schedule.Rule{
		`0`: schedule.Weekly(time.Sunday), `6`: schedule.Weekly(time.Saturday), `"1"`: schedule.Weekly(time.Monday),
		`"Tuesday"`: schedule.Weekly(time.Tuesday), `[1,2]`: schedule.Weekly(time.Monday, time.Tuesday), `["3"]`: schedule.Weekly(time.Wednesday),
	} {
		e := read(t, `[{"name": "A", "time": "19:30", "day": `+day+`}]`, "")
		if len(e.Rows) != 1 || !e.Rows[0].Slot.Rule.Equal(want) {
			t.Errorf("day %s: %+v %v", day, e.Rows, e.Rejected)
		}
	}
}

func TestCodesMeanWhatTheirFellowshipSays(t *testing.T) {
	for _, test := range []struct {
		fellowship, code string
		want             facet.Fact
	}{
		{"AA", "A", facet.Fact{Name: facet.Secular, Value: facet.Yes}},
		{"ACA", "A", facet.Fact{}}, // age restricted
		{"AA", "C", facet.Fact{Name: facet.Open, Value: facet.No}},
		{"AL-ANON", "C", facet.Fact{}}, // families only
		{"AA", "Y", facet.Fact{Name: facet.Young, Value: facet.Yes}},
		{"AL-ANON", "Y", facet.Fact{}}, // Alateen
		{"NA", "GL", facet.Fact{Name: facet.LGBTQ, Value: facet.Yes}},
		{"OA", "GL", facet.Fact{}},
		{"RD", "WA", facet.Fact{Name: facet.StepFree, Value: facet.Yes}},
		{"RD", "X", facet.Fact{}},
		{"", "BE", facet.Fact{}},
		{"", "M", facet.Fact{Name: facet.Men, Value: facet.Yes}},
		{"AA", "Men", facet.Fact{Name: facet.Men, Value: facet.Yes}}, // a name instead of a code
		{"AA", "NOSUCH", facet.Fact{}},
	} {
		e := read(t, `[{"name": "A", "day": 1, "time": "19:30", "types": ["`+test.code+`"]}]`, test.fellowship)
		if got := facet.Of(e.Rows[0].Facets, test.want.Name); got.Value != test.want.Value {
			t.Errorf("%s %s: %v, want %v", test.fellowship, test.code, e.Rows[0].Facets, test.want)
		}
		if test.want.Name == "" {
			for _, f := range e.Rows[0].Facets {
				if f.Name != facet.Family {
					t.Errorf("%s %s was taken for %v", test.fellowship, test.code, f)
				}
			}
		}
	}
}

func TestAttendance(t *testing.T) {
	const place, room = `"location": "Hall", "postal_code": "LE1 1AA", `, `"conference_url": "https://example.org/room", `
	for _, test := range []struct {
		more string
		want meeting.Attendance
	}{
		{place, meeting.InPerson}, {room, meeting.Online}, {place + room, meeting.Hybrid},
		{place + room + `"types": ["TC"], `, meeting.Online}, {place + room + `"attendance_option": "in_person", `, meeting.InPerson},
	} {
		e := read(t, `[{`+test.more+`"name": "A", "day": 1, "time": "19:30"}]`, "")
		if len(e.Rows) != 1 || e.Rows[0].Attendance != test.want {
			t.Errorf("%s: %+v, want %s", test.more, e.Rows, test.want)
		}
	}
}

func TestBadRowsAreRejected(t *testing.T) {
	e := read(t, `[{"name": "Good", "slug": "a", "day": 1, "time": "19:30"},
		{"name": "By appointment", "slug": "b"}, {"slug": "c", "day": 1, "time": "19:30"}, 17, null, "text",
		{"name": "Odd", "slug": "d", "day": 8, "time": "19:30"}, {"name": "Late", "day": 1, "time": "25:00"},
		{"name": "Shut", "day": 1, "time": "19:30", "types": ["TC"]},
		{"name": "Abroad", "day": 1, "time": "19:30", "timezone": "America/New_York"},
		{"name": "Nested", "day": {"a": 1}, "time": ["19:30"]}]`, "")
	want := []fault.Problem{
		{Row: 2, Field: "day", Key: "exchange.day.missing"}, {Row: 3, Field: "name", Key: "exchange.name.missing"},
		{Row: 4, Field: "name", Key: "exchange.name.missing"}, {Row: 5, Field: "name", Key: "exchange.name.missing"}, {Row: 6, Field: "name", Key: "exchange.name.missing"},
		{Row: 7, Field: "day", Key: "exchange.day.unknown"}, {Row: 8, Field: "time", Key: "civil.time.hour"},
		{Row: 9, Field: "attendance", Key: "exchange.inactive"}, {Row: 10, Field: "timezone", Key: "exchange.timezone"},
		{Row: 11, Field: "day", Key: "exchange.day.missing"},
	}
	if diff := cmp.Diff(want, problems(e.Rejected)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b", "c", "d"}, e.Unread); diff != "" {
		t.Error(diff)
	}
	if e.Read != 11 || len(e.Rows) != 1 {
		t.Errorf("read %d, %d good", e.Read, len(e.Rows))
	}
}

func TestAWrappedList(t *testing.T) {
	if e := read(t, "\ufeff"+`{"warnings": [], "meetings": [{"name": "A", "day": 1, "time": "19:30"}]}`, ""); len(e.Rows) != 1 {
		t.Errorf("%+v", e)
	}
}

func TestWhatIsNoFeedIsRefused(t *testing.T) {
	for data, want := range map[string]string{
		"":                              "table.empty",
		"[]":                            "exchange.no-rows",
		"{}":                            "exchange.no-rows",
		"[1, 2]":                        "exchange.not-a-list",
		`[{"colour": "purple"}]`:        "exchange.not-a-list",
		`"text"`:                        "exchange.not-a-list",
		`{"meetings": 17}`:              "exchange.not-a-list",
		`[{"name": "A", "day": 1, "ti`:  "table.truncated",
		`[{"name": "A"},`:               "table.truncated",
		"[\n{\"name\": \"A\" \"day\"}]": "exchange.json",
		"<!doctype html>":               "table.page",
	} {
		e, err := meetingguide.Read([]byte(data), "")
		if f := fault.As(err); f == nil || f.Key != want || len(e.Rows)+len(e.Rejected) > 0 || !locale.English().Has(f.Key) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
}

func TestARealFeed(t *testing.T) {
	data, real := testdata.Read(t, testdata.MeetingGuideAA)
	e, err := meetingguide.Read(data, "AA")
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]int{}
	for _, p := range e.Rejected {
		why[p.Key]++
	}
	want, online := map[string]int{"exchange.timezone": 80}, 80
	if real {
		want, online = map[string]int{"exchange.timezone": 143, "exchange.day.missing": 10}, 7
	}
	if diff := cmp.Diff(want, why); diff != "" || e.Read != 160 {
		t.Errorf("of %d: %s", e.Read, diff)
	}
	for _, r := range e.Rows {
		if r.Attendance == meeting.Online {
			online--
		}
	}
	if online != 0 {
		t.Errorf("%d too few online", online)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{`[{"name": "A", "day": 1, "time": "19:30"}]`, `{"meetings": [{}]}`, `[{"name": [[]], "day": ["1", 2], "types": "O"}]`, `[`, `[1e999]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := meetingguide.Read(data, "AA")
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("an error without public words: %v", err)
			}
			return
		}
		if e.Read != len(e.Rows)+len(e.Rejected) {
			t.Fatalf("read %d, but %d good and %d rejected", e.Read, len(e.Rows), len(e.Rejected))
		}
		for _, r := range e.Rows {
			if err := r.Check(); err != nil {
				t.Fatalf("row %d is good, but %v", r.Number, err)
			}
		}
	})
}
