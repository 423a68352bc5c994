package person_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
)

func TestCoarse(t *testing.T) {
	for typed, kept := range map[string]string{
		"le1 1aa": "LE1 1", "LE11AA": "LE1 1", "LE1": "LE1", "le1 1": "LE1 1", "sw1a 1aa": "SW1A 1",
		"LE 1": "LE1", "": "", " the old mill ": "the old mill",
	} {
		if got := person.Coarse(typed); got != kept {
			t.Errorf("Coarse(%q) = %q, want %q", typed, got, kept)
		}
	}
}

// No full postcode is ever kept, whatever the spacing and case.
func TestNoHouseIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringMatching(`[A-PR-UWYZ][A-HK-Y]?[0-9][0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}`).Draw(t, "postcode")
		if got := person.Coarse(code); len(got) > 6 || strings.HasSuffix(code, got) {
			t.Fatalf("%q is kept as %q", code, got)
		}
	})
}

func TestKey(t *testing.T) {
	for name, want := range map[string]string{
		"Sam K": "sam k", "  Zoë  O’Brien-Łuk ": "zoe obrien luk", "JOSÉ": "jose", "'": "", "Jaspreet ਸਿੰਘ": "jaspreet ਸਿਘ",
	} {
		if got := person.Key(name); got != want {
			t.Errorf("Key(%q) = %q, want %q", name, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		key := person.Key(rapid.String().Draw(t, "name"))
		if person.Key(key) != key || strings.ContainsAny(key, "%_") || strings.TrimSpace(key) != key {
			t.Fatalf("%q is no key", key)
		}
	})
}

func TestCheck(t *testing.T) {
	for key, p := range map[string]person.Person{
		"":                  {Name: "Sam"},
		"person.name.empty": {Name: "  "},
		"person.name.long":  {Name: strings.Repeat("é", 61)},
		"person.area":       {Name: "Sam", Area: "1 Mill Lane"},
		"person.phone":      {Name: "Sam", Phone: "ask mum"},
		"person.contact":    {Name: "Sam", Phone: "0116 496 0000", Contact: person.Contact{How: "pigeon"}},
		"person.words.long": {Name: "Sam", AccessNeeds: strings.Repeat("a", 201)},
		"person.email":      {Name: "Sam", Email: "Sam <sam@example.org>"},
		"person.language":   {Name: "Sam", Language: "xx"},
		"person.here_for":   {Name: "Sam", For: "the free tea"},
	} {
		if got := persontest.Key(p.Tidy().Check()); got != key {
			t.Errorf("%+v: %q, want %q", p, got, key)
		}
	}
	for what, p := range map[string]person.Person{
		"a number without a name": {Name: "Sam", Emergency: person.Emergency{Phone: "01632 960 001"}},
		"a name without a number": {Name: "Sam", Emergency: person.Emergency{Name: "Ali"}},
		"nobody but a sister":     {Name: "Sam", Emergency: person.Emergency{Who: "my sister"}},
	} {
		if got := persontest.Key(p.Tidy().Check()); got != "person.emergency.both" {
			t.Errorf("%s: %q", what, got)
		}
	}
	for how, p := range map[person.How]person.Person{
		person.InPerson: {Name: "Sam", Contact: person.Contact{How: person.Email}},
		person.Email:    {Name: "Sam", Email: "sam@example.org", Contact: person.Contact{How: person.Email, Others: true}},
	} {
		if p = p.Tidy(); p.Contact.How != how || p.Contact.Others || p.Check() != nil {
			t.Errorf("%+v is not reached %s: %v", p.Contact, how, p.Check())
		}
	}
	if p := (person.Person{Name: "Sam", Contact: person.Contact{How: person.Call, Voicemail: true}}).Tidy(); p.Contact.How != person.InPerson || p.Contact.Voicemail {
		t.Errorf("without a telephone: %+v", p.Contact)
	}
}
