package measure_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"openmaf/internal/programme/measure"
)

// modules names the node_modules that hold the validator; make test brings it.
const modules = "OPENMAF_TEST_FHIR"

// judged asks a validator of FHIR R4 that is not ours what is wrong with each
// resource.
func judged(t *testing.T, resources []any) []string {
	t.Helper()
	where := os.Getenv(modules)
	if where == "" {
		if os.Getenv("OPENMAF_TEST_ALL") != "" {
			t.Fatal(modules + " is not set, and no test may be left out")
		}
		t.Skip(modules + " is not set: make test sets it")
	}
	in, err := json.Marshal(resources)
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "../../../e2e/fhir/validate.cjs")
	node.Env = append(os.Environ(), "NODE_PATH="+where)
	node.Stdin = bytes.NewReader(in)
	var errs bytes.Buffer
	node.Stderr = &errs
	out, err := node.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	var verdicts []struct {
		Valid    bool
		Messages json.RawMessage
	}
	if err := json.Unmarshal(out, &verdicts); err != nil || len(verdicts) != len(resources) {
		t.Fatalf("%v: %s", err, out)
	}
	wrong := make([]string, len(verdicts))
	for i, v := range verdicts {
		if !v.Valid {
			wrong[i] = string(v.Messages)
		}
	}
	return wrong
}

func TestTheQuestionnairesAreFHIR(t *testing.T) {
	var all []any
	for _, d := range measure.Shipped() {
		all = append(all, d.Leaving(), d.Questionnaire)
	}
	for i, wrong := range judged(t, all) {
		if wrong != "" {
			t.Errorf("%s: %s", measure.Shipped()[i/2].ID, wrong)
		}
	}
}

func TestTheResponsesAreFHIR(t *testing.T) {
	at := time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)
	var all []any
	for _, d := range measure.Shipped() {
		for seed := range 5 {
			answers := possible(d, seed == 0).Example(seed)
			if seed == 4 {
				for id := range answers {
					answers[id] = []measure.Value{{State: measure.Declined}}
				}
			}
			all = append(all, d.Respond("a1", answers, at, seed != 3))
		}
	}
	for i, wrong := range judged(t, all) {
		if wrong != "" {
			t.Errorf("%s: %s", measure.Shipped()[i/5].ID, wrong)
		}
	}
}

// A bundle holds each questionnaire once, before the first answers to it, and
// addresses that are all different.
func TestTheBundlesAreFHIR(t *testing.T) {
	b, urls := measure.NewBundle(), map[string]bool{}
	for _, d := range measure.Shipped() {
		b.Respond(d, "a1", possible(d, true).Example(1), time.Time{}, true)
		b.Respond(d, "a2", possible(d, false).Example(2), time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC), false)
	}
	for _, e := range b.Entry {
		urls[e.FullURL] = true
	}
	if want := 3 * len(measure.Shipped()); len(b.Entry) != want || len(urls) != want {
		t.Errorf("%d entries and %d addresses, want %d", len(b.Entry), len(urls), want)
	}
	if wrong := judged(t, []any{b, measure.NewBundle()}); wrong[0] != "" || wrong[1] != "" {
		t.Errorf("%s", wrong)
	}
}

// The validator is no rubber stamp.
func TestTheValidatorFindsWhatIsWrong(t *testing.T) {
	wrong := judged(t, []any{
		map[string]any{"resourceType": "Questionnaire", "status": "bogus"},
		map[string]any{"resourceType": "Questionnaire", "status": "active", "scoring": "sum"},
		map[string]any{"resourceType": "QuestionnaireResponse", "item": []any{map[string]any{"text": "no link"}}},
		map[string]any{"resourceType": "Bundle", "entry": []any{map[string]any{"fullUrl": "urn:x", "resource": map[string]any{"resourceType": "Questionnaire"}}}},
	})
	for i, w := range wrong {
		if w == "" {
			t.Errorf("resource %d passed", i)
		}
	}
}

// What a measure that is not open asks stays here; so do the words of its
// answers.
func TestNoWordingThatIsNotOpenLeaves(t *testing.T) {
	d := parsed(t, worded(t))
	out, err := json.Marshal([]any{d.Leaving(), d.Respond("", given(map[string]float64{"a": 1}), time.Time{}, true)})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "Invented") {
		t.Errorf("%s", out)
	}
	if !strings.Contains(string(out), `"copyright":"a"`) {
		t.Errorf("the attribution is not there: %s", out)
	}
}

// worded is the small definition with words of its own, and the hash of them.
func worded(t testing.TB) string {
	t.Helper()
	text := strings.Replace(small, `{"linkId": "a", "type": "choice", "answerOption": [{"valueCoding": {"code": "1"}}`,
		`{"linkId": "a", "text": "Invented question?", "type": "choice", "answerOption": [{"valueCoding": {"code": "1", "display": "Invented answer"}}`, 1)
	d := new(measure.Definition)
	if err := json.Unmarshal([]byte(text), d); err != nil {
		t.Fatal(err)
	}
	return strings.Replace(text, `"evidence": "e"`, `"evidence": "e", "wordingSHA256": "`+d.WordingHash()+`"`, 1)
}

func TestDeclinedIsNotTheSameAsMissing(t *testing.T) {
	d := parsed(t, small)
	r := d.Respond("", measure.Answers{"a": {{State: measure.Declined}}, "b": {{}}, "visits": {measure.Number(0)}}, time.Time{}, false)
	out, _ := json.Marshal(r.Item)
	want := `[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"}],"linkId":"a"},{"linkId":"group","item":[{"linkId":"visits","answer":[{"valueInteger":0}]}]}]`
	if string(out) != want || r.Status != "in-progress" {
		t.Errorf("%s", out)
	}
}
