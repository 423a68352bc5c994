package house

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"openmaf/internal/platform/locale"
)

// grade is the Flesch-Kincaid grade of a text: 0.39 × words a sentence + 11.8 ×
// syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom 1975). Six
// is what an eleven-year-old reads with ease.
func grade(text string) float64 {
	sentences, words, syllables := 0, 0, 0
	for sentence := range strings.SplitSeq(ends.ReplaceAllString(text, "\n"), "\n") {
		in := strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
		if len(in) == 0 {
			continue
		}
		sentences++
		words += len(in)
		for _, w := range in {
			syllables += syllablesOf(w)
		}
	}
	if words == 0 {
		return 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

var ends = regexp.MustCompile(`[.!?:;]+(\s|$)`)

// syllablesOf counts groups of vowels; an "e" at the end, and the "e" of "-ed"
// and "-es", is silent but for where it is not ("-le", "-ted", "-ses").
func syllablesOf(word string) int {
	w := strings.ToLower(strings.NewReplacer("'", "", "’", "").Replace(word))
	n := len(vowels.FindAllString(w, -1))
	if n > 1 && silent.MatchString(w) && !voiced.MatchString(w) {
		n--
	}
	return max(n, 1)
}

var (
	vowels = regexp.MustCompile(`[aeiouy]+`)
	silent = regexp.MustCompile(`e(d|s)?$`)
	voiced = regexp.MustCompile(`([^aeiouy]le|[td]ed|(s|x|z|ch|sh|c|g)es|[aeiouy]e(d|s)?|[^aeiouy]les)$`)
)

func TestGradeIsThatOfTheFormula(t *testing.T) {
	for _, test := range []struct {
		text string
		want float64
	}{
		{"The cat sat on the mat.", 0.39*6 + 11.8*1 - 15.59},
		{"Nobody keeps your name. You can ask us to stop.", 0.39*5 + 11.8*12/10 - 15.59},
		{"The table was wanted. It closes.", 0.39*3 + 11.8*9/6 - 15.59},
	} {
		if got := grade(test.text); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%q: %.2f, want %.2f", test.text, got, test.want)
		}
	}
}

const (
	hardest = 6.0 // grade of what the people who are helped read
	long    = 20  // words from which one message is judged by itself
	label   = 4   // words below which a message is a label, and no sentence
)

// What people read is easy: each longer message by itself, the shorter ones of a
// catalogue together, because the formula says little of five words and nothing
// of a label.
func TestWhatPeopleReadIsEasy(t *testing.T) {
	short := map[string][]string{}
	for _, key := range locale.Keys() {
		if !locale.Seen(key) {
			continue
		}
		text := filled(locale.English().Forms(key)["other"])
		switch n := len(strings.Fields(text)); {
		case n < label:
			continue
		case n < long:
			area, _, _ := strings.Cut(key, ".")
			short[area] = append(short[area], text)
		case grade(text) > hardest:
			t.Errorf("%s has grade %.1f; at most %.0f: %s", key, grade(text), hardest, text)
		}
	}
	areas := 0
	for area, texts := range short {
		slices.Sort(texts)
		if len(texts) < 5 {
			continue
		}
		areas++
		if g := grade(strings.Join(texts, ".\n")); g > hardest {
			t.Errorf("the short messages of %s have grade %.1f; at most %.0f", area, g, hardest)
		}
	}
	if areas < 4 {
		t.Errorf("only %d areas were judged", areas)
	}
}

var gaps = regexp.MustCompile(`\{\{[^}]*\}\}`)

// filled is the text with a plain name in each of its gaps.
func filled(text string) string { return gaps.ReplaceAllString(text, "Sam") }
