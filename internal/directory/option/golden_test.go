package option

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

var update = flag.Bool("update", false, "write the golden files anew")

// invented is a small list around one town, a line a meeting: id, kind,
// fellowship, days and start, miles north and east, then what is said of it.
const invented = `
willow   12-step   AA    tue 19:30   0.4 -0.2  open step-free
harbour  12-step   AA    wed 20:00   1.1 0.6   !open newcomers checked:100
orchard  12-step   NA    thu 19:00   -0.8 0.3  newcomers
lantern  12-step   CA    mon 18:30   2.2 1.9   open flagged
anvil    12-step   AA    sun 10:30   3.0 -2.0  open small checked:20
bridge   12-step   AA    tue 12:30   0.2 0.1   open missing
fern     12-step   NA    1st-fri 19:00 1.0 1.0 open
compass  cbt       SMART mon 18:00   1.4 -0.9  open newcomers just-listen checked:5
kettle   cbt       SMART thu 18:30   6.5 3.0   open step-free checked:200
maple    buddhist  RD    wed 19:00   4.8 -4.0  open small !step-free
quill    secular   LR    sat 11:00   9.0 2.0   open
meadow   community -     fri 14:00   0.1 0.1   open newcomers step-free checked:2
beacon   faith     -     sun 16:00   1.2 0.4   open
thimble  women     WFS   tue 18:00   1.0 0.0   open women
heron    12-step   AA    wed 19:30   0.9 0.2   open women
hearth   family    ALA   mon 19:30   0.7 0.7   open
saddle   family    SMART tue 19:00   3.3 0.1   open newcomers checked:30
pebble   cbt       SMART thu 20:00   online    open newcomers
signal   12-step   AA    mon 20:00   online    open
otter    other     -     wed 18:00   1.9 0.1   men
acorn    12-step   AA    tue 19:30   15.0 0.0  open
gate     12-step   AA    mon,thu 19:30 -1.5 0.5 open secular hybrid
`

// meetingOfLine reads one line of the list above.
func meetingOfLine(t *testing.T, line string) meeting.Meeting {
	part := strings.Fields(line)
	m := meeting.Meeting{ID: part[0]}
	m.Title, m.Kind, m.Attendance = "The "+part[0]+" group", meeting.Kind(part[1]), meeting.InPerson
	if part[2] != "-" {
		m.Fellowship = part[2]
	}
	m.Slot = schedule.Slot{Rule: ruleOf(t, part[3]), Minutes: 90}
	m.Slot.Start, _ = civil.ParseTimeOfDay(part[4])
	rest := part[6:]
	if part[5] == "online" {
		m.Attendance = meeting.Online
	} else {
		var north, east float64
		fmt.Sscan(part[5], &north)
		fmt.Sscan(part[6], &east)
		m.Lat, m.Lon, m.Located = town.Lat+north/69.1, town.Lon+east/42, true
		rest = part[7:]
	}
	for _, word := range rest {
		var days int
		switch {
		case word == "flagged":
			m.FlaggedOn = monday.AddDays(-4)
		case word == "missing":
			m.MissingFrom = monday.AddDays(-10)
		case word == "hybrid":
			m.Attendance = meeting.Hybrid
		case strings.HasPrefix(word, "checked:"):
			fmt.Sscanf(word, "checked:%d", &days)
			m.LastChecked = monday.AddDays(-days)
		case word[0] == '!':
			m.Facets = append(m.Facets, facet.Fact{Name: facet.Name(word[1:]), Value: facet.No})
		default:
			m.Facets = append(m.Facets, facet.Fact{Name: facet.Name(word), Value: facet.Yes})
		}
	}
	return m
}

func ruleOf(t *testing.T, s string) schedule.Rule {
	if name, ok := strings.CutPrefix(s, "1st-"); ok {
		day, _ := dayNamed(name)
		return schedule.Nth(day, 1)
	}
	var on []time.Weekday
	for name := range strings.SplitSeq(s, ",") {
		day, ok := dayNamed(name)
		if !ok {
			t.Fatalf("no day %q", name)
		}
		on = append(on, day)
	}
	return schedule.Weekly(on...)
}

// TestGolden keeps what is said, to the byte: a change of a weight or a word is
// seen here, and is then a decision. Write the files anew with -update.
func TestGolden(t *testing.T) {
	var list []meeting.Meeting
	for line := range strings.Lines(strings.TrimSpace(invented)) {
		list = append(list, meetingOfLine(t, line))
	}
	ix := Build(list, Standard())
	evenings, err := ParseFree("weekdays 18:00-21:30")
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]Wish{
		"plain":            wish(),
		"weekday-evenings": wish(func(w *Wish) { w.Free, w.Within = evenings, 5 }),
		"step-free":        wish(func(w *Wish) { w.Need, w.Travel = []facet.Name{facet.StepFree}, "car" }),
		"women":            wish(func(w *Wish) { w.Need = []facet.Name{facet.Women} }),
		"someone-else":     wish(func(w *Wish) { w.For = SomeoneElse }),
		"second-kind":      wish(func(w *Wish) { w.Within, w.Not.Kinds = 5, notBut(meeting.TwelveStep, meeting.Secular) }),
		"one-kind":         wish(func(w *Wish) { w.Within, w.Limit = 0.5, 3; w.Free, _ = ParseFree("tue") }),
		"from-home":        wish(func(w *Wish) { w.Online = OnlineOnly }),
		"nothing": wish(func(w *Wish) {
			w.Free, _ = ParseFree("mon 03:00-04:00")
			w.Need = []facet.Name{facet.Men}
			w.Within = 1
		}),
		"try-something-new": wish(tried("willow", ReligiousSide, TooBig)),
		"known-there":       wish(tried("orchard", PeopleKnown, WrongTime)),
	} {
		t.Run(name, func(t *testing.T) {
			got, path := written(ix.Rank(w)), filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-golden +now:\n%s", diff)
			}
		})
	}
}

func tried(id string, misfits ...Misfit) func(*Wish) {
	return func(w *Wish) { w.Tried = []Tried{{Meeting: id, Misfits: misfits}} }
}

// notBut is every kind but these.
func notBut(kinds ...meeting.Kind) (rest []meeting.Kind) {
	for _, k := range kindOrder {
		if kindSet(kinds)&kindSet([]meeting.Kind{k}) == 0 {
			rest = append(rest, k)
		}
	}
	return rest
}
