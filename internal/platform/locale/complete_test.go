package locale_test

import (
	"maps"
	"slices"
	"testing"

	"openmaf/internal/platform/locale"
)

// Every language holds all that people see, with the gaps of the English.
func TestWhatPeopleSeeIsInEveryLanguage(t *testing.T) {
	english := locale.Texts(locale.Default)
	for _, l := range locale.Languages[1:] {
		texts := locale.Texts(l.Code)
		for _, key := range locale.Keys() {
			if forms := texts[key]; locale.Seen(key) && forms["other"] == "" {
				t.Errorf("%s has no words for %s", l.Code, key)
			}
		}
		for key, forms := range texts {
			if english[key] == nil {
				t.Errorf("%s has words for %s, which nothing asks for", l.Code, key)
				continue
			}
			want := gaps(english[key])
			for form, text := range forms {
				if got := locale.GapsOf(text); !subset(got, want) || form == "other" && !subset(locale.GapsOf(english[key]["other"]), got) {
					t.Errorf("%s %s (%s) has the gaps %v, want %v", l.Code, key, form, got, want)
				}
			}
		}
	}
}

func gaps(forms locale.Forms) (all []string) {
	for text := range maps.Values(forms) {
		all = append(all, locale.GapsOf(text)...)
	}
	return all
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}
