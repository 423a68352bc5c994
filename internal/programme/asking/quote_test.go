package asking_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
)

const wrote = "I laughed for the first time (invented)."

// nothing is read beside the words of the team.
func nothing(person.Person) *locale.Words { return nil }

// wrote answers the questions of before with a few words of Sam's own.
func (k *desk) wrote() (ask string) {
	k.Helper()
	ask = k.asked("own-before", asking.Aloud)
	k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("heard", 0): wrote,
		asking.Field("welcome", 0): "8"}, How: asking.Aloud, Done: true}))
	return ask
}

func (k *desk) agree(actor access.Actor, ask, field string) error {
	w := locale.English()
	return k.asks.Agree(ctx, actor, w, nothing, k.sam.ID, ask, field, asking.QuoteWording(w, nil).Version)
}

// quoted are the words that a report would have.
func (k *desk) quoted() (words []string) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
		told, err := k.asks.Agreed(tx, today, today.AddDays(10))
		for _, t := range told {
			words = append(words, t.Words)
		}
		return err
	}))
	return words
}

func TestWordsAreInAReportAsLongAsTheyAgree(t *testing.T) {
	each(t, func(k *desk) {
		ask, field := k.wrote(), asking.Field("heard", 0)
		agreed := func(what string, want ...string) {
			k.Helper()
			if got := k.quoted(); !slices.Equal(got, want) {
				k.Errorf("%s: %q", what, got)
			}
		}
		quotes, _, err := k.asks.Quotes(ctx, k.asha, k.sam.ID, ask)
		k.must(err)
		if len(quotes) != 1 || quotes[0].Words != wrote || quotes[0].Agreed || quotes[0].Field != field {
			k.Fatalf("%+v", quotes)
		}
		agreed("nobody asked")
		for range 2 { // pressed twice
			k.must(k.agree(k.asha, ask, field))
		}
		agreed("said yes", wrote)

		k.agrees(false)
		agreed("left the evaluation")
		k.agrees(true)
		agreed("came back to it", wrote)

		k.must(k.asks.TakeBack(ctx, k.asha, k.sam.ID, ask, field))
		agreed("took it back")
		k.must(k.agree(k.asha, ask, field))
		k.must(k.asks.Withdraw(ctx, k.asha, k.sam.ID, ask))
		agreed("erased the answers")
		k.refused("words that are erased", "asking.quote", k.agree(k.asha, ask, field))
	})
}

// Whoever does not keep the record comes to know of nothing, and neither numbers
// nor words that somebody has meanwhile changed are agreed to.
func TestWhatCannotBeAgreedTo(t *testing.T) {
	each(t, func(k *desk) {
		ask, field := k.wrote(), asking.Field("heard", 0)
		for name, other := range map[string]access.Actor{"a colleague": k.bo, "the manager": k.max} {
			if _, _, err := k.asks.Quotes(ctx, other, k.sam.ID, ask); err == nil {
				k.Errorf("%s reads what Sam wrote", name)
			}
		}
		if err := k.agree(k.bo, ask, field); !fault.Is(err, fault.Missing) {
			k.Errorf("a colleague: %v", err)
		}
		k.refused("a number", "asking.quote", k.agree(k.asha, ask, asking.Field("welcome", 0)))
		k.refused("no question", "asking.quote", k.agree(k.asha, ask, "a-nothing-0"))
		k.refused("other words", "consent.words_changed",
			k.asks.Agree(ctx, k.asha, locale.English(), nothing, k.sam.ID, ask, field, consent.WordingOf(locale.English(), consent.Evaluation).Version))
		k.agrees(false)
		k.refused("not of the evaluation", "asking.not_agreed", k.agree(k.asha, ask, field))
		if got := k.quoted(); len(got) > 0 {
			k.Errorf("%q would be in a report", got)
		}
	})
}
