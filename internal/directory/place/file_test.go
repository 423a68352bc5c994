package place

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

// read is what a file came to, short enough to compare.
type read struct {
	Kind     Kind
	Codes    []string
	Rejected []string // "row field key"
}

func summary(f *File) read {
	r := read{Kind: f.Kind}
	for _, e := range f.entries {
		r.Codes = append(r.Codes, e.code)
	}
	for _, p := range f.Rejected {
		r.Rejected = append(r.Rejected, fmt.Sprintf("%d %s %s", p.Row, p.Field, p.Key))
	}
	return r
}

func TestReadKinds(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       read
	}{
		{"Code-Point Open with headings",
			"postcode,positional_quality,easting,northing\nLE1 1AA,10,459327,304196\nLE101AA,10,459039,304558\n",
			read{CodePoint, []string{"LE1 1AA", "LE10 1AA"}, nil}},
		{"Code-Point Open as published, without headings, ten columns",
			"\"LE1 1AA\",10,459327,304196,\"E92000001\",\"E19000002\",\"E18000005\",\"\",\"E06000016\",\"E05001983\"\r\n" +
				"\"LE1  1AD\",10,459039,304558,\"E92000001\",\"E19000002\",\"E18000005\",\"\",\"E06000016\",\"E05001983\"\r\n",
			read{CodePoint, []string{"LE1 1AA", "LE1 1AD"}, nil}},
		{"headings in capitals, semicolons, other order",
			"NORTHINGS;EASTINGS;Postcode\n304196;459327;le1 1aa\n",
			read{CodePoint, []string{"LE1 1AA"}, nil}},
		{"the ONS directory, with a code that it cannot place",
			"pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,lat,long\n" +
				"LE1 1AA,LE1  1AA,LE1 1AA,198001,,459327,304196,52.6316,-1.1253\n" +
				"JE2 3AB,JE2  3AB,JE2 3AB,198001,,,,99.999999,0.000000\n",
			read{ONSPD, []string{"LE1 1AA"}, []string{"3 lat place.row.nowhere"}}},
		{"the ONS directory of another year",
			"PCDS,LAT,LONG\nLE1 1AA,52.6316,-1.1253\n",
			read{ONSPD, []string{"LE1 1AA"}, nil}},
		{"outcodes with towns",
			"postcode,eastings,northings,latitude,longitude,town,region\nLE1,458000,304000,52.6316,-1.1253,Leicester,Leicester\n",
			read{Outcodes, []string{"LE1"}, nil}},
		{"any list of postcodes",
			"Postcode,Latitude,Longitude\nLE1 1AA,52.6316,-1.1253\n",
			read{Postcodes, []string{"LE1 1AA"}, nil}},
		{"degrees missing in a row that has metres",
			"postcode,easting,northing,lat,long\nLE1 1AA,459327,304196,,\n",
			read{Postcodes, []string{"LE1 1AA"}, nil}},
		{"a byte order mark",
			"\ufeffpostcode,lat,lon\nLE1 1AA,52.6316,-1.1253\n",
			read{Postcodes, []string{"LE1 1AA"}, nil}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Read(strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, summary(f)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadNamesBadRows(t *testing.T) {
	const text = `postcode,quality,easting,northing,lat,long
LE1 1AA,10,459327,304196,,
,10,459327,304196,,
nonsense,10,459327,304196,,
D02 K023,10,459327,304196,,
LE1 1AD,10,abc,304196,,
LE1 1AE,10,459327,,,
LE1 1AF,90,0,0,,
BT1 1AA,10,146300,529800,,

LE1 1AG,10,304196,4593270,,
LE1 1AH,10,,,-1.1,52.6
LE1 1AJ,10,,,NaN,52.6
LE1 1AA,10,459327,304197,,
LE1 1AA,10,459327,304196,,
LE1 1AL,10,459328,304196`
	f, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := read{Postcodes, []string{"LE1 1AA"}, []string{
		"3 postcode place.row.blank",
		"4 postcode place.row.postcode",
		"5 postcode place.row.eircode",
		"6 easting place.row.number",
		"7 northing place.row.blank",
		"8 easting place.row.nowhere",
		"9 easting place.row.grid",
		"11 easting place.row.sea",
		"12 lat place.row.sea",
		"13 lat place.row.number",
		"14  place.row.twice",
		"16  place.row.cut",
	}}
	if diff := cmp.Diff(want, summary(f)); diff != "" {
		t.Error(diff)
	}
	if f.Read != 14 || f.Repeated != 1 {
		t.Errorf("read %d, repeated %d", f.Read, f.Repeated)
	}
}

// Every reason is a sentence in the catalogue, with all its gaps filled.
func TestReasonsHaveWords(t *testing.T) {
	words := locale.English()
	for _, text := range []string{
		"postcode,lat,long\n,1,1\nx,1,1\nD02 K023,1,1\nLE1 1AA,a,1\nLE1 1AA,1,1\nLE1 1AA,99.999999,0\n",
		"postcode,easting,northing\nBT1 1AA,1,1\nLE1 1AA,459327,304196\nLE1 1AA,459327,304197\nLE1 1",
	} {
		f, err := Read(strings.NewReader(text))
		if f == nil {
			t.Fatal(err)
		}
		for _, p := range f.Rejected {
			if s := words.Problem(p); strings.HasPrefix(s, "[") || strings.Contains(s, "<no value>") {
				t.Errorf("row %d, %s: %s", p.Row, p.Key, s)
			}
		}
	}
}

func TestReadRefusesWhatIsNoList(t *testing.T) {
	for name, c := range map[string]struct{ text, key string }{
		"nothing":                {"", "table.empty"},
		"blank lines":            {"\n\n \n", "table.empty"},
		"headings only":          {"postcode,lat,lon\n", "place.file.empty"},
		"other headings":         {"name,colour\nSallowby,blue\n", "place.file.headings"},
		"no position":            {"postcode,town\nLE1,Leicester\n", "place.file.headings"},
		"half a position":        {"postcode,lat\nLE1,52.6\n", "place.file.headings"},
		"a list of meetings":     {"title,day,time,postcode,latitude,longitude\nx,Monday,19:30,LE1 1AA,52.6,-1.1\n", "place.file.meetings"},
		"prose":                  {"Dear all, here is the list you asked for.\n", "place.file.headings"},
		"a web page":             {"<!DOCTYPE html><html></html>", "table.page"},
		"a workbook":             {"PK\x03\x04 xl/workbook.xml", "table.workbook"},
		"not one good row":       {"postcode,lat,lon\nx,1,1\ny,1,1\n", "place.file.useless"},
		"ends inside quotes":     {"postcode,lat,lon\n\"LE1 1AA,52.6,-1.1\n", "table.truncated"},
		"a picture named csv":    {"\x89PNG\r\n\x1a\n", "table.picture"},
		"headless, one bad cell": {"LE1 1AA,10,x,304196\n", "place.file.headings"},
	} {
		_, err := Read(strings.NewReader(c.text))
		f := fault.As(err)
		if f == nil || f.Key != c.key || f.Kind != fault.Invalid {
			t.Errorf("%s: %v, want %s", name, err, c.key)
			continue
		}
		if strings.HasPrefix(f.Key, "place.") {
			if s := locale.English().Fault(f); strings.HasPrefix(s, "[") || strings.Contains(s, "<no value>") {
				t.Errorf("%s: %s", f.Key, s)
			}
		}
	}
}

// However early a file breaks off, the rows before the break read as they do
// in the whole file: only the last one can be wrong, and it is told apart where
// that can be seen.
func TestReadTruncated(t *testing.T) {
	for _, text := range []string{
		"postcode,quality,easting,northing\nLE1 1AA,10,459327,304196\nLE1 1AD,10,459039,304558\nLE1 1AF,10,459198,304384\n",
		"\"LE1 1AA\",10,459327,304196,\"E1\"\r\n\"LE1 1AD\",10,459039,304558,\"E1\"\r\n",
	} {
		whole, err := Read(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for cut := range len(text) {
			f, err := Read(strings.NewReader(text[:cut]))
			if err != nil {
				if fault.As(err) == nil {
					t.Errorf("cut after %d bytes: %v", cut, err)
				}
				continue
			}
			before := f.entries[:max(len(f.entries)-1, 0)]
			if len(before) > len(whole.entries) || !slices.Equal(before, whole.entries[:len(before)]) {
				t.Errorf("cut after %d bytes: %+v", cut, before)
			}
		}
	}
}

func TestReadLatin1(t *testing.T) {
	f, err := Read(strings.NewReader("postcode,lat,lon,town,region\nLL58,53.26,-4.09,Biwmares,Ynys M\xf4n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.entries[0].region; got != "Ynys Môn" {
		t.Errorf("region %q", got)
	}
}

// Whatever the file, every row is accounted for, in order, and no code twice.
func TestReadAccountsForEveryRow(t *testing.T) {
	code := rapid.SampledFrom([]string{"LE1 1AA", "le11ab", "LE1", "HX1 1AA", "", "nonsense", "D02 K023"})
	value := rapid.SampledFrom([]string{"52.6", "-1.1", "53.7", "99.999999", "", "x", "0", "-1,1"})
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write([]string{"postcode", "lat", "lon"})
		n := rapid.IntRange(1, 20).Draw(t, "rows")
		for range n {
			w.Write([]string{code.Draw(t, "code"), value.Draw(t, "lat"), value.Draw(t, "lon")})
		}
		w.Flush()
		f, err := Read(&b)
		if f == nil {
			t.Fatal(err)
		}
		account(t, f)
		if (err == nil) != (len(f.entries) > 0) {
			t.Fatalf("%d good rows, error %v", len(f.entries), err)
		}
	})
}

// account checks what holds of every file that was read.
func account(t rapid.TB, f *File) {
	t.Helper()
	if f.Read != len(f.entries)+f.Repeated+len(f.Rejected) {
		t.Fatalf("read %d: %d kept, %d repeated, %d rejected", f.Read, len(f.entries), f.Repeated, len(f.Rejected))
	}
	for i, e := range f.entries {
		if i > 0 && e.code <= f.entries[i-1].code {
			t.Fatalf("%s after %s", e.code, f.entries[i-1].code)
		}
		if p, ok := ParsePostcode(e.code); !ok || p.String() != e.code {
			t.Fatalf("kept the code %q", e.code)
		}
		if !InBritainOrIreland(float64(e.lat)/1e6, float64(e.lon)/1e6) {
			t.Fatalf("%s is at sea", e.code)
		}
	}
	for i, p := range f.Rejected {
		if p.Row < 1 || i > 0 && p.Row <= f.Rejected[i-1].Row {
			t.Fatalf("rejected rows out of order: %+v", f.Rejected)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("postcode,positional_quality,easting,northing\nLE1 1AA,10,459327,304196\n"))
	f.Add([]byte("\"LE1 1AA\",10,459327,304196\r\n\"LE1  1AD\",10,459039,304558"))
	f.Add([]byte("\ufeffpcds;lat;long\nLE1 1AA;52.6;-1.1\nLE1 1AA;52.7;-1.1\n"))
	f.Add([]byte("postcode,latitude,longitude,town,region\nLE1,52.6,-1.1,\"Sallow, by\",M\xf4n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(bytes.NewReader(data))
		if err != nil && fault.As(err) == nil {
			t.Fatalf("an error without words: %v", err)
		}
		if file != nil {
			account(t, file)
		} else if err == nil {
			t.Fatal("neither a file nor an error")
		}
	})
}

func TestReadTheRealFiles(t *testing.T) {
	le, err := Read(bytes.NewReader(sharedFile(t, leFile, inventedCodePoint)))
	if err != nil {
		t.Fatal(err)
	}
	account(t, le)
	if le.Kind != CodePoint || len(le.entries) < 21_000 || len(le.Rejected) != 0 {
		t.Errorf("%s: %d kept, %d rejected", le.Kind, len(le.entries), len(le.Rejected))
	}
	towns, err := Read(bytes.NewReader(sharedFile(t, outcodeFile, inventedOutcodes)))
	if err != nil {
		t.Fatal(err)
	}
	account(t, towns)
	if towns.Kind != Outcodes || len(towns.Rejected) != 0 {
		t.Errorf("%s: %d kept, %v rejected", towns.Kind, len(towns.entries), towns.Rejected)
	}
}

// The outcode file gives each place twice, in metres on the grid and in
// degrees: an oracle all over Great Britain. Nearly all of its degrees are on
// the grid's own datum (some 100 m beside WGS84, which an outcode does not
// notice) and prove the projection; a handful added later are on WGS84 and
// prove the whole way. E20 alone has two positions miles apart.
func TestGridAgreesWithTheOutcodeFile(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(sharedFile(t, outcodeFile, func() []byte { return nil }))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Skip("no outcode file: an invented one would only repeat our own formulae")
	}
	const rounding = 2 // metres; five places of a degree
	projected, converted := 0, 0
	for _, row := range rows[1:] {
		code, _ := ParsePostcode(row[0])
		switch code.Area() {
		case "BT", "GY", "JE":
			continue // on grids of their own
		}
		var v [4]float64 // easting, northing, latitude, longitude
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		listed := Point{v[2], v[3]}
		phi, lam := airy1830.unproject(v[0], v[1])
		switch before, after := metres(Point{phi / radian, lam / radian}, listed), metres(fromGrid(v[0], v[1]), listed); {
		case before <= rounding:
			projected++
		case after <= rounding:
			converted++
		case code.Out != "E20":
			t.Errorf("%s: %.1f m off before the datum shift, %.1f m after", code, before, after)
		}
	}
	if projected < 2000 || converted < 5 {
		t.Errorf("%d agree by projection, %d by conversion", projected, converted)
	}
}
