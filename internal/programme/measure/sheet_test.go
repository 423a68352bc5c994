package measure_test

import (
	"slices"
	"strings"
	"testing"

	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/measure"
)

func TestASheetIsScored(t *testing.T) {
	d := parsed(t, small)
	got, err := d.ScoreSheet(strings.NewReader("id;a;b;c;visits[1];visits[2];sponsor[1];sponsor[2]\n" +
		"p;3;2;1;4;8;1;0\nq;3;2;NA;;;;\nr;declined;2;2;1;;0;\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 3 || got.Rows[0].ID != "p" || got.Rows[0].Number != 2 {
		t.Fatalf("%+v", got.Rows)
	}
	keys := func(row measure.Row) (all []string) {
		for _, s := range row.Scores {
			all = append(all, s.Key())
		}
		return all
	}
	if k := keys(got.Rows[1]); slices.Contains(k, "each[1]") {
		t.Errorf("columns left empty make no group: %v", k)
	}
	if k := keys(got.Rows[2]); !slices.Contains(k, "each[1]") || slices.Contains(k, "each[2]") {
		t.Errorf("%v", k)
	}
	told := map[string]bool{}
	for _, w := range got.Warnings {
		told[w.Field+" "+w.Key] = w.Row > 2
	}
	for _, want := range []string{"sum measure.prorated", "reversed measure.none.missing", "table measure.none.table", "reversed measure.none.declined"} {
		if !told[want] {
			t.Errorf("no warning %s: %v", want, got.Warnings)
		}
	}
}

func TestAFaultySheetNamesRowAndRule(t *testing.T) {
	d := parsed(t, small)
	const head = "id,a,b,c,visits[1],sponsor[1]\n"
	for _, test := range []struct {
		name, text, field string
		row               int
		key               string
	}{
		{"a letter", head + "p,x,1,1,0,0\n", "a", 2, "measure.answer.option"},
		{"an answer that is not offered", head + "p,1,1,1,0,0\nq,1,4,1,0,0\n", "b", 3, "measure.answer.option"},
		{"half a visit", head + "p,1,1,1,0.5,0\n", "visits", 2, "measure.answer.integer"},
		{"infinite", head + "p,1,1,1,Inf,0\n", "visits", 2, "measure.answer.integer"},
		{"a percent sign", head + "p,50%,1,1,0,0\n", "a", 2, "measure.answer.option"},
		{"a decimal comma", head + "p,1,1,1,\"0,5\",0\n", "visits", 2, "measure.answer.integer"},
		{"a decimal comma that moves the rest", head + "p,1,1,1,0,5,0\n", "", 2, "measure.row.long"},
		{"no id", head + ",1,1,1,0,0\n", "id", 2, "measure.id.missing"},
		{"an id twice", head + "p,1,1,1,0,0\np,1,1,1,0,0\n", "id", 3, "measure.id.twice"},
		{"no column for an item", "id,a,b\np,1,1\n", "c", 0, "measure.column.missing"},
		{"no column of ids", "a,b,c,visits[1],sponsor[1]\n1,1,1,0,0\n", "id", 0, "measure.column.missing"},
		{"a column that is nothing", "id,a,b,c,visits[1],sponsor[1],sex\np,1,1,1,0,0,f\n", "sex", 0, "measure.column.unknown"},
		{"a column twice", "id,a,a,b,c,visits[1],sponsor[1]\np,1,1,1,1,0,0\n", "a", 0, "measure.column.twice"},
		{"a repeat of what does not repeat", "id,a[1],b,c,visits[1],sponsor[1]\np,1,1,1,0,0\n", "a[1]", 0, "measure.column.unknown"},
	} {
		_, err := d.ScoreSheet(strings.NewReader(test.text))
		f := fault.As(err)
		if f == nil || !slices.ContainsFunc(f.Problems, func(p fault.Problem) bool {
			return p.Field == test.field && p.Row == test.row && p.Key == test.key
		}) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// As spreadsheets save it: a mark at the beginning, lines that end otherwise,
// semicolons, commas after the last cell.
func TestAFileIsReadAsSpreadsheetsSaveIt(t *testing.T) {
	d := parsed(t, small)
	for _, text := range []string{
		"\ufeffid,a,b,c,visits[1],sponsor[1]\r\np,3,2,1,4,1\r\n",
		"ID;A;B;C;visits[1];sponsor[1]\np;3;2;1;4;1\n\n",
		"id\ta\tb\tc\tvisits[1]\tsponsor[1]\np\t3\t2\t1\t4\t1",
		"id,a,b,c,visits[1],sponsor[1]\np,3,2,1,4,1,,,\n",
	} {
		got, err := d.ScoreSheet(strings.NewReader(text))
		if err != nil || len(got.Rows) != 1 || len(got.Warnings) != 0 || len(got.Rows[0].Answers) != 5 {
			t.Errorf("%q: %v, %+v", text, err, got)
		}
	}
	if got, err := d.ScoreSheet(strings.NewReader("id,a,b,c,visits[1],sponsor[1]\n")); err != nil || len(got.Warnings) != 1 {
		t.Errorf("headings alone: %v, %+v", err, got)
	}
}

func FuzzScoreSheet(f *testing.F) {
	f.Add("id,a,b,c,visits[1],sponsor[1]\np,1,2,3,4,5\n")
	f.Add("id,a,b,c,visits[99999999],sponsor[1]\np,1,2,3,4,5\n")
	d := parsed(f, small)
	f.Fuzz(func(t *testing.T, text string) { _, _ = d.ScoreSheet(strings.NewReader(text)) })
}
