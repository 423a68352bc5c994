package option

import (
	"math"
	"slices"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// terms are a wish worked out for one index: everything that does not depend on
// the meeting is computed here once, so that the loop over meetings only looks
// things up and adds.
type terms struct {
	wish *Wish
	from int // the first of the seven days, counted since 1970

	// Hard rules.
	out         flags  // a row with any of these is out
	audience    flags  // a row needs one of these, when any is named
	need        uint16 // facets: known not to be so is out
	mustSay     uint16 // facets: not known is out as well
	kinds       uint16
	bars        bool // any of the following
	fellowships []bool
	venues      []bool
	meetings    []int32
	seldom      uint64 // bit shuffle%64 of each barred meeting: most rows pass at once

	// When. inWeeks gives the weekdays of the seven days on which a rhythm is
	// held; minutes gives the weekdays on which a start at that minute is free
	// (low byte) or possible at all (high byte).
	inWeeks [256]days
	minutes [2048]uint16 // 1440 and room, so that the loop needs no check
	soon    [128]int32   // points of the first day of a set
	anyTime bool         // relaxed: a time that is not free costs, and is in

	// Where.
	plane
	steps
	reach   limit // what lies beyond is out
	asked   limit // what lies beyond what the person stated costs
	byHome  int32 // points for taking part from home
	nowhere int32 // points for a place that is not on the map

	// What.
	kind       [poolCount]int32
	prefer     uint16
	fresh, old uint16 // day numbers from which a check counts
	reluctant  flags  // relaxed: in, at a cost
	memories   []memory
	seed       uint32
	weights    *Weights

	triedKinds    []meeting.Kind // of what did not fit
	spiritualSide bool           // was among what did not fit
}

// plane is the country around the person, drawn flat. The length of a degree
// east is taken halfway between the two, which keeps the distance right to one
// in a thousand for a hundred miles; and every product is rounded by itself, so
// that each kind of machine computes the same.
type plane struct {
	lat, lon    float32
	north, east float32 // miles in a degree at the person's place
	narrowing   float32 // of a degree east, by each degree north
}

func planeAround(p place.Point) plane {
	const radian = math.Pi / 180
	degree := place.Miles(place.Point{Lat: -0.5}, place.Point{Lat: 0.5})
	return plane{
		lat: float32(p.Lat), lon: float32(p.Lon),
		north:     float32(degree),
		east:      float32(degree * math.Cos(p.Lat*radian)),
		narrowing: float32(degree * math.Sin(p.Lat*radian) * radian / 2),
	}
}

// square of the miles to the row's place.
func (p *plane) square(r *row) float32 {
	dy := r.lat - p.lat
	dx := float32((r.lon - p.lon) * (p.east - float32(p.narrowing*dy)))
	dy = float32(dy * p.north)
	return float32(dx*dx) + float32(dy*dy)
}

// steps are the travel table against squares of miles.
type steps struct {
	upTo   [16]float32
	points [16]int32
	count  int
	last   float32
	far    float32 // points less for each square mile beyond the last step
}

func stepsOf(w *Weights, mode place.Mode) (s steps) {
	for i, step := range w.Travel {
		s.upTo[i] = square(place.Reach(mode, step.Minutes))
		s.points[i] = int32(step.Points)
		s.last = s.upTo[i]
		s.count++
	}
	s.far = float32(w.Far) / (farMiles * farMiles)
	return s
}

// travel gives the points of a way by the square of its miles.
func (s *steps) travel(square float32) int32 {
	if square > s.last {
		lost := min(float32(square*s.far), mostPoints)
		return s.points[(s.count-1)&15] - int32(lost)
	}
	for i := range s.count {
		if square <= s.upTo[i&15] {
			return s.points[i&15]
		}
	}
	return s.points[(s.count-1)&15]
}

func square(miles float64) float32 {
	return float32(min(miles*miles, math.MaxFloat32))
}

// work out the wish for the index.
func (ix *Index) work(w *Wish) terms {
	t := terms{wish: w, weights: &ix.weights, from: w.From.Days(), seed: uint32(w.Seed) ^ uint32(w.Seed>>32)}
	t.setAudience(w)
	t.setTime(w)
	t.setPlace(w)
	t.setPoints(w)
	t.bar(ix, w)
	for _, tried := range w.Tried {
		t.remember(ix, tried)
	}
	return t
}

// setAudience writes down the hard rules about whom a group is for.
func (t *terms) setAudience(w *Wish) {
	asked := append(slices.Clone(w.Need), w.Prefer...)
	kinds := append(slices.Clone(w.Kinds), w.PreferKinds...)
	if !slices.Contains(asked, facet.Women) && !slices.Contains(kinds, meeting.Women) {
		t.out |= womenOnly
	}
	if !slices.Contains(asked, facet.Men) {
		t.out |= menOnly
	}
	family := slices.Contains(asked, facet.Family) || slices.Contains(kinds, meeting.Family)
	switch {
	case w.For == SomeoneElse && len(w.Kinds) == 0:
		t.audience = familyToo
	case w.For != SomeoneElse && !family:
		t.out |= forFamily
	}
	t.need = mask(w.Need)
	t.mustSay = t.need & (bit(facet.Women) | bit(facet.Men))
	t.kinds = kindSet(w.Kinds)
	if len(w.Kinds) == 0 {
		t.kinds = math.MaxUint16
	}
	t.kinds &^= kindSet(w.Not.Kinds)
	switch w.Online {
	case InPerson:
		t.out |= online
	case OnlineOnly:
		t.out |= inPerson
	}
}

func kindSet(list []meeting.Kind) (set uint16) {
	for _, k := range list {
		set |= 1 << kindNumber(k)
	}
	return set
}

// setTime lays the seven days and the free windows over the minutes of a week.
func (t *terms) setTime(w *Wish) {
	allowed := allWeek
	for _, day := range w.Not.Weekdays {
		allowed &^= 1 << day
	}
	today := days(1) << w.From.Weekday()
	for minute := range civil.MinutesPerDay {
		possible := allowed
		if minute < int(w.Since) {
			possible &^= today // it has begun already
		}
		t.minutes[minute] = uint16(possible) << 8
		if len(w.Free) == 0 {
			t.minutes[minute] |= uint16(possible)
		}
	}
	for _, window := range w.Free {
		for minute := max(window.From, 0); minute < min(window.Until, civil.MinutesPerDay); minute++ {
			t.minutes[minute] |= t.minutes[minute] >> 8 & (1 << window.Day)
		}
	}
	for offset := range 7 {
		day := w.From.AddDays(offset)
		held, on := propertiesOf(day), days(1)<<day.Weekday()
		for p := rhythm(1); p != 0; p <<= 1 {
			if held&p != 0 {
				t.inWeeks[p] |= on
			}
		}
	}
	for set := 1; set < len(t.inWeeks); set++ { // a set is held when its lowest or any other is
		t.inWeeks[set] = t.inWeeks[set&-set] | t.inWeeks[set&(set-1)]
	}
	for set := 1; set < len(t.soon); set++ {
		t.soon[set] = int32(t.weights.Soon[t.offset(days(set))])
	}
}

// offset in days from the first of the seven to the next of the set.
func (t *terms) offset(set days) int {
	start := (t.from%7 + 4 + 7) % 7 // 1 January 1970 was a Thursday
	for i := range 7 {
		if set>>((start+i)%7)&1 == 1 {
			return i
		}
	}
	return 0
}

// setPlace measures the reach.
func (t *terms) setPlace(w *Wish) {
	t.byHome, t.nowhere = int32(t.weights.Online), int32(t.weights.Unplaced)
	if !w.Near.Known { // every place is equally far: the plane has no extent
		t.steps.points[0], t.steps.count = int32(t.weights.Unplaced), 1
		t.setReach(math.Inf(1))
		t.asked = t.reach
		return
	}
	t.plane = planeAround(w.Near.Point)
	t.steps = stepsOf(t.weights, w.mode())
	t.setReach(math.Inf(1))
	if r := w.reach(); r > 0 {
		t.setReach(r)
	}
	t.asked = t.reach
}

// setReach limits the way; an infinite reach does not.
func (t *terms) setReach(miles float64) {
	t.reach = limitOf(miles)
	t.out |= unplaced
	if math.IsInf(miles, 1) {
		t.out &^= unplaced
	}
}

// limit is a distance that a meeting may be away. The flat map decides, except
// within a hair of the limit, where the exact distance is computed.
type limit struct {
	miles           float64
	inside, outside float32 // squares of miles
}

func limitOf(miles float64) limit {
	const hair = 0.003 // wider than the flat map is wrong at such distances
	return limit{miles, square(miles * (1 - hair)), square(miles * (1 + hair))}
}

// exceeded reports whether row i, at the square of miles on the flat map, lies
// beyond the limit.
func (l *limit) exceeded(square float32, ix *Index, i int, w *Wish) bool {
	return square > l.inside && (square > l.outside || ix.miles(i, w) > l.miles)
}

// setPoints writes down what is soft.
func (t *terms) setPoints(w *Wish) {
	t.prefer = mask(w.Prefer)
	for _, k := range w.PreferKinds {
		t.kind[kindNumber(k)] = int32(t.weights.PreferKind)
	}
	t.fresh = uint16(max(t.from-freshDays, 1))
	t.old = uint16(max(t.from-oldDays, 1))
}
