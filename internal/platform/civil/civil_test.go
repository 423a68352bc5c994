package civil_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

func TestParseTimeOfDay(t *testing.T) {
	for text, want := range map[string]string{
		"19:30": "19:30", "7.30pm": "19:30", "7:30 PM": "19:30", "1930": "19:30", "7pm": "19:00",
		"19.30": "19:30", "noon": "12:00", "Midnight": "00:00", "12 noon": "12:00", "7:30": "07:30",
		"07:30": "07:30", "730": "07:30", "0730": "07:30", "730pm": "19:30", "0:00": "00:00",
		"12am": "00:00", "12.15 a.m.": "00:15", "12pm": "12:00", "12:59pm": "12:59", "0.15am": "00:15",
		"19:30:00": "19:30", "7:30:00 p.m.": "19:30", "  8 pm ": "20:00", "23:59": "23:59",
		"19:30 pm": "19:30", "1930hrs": "19:30", "1930 hours": "19:30", "00:00": "00:00", "11 P.M.": "23:00",
	} {
		got, err := civil.ParseTimeOfDay(text)
		if err != nil || got.String() != want {
			t.Errorf("ParseTimeOfDay(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
}

func TestParseTimeOfDayRefuses(t *testing.T) {
	for text, key := range map[string]string{
		"": "civil.time", "soon": "civil.time", "7:3": "civil.time", ":30": "civil.time", "19:30x": "civil.time",
		"7:30-8:30": "civil.time", "19303": "civil.time", "19:30:61": "civil.time", "-7:30": "civil.time",
		"７pm": "civil.time", "19:30 am pm": "civil.time",
		"25:00": "civil.time.hour", "24:00": "civil.time.hour", "2400": "civil.time.hour", "25pm": "civil.time.hour",
		"7:60": "civil.time.minute", "1975": "civil.time.minute", "7.99pm": "civil.time.minute",
		"7": "civil.time.half", "19": "civil.time.half", "7 hrs": "civil.time.half",
		"13:00 am": "civil.time.contradicts", "0:30pm": "civil.time.contradicts",
	} {
		got, err := civil.ParseTimeOfDay(text)
		if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Key != key {
			t.Errorf("ParseTimeOfDay(%q) = %v, %v; want the fault %s", text, got, err, key)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{"", "1 May 2026", "2026-5-1", "2026-02-29", "2026-13-01", "2026-04-31", "2026-05-01T00:00", "01/05/2026"} {
		if d, err := civil.ParseDate(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("ParseDate(%q) = %v, %v; want a fault", text, d, err)
		}
	}
}

// The clocks go forward on 29 March 2026 at 01:00 and back on 25 October 2026
// at 02:00 summer time.
func TestAtTheClockChanges(t *testing.T) {
	for _, c := range []struct{ day, clock, utc string }{
		{"2026-01-15", "19:30", "2026-01-15T19:30:00.000Z"},
		{"2026-07-15", "19:30", "2026-07-15T18:30:00.000Z"},
		{"2026-07-15", "00:30", "2026-07-14T23:30:00.000Z"},
		{"2026-03-28", "19:30", "2026-03-28T19:30:00.000Z"},
		{"2026-03-29", "00:59", "2026-03-29T00:59:00.000Z"},
		{"2026-03-29", "01:00", "2026-03-29T01:00:00.000Z"}, // missing: shows 02:00
		{"2026-03-29", "01:30", "2026-03-29T01:30:00.000Z"}, // missing: shows 02:30
		{"2026-03-29", "02:00", "2026-03-29T01:00:00.000Z"},
		{"2026-03-29", "19:30", "2026-03-29T18:30:00.000Z"},
		{"2026-10-24", "19:30", "2026-10-24T18:30:00.000Z"},
		{"2026-10-25", "00:30", "2026-10-24T23:30:00.000Z"},
		{"2026-10-25", "01:00", "2026-10-25T00:00:00.000Z"}, // the first of two
		{"2026-10-25", "01:59", "2026-10-25T00:59:00.000Z"}, // the first of two
		{"2026-10-25", "02:00", "2026-10-25T02:00:00.000Z"},
		{"2026-10-25", "19:30", "2026-10-25T19:30:00.000Z"},
	} {
		at := date(t, c.day).At(clock(t, c.clock))
		if got := civil.Instant(at); got != c.utc {
			t.Errorf("%s at %s is %s; want %s", c.day, c.clock, got, c.utc)
		}
		if at.Location() != civil.London {
			t.Errorf("%s at %s is told in %v", c.day, c.clock, at.Location())
		}
	}
}

// Every day and time comes back from its instant, but for the missing hour,
// which comes back an hour later.
func TestAtShowsTheTimeAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day, clock := anyDate(t), civil.TimeOfDay(rapid.IntRange(0, civil.MinutesPerDay-1).Draw(t, "clock"))
		at := day.At(clock)
		shown := civil.TimeOfDay(at.Hour()*60 + at.Minute())
		if civil.DateOf(at) != day || shown != clock && shown != clock+60 {
			t.Fatalf("%v at %v is %v", day, clock, at)
		}
		if earlier := at.Add(-time.Hour); shown == clock && earlier.Hour() == at.Hour() {
			t.Fatalf("%v at %v is %v, the second time that clocks show it", day, clock, at)
		}
	})
}

func TestDaysCountOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate(t), rapid.IntRange(-4000, 4000).Draw(t, "n")
		e := d.AddDays(n)
		if e.Days()-d.Days() != n || e.AddDays(-n) != d || civil.FromDays(d.Days()) != d {
			t.Fatalf("%v and %d days is %v", d, n, e)
		}
		if d.Before(e) != (n > 0) || d.After(e) != (n < 0) || (d.Compare(e) == 0) != (d == e) {
			t.Fatalf("%v and %v are out of order", d, e)
		}
		if want := (int(d.Weekday()) + n%7 + 7) % 7; int(e.Weekday()) != want {
			t.Fatalf("%v is a %v", e, e.Weekday())
		}
		if parsed, err := civil.ParseDate(d.String()); err != nil || parsed != d {
			t.Fatalf("%v reads back as %v, %v", d, parsed, err)
		}
	})
}

func TestInstantsSortAsText(t *testing.T) {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMilli(rapid.Int64Range(-2e12, 2e14).Draw(t, "ms"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := moment.Draw(t, "a"), moment.Draw(t, "b")
		if (civil.Instant(a) < civil.Instant(b)) != a.Before(b) {
			t.Fatalf("%v and %v sort otherwise as text", a, b)
		}
		if back, err := civil.ParseInstant(civil.Instant(a)); err != nil || !back.Equal(a) {
			t.Fatalf("%v reads back as %v, %v", a, back, err)
		}
	})
	for _, text := range []string{"", "2026-05-01", "2026-05-01T10:00:00Z", "2026-05-01T10:00:00.0000Z", "2026-05-01T10:00:00.000+01:00", "2026-05-01T25:00:00.000Z"} {
		if _, err := civil.ParseInstant(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("ParseInstant(%q): %v", text, err)
		}
	}
}

func TestJSON(t *testing.T) {
	type visit struct {
		On      civil.Date
		Checked civil.Date
		At      civil.TimeOfDay
	}
	in := visit{On: date(t, "2026-05-01"), At: 19*60 + 30}
	text, err := json.Marshal(in)
	if want := `{"On":"2026-05-01","Checked":"","At":"19:30"}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v; want %s", text, err, want)
	}
	var out visit
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Fatalf("%v, %v; want %v", out, err, in)
	}
}

func FuzzParseTimeOfDay(f *testing.F) {
	for _, s := range []string{"19:30", "7.30pm", "1930", "noon", "12am", "25:00", "7", "19:30:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := civil.ParseTimeOfDay(s)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("%q: an error without words: %v", s, err)
			}
			return
		}
		if got < 0 || got >= civil.MinutesPerDay {
			t.Fatalf("%q is %d minutes", s, got)
		}
		if again, err := civil.ParseTimeOfDay(got.String()); err != nil || again != got {
			t.Fatalf("%q is %v, which reads as %v, %v", s, got, again, err)
		}
	})
}

func anyDate(t *rapid.T) civil.Date {
	return civil.FromDays(rapid.IntRange(-20000, 50000).Draw(t, "day"))
}

func date(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func clock(t *testing.T, s string) civil.TimeOfDay {
	t.Helper()
	c, err := civil.ParseTimeOfDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What the program brings along is the same London as the machine's.
func TestTheLondonOfTheProgram(t *testing.T) {
	data, err := os.ReadFile("london.tz")
	if err != nil {
		t.Fatal(err)
	}
	own, err := time.LoadLocationFromTZData("Europe/London", data)
	if err != nil {
		t.Fatal(err)
	}
	for at := time.Date(1990, time.January, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2050; at = at.Add(6 * time.Hour) {
		if got, want := at.In(own).Format(time.RFC3339), at.In(civil.London).Format(time.RFC3339); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}
