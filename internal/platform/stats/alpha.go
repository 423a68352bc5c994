package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// CronbachAlpha is how well the items of a measure hang together (Cronbach
// 1951).
type CronbachAlpha struct {
	Raw          float64  // of the items as they are
	Standardised float64  // of the items made alike in spread
	CI           Interval // of Raw (Feldt 1965); psych::alpha.ci of R
}

// Alpha takes for each item the answers of the same people in the same order;
// who left out an item is left out beforehand. It is NaN with fewer than two
// items or two people, and where an item does not vary (Standardised), or no
// total does (Raw).
func Alpha(items [][]float64) CronbachAlpha {
	cov := make([][]float64, len(items))
	for i := range items {
		cov[i] = make([]float64, len(items))
		for j := range items {
			cov[i][j] = covariance(items[i], items[j])
		}
	}
	a := alphaOf(cov)
	a.CI = none
	if len(items) > 1 && len(items[0]) > 1 {
		people, k := float64(len(items[0])-1), float64(len(items)-1)
		limit := func(p float64) float64 { return 1 - (1-a.Raw)*fQuantile(p, people, people*k) }
		a.CI = Interval{limit((1 + confidence) / 2), limit((1 - confidence) / 2)}
	}
	return a
}

// fQuantile is the point of the F distribution below which the share p lies.
func fQuantile(p, df1, df2 float64) float64 {
	x := mathext.InvRegIncBeta(df1/2, df2/2, p)
	return df2 * x / (df1 * (1 - x))
}

// alphaOf is alpha from the covariances of the items.
func alphaOf(cov [][]float64) CronbachAlpha {
	k := float64(len(cov))
	if k < 2 {
		return CronbachAlpha{math.NaN(), math.NaN(), none}
	}
	var own, all, correlations float64
	for i, row := range cov {
		own += row[i]
		for j, c := range row {
			all += c
			if i != j {
				correlations += over(c, math.Sqrt(row[i]*cov[j][j]))
			}
		}
	}
	r := correlations / (k * (k - 1))
	return CronbachAlpha{
		Raw:          k / (k - 1) * (1 - over(own, all)),
		Standardised: over(k*r, 1+(k-1)*r),
	}
}
