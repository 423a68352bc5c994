package asking_test

import (
	"encoding/json"
	"strings"
	"testing"

	"openmaf/internal/people/person/persontest"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/measure"
)

// A copy has everything that was finished, declined too, and nothing that was
// taken back.
func TestACopyOfWhatWasAnswered(t *testing.T) {
	each(t, func(k *desk) {
		ask := k.asked("own-visit", asking.Paper)
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("went", 0): "1", asking.Field("welcome", 0): "declined", asking.Field("help", 0): "A lift"}, How: asking.Aloud, Done: true}))
		all, err := k.asks.Answered(ctx, k.asha, k.sam.ID)
		if k.must(err); len(all) != 1 {
			t.Fatalf("%d sets of answers", len(all))
		}
		told := all[0].Told() // Sam reads Polish
		if len(told) != 3 || told[0].Answer != "Tak" || told[1].Answer != "" || told[2].Answer != "A lift" {
			t.Errorf("%q", told)
		}
		out, err := json.Marshal(asking.Bundle(all))
		k.must(err)
		for _, want := range []string{`"QuestionnaireResponse"`, `"asked-declined"`, "A lift", ask} {
			if !strings.Contains(string(out), want) {
				t.Errorf("no %s in %s", want, out)
			}
		}
		if strings.Contains(string(out), k.sam.ID) || strings.Contains(string(out), "Sam") {
			t.Errorf("it names the person: %s", out)
		}
		_, err = k.asks.Answered(ctx, k.bo, k.sam.ID)
		persontest.Missing(t, "somebody else's answers", err)
		k.must(k.asks.Withdraw(ctx, k.asha, k.sam.ID, ask))
		if all, err := k.asks.Answered(ctx, k.asha, k.sam.ID); err != nil || len(all) != 0 {
			t.Errorf("what was taken back is copied: %v, %v", all, err)
		}
	})
}

// Words that the community has leave to ask do not leave with the answers.
func TestACopyHasNoWordsThatAreNotOpen(t *testing.T) {
	each(t, func(k *desk) {
		words := measure.Words{Measure: "swemwbs", Questions: strings.Repeat("Invented question\n", 7), Answers: strings.Repeat("Invented answer\n", 5)}
		_, err := measure.New(k.d).Paste(ctx, k.max, words, measure.Leave{By: "W", Reference: "1", On: today})
		k.must(err)
		ask := k.asked("swemwbs", asking.Paper)
		k.must(k.asks.Type(ctx, k.asha, k.sam.ID, ask, asking.Typing{Said: asking.Said{asking.Field("1", 0): "4", asking.Field("2", 0): "declined"}, How: asking.Aloud, Done: true}))
		all, err := k.asks.Answered(ctx, k.asha, k.sam.ID)
		k.must(err)
		if told := all[0].Told(); len(told) != 2 || told[0] != (asking.Told{Question: "1", Answer: "4"}) || told[1] != (asking.Told{Question: "2"}) {
			t.Errorf("%q", told)
		}
		if out, err := json.Marshal(asking.Bundle(all)); err != nil || strings.Contains(string(out), "Invented") || !strings.Contains(string(out), "©") {
			t.Errorf("%v, %s", err, out)
		}
	})
}
