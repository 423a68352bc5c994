package link_test

import (
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/locale"
)

// Every code that a page shows has words.
func TestEveryCodeHasWords(t *testing.T) {
	words := locale.English()
	has := func(list, code string) {
		t.Helper()
		if !words.Has("link." + list + "." + code) {
			t.Errorf("no words for %s %s", list, code)
		}
	}
	for _, s := range link.States {
		has("state", string(s))
		has("cannot", string(s))
	}
	for _, k := range []link.DueKind{link.DueComfort, link.DueSecond, link.DueReview, link.DueOutcome, link.DueRevisit,
		link.DueRestOver, link.DueNextStep, link.DueDoorOpen, link.DueSafeHome} {
		has("due", string(k))
	}
	each := func(list string, codes ...string) {
		for _, c := range codes {
			has(list, c)
		}
	}
	each("way", texts(link.Ways)...)
	each("how_far", texts(link.HowFars)...)
	each("how", texts(link.Hows)...)
	each("cause", texts(link.Causes)...)
	each("misfit", texts(link.Misfits)...)
	each("liked", link.Likes...)
	each("wants", texts(link.Wants)...)
	each("frequency", texts(link.Frequencies)...)
	each("facet", texts(link.Facets)...)
	each("reason", texts(link.Reasons)...)
}

func texts[T ~string](codes []T) (out []string) {
	for _, c := range codes {
		out = append(out, string(c))
	}
	return out
}
