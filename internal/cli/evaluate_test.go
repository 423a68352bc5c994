package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"openmaf/internal/cli"
)

// demoFile is the invented file, as the command writes it.
func demoFile(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "invented.csv")
	must(t, run(t, "evaluate", "demo", file))
	return file
}

func evaluate(kind, file, of string, more ...string) []string {
	return append([]string{"evaluate", kind, file, "--id", "id", "--before", of + "_before", "--after", of + "_after"}, more...)
}

// at is the value at a path such as "change.ci95.0".
func at(t testing.TB, d any, path string) any {
	t.Helper()
	for step := range strings.SplitSeq(path, ".") {
		switch v := d.(type) {
		case map[string]any:
			next, ok := v[step]
			if !ok {
				t.Fatalf("%s: there is no %s", path, step)
			}
			d = next
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				t.Fatalf("%s: there is no %s", path, step)
			}
			d = v[i]
		default:
			t.Fatalf("%s: nothing below %v", path, d)
		}
	}
	return d
}

// The whole document of the issue, key by key, on the invented file.
func TestEvaluatePairsDocument(t *testing.T) {
	file := demoFile(t)
	d := must(t, run(t, evaluate("pairs", file, "capital", "--higher-is", "better", "--reliability", "0.9",
		"--sd-from", "before", "--functional-mean", "40", "--functional-sd", "5", "--json")...)).document(t)
	for path, want := range map[string]any{
		"n_rows": 19.0, "n_pairs": 16.0,
		"before.mean": 24.5, "before.sd": 5.39135109844, "before.median": 23.5,
		"after.mean": 30.0625, "after.sd": 5.25951518678, "after.median": 30.0,
		"change.mean": 5.5625, "change.sd": 3.89818333757, "change.ci95.0": 3.48530472416, "change.ci95.1": 7.63969527584,
		"t.t": 5.70778695438, "t.df": 15.0, "t.p": 4.14811446429e-05,
		"wilcoxon.v": 131.0, "wilcoxon.n_used": 16.0, "wilcoxon.p": 0.0003662109375, "wilcoxon.method": "exact",
		"hodges_lehmann.estimate": 5.5, "hodges_lehmann.ci95.0": 3.5, "hodges_lehmann.ci95.1": 8.0,
		"effect.d_z": 1.4269467386, "effect.d_av": 1.04451597664, "effect.d_pre": 1.0317450855, "effect.hedges_g_z": 1.4269467386 * (1 - 3.0/59),
		"rci.se": 1.70489491449, "rci.s_diff": 2.41108551, "rci.limit": 4.72572759999,
		"rci.improved": 11.0, "rci.unchanged": 5.0, "rci.deteriorated": 0.0,
		"clinical.cutoff": 32.5418745584, "clinical.criterion": "c",
		"clinical.recovered": 3.0, "clinical.improved": 8.0, "clinical.unchanged": 5.0, "clinical.deteriorated": 0.0,
		"carried_forward.n": 19.0, "carried_forward.t": 4.95124093486, "carried_forward.df": 18.0, "carried_forward.p": 0.00010318616413,
		"attrition.lost": 3.0, "attrition.baseline_lost_mean": 21.0, "attrition.baseline_kept_mean": 24.5,
		"attrition.welch_t": -1.09858843601, "attrition.df": 2.9483655832, "attrition.p": 0.353475665383,
	} {
		got := at(t, d, path)
		g, ok := got.(float64)
		w, number := want.(float64)
		if ok && number && math.Abs(g-w) > 1e-8*math.Abs(w) || ok != number || !number && got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if w := at(t, d, "warnings"); len(w.([]any)) != 0 {
		t.Errorf("%v", w)
	}
}

func TestEvaluateBinaryDocument(t *testing.T) {
	d := must(t, run(t, evaluate("binary", demoFile(t), "any", "--json")...)).document(t)
	for path, want := range map[string]float64{
		"n_pairs": 16, "before.yes": 7, "before.n": 16, "before.share": 7.0 / 16, "before.wilson95.0": 0.230986524055,
		"after.yes": 14, "after.wilson95.1": 0.965022512257, "discordant.b": 0, "discordant.c": 7,
		"mcnemar.p_exact": 0.015625, "mcnemar.chi2": 7, "mcnemar.chi2_cc": 36.0 / 7,
		"missing_as_no.n": 19, "missing_as_no.after.yes": 14, "missing_as_no.after.n": 19, "missing_as_no.after.wilson95.0": 0.512084491022,
		"missing_as_no.discordant.c": 7, "missing_as_no.mcnemar.p_exact": 0.015625,
	} {
		if got, ok := at(t, d, path).(float64); !ok || math.Abs(got-want) > 1e-8*math.Abs(want) {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

// What cannot be computed is null, and a warning says by which rule.
func TestEvaluateOfNothing(t *testing.T) {
	for _, rows := range []string{"", "1,2,\n", "1,2,3\n", "1,2,2\n2,3,3\n"} {
		file := write(t, "few.csv", "id,x_before,x_after\n"+rows)
		d := must(t, run(t, evaluate("pairs", file, "x", "--json")...)).document(t)
		if at(t, d, "t.p") != nil || at(t, d, "rci") != nil || at(t, d, "clinical") != nil || len(at(t, d, "warnings").([]any)) == 0 {
			t.Errorf("%q: %v", rows, d)
		}
	}
	d := must(t, run(t, evaluate("binary", write(t, "none.csv", "id,x_before,x_after\n"), "x", "--json")...)).document(t)
	if at(t, d, "before.share") != nil || at(t, d, "before.wilson95") != nil || at(t, d, "mcnemar.chi2") != nil {
		t.Errorf("%v", d)
	}
}

// For a person: in words, without a word of theirs missing, and never one that
// says what somebody is.
func TestEvaluateForAPerson(t *testing.T) {
	file := demoFile(t)
	for _, test := range []struct {
		args []string
		says []string
	}{
		{evaluate("pairs", file, "capital", "--reliability", "0.9", "--functional-mean", "40", "--functional-sd", "5"),
			[]string{"16 pairs from 19 rows; 3 without an after", "95 % interval 3.485 to 7.64", "p < 0.001, exact",
				"scores went up for 11, down for 0, by more than 4.726", "3 people moved into it", "There is no comparison group"}},
		{evaluate("pairs", file, "capital", "--reliability", "0.9", "--higher-is", "worse"), []string{"scores went up for 11, down for 0"}},
		{evaluate("pairs", write(t, "one.csv", "id,x_before,x_after\n1,2,3\n"), "x"), []string{"cannot be computed", "Please note:", "There is only one pair"}},
		{evaluate("binary", file, "any"), []string{"7 of 16 said yes (43.8 %), 95 % interval 23.1 to 66.8", "exact p = 0.016", "14 of 19"}},
		{evaluate("binary", write(t, "none.csv", "id,x_before,x_after\n"), "x"), []string{"0 people", "0 of 0 said yes\n", "cannot be computed", "No row has an answer"}},
	} {
		r := must(t, run(t, test.args...))
		for _, says := range test.says {
			if !strings.Contains(r.out, says) {
				t.Errorf("%v does not say %q:\n%s", test.args, says, r.out)
			}
		}
		for _, never := range []string{"[evaluation", "recovered", "deteriorated", "proved", "NaN"} {
			if strings.Contains(r.out, never) {
				t.Errorf("%v says %q:\n%s", test.args, never, r.out)
			}
		}
	}
}

func TestEvaluateRefuses(t *testing.T) {
	file := demoFile(t)
	bad := write(t, "bad.csv", "id,x_before,x_after\nP1,1,2\nP2,45%,3\nP1,2,x\n")
	for _, test := range []struct {
		name string
		code int
		says []string
		args []string
	}{
		{"bad cells, by row", 1, []string{"row 3, x_before: “45%” has a percent sign", "row 4, id: “P1” stands in row 2", "row 4, x_after: “x”"}, evaluate("pairs", bad, "x")},
		{"a column that is not there", 1, []string{"“y_before”", "id, x_before, x_after"}, evaluate("pairs", bad, "y", "--json")},
		{"scores as answers", 1, []string{"row 2, capital_before: “22” is not an answer"}, evaluate("binary", file, "capital")},
		{"an empty file", 1, []string{"This file is empty"}, evaluate("binary", write(t, "empty.csv", ""), "x")},
		{"no file", 1, []string{"no-such.csv"}, evaluate("pairs", "no-such.csv", "x")},
		{"no column", 2, []string{"--after"}, []string{"evaluate", "pairs", file, "--id", "id", "--before", "x"}},
		{"a reliability above one", 2, []string{"--reliability takes a number from 0 to 1"}, evaluate("pairs", file, "capital", "--reliability", "1.2")},
		{"half a norm", 2, []string{"come together"}, evaluate("pairs", file, "capital", "--functional-mean", "-1.5")},
		{"a norm that is none", 2, []string{"expected a number"}, evaluate("pairs", file, "capital", "--functional-mean", "high")},
		{"a spread below nothing", 2, []string{"--functional-sd"}, evaluate("pairs", file, "capital", "--functional-mean", "1", "--functional-sd=-1")},
		{"an SD of nothing", 2, []string{"--sd-from"}, evaluate("pairs", file, "capital", "--sd-from", "0")},
		{"a way up that is none", 2, []string{"higher-is"}, evaluate("pairs", file, "capital", "--higher-is", "up")},
		{"a demo over a file", 1, []string{"there already"}, []string{"evaluate", "demo", file}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := run(t, test.args...)
			if r.code != test.code || r.out != "" {
				t.Errorf("exit %d, want %d; out %q", r.code, test.code, r.out)
			}
			for _, says := range test.says {
				if !strings.Contains(r.err, says) {
					t.Errorf("does not say %q: %s", says, r.err)
				}
			}
		})
	}
}

func TestTheSameFileMakesTheSameBytes(t *testing.T) {
	file := write(t, "many.csv", manyPairs(2000))
	first, second := must(t, run(t, evaluate("pairs", file, "x", "--json")...)), must(t, run(t, evaluate("pairs", file, "x", "--json")...))
	if first.out != second.out {
		t.Error("two runs differ")
	}
}

// manyPairs is a file of scores with one decimal, a tenth of them lost.
func manyPairs(n int) string {
	draw := rand.New(rand.NewPCG(4, 4))
	var b strings.Builder
	b.WriteString("id,x_before,x_after\n")
	for i := range n {
		before := 40 + 10*draw.NormFloat64()
		fmt.Fprintf(&b, "P%06d,%.1f,", i, before)
		if draw.IntN(10) > 0 {
			fmt.Fprintf(&b, "%.1f", before+1+6*draw.NormFloat64())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// inR computes what we do, as far as R has it, and says in how many seconds.
const inR = `begun <- proc.time()[["elapsed"]]
x <- read.csv(commandArgs(TRUE)[1]); b <- x$x_before; a <- x$x_after
k <- !is.na(a); d <- round(a[k]-b[k], 9)
c(mean(b[k]), sd(b[k]), median(b[k]), mean(a[k]), sd(a[k]), median(a[k]), sd(d), median(d))
t <- t.test(a[k], b[k], paired = TRUE); t.test(ifelse(k, a-b, 0)); t.test(b[!k], b[k])
w <- suppressWarnings(wilcox.test(d, exact = FALSE, conf.int = TRUE))
took <- proc.time()[["elapsed"]] - begun
cat(sprintf("%.17g %.17g %.17g %.17g %.17g\n", took, t$statistic, t$p.value, w$statistic, w$p.value))`

// 100,000 pairs, from the file to the document. Beside the limit stands how many
// times as long R takes for the same file in the same run, its own start left
// out; the two must agree.
func BenchmarkPairs(b *testing.B) {
	const limit = time.Second
	file := filepath.Join(b.TempDir(), "pairs.csv")
	if err := os.WriteFile(file, []byte(manyPairs(100_000*10/9+500)), 0o600); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	args := evaluate("pairs", file, "x", "--reliability", "0.9", "--functional-mean", "50", "--functional-sd", "8", "--json")
	for b.Loop() {
		out.Reset()
		if code := cli.Run(context.Background(), args, &out, os.Stderr); code != 0 {
			b.Fatalf("exit %d", code)
		}
	}
	each := b.Elapsed() / time.Duration(b.N)
	b.ReportMetric(float64(each)/float64(limit), "of-limit-1s")
	if _, err := exec.LookPath("Rscript"); err != nil {
		b.Log("Rscript is not installed: no comparison with R")
		return
	}
	theirs := compareWithR(b, file, out.Bytes())
	b.ReportMetric(theirs/each.Seconds(), "x-r")
}

// compareWithR fails when R's figures are not ours, and returns its seconds.
func compareWithR(b *testing.B, file string, ours []byte) float64 {
	b.Helper()
	script := filepath.Join(b.TempDir(), "pairs.R")
	if err := os.WriteFile(script, []byte(inR), 0o600); err != nil {
		b.Fatal(err)
	}
	out, err := exec.Command("Rscript", script, file).Output()
	if err != nil {
		b.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var figures []float64
	for field := range strings.FieldsSeq(lines[len(lines)-1]) {
		f, err := strconv.ParseFloat(field, 64)
		if err != nil {
			b.Fatal(err)
		}
		figures = append(figures, f)
	}
	var d any
	if err := json.Unmarshal(ours, &d); err != nil {
		b.Fatal(err)
	}
	for i, of := range []string{"t.t", "t.p", "wilcoxon.v", "wilcoxon.p"} {
		if got := at(b, d, of).(float64); math.Abs(got-figures[i+1]) > 1e-9*math.Abs(figures[i+1]) {
			b.Errorf("%s is %.12g, in R %.12g", of, got, figures[i+1])
		}
	}
	return figures[0]
}
