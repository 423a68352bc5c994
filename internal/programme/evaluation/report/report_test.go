package report_test

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/report"
	"openmaf/internal/programme/measure"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	began = civil.Date{Year: 2026, Month: time.January, Day: 5}
	asOf  = civil.Date{Year: 2026, Month: time.August, Day: 1}
	plan  = cohort.Plan{ID: "plan", Name: "You can try it (invented)", From: began, To: began.AddDays(60), Route: cohort.AllRoutes,
		Outcome: cohort.AnyMeeting, Early: cohort.Early, Late: cohort.Late, FixedOn: began, Local: []cohort.Local{
			{About: cohort.Sex, Group: "woman", Percent: 51, Source: "Invented census of Sallowby"}}}
)

// somebody is an invented person; what happened to them follows from the seed.
func somebody(seed int) cohort.Someone {
	n := func(of int) int { seed = seed*7 + 5; return seed / 3 % of }
	raised := began.AddDays(n(20))
	w := numbers.Way{Person: fmt.Sprint(seed), Link: fmt.Sprint(seed), Kind: "12-step", How: link.WithCompanion, Facets: n(4)}
	step := func(days int, verb link.Verb, to link.State) {
		w.Steps = append(w.Steps, numbers.Step{At: raised.AddDays(days).At(12 * 60), Verb: verb, To: to})
	}
	step(0, link.VerbOffer, link.Offered)
	step(1, link.VerbChoose, link.Chosen)
	s := cohort.Someone{ID: fmt.Sprint(seed), Agreed: n(4) != 0, Raised: raised, Chosen: raised.AddDays(1), Setting: "our_place",
		Been: "never", Said: map[cohort.About]string{cohort.Sex: cohort.Groups[cohort.Sex][n(2)]}}
	if n(3) == 0 {
		s.Been = "regularly"
	}
	if n(5) != 0 {
		w.First = raised.AddDays(6)
		step(6, link.VerbAttend, link.FirstAttended)
		being, later := n(7), n(4)+6
		s.Comforts = []cohort.Comfort{{On: w.First, Being: &being}, {On: raised.AddDays(150), Being: &later, Unsafe: n(12) == 0}}
		w.Checks = []numbers.Check{{On: w.First, Being: &being}}
		if n(4) != 0 {
			step(170, link.VerbContinue, link.Continuing)
		} else if n(2) == 0 {
			step(165, link.VerbStepBack, link.SteppedBack)
		}
	} else if n(2) == 0 {
		s.Ends = []link.Reason{link.Moved}
	}
	s.Ways = []numbers.Way{w}
	s.Scales = scales(n)
	return s
}

// scales are the answers to measures at the start and, of most, at six months.
func scales(n func(of int) int) map[cohort.Scale]cohort.Asked {
	all := map[cohort.Scale]cohort.Asked{}
	answers := n(4) != 0
	for _, scale := range []cohort.Scale{{Measure: cohort.Network, Version: "1.0.0", Score: "recovery"},
		{Measure: cohort.Network, Version: "1.0.0", Score: "using"}, {Measure: "swemwbs", Version: "1.0.0", Score: "total"}} {
		before := float64(7 + n(4))
		after := before + float64(n(7)-2)
		a := cohort.Asked{Before: &before}
		if answers {
			a.After = &after
		}
		all[scale] = a
	}
	all[cohort.Scale{Measure: "barc-10", Version: edition("barc-10"), Score: "total"}] = several(n, 10, 6, answers)
	all[cohort.Scale{Measure: "invented-strain", Version: "1.0.0", Score: "total"}] = several(n, 3, -2, answers)
	return all
}

// edition of a shipped measure.
func edition(id string) string {
	d, _ := measure.Find(id)
	return d.Version
}

// several are answers to so many questions, that hang together and move by up to
// so much each.
func several(n func(of int) int, questions, most int, answers bool) (a cohort.Asked) {
	figureOf := func(of int) int { return max(n(of), 0) } // n may be below nought for a large seed
	start, moved, before := figureOf(4), float64(figureOf(4)*most), 0.0
	for q := range questions {
		figure := float64(2 + start + figureOf(3) + q%2)
		a.Parts = append(a.Parts, figure)
		before += figure
	}
	after := before + moved
	if a.Before = &before; answers {
		a.After = &after
	}
	return a
}

//go:embed testdata/invented-strain.json
var strainText []byte

// strain is a measure with norms, of which less is better.
var strain = func() *measure.Definition {
	d, err := measure.Parse(strainText)
	if err != nil {
		panic(err)
	}
	return d
}()

func result(people int) cohort.Result {
	var all []cohort.Someone
	for i := range people {
		all = append(all, somebody(i+1))
	}
	return cohort.Count(plan, all, []*measure.Definition{strain}, asOf.At(12*60))
}

func outside(people int) report.Document {
	d, _ := report.Outside(locale.English(), result(people), nil, false)
	return d
}

func TestReportsAreAsTheyWere(t *testing.T) {
	d := outside(90)
	files := map[string]func() ([]byte, error){"report.pdf": d.PDF, "report.docx": d.Word, "report.csv": d.CSV, "dictionary.csv": d.Dictionary}
	for name, make := range files {
		got, err := make()
		if err != nil {
			t.Fatal(err)
		}
		again, _ := make()
		if !bytes.Equal(got, again) {
			t.Errorf("%s: the same document makes other bytes", name)
		}
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what it was; look at it, then go test ./internal/programme/evaluation/report -update", name)
		}
	}
}

// every string that a reader of the document sees.
func read(d report.Document) (all []string) {
	all = append(all, d.Title)
	for _, b := range d.Blocks {
		all = append(all, b.Heading, b.Text, b.Notice)
		all = append(all, b.List...)
		if b.Picture != nil {
			all = append(all, b.Picture.SVG())
		}
		if b.Table != nil {
			all = append(all, b.Table.Caption, b.Table.Means)
			all = append(all, b.Table.Head...)
			all = slices.Concat(append([][]string{all}, b.Table.Rows...)...)
		}
	}
	return all
}

func TestWhatAReportSays(t *testing.T) {
	for _, people := range []int{0, 3, 12, 90} {
		for _, d := range []report.Document{outside(people), report.Inside(locale.English(), result(people))} {
			text := strings.Join(read(d), "\n")
			for _, must := range []string{"No comparison group", "before any result could be known", "What this cannot tell"} {
				if !strings.Contains(text, must) {
					t.Errorf("of %d people it does not say %q", people, must)
				}
			}
			if bad := regexp.MustCompile(`(?i)\b(proved?|recovered|deteriorated|success|NaN|cohort\.r\.\S+)`).FindString(text); bad != "" {
				t.Errorf("of %d people it says %q", people, bad)
			}
			captions := map[string]bool{} // a table is found by its caption, on a page by ear too
			for i, b := range d.Blocks {
				if b.Picture != nil && !slices.ContainsFunc(d.Blocks[i:], func(b report.Block) bool { return b.Table != nil }) {
					t.Error("a picture has no table beneath")
				}
				if b.Table == nil {
					continue
				}
				if captions[b.Table.Caption] {
					t.Errorf("two tables are called %q", b.Table.Caption)
				}
				captions[b.Table.Caption] = true
				for _, row := range b.Table.Rows {
					if len(row) != len(b.Table.Head) {
						t.Errorf("%s: %d cells in a row of %d", b.Table.ID, len(row), len(b.Table.Head))
					}
				}
			}
		}
	}
}

// What leaves says nothing of one to four people, whatever there is.
func TestNoSmallCountLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := result(rapid.IntRange(0, 70).Draw(t, "people"))
		r.Askings, r.Work = cohort.Askings{Deliverer: 12, Other: 3}, cohort.Work{Evenings: 9, OurFault: 2}
		d, shown := report.Outside(locale.English(), r, nil, false)
		for id, n := range shown {
			if n > 0 && n < 5 && !strings.Contains(id, ".mean.") {
				t.Fatalf("%s is %d and leaves", id, n)
			}
		}
		small := regexp.MustCompile(`(^|, )[1-4]( of | times|$)|\([1-4] people`)
		for _, b := range d.Blocks {
			if b.Table == nil {
				continue
			}
			for _, row := range b.Table.Rows {
				for _, cell := range row[1:] {
					if small.MatchString(cell) {
						t.Fatalf("%s: %v", b.Table.ID, row)
					}
				}
			}
		}
	})
}

// One person more: the second report does not tell who they are.
func TestTheNextReportDoesNotTellOfOnePerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(20, 80).Draw(t, "people")
		_, before := report.Outside(locale.English(), result(people), nil, false)
		_, after := report.Outside(locale.English(), result(people+1), []map[string]int{before}, false)
		for id, n := range after {
			if was, ok := before[id]; ok && n != was && n-was < 5 && was-n < 5 {
				t.Fatalf("%s was %d and is %d", id, was, n)
			}
		}
	})
}

func TestWordProcessorsCanOpenIt(t *testing.T) {
	file, err := outside(90).Word()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("it begins with %s", z.File[0].Name)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(r); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestTheSpreadsheetHasItsDictionary(t *testing.T) {
	d := outside(90)
	data, _ := d.CSV()
	words, _ := d.Dictionary()
	rows := func(b []byte) [][]string {
		all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all[1:]
	}
	known := map[string]bool{}
	for _, row := range rows(words) {
		known[row[0]+"/"+row[1]] = row[2] != "" && !strings.HasPrefix(row[2], "cohort.r.")
	}
	for _, column := range []string{"table", "row", "column", "value"} {
		if !known["/"+column] {
			t.Errorf("the dictionary does not say what the column %s of the file is", column)
		}
	}
	for _, row := range rows(data) {
		if !known[row[0]+"/"+row[2]] {
			t.Errorf("the dictionary does not say what %s of %s is", row[2], row[0])
		}
	}
}

// The report of a course has the stages of one, and what measures tell: with the
// rule by which a change is more than chance, and the picture of supporters.
func TestAReportOfACourse(t *testing.T) {
	r := result(90)
	r.Plan.Route = cohort.ByCourse
	d, _ := report.Outside(locale.English(), r, nil, false)
	text := strings.Join(read(d), "\n")
	for _, must := range []string{"completed their course", "at the end of their course", "2.87 points, as published", "Scores went up",
		"People on the map", "in recovery", "Hodges-Lehmann", "How well the questions hang together", "alpha of this very group of",
		"Moved into the usual range", "mean 5.00, SD 2.50 (invented people"} {
		if !strings.Contains(text, must) {
			t.Errorf("it does not say %q", must)
		}
	}
}

// A PDF has the letters of Western Europe alone: no sign of the formula is lost.
func TestThePDFWritesFormulasInWords(t *testing.T) {
	for text, want := range map[string]string{"1.96 × SD × √2 × √(1 − r)": "1.96 × SD × sqrt 2 × sqrt (1 - r)", "Gŵyl, Café – £5": "Gwyl, Café – £5"} {
		if got := report.Plain(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

// What was spent on each tells how many started: it is hidden with them, and the
// sum is not.
func TestMoneyDoesNotTellHowMany(t *testing.T) {
	spend := 2400_00
	r := result(4)
	r.Plan.Spend = &spend
	d, _ := report.Outside(locale.English(), r, nil, false)
	if text := strings.Join(read(d), "\n"); !strings.Contains(text, "£2,400; £* for each") {
		t.Errorf("%s", text)
	}
}

// How the lost differ in their scores is said where there are enough of both.
func TestTheLostAreComparedInTheirScores(t *testing.T) {
	for people, want := range map[int]string{90: "Welch p", 30: "*"} {
		for _, b := range outside(people).Blocks {
			if b.Table == nil || b.Table.ID != "lost-scores" {
				continue
			}
			if got := b.Table.Rows[len(b.Table.Rows)-1]; !strings.Contains(strings.Join(got[1:], " "), want) {
				t.Errorf("of %d people: %q", people, got)
			}
		}
	}
}

// A spreadsheet computes no cell, and a program reads what is a number.
func TestNoCellIsAFormula(t *testing.T) {
	for cell, want := range map[string]string{"-1.4": "-1.4", "12": "12", "-1.4 (-2.0 to -0.9)": "\u22121.4 (\u22122.0 to \u22120.9)",
		"=1+1": "'=1+1", "+44 1632": "'+44 1632", "-sum(A1)": "'-sum(A1)", "@x": "'@x", "\tx": "'\tx", "p-value": "p-value"} {
		d := report.Document{Blocks: []report.Block{{Table: &report.Table{ID: "t", Head: []string{"", "c"}, Rows: [][]string{{"r", cell}}}}}}
		file, err := d.CSV()
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff")))).ReadAll()
		if err != nil || rows[1][3] != want {
			t.Errorf("%q became %q, want %q; %v", cell, rows, want, err)
		}
	}
}
