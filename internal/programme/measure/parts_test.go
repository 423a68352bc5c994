package measure_test

import (
	"slices"
	"testing"

	"openmaf/internal/programme/measure"
)

func TestTheQuestionsOfAScore(t *testing.T) {
	d := parsed(t, small)
	all := given(map[string]float64{"a": 3, "b": 2, "c": 1})
	for _, test := range []struct {
		score   string
		answers measure.Answers
		want    []float64 // nil: it has none
	}{
		{"sum", all, []float64{3, 2, 1}},
		{"reversed", all, []float64{3, 2, 3}},
		{"domain", all, []float64{3, 2}},            // of the mean, whatever it is multiplied by
		{"total", all, []float64{3, 2, 1, 3, 2, 3}}, // of both subscales
		{"recoded", all, nil},                       // a line
		{"table", all, nil},
		{"high", all, nil},
		{"share", all, nil},
		{"each", measure.Answers{"visits": {measure.Number(4)}, "sponsor": {measure.Number(1)}}, nil},
		{"sum", given(map[string]float64{"a": 3, "b": 2}), nil}, // prorated
		{"no such score", all, nil},
	} {
		got, ok := d.Parts(test.score, test.answers)
		if ok != (test.want != nil) || ok && !slices.Equal(got, test.want) {
			t.Errorf("%s: %v %v, want %v", test.score, got, ok, test.want)
		}
	}
}

// Of the measures that are shipped, those that add up at least two questions
// have parts, and the parts add up to the score wherever nothing else is done to
// it.
func TestWhichShippedScoresHaveParts(t *testing.T) {
	with := map[string]int{}
	for _, d := range measure.Shipped() {
		answers := measure.Answers{}
		for item := range d.Questionnaire.Items() {
			if item.Asks() && item.Scored() {
				answers[item.LinkID] = []measure.Value{measure.Number(1)}
			}
		}
		for _, s := range d.Scores(answers) {
			parts, ok := d.Parts(s.ID, answers)
			if !ok {
				continue
			}
			with[d.ID+" "+s.ID] = len(parts)
			def, _ := d.Score(s.ID)
			sum := 0.0
			for _, n := range parts {
				sum += n
			}
			if def.Of.Op == "sum" && sum != s.Value {
				t.Errorf("%s %s: the parts add up to %v, the score is %v", d.ID, s.ID, sum, s.Value)
			}
		}
	}
	for score, n := range map[string]int{"barc-10 total": 10, "own-monthly involvement": 5, "own-six-months involvement": 5,
		"swemwbs total": 7, "wemwbs total": 14, "own-before worries": 0, "own-before ready": 0, "own-network recovery": 0, "own-network share-recovery": 0} {
		if with[score] != n {
			t.Errorf("%s has %d parts, want %d", score, with[score], n)
		}
	}
}
