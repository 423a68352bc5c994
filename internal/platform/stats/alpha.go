package stats

import "math"

// CronbachAlpha is how well the items of a measure hang together (Cronbach
// 1951).
type CronbachAlpha struct {
	Raw          float64 // of the items as they are
	Standardised float64 // of the items made alike in spread
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
	return alphaOf(cov)
}

// alphaOf is alpha from the covariances of the items.
func alphaOf(cov [][]float64) CronbachAlpha {
	k := float64(len(cov))
	if k < 2 {
		return CronbachAlpha{math.NaN(), math.NaN()}
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
