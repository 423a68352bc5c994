package stats

import (
	"math"
	"slices"
)

// Mean is the arithmetic mean, NaN of nothing. A second pass takes away what
// rounding left, as R does.
func Mean(xs []float64) float64 {
	n := float64(len(xs))
	m := sum(xs, 0) / n
	return m + sum(xs, m)/n
}

func sum(xs []float64, from float64) (s float64) {
	for _, x := range xs {
		s += x - from
	}
	return s
}

// Variance is the sample variance (divisor n-1), NaN of fewer than two.
func Variance(xs []float64) float64 { return covariance(xs, xs) }

// SD is the sample standard deviation (divisor n-1), NaN of fewer than two.
func SD(xs []float64) float64 { return math.Sqrt(Variance(xs)) }

func covariance(xs, ys []float64) float64 {
	if len(xs) < 2 {
		return math.NaN()
	}
	mx, my, s := Mean(xs), Mean(ys), 0.0
	for i, x := range xs {
		s += (x - mx) * (ys[i] - my)
	}
	return s / float64(len(xs)-1)
}

// Median is the middle value, the mean of the two middle ones of an even
// number, NaN of nothing.
func Median(xs []float64) float64 {
	n := len(xs)
	if n == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(xs))
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
