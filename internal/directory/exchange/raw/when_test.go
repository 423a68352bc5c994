package raw_test

import (
	"testing"
	"time"

	"openmaf/internal/directory/exchange/raw"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

var (
	weekly = schedule.Weekly
	nth    = schedule.Nth
	may4   = civil.Date{Year: 2026, Month: time.May, Day: 4} // the first Monday
)

func rule(t *testing.T, text string) schedule.Rule {
	t.Helper()
	r, err := schedule.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhen(t *testing.T) {
	const mon, tue, wed, thu, fri, sat, sun = time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday
	for _, test := range []struct {
		day, frequency string
		anchor         civil.Date
		want           schedule.Rule
	}{
		{day: "Monday", want: weekly(mon)},
		{day: " WEDS ", want: weekly(wed)},
		{day: "Thursdays", want: weekly(thu)},
		{day: "Friday evening", want: weekly(fri)},
		{day: "Mon, Wed & Fri", want: weekly(mon, wed, fri)},
		{day: "Tue/Thur", want: weekly(tue, thu)},
		{day: "mon and tues", want: weekly(mon, tue)},
		{day: "Mon-Fri", want: weekly(mon, tue, wed, thu, fri)},
		{day: "Sat – Mon", want: weekly(sat, sun, mon)},
		{day: "Monday to Wednesday, Saturday", want: weekly(mon, tue, wed, sat)},
		{day: "daily", want: weekly(mon, tue, wed, thu, fri, sat, sun)},
		{day: "Every day", want: weekly(mon, tue, wed, thu, fri, sat, sun)},
		{day: "weekends", want: weekly(sat, sun)},
		{day: "0", want: weekly(sun)},
		{day: "7", want: weekly(sun)},
		{day: "1, 3", want: weekly(mon, wed)},
		{day: "Monday", frequency: "weekly", want: weekly(mon)},
		{day: "Monday", frequency: "Every week", want: weekly(mon)},
		{day: "First Friday", want: nth(fri, 1)},
		{day: "1st and 3rd Thursday of the month", want: nth(thu, 1, 3)},
		{day: "Last Friday of every month", want: nth(fri, -1)},
		{day: "every second Friday of the month", want: nth(fri, 2)},
		{day: "Monday", frequency: "1st & 3rd", want: nth(mon, 1, 3)},
		{day: "Monday", frequency: "monthly, last", want: nth(mon, -1)},
		{day: "Monday", frequency: "2", want: nth(mon, 2)},
		{day: "Friday", frequency: "last Friday of the month", want: nth(fri, -1)},
		{day: "", frequency: "last Friday of the month", want: nth(fri, -1)},
		{day: "Mon & Wed", frequency: "1st", want: rule(t, "FREQ=MONTHLY;BYDAY=1MO,1WE")},
		{day: "Monday", frequency: "fortnightly", anchor: may4, want: schedule.Fortnightly(mon, may4)},
		{day: "every other Monday", anchor: may4, want: schedule.Fortnightly(mon, may4)},
		{day: "Monday", frequency: "Bi-weekly", anchor: may4.AddDays(7), want: schedule.Fortnightly(mon, may4.AddDays(7))},
		{day: "Alternate Tuesdays", anchor: may4, want: schedule.Fortnightly(tue, may4)},
		{day: "Monday", frequency: "monthly", anchor: may4, want: nth(mon, 1)},
		{day: "Monday", frequency: "RRULE:FREQ=MONTHLY;BYDAY=1MO", want: nth(mon, 1)},
	} {
		got, key := raw.When(test.day, test.frequency, test.anchor)
		if key != "" || !got.Equal(test.want) {
			t.Errorf("When(%q, %q) = %q, %s; want %q", test.day, test.frequency, got, key, test.want)
		}
	}
}

func TestWhenRefusesToGuess(t *testing.T) {
	for _, test := range []struct{ day, frequency, want string }{
		{"", "", "exchange.day.unknown"},
		{"Blursday", "", "exchange.day.unknown"},
		{"Monday 8", "", "exchange.day.unknown"},
		{"8", "", "exchange.day.unknown"},
		{"-1", "", "exchange.day.unknown"},
		{"Monday to", "", "exchange.day.unknown"},
		{"to Monday", "", "exchange.day.unknown"},
		{"every", "", "exchange.day.unknown"},
		{"Monday", "when the moon is full", "exchange.frequency.unknown"},
		{"Monday", "9", "exchange.frequency.unknown"},
		{"Monday", "FREQ=DAILY", "exchange.frequency.unknown"},
		{"Monday", "1st, fortnightly", "exchange.frequency.unknown"},
		{"Monday", "monthly", "exchange.frequency.which"},
		{"every second Monday", "", "exchange.frequency.which"},
		{"Monday", "every other week", "exchange.frequency.anchor"},
	} {
		if got, key := raw.When(test.day, test.frequency, civil.Date{}); key != test.want || !got.IsZero() {
			t.Errorf("When(%q, %q) = %q, %q; want %s", test.day, test.frequency, got, key, test.want)
		}
	}
}

func TestMinutes(t *testing.T) {
	for s, want := range map[string]int{
		"1hr 30mins": 90, "1hr": 60, "2hrs": 120, "0hr 45mins": 45, "45mins": 45, "90": 90, "90 min": 90, "90 minutes": 90,
		"1:30": 90, "01:30:00": 90, "1h30": 90, "1h 15m": 75, "1.5 hours": 90, "1 hour": 60, "1 Hour and 30 Minutes": 90, "120m": 120,
		"-11hr": -1, "-1hr": -1, "": -1, "an hour": -1, "1hr 30 cats": -1, "::": -1, "1e3": -1,
	} {
		got, ok := raw.Minutes(s)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("Minutes(%q) = %d, %v; want %d", s, got, ok, want)
		}
	}
}

func FuzzWhen(f *testing.F) {
	for _, s := range []string{"Mon-Fri", "1st & 3rd Thursday", "every other week", "0", "last", "FREQ=WEEKLY;BYDAY=MO"} {
		f.Add(s, "weekly")
		f.Add("Monday", s)
	}
	f.Fuzz(func(t *testing.T, day, frequency string) {
		r, key := raw.When(day, frequency, may4)
		if (key == "") == r.IsZero() {
			t.Fatalf("When(%q, %q) = %q, %q: a rule or a reason, not both or neither", day, frequency, r, key)
		}
	})
}
