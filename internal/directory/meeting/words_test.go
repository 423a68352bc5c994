package meeting

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

func TestFellowshipOf(t *testing.T) {
	for name, want := range map[string]string{
		"AA": "AA", "aa": "AA", "Alcoholics Anonymous": "AA", " narcotics  anonymous ": "NA",
		"SMART Recovery": "SMART", "smart": "SMART", "SMART Family & Friends": "SMART-FF", "smart recovery family and friends": "SMART-FF",
		"Al-Anon": "AL-ANON", "alanon": "AL-ANON", "Al Anon Family Groups": "AL-ANON", "Co-Dependents Anonymous": "CODA",
		"CoDA": "CODA", "Recovery Dharma": "RD", "8 step recovery": "EIGHT-STEP", "BAC-IN": "BAC-IN", "bacin": "BAC-IN",
		"A.C.A.": "ACA", "Purple Kettle Society": "", "": "",
	} {
		if f, ok := FellowshipOf(name); f.Code != want || ok != (want != "") {
			t.Errorf("FellowshipOf(%q) = %q, %v", name, f.Code, ok)
		}
	}
}

func TestNamesOfFellowshipsAreTheirsAlone(t *testing.T) {
	seen := map[string]string{}
	for _, f := range Fellowships {
		for _, name := range append([]string{f.Code, f.Name}, f.Aliases...) {
			if owner, taken := seen[nameKey(name)]; taken && owner != f.Code {
				t.Errorf("%q is both %s and %s", name, owner, f.Code)
			}
			seen[nameKey(name)] = f.Code
		}
		if KindOf(f.Code) != f.Kind || f.Kind == "" || f.Kind == Other {
			t.Errorf("%s is of the kind %q", f.Code, f.Kind)
		}
	}
	if KindOf("Purple Kettle Society") != Other {
		t.Error("an unknown fellowship has a kind")
	}
}

func TestParseKind(t *testing.T) {
	for s, want := range map[string]Kind{
		"12-step": TwelveStep, "Twelve Step": TwelveStep, "12 steps": TwelveStep, "SMART": CBT, "CBT": CBT,
		"family & friends": Family, "Affected others": Family, "Women's": Women, "peer support": Community, "LERO": Community,
		"Buddhism": Buddhist, "non-religious": Secular, "Muslim": Faith, "other": Other, "cheese": "", "": "",
	} {
		if k, ok := ParseKind(s); k != want || ok != (want != "") {
			t.Errorf("ParseKind(%q) = %q, %v", s, k, ok)
		}
	}
	for _, k := range Kinds {
		if got, ok := ParseKind(string(k)); got != k || !ok {
			t.Errorf("ParseKind(%q) = %q, %v", k, got, ok)
		}
	}
}

func TestEveryWordOfAMeetingIsInTheCatalogue(t *testing.T) {
	words := locale.English()
	var keys []string
	for _, k := range Kinds {
		keys = append(keys, "meeting.kind."+string(k))
	}
	for _, a := range Attendances {
		keys = append(keys, "meeting.attendance."+string(a))
	}
	for _, r := range FlagReasons {
		keys = append(keys, "meeting.flag."+string(r))
	}
	keys = append(keys, "meeting.import.nothing", "meeting.import.repeats", "meeting.import.alike", "meeting.changed",
		"meeting.source.empty", "meeting.source.reserved", "meeting.source.long")
	for _, key := range keys {
		if !words.Has(key) {
			t.Errorf("no words for %s", key)
		}
	}
}

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"Bisham Women’s Café": "bisham womens cafe", "  A.A. — Step/Tradition  ": "aa step tradition", "Tír na nÓg": "tir na nog",
		"ŁÓDŹ": "łodz", "Nowa Wolność | Hybrid": "nowa wolnosc hybrid", "!!": "", "7.30 Group": "730 group",
	} {
		if got := fold(s); got != want {
			t.Errorf("fold(%q) = %q, want %q", s, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := fold(s)
		if strings.ContainsAny(once, "|%_") || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Fatalf("fold(%q) = %q", s, once)
		}
	})
}

func sound() Listing {
	return Listing{Title: "Lantern Group", Kind: CBT, Attendance: InPerson, Slot: schedule.Slot{Rule: schedule.Weekly(time.Tuesday), Start: 1140}}
}

func TestCheckNamesEachField(t *testing.T) {
	long := strings.Repeat("ä", 600)
	for name, test := range map[string]struct {
		change func(*Listing)
		want   []string
	}{
		"nothing wrong":    {func(l *Listing) {}, nil},
		"no name":          {func(l *Listing) { l.Title = " " }, []string{"title"}},
		"no day":           {func(l *Listing) { l.Slot.Rule = schedule.Rule{} }, []string{"day"}},
		"no such time":     {func(l *Listing) { l.Slot.Start = 25 * 60 }, []string{"time"}},
		"over in no time":  {func(l *Listing) { l.Slot.Minutes = 5 }, []string{"minutes"}},
		"never over":       {func(l *Listing) { l.Slot.Minutes = 13 * 60 }, []string{"minutes"}},
		"in the sea":       {func(l *Listing) { l.Lat, l.Lon, l.Located = 56, 3, true }, []string{"position"}},
		"nowhere":          {func(l *Listing) { l.Located = true }, []string{"position"}},
		"no such postcode": {func(l *Listing) { l.Postcode = "Leicester" }, []string{"postcode"}},
		"no such kind":     {func(l *Listing) { l.Kind = "cheese" }, []string{"kind"}},
		"no such way":      {func(l *Listing) { l.Attendance = "by owl" }, []string{"attendance"}},
		"too long":         {func(l *Listing) { l.Title, l.Venue = long, long }, []string{"title", "venue"}},
		"runs a program":   {func(l *Listing) { l.Join = "javascript:alert(1)" }, []string{"join"}},
		"no facet":         {func(l *Listing) { l.Facets = []facet.Fact{{Name: "cheese", Value: facet.Yes}} }, []string{"facets"}},
		"women and men": {func(l *Listing) {
			l.Facets = []facet.Fact{{Name: facet.Women, Value: facet.Yes}, {Name: facet.Men, Value: facet.Yes}}
		}, []string{"women"}},
	} {
		l := sound()
		test.change(&l)
		err := l.Tidy().Check()
		var got []string
		if f := fault.As(err); f != nil {
			for _, p := range f.Problems {
				got = append(got, p.Field)
				if !locale.English().Has(p.Key) {
					t.Errorf("%s: no words for %s", name, p.Key)
				}
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTidyFillsInWhatFollows(t *testing.T) {
	for name, test := range map[string]struct {
		l    Listing
		want []facet.Name
		kind Kind
	}{
		"a family group":    {Listing{Fellowship: "al-anon"}, []facet.Name{facet.Family}, Family},
		"women's":           {Listing{Fellowship: "Women for Sobriety"}, []facet.Name{facet.Women}, Women},
		"secular":           {Listing{Fellowship: "LifeRing"}, []facet.Name{facet.Secular}, Secular},
		"another kind said": {Listing{Fellowship: "AA", Kind: Community}, nil, Community},
		"no fellowship":     {Listing{}, nil, Other},
		"a list that knows better": {Listing{Fellowship: "WFS", Facets: []facet.Fact{{Name: facet.Women, Value: facet.No}}},
			nil, Women},
	} {
		got := test.l.Tidy()
		var yes []facet.Name
		for _, f := range got.Facets {
			if f.Value == facet.Yes {
				yes = append(yes, f.Name)
			}
		}
		if diff := cmp.Diff(test.want, yes); diff != "" || got.Kind != test.kind {
			t.Errorf("%s: %s, kind %q", name, diff, got.Kind)
		}
		if diff := cmp.Diff(got, got.Tidy()); diff != "" {
			t.Errorf("%s: tidying twice differs: %s", name, diff)
		}
	}
}

func TestIdentityReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sound()
		l.Title, l.Fellowship = rapid.String().Draw(t, "title"), rapid.String().Draw(t, "fellowship")
		i := identityOf(l)
		if identityFrom(i.key()) != i {
			t.Fatalf("%q reads as %+v", i.key(), identityFrom(i.key()))
		}
	})
}

func TestReportDocumentHasNoNullLists(t *testing.T) {
	d := Report{}.Document(func(fault.Problem) string { return "" })
	if d.Rejected == nil || d.Warnings == nil || d.Gate != nil {
		t.Errorf("%+v", d)
	}
	d = Report{Rejected: []fault.Problem{{Row: 3, Field: "day", Key: "k"}}}.Document(func(p fault.Problem) string { return p.Key })
	if diff := cmp.Diff([]ProblemDocument{{3, "day", "k"}}, d.Rejected); diff != "" {
		t.Error(diff)
	}
}
