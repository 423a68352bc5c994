package directory

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

var may1 = civil.Date{Year: 2026, Month: time.May, Day: 1}

// Whatever the form can say, the form shows again.
func TestTheFormShowsTheRuleThatItMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rhythm{
			often: rapid.SampledFrom([]string{everyWeek, secondWeek, monthly}).Draw(t, "often"),
			days:  rapid.SliceOfNDistinct(rapid.SampledFrom(week), 1, 7, rapid.ID).Draw(t, "days"),
			nth:   rapid.SliceOfNDistinct(rapid.SampledFrom(ordinals), 1, 6, rapid.ID).Draw(t, "nth"),
			from:  may1.AddDays(rapid.IntRange(-30, 30).Draw(t, "from")),
		}
		rule := a.rule()
		shown := rhythmOf(rule, may1)
		if shown.often != a.often || !shown.rule().Equal(rule) {
			t.Fatalf("%s shows as %+v", rule, shown)
		}
	})
}

func TestARuleThatTheFormCannotSayStaysAsItIs(t *testing.T) {
	for _, text := range []string{
		"FREQ=WEEKLY;BYDAY=TU;EXDATE=20261225",
		"FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231",
		"FREQ=WEEKLY;INTERVAL=3;ANCHOR=20240101;BYDAY=MO",
		"FREQ=MONTHLY;BYDAY=1FR,3MO",
		"FREQ=MONTHLY;BYDAY=MO,1FR",
		"",
	} {
		rule, err := schedule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		a := rhythmOf(rule, may1)
		if text != "" && a.often != asItIs {
			t.Errorf("%s shows as %+v", text, a)
		}
	}
	if a := rhythmOf(schedule.Fortnightly(time.Monday, may1), may1); a.often != secondWeek || !slices.Equal(a.days, []string{"1"}) ||
		a.from != (civil.Date{Year: 2026, Month: time.May, Day: 11}) {
		t.Errorf("every second Monday shows as %+v", a)
	}
}
