package stats

import (
	"cmp"
	"math"
	"slices"
)

// MostExact is up to how many changes the signed-rank test is exact; above it
// the normal distribution serves, as closely as anyone can read.
const MostExact = 300

// decimals are those to which changes are rounded before they are ranked, so
// that 0.3-0.1 and 0.2 tie as they do on paper.
const decimals = 1e9

// Wilcoxon is the result of the signed-rank test.
type Wilcoxon struct {
	V     float64 // sum of the ranks of the changes above zero
	N     int     // changes that are not zero
	P     float64 // NaN when N is 0
	Exact bool
}

// SignedRank is Wilcoxon's test (1945) of whether changes are spread evenly
// around zero. Changes are rounded to nine decimals, zeros are dropped, and
// changes of the same size share the mean of their ranks.
//
// Up to [MostExact] changes P is exact: over all 2^n ways to give the ranks
// their signs, each as likely, ties and all; twice the smaller tail, at most 1.
// Without ties and zeros that is R's wilcox.test(exact = TRUE), with them
// wilcox.exact of exactRankTests. Above, P is R's wilcox.test(exact = FALSE):
// normal, the variance corrected for ties and V by one half towards its mean.
func SignedRank(changes []float64) Wilcoxon {
	used := Used(changes)
	ranks, ties := midranks(used)
	var w Wilcoxon
	doubled, total := 0, 0
	for i, r := range ranks {
		total += r
		if used[i] > 0 {
			doubled += r
		}
	}
	w.N, w.V = len(used), float64(doubled)/2
	switch {
	case w.N == 0:
		w.P = math.NaN()
	case w.N <= MostExact:
		// The distribution is even about its middle, so either tail is a lower one.
		w.P, w.Exact = min(1, 2*lowerTail(ranks, min(doubled, total-doubled))), true
	default:
		w.P = normalP(w.V, float64(w.N), ties)
	}
	return w
}

// Used are the changes that are ranked: rounded to nine decimals, without the
// zeros, in their order.
func Used(changes []float64) []float64 {
	used := make([]float64, 0, len(changes))
	for _, c := range changes {
		if r := Rounded(c); r != 0 {
			used = append(used, r)
		}
	}
	return used
}

// Rounded is x to nine decimals: a difference of scores as it is on paper.
func Rounded(x float64) float64 { return math.Round(x*decimals) / decimals }

// midranks are the ranks of the changes by their size, doubled: the mean of the
// ranks of ties may be a half, and whole numbers can be counted with. ties is
// t^3-t of each group of t that tie, added up.
func midranks(changes []float64) (ranks []int, ties float64) {
	type sized struct {
		size float64
		at   int
	}
	order := make([]sized, len(changes))
	for i, c := range changes {
		order[i] = sized{math.Abs(c), i}
	}
	slices.SortFunc(order, func(a, b sized) int { return cmp.Compare(a.size, b.size) })
	ranks = make([]int, len(changes))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && order[to].size == order[from].size {
			to++
		}
		for _, o := range order[from:to] {
			ranks[o.at] = from + 1 + to // first and last rank of the tie, added
		}
		t := float64(to - from)
		ties += t*t*t - t
		from = to
	}
	return ranks, ties
}

// lowerTail is the chance that the ranks which chance gives a plus add up to v
// at most.
func lowerTail(ranks []int, v int) float64 { return sum(chances(ranks, v), 0) }

// chances are those of each sum from 0 to v. It takes in one rank after the
// other and halves each time, so that nothing overflows; chances only ever grow
// by adding, so that small ones keep their digits.
func chances(ranks []int, v int) []float64 {
	chance := make([]float64, v+1)
	chance[0] = 1
	reached := 0 // no larger sum is possible yet
	for _, r := range ranks {
		reached = min(reached+r, v)
		for s := reached; s >= r; s-- {
			chance[s] = (chance[s] + chance[s-r]) / 2
		}
		for s := min(r-1, reached); s >= 0; s-- {
			chance[s] /= 2
		}
	}
	return chance
}

// normalP is the two-sided chance of V over n changes by the normal
// distribution, corrected for continuity and for ties, which make its variance
// smaller by 1/48 of their t^3-t.
func normalP(v, n, ties float64) float64 {
	away := max(0, math.Abs(v-n*(n+1)/4)-0.5)
	return math.Erfc(away / math.Sqrt(2*(rankVariance(n)-ties/48))) // both tails of the normal distribution
}

// rankVariance is that of V over n changes without ties.
func rankVariance(n float64) float64 { return n * (n + 1) * (2*n + 1) / 24 }

// signedRankQuantile is the smallest v for which V is at most v with a chance
// of p or more, over n changes without ties: R's qsignrank(p, n). From
// [MostExact] on it is taken from the normal distribution.
func signedRankQuantile(p float64, n int) int {
	if n > MostExact {
		m := float64(n)
		return int(math.Floor(m*(m+1)/4 + 0.5 + normalQuantile(p)*math.Sqrt(rankVariance(m))))
	}
	v, reached := 0, 0.0
	for _, c := range chances(upTo(n), n*(n+1)/2) {
		if reached += c; reached >= p-10*epsilon { // R's allowance for rounding
			break
		}
		v++
	}
	return v
}

// upTo are the ranks 1 to n.
func upTo(n int) []int {
	ranks := make([]int, n)
	for i := range ranks {
		ranks[i] = i + 1
	}
	return ranks
}
