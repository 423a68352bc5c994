package house

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/programme/measure"
)

// A questionnaire that is not ours to give away is not in this repository:
// wherever a definition of a licence class that is not open stands, it has no
// words.
func TestNoDefinitionCarriesWordingThatIsNotOpen(t *testing.T) {
	found := 0
	err := fs.WalkDir(os.DirFS("../.."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return errOrSkip(err)
		}
		if !strings.HasSuffix(file, ".json") {
			return nil
		}
		text, err := os.ReadFile("../../" + file)
		if err != nil || !strings.Contains(string(text), `"openmaf-measure/`) {
			return err
		}
		var def measure.Definition
		if json.Unmarshal(text, &def) != nil || def.Format == "" {
			return nil // the grammar itself
		}
		found++
		for _, words := range carried(&def) {
			t.Errorf("%s: the licence class is %s, and it carries the words %q", file, def.Licence.Class, words)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 10 {
		t.Errorf("only %d definitions found", found)
	}
}

func errOrSkip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

// carried are the words of a definition that may have none.
func carried(d *measure.Definition) (words []string) {
	if d.Licence.Class.Open() {
		return nil
	}
	for _, text := range d.Words() {
		if text != d.Questionnaire.Title {
			words = append(words, text)
		}
	}
	return words
}

func TestWordingThatIsNotOpenIsFound(t *testing.T) {
	d := measure.Definition{Licence: measure.Licence{Class: measure.Permission},
		Questionnaire: measure.Questionnaire{Title: "A title", Item: []measure.Item{{Item: []measure.Item{
			{Text: "A question?", Options: []measure.Option{{Coding: measure.Coding{Code: "1", Display: "An answer"}}}}}}}}}
	if got := carried(&d); len(got) != 2 {
		t.Errorf("%q", got)
	}
}

// What our own measures ask is what the person reads: easy, and in the field's
// words.
func TestOurOwnQuestionsAreEasy(t *testing.T) {
	own := 0
	for _, d := range measure.Shipped() {
		if d.Licence.Class != measure.OpenWording {
			continue
		}
		own++
		words := d.Words()
		if g := grade(strings.Join(words, ".\n")); g > hardest {
			t.Errorf("%s has grade %.1f; at most %.0f", d.ID, g, hardest)
		}
		for _, text := range words {
			if g := grade(text); len(strings.Fields(text)) >= long && g > hardest {
				t.Errorf("%s: %q has grade %.1f", d.ID, text, g)
			}
			for bad, good := range avoided {
				if regexp.MustCompile(bad).MatchString(text) {
					t.Errorf("%s: %q says %s; say %q", d.ID, text, bad, good)
				}
			}
		}
	}
	if own < 5 {
		t.Errorf("only %d measures of our own", own)
	}
}
