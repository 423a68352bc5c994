package measure_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

// Pasted words are asked from then on, with the leave for them on record; the
// words here are invented.
func TestWordsArePastedIntoASkeleton(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store, max := measure.New(d), persontest.Actor(t, d, s, "Max", access.Manager)
		words := measure.Words{Measure: "swemwbs", Questions: strings.Repeat("An invented question\n", 7), Answers: "Never\nRarely\nSometimes\nOften\nAlways\n"}
		leave := measure.Leave{By: "Rights Holder (invented)", Reference: "L-1", On: civil.DateOf(dbtest.Start)}
		if _, err := store.Paste(context.Background(), max, words, measure.Leave{}); persontest.Key(err) != "measure.leave.by" {
			t.Errorf("without leave: %v", err)
		}
		short := words
		short.Answers = "Never\nAlways"
		if _, err := store.Paste(context.Background(), max, short, leave); persontest.Key(err) != "measure.paste.answers" {
			t.Errorf("too few answers: %v", err)
		}
		for _, version := range []string{"1.0.1", "1.0.2"} {
			got, err := store.Paste(context.Background(), max, words, leave)
			if err != nil || got.Version != version || !got.Worded() || got.Licence.WordingHash != got.WordingHash() {
				t.Fatalf("%+v, %v", got, err)
			}
		}
		err := d.View(context.Background(), s, func(tx *db.Tx) error {
			newest, err := measure.Newest(tx, "swemwbs")
			if err == nil && (newest.Version != "1.0.2" || newest.Questionnaire.Item[0].Options[4].Coding.Display != "Always") {
				t.Errorf("asked is %+v", newest.Questionnaire.Item[0])
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if shipped, err := measure.Find("swemwbs"); err != nil || shipped.Worded() {
			t.Errorf("the words stand in what ships: %v", err)
		}
		if _, err := store.Paste(context.Background(), persontest.Actor(t, d, s, "Asha", access.Facilitator), words, leave); err == nil {
			t.Error("a facilitator brings words")
		}
	})
}

// A definition that is written is the one that was read: words can be pasted
// into every skeleton.
func TestADefinitionIsWrittenAsItIsRead(t *testing.T) {
	for _, d := range measure.Shipped() {
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := measure.Parse(data); err != nil || again.WordingHash() != d.WordingHash() {
			t.Errorf("%s: %v", d.ID, err)
		}
	}
}
