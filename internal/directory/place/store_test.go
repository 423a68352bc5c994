package place

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

const outcodesCSV = `postcode,latitude,longitude,town,region
LE1,52.6364,-1.1331,Leicester,Leicester
LE3,52.6270,-1.1760,Leicester,Leicester
BT1,54.5994,-5.9284,,Belfast
CB11,51.9850,0.2140,Newport,Essex
PO30,50.6920,-1.3050,Newport,Isle of Wight
`

const codePointCSV = `postcode,positional_quality,easting,northing
LE1 1AA,10,459327,304196
LE1 1AD,10,459039,304558
HX1 1AA,10,409508,425333
HX1 1AB,10,409308,425533
`

func importText(t testing.TB, d *db.DB, s db.Scope, text string) Report {
	t.Helper()
	report, err := New(d).Import(t.Context(), access.Operator(s), strings.NewReader(text), "/somewhere/list.csv")
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestImportAddsUp(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		ignore := cmpopts.IgnoreFields(Report{}, "Rejected")
		steps := []struct {
			text string
			want Report
		}{
			{outcodesCSV, Report{"list.csv", Outcodes, 5, 5, 0, 0, nil}},
			{codePointCSV, Report{"list.csv", CodePoint, 4, 4, 0, 0, nil}},
			{codePointCSV, Report{"list.csv", CodePoint, 4, 0, 0, 4, nil}},
			{outcodesCSV, Report{"list.csv", Outcodes, 5, 0, 0, 5, nil}},
			{"postcode,lat,lon\nLE1 1AA,52.6,-1.1\nLE1 1AA,52.6,-1.1\nLE1 1AB,52.6,-1.1\nLE1,52.6364,-1.1331\nsea,0,0\n",
				Report{"list.csv", Postcodes, 5, 1, 1, 2, nil}},
		}
		for _, step := range steps {
			got := importText(t, d, s, step.text)
			if diff := gocmp.Diff(step.want, got, ignore); diff != "" {
				t.Errorf("%.30s…: %s", step.text, diff)
			}
			if got.Read != got.Added+got.Changed+got.Unchanged+len(got.Rejected) {
				t.Errorf("the counts do not add up: %+v", got)
			}
		}
		// A file without towns took none away.
		if p, err := New(d).Find(t.Context(), s, "LE1"); err != nil || p.Name != "LE1, Leicester" {
			t.Errorf("LE1 is %+v, %v", p, err)
		}
	})
}

func TestImportLeavesATrail(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		importText(t, d, s, codePointCSV)
		got := events(t, d, s)
		want := []string{`system PlacesImported places code-point-open {"added":"4","changed":"0","file":"list.csv",` +
			`"read":"4","rejected":"0","unchanged":"0"}`}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func events(t *testing.T, d *db.DB, s db.Scope) (lines []string) {
	t.Helper()
	err := d.View(t.Context(), s, func(tx *db.Tx) (err error) {
		lines, err = db.All(tx, func(r db.Row) (string, error) {
			var f [5]string
			err := r.Scan(&f[0], &f[1], &f[2], &f[3], &f[4])
			return strings.Join(f[:], " "), err
		}, `SELECT account_id, event, subject_kind, subject_id, facts FROM trail WHERE community_id = $1 ORDER BY seq`,
			tx.Community())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestImportRefusedChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := New(d)
		for name, text := range map[string]string{
			"empty": "", "meetings": "day,time,postcode,lat,lon\n", "useless": "postcode,lat,lon\nLE1 1AA,0,0\n",
		} {
			report, err := store.Import(t.Context(), access.Operator(s), strings.NewReader(text), "x.csv")
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
			if name == "useless" && len(report.Rejected) != 1 {
				t.Errorf("the report names %d rows", len(report.Rejected))
			}
		}
		stranger := access.Actor{Scope: s}
		if _, err := store.Import(t.Context(), stranger, strings.NewReader(codePointCSV), "x.csv"); !fault.Is(err, fault.Missing) {
			t.Errorf("a stranger: %v", err)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := store.Import(cancelled, access.Operator(s), strings.NewReader(codePointCSV), "x.csv"); !errors.Is(err, context.Canceled) {
			t.Errorf("a cancelled import: %v", err)
		}
		if there, err := store.Any(t.Context(), s); there || err != nil {
			t.Errorf("places are there: %v, %v", there, err)
		}
		if got := events(t, d, s); len(got) != 0 {
			t.Errorf("trail: %v", got)
		}
		importText(t, d, s, codePointCSV)
		if there, err := store.Any(t.Context(), s); !there || err != nil {
			t.Errorf("places are not there: %v", err)
		}
	})
}

// More rows than one statement takes, twice over, and one more.
func TestImportInBatches(t *testing.T) {
	const n = 2*batch + 1
	var b strings.Builder
	b.WriteString("postcode,lat,lon,town\n")
	for i := range n {
		fmt.Fprintf(&b, "LE%d %dA%c,52.6%03d,-1.1,\n", 1+i/200, i/20%10, "ABDEFGHJLNPQRSTUWXYZ"[i%20], i%1000)
		fmt.Fprintf(&b, "S%d%c,53.4%03d,-1.4,Sallowby %d\n", i/26%10+i/260*10, 'A'+i%26, i%1000, i)
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		got := importText(t, d, s, b.String())
		if got.Added+len(got.Rejected) != 2*n || got.Added < n {
			t.Errorf("%d added, %d rejected of %d", got.Added, len(got.Rejected), 2*n)
		}
		if again := importText(t, d, s, b.String()); again.Unchanged != got.Added || again.Added+again.Changed != 0 {
			t.Errorf("again: %+v", again)
		}
	})
}

func TestFind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		importText(t, d, s, outcodesCSV)
		importText(t, d, s, codePointCSV)
		for query, want := range map[string]Place{
			"le11aa":                          {Name: "LE1 1AA", Lat: 52.6321, Lon: -1.1249, Precision: ToPostcode},
			"LE1 9ZZ":                         {Name: "LE1, Leicester", Lat: 52.6364, Lon: -1.1331, Precision: ToOutcode},
			"le1":                             {Name: "LE1, Leicester", Lat: 52.6364, Lon: -1.1331, Precision: ToOutcode},
			"LE1 4":                           {Name: "LE1, Leicester", Lat: 52.6364, Lon: -1.1331, Precision: ToOutcode},
			"bt1 1aa":                         {Name: "BT1, Belfast", Lat: 54.5994, Lon: -5.9284, Precision: ToOutcode},
			"HX1":                             {Name: "HX1", Lat: 53.7252, Lon: -1.8589, Precision: ToOutcode},
			"HX1 9ZZ":                         {Name: "HX1", Lat: 53.7252, Lon: -1.8589, Precision: ToOutcode},
			"leicester":                       {Name: "Leicester", Lat: 52.6317, Lon: -1.15455, Precision: ToTown},
			"Belfast":                         {Name: "Belfast", Lat: 54.5994, Lon: -5.9284, Precision: ToTown},
			"Newport, Essex":                  {Name: "Newport, Essex", Lat: 51.9850, Lon: 0.2140, Precision: ToTown},
			"1 Invented Way, Sallowby LE11AA": {Name: "LE1 1AA", Lat: 52.6321, Lon: -1.1249, Precision: ToPostcode},
			"Sallowby, LE1 1AA":               {Name: "LE1 1AA", Lat: 52.6321, Lon: -1.1249, Precision: ToPostcode},
		} {
			want.Query = query
			got, err := New(d).Find(t.Context(), s, query)
			if err != nil {
				t.Errorf("%q: %v", query, err)
				continue
			}
			if diff := gocmp.Diff(want, got, cmpopts.EquateApprox(0, 0.0002)); diff != "" {
				t.Errorf("%q: %s", query, diff)
			}
		}
	})
}

func TestFindAsksBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		importText(t, d, s, outcodesCSV)
		for query, want := range map[string]struct {
			kind  fault.Kind
			words string
		}{
			"":                           {fault.Invalid, "Type a postcode"},
			" ?! ":                       {fault.Invalid, "Type a postcode"},
			"Nowhere-on-Sea":             {fault.Missing, "“Nowhere-on-Sea”"},
			"ZE1 0AA":                    {fault.Missing, "“ZE1 0AA”"},
			"d02 k023":                   {fault.Missing, "“D02 K023”"},
			"newport":                    {fault.Invalid, "Newport, Essex; Newport, Isle of Wight"},
			strings.Repeat("Sallow", 99): {fault.Missing, "Sall…”"},
			"'; DROP TABLE place; --":    {fault.Missing, "DROP TABLE"},
		} {
			_, err := New(d).Find(t.Context(), s, query)
			f := fault.As(err)
			if f == nil || f.Kind != want.kind {
				t.Errorf("%.40q: %v", query, err)
				continue
			}
			if words := locale.English().Fault(f); !strings.Contains(words, want.words) {
				t.Errorf("%.40q: %s", query, words)
			}
		}
	})
}

// A community sees its own places only.
func TestFindKeepsToItsCommunity(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		importText(t, d, s, outcodesCSV)
		if _, err := New(d).Find(t.Context(), db.Scope{}, "LE1"); !fault.Is(err, fault.Missing) {
			t.Errorf("another community found LE1: %v", err)
		}
	})
}

func TestTheRealFilesTogether(t *testing.T) {
	le := sharedFile(t, leFile, inventedCodePoint)
	outcodes := sharedFile(t, outcodeFile, inventedOutcodes)
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		store := New(d)
		for _, data := range [][]byte{outcodes, le} {
			if _, err := store.Import(t.Context(), access.Operator(s), bytes.NewReader(data), "list.csv"); err != nil {
				t.Fatal(err)
			}
		}
		near := func(query string, precision Precision, at Point, miles float64) {
			t.Helper()
			p, err := store.Find(t.Context(), s, query)
			if err != nil || p.Precision != precision || Miles(p.Point(), at) > miles {
				t.Errorf("%q is %+v, %v", query, p, err)
			}
		}
		near("LE1", ToOutcode, leicester, 1)
		near("LE1 0ZZ", ToOutcode, leicester, 1)
		near("Leicester", ToTown, leicester, 3)
		near("Newport, Isle of Wight", ToTown, Point{50.70, -1.29}, 5)
		if bytes.Contains(le, []byte("LE1 1AA,10,459327,304196")) {
			near("le11aa", ToPostcode, Point{52.6321, -1.1249}, 0.2)
		}
		for query, key := range map[string]string{"Newport": "place.several", "Highland": "place.wide", "Nowhere-on-Sea": "place.unknown"} {
			if _, err := store.Find(t.Context(), s, query); fault.As(err) == nil || fault.As(err).Key != key {
				t.Errorf("%q: %v, want %s", query, err, key)
			}
		}
	})
}

// Whatever name an answer or a question back gives a place, typing it leads
// there: for every town of the list.
func TestNamesLeadBack(t *testing.T) {
	data := sharedFile(t, outcodeFile, inventedOutcodes)
	file, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.SQLite(t)
	s, store := dbtest.Community(t, d), New(d)
	importText(t, d, s, string(data))
	answered := 0
	for _, e := range file.entries {
		p, err := store.Find(t.Context(), s, cmp.Or(e.town, e.region))
		names := []string{p.Name}
		if f := fault.As(err); f != nil {
			if f.Key == "place.wide" {
				continue
			}
			towns, _ := f.Args["Towns"].(string)
			names = strings.Split(towns, "; ")
		}
		for _, name := range names {
			again, failed := store.Find(t.Context(), s, name)
			if failed != nil || err == nil && (again.Lat != p.Lat || again.Lon != p.Lon) {
				t.Errorf("%s, %s: %q leads to %+v, %v", e.code, e.town, name, again, failed)
			}
			answered++
		}
	}
	if answered < len(file.entries)/2 {
		t.Errorf("%d answers for %d outcodes", answered, len(file.entries))
	}
}

// aRow is the pace of the import: 8,222 rows in two seconds.
const aRow = 2 * time.Second / 8222

// reportRows tells what share of that pace each of so many rows takes.
func reportRows(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(rows)/float64(aRow), "of-a-row")
}

func BenchmarkImportLE(b *testing.B) {
	data := sharedFile(b, leFile, inventedCodePoint)
	d := dbtest.SQLite(b)
	s := dbtest.Community(b, d)
	b.SetBytes(int64(len(data)))
	for i := 0; b.Loop(); i++ {
		text := bytes.ReplaceAll(data, []byte("LE"), []byte{'A' + byte(i%16), 'A' + byte(i/16%9)})
		if _, err := New(d).Import(context.Background(), access.Operator(s), bytes.NewReader(text), "le.csv"); err != nil {
			b.Fatal(err)
		}
	}
	reportRows(b, bytes.Count(data, []byte("\n")))
}

func BenchmarkImportLEUnchanged(b *testing.B) {
	data := sharedFile(b, leFile, inventedCodePoint)
	d := dbtest.SQLite(b)
	s := dbtest.Community(b, d)
	for b.Loop() {
		if _, err := New(d).Import(context.Background(), access.Operator(s), bytes.NewReader(data), "le.csv"); err != nil {
			b.Fatal(err)
		}
	}
	reportRows(b, bytes.Count(data, []byte("\n")))
}

func BenchmarkRead(b *testing.B) {
	data := sharedFile(b, leFile, inventedCodePoint)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
	reportRows(b, bytes.Count(data, []byte("\n")))
}

// BenchmarkFind looks a place up as the first page does. The limit is ours: a
// tenth of what a page may take.
func BenchmarkFind(b *testing.B) {
	d := dbtest.SQLite(b)
	s := dbtest.Community(b, d)
	store := New(d)
	for _, data := range [][]byte{sharedFile(b, leFile, inventedCodePoint), sharedFile(b, outcodeFile, inventedOutcodes)} {
		if _, err := store.Import(context.Background(), access.Operator(s), bytes.NewReader(data), "x.csv"); err != nil {
			b.Fatal(err)
		}
	}
	for _, query := range []string{"LE1 1AA", "LE1 0ZZ", "LE1", "Leicester"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if p, err := store.Find(context.Background(), s, query); err != nil || math.Abs(p.Lat-52.6) > 1 {
					b.Fatal(p, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(time.Millisecond), "of-limit-1ms")
		})
	}
}
