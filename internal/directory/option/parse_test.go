package option

import (
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

func TestParseFree(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		"mon 18:00-21:00":                 "mon 18:00-21:00",
		"mon 18:00-21:00,tue 18:00-21:00": "mon 18:00-21:00,tue 18:00-21:00",
		"Tuesday 7pm-9.30pm":              "tue 19:00-21:30",
		"mondays noon-2pm":                "mon 12:00-14:00",
		"mon-wed 18:00 to 20:00":          "mon 18:00-20:00,tue 18:00-20:00,wed 18:00-20:00",
		"sat–sun 10:00–12:00":             "sat 10:00-12:00,sun 10:00-12:00",
		"weekends":                        "sat 00:00-24:00,sun 00:00-24:00",
		"fri":                             "fri 00:00-24:00",
		"sat 22:00-01:30":                 "sat 22:00-24:00,sun 00:00-01:30",
		"thu 20:00-24:00; thu 9:00-10:00": "thu 20:00-24:00,thu 09:00-10:00",
		"fri 20:00-midnight":              "fri 20:00-24:00",
	} {
		got, err := ParseFree(in)
		if err != nil || got.String() != want {
			t.Errorf("%q: %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestParseFreeRefuses(t *testing.T) {
	for in, key := range map[string]string{
		"someday 18:00-21:00": "option.free.day",
		"18:00-21:00":         "option.free.day",
		"mo 18:00-21:00":      "option.free.day",
		"mon 18:00":           "option.free.times",
		"mon 25:00-26:00":     "option.free.times",
		"mon 18:00-18:00":     "option.free.times",
		"mon 7-9":             "option.free.times",
		"mon,,tue 9:00-":      "option.free.times",
	} {
		_, err := ParseFree(in)
		if f := fault.As(err); f == nil || f.Key != key || f.Kind != fault.Invalid {
			t.Errorf("%q: %v, want %s", in, err, key)
		} else if words := locale.English().Fault(f); strings.Contains(words, "[") {
			t.Errorf("%q says %s", in, words)
		}
	}
}

// FuzzParseFree: whatever is typed gives windows of one day, or a kind word;
// and what String writes is read back as it was.
func FuzzParseFree(f *testing.F) {
	f.Add("mon 18:00-21:00, weekends")
	f.Add("fri 22:00-02:00; tue")
	f.Fuzz(func(t *testing.T, s string) {
		free, err := ParseFree(s)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("%q: %v has no words", s, err)
			}
			return
		}
		for _, w := range free {
			if w.Day < time.Sunday || w.Day > time.Saturday || w.From < 0 || w.From >= w.Until || w.Until > 24*60 {
				t.Fatalf("%q: window %v", s, w)
			}
		}
		if again, err := ParseFree(free.String()); err != nil || !slices.Equal(again, free) {
			t.Fatalf("%q: %v came back as %v, %v", s, free, again, err)
		}
	})
}

func TestParseFacets(t *testing.T) {
	got, err := ParseFacets("women, Step-Free,hearing loop,women")
	if want := []facet.Name{facet.Women, facet.StepFree, facet.HearingLoop}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, in := range []string{"chit", "wheelchairs", "women men"} {
		if _, err := ParseFacets(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", in, err)
		} else if strings.Contains(locale.English().Fault(fault.As(err)), ", chit") {
			t.Errorf("%q: the words offer what is kept from lists", in)
		}
	}
}

func TestParseKindsAndPrefer(t *testing.T) {
	if got, err := ParseKinds("12-step,CBT"); err != nil || !slices.Equal(got, []meeting.Kind{meeting.TwelveStep, meeting.CBT}) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := ParseKinds("stoic"); !fault.Is(err, fault.Invalid) {
		t.Errorf("stoic: %v", err)
	}
	facets, kinds, err := ParsePrefer("small,cbt,secular,buddhist")
	if err != nil || !slices.Equal(facets, []facet.Name{facet.Small, facet.Secular}) ||
		!slices.Equal(kinds, []meeting.Kind{meeting.CBT, meeting.Buddhist}) {
		t.Errorf("%v, %v, %v", facets, kinds, err)
	}
	if _, _, err := ParsePrefer("quiet"); !fault.Is(err, fault.Invalid) {
		t.Errorf("quiet: %v", err)
	}
}

func TestParseExclude(t *testing.T) {
	id := "01JDXYZ0123456789ABCDEFGHJ"
	got, err := ParseExclude("fri, faith, na, le1, le1 1aa, area:hx, " + id)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Weekdays, []time.Weekday{time.Friday}) || !slices.Equal(got.Kinds, []meeting.Kind{meeting.Faith}) ||
		!slices.Equal(got.Fellowships, []string{"NA"}) || !slices.Equal(got.Areas, []string{"LE1", "LE1 1AA", "HX"}) ||
		!slices.Equal(got.Meetings, []string{id}) {
		t.Errorf("%+v", got)
	}
	for _, in := range []string{"<b>", "99", "area:"} {
		if _, err := ParseExclude(in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestParseOnlineAndTravel(t *testing.T) {
	for in, want := range map[string]Online{"": Either, "yes": Either, "No": InPerson, "only": OnlineOnly} {
		if got, err := ParseOnline(in); got != want || err != nil {
			t.Errorf("online %q: %v, %v", in, got, err)
		}
	}
	for in, want := range map[string]place.Mode{"": place.Bus, "WALK": place.Walk, "car": place.Car} {
		if got, err := ParseTravel(in); got != want || err != nil {
			t.Errorf("travel %q: %v, %v", in, got, err)
		}
	}
	if _, err := ParseOnline("perhaps"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := ParseTravel("hovercraft"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestWishCheck(t *testing.T) {
	good := wish(func(w *Wish) { w.Within, w.Limit = 10, 3 })
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Wish){
		"from":   func(w *Wish) { w.From.Year = 0; w.From.Month = 0; w.From.Day = 0 },
		"within": func(w *Wish) { w.Within = -1 },
		"limit":  func(w *Wish) { w.Limit = -1 },
		"need":   func(w *Wish) { w.Need = []facet.Name{facet.Chit} },
	} {
		bad := wish(change)
		f := fault.As(bad.Check())
		if f == nil || len(f.Problems) != 1 || f.Problems[0].Field != name {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestWeightsCheck(t *testing.T) {
	if err := Standard().Check(); err != nil {
		t.Error(err)
	}
	for name, change := range map[string]func(*Weights){
		"farther is better":      func(w *Weights) { w.Travel[1].Points = w.Travel[0].Points + 1 },
		"no steps":               func(w *Weights) { w.Travel = nil },
		"too many steps":         func(w *Weights) { w.Travel = make([]Step, 17) },
		"unknown is rewarded":    func(w *Weights) { w.NeedUnknown = 1 },
		"unknown dearer than no": func(w *Weights) { w.OpenUnknown = w.OpenNo - 1 },
		"out of bounds":          func(w *Weights) { w.Newcomers = mostPoints + 1 },
	} {
		w := Standard()
		change(&w)
		if err := w.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryReasonHasWords holds the catalogue against all that can be said.
func TestEveryReasonHasWords(t *testing.T) {
	words := locale.English()
	keys := []string{"option.why", "option.doubts", "option.catches", "option.wider", "option.one_kind", "option.nothing",
		"option.nothing.online", "option.opens.within", "option.opens.kinds", "option.opens.need", "option.opens.all"}
	for i, name := range facet.Names {
		if !Askable(name) {
			continue
		}
		keys = append(keys, hasKeys[i], "option.facet."+string(name))
		if name != facet.Open {
			keys = append(keys, notKnownKeys[i], lacksKeys[i])
		}
	}
	for _, k := range kindOrder {
		keys = append(keys, "option.kind."+string(k))
	}
	for _, m := range place.Modes {
		keys = append(keys, "option.by."+string(m))
	}
	for _, m := range Misfits {
		keys = append(keys, "option.misfit."+string(m))
	}
	for _, r := range relaxable {
		keys = append(keys, "option.relaxed."+string(r.name))
	}
	for _, key := range keys {
		if !words.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
}
