package e2e

import (
	"errors"
	"testing"

	"openmaf/internal/platform/db"
	"openmaf/internal/programme/asking"
)

// scored are the scores that were kept of Wren's answers, by their names.
func (w *world) scored() map[string]float64 {
	w.t.Helper()
	got := map[string]float64{}
	w.must(w.core.DB.View(w.t.Context(), w.core.Scope, func(tx *db.Tx) error {
		told, err := db.One(tx, func(r db.Row) (told string, err error) { return told, r.Scan(&told) },
			`SELECT `+asking.ScoresColumn("''", "'~'")+` FROM person p WHERE p.community_id = $1 AND p.id = $2`, tx.Community(), w.person)
		return errors.Join(err, asking.EachScore(told, func(s asking.Scored) error {
			if s.Measure == "own-visit" {
				got[s.Score] = s.Value
			}
			return nil
		}))
	}))
	return got
}

// TestAnsweringOnTheirOwnPhone: somebody answers one question at a time, stops,
// goes on with the link that they are given, would rather not say one thing, and
// is done. The way back shows nothing.
func TestAnsweringOnTheirOwnPhone(t *testing.T) {
	w := newWorld(t)
	l, err := w.core.Questions.Hand(t.Context(), w.team["Asha"], w.person, w.more["{asking}"])
	w.must(err)
	wren := w.browser("Wren, on their own phone", phone).Open("/answer/" + l.Token).Good().Press("Start").Good()
	wren.Choose("Did you go?", "Yes").Press("Next")
	wren.Choose("Who went with you?", "I would rather not say").Press("Stop for now").Sees("What you said is kept.").Good()
	var on string
	if err := wren.ask(`document.querySelector('a[href*="/answer/"]').href`, &on); err != nil {
		t.Fatal(err)
	}
	wren.Open("/answer").Sees("This link does not work any more")
	wren.Open(on).Press("Start").Sees("How welcome did you feel?").Press("Larger print").Good()
	wren.Choose("How welcome did you feel? 0 is not at all. 10 is very.", "8").Press("Next").Press("Next")
	wren.Choose("Will you go again?", "Yes").Press("Next")
	wren.Fill("What would help next time?", "A lift there (invented)").Press("Next").Sees("That is all").Good()
	wren.Press("I am done").Sees("Thank you").Good()
	wren.Back().Sees("This link does not work any more").SeesNot("A lift there", "Will you go again?")
	if got := w.scored(); got["welcome"] != 8 || got["again"] != 2 || len(got) != 2 {
		t.Errorf("the scores are %v", got)
	}
}

// TestATabletForgets: before it is handed over the facilitator is signed out on
// it, and at the end nothing is there of either.
func TestATabletForgets(t *testing.T) {
	w := newWorld(t)
	tablet := w.as(w.browser("a tablet that goes from hand to hand", phone), "Asha")
	tablet.Open("/people/" + w.person + "/questions/" + w.more["{asking}"]).Good().Press("Sign me out and hand over this device")
	tablet.Follow("All on one page").Choose("Did you go?", "No").Good()
	tablet.Open("/today").Sees("Sign in").SeesNot("Wren")
	tablet.Open("/answer?at=all").Choose("Did you go?", "No").Press("Next").Press("I am done").Sees("hand the tablet back").Good()
	tablet.Back().SeesNot("Did you go?", "Wren")
	tablet.Open("/people/" + w.person).Sees("Sign in").SeesNot("Wren")
}
