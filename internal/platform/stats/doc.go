// Package stats holds the statistics of an evaluation: pure functions from
// numbers to numbers, each with the definition that it follows.
//
// Where a definition has several readings, ours is the one of R, so that a
// statistician who repeats the figures in R gets the same ones; what R does not
// have (the exact signed-rank test with ties) is said where it stands.
//
// Invariants: no function changes its arguments. What cannot be computed
// (nothing was measured, nobody changed, everybody changed alike) is NaN, never
// an infinite number, a zero, or a crash. P-values are two-sided and keep their
// digits however small they are. The arguments hold finite numbers.
package stats

import "math"

// Interval is a 95 % confidence interval; both ends are NaN where there is none.
type Interval struct{ Low, High float64 }

// none is the interval that cannot be computed.
var none = Interval{math.NaN(), math.NaN()}

// confidence is that of every interval of this package.
const confidence = 0.95
