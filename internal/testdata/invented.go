package testdata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
)

// seeded is the same randomness in every run.
func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2026)) }

var (
	days   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	times  = []string{"19:30", "19:30", "19:30", "19:00", "19:00", "20:00", "20:00", "20:30", "13:00", "18:00", "18:30", "12:30", "11:00", "10:30"}
	towns  = []string{"Sallowby", "Thornwick Cross", "Marlhaven", "Otterfold", "Penny Brough", "Quillham", "Eastmere", "Hob's Lea"}
	titles = []string{"Lamplight", "Kettle", "Open Door", "Step Study", "Riverside", "Women’s", "Men’s Shed Annexe", "Newcomers", "Just For Today", "Rainbow Lgbtq+"}
	venues = []string{"The Invented Hall", "Harbour Rooms", "Old Tram Shed", "St Nobody’s", "Blue Gate Centre"}
	lasts  = []string{"1hr", "1hr", "1hr", "1hr 30mins", "1hr 30mins", "1hr 15mins", "", "", "2hr", "45mins"}
)

// area is a district that invented meetings are held in: real enough for a
// distance, and named by its outcode.
type area struct {
	outcode  string
	lat, lon float64
}

// areas are spread over England, a good part of them around Leicester, as the
// journey through the program needs.
var areas = func() (all []area) {
	for i := range 9 {
		all = append(all, area{fmt.Sprintf("LE%d", i+1), 52.6362 + float64(i%3-1)*0.03, -1.1331 + float64(i/3-1)*0.04})
	}
	letters := []string{"B", "M", "L", "S", "NG", "DE", "CV", "PE", "NN", "HX", "BD", "HD", "OX", "RG", "GL"}
	r := seeded(1)
	for i, l := range letters {
		for n := range 12 {
			all = append(all, area{fmt.Sprintf("%s%d", l, n+1), 51.5 + float64(i)*0.15 + r.Float64()*0.1, -2.2 + r.Float64()*1.6})
		}
	}
	return all
}()

// faults are the mistakes that real lists hold, at the rows where the invented
// one makes them.
var faults = map[int]func(row map[string]string){
	2047: func(row map[string]string) { row["duration"] = "-1hr" },
	6889: func(row map[string]string) { row["duration"] = "-11hr" },
	6952: func(row map[string]string) { row["duration"] = "0hr 5mins" },
	5899: func(row map[string]string) { row["latitude"], row["longitude"] = "30.1675257", "-95.4682791" },
	6572: func(row map[string]string) { row["postcode"], row["latitude"] = "G2 1UK", "38.1156864" },
}

var headings = []string{"guid", "fellowship", "source_code", "title", "day", "time", "duration", "postcode", "latitude", "longitude",
	"venue", "address", "wheelchair", "hearing_loop", "chit", "open", "open_format", "format", "note", "region", "country"}

// meetingList has the headings, the size, the shares and the mistakes of the
// real list. only limits the columns; nil is all.
func meetingList(n int, only []string) []byte {
	if only == nil {
		only = headings
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(only) // a buffer does not fail
	r := seeded(7)
	for i := range n {
		row := listing(i, r)
		if mistake := faults[i+2]; mistake != nil {
			mistake(row)
		}
		cells := make([]string, len(only))
		for j, h := range only {
			cells[j] = row[h]
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// listing makes up one row. The number in its title keeps it apart from every
// other.
func listing(i int, r *rand.Rand) map[string]string {
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	yes := func(percent int) string {
		if r.IntN(100) < percent {
			return "True"
		}
		return "False"
	}
	a := areas[r.IntN(len(areas))]
	row := map[string]string{
		"guid":       fmt.Sprintf("%08x-0000-5000-8000-%012x", r.Uint32(), i),
		"fellowship": fellowshipOf(i), "source_code": strconv.Itoa(1000 + i),
		"title": fmt.Sprintf("%s %s %d (invented)", pick(towns), pick(titles), i), "day": pick(days), "time": pick(times), "duration": pick(lasts),
		"postcode": fmt.Sprintf("%s %d%c%c", a.outcode, r.IntN(10), "ABDEFGHJ"[r.IntN(8)], "LNPQRSTU"[r.IntN(8)]),
		"latitude": strconv.FormatFloat(a.lat+r.Float64()*0.02, 'f', 6, 64), "longitude": strconv.FormatFloat(a.lon+r.Float64()*0.02, 'f', 6, 64),
		"venue": pick(venues), "address": fmt.Sprintf("%d Invented Street", 1+r.IntN(90)),
		"wheelchair": yes(48), "hearing_loop": yes(1), "chit": yes(15), "open": yes(46),
		"region": pick(towns), "country": "England",
	}
	if i%27 == 0 {
		row["postcode"] = ""
	}
	if i%7 == 0 {
		row["note"] = "The side gate is open.\nRing the lower bell."
	}
	return row
}

// fellowshipOf gives AA, NA and CA the shares that they have in the real list.
func fellowshipOf(i int) string {
	switch {
	case i < 5830:
		return "AA"
	case i < 5830+1419:
		return "NA"
	}
	return "CA"
}

// keys are the key columns of an edition, every lost-th row of which went
// astray; 0 loses none.
func keys(n, lost int) []byte {
	all := meetingList(n, []string{"fellowship", "source_code", "title", "day", "time", "postcode", "latitude", "longitude"})
	if lost == 0 {
		return all
	}
	var b bytes.Buffer
	for i, line := range bytes.SplitAfter(all, []byte("\n")) {
		if i == 0 || i%lost != 0 {
			b.Write(line)
		}
	}
	return b.Bytes()
}

func outcodes() []byte {
	var b bytes.Buffer
	b.WriteString("postcode,eastings,northings,latitude,longitude,town,region,uk_region,country,country_string\n")
	for i, a := range areas {
		town := "Leicester"
		if a.outcode[:2] != "LE" {
			town = towns[i%len(towns)]
		}
		fmt.Fprintf(&b, "%s,%d,%d,%.5f,%.5f,%s,%s,Invented,ENG,England\n", a.outcode, 400_000+i, 300_000+i, a.lat, a.lon, town, town)
	}
	return b.Bytes()
}

// postcodes are units of an area on the National Grid, ten metres apart.
func postcodes(letters string, n, easting, northing int) []byte {
	var b bytes.Buffer
	b.WriteString("postcode,positional_quality,easting,northing\n")
	const units = "ABDEFGHJLNPQRSTUWXYZ"
	for i := range n {
		unit, sector := i%400, i/400
		fmt.Fprintf(&b, "%s%d %d%c%c,10,%d,%d\n", letters, 1+sector/10, sector%10, units[unit/20], units[unit%20],
			easting+i%150*10, northing+i/150*10)
	}
	return b.Bytes()
}

// feed is a Meeting Guide feed, half of it in another time zone.
func feed() []byte {
	var all []map[string]any
	for i := range 160 {
		zone := "Europe/London"
		if i%2 == 1 {
			zone = "America/New_York"
		}
		all = append(all, map[string]any{"slug": fmt.Sprintf("invented-%d", i), "name": fmt.Sprintf("Invented Online %d", i),
			"day": i % 7, "time": times[i%len(times)], "duration": 60, "timezone": zone,
			"conference_url": "https://example.org/room", "types": []string{"O", "W"}})
	}
	text, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return text
}
