package evaluation

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/stats"
)

var columns = Columns{"id", "before", "after"}

// told are the words of a fault, a line for each problem: "row 3, before: …".
func told(err error) []string {
	f := fault.As(err)
	if f == nil {
		return nil
	}
	lines := []string{locale.English().Fault(f)}
	for _, p := range f.Problems {
		lines = append(lines, fmt.Sprintf("row %d, %s: %s", p.Row, p.Field, locale.English().Problem(p)))
	}
	return lines
}

func TestScoresAreReadFromWhatProgramsSave(t *testing.T) {
	for name, file := range map[string]string{
		"plain":         "id,before,after\nP1,1.5,-2\nP2,0,\nP3,1e2,3\n",
		"Windows":       "\ufeffid;before;after\r\nP1;1.5;-2\r\nP2;0;\r\nP3;1e2;3\r\n",
		"quoted":        "\"id\",\"before\",\"after\"\n\"P1\",\"1.5\",\"-2\"\n\"P2\",\"0\",\"\"\n\"P3\",\"1e2\",\"3\"\n",
		"R":             "\"\",\"id\",\"before\",\"after\"\n\"1\",\"P1\",1.5,-2\n\"2\",\"P2\",0,NA\n\"3\",\"P3\",100,3\n",
		"other columns": "after,note,id,before\n-2,\"a, b\",P1, 1.5 \n,,P2,+0\n3,x,P3,100\n",
		"short rows":    "id,before,after\nP1,1.5,-2\nP2,0\nP3,100,3",
		"blank lines":   "\n\nid,before,after\nP1,1.5,-2\n\nP2,0,,\n,,\nP3,100,3\n",
	} {
		rows, err := ReadScores(strings.NewReader(file), columns)
		if err != nil {
			t.Errorf("%s: %v", name, told(err))
			continue
		}
		if want := []float64{1.5, 0, 100}; !slices.Equal(rows.Before, want) {
			t.Errorf("%s: before %v", name, rows.Before)
		}
		if got := rows.After; len(got) != 3 || got[0] != -2 || !math.IsNaN(got[1]) || got[2] != 3 {
			t.Errorf("%s: after %v", name, got)
		}
		if len(rows.Warnings) != 0 {
			t.Errorf("%s: %+v", name, rows.Warnings)
		}
	}
}

func TestAnswersAreRead(t *testing.T) {
	rows, err := ReadAnswers(strings.NewReader("id,before,after\n1,1,0\n2,yes,No\n3,TRUE,false\n4,0,\n"), columns)
	if err != nil {
		t.Fatal(told(err))
	}
	if !slices.Equal(rows.Before, []float64{1, 1, 1, 0}) || !slices.Equal(rows.After[:3], []float64{0, 0, 0}) || !math.IsNaN(rows.After[3]) {
		t.Errorf("%+v", rows)
	}
}

// Bad input: the message names the row and the column, or the rule.
func TestWhatCannotBeReadIsNamed(t *testing.T) {
	const head = "id,before,after\nP1,1,2\n"
	for _, tc := range []struct{ name, file, says string }{
		{"letters", head + "P2,twelve,3\n", "row 3, before: “twelve” is not a number"},
		{"letters after a number", head + "P2,12,3x\n", "row 3, after: “3x” is not a number"},
		{"hexadecimal", head + "P2,0x1p4,3\n", "row 3, before: “0x1p4” is not a number"},
		{"two signs", head + "P2,--4,3\n", "row 3, before: “--4” is not a number"},
		{"a percent sign", head + "P2,45%,3\n", "row 3, before: “45%” has a percent sign"},
		{"a decimal comma", "id;before;after\nP1;1;2\nP2;3,5;4\n", "row 3, before: “3,5” has a comma"},
		{"a comma in thousands", head + "P2,\"1,200\",3\n", "row 3, before: “1,200” has a comma"},
		{"a decimal comma that makes a cell", head + "P2,3,5,4\n", "row 3, : It has 4 cells below 3 headings"},
		{"infinite", head + "P2,inf,3\nP3,-Inf,3\n", "row 3, before: “inf” is not a finite number"},
		{"not a number", head + "P2,3,NaN\n", "row 3, after: “NaN” is not a finite number"},
		{"too large", head + "P2,1e999,3\n", "row 3, before: “1e999” is not a finite number"},
		{"larger than any score", head + "P2,3,1e16\n", "row 3, after: “1e16” is too large"},
		{"an id twice", head + "P2,3,4\nP1,5,6\n", "row 4, id: “P1” stands in row 2 too"},
		{"no id", head + ",3,4\n", "row 3, id: There is no id"},
		{"a row behind blank ones", head + "\n\nP2,x,4\n", "row 5, before: “x” is not a number"},
		{"no such column", "id,vorher,after\nP1,1,2\n", "before: There is no column called “before”. The columns are: id, vorher, after."},
		{"a column twice", "id,before,after,after\nP1,1,2,3\n", "after: Two columns are called “after”"},
		{"empty", "", "This file is empty."},
		{"blank", "\ufeff \r\n\r\n", "This file is empty."},
		{"cut off", head + "P2,\"3", "This file stops in the middle"},
		{"a workbook", "PK\x03\x04....xl/workbook.xml", "spreadsheet workbook"},
	} {
		_, err := ReadScores(strings.NewReader(tc.file), columns)
		if words := strings.Join(told(err), "\n"); !strings.Contains(words, tc.says) {
			t.Errorf("%s: does not say %q: %q (%v)", tc.name, tc.says, words, err)
		}
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	_, err := ReadAnswers(strings.NewReader(head+"P2,maybe,no\n"), columns)
	if words := told(err); len(words) != 3 || !strings.Contains(words[1], "row 2, after: “2” is not an answer") ||
		!strings.Contains(words[2], "row 3, before: “maybe” is not an answer") {
		t.Errorf("%q", words)
	}
}

// A file in which every row is wrong is told in a screenful.
func TestManyFaultsAreTold(t *testing.T) {
	_, err := ReadScores(strings.NewReader("id,before,after\n"+strings.Repeat("P1,x,y\n", 100)), columns)
	words := told(err)
	if len(words) != 1+mostTold+1 || !strings.HasSuffix(words[len(words)-1], "and 279 more") {
		t.Errorf("%d lines, the last %q", len(words), words[len(words)-1])
	}
}

func TestOddRowsAreReadWithAWarning(t *testing.T) {
	for _, tc := range []struct{ file, says string }{
		{"P1,1,2\nP2,,3\n", "Row 3 has an after and no before."},
		{"P1,,2\nP2,,3\nP3,1,1\n", "Rows 2, 3 (2) have an after and no before."},
		{"P1,1,2\nP2,,\n", "Row 3 has neither a before nor an after."},
		{"P1,1,2\nP2,3", "It is shorter than the headings and the file ends there."},
	} {
		rows, err := ReadScores(strings.NewReader("id,before,after\n"+tc.file), columns)
		if err != nil || len(rows.Warnings) != 1 {
			t.Errorf("%q: %+v, %v", tc.file, rows, told(err))
			continue
		}
		if words := locale.English().Problem(rows.Warnings[0]); !strings.HasPrefix(words, tc.says) {
			t.Errorf("%q: %s", tc.file, words)
		}
	}
	var many strings.Builder
	for i := range 30 {
		fmt.Fprintf(&many, "P%d,,1\n", i)
	}
	rows, _ := ReadScores(strings.NewReader("id,before,after\n"+many.String()), columns)
	if words := locale.English().Problem(rows.Warnings[0]); !strings.Contains(words, "10, 11, … (30)") {
		t.Errorf("%s", words)
	}
}

func TestAnAfterWithoutABeforeIsNeitherPairedNorLost(t *testing.T) {
	rows, err := ReadScores(strings.NewReader("id,before,after\nP1,1,2\nP2,,3\nP3,4,\nP4,,\nP5,2,5\n"), columns)
	if err != nil {
		t.Fatal(told(err))
	}
	if table := Pairs(rows, Options{}); table.Rows != 5 || table.Pairs != 2 || table.Attrition.Lost != 1 || table.CarriedForward.N != 3 {
		t.Errorf("%+v", table)
	}
}

// Each figure that is missing has a warning that names the rule.
func TestWhatCannotBeComputedIsExplained(t *testing.T) {
	reliability, zero := 0.9, 0.0
	for _, tc := range []struct {
		name, file string
		o          Options
		says       string
	}{
		{"no rows", "", Options{}, "No row has both a before and an after."},
		{"nobody with both", "P1,1,\nP2,2,\n", Options{}, "No row has both a before and an after."},
		{"one pair", "P1,1,2\n", Options{}, "There is only one pair."},
		{"two pairs", "P1,1,2\nP2,1,5\n", Options{}, "There are only 2 pairs."},
		{"two changes", "P1,1,2\nP2,1,5\n", Options{}, "Only 2 changes are not zero. The widest Hodges-Lehmann interval they allow covers 50 %"},
		{"one change", "P1,1,2\nP2,1,1\n", Options{}, "Only one change is not zero."},
		{"no change", "P1,1,1\nP2,2,2\n", Options{}, "All changes are zero."},
		{"all alike", "P1,1,2\nP2,2,3\n", Options{}, "All scores changed by the same amount."},
		{"all alike but for rounding", "P1,0.1,0.3\nP2,0.2,0.4\nP3,1,1.2\n", Options{}, "All scores changed by the same amount."},
		{"constant before", "P1,1,2\nP2,1,3\n", Options{}, "All scores before are the same."},
		{"constant after", "P1,1,3\nP2,2,3\n", Options{}, "All scores after are the same."},
		{"one lost", "P1,1,3\nP2,2,3\nP3,4,\n", Options{}, "Welch's test needs two rows of each"},
		{"reliable without spread", "P1,1,2\nP2,1,3\n", Options{Reliability: &reliability}, "Reliable change needs a standard deviation above zero"},
		{"an SD for nothing", "P1,1,2\nP2,1,3\n", Options{SD: &reliability}, "--sd-from is for reliable change"},
		{"a usual range for nothing", "P1,1,2\nP2,1,3\n", Options{Usual: usual(9, 1)}, "Give --reliability too"},
		{"a usual range on the wrong side", "P1,5,2\nP2,6,3\n", Options{Reliability: &reliability, Usual: usual(1, 1)}, "not on the better side"},
		{"no range at all", "P1,5,2\nP2,5,3\n", Options{Reliability: &reliability, SD: &reliability, Usual: usual(9, zero)}, "a usual range with a spread"},
	} {
		rows, err := ReadScores(strings.NewReader("id,before,after\n"+tc.file), columns)
		if err != nil {
			t.Errorf("%s: %v", tc.name, told(err))
			continue
		}
		var words []string
		for _, w := range Pairs(rows, tc.o).Warnings {
			words = append(words, locale.English().Problem(w))
		}
		if !strings.Contains(strings.Join(words, "\n"), tc.says) {
			t.Errorf("%s: does not say %q: %q", tc.name, tc.says, words)
		}
	}
	for file, says := range map[string]string{"P1,1,\n": "No row has an answer", "P1,1,1\nP2,no,no\n": "Nobody's answer changed."} {
		rows, err := ReadAnswers(strings.NewReader("id,before,after\n"+file), columns)
		if err != nil {
			t.Fatal(told(err))
		}
		if w := Binary(rows).Warnings; len(w) != 1 || !strings.HasPrefix(locale.English().Problem(w[0]), says) {
			t.Errorf("%q: %+v", file, w)
		}
	}
}

// A file of ten million rows is refused by its rule, and before it is all read.
func TestAFileOfTenMillionRowsIsRefused(t *testing.T) {
	var passed int64
	endless := &made10M{rows: 10_000_000, passed: &passed}
	_, err := ReadScores(endless, columns)
	if words := told(err); len(words) != 1 || words[0] != "This file has too many rows. The most is 1000000." {
		t.Errorf("%q, %v", words, err)
	}
	if passed > 50<<20 {
		t.Errorf("%d MB were read first", passed>>20)
	}
	if _, err := ReadScores(&made10M{rows: MostRows + 1, passed: &passed}, columns); fault.As(err) == nil {
		t.Errorf("one row too many: %v", err)
	}
}

// made10M is a file that is made while it is read.
type made10M struct {
	rows, at int
	rest     string
	passed   *int64
}

func (m *made10M) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if m.rest == "" {
			if m.at > m.rows {
				break
			}
			m.rest = "id,before,after\n"
			if m.at > 0 {
				m.rest = fmt.Sprintf("P%d,1,2\n", m.at)
			}
			m.at++
		}
		k := copy(p[n:], m.rest)
		m.rest, n = m.rest[k:], n+k
	}
	if *m.passed += int64(n); n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Whatever the file holds, it is read or refused in words.
func FuzzReadScores(f *testing.F) {
	f.Add("id,before,after\nP1,1,2\nP2,,3\n")
	f.Add("\ufeffid;before;after\r\n\"P1\";3,5;NA\r\nP1;45%;1e999")
	f.Add("sep=;\nafter;id;before\n;;\n1;2")
	f.Fuzz(func(t *testing.T, file string) {
		rows, err := ReadScores(strings.NewReader(file), columns)
		if err != nil {
			if words := told(err); words == nil || strings.Contains(strings.Join(words, ""), "[") && !strings.Contains(file, "[") {
				t.Fatalf("%q: no words for %v", file, err)
			}
			return
		}
		if len(rows.Before) != len(rows.After) {
			t.Fatalf("%q: %+v", file, rows)
		}
		for _, x := range append(slices.Clone(rows.Before), rows.After...) {
			if math.IsInf(x, 0) {
				t.Fatalf("%q: %v", file, x)
			}
		}
		Pairs(rows, Options{})
	})
}

func usual(mean, sd float64) *stats.Norm { return &stats.Norm{Mean: mean, SD: sd} }
