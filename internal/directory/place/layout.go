package place

import (
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// Kind is which of the known lists a file is, told from its headings.
type Kind string

const (
	CodePoint Kind = "code-point-open" // Ordnance Survey: metres on the National Grid
	ONSPD     Kind = "onspd"           // Office for National Statistics: degrees
	Outcodes  Kind = "outcodes"        // outcodes with their towns
	Postcodes Kind = "postcodes"       // any other list of codes and degrees
)

// layout says in which column a file keeps what; -1 is nowhere.
type layout struct {
	kind              Kind
	headless          bool // the first line is data, as in Ordnance Survey's own files
	code              column
	lat, lon          column
	easting, northing column
	town, region      column
}

// column is where a value stands and what a person would call it.
type column struct {
	at   int
	name string
}

func (c column) there() bool { return c.at >= 0 }

// The headings of each column as [headingKey] writes them, best first.
var (
	codeHeadings     = []string{"pcds", "pcd2", "pcd8", "pcd", "pcd7", "postcode", "outcode", "outwardcode", "postcodedistrict"}
	latHeadings      = []string{"latitude", "lat"}
	lonHeadings      = []string{"longitude", "long", "lon", "lng"}
	eastingHeadings  = []string{"easting", "eastings", "oseast1m", "east1m"}
	northingHeadings = []string{"northing", "northings", "osnrth1m", "north1m"}
	townHeadings     = []string{"town", "posttown", "place"}
	regionHeadings   = []string{"region", "county"}
)

// layoutOf finds the columns by their headings. A table that is no list of
// places is a fault that says which headings were looked for.
func layoutOf(t *table.Table) (layout, error) {
	if isCodePointRow(t.Headings) {
		return headlessCodePoint, nil
	}
	l := layout{
		code: find(t.Headings, codeHeadings),
		lat:  find(t.Headings, latHeadings), lon: find(t.Headings, lonHeadings),
		easting: find(t.Headings, eastingHeadings), northing: find(t.Headings, northingHeadings),
		town: find(t.Headings, townHeadings), region: find(t.Headings, regionHeadings),
	}
	day, time := find(t.Headings, []string{"day", "weekday"}), find(t.Headings, []string{"time", "starttime"})
	switch {
	case day.there() && time.there():
		return l, fault.New(fault.Invalid, "place.file.meetings")
	case !l.code.there(), !l.degrees() && !l.grid():
		return l, fault.New(fault.Invalid, "place.file.headings")
	}
	l.kind = l.guess()
	return l, nil
}

func (l layout) degrees() bool { return l.lat.there() && l.lon.there() }
func (l layout) grid() bool    { return l.easting.there() && l.northing.there() }

func (l layout) guess() Kind {
	switch key := headingKey(l.code.name); {
	case strings.HasPrefix(key, "pcd"):
		return ONSPD
	case l.town.there() || strings.HasPrefix(key, "out"):
		return Outcodes
	case !l.degrees():
		return CodePoint
	}
	return Postcodes
}

// headlessCodePoint is the form that Ordnance Survey publishes: ten columns,
// their headings in another file.
var headlessCodePoint = layout{
	kind: CodePoint, headless: true,
	code: column{0, "postcode"}, easting: column{2, "easting"}, northing: column{3, "northing"},
	lat: column{at: -1}, lon: column{at: -1}, town: column{at: -1}, region: column{at: -1},
}

// isCodePointRow reports whether a line is a full postcode followed by a
// quality and two whole numbers of metres.
func isCodePointRow(cells []string) bool {
	if len(cells) < 4 {
		return false
	}
	code, ok := ParsePostcode(cells[0])
	return ok && code.Full() && wholeNumber(cells[1]) && wholeNumber(cells[2]) && wholeNumber(cells[3])
}

func wholeNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func find(headings, names []string) column {
	for _, name := range names {
		for i, h := range headings {
			if headingKey(h) == name {
				return column{i, h}
			}
		}
	}
	return column{at: -1}
}

// headingKey keeps the letters and digits of a heading, in lower case.
func headingKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}
