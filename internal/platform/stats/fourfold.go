package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// McNemar is the result of McNemar's test (1947) of whether as many changed one
// way as the other.
type McNemar struct {
	P     float64 // exact
	Chi2  float64 // (b-c)²/(b+c), on one degree of freedom
	Chi2C float64 // (|b-c|-1)²/(b+c), corrected for continuity; 0 when b equals c, as in R
}

// McNemarTest takes how many changed one way (b) and the other (c). P is that of
// a fair coin: twice the chance of min(b, c) or fewer among b+c, at most 1. All
// is NaN when nobody changed.
func McNemarTest(b, c int) McNemar {
	n := float64(b + c)
	if n == 0 {
		return McNemar{math.NaN(), math.NaN(), math.NaN()}
	}
	apart := math.Abs(float64(b - c))
	corrected := max(0, apart-1)
	return McNemar{coin(min(b, c), b+c), apart * apart / n, corrected * corrected / n}
}

// coin is twice the chance that a fair coin falls on heads at most k times of
// n, at most 1.
func coin(k, n int) float64 {
	if 2*k >= n {
		return 1
	}
	return min(1, 2*mathext.RegIncBeta(float64(n-k), float64(k+1), 0.5))
}

// Fisher is the two-sided P of Fisher's exact test for the table
//
//	a b
//	c d
//
// The chances of all tables with these margins that are no likelier than this
// one are added up: R's fisher.test, with its allowance for rounding.
func Fisher(a, b, c, d int) float64 {
	row, column, n := a+b, a+c, a+b+c+d
	low, high := max(0, row+column-n), min(row, column)
	chance := hypergeometric(low, high, row, column, n)
	p := 0.0
	for _, w := range chance {
		if w <= chance[a-low]*(1+1e-7) {
			p += w
		}
	}
	return min(1, p)
}

// hypergeometric is the chance of each first cell from low to high. It steps
// outwards from the likeliest, whose weight is 1, so that nothing overflows.
func hypergeometric(low, high, row, column, n int) []float64 {
	weight := make([]float64, high-low+1)
	mode := min(high, max(low, int(float64(row+1)*float64(column+1)/float64(n+2))))
	// ratio of the weight of x+1 to that of x
	ratio := func(x int) float64 {
		return float64(row-x) * float64(column-x) / (float64(x+1) * float64(n-row-column+x+1))
	}
	weight[mode-low] = 1
	for x := mode; x < high; x++ {
		weight[x+1-low] = weight[x-low] * ratio(x)
	}
	for x := mode - 1; x >= low; x-- {
		weight[x-low] = weight[x+1-low] / ratio(x)
	}
	total := sum(weight, 0)
	for i := range weight {
		weight[i] /= total
	}
	return weight
}

// OddsRatio is ad/bc of the table above, and its interval by Woolf (1955). It
// is the sample's, not the conditional one of R's fisher.test. All is NaN when
// a cell is empty.
func OddsRatio(a, b, c, d float64) (ratio float64, ci Interval) {
	if a == 0 || b == 0 || c == 0 || d == 0 {
		return math.NaN(), none
	}
	ratio = a * d / (b * c)
	half := normalQuantile((1+confidence)/2) * math.Sqrt(1/a+1/b+1/c+1/d)
	return ratio, Interval{ratio * math.Exp(-half), ratio * math.Exp(half)}
}
