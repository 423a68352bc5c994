package place

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	leicester = Point{52.6362, -1.1331}
	london    = Point{51.5074, -0.1278}
	edinburgh = Point{55.9533, -3.1883}
)

func TestMiles(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b Point
		want float64
	}{
		{"nowhere to go", leicester, leicester, 0},
		{"Leicester to London", leicester, london, 89.2},
		{"London to Edinburgh", london, edinburgh, 331.7},
		{"a degree of latitude", Point{52, 0}, Point{53, 0}, 69.1},
		{"half around", Point{0, 0}, Point{0, 180}, 12_436.8},
	} {
		if got := Miles(c.a, c.b); math.Abs(got-c.want) > 0.5 {
			t.Errorf("%s: %.2f miles, want %.1f", c.name, got, c.want)
		}
	}
}

func somewhere(lat, lon float64) *rapid.Generator[Point] {
	return rapid.Custom(func(t *rapid.T) Point {
		return Point{rapid.Float64Range(49.2, 60.8).Draw(t, "lat") + lat, rapid.Float64Range(-10, 1.7).Draw(t, "lon") + lon}
	})
}

func TestMilesIsADistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := somewhere(0, 0)
		a, b, c := p.Draw(t, "a"), p.Draw(t, "b"), p.Draw(t, "c")
		const hair = 1e-9
		if math.Abs(Miles(a, b)-Miles(b, a)) > hair {
			t.Fatal("there is not as far as back")
		}
		if Miles(a, c) > Miles(a, b)+Miles(b, c)+hair {
			t.Fatal("a detour is shorter than the way")
		}
	})
}

func TestPlaneAgreesWithMiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := somewhere(0, 0).Draw(t, "a")
		north := rapid.Float64Range(-0.7, 0.7).Draw(t, "north")
		east := rapid.Float64Range(-1.1, 1.1).Draw(t, "east")
		b := Point{a.Lat + north, a.Lon + east}
		want, plane := Miles(a, b), Around(a)
		limit := 0.01
		if want < 10 {
			limit = 0.002
		}
		if want <= 50 && math.Abs(plane.Miles(b)-want) > limit*want+1e-9 {
			t.Fatalf("%v to %v: %.4f flat, %.4f round", a, b, plane.Miles(b), want)
		}
		lat, lon := plane.Box(plane.Miles(b))
		const hair = 1e-9
		if math.Abs(north) > lat+hair || math.Abs(east) > lon+hair {
			t.Fatalf("%v lies outside the box of its own distance", b)
		}
	})
}

func TestInBritainOrIreland(t *testing.T) {
	for name, c := range map[string]struct {
		lat, lon float64
		want     bool
	}{
		"Leicester":                   {52.6362, -1.1331, true},
		"Lowestoft, farthest east":    {52.481, 1.763, true},
		"Muckle Flugga":               {60.855, -0.886, true},
		"Fair Isle":                   {59.535, -1.630, true},
		"Foula":                       {60.137, -2.070, true},
		"Barra":                       {56.955, -7.487, true},
		"Tory Island":                 {55.263, -8.230, true},
		"Dursey Head":                 {51.580, -10.236, true},
		"Great Blasket":               {52.095, -10.540, true},
		"Achill Head":                 {53.970, -10.240, true},
		"St Mary's, Scilly":           {49.915, -6.300, true},
		"Lizard Point":                {49.959, -5.206, true},
		"Lundy":                       {51.180, -4.670, true},
		"Douglas, Isle of Man":        {54.150, -4.482, true},
		"St Helier, Jersey":           {49.187, -2.107, true},
		"St Anne, Alderney":           {49.713, -2.205, true},
		"Dover":                       {51.128, 1.313, true},
		"nowhere: 0, 0":               {0, 0, false},
		"ONS says no position":        {99.999999, 0, false},
		"swapped":                     {-1.1331, 52.6362, false},
		"south of the equator":        {-52.6362, -1.1331, false},
		"Leeds without its minus":     {53.80, 1.55, false},
		"Bristol without its minus":   {51.45, 2.59, false},
		"Belfast without its minus":   {54.60, 5.93, false},
		"Calais":                      {50.948, 1.853, false},
		"Cherbourg":                   {49.640, -1.622, false},
		"Cap de la Hague":             {49.725, -1.945, false},
		"Dogger Bank":                 {54.75, 2.30, false},
		"the middle of the North Sea": {57.00, 1.00, false},
		"the Atlantic":                {53.00, -13.0, false},
		"the Celtic Sea":              {50.80, -7.50, false},
		"the Faroes":                  {62.010, -6.770, false},
		"Brest":                       {48.390, -4.490, false},
		"not a number":                {math.NaN(), math.NaN(), false},
		"infinite":                    {math.Inf(1), math.Inf(-1), false},
	} {
		if got := InBritainOrIreland(c.lat, c.lon); got != c.want {
			t.Errorf("%s (%v, %v): %v", name, c.lat, c.lon, got)
		}
	}
}

func BenchmarkInBritainOrIreland(b *testing.B) {
	for b.Loop() {
		InBritainOrIreland(52.6362, -1.1331)
	}
	reportRows(b, 1)
}

// BenchmarkPlaneMiles measures on the flat map that ranking draws. x-sphere is
// how many times as long the same takes on the sphere.
func BenchmarkPlaneMiles(b *testing.B) {
	plane := Around(leicester)
	for b.Loop() {
		plane.Miles(london)
	}
	ours := b.Elapsed().Seconds() / float64(b.N)
	const rounds = 1_000_000
	begun, sum := time.Now(), 0.0
	for range rounds {
		sum += Miles(leicester, london)
	}
	b.ReportMetric(time.Since(begun).Seconds()/rounds/ours, "x-sphere")
	if sum == 0 {
		b.Fatal("no distance")
	}
}
