package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Wilson is the score interval (Wilson 1927) for a share, of which yes in n
// were seen, without continuity correction: R's prop.test(correct = FALSE). It
// lies between 0 and 1. It is NaN when n is 0.
func Wilson(yes, n int) Interval {
	if n == 0 {
		return none
	}
	z, m := normalQuantile((1+confidence)/2), float64(n)
	p := float64(yes) / m
	middle := p + z*z/(2*m)
	half := z * math.Sqrt((p*(1-p)+z*z/(4*m))/m)
	interval := Interval{(middle - half) / (1 + z*z/m), (middle + half) / (1 + z*z/m)}
	if yes == 0 {
		interval.Low = 0 // but for rounding
	}
	if yes == n {
		interval.High = 1
	}
	return interval
}

// ClopperPearson is the exact interval (Clopper and Pearson 1934) for a share:
// R's binom.test. It is NaN when n is 0.
func ClopperPearson(yes, n int) Interval {
	if n == 0 {
		return none
	}
	k, m, tail := float64(yes), float64(n), (1-confidence)/2
	interval := Interval{0, 1}
	if yes > 0 {
		interval.Low = mathext.InvRegIncBeta(k, m-k+1, tail)
	}
	if yes < n {
		interval.High = mathext.InvRegIncBeta(k+1, m-k, 1-tail)
	}
	return interval
}
