package place

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/table"
)

// File is a list of places as it was read, before anything is stored.
type File struct {
	Kind     Kind
	Read     int             // rows under the headings that said something
	Repeated int             // rows that said again what an earlier one had said
	Rejected []fault.Problem // one for each row that could not be used, in their order
	entries  []entry         // ordered by code, each code once
}

// entry is where one code is, and what the people there call it.
type entry struct {
	code         string
	row          int
	lat, lon     int32 // millionths of a degree
	town, region string
}

// Read reads a list of places: Code-Point Open with or without headings, the
// ONS postcode directory, a list of outcodes, or any table with a postcode and
// a position. A file that is none of these, or holds no good row, is a fault;
// a bad row is named in Rejected and costs only itself.
func Read(r io.Reader) (*File, error) {
	data, err := table.ReadAll(r)
	if err != nil {
		return nil, err
	}
	t, err := table.Parse(data)
	if err != nil {
		return nil, err
	}
	l, err := layoutOf(t)
	if err != nil {
		return nil, err
	}
	f := &File{Kind: l.kind}
	if l.headless {
		f.take(l, table.Row{Number: 1, Cells: t.Headings}, false)
	}
	for row := range t.Rows() {
		f.take(l, row, row.Number == t.CutShort)
	}
	f.settle()
	if len(f.entries) == 0 {
		return f, f.useless()
	}
	return f, nil
}

// take reads one row. A last row without its end may hold half a number, and
// half a number is a position elsewhere, so it is not used.
func (f *File) take(l layout, row table.Row, cut bool) {
	f.Read++
	e, problem := l.entry(row)
	if cut {
		problem = &fault.Problem{Key: "place.row.cut"}
	}
	if problem != nil {
		problem.Row = row.Number
		f.Rejected = append(f.Rejected, *problem)
		return
	}
	f.entries = append(f.entries, e)
}

// settle orders the entries by code, which is also the order in which a
// database takes them fastest, and keeps the first of each.
func (f *File) settle() {
	slices.SortStableFunc(f.entries, func(a, b entry) int { return strings.Compare(a.code, b.code) })
	kept := f.entries[:0]
	for _, e := range f.entries {
		if len(kept) == 0 || kept[len(kept)-1].code != e.code {
			kept = append(kept, e)
			continue
		}
		first := kept[len(kept)-1]
		if again := (entry{e.code, first.row, e.lat, e.lon, e.town, e.region}); again == first {
			f.Repeated++
			continue
		}
		f.Rejected = append(f.Rejected, fault.Problem{Row: e.row, Key: "place.row.twice",
			Args: fault.Args{"Code": e.code, "Row": first.row}})
	}
	f.entries = kept
	slices.SortStableFunc(f.Rejected, func(a, b fault.Problem) int { return a.Row - b.Row })
}

func (f *File) useless() error {
	if f.Read == 0 {
		return fault.New(fault.Invalid, "place.file.empty")
	}
	fail := fault.New(fault.Invalid, "place.file.useless", fault.Args{"Count": f.Read})
	fail.Problems = f.Rejected
	return fail
}

// entry reads one row, or says what is wrong with it.
func (l layout) entry(row table.Row) (entry, *fault.Problem) {
	cell := row.Cell(l.code.at)
	code, ok := ParsePostcode(cell)
	switch {
	case cell == "":
		return entry{}, l.code.problem("place.row.blank", "")
	case !ok:
		return entry{}, l.code.problem("place.row.postcode", cell)
	case code.Irish:
		return entry{}, l.code.problem("place.row.eircode", cell)
	}
	at, problem := l.point(row, code)
	if problem != nil {
		return entry{}, problem
	}
	e := entry{code: code.String(), row: row.Number, lat: micro(at.Lat), lon: micro(at.Lon)}
	if !code.Full() {
		e.town, e.region = tidy(row.Cell(l.town.at)), tidy(row.Cell(l.region.at))
	}
	return e, nil
}

// point reads the position of a row, by degrees where it has them.
func (l layout) point(row table.Row, code Postcode) (Point, *fault.Problem) {
	if l.degrees() && (row.Cell(l.lat.at) != "" || !l.grid()) {
		lat, problem := number(row, l.lat)
		if problem != nil {
			return Point{}, problem
		}
		lon, problem := number(row, l.lon)
		if problem != nil {
			return Point{}, problem
		}
		const unknown = 99.999999 // how the ONS writes that it has no position
		if lat == unknown {
			return Point{}, l.lat.problem("place.row.nowhere", "")
		}
		return onLand(Point{lat, lon}, l.lat)
	}
	easting, problem := number(row, l.easting)
	if problem != nil {
		return Point{}, problem
	}
	northing, problem := number(row, l.northing)
	if problem != nil {
		return Point{}, problem
	}
	if easting == 0 && northing == 0 { // Code-Point Open, quality 90
		return Point{}, l.easting.problem("place.row.nowhere", "")
	}
	switch code.Area() {
	case "BT", "GY", "JE":
		return Point{}, l.easting.problem("place.row.grid", code.Area())
	}
	return onLand(fromGrid(easting, northing), l.easting)
}

func onLand(p Point, c column) (Point, *fault.Problem) {
	if !InBritainOrIreland(p.Lat, p.Lon) {
		return p, c.problem("place.row.sea", "")
	}
	return p, nil
}

func number(row table.Row, c column) (float64, *fault.Problem) {
	cell := row.Cell(c.at)
	if cell == "" {
		return 0, c.problem("place.row.blank", "")
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, c.problem("place.row.number", cell)
	}
	return v, nil
}

// problem names the column by its heading and shows what stands in it, cut
// where a whole paragraph stands there.
func (c column) problem(key, value string) *fault.Problem {
	return &fault.Problem{Field: c.name, Key: key, Args: fault.Args{"Field": c.name, "Value": short(value)}}
}

func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// tidy makes one line of a name, its spaces single.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

func micro(degrees float64) int32 { return int32(math.Round(degrees * 1e6)) }
