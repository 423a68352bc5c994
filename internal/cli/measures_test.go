package cli_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestMeasuresAreListed(t *testing.T) {
	plain := must(t, run(t, "measures", "list"))
	for _, want := range []string{"barc-10", "ons4", "swemwbs", "own-network", "bring the wording"} {
		if !strings.Contains(plain.out, want) {
			t.Errorf("no %s in %s", want, plain.out)
		}
	}
	if r := must(t, run(t, "measures", "list", "--json")); !strings.HasPrefix(r.out, "[") || !strings.Contains(r.out, `"no_total"`) {
		t.Errorf("%.300s", r.out)
	}
}

func TestAnswersAreScoredFromAFile(t *testing.T) {
	file := write(t, "answers.csv", "id,1,2,3,4,5,6,7\na,3,3,3,3,3,3,3\nb,1,2,,4,5,5,5\n")
	doc := must(t, run(t, "measures", "score", "--measure", "swemwbs", file, "--json")).document(t)
	rows := doc["rows"].([]any)
	total := func(row int) map[string]any {
		return rows[row].(map[string]any)["scores"].(map[string]any)["total"].(map[string]any)
	}
	if total(0)["value"] != 19.25 || total(0)["missing_handling"] != "complete" {
		t.Errorf("%v", total(0))
	}
	if total(1)["value"] != nil || total(1)["missing_handling"] != "refused" || total(1)["reason"] != "missing" {
		t.Errorf("%v", total(1))
	}
	warnings := doc["warnings"].([]any)
	if len(warnings) != 2 || !strings.Contains(warnings[1].(string), "row 3, total: no score: not answered (3)") {
		t.Errorf("%v", warnings)
	}
	plain := must(t, run(t, "measures", "score", "--measure", "swemwbs", file))
	if !strings.Contains(plain.out, "19.25") || !strings.Contains(plain.out, "©") {
		t.Errorf("%s", plain.out)
	}
}

func TestMeasuresThatCannotBeUsed(t *testing.T) {
	good := write(t, "answers.csv", "id,satisfied,worthwhile,happy,anxious\na,1,2,3,4\n")
	for _, test := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no such measure", []string{"measures", "score", "--measure", "eq-5d", good}, 1, "barc-10"},
		{"no measure", []string{"measures", "score", good}, 2, "--measure"},
		{"two measures", []string{"measures", "score", "--measure", "ons4", "--definition", "x", good}, 2, "--measure"},
		{"no file", []string{"measures", "score", "--measure", "ons4", "nowhere.csv"}, 1, "nowhere.csv"},
		{"another measure's answers", []string{"measures", "score", "--measure", "sure", good}, 1, "satisfied"},
		{"out of range", []string{"measures", "score", "--measure", "ons4", write(t, "bad.csv", "id,satisfied,worthwhile,happy,anxious\na,11,2,3,4\n")}, 1, "row 2, satisfied: 11 is out of range. It goes from 0 to 10."},
		{"a definition that is none", []string{"measures", "validate", write(t, "d.json", `{"format": "openmaf-measure/1"}`)}, 1, "scoring"},
	} {
		r := run(t, test.args...)
		if r.code != test.code || !strings.Contains(r.err, test.says) {
			t.Errorf("%s: exit %d, %s", test.name, r.code, r.err)
		}
	}
}

func TestADefinitionIsChecked(t *testing.T) {
	doc := must(t, run(t, "measures", "validate", "../programme/measure/definitions/barc-10.json", "--json")).document(t)
	if doc["valid"] != true || doc["id"] != "barc-10" {
		t.Errorf("%v", doc)
	}
}

// What the community brought is found by its id, in the version that came last.
func TestWhatACommunityBroughtIsScoredByItsID(t *testing.T) {
	dir := community(t)
	text, err := os.ReadFile("../programme/measure/definitions/lsns-6.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, version := range []string{"9.0.0", "10.0.0"} { // the last to come, not the last in the alphabet
		own := regexp.MustCompile(`"version": "[0-9.]+"`).ReplaceAllString(string(text), `"version": "`+version+`"`)
		own = strings.Replace(own, `"id": "lsns-6"`, `"id": "our-own"`, 1)
		must(t, run(t, "--data", dir, "measures", "bring", write(t, "own.json", own)))
	}
	answers := write(t, "answers.csv", "id,1,2,3,4,5,6\na,2,2,2,2,2,2\n")
	doc := must(t, run(t, "--data", dir, "measures", "score", "--measure", "our-own", answers, "--json")).document(t)
	if doc["measure"] != "our-own" || doc["version"] != "10.0.0" {
		t.Errorf("%v", doc)
	}
	must(t, run(t, "--data", dir, "measures", "score", "--measure", "lsns-6", answers))
	if r := run(t, "measures", "score", "--measure", "our-own", answers); r.code != 1 {
		t.Errorf("found without the community: %s", r.out)
	}
	if r := run(t, "--data", dir, "measures", "score", "--measure", "eq-5d", answers); r.code != 1 || !strings.Contains(r.err, "our-own") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}

func TestAMeasureAndAnswersLeaveAsFHIR(t *testing.T) {
	doc := must(t, run(t, "measures", "export", "--measure", "ons4")).document(t)
	if doc["resourceType"] != "Questionnaire" || !strings.Contains(doc["copyright"].(string), "Office for National Statistics") {
		t.Errorf("%v", doc)
	}
	answers := write(t, "answers.csv", "id,satisfied,worthwhile,happy,anxious\na,7,declined,,0\nb,1,2,3,4\n")
	doc = must(t, run(t, "measures", "export", "--measure", "ons4", "--answers", answers, "--json")).document(t)
	if entries := doc["entry"].([]any); doc["resourceType"] != "Bundle" || len(entries) != 3 {
		t.Errorf("%v", doc)
	}
	if r := run(t, "measures", "export", "--measure", "ons4", "--answers", write(t, "bad.csv", "id,satisfied,worthwhile,happy,anxious\na,7%,1,1,1\n")); r.code != 1 || r.out != "" || !strings.Contains(r.err, "row 2, satisfied") {
		t.Errorf("exit %d, %q, %s", r.code, r.out, r.err)
	}
}

// What the community has leave to ask does not leave with its answers.
func TestWordsThatAreNotOpenDoNotLeave(t *testing.T) {
	text, err := os.ReadFile("../programme/measure/definitions/lsns-6.json")
	if err != nil {
		t.Fatal(err)
	}
	own := strings.Replace(string(text), `"linkId": "1",`, `"linkId": "1", "text": "Invented question?",`, 1)
	hash := regexp.MustCompile(`[0-9a-f]{64}`).FindString(run(t, "measures", "validate", write(t, "own.json", own)).err)
	own = strings.Replace(own, `"licence": {`, `"licence": {"wordingSHA256": "`+hash+`",`, 1)
	file, answers := write(t, "own.json", own), write(t, "answers.csv", "id,1,2,3,4,5,6\na,2,2,2,2,2,2\n")
	must(t, run(t, "measures", "validate", file))
	for _, args := range [][]string{{}, {"--answers", answers}} {
		r := must(t, run(t, append([]string{"measures", "export", "--definition", file}, args...)...))
		if strings.Contains(r.out, "Invented") || !strings.Contains(r.out, "Lubben J") {
			t.Errorf("%s", r.out)
		}
	}
}

func TestACommunityBringsAMeasureWithItsLeave(t *testing.T) {
	dir := community(t)
	file := "../programme/measure/definitions/sure.json" // a skeleton: no words, so no leave is asked for
	must(t, run(t, "--data", dir, "measures", "bring", file))
	if r := run(t, "--data", dir, "measures", "bring", file); r.code != 1 || !strings.Contains(r.err, "here already") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	if r := run(t, "--data", dir, "measures", "bring", file, "--on", "yesterday"); r.code != 2 {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
	if r := must(t, run(t, "--data", dir, "measures", "brought", "--json")); !strings.Contains(r.out, `"id": "sure"`) {
		t.Errorf("%s", r.out)
	}
}
