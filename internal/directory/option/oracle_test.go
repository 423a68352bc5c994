package option

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// judge is the ranking as one would write it without a thought for speed: one
// meeting against one wish, by the words of the rules.
func judge(m *meeting.Meeting, w *Wish, p Weights) (points int, ok bool) {
	if m.Withdrawn || hardOut(m, w) {
		return 0, false
	}
	way, ok := wayOf(m, w, p)
	if !ok {
		return 0, false
	}
	on, _, ok := eveningOf(m, w)
	if !ok {
		return 0, false
	}
	points = way + p.Soon[on.Days()-w.From.Days()]
	for _, name := range facet.Names {
		points += facetOf(m, w, p, name)
	}
	if slices.Contains(w.PreferKinds, m.Kind) {
		points += p.PreferKind
	}
	switch age := w.From.Days() - m.LastChecked.Days(); {
	case m.LastChecked.IsZero():
	case age <= 90:
		points += p.CheckedFresh
	case age <= 180:
		points += p.CheckedOld
	}
	if !m.FlaggedOn.IsZero() {
		points += p.Flagged
	}
	if !m.MissingFrom.IsZero() {
		points += p.Missing
	}
	return points, true
}

func says(m *meeting.Meeting, name facet.Name) facet.Value {
	value := facet.Unknown
	for _, f := range m.Facets {
		if f.Name == name {
			value = f.Value
		}
	}
	if value == facet.Unknown && (m.Kind == meeting.Family && name == facet.Family || m.Kind == meeting.Secular && name == facet.Secular) {
		return facet.Yes
	}
	return value
}

func hardOut(m *meeting.Meeting, w *Wish) bool {
	asked := func(n facet.Name) bool { return slices.Contains(w.Need, n) || slices.Contains(w.Prefer, n) }
	askedKind := func(k meeting.Kind) bool { return slices.Contains(w.Kinds, k) || slices.Contains(w.PreferKinds, k) }
	womenOnly := says(m, facet.Women) == facet.Yes || m.Kind == meeting.Women && says(m, facet.Women) != facet.No
	family := says(m, facet.Family) == facet.Yes
	familyToo := family || m.Kind == meeting.Community && says(m, facet.Family) != facet.No
	out := womenOnly && !asked(facet.Women) && !askedKind(meeting.Women) ||
		says(m, facet.Men) == facet.Yes && !asked(facet.Men) ||
		w.For == Me && family && !asked(facet.Family) && !askedKind(meeting.Family) ||
		w.For == SomeoneElse && len(w.Kinds) == 0 && !familyToo ||
		len(w.Kinds) > 0 && !slices.Contains(w.Kinds, m.Kind) ||
		slices.Contains(w.Not.Kinds, m.Kind) || slices.Contains(w.Not.Meetings, m.ID) ||
		slices.Contains(w.Not.Fellowships, m.Fellowship)
	for _, n := range w.Need {
		single := n == facet.Women || n == facet.Men
		out = out || says(m, n) == facet.No || single && says(m, n) != facet.Yes
	}
	for _, area := range w.Not.Areas {
		out = out || m.Attendance != meeting.Online && (m.Postcode == "" || strings.HasPrefix(m.Postcode, area))
	}
	return out
}

// wayOf gives the points of the way, or says that there is none.
func wayOf(m *meeting.Meeting, w *Wish, p Weights) (points int, ok bool) {
	here := m.Attendance != meeting.Online && w.Online != OnlineOnly
	home := m.Attendance != meeting.InPerson && w.Online != InPerson
	if here && m.Located {
		if miles := place.Miles(w.Near.Point, place.Point{Lat: m.Lat, Lon: m.Lon}); w.Within == 0 || miles <= w.Within {
			return bandOf(miles, w.Travel, p), true
		}
	}
	if here && !m.Located && w.Within == 0 {
		return p.Unplaced, true
	}
	if m.Attendance == meeting.Hybrid && w.Online != OnlineOnly {
		return 0, false // a hybrid meeting is one to go to, unless from home was asked for
	}
	return p.Online, home
}

func bandOf(miles float64, mode place.Mode, p Weights) int {
	for _, step := range p.Travel {
		if place.TravelMinutes(mode, miles) <= step.Minutes {
			return step.Points
		}
	}
	return p.Travel[len(p.Travel)-1].Points - int(float64(p.Far)*miles*miles/farMiles/farMiles)
}

// eveningOf finds the first of the seven days that is free and not excluded.
func eveningOf(m *meeting.Meeting, w *Wish) (on civil.Date, start civil.TimeOfDay, ok bool) {
	for i := range 7 {
		day := w.From.AddDays(i)
		next, held := m.Slot.Next(day)
		if !held || next.On != day {
			continue
		}
		start = civil.TimeOfDay(next.Starts.Hour()*60 + next.Starts.Minute())
		late := i == 0 && start < w.Since
		if w.Free.Holds(day.Weekday(), start) && !late && !slices.Contains(w.Not.Weekdays, day.Weekday()) {
			return day, start, true
		}
	}
	return on, 0, false
}

func facetOf(m *meeting.Meeting, w *Wish, p Weights, name facet.Name) (points int) {
	value := says(m, name)
	switch {
	case slices.Contains(w.Need, name):
		if value == facet.Unknown && slices.Contains(audiences, name) {
			points += p.AudienceUnknown
		} else if value == facet.Unknown {
			points += p.NeedUnknown
		}
	case slices.Contains(w.Prefer, name), w.For == SomeoneElse && name == facet.Family:
		points += map[facet.Value]int{facet.Yes: p.PreferYes, facet.No: p.PreferNo}[value]
	}
	switch {
	case name == facet.Open:
		points += map[facet.Value]int{facet.Unknown: p.OpenUnknown, facet.No: p.OpenNo}[value]
	case name == facet.Newcomers && value == facet.Yes:
		points += p.Newcomers
	}
	return points
}

var town = place.Point{Lat: 52.6344, Lon: -1.1319}

// someMeeting is any meeting around the town, of any kind and state.
func someMeeting(t *rapid.T, i int) meeting.Meeting {
	pick := func(label string, n int) int { return rapid.IntRange(0, n-1).Draw(t, label) }
	m := meeting.Meeting{ID: fmt.Sprintf("m%03d", i)}
	m.Kind = kindOrder[pick("kind", len(kindOrder))]
	m.Fellowship = []string{"", "AA", "NA", "SMART"}[pick("fellowship", 4)]
	m.Attendance = []meeting.Attendance{meeting.InPerson, meeting.InPerson, meeting.Online, meeting.Hybrid}[pick("attendance", 4)]
	m.Postcode = []string{"", "LE1 1AA", "LE1 1AB", "LE2 3DD", "HX1 1AA"}[pick("postcode", 5)]
	if m.Located = pick("located", 6) > 0; m.Located {
		spread := []float64{0.05, 0.3, 2}[pick("spread", 3)]
		m.Lat = town.Lat + rapid.Float64Range(-spread, spread).Draw(t, "north")
		m.Lon = town.Lon + rapid.Float64Range(-spread, spread).Draw(t, "east")
	}
	m.Slot = schedule.Slot{Rule: someRule(t), Start: civil.TimeOfDay(rapid.IntRange(0, 95).Draw(t, "start") * 15), Minutes: 60}
	for _, name := range facet.Names {
		if value := facet.Value(pick(string(name), 5)); value == facet.Yes || value == facet.No {
			m.Facets = append(m.Facets, facet.Fact{Name: name, Value: value})
		}
	}
	if pick("checked", 2) == 1 {
		m.LastChecked = monday.AddDays(-pick("age", 400))
	}
	if pick("flagged", 8) == 0 {
		m.FlaggedOn = monday.AddDays(-3)
	}
	if pick("missing", 8) == 0 {
		m.MissingFrom = monday.AddDays(-2)
	}
	m.Withdrawn = pick("withdrawn", 12) == 0
	return m
}

var monday = civil.Date{Year: 2026, Month: time.May, Day: 4}

func someRule(t *rapid.T) schedule.Rule {
	day := time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))
	switch rapid.IntRange(0, 9).Draw(t, "rule") {
	case 0:
		return schedule.Weekly(day, (day+3)%7)
	case 1:
		return schedule.Nth(day, rapid.IntRange(1, 5).Draw(t, "nth"), rapid.SampledFrom([]int{-1, 1, 2, 3, 4, 5}).Draw(t, "and"))
	case 2:
		return schedule.Fortnightly(day, monday.AddDays(rapid.IntRange(-30, 30).Draw(t, "anchor")))
	case 3:
		return schedule.Weekly(day).Cancel(monday.AddDays(rapid.IntRange(0, 7).Draw(t, "cancelled")))
	case 4:
		return schedule.Weekly(day).Extra(monday.AddDays(rapid.IntRange(0, 7).Draw(t, "extra")), 19*60)
	case 5:
		return schedule.Weekly(day).Between(monday.AddDays(rapid.IntRange(0, 7).Draw(t, "first")), civil.Date{})
	}
	return schedule.Weekly(day)
}

func someWish(t *rapid.T) Wish {
	flip := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) == 0 }
	w := Wish{Near: Near{Point: town, Known: true}, From: monday.AddDays(rapid.IntRange(0, 6).Draw(t, "from"))}
	w.Travel = rapid.SampledFrom(place.Modes).Draw(t, "travel")
	w.Online = rapid.SampledFrom([]Online{Either, InPerson, OnlineOnly, ""}).Draw(t, "online")
	w.Limit = rapid.IntRange(0, Most).Draw(t, "limit")
	w.Seed = rapid.Uint64().Draw(t, "seed")
	if flip("within?") {
		w.Within = rapid.Float64Range(0.5, 40).Draw(t, "within")
	}
	for flip("free?") {
		from := civil.TimeOfDay(rapid.IntRange(0, 1400).Draw(t, "free from"))
		w.Free = append(w.Free, Window{time.Weekday(rapid.IntRange(0, 6).Draw(t, "free day")), from,
			from + civil.TimeOfDay(rapid.IntRange(1, civil.MinutesPerDay-int(from)).Draw(t, "free for"))})
	}
	for flip("need?") {
		w.Need = append(w.Need, rapid.SampledFrom(askable()).Draw(t, "need"))
	}
	for flip("prefer?") {
		if n := rapid.SampledFrom(askable()).Draw(t, "prefer"); !slices.Contains(w.Need, n) && !slices.Contains(w.Prefer, n) {
			w.Prefer = append(w.Prefer, n)
		}
	}
	if flip("kinds?") {
		w.Kinds = rapid.SliceOfNDistinct(rapid.SampledFrom(kindOrder), 1, 3, rapid.ID).Draw(t, "kinds")
	}
	if flip("prefer kinds?") {
		w.PreferKinds = rapid.SliceOfNDistinct(rapid.SampledFrom(kindOrder), 1, 2, rapid.ID).Draw(t, "prefer kinds")
	}
	if flip("else?") {
		w.For = SomeoneElse
	}
	if flip("since?") {
		w.Since = civil.TimeOfDay(rapid.IntRange(0, 1439).Draw(t, "since"))
	}
	someExclusions(t, &w)
	return w
}

func someExclusions(t *rapid.T, w *Wish) {
	flip := func(label string) bool { return rapid.IntRange(0, 4).Draw(t, label) == 0 }
	if flip("not kinds?") {
		w.Not.Kinds = []meeting.Kind{rapid.SampledFrom(kindOrder).Draw(t, "not kind")}
	}
	if flip("not fellowship?") {
		w.Not.Fellowships = []string{rapid.SampledFrom([]string{"AA", "NA"}).Draw(t, "not fellowship")}
	}
	if flip("not area?") {
		w.Not.Areas = []string{rapid.SampledFrom([]string{"LE1 1AA", "LE1", "LE", "HX"}).Draw(t, "not area")}
	}
	if flip("not day?") {
		w.Not.Weekdays = []time.Weekday{time.Weekday(rapid.IntRange(0, 6).Draw(t, "not day"))}
	}
	for flip("not meeting?") {
		w.Not.Meetings = append(w.Not.Meetings, fmt.Sprintf("m%03d", rapid.IntRange(0, 40).Draw(t, "not meeting")))
	}
}

func someList(t *rapid.T, most int) []meeting.Meeting {
	list := make([]meeting.Meeting, rapid.IntRange(0, most).Draw(t, "meetings"))
	for i := range list {
		list[i] = someMeeting(t, i)
	}
	return list
}

// onAnEdge reports whether the flat map and the globe may fall on two sides of
// a band's edge: there a point's difference is right either way.
func onAnEdge(m *meeting.Meeting, w *Wish, p Weights) bool {
	if !m.Located || m.Attendance == meeting.Online {
		return false
	}
	miles := place.Miles(w.Near.Point, place.Point{Lat: m.Lat, Lon: m.Lon})
	return bandOf(miles*0.995, w.Travel, p) != bandOf(miles*1.005, w.Travel, p)
}

// TestSweepScoresLikeTheRules holds the fast loop against judge: the same
// meetings fit, each with the same points.
func TestSweepScoresLikeTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, w, p := someList(t, 24), someWish(t), Standard()
		ix := Build(list, p)
		best := newShortlist()
		var terms terms
		terms.work(ix, w)
		ix.sweep(&terms, best)
		got := map[string]int{}
		for k := range best.pools {
			for i := range best.pools[k].size {
				id := ix.meetings[best.pools[k].rows[i]].ID
				if _, twice := got[id]; twice {
					t.Fatalf("%s twice", id)
				}
				got[id] = int(pointsOf(best.pools[k].keys[i]))
			}
		}
		fits := 0
		for i := range list {
			m := &list[i]
			want, ok := judge(m, &w, p)
			points, in := got[m.ID]
			if in != ok || ok && points != want && !onAnEdge(m, &w, p) {
				t.Fatalf("%s: in %v with %d, by the rules %v with %d\n%+v\n%+v", m.ID, in, points, ok, want, *m, w)
			}
			if ok {
				fits++
			}
		}
		if best.count != fits {
			t.Fatalf("%d counted, %d fit", best.count, fits)
		}
	})
}

// TestPlaneAgreesWithTheGlobe is what limit's hair stands on.
func TestPlaneAgreesWithTheGlobe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := place.Point{Lat: rapid.Float64Range(49, 61).Draw(t, "lat"), Lon: rapid.Float64Range(-11, 2).Draw(t, "lon")}
		b := place.Point{Lat: rapid.Float64Range(49, 61).Draw(t, "lat 2"), Lon: rapid.Float64Range(-11, 2).Draw(t, "lon 2")}
		plane := planeAround(a)
		flat := math.Sqrt(float64(plane.square(&row{lat: float32(b.Lat), lon: float32(b.Lon)})))
		globe := place.Miles(a, b)
		l := limitOf(globe)
		if s := square(flat); globe > 0.05 && (s < l.inside || s > l.outside) {
			t.Fatalf("%v to %v: %.4f flat, %.4f round", a, b, flat, globe)
		}
		if globe < 100 && math.Abs(flat-globe) > globe/1000+0.001 {
			t.Fatalf("%v to %v: %.4f flat, %.4f round", a, b, flat, globe)
		}
	})
}

// TestPoolKeepsTheBest holds the partial order against a whole sort.
func TestPoolKeepsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfDistinct(rapid.Uint64Range(0, 200), rapid.ID).Draw(t, "keys")
		var p pool
		for i, key := range keys {
			p.insert(key, int32(i))
		}
		slices.SortFunc(keys, func(a, b uint64) int { return int(b) - int(a) })
		want := keys[:min(len(keys), poolSize)]
		if !slices.Equal(p.keys[:p.size], want) {
			t.Fatalf("kept %v of %v", p.keys[:p.size], want)
		}
	})
}
