// Package optiontest gives tests and benchmarks lists of meetings: the real one
// where it is at hand, and invented ones. Nothing in the product imports it.
package optiontest

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// Size of the real list of August 2026, and of the invented one in its place.
const Size = 8222

// Leicester is where the questions of the benchmarks are asked.
var Leicester = struct{ Lat, Lon float64 }{52.6344, -1.1319}

// List is the real list, or an invented one of the same size and shape, which
// it says.
func List(t testing.TB) []meeting.Meeting {
	t.Helper()
	if list := actual(t); list != nil {
		return list
	}
	t.Log("no real list at hand (OPENMAF_TESTDATA): measured on an invented one of the same size and shape")
	return Invented(Size, 1)
}

// dataDir is OPENMAF_TESTDATA, or the folder shared beside the project.
func dataDir() string {
	if dir := os.Getenv("OPENMAF_TESTDATA"); dir != "" {
		return dir
	}
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "../../../../../shared/data")
}

func actual(t testing.TB) []meeting.Meeting {
	file, err := os.Open(filepath.Join(dataDir(), "uk-ireland-meetings-2026-08-05.csv"))
	if err != nil {
		return nil
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	var list []meeting.Meeting
	for _, record := range records[1:] {
		list = append(list, meetingOf(func(name string) string { return record[column[name]] }))
	}
	return list
}

// meetingOf a row of the real list, in which "False" is "not stated".
func meetingOf(get func(string) string) meeting.Meeting {
	m := meeting.Meeting{ID: get("guid"), Listing: meeting.Listing{Source: "test", Fellowship: get("fellowship"),
		Kind: meeting.TwelveStep, Title: get("title"), Attendance: meeting.InPerson, Venue: get("venue"), Postcode: get("postcode")}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if day.String() == get("day") {
			m.Slot.Rule = schedule.Weekly(day)
		}
	}
	m.Slot.Start, _ = civil.ParseTimeOfDay(get("time"))
	m.Slot.Minutes = 60
	m.Lat, _ = strconv.ParseFloat(get("latitude"), 64)
	m.Lon, _ = strconv.ParseFloat(get("longitude"), 64)
	m.Located = m.Lat != 0
	for column, name := range map[string]facet.Name{"open": facet.Open, "wheelchair": facet.StepFree, "hearing_loop": facet.HearingLoop} {
		if strings.EqualFold(get(column), "true") {
			m.Facets = append(m.Facets, facet.Fact{Name: name, Value: facet.Yes, Source: "test"})
		}
	}
	return m
}

// Shifted makes a list of n out of a smaller one by copying it to other
// longitudes, as far apart as the globe allows.
func Shifted(list []meeting.Meeting, n int) []meeting.Meeting {
	copies := (n + len(list) - 1) / len(list)
	many := make([]meeting.Meeting, 0, n)
	for c := range copies {
		for i := range list {
			if len(many) == n {
				return many
			}
			m := list[i]
			m.ID = fmt.Sprintf("%s-%d", m.ID, c)
			m.Lon += 360 / float64(copies) * float64(c)
			if m.Lon > 180 {
				m.Lon -= 360
			}
			many = append(many, m)
		}
	}
	return many
}

// Invented makes n meetings that nobody holds: around towns that are only
// points, evenings and weekends as real lists have them, most facets not known.
func Invented(n int, seed uint64) []meeting.Meeting {
	random := rand.New(rand.NewPCG(seed, 42))
	towns := make([]struct{ lat, lon float64 }, 1+n/12)
	for i := range towns {
		towns[i].lat, towns[i].lon = 50.5+random.Float64()*6, -5+random.Float64()*6
	}
	towns[0].lat, towns[0].lon = Leicester.Lat, Leicester.Lon
	list := make([]meeting.Meeting, n)
	for i := range list {
		town := towns[random.IntN(len(towns))]
		list[i] = invented(random, i)
		list[i].Lat, list[i].Lon, list[i].Located = town.lat+random.NormFloat64()/30, town.lon+random.NormFloat64()/20, true
	}
	return list
}

var (
	starts = []civil.TimeOfDay{600, 660, 720, 780, 1080, 1110, 1140, 1140, 1170, 1170, 1170, 1200, 1200, 1230}
	groups = []struct {
		fellowship string
		kind       meeting.Kind
	}{
		{"AA", meeting.TwelveStep}, {"AA", meeting.TwelveStep}, {"AA", meeting.TwelveStep}, {"NA", meeting.TwelveStep},
		{"CA", meeting.TwelveStep}, {"SMART", meeting.CBT}, {"SMART", meeting.CBT}, {"RD", meeting.Buddhist},
		{"AL-ANON", meeting.Family}, {"WFS", meeting.Women}, {"LIFERING", meeting.Secular}, {"", meeting.Community},
		{"CR", meeting.Faith},
	}
)

func invented(random *rand.Rand, i int) meeting.Meeting {
	group := groups[random.IntN(len(groups))]
	m := meeting.Meeting{ID: fmt.Sprintf("invented-%06d", i), Listing: meeting.Listing{Source: "invented",
		Fellowship: group.fellowship, Kind: group.kind, Title: fmt.Sprintf("Invented Group %d", i),
		Venue: "Invented Hall", Postcode: fmt.Sprintf("ZZ%d %dAA", 1+random.IntN(90), random.IntN(10)),
		Attendance: meeting.InPerson}}
	m.Slot = schedule.Slot{Rule: schedule.Weekly(time.Weekday(random.IntN(7))), Start: starts[random.IntN(len(starts))], Minutes: 60 + 30*random.IntN(2)}
	for _, name := range facet.Names {
		if random.IntN(4) != 0 || name == facet.Men || name == facet.Women && random.IntN(3) != 0 {
			continue
		}
		m.Facets = append(m.Facets, facet.Fact{Name: name, Value: facet.Yes + facet.Value(random.IntN(4)/3), Source: "invented"})
	}
	return m
}
