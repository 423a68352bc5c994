package option

import (
	"math"

	"openmaf/internal/directory/place"
)

// setPlace measures the reach.
func (t *terms) setPlace(w *Wish) {
	t.byHome, t.nowhere = int32(t.weights.Online), int32(t.weights.Unplaced)
	if !w.Near.Known { // every place is equally far: the plane has no extent
		t.steps.points[0] = int32(t.weights.Unplaced)
		t.asked = limitOf(math.Inf(1))
		t.ofKinds = t.asked
		t.setReach(math.Inf(1))
		return
	}
	t.plane = planeAround(w.Near.Point)
	t.steps = stepsOf(t.weights, w.mode())
	stated := math.Inf(1)
	if r := w.reach(); r > 0 {
		stated = r
	}
	t.asked = limitOf(stated)
	t.ofKinds = limitOf(2 * w.reachOfKinds())
	t.setReach(stated)
}

// setReach limits the way; an infinite reach does not.
func (t *terms) setReach(miles float64) {
	t.reach = limitOf(miles)
	t.guard = min(t.reach.inside, t.asked.inside)
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
	hair := 0.003 + miles/10_000 // wider than the flat map is wrong at such a distance
	return limit{miles, square(miles * (1 - hair)), square(miles * (1 + hair))}
}

// exceeded reports whether row i, at the square of miles on the flat map, lies
// beyond the limit.
func (l *limit) exceeded(square float32, ix *Index, i int, w *Wish) bool {
	return square > l.inside && (square > l.outside || ix.miles(i, w) > l.miles)
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
	last   float32 // square of the miles of the last step
	cap    float32 // beyond it a way loses no more
	far    float32 // points less for each square mile beyond the last step

	lastPoints int32
}

func stepsOf(w *Weights, mode place.Mode) (s steps) {
	for i, step := range w.Travel {
		s.upTo[i] = square(place.Reach(mode, step.Minutes))
		s.points[i] = int32(step.Points)
		s.last, s.lastPoints = s.upTo[i], s.points[i]
	}
	s.far = float32(w.Far) / (farMiles * farMiles)
	s.cap = mostPoints / max(s.far, 1.0/mostPoints)
	return s
}

// travel gives the points of a way by the square of its miles.
func (s *steps) travel(square float32) int32 {
	if square > s.last {
		return s.lastPoints - int32(float32(min32(square, s.cap)*s.far))
	}
	i := 0
	for square > s.upTo[i&15] {
		i++
	}
	return s.points[i&15]
}

func min32(a, b float32) float32 {
	if a < b { // no NaN comes here, so the built-in min would do more than is needed
		return a
	}
	return b
}

func square(miles float64) float32 {
	return float32(min(miles*miles, math.MaxFloat32))
}
