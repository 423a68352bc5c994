package table

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
)

func rowsOf(t *testing.T, data string) (*Table, []Row) {
	t.Helper()
	list, err := Parse([]byte(data))
	if err != nil {
		t.Fatalf("Parse(%q): %v", data, err)
	}
	return list, slices.Collect(list.Rows())
}

func TestParseReadsWhatProgramsSave(t *testing.T) {
	want := []Row{{2, []string{"Café", "Mon"}}, {3, []string{"Tea; cake", "Tue"}}}
	utf16le := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("name\tday\r\nCafé\tMon\r\n\"Tea; cake\"\tTue\r\n")) {
		utf16le = binary.LittleEndian.AppendUint16(utf16le, u)
	}
	for name, data := range map[string]string{
		"plain":             "name,day\nCafé,Mon\nTea; cake,Tue\n",
		"no last line end":  "name,day\nCafé,Mon\nTea; cake,Tue",
		"Windows line ends": "name,day\r\nCafé,Mon\r\nTea; cake,Tue\r\n",
		"old Mac line ends": "name,day\rCafé,Mon\rTea; cake,Tue\r",
		"byte order mark":   "\ufeffname,day\nCafé,Mon\nTea; cake,Tue\n",
		"Latin-1":           "name,day\nCaf\xe9,Mon\nTea; cake,Tue\n",
		"semicolons":        "name;day\nCafé;Mon\n\"Tea; cake\";Tue\n",
		"tabs":              "name\tday\nCafé\tMon\nTea; cake\tTue\n",
		"Excel's sep line":  "sep=;\nname;day\nCafé;Mon\n\"Tea; cake\";Tue\n",
		"Unicode text":      string(utf16le),
		"everything quoted": "\"name\",\"day\"\n\"Café\",\"Mon\"\n\"Tea; cake\",\"Tue\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			list, got := rowsOf(t, data)
			if diff := cmp.Diff([]string{"name", "day"}, list.Headings); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if list.CutShort != 0 {
				t.Errorf("CutShort = %d", list.CutShort)
			}
		})
	}
}

func TestParseMixedEncodings(t *testing.T) {
	_, got := rowsOf(t, "name\nCafé\nCaf\xe9\n\x80 5\n")
	want := []Row{{2, []string{"Café"}}, {3, []string{"Café"}}, {4, []string{"€ 5"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseNumbersRowsAsASpreadsheetDoes(t *testing.T) {
	_, got := rowsOf(t, "name,notes\nA,\"two\nlines\"\n\n,,\nB,\"said \"\"hi\"\"\"\n")
	want := []Row{{2, []string{"A", "two\nlines"}}, {5, []string{"B", `said "hi"`}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseKeepsRaggedRowsAndStrayQuotes(t *testing.T) {
	list, got := rowsOf(t, "\nname,day,time\nA\nB,Mon,19:00,extra\n12\" pizza,\"Tue\"day,\n  C  , Wed ,\"\"")
	want := []Row{
		{3, []string{"A"}},
		{4, []string{"B", "Mon", "19:00", "extra"}},
		{5, []string{`12" pizza`, "Tueday", ""}},
		{6, []string{"  C  ", " Wed ", ""}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"name", "day", "time"}, list.Headings); diff != "" {
		t.Error(diff)
	}
	if c := got[3]; c.Cell(0) != "C" || c.Cell(1) != "Wed" || c.Cell(7) != "" || c.Cell(-1) != "" {
		t.Errorf("Cell trims and never fails: %q", c.Cells)
	}
}

func TestParseSeesWhereAListMayBeCutOff(t *testing.T) {
	for data, want := range map[string]int{
		"a,b\n1,2\n3":    3,
		"a,b\n1,2\n3\n":  0,
		"a,b\n1,2\n3,4":  0,
		"a,b\n1\n3,4":    0,
		"a,b\n1,2\n3\r":  0,
		"a,b\n1,2\n3,\"": -1,
	} {
		list, err := Parse([]byte(data))
		switch {
		case want < 0 && fault.As(err) == nil:
			t.Errorf("Parse(%q): no fault", data)
		case want >= 0 && (err != nil || list.CutShort != want):
			t.Errorf("Parse(%q): CutShort %v, error %v; want %d", data, list, err, want)
		}
	}
}

func TestParseRefusesByName(t *testing.T) {
	for _, tc := range []struct{ name, data, want string }{
		{"nothing", "", "table.empty"},
		{"blank lines", " \r\n\n\t\n", "table.empty"},
		{"only a mark", "\ufeff", "table.empty"},
		{"unclosed quote", "name,day\nA,Mon\nB,\"Tu", "table.truncated"},
		{"xlsx", "PK\x03\x04....xl/workbook.xml", "table.workbook"},
		{"ods", "PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "table.workbook"},
		{"docx", "PK\x03\x04....word/document.xml", "table.document"},
		{"zip", "PK\x03\x04....list.csv", "table.zip"},
		{"gzip", "\x1f\x8b\x08rest", "table.zip"},
		{"xls", "\xd0\xcf\x11\xe0\xa1\xb1", "table.workbook"},
		{"pdf", "%PDF-1.7\n%\xe2\xe3", "table.pdf"},
		{"png", "\x89PNG\r\n\x1a\n", "table.picture"},
		{"jpeg", "\xff\xd8\xff\xe0", "table.picture"},
		{"webp", "RIFF1234WEBPVP8 ", "table.picture"},
		{"web page", "\n <!DOCTYPE html><html>", "table.page"},
		{"rtf", `{\rtf1`, "table.document"},
		{"zero bytes", "name,day\nA\x00,Mon\n", "table.binary"},
	} {
		_, err := Parse([]byte(tc.data))
		if f := fault.As(err); f == nil || f.Key != tc.want || f.Kind != fault.Invalid {
			t.Errorf("%s: %v, want %s", tc.name, err, tc.want)
		}
	}
}

func TestTruncatedNamesTheRow(t *testing.T) {
	_, err := Parse([]byte("name,day\nA,Mon\n\nB,\"Tue\nC,Wed\n"))
	want := []fault.Problem{{Row: 4, Key: "table.truncated.row", Args: fault.Args{"Row": 4}}}
	if diff := cmp.Diff(want, fault.As(err).Problems); diff != "" {
		t.Error(diff)
	}
}

func TestReadAllRefusesAnEndlessFile(t *testing.T) {
	if _, err := ReadAll(endless{}); !fault.Is(err, fault.Invalid) || fault.As(err).Key != "table.too-big" {
		t.Errorf("ReadAll: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestWriteGuardsAgainstFormulas(t *testing.T) {
	var b bytes.Buffer
	rows := [][]string{{"=1+1", "-1.13"}, {"@cmd", "+44 7700"}, {"-", "a=b"}, {"'=x", "'quoted'"}}
	if err := Write(&b, []string{"name", "lon"}, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	want := "name,lon\n'=1+1,-1.13\n'@cmd,'+44 7700\n'-,a=b\n''=x,'quoted'\n"
	if b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}

func TestWrittenIsReadBack(t *testing.T) {
	cell := rapid.StringMatching(`[a-z=+'"@,;\n\t -]{0,8}`)
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(rapid.SliceOfN(cell, 3, 3)).Draw(t, "rows")
		var b bytes.Buffer
		if err := Write(&b, []string{"one", "two", "three"}, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		list, err := Parse(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for row := range list.Rows() {
			got = append(got, row.Cells)
		}
		var want [][]string
		for _, r := range rows {
			if !(Row{Cells: r}).Blank() {
				want = append(want, r)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"x\ny\";2", "\"", "\xff\xfea\x00", "a\tb\r1\t2", "sep=;\na;b"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Parse(data)
		if err != nil {
			if fault.As(err) == nil {
				t.Fatalf("an error without public words: %v", err)
			}
			return
		}
		last := 1
		for row := range list.Rows() {
			if row.Number <= last {
				t.Fatalf("row %d after row %d", row.Number, last)
			}
			last = row.Number
		}
		if lines := strings.Count(string(data), "\n") + strings.Count(string(data), "\r") + 1; last > lines {
			t.Fatalf("row %d of at most %d lines", last, lines)
		}
	})
}
