package facet

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

func TestWithKeepsOneFactForAFacet(t *testing.T) {
	value := rapid.SampledFrom([]Value{Unknown, Yes, No})
	name := rapid.SampledFrom(Names)
	rapid.Check(t, func(t *rapid.T) {
		var facts []Fact
		want := map[Name]Value{}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			f := Fact{Name: name.Draw(t, "name"), Value: value.Draw(t, "value")}
			facts = With(facts, f)
			want[f.Name] = f.Value
		}
		for _, n := range Names {
			if got := Of(facts, n).Value; got != want[n] {
				t.Fatalf("%s is %v, want %v", n, got, want[n])
			}
		}
		place := -1
		for _, f := range facts {
			next := indexOf(f.Name)
			if next <= place || f.Value == Unknown {
				t.Fatalf("out of order, twice or unknown: %v", facts)
			}
			place = next
		}
	})
}

func indexOf(n Name) int {
	for i, name := range Names {
		if name == n {
			return i
		}
	}
	return -1
}

func TestFactsAreKeptAsJSON(t *testing.T) {
	facts := []Fact{
		{Name: Open, Value: No, Source: "uk-2026"},
		{Name: StepFree, Value: Yes, On: civil.Date{Year: 2026, Month: 5, Day: 1}},
	}
	text, err := json.Marshal(facts)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"name":"open","value":"no","source":"uk-2026"},{"name":"step-free","value":"yes","on":"2026-05-01"}]`
	if string(text) != want {
		t.Errorf("got %s", text)
	}
	var back []Fact
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(facts, back); diff != "" {
		t.Error(diff)
	}
	if err := json.Unmarshal([]byte(`[{"name":"open","value":"maybe"}]`), &back); err == nil {
		t.Error("a value that is none was read")
	}
}

func TestFromLabel(t *testing.T) {
	for label, want := range map[string]Fact{
		"Open":                {Name: Open, Value: Yes},
		"  CLOSED ":           {Name: Open, Value: No},
		"Women’s Meeting":     {Name: Women, Value: Yes},
		"Child-Friendly":      {Name: Childcare, Value: Yes},
		"No children":         {Name: Childcare, Value: No},
		"Beginner/Newcomer":   {Name: Newcomers, Value: Yes},
		"Wheelchair Access":   {Name: StepFree, Value: Yes},
		"LGBT+":               {Name: LGBTQ, Value: Yes},
		"Atheist /  Agnostic": {Name: Secular, Value: Yes},
		"Big Book":            {},
		"Open H&I Meeting":    {},
		"":                    {},
	} {
		if got, ok := FromLabel(label); got != want || ok != (want != Fact{}) {
			t.Errorf("FromLabel(%q) = %v, %v", label, got, ok)
		}
	}
}

func TestFromSentence(t *testing.T) {
	for s, want := range map[string]Value{
		"Open": Yes, "Open to all": Yes, "Open to addicts only": No,
		"This meeting is open and anyone may attend.":                                    Yes,
		"This meeting is closed; only those who have a desire to stop using may attend.": No,
		"Open to all on request":                                                         Unknown, "whatever": Unknown, "": Unknown,
	} {
		if f, _ := FromSentence(s); f.Value != want {
			t.Errorf("FromSentence(%q) = %v, want %v", s, f.Value, want)
		}
	}
}

func TestFromTitle(t *testing.T) {
	for title, want := range map[string][]Name{
		"Bath Women":                                 {Women},
		"Athlone Women’S Group":                      {Women},
		"Leicester Ladies Living Sober":              {Women},
		"Hackney Wick Mens Newcomer":                 {Newcomers, Men},
		"Notting Hill Men`S Step":                    {Men},
		"Gay Mens Meeting":                           {Men, LGBTQ},
		"Cloyne Mens Shed Serenity Group":            nil,
		"Men And Women Welcome":                      nil,
		"Queer, Bi & Lesbian Women, Trans & Others":  {LGBTQ},
		"Bristol Young Persons Topic":                {Young},
		"Canterbury Young At Heart":                  nil,
		"Young Persons Meeting (Open To All Ages)":   nil,
		"Sheffield We Agnostics Hybrid":              {Secular},
		"Derby Newcomers Non Religious Aa":           {Newcomers, Secular},
		"Clementine's Amendment on Mentoring Omens":  nil,
		"Brighton Lgbtq+ ‘Experience, Strength’":     {LGBTQ},
		"Every Age Is Welcome At Fernhill Mentrepôt": nil,
	} {
		var got []Name
		for _, f := range FromTitle(title) {
			if f.Value != Yes {
				t.Errorf("%q: %v", title, f)
			}
			got = append(got, f.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", title, diff)
		}
	}
}

func TestEveryFacetHasWords(t *testing.T) {
	words := locale.English()
	for _, n := range Names {
		if n == Chit {
			continue // never shown
		}
		key := "facet." + string(n)
		for _, k := range []string{key, key + ".yes", key + ".no", key + ".unknown"} {
			if !words.Has(k) {
				t.Errorf("no words for %s", k)
			}
		}
	}
}
