package measure_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"openmaf/internal/programme/measure"
)

// Our own questions are asked in every language the program speaks, whole, and
// without words that the English does not have.
func TestOurOwnQuestionsAreTranslated(t *testing.T) {
	var exported []any
	for _, d := range measure.Shipped() {
		if d.Licence.Class != measure.OpenWording {
			continue
		}
		for _, language := range []string{"cy", "pl", "pa", "gu", "ur"} {
			q, words, ok := d.In(language)
			if !ok {
				t.Errorf("%s is not there in %s, or not all of it", d.ID, language)
				continue
			}
			exported = append(exported, q)
			if q.Language != language || q.Title == d.Questionnaire.Title || len(q.Item) != len(d.Questionnaire.Item) {
				t.Errorf("%s in %s: %q with %d items", d.ID, language, q.Title, len(q.Item))
			}
			for english, there := range words.Words {
				if !slices.Contains(d.Words(), english) {
					t.Errorf("%s.%s translates %q, which is not asked", d.ID, language, english)
				}
				if a, b := digits(english), digits(there); a != b {
					t.Errorf("%s.%s: %q has the numbers %s, the English %s", d.ID, language, there, b, a)
				}
			}
		}
	}
	for _, wrong := range judged(t, exported) {
		if wrong != "" {
			t.Error(wrong)
		}
	}
}

func digits(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }), " ")
}

func TestATranslationLeavesTheDefinitionAlone(t *testing.T) {
	d, err := measure.Find("own-visit")
	if err != nil {
		t.Fatal(err)
	}
	before := d.WordingHash()
	if q, _, _ := d.In("pl"); q.Item[0].Options[0].Coding.Display != "Tak" || q.Item[0].Options[0].Coding.Code != "1" {
		t.Errorf("%+v", q.Item[0])
	}
	if d.WordingHash() != before {
		t.Error("translating changed the words of the definition")
	}
	if q, _, ok := d.In("xx"); ok || q.Title != d.Questionnaire.Title {
		t.Errorf("%q in a language that is not there", q.Title)
	}
}
