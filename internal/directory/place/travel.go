package place

import "math"

// Mode is a way to travel.
type Mode string

const (
	Walk Mode = "walk"
	Bus  Mode = "bus"
	Car  Mode = "car"
)

// Modes in the order in which pages show them.
var Modes = []Mode{Walk, Bus, Car}

// detour is how much longer streets are than the straight line: no routes can
// be computed without sending the place to somebody.
const detour = 1.3

// speeds in miles an hour from door to door. Walking is a steady three; the bus
// includes the way to the stop and the wait; the car includes parking and
// traffic in a town. They are meant to promise too little rather than too much.
var speeds = map[Mode]float64{Walk: 3, Bus: 8, Car: 20}

// band is the width of what is said about a travel time, in minutes: the
// estimate knows no better, and a number like 23 would pretend that it does.
const band = 5

// TravelMinutes estimates the way over a straight line of the given miles,
// rounded up to the next five minutes and never less than five. A mode that is
// none of [Modes] counts as the bus, which is what most people use.
func TravelMinutes(m Mode, miles float64) int {
	speed, ok := speeds[m]
	if !ok {
		speed = speeds[Bus]
	}
	minutes := miles * detour / speed * 60
	// A millionth less, so that 5 minutes computed as 5.000000001 stay 5.
	return max(band, band*int(math.Ceil(minutes/band-1e-6)))
}

// Reach is the straight line in miles that can be travelled in the minutes.
func Reach(m Mode, minutes int) float64 {
	speed, ok := speeds[m]
	if !ok {
		speed = speeds[Bus]
	}
	return float64(minutes) / 60 * speed / detour
}

// DistanceWords picks the catalogue message for a distance, with its gaps as
// name and value pairs: coarser the farther it is.
func DistanceWords(miles float64) (key string, args []any) {
	switch {
	case miles < 0.5:
		return "place.distance.near", nil
	case miles < 5:
		return "place.distance.about", []any{"Count", int(math.Round(max(miles, 1)))}
	case miles < 10:
		return "place.distance.between", []any{"From", 5, "To", 10}
	case miles < 20:
		return "place.distance.between", []any{"From", 10, "To", 20}
	}
	return "place.distance.over", []any{"From", 20}
}
