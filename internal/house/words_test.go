package house

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/platform/locale"
)

// messages reads every key of the English catalogue and the file it stands in.
func messages(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../platform/locale/en/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogues: %v", err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var keys map[string]any
		if err := json.Unmarshal(text, &keys); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for key := range keys {
			if other, twice := all[key]; twice {
				t.Errorf("%s stands in %s and in %s", key, other, filepath.Base(file))
			}
			all[key] = filepath.Base(file)
		}
	}
	return all
}

// inTemplate finds the messages a template asks for; inCode those of a fault or
// of Words.T with a constant key.
var (
	inTemplate = regexp.MustCompile(`\.T "([a-z0-9_.\-A-Z]+)"`)
	inCode     = regexp.MustCompile(`(?:fault\.New\(fault\.\w+, |\.Field\("[^"]*", |\.T\(|Key: )"([a-z0-9_\-]+\.[a-z0-9_.\-A-Z]+)"`)
)

func TestEveryWordOnAPageIsInTheCatalogue(t *testing.T) {
	have := messages(t)
	english := locale.English()
	asked := 0
	walk(t, "..", func(file, text string) {
		find := inCode
		switch {
		case strings.HasSuffix(file, ".html"):
			find = inTemplate
		case !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return
		}
		for _, m := range find.FindAllStringSubmatch(text, -1) {
			if strings.HasSuffix(m[1], ".") {
				continue // a key made of two parts: its own package tests it
			}
			asked++
			if _, ok := have[m[1]]; !ok {
				t.Errorf("%s asks for %q, which no catalogue holds", file, m[1])
			} else if !english.Has(m[1]) {
				t.Errorf("%q does not render", m[1])
			}
		}
	})
	if asked < 100 {
		t.Errorf("only %d messages found in code and templates: has the way of asking changed?", asked)
	}
}

// avoided are words that screens do not use, with what they say instead
// (domain notes, 7.9).
var avoided = map[string]string{
	`(?i)\bclients?\b`: "person", `(?i)service users?`: "person", `(?i)\baddicts?\b`: "someone in recovery",
	`(?i)non-complian`: "hasn't happened yet", `(?i)\bDNA\b`: "hasn't happened yet", `(?i)no-?shows?`: "hasn't happened yet",
	`(?i)disengaged`: "stepped back", `(?i)dropped out`: "stepped back", `(?i)lost to follow-?up`: "not heard from",
	`(?i)relapse`: "return to use", `(?i)escorted`: "went along together", `(?i)\bthink again\b`: "try something different",
	`(?i)gone quiet`: "not heard from", `(?i)too religious`: "the religious side wasn't for me", `(?i)mandated`: "introduced",
}

func TestScreensUseTheFieldsWords(t *testing.T) {
	files, _ := filepath.Glob("../platform/locale/en/*.json")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var keys map[string]any
		_ = json.Unmarshal(text, &keys)
		for key, value := range keys {
			words, _ := json.Marshal(value)
			for bad, good := range avoided {
				if regexp.MustCompile(bad).Match(words) {
					t.Errorf("%s (%s) says %s; say %q", key, filepath.Base(file), bad, good)
				}
			}
		}
	}
}

// walk gives every file below dir, with its text.
func walk(t *testing.T, dir string, visit func(file, text string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, ".html") {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		visit(file, string(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
