package csv_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/exchange/csv"
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

func read(t *testing.T, data, fellowship string) meeting.Edition {
	t.Helper()
	e, err := csv.Read([]byte(data), fellowship)
	if err != nil {
		t.Fatalf("Read(%q): %v", data, err)
	}
	if e.Read != len(e.Rows)+len(e.Rejected) {
		t.Errorf("read %d, but %d good and %d rejected", e.Read, len(e.Rows), len(e.Rejected))
	}
	return e
}

// problems are the rows, fields and keys of the problems, which must all have
// words.
func problems(t *testing.T, list []fault.Problem) (all []fault.Problem) {
	t.Helper()
	for _, p := range list {
		if !locale.English().Has(p.Key) {
			t.Errorf("no words for %s", p.Key)
		}
		all = append(all, fault.Problem{Row: p.Row, Field: p.Field, Key: p.Key})
	}
	return all
}

func TestANameADayAndATimeAreEnough(t *testing.T) {
	for name, data := range map[string]string{
		"plain":            "name,day,time\nLantern Group,Tuesday,19:30\n",
		"other words":      "Start time,Weekday,Group\n7.30pm,Tue,Lantern Group\n",
		"shouting":         "TITLE,DAY,START_TIME\nLantern Group,TUESDAY,7:30 PM\n",
		"in Excel abroad":  "Meeting Name;Day of week;Starts\r\nLantern Group;tues;1930\r\n",
		"with more":        "colour,day,name,time\npurple,Tuesdays,Lantern Group,19:30:00\n",
		"everything in it": "name,frequency,time\nLantern Group,every Tuesday,19:30\n",
	} {
		t.Run(name, func(t *testing.T) {
			e := read(t, data, "SMART")
			want := []meeting.EditionRow{{Number: 2, Listing: meeting.Listing{Title: "Lantern Group", Fellowship: "SMART", Kind: meeting.CBT,
				Attendance: meeting.InPerson, Slot: schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 1170}}}}
			if diff := cmp.Diff(want, e.Rows); diff != "" {
				t.Error(diff)
			}
			if len(e.Warnings) > 0 {
				t.Errorf("warnings: %v", e.Warnings)
			}
		})
	}
}

func TestEveryColumn(t *testing.T) {
	e := read(t, `GUID,Slug,Programme,Kind,Title,Day,Time,End time,Post code,Lat,Lng,Venue,Address,Town,Open,Step-free,Hearing loop,Women,Format,Types,Note,URL,Conference URL
g-1,lantern,al anon,family,<b>Lantern</b>  Café,Mon,23:30,00:45,le1 1aa,52.6362,-1.1331,The Invented Hall,1 Made-Up Lane,Leicester,True,no,?,women only,"Newcomer, Big Book",Child-Friendly,"Ring.
Twice.",www.example.org,https://example.org/room
`, "AA")
	want := meeting.Listing{
		SourceID: "g-1", Fellowship: "AL-ANON", Kind: meeting.Family, Title: "Lantern Café",
		Slot:       schedule.Slot{Rule: schedule.Weekly(time.Monday), Start: 23*60 + 30, Minutes: 75},
		Attendance: meeting.Hybrid, Venue: "The Invented Hall", Address: "1 Made-Up Lane, Leicester", Postcode: "LE1 1AA",
		Lat: 52.6362, Lon: -1.1331, Located: true, Notes: "Ring.\nTwice.",
		Website: "https://www.example.org", Join: "https://example.org/room",
		Facets: []facet.Fact{{Name: facet.Open, Value: facet.Yes}, {Name: facet.Newcomers, Value: facet.Yes}, {Name: facet.StepFree, Value: facet.No},
			{Name: facet.Women, Value: facet.Yes}, {Name: facet.Family, Value: facet.Yes}, {Name: facet.Childcare, Value: facet.Yes}},
	}
	if diff := cmp.Diff([]meeting.EditionRow{{Number: 2, Listing: want}}, e.Rows); diff != "" {
		t.Error(diff)
	}
	if len(e.Warnings) > 0 {
		t.Errorf("warnings: %v", e.Warnings)
	}
}

func TestBadRowsAreRejectedAndTheRestIsRead(t *testing.T) {
	e := read(t, `id,name,day,time
1,Good,Monday,19:30
2,,Monday,19:30
3,"No
day",,19:30
4,Odd day,Blursday,19:30

5,No time,Monday,
6,Late,Monday,25:00
7,Which half,Monday,7
8,Short
9,Everything wrong,Blursday,25:00
10,Good,Tuesday,7pm - 8.30pm
`, "")
	want := []fault.Problem{
		{Row: 3, Field: "name", Key: "exchange.name.missing"},
		{Row: 4, Field: "day", Key: "exchange.day.missing"},
		{Row: 5, Field: "day", Key: "exchange.day.unknown"},
		{Row: 7, Field: "time", Key: "exchange.time.missing"},
		{Row: 8, Field: "time", Key: "civil.time.hour"},
		{Row: 9, Field: "time", Key: "civil.time.half"},
		{Row: 10, Field: "day", Key: "exchange.day.missing"},
		{Row: 11, Field: "day", Key: "exchange.day.unknown"},
	}
	if diff := cmp.Diff(want, problems(t, e.Rejected)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2", "3", "4", "5", "6", "7", "8", "9"}, e.Unread); diff != "" {
		t.Error(diff)
	}
	if len(e.Rows) != 2 || e.Rows[1].Slot.Minutes != 90 {
		t.Errorf("%+v", e.Rows)
	}
}

func TestAProblemNamesTheFilesOwnColumn(t *testing.T) {
	e := read(t, "Group name,Week Day,starts at\nLantern,Blursday,19:30\n", "")
	want := fault.Problem{Row: 2, Field: "week_day", Key: "exchange.day.unknown"}
	e2 := read(t, "Group name,Weekday,starts at\nLantern,Blursday,19:30\n", "")
	want2 := fault.Problem{Row: 2, Field: "weekday", Key: "exchange.day.unknown"}
	if diff := cmp.Diff([]fault.Problem{want, want2}, problems(t, append(e.Rejected, e2.Rejected...))); diff != "" {
		t.Error(diff)
	}
}

func TestNonsenseInAGoodRowIsDroppedWithAWarning(t *testing.T) {
	for name, test := range map[string]struct{ heading, value, field, key string }{
		"runs backwards":      {"duration", "-11hr", "duration", "exchange.duration"},
		"over in no time":     {"duration", "0hr 5mins", "duration", "exchange.duration"},
		"all week":            {"duration", "90 hours", "duration", "exchange.duration"},
		"ends as it begins":   {"end_time", "19:30", "end_time", "exchange.end"},
		"ends at 26":          {"end_time", "26:00", "end_time", "exchange.end"},
		"Texas":               {"latitude,longitude", "30.16,-95.47", "latitude", "exchange.position.outside"},
		"the North Sea":       {"latitude,longitude", "56,3", "latitude", "exchange.position.outside"},
		"the Gulf of Guinea":  {"lat,lon", "0,0", "lat", "exchange.position.outside"},
		"not a number":        {"lat,lon", "NaN,-1.1", "lat", "exchange.position.number"},
		"half a position":     {"lat,lon", "52.6,", "lon", "exchange.position.number"},
		"off the globe":       {"coordinates", "\"152.6,-1.1\"", "coordinates", "exchange.position.number"},
		"no postcode":         {"postcode", "Leicester", "postcode", "exchange.postcode"},
		"no web address":      {"url", "javascript:alert(1)", "url", "exchange.web-address"},
		"no kind":             {"kind", "cheese", "kind", "exchange.kind.unknown"},
		"neither yes nor no":  {"wheelchair", "ramp at the side", "wheelchair", "exchange.yes-no"},
		"a day in no year":    {"first date", "32/13/2026", "first_date", "exchange.date.unknown"},
		"by owl":              {"attendance", "by owl", "attendance", "exchange.attendance"},
		"a name like a novel": {"venue", string(make([]byte, 0)) + long, "venue", "exchange.long"},
	} {
		t.Run(name, func(t *testing.T) {
			e := read(t, "name,day,time,"+test.heading+"\nLantern,Monday,19:30,"+test.value+"\n", "")
			if len(e.Rows) != 1 || len(e.Rejected) != 0 {
				t.Fatalf("rejected: %v", e.Rejected)
			}
			if diff := cmp.Diff([]fault.Problem{{Row: 2, Field: test.field, Key: test.key}}, problems(t, e.Warnings)); diff != "" {
				t.Error(diff)
			}
			l := e.Rows[0].Listing.Tidy()
			if l.Located || l.Slot.Minutes != 0 || l.Postcode != "" || l.Website != "" || len(l.Facets) != 0 || l.Check() != nil {
				t.Errorf("not dropped: %+v, %v", l, l.Check())
			}
		})
	}
}

var long = func() string {
	b := make([]byte, 700)
	for i := range b {
		b[i] = 'a'
	}
	return string(b)
}()

func TestPlacesAbroadAreLeftAlone(t *testing.T) {
	e := read(t, "name,day,time,postcode,lat,lon,country\nLantern,Monday,19:30,95124,37.3,-121.9,USA\n", "")
	if len(e.Warnings) != 0 || e.Rows[0].Located || e.Rows[0].Postcode != "" {
		t.Errorf("%+v, %v", e.Rows, e.Warnings)
	}
}

func TestAPostcodeIsFoundInTheAddress(t *testing.T) {
	e := read(t, "name,day,time,address\nLantern,Monday,19:30,\"1 Made-Up Lane, Leicester LE1 1AA, UK\"\n", "")
	if e.Rows[0].Postcode != "LE1 1AA" {
		t.Errorf("%+v", e.Rows[0])
	}
}

func TestFalseIsNotKnownAndNoIsNo(t *testing.T) {
	for cell, want := range map[string]facet.Value{
		"True": facet.Yes, "yes": facet.Yes, "x": facet.Yes, "Open": facet.Yes, "open to all": facet.Yes,
		"False": facet.Unknown, "": facet.Unknown, "?": facet.Unknown, "n/a": facet.Unknown,
		"no": facet.No, "Closed": facet.No, "members only": facet.No,
	} {
		e := read(t, "name,day,time,open\nLantern,Monday,19:30,"+cell+"\n", "")
		if got := facet.Of(e.Rows[0].Facets, facet.Open).Value; got != want || len(e.Warnings) > 0 {
			t.Errorf("%q is %v, want %v; %v", cell, got, want, e.Warnings)
		}
	}
}

func TestMembersOnlyOutweighsOpen(t *testing.T) {
	e := read(t, "name,day,time,open,format\nLantern,Monday,19:30,True,\"Open, Closed\"\n", "")
	if got := facet.Of(e.Rows[0].Facets, facet.Open).Value; got != facet.No {
		t.Errorf("open is %v", got)
	}
}

func TestMenAndWomenIsEverybody(t *testing.T) {
	e := read(t, "name,day,time,format\nLantern,Monday,19:30,\"Men, Women\"\n", "")
	if len(e.Rows[0].Facets) != 0 || len(e.Warnings) != 0 {
		t.Errorf("%v, %v", e.Rows[0].Facets, e.Warnings)
	}
}

func TestAttendance(t *testing.T) {
	for data, want := range map[string]meeting.Attendance{
		"name,day,time\nLantern,Monday,19:30":                                                           meeting.InPerson,
		"name,day,time,conference_url\nLantern,Monday,19:30,https://example.org/r":                      meeting.Online,
		"name,day,time,venue,conference_url\nLantern,Monday,19:30,Hall,https://example.org/r":           meeting.Hybrid,
		"name,day,time,format\nLantern,Monday,19:30,Online":                                             meeting.Online,
		"name,day,time,format,venue\nLantern,Monday,19:30,Online,Hall":                                  meeting.Hybrid,
		"name,day,time\nLantern Hybrid,Monday,19:30":                                                    meeting.Hybrid,
		"name,day,time,attendance,conference_url\nLantern,Monday,19:30,In person,https://example.org/r": meeting.InPerson,
	} {
		if got := read(t, data, "").Rows[0].Attendance; got != want {
			t.Errorf("%q is %s, want %s", data, got, want)
		}
	}
}

func TestTheSurestIDIsTaken(t *testing.T) {
	for data, want := range map[string]string{
		"name,day,time,source_code,guid\nA,Mon,19:30,316,g-1": "g-1",
		"name,day,time,source_code,guid\nA,Mon,19:30,316,":    "316",
		"name,day,time,slug,ID\nA,Mon,19:30,a-group,17":       "17",
		"name,day,time\nA,Mon,19:30":                          "",
	} {
		if got := read(t, data, "").Rows[0].SourceID; got != want {
			t.Errorf("%q has the id %q, want %q", data, got, want)
		}
	}
}

func TestTimesOfOtherZones(t *testing.T) {
	e := read(t, "name,day,time,timezone,venue\nA,Mon,19:30,Europe/Dublin,\nB,Mon,19:30,America/New_York,\nC,Mon,19:30,America/New_York,Harbour Hall\n", "")
	if diff := cmp.Diff([]fault.Problem{{Row: 4, Field: "timezone", Key: "exchange.timezone.there"}}, problems(t, e.Warnings)); diff != "" {
		t.Error(diff)
	}
	want := []fault.Problem{{Row: 3, Field: "timezone", Key: "exchange.timezone"}}
	if diff := cmp.Diff(want, problems(t, e.Rejected)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	for data, want := range map[string]string{
		"":                                "table.empty",
		"name,day,time\n":                 "exchange.no-rows",
		"name,day,time\n,,\n":             "exchange.no-rows",
		"Dear all,\nplease find attached": "exchange.not-a-list",
		"postcode,latitude,longitude\nLE1 1AA,52,-1": "exchange.not-a-list",
		"name,day\nLantern,Monday\n":                 "exchange.headings",
		"Lantern,Monday,19:30\n":                     "exchange.not-a-list",
		"PK\x03\x04xl/":                              "table.workbook",
		"name,day,time\n\"Lantern,Monday":            "table.truncated",
	} {
		_, err := csv.Read([]byte(data), "")
		if f := fault.As(err); f == nil || f.Key != want || !locale.English().Has(f.Key) {
			t.Errorf("%q: %v, want %s", data, err, want)
		}
	}
	_, err := csv.Read([]byte("day,notes\nMonday,x\n"), "")
	want := []fault.Problem{{Field: "name", Key: "exchange.heading.name"}, {Field: "time", Key: "exchange.heading.time"}}
	if diff := cmp.Diff(want, problems(t, fault.As(err).Problems)); diff != "" {
		t.Error(diff)
	}
}

func TestALastRowThatMayBeCutOff(t *testing.T) {
	e := read(t, "name,day,time,venue\nA,Mon,19:30,Hall\nB,Tue,19:30", "")
	want := []fault.Problem{{Row: 3, Key: "exchange.cut-short"}}
	if diff := cmp.Diff(want, problems(t, e.Warnings)); diff != "" || len(e.Rows) != 2 || !e.Partial {
		t.Errorf("%s, %d rows", diff, len(e.Rows))
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"name,day,time\nLantern,Monday,19:30\n", "title;day;time;lat;lon\nA;1;1930;52;-1", "name\tfrequency\ttime\tfirst date\nA\tfortnightly\t7pm\t1/5/2026",
		"name,day,time,open,types,duration,postcode\n<b>A</b>,Mon-Fri,25:00,x,\"W, M\",1hr,LE1\n", "\xff\xfen\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := csv.Read(data, "AA")
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
