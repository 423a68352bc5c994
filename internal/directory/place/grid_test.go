package place

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func dms(degrees, minutes, seconds float64) float64 { return degrees + minutes/60 + seconds/3600 }

// The worked example of Ordnance Survey's guide, annexe C.2: Caister water
// tower, from the grid to latitude and longitude on its own ellipsoid.
func TestUnprojectMatchesTheGuide(t *testing.T) {
	phi, lam := airy1830.unproject(651409.903, 313177.270)
	const enough = 0.0001 / 3600 // degrees; the guide prints four places of a second
	if lat := phi / radian; math.Abs(lat-dms(52, 39, 27.2531)) > enough {
		t.Errorf("latitude %.8f", lat)
	}
	if lon := lam / radian; math.Abs(lon-dms(1, 43, 4.5177)) > enough {
		t.Errorf("longitude %.8f", lon)
	}
}

// The worked example of annexe B.1, less its height of 24.7 m, which moves a
// point along the normal and leaves its latitude and longitude alone.
func TestGeodeticMatchesTheGuide(t *testing.T) {
	phi, lam := airy1830.geodetic(3874938.849, 116218.624, 5047168.208)
	const enough = 0.0001 / 3600
	if math.Abs(phi/radian-dms(52, 39, 27.2531)) > enough || math.Abs(lam/radian-dms(1, 43, 4.5177)) > enough {
		t.Errorf("%.8f, %.8f", phi/radian, lam/radian)
	}
}

// The same tower by satellite, through Ordnance Survey's exact transformation
// OSTN (test point of its developer pack): the seven parameters stay within
// the five metres that the guide promises.
func TestFromGridIsRightToFiveMetres(t *testing.T) {
	got := fromGrid(651409.903, 313177.270)
	want := Point{dms(52, 39, 28.8282), dms(1, 42, 57.8663)}
	if off := metres(got, want); off > 5 {
		t.Errorf("%.6f, %.6f is %.1f m off", got.Lat, got.Lon, off)
	}
}

// A hundred metres on the grid are a hundred metres on the ground, but for the
// scale of the map: an oracle that shares no formula with the projection.
func TestFromGridKeepsLengths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.Float64Range(80_000, 655_000).Draw(t, "easting")
		n := rapid.Float64Range(5_000, 1_215_000).Draw(t, "northing")
		const side = 100.0
		here := fromGrid(e, n)
		for _, there := range []Point{fromGrid(e+side, n), fromGrid(e, n+side)} {
			if d := metres(here, there); math.Abs(d-side) > 0.6 {
				t.Fatalf("%.0f m on the grid are %.3f m on the ground at %v", side, d, here)
			}
		}
		if east := fromGrid(e+side, n); east.Lon <= here.Lon {
			t.Fatalf("east of %v is %v", here, east)
		}
		if north := fromGrid(e, n+side); north.Lat <= here.Lat {
			t.Fatalf("north of %v is %v", here, north)
		}
	})
}

// Whatever number a file holds, the conversion ends and says something that
// the bounds can judge.
func TestFromGridEndsOnNonsense(t *testing.T) {
	for _, v := range []float64{0, -1e12, 1e12, math.MaxFloat64, math.Inf(1), math.NaN()} {
		p := fromGrid(v, v)
		if InBritainOrIreland(p.Lat, p.Lon) {
			t.Errorf("%v lands at %v", v, p)
		}
	}
}

func metres(a, b Point) float64 { return Miles(a, b) * kmPerMile * 1000 }

func BenchmarkFromGrid(b *testing.B) {
	for b.Loop() {
		fromGrid(459327, 304196)
	}
	reportRows(b, 1)
}
