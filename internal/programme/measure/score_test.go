package measure_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

// small is a definition in which every operator works, for tests to bend.
const small = `{
  "format": "openmaf-measure/1", "id": "small", "version": "1.0.0", "title": "Small", "about": "Invented.",
  "licence": {"class": "permission", "name": "n", "rightsHolder": "r", "attribution": "a", "sources": ["s"], "evidence": "e"},
  "questionnaire": {"resourceType": "Questionnaire", "status": "active", "item": [
    {"linkId": "a", "type": "choice", "answerOption": [{"valueCoding": {"code": "1"}}, {"valueCoding": {"code": "2"}}, {"valueCoding": {"code": "3"}}]},
    {"linkId": "b", "type": "choice", "answerOption": [{"valueCoding": {"code": "1"}}, {"valueCoding": {"code": "2"}}, {"valueCoding": {"code": "3"}}]},
    {"linkId": "c", "type": "choice", "answerOption": [{"valueCoding": {"code": "1"}}, {"valueCoding": {"code": "2"}}, {"valueCoding": {"code": "3"}}]},
    {"linkId": "note", "type": "text"},
    {"linkId": "group", "type": "group", "repeats": true, "item": [{"linkId": "visits", "type": "integer"}, {"linkId": "sponsor", "type": "integer"}]}
  ]},
  "scoring": {"scores": [
    {"id": "sum", "title": "t", "kind": "subscale", "higher": "better", "min": 3, "max": 9, "reliableChange": {"limit": 2, "source": "s"}, "norms": {"mean": 6, "sd": 1, "source": "s"}, "of": {"op": "sum", "of": ["a", "b", "c"], "missing": {"rule": "prorate", "atLeast": 2}}},
    {"id": "reversed", "title": "t", "kind": "subscale", "higher": "better", "min": 3, "max": 9, "of": {"op": "sum", "of": ["a", {"op": "reverse", "of": ["b", "c"], "low": 1, "high": 3}], "missing": {"rule": "refuse"}}},
    {"id": "recoded", "title": "t", "kind": "line", "higher": "better", "min": 0, "max": 3, "of": {"op": "sum", "of": [{"op": "recode", "of": ["a", "b", "c"], "map": {"1": 0, "2": 0, "3": 1}}], "missing": {"rule": "refuse"}}},
    {"id": "domain", "title": "t", "kind": "subscale", "higher": "better", "min": 4, "max": 12, "of": {"op": "times", "by": 4, "of": [{"op": "mean", "of": ["a", "b"], "missing": {"rule": "prorate", "atLeast": 1}}]}},
    {"id": "table", "title": "t", "kind": "line", "higher": "better", "min": 0, "max": 10, "of": {"op": "lookup", "of": [{"op": "score", "score": "sum"}], "map": {"3": 0, "6": 4.5, "9": 10}}},
    {"id": "high", "title": "t", "kind": "line", "higher": "better", "min": 0, "max": 3, "of": {"op": "countIf", "of": ["a", "b", "c"], "from": 3, "missing": {"rule": "refuse"}}},
    {"id": "share", "title": "t", "kind": "line", "higher": "better", "min": 0, "max": 1, "of": {"op": "ratio", "of": [{"op": "score", "score": "high"}, {"op": "countIf", "of": ["a", "b", "c"], "from": 2, "missing": {"rule": "refuse"}}]}},
    {"id": "each", "title": "t", "kind": "line", "higher": "better", "min": 0, "max": 999, "perGroup": "group", "of": {"op": "sum", "of": ["visits", "sponsor"], "missing": {"rule": "refuse"}}},
    {"id": "total", "title": "t", "kind": "total", "higher": "better", "min": 6, "max": 18, "of": {"op": "sum", "of": [{"op": "score", "score": "sum"}, {"op": "score", "score": "reversed"}], "missing": {"rule": "refuse"}},
      "bands": [{"from": 6, "id": "low", "title": "l"}, {"from": 12, "id": "high", "title": "h"}]}
  ]},
  "tests": [{"name": "v", "answers": {"a": 3, "b": 2, "c": 1, "visits": [4, 8], "sponsor": [1, 0]},
    "scores": {"sum": 6, "reversed": 8, "recoded": 1, "domain": 10, "table": 4.5, "high": 1, "share": 0.5, "each[1]": 5, "each[2]": 8, "total": 14}, "bands": {"total": "high"}}]
}`

func parsed(t testing.TB, text string) *measure.Definition {
	t.Helper()
	d, err := measure.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func scores(d *measure.Definition, answers measure.Answers) map[string]measure.Score {
	all := map[string]measure.Score{}
	for _, s := range d.Scores(answers) {
		all[s.Key()] = s
	}
	return all
}

func given(numbers map[string]float64) measure.Answers {
	a := measure.Answers{}
	for id, n := range numbers {
		a[id] = []measure.Value{measure.Number(n)}
	}
	return a
}

func TestWhatIsMissing(t *testing.T) {
	d := parsed(t, small)
	for _, test := range []struct {
		name     string
		answers  measure.Answers
		score    string
		want     float64
		handling measure.Handling
		reason   measure.Reason
	}{
		{"prorated: the mean of the two stands for the third", given(map[string]float64{"a": 3, "b": 2}), "sum", 7.5, measure.Prorated, ""},
		{"too few to prorate", given(map[string]float64{"a": 3}), "sum", 0, measure.Refused, measure.NotAnswered},
		{"refused", given(map[string]float64{"a": 3, "b": 2}), "reversed", 0, measure.Refused, measure.NotAnswered},
		{"no entry between the lines of a table", given(map[string]float64{"a": 3, "b": 2}), "table", 0, measure.Refused, measure.NotInTable},
		{"no share of nothing", given(map[string]float64{"a": 1, "b": 1, "c": 1}), "share", 0, measure.Refused, measure.NoShare},
		{"all there", given(map[string]float64{"a": 3, "b": 2, "c": 1}), "total", 14, measure.Complete, ""},
		{"rather not say", measure.Answers{"a": {{State: measure.Declined}}}, "reversed", 0, measure.Refused, measure.NotSaid},
		{"mean of one", given(map[string]float64{"b": 2}), "domain", 8, measure.Prorated, ""},
	} {
		got := scores(d, test.answers)[test.score]
		if got.Handling != test.handling || got.Reason != test.reason || got.Handling != measure.Refused && got.Value != test.want {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

func TestAFaultyDefinitionNamesTheField(t *testing.T) {
	for _, test := range []struct{ name, from, to, field, key string }{
		{"no such operator", `"op": "ratio"`, `"op": "quotient"`, "scoring.scores[6].of.op", "measure.grammar.enum"},
		{"a field too many", `"about": "Invented."`, `"about": "Invented.", "abuot": ""`, "", "measure.grammar.unknown"},
		{"a field too few", `"about": "Invented.",`, ``, "", "measure.grammar.required"},
		{"a word for a number", `"by": 4`, `"by": "four"`, "scoring.scores[3].of.by", "measure.grammar.type"},
		{"a sum without a rule for what is missing", `"of": ["visits", "sponsor"], "missing": {"rule": "refuse"}`, `"of": ["visits", "sponsor"]`, "scoring.scores[7].of", "measure.grammar.required"},
		{"a version that is none", `"version": "1.0.0"`, `"version": "one"`, "version", "measure.grammar.pattern"},
		{"nobody to name", `"attribution": "a"`, `"attribution": ""`, "licence.attribution", "measure.grammar.empty"},
		{"no answers to choose from", `"answerOption": [{"valueCoding": {"code": "1"}}, {"valueCoding": {"code": "2"}}, {"valueCoding": {"code": "3"}}]},
    {"linkId": "b"`, `"answerOption": []},
    {"linkId": "b"`, "questionnaire.item[0].answerOption", "measure.grammar.empty"},
		{"no reliability at all", `"limit": 2`, `"reliability": 1`, "scoring.scores[0].reliableChange.reliability", "measure.grammar.other"},
		{"norms without a spread", `"sd": 1`, `"sd": 0`, "scoring.scores[0].norms.sd", "measure.grammar.other"},
		{"norms of what is neither better nor worse", `"higher": "better", "min": 3, "max": 9, "reliableChange"`,
			`"higher": "neither", "min": 3, "max": 9, "reliableChange"`, "scoring.scores[0].norms", "measure.wrong.norms"},
		{"norms that nobody can have", `"mean": 6`, `"mean": 60`, "scoring.scores[0].norms", "measure.wrong.norms"},
		{"a licence class of one's own", `"class": "permission"`, `"class": "free"`, "licence.class", "measure.grammar.enum"},
		{"no such item", `["a", "b", "c"], "from": 3`, `["a", "b", "x"], "from": 3`, "scoring.scores[5].of.of[2]", "measure.wrong.item"},
		{"words are not scored", `["a", "b", "c"], "from": 3`, `["a", "b", "note"], "from": 3`, "scoring.scores[5].of.of[2]", "measure.wrong.words"},
		{"a score that comes later", `{"op": "score", "score": "high"}`, `{"op": "score", "score": "total"}`, "scoring.scores[6].of.of[0].score", "measure.wrong.score"},
		{"more answers than items", `"atLeast": 2`, `"atLeast": 4`, "scoring.scores[0].of.missing.atLeast", "measure.wrong.at-least"},
		{"not a group", `"perGroup": "group"`, `"perGroup": "a"`, "scoring.scores[7].perGroup", "measure.wrong.group"},
		{"bands downwards", `{"from": 12, "id": "high"`, `{"from": 2, "id": "high"`, "scoring.scores[8].bands", "measure.wrong.bands"},
		{"a total where there is none", `"scoring": {`, `"scoring": {"noTotal": "no", `, "scoring.scores[8].kind", "measure.wrong.total"},
		{"one item twice", `"linkId": "b"`, `"linkId": "a"`, "questionnaire.item a", "measure.wrong.twice"},
		{"a code that counts nothing", `"code": "3"`, `"code": "often"`, "questionnaire.item a", "measure.wrong.no-number"},
		{"a test vector that fails", `"domain": 10`, `"domain": 11`, "tests[0]", "measure.wrong.vector"},
		{"a band that fails", `{"total": "high"}`, `{"total": "low"}`, "tests[0]", "measure.wrong.vector.band"},
		{"an answer that cannot be", `"answers": {"a": 3`, `"answers": {"a": 7`, "tests[0].answers.a", "measure.answer.option"},
		{"a score outside its range", `"min": 4, "max": 12`, `"min": 4, "max": 9`, "tests[0]", "measure.wrong.vector.range"},
		{"a score that no vector tries", `"table": 4.5, `, ``, "tests", "measure.wrong.untested"},
		{"wording without a hash", `{"linkId": "a",`, `{"linkId": "a", "text": "Invented?",`, "licence.wordingSHA256", "measure.wrong.hash"},
	} {
		if !strings.Contains(small, test.from) {
			t.Fatalf("%s: the definition has no %s", test.name, test.from)
		}
		_, err := measure.Parse([]byte(strings.Replace(small, test.from, test.to, 1)))
		f := fault.As(err)
		if f == nil || !slices.ContainsFunc(f.Problems, func(p fault.Problem) bool { return p.Field == test.field && p.Key == test.key }) {
			t.Errorf("%s: want %s at %q, got %v", test.name, test.key, test.field, err)
		}
	}
	parsed(t, "\ufeff"+small) // as some editors save it
	for _, text := range []string{"", "no", "[]", "{}", small + "}", strings.Repeat("[", 100_000)} {
		if _, err := measure.Parse([]byte(text)); fault.As(err) == nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

// anyAnswers are answers of every kind and to anything.
func anyAnswers(d *measure.Definition) *rapid.Generator[measure.Answers] {
	ids := []string{"stranger"}
	for item := range d.Questionnaire.Items() {
		ids = append(ids, item.LinkID)
	}
	value := rapid.Custom(func(t *rapid.T) measure.Value {
		return measure.Value{State: measure.State(rapid.IntRange(0, 4).Draw(t, "state")), Number: rapid.Float64().Draw(t, "number"), Text: rapid.String().Draw(t, "text")}
	})
	return rapid.Custom(func(t *rapid.T) measure.Answers {
		return rapid.MapOfN(rapid.SampledFrom(ids), rapid.SliceOfN(value, 0, 4), 0, len(ids)).Draw(t, "answers")
	})
}

func TestScoringNeverPanics(t *testing.T) {
	for _, d := range append(measure.Shipped(), parsed(t, small)) {
		rapid.Check(t, func(t *rapid.T) {
			answers := anyAnswers(d).Draw(t, "answers")
			for _, s := range d.Scores(answers) {
				if (s.Handling == measure.Refused) != (s.Reason != "") {
					t.Fatalf("%s: %+v", d.ID, s)
				}
			}
		})
	}
}

// possible are answers that the measure offers, some of them missing.
func possible(d *measure.Definition, whole bool) *rapid.Generator[measure.Answers] {
	return rapid.Custom(func(t *rapid.T) measure.Answers {
		a := measure.Answers{}
		for item := range d.Questionnaire.Items() {
			if !item.Asks() || !item.Scored() || !whole && rapid.IntRange(0, 3).Draw(t, "missing") == 0 {
				continue
			}
			if item.Type == measure.Choice {
				n, _ := rapid.SampledFrom(item.Options).Draw(t, item.LinkID).Coding.Number()
				a[item.LinkID] = []measure.Value{measure.Number(n)}
				continue
			}
			a[item.LinkID] = []measure.Value{measure.Number(float64(rapid.IntRange(0, 7).Draw(t, item.LinkID)))}
		}
		return a
	})
}

func TestAScoreStaysInItsRange(t *testing.T) {
	for _, d := range append(measure.Shipped(), parsed(t, small)) {
		rapid.Check(t, func(t *rapid.T) {
			for _, s := range d.Scores(possible(d, false).Draw(t, "answers")) {
				def, _ := d.Score(s.ID)
				if s.Handling != measure.Refused && (s.Value < def.Min-1e-9 || s.Value > def.Max+1e-9) {
					t.Fatalf("%s %s is %v, outside %v to %v", d.ID, s.ID, s.Value, def.Min, def.Max)
				}
			}
		})
	}
}

// A prorated sum lies between what the missing answers could make of it.
func TestProratingStaysBetweenTheLeastAndTheMost(t *testing.T) {
	d := parsed(t, small)
	rapid.Check(t, func(t *rapid.T) {
		a, b := float64(rapid.IntRange(1, 3).Draw(t, "a")), float64(rapid.IntRange(1, 3).Draw(t, "b"))
		s := scores(d, given(map[string]float64{"a": a, "b": b}))["sum"]
		if s.Handling != measure.Prorated || s.Value < a+b+1 || s.Value > a+b+3 || !slices.Equal(s.Missing, []string{"c"}) {
			t.Fatalf("%v and %v: %+v", a, b, s)
		}
	})
}

func TestReversingTwiceChangesNothing(t *testing.T) {
	once := `{"op": "reverse", "of": ["b", "c"], "low": 1, "high": 3}`
	twice := parsed(t, strings.NewReplacer(once, `{"op": "reverse", "low": 1, "high": 3, "of": [`+once+`]}`,
		`"reversed": 8`, `"reversed": 6`, `"total": 14`, `"total": 12`).Replace(small))
	rapid.Check(t, func(t *rapid.T) {
		got := scores(twice, possible(twice, true).Draw(t, "answers"))
		if got["reversed"].Value != got["sum"].Value {
			t.Fatalf("%+v", got)
		}
	})
}

func TestTheTotalIsTheSumOfTheSubscales(t *testing.T) {
	for _, id := range []string{"sure", "arc"} {
		d, err := measure.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			sum, total := 0.0, math.NaN()
			for _, s := range d.Scores(possible(d, true).Draw(t, "answers")) {
				if s.Kind == measure.Subscale {
					sum += s.Value
				} else {
					total = s.Value
				}
			}
			if sum != total {
				t.Fatalf("%s: %v and %v", id, sum, total)
			}
		})
	}
}

// Warwick's table, at both ends and in the middle, beside the vectors that the
// definition brings for each of its 29 lines.
func TestTheShortScaleIsConvertedByItsTable(t *testing.T) {
	d, err := measure.Find("swemwbs")
	if err != nil {
		t.Fatal(err)
	}
	def, _ := d.Score("total")
	// As Warwick prints it: from the sum of 7 to that of 35.
	published := []float64{7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98, 20.73, 21.54,
		22.35, 23.21, 24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00}
	if len(def.Of.Map) != len(published) {
		t.Errorf("%d lines in the table", len(def.Of.Map))
	}
	for i, want := range published {
		sum := 7 + i
		answers := measure.Answers{}
		for q := range 7 { // no two answers differ by more than one
			answers[strconv.Itoa(q+1)] = []measure.Value{measure.Number(float64(sum/7 + (sum%7+6-q)/7))}
		}
		if got := scores(d, answers)["total"]; got.Value != want || scores(d, answers)["raw"].Value != float64(sum) {
			t.Errorf("%d: %+v, want %v", sum, got, want)
		}
	}
	for raw := 8; raw <= 35; raw++ {
		if a, b := def.Of.Map[strconv.Itoa(raw-1)], def.Of.Map[strconv.Itoa(raw)]; a >= b {
			t.Errorf("%d: %v does not rise from %v", raw, b, a)
		}
	}
}
