package cli_test

import (
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
