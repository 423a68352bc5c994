package place

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// sharedFile is a file of the test data beside the project, which is never
// part of it. Without it the test gets the invented stand-in, and says so.
func sharedFile(t testing.TB, name string, standIn func() []byte) []byte {
	t.Helper()
	dir := os.Getenv("OPENMAF_TESTDATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Logf("%s is not here: an invented list of the same shape stands in for it", name)
		return standIn()
	}
	return data
}

const (
	leFile      = "codepoint-open-2014-08-le.csv"
	hxFile      = "codepoint-open-2014-08-hx.csv"
	outcodeFile = "uk-outcodes.csv"
)

// inventedCodePoint has the headings and the size of the Leicester file: every
// second unit of LE1, LE2 and so on, ten metres apart on the grid.
func inventedCodePoint() []byte {
	var b bytes.Buffer
	b.WriteString("postcode,positional_quality,easting,northing\n")
	const units = "ABDEFGHJLNPQRSTUWXYZ"
	n := 0
	for district := 1; n < 21_620; district++ {
		for sector := range 10 {
			for i := 0; i < len(units)*len(units) && n < 21_620; i += 2 {
				fmt.Fprintf(&b, "LE%d %d%c%c,10,%d,%d\n", district, sector,
					units[i/len(units)], units[i%len(units)], 450_000+n%150*10, 300_000+n/150*10)
				n++
			}
		}
	}
	return b.Bytes()
}

// inventedOutcodes has the headings of the outcode file, plain invented towns,
// and the real name of one city, so that both stand-ins speak of LE1.
func inventedOutcodes() []byte {
	var b bytes.Buffer
	b.WriteString("postcode,eastings,northings,latitude,longitude,town,region,uk_region,country,country_string\n")
	for i, o := range []struct {
		code, town, region string
		lat, lon           float64
	}{
		{"LE1", "Leicester", "Leicester", 52.6364, -1.1331}, {"LE3", "Leicester", "Leicester", 52.6270, -1.1760},
		{"LE4", "Leicester", "Leicester", 52.6670, -1.1210}, {"LE5", "Leicester", "Leicester", 52.6400, -1.0800},
		{"HX1", "Halifax", "Calderdale", 53.7210, -1.8690}, {"BT1", "", "Belfast", 54.5994, -5.9284},
		{"CB11", "Newport", "Essex", 51.9850, 0.2140}, {"PO30", "Newport", "Isle of Wight", 50.6920, -1.3050},
		{"TF10", "Newport", "Telford and Wrekin", 52.7700, -2.3800},
		{"IV4", "", "Highland", 57.4300, -4.6800}, {"KW1", "", "Highland", 58.4400, -3.1000},
		{"PH33", "", "Highland", 56.8200, -5.1100}, {"JE2", "Sallowby", "Jersey", 49.2018, -2.1072},
	} {
		fmt.Fprintf(&b, "%s,%d,%d,%.5f,%.5f,%s,%s,Invented,ENG,England\n", o.code, 400_000+i, 300_000+i, o.lat, o.lon, o.town, o.region)
	}
	return b.Bytes()
}
