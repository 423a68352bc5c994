package option

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// TestFindIsWhatAScanFinds holds Find against looking at every meeting.
func TestFindIsWhatAScanFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, w := someList(t, 40), someWish(t)
		s := Search{Near: town, Within: w.Within, Free: w.Free, Has: w.Need, Kinds: w.Kinds, Online: w.Online, From: w.From,
			Limit: rapid.IntRange(0, 45).Draw(t, "page")}
		got, total := Build(list, Standard()).Find(s)
		want := scan(list, s)
		if total != len(want) || len(got) != min(total, cmp.Or(s.Limit, usualPage)) {
			t.Fatalf("%d of %d, want %d", len(got), total, len(want))
		}
		for i, f := range got {
			if i > 0 && f.Measured && f.Miles < got[i-1].Miles {
				t.Fatalf("%s is nearer than the one before it", f.Meeting.ID)
			}
			miles, ok := want[f.Meeting.ID]
			if !ok || f.Measured && f.Miles != miles {
				t.Fatalf("%s at %v, want %v %v", f.Meeting.ID, f.Miles, miles, ok)
			}
			delete(want, f.Meeting.ID)
		}
		for id, miles := range want { // what is left is no nearer than what was given
			last := got[len(got)-1]
			if last.Measured && miles >= 0 && miles < last.Miles*0.995-0.001 {
				t.Fatalf("%s at %.3f miles is left out for %.3f", id, miles, last.Miles)
			}
		}
	})
}

// scan is the search as one would write it: the miles of each meeting found, -1
// where there is no way to measure.
func scan(list []meeting.Meeting, s Search) map[string]float64 {
	found := map[string]float64{}
	w := Wish{Near: Near{Point: s.Near, Known: true}, Within: s.Within, Free: s.Free, Online: s.Online, From: s.From}
	for i := range list {
		m := &list[i]
		_, _, held := eveningOf(m, &w)
		_, there := wayOf(m, &w, Standard())
		lacks := slices.ContainsFunc(s.Has, func(n facet.Name) bool { return says(m, n) != facet.Yes })
		if m.Withdrawn || !held || !there || lacks || len(s.Kinds) > 0 && !slices.Contains(s.Kinds, m.Kind) {
			continue
		}
		found[m.ID] = -1
		if m.Located && m.Attendance != meeting.Online && s.Online != OnlineOnly {
			if miles := place.Miles(s.Near, place.Point{Lat: m.Lat, Lon: m.Lon}); s.Within == 0 || miles <= s.Within {
				found[m.ID] = miles
			}
		}
	}
	return found
}

// TestRhythmsAreTheRules holds the table of rhythms against the rules, day by
// day for two years.
func TestRhythmsAreTheRules(t *testing.T) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		rules := []schedule.Rule{
			schedule.Weekly(day), schedule.Weekly(day, (day+2)%7), schedule.Fortnightly(day, monday),
			schedule.Fortnightly(day, monday.AddDays(7)), schedule.EveryWeeks(2, monday, day, (day+1)%7),
			schedule.Nth(day, -1), schedule.Nth(day, 4, -1), schedule.Nth(day, 4, 5, -1), schedule.Nth(day, 5),
		}
		for n := 1; n <= 5; n++ {
			rules = append(rules, schedule.Nth(day, n), schedule.Nth(day, 1, n), schedule.Nth(day, n, -1))
		}
		for _, rule := range rules {
			on, rhythm := rhythmOf(rule)
			if rhythm == irregular {
				t.Errorf("%s has no rhythm", rule)
			}
			for d := monday; d.Before(monday.AddDays(730)); d = d.AddDays(1) {
				held := on>>d.Weekday()&1 == 1 && rhythm&propertiesOf(d) != 0
				if held != rule.On(d) {
					t.Fatalf("%s on %s: %v", rule, d, held)
				}
			}
		}
	}
}

// TestRulesWithoutARhythm are asked for their evenings, never guessed.
func TestRulesWithoutARhythm(t *testing.T) {
	for _, rule := range []schedule.Rule{
		schedule.Weekly(time.Monday).Cancel(monday), schedule.Weekly(time.Monday).Between(monday, civil.Date{}),
		schedule.EveryWeeks(3, monday, time.Monday), schedule.Nth(time.Monday, 1).Extra(monday),
	} {
		if _, rhythm := rhythmOf(rule); rhythm != irregular {
			t.Errorf("%s taken for %b", rule, rhythm)
		}
	}
}
