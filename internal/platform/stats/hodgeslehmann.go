package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Pseudomedian is what a change typically is, by Hodges and Lehmann (1963).
type Pseudomedian struct {
	Estimate float64
	CI       Interval
	Level    float64 // what CI covers: 0.95 but for fewer than six changes
}

// HodgesLehmann takes the changes that the signed-rank test uses ([Used]) and
// the mean of each two of them, and of each with itself (Walsh averages). The
// estimate is the median of these; the interval lies between the k-th from
// below and the k-th from above, k being the quantile of the signed-rank
// distribution without ties (exact up to [MostExact] changes), as in R's
// wilcox.test(exact = TRUE, conf.int = TRUE). All is NaN without a change; from
// one there is no interval.
func HodgesLehmann(changes []float64) Pseudomedian {
	x := walsh(slices.Sorted(slices.Values(Used(changes))))
	n := len(x)
	if n == 0 {
		return Pseudomedian{math.NaN(), none, math.NaN()}
	}
	all := n * (n + 1) / 2
	p := Pseudomedian{(x.at((all+1)/2) + x.at(all/2+1)) / 2, none, math.NaN()}
	if n == 1 {
		return p
	}
	p.Level = confidence
	k := signedRankQuantile((1-confidence)/2, n)
	if k == 0 { // too few: even all averages together cover less
		k, p.Level = 1, 1-math.Ldexp(1, 1-n)
	}
	p.CI = Interval{x.at(k), x.at(all + 1 - k)}
	return p
}

// walsh are sorted numbers as the Walsh averages of each two of them: row i
// holds those of x[i] with x[i], x[i+1], …, which stand in order too.
type walsh []float64

// at is the k-th smallest of all averages, counted from 1, in O(n log n)
// (Monahan 1984): one of those still possible is drawn, all rows are counted
// against it in one walk, and what cannot be the k-th any more falls away.
func (x walsh) at(k int) float64 {
	n := len(x)
	low, high := make([]int, n), make([]int, n) // what is possible in each row
	below, upto := make([]int, n), make([]int, n)
	left := 0
	for i := range x {
		low[i], high[i] = i, n
		left += n - i
	}
	draw := rand.New(rand.NewPCG(1, 2)) // which is drawn changes the pace alone
	for {
		pivot := x.possible(low, high, draw.IntN(left))
		smaller := x.count(below, func(s float64) bool { return s < pivot })
		notLarger := x.count(upto, func(s float64) bool { return s <= pivot })
		switch {
		case k <= smaller:
			left = narrow(low, high, nil, below)
		case k > notLarger:
			left = narrow(low, high, upto, nil)
		default:
			return pivot / 2
		}
	}
}

// possible is the sum behind the nth average that is still possible.
func (x walsh) possible(low, high []int, nth int) float64 {
	for i := range x {
		if here := high[i] - low[i]; nth >= here {
			nth -= here
			continue
		}
		return x[i] + x[low[i]+nth]
	}
	panic("stats: no average is left") // the k-th is among them
}

// count writes for each row the column from which on small no longer holds, and
// returns how many averages it holds for. Rows grow, so that columns only fall.
func (x walsh) count(until []int, small func(sum float64) bool) (n int) {
	j := len(x)
	for i := range x {
		for j > i && !small(x[i]+x[j-1]) {
			j--
		}
		until[i] = max(i, j)
		n += until[i] - i
	}
	return n
}

// narrow raises the low ends and lowers the high ones, and returns how many are
// left between them.
func narrow(low, high, atLeast, below []int) (left int) {
	for i := range low {
		if atLeast != nil {
			low[i] = max(low[i], atLeast[i])
		}
		if below != nil {
			high[i] = min(high[i], below[i])
		}
		high[i] = max(high[i], low[i])
		left += high[i] - low[i]
	}
	return left
}
