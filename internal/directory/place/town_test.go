package place

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
)

// An invented country with the troubles of the real one.
var country = []outcode{
	{Point{51.985, 0.214}, "Newport", "Essex"},
	{Point{50.692, -1.305}, "Newport", "Isle of Wight"},
	{Point{50.750, -1.300}, "Newport", "Isle of Wight"},
	{Point{52.770, -2.380}, "Newport", "Telford and Wrekin"},
	{Point{52.636, -1.133}, "Leicester", "Leicester"},
	{Point{52.627, -1.176}, "Leicester", "Leicester"},
	{Point{52.600, -1.080}, "", "Leicester"},
	{Point{53.000, -2.100}, "Sallowby", "Upper Sallow"}, // one town, two regions
	{Point{53.020, -2.120}, "Sallowby", "Lower Sallow"},
	{Point{53.010, -2.110}, "Sallowby", "Lower Sallow"},
	{Point{57.430, -4.680}, "", "Highland"},
	{Point{58.440, -3.100}, "Wick", "Highland"},
	{Point{56.820, -5.110}, "", "Highland"},
	{Point{52.754, 0.396}, "King's Lynn", "Norfolk"},
	{Point{54.150, -4.482}, "Douglas, Braddan", "Isle of Man"},
	{Point{53.300, -4.300}, "Llanfair", "Ynys Môn"},
	{Point{51.200, 0.600}, "Leeds", "Kent"},
	{Point{55.000, -3.000}, "", ""},
	{Point{54.221, -5.894}, "Newcastle", "Down"},
	{Point{54.991, -1.630}, "", "Newcastle Upon Tyne"},
	{Point{53.011, -2.227}, "Newcastle-under-Lyme", "Staffordshire"},
	{Point{53.760, -2.480}, "", "Blackburn with Darwen"},
	{Point{55.950, -3.190}, "Inverleith, New Town", "City of Edinburgh"},
	{Point{55.860, -4.260}, "Glasgow", "Glasgow City"},
	{Point{52.080, -0.720}, "Newport Pagnell", "Milton Keynes"},
	{Point{51.580, -2.990}, "", "Casnewydd"},
	{Point{51.680, 0.720}, "Marsh", "Essex"},
	{Point{51.650, 0.800}, "Marsh-on-Sea", "Essex"},
}

func init() {
	for i := range 12 {
		country = append(country, outcode{Point{53.8 + float64(i)/200, -1.55}, "", "Leeds"})
	}
}

func TestTownNamed(t *testing.T) {
	for query, want := range map[string]string{
		"Leicester":                "Leicester",
		"  LEICESTER ":             "Leicester",
		"kings lynn":               "King's Lynn, Norfolk",
		"King’s Lynn":              "King's Lynn, Norfolk",
		"Newport, Isle of Wight":   "Newport, Isle of Wight",
		"newport,telford & wrekin": "Newport, Telford and Wrekin",
		"sallowby":                 "Sallowby, Lower Sallow",
		"Wick":                     "Wick, Highland",
		"Douglas, Braddan":         "Douglas, Braddan, Isle of Man",
		"llanfair, ynys mon":       "Llanfair, Ynys Môn",
		"Leeds":                    "Leeds", // the city, not the village in Kent
		"Leeds, Kent":              "Leeds, Kent",
		"Newport":                  "place.several",
		"Highland":                 "place.wide",
		"Nowhere-on-Sea":           "place.unknown",
		"Newport, Nowhere":         "place.unknown",
		", Highland":               "place.wide",
		"newcastle":                "place.several",
		"newcastle upon tyne":      "Newcastle Upon Tyne",
		"Newcastle, Down":          "Newcastle, Down",
		"Blackburn":                "Blackburn with Darwen",
		"Edinburgh":                "City of Edinburgh",
		"City of Edinburgh":        "City of Edinburgh",
		"Inverleith":               "Inverleith, New Town, City of Edinburgh",
		"Glasgow":                  "Glasgow",
		"Marsh":                    "Marsh, Essex", // both, side by side
		"Leeds, Leeds":             "Leeds",
		"Lei":                      "place.unknown",
		"Upon":                     "place.unknown",
		"Leicester, Leicester":     "Leicester",
	} {
		got, err := townNamed(query, country)
		name := got.name
		if f := fault.As(err); f != nil {
			name = f.Key
		}
		if name != want {
			t.Errorf("townNamed(%q) = %q (%v), want %q", query, name, err, want)
		}
	}
}

func TestSeveralTownsAreListed(t *testing.T) {
	for query, want := range map[string]string{
		"newport":   "Newport, Isle of Wight; Newport, Essex; Newport, Telford and Wrekin",
		"newcastle": "Newcastle Upon Tyne; Newcastle, Down; Newcastle-under-Lyme, Staffordshire",
	} {
		_, err := townNamed(query, country)
		f := fault.As(err)
		if f == nil || f.Args["Towns"] != want || f.Args["Place"] != query {
			t.Errorf("%s: %+v, want %q", query, f, want)
		}
		for name := range strings.SplitSeq(want, "; ") {
			if got, err := townNamed(name, country); err != nil || got.inFull(query) != name {
				t.Errorf("typed as listed, %q is %q, %v", name, got.name, err)
			}
		}
	}
}

func TestTownsLieInTheMiddle(t *testing.T) {
	got, err := townNamed("Sallowby", country)
	if err != nil {
		t.Fatal(err)
	}
	if off := Miles(got.middle, Point{53.01, -2.11}); off > 0.01 {
		t.Errorf("the middle of both halves is %v", got.middle)
	}
}

// The answer does not hang on the order in which rows come.
func TestTownNamedIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		query := rapid.SampledFrom([]string{"Newport", "Leeds", "Sallowby", "Highland", "Leicester"}).Draw(t, "query")
		shuffled := rapid.Permutation(country).Draw(t, "order")
		a, errA := townNamed(query, country)
		b, errB := townNamed(query, shuffled)
		if a.name != b.name || (errA == nil) != (errB == nil) || errA != nil && errA.Error() != errB.Error() {
			t.Fatalf("%s: %q %v, shuffled %q %v", query, a.name, errA, b.name, errB)
		}
		if Miles(a.middle, b.middle) > 0.001 {
			t.Fatalf("%s: %v, shuffled %v", query, a.middle, b.middle)
		}
	})
}

func TestNameKey(t *testing.T) {
	for s, want := range map[string]string{
		"Stoke-on-Trent":     "stoke on trent",
		"St. Helens":         "st helens",
		"King’s Lynn":        "kings lynn",
		"Ynys Môn":           "ynys mon",
		" Telford & Wrekin ": "telford and wrekin",
		"—":                  "",
	} {
		if got := nameKey(s); got != want || nameKey(got) != got {
			t.Errorf("nameKey(%q) = %q, want %q", s, got, want)
		}
	}
}
