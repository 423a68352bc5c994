package locale

import (
	"regexp"
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/platform/fault"
)

// longestPhrase is how long a community's own wording may be, in characters.
const longestPhrase = 1000

var (
	gap   = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)
	brace = regexp.MustCompile(`\{\{|\}\}`)
)

// GapsOf are the names of the gaps in a text, in their order, each once.
func GapsOf(text string) []string {
	var names []string
	for _, m := range gap.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Check reports what is wrong with the phrase, by the fields of its form
// (one for each plural form): a text that is empty or too long, a gap that
// nothing fills, a bracket that is no gap. A text may leave a gap out, unless
// it would then no longer say what it must: whoever writes "{{.Name}}" away
// writes a sentence that is still true, or does not.
func (p Phrase) Check() error {
	e := fault.New(fault.Invalid, "phrase.invalid")
	standard, ok := Texts(Default)[p.Key]
	if _, known := LanguageOf(p.Language); !known || !ok {
		return fault.New(fault.Missing, "record.missing")
	}
	var filled []string
	for _, text := range standard {
		filled = append(filled, GapsOf(text)...)
	}
	if strings.TrimSpace(p.Forms["other"]) == "" {
		e.Field("other", "phrase.empty")
	}
	for form, text := range p.Forms {
		if !slices.Contains(PluralForms, form) {
			e.Field("other", "phrase.form")
			continue
		}
		checkText(e, form, text, filled)
	}
	return e.OrNil()
}

// PluralForms are the categories of plurals, in the order pages show them.
var PluralForms = []string{"zero", "one", "two", "few", "many", "other"}

func checkText(e *fault.Error, form, text string, filled []string) {
	if n := utf8.RuneCountInString(text); n > longestPhrase {
		e.Field(form, "phrase.long", fault.Args{"Over": n - longestPhrase, "Limit": longestPhrase})
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
		e.Field(form, "phrase.control")
	}
	for _, name := range GapsOf(text) {
		if !slices.Contains(filled, name) {
			e.Field(form, "phrase.gap", fault.Args{"Gap": "{{." + name + "}}"})
		}
	}
	rest := gap.ReplaceAllString(text, "")
	if _, err := template.New("").Parse(text); err != nil || brace.MatchString(rest) {
		e.Field(form, "phrase.bracket")
	}
}
