package place

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTravelMinutes(t *testing.T) {
	for _, c := range []struct {
		mode  Mode
		miles float64
		want  int
	}{
		{Walk, 0, 5},
		{Walk, 0.1, 5},
		{Walk, 0.5, 15},         // 0.65 miles on the street at 3 an hour: 13 minutes
		{Walk, 1, 30},           // 26
		{Bus, 1, 10},            // 9.75
		{Bus, 4, 40},            // 39
		{Car, 10, 40},           // 39
		{Car, 100.0 / 13.0, 30}, // 30 to the second
		{"donkey", 4, 40},
	} {
		if got := TravelMinutes(c.mode, c.miles); got != c.want {
			t.Errorf("%s, %.2f miles: %d minutes, want %d", c.mode, c.miles, got, c.want)
		}
	}
}

func TestTravelMinutesAreBands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom(Modes).Draw(t, "mode")
		near := rapid.Float64Range(0, 100).Draw(t, "near")
		far := rapid.Float64Range(near, 200).Draw(t, "far")
		a, b := TravelMinutes(mode, near), TravelMinutes(mode, far)
		if a%5 != 0 || a < 5 || b < a {
			t.Fatalf("%s: %d minutes near, %d far", mode, a, b)
		}
		if TravelMinutes(mode, Reach(mode, a)) != a {
			t.Fatalf("%s: the reach of %d minutes is %d minutes away", mode, a, TravelMinutes(mode, Reach(mode, a)))
		}
	})
}

func TestDistanceWords(t *testing.T) {
	for miles, want := range map[float64][]any{
		0:    {"place.distance.near"},
		0.49: {"place.distance.near"},
		0.5:  {"place.distance.about", "Count", 1},
		1.4:  {"place.distance.about", "Count", 1},
		1.6:  {"place.distance.about", "Count", 2},
		4.9:  {"place.distance.about", "Count", 5},
		5:    {"place.distance.between", "From", 5, "To", 10},
		10:   {"place.distance.between", "From", 10, "To", 20},
		20:   {"place.distance.over", "From", 20},
	} {
		key, args := DistanceWords(miles)
		if diff := cmp.Diff(want, append([]any{key}, args...)); diff != "" {
			t.Errorf("%v miles: %s", miles, diff)
		}
	}
}
