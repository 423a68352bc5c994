package schedule_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

func TestString(t *testing.T) {
	day := date("2026-05-01")
	for want, rule := range map[string]schedule.Rule{
		"":                           {},
		"FREQ=WEEKLY;BYDAY=TU,SU":    schedule.Weekly(time.Sunday, time.Tuesday),
		"FREQ=MONTHLY;BYDAY=1FR,3FR": schedule.Nth(time.Friday, 3, 1),
		"FREQ=MONTHLY;BYDAY=-1SU":    schedule.Nth(time.Sunday, -1),
		"FREQ=WEEKLY;INTERVAL=2;ANCHOR=20240101;BYDAY=MO":             schedule.Fortnightly(time.Monday, date("2026-05-10")),
		"FREQ=WEEKLY;INTERVAL=2;ANCHOR=20240108;BYDAY=MO":             schedule.Fortnightly(time.Monday, date("2026-05-11")),
		"FREQ=WEEKLY;BYDAY=FR;DTSTART=20260501;UNTIL=20260508":        schedule.Weekly(time.Friday).Between(day, day.AddDays(7)),
		"RDATE=20260501,20260502T0905":                                schedule.Rule{}.Extra(day).Extra(day.AddDays(1), 9*60+5),
		"FREQ=WEEKLY;BYDAY=FR;EXDATE=20260501;MOVE=20260508>20260509": schedule.Weekly(time.Friday).Move(date("2026-05-08"), date("2026-05-09")).Cancel(day),
	} {
		if got := rule.String(); got != want {
			t.Errorf("got %q; want %q", got, want)
		}
		if back := parse(t, want); !back.Equal(rule) {
			t.Errorf("%q reads back as %q", want, back)
		}
	}
}

func TestParseReadsPlainRRules(t *testing.T) {
	for text, want := range map[string]string{
		"BYDAY=MO;FREQ=WEEKLY;INTERVAL=1":                        "FREQ=WEEKLY;BYDAY=MO",
		"FREQ=MONTHLY;BYDAY=MO":                                  "FREQ=WEEKLY;BYDAY=MO",
		"FREQ=MONTHLY;BYDAY=2TU,1TU,FR":                          "FREQ=MONTHLY;BYDAY=1TU,2TU,FR",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20260511":       "FREQ=WEEKLY;INTERVAL=2;ANCHOR=20240108;BYDAY=MO;DTSTART=20260511",
		"FREQ=WEEKLY;BYDAY=MO;RDATE=20260502;EXDATE=20260502":    "FREQ=WEEKLY;BYDAY=MO;RDATE=20260502",
		"FREQ=WEEKLY;BYDAY=MO;EXDATE=20260511,20260504,20260504": "FREQ=WEEKLY;BYDAY=MO;EXDATE=20260504,20260511",
	} {
		if got := parse(t, text).String(); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, part := range map[string]string{
		"weekly":                                    "weekly",
		";":                                         "",
		"FREQ=DAILY;BYDAY=MO":                       "FREQ=DAILY",
		"FREQ=WEEKLY":                               "FREQ",
		"BYDAY=MO":                                  "FREQ",
		"FREQ=WEEKLY;BYDAY=":                        "BYDAY=",
		"FREQ=WEEKLY;BYDAY=1MO":                     "BYDAY",
		"FREQ=WEEKLY;BYDAY=XX":                      "BYDAY=XX",
		"FREQ=MONTHLY;BYDAY=6MO":                    "BYDAY=6MO",
		"FREQ=MONTHLY;BYDAY=-2MO":                   "BYDAY=-2MO",
		"FREQ=MONTHLY;BYDAY=+1MO":                   "BYDAY=+1MO",
		"FREQ=MONTHLY;BYDAY=1MO;INTERVAL=2":         "INTERVAL",
		"FREQ=MONTHLY;BYMONTHDAY=5":                 "BYMONTHDAY=5",
		"FREQ=WEEKLY;BYDAY=MO;INTERVAL=2":           "INTERVAL",
		"FREQ=WEEKLY;BYDAY=MO;INTERVAL=0":           "INTERVAL=0",
		"FREQ=WEEKLY;BYDAY=MO;INTERVAL=53":          "INTERVAL=53",
		"FREQ=WEEKLY;BYDAY=MO;ANCHOR=20260501":      "ANCHOR",
		"FREQ=WEEKLY;BYDAY=MO;BYDAY=TU":             "BYDAY=TU",
		"FREQ=WEEKLY;BYDAY=MO;COUNT=3":              "COUNT=3",
		"FREQ=WEEKLY;BYDAY=MO;UNTIL=20260230":       "UNTIL=20260230",
		"FREQ=WEEKLY;BYDAY=MO;UNTIL=18991231":       "UNTIL=18991231",
		"FREQ=WEEKLY;BYDAY=MO;RDATE=20260501T2500":  "RDATE=20260501T2500",
		"FREQ=WEEKLY;BYDAY=MO;EXDATE=20260501T1900": "EXDATE=20260501T1900",
		"FREQ=WEEKLY;BYDAY=MO;MOVE=20260501":        "MOVE=20260501",
		"FREQ=WEEKLY;BYDAY=MO;MOVE=>20260501":       "MOVE=>20260501",
	} {
		rule, err := schedule.Parse(text)
		f := fault.As(err)
		if f == nil || f.Kind != fault.Invalid || f.Key != "schedule.rule" || f.Args["Part"] != part {
			t.Errorf("%q gives %v, %v; want a fault about %q", text, rule, f, part)
		}
	}
	many := "RDATE=20260501" + strings.Repeat(",20260501", 520)
	if _, err := schedule.Parse(many); err == nil || fault.As(err).Key != "schedule.rule.changes" {
		t.Errorf("521 changes: %v", err)
	}
}

func TestRuleJSON(t *testing.T) {
	in := schedule.Slot{Rule: schedule.Weekly(time.Friday).Cancel(date("2026-12-25")), Start: 19*60 + 30, Minutes: 90}
	text, err := json.Marshal(in)
	if want := `{"Rule":"FREQ=WEEKLY;BYDAY=FR;EXDATE=20261225","Start":"19:30","Minutes":90}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v; want %s", text, err, want)
	}
	var out schedule.Slot
	if err := json.Unmarshal(text, &out); err != nil || !out.Rule.Equal(in.Rule) || out.Start != in.Start {
		t.Fatalf("%v, %v", out, err)
	}
}

// Limits outside the years of rules are no limits, and dates outside them no
// changes.
func TestDaysOutOfReach(t *testing.T) {
	far, long := civil.Date{Year: 10000, Month: 1, Day: 1}, civil.Date{Year: 1899, Month: 12, Day: 31}
	weekly := schedule.Weekly(time.Friday)
	for _, rule := range []schedule.Rule{weekly.Between(long, far), weekly.Cancel(far), weekly.Extra(long), weekly.Cancel(civil.Date{})} {
		if !rule.Equal(weekly) {
			t.Errorf("%v is not %v", rule, weekly)
		}
	}
	if rule := weekly.Move(far, date("2026-05-02")); !rule.Equal(weekly.Extra(date("2026-05-02"))) {
		t.Errorf("an evening moved from nowhere is %v, not an extra one", rule)
	}
	if rule := schedule.Fortnightly(time.Friday, far); !rule.IsZero() {
		t.Errorf("a fortnight from nowhere is %v", rule)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1FR,-1SU,TU", "FREQ=WEEKLY;INTERVAL=2;ANCHOR=20240108;BYDAY=MO,WE",
		"FREQ=WEEKLY;BYDAY=FR;DTSTART=20260101;UNTIL=20261231;EXDATE=20261225,20270101;RDATE=20261224T1800",
		"FREQ=WEEKLY;BYDAY=FR;MOVE=20261225>20261227T1100,20261227>20261225", "RDATE=20260501",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		rule, err := schedule.Parse(s)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("%q: an error without words: %v", s, err)
			}
			return
		}
		back, err := schedule.Parse(rule.String())
		if err != nil || !back.Equal(rule) || back.String() != rule.String() {
			t.Fatalf("%q is %q, which reads back as %q, %v", s, rule, back, err)
		}
		from := date("2026-05-01")
		if next, ok := rule.Next(from); ok && (next.Before(from) || !rule.On(next)) {
			t.Fatalf("%q: after %v comes %v", s, from, next)
		}
	})
}
