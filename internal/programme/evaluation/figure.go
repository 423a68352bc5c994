package evaluation

import (
	"encoding/json"
	"math"

	"openmaf/internal/platform/stats"
)

// Figure is one number of a table; NaN is one that cannot be computed.
type Figure float64

// Known reports whether there is a number.
func (f Figure) Known() bool { return !math.IsNaN(float64(f)) }

// MarshalJSON writes null for what cannot be computed.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.Known() || math.IsInf(float64(f), 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// Interval is a 95 % confidence interval.
type Interval stats.Interval

// Known reports whether there is an interval.
func (i Interval) Known() bool { return Figure(i.Low).Known() && Figure(i.High).Known() }

// MarshalJSON writes [low, high], or null for what cannot be computed.
func (i Interval) MarshalJSON() ([]byte, error) {
	if !i.Known() {
		return []byte("null"), nil
	}
	return json.Marshal([2]Figure{Figure(i.Low), Figure(i.High)})
}
