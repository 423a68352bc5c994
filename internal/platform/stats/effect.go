package stats

import "math"

// Effects are standardised mean changes of pairs: the mean change as so many
// standard deviations, of which there is a choice (Lakens 2013). Each is NaN
// where its standard deviation is zero or cannot be computed.
type Effects struct {
	Dz   float64 // over the SD of the changes
	Dav  float64 // over the mean of the two SDs, before and after
	Dpre float64 // over the SD before
	Gz   float64 // Dz made smaller by Hedges' correction for few pairs
}

// PairedEffects are those of pairs, after minus before.
func PairedEffects(before, after []float64) Effects {
	changes := Changes(before, after)
	mean, pre, post := Mean(changes), SD(before), SD(after)
	e := Effects{Dz: math.NaN(), Dav: over(mean, (pre+post)/2), Dpre: over(mean, pre)}
	if t := PairedT(before, after); !math.IsNaN(t.T) {
		e.Dz = mean / SD(changes)
	}
	e.Gz = e.Dz * Hedges(float64(len(changes)-1))
	return e
}

// Changes are after minus before, pair by pair.
func Changes(before, after []float64) []float64 {
	changes := make([]float64, len(before))
	for i, b := range before {
		changes[i] = after[i] - b
	}
	return changes
}

// Hedges is the correction factor J = 1 - 3/(4 df - 1) for the upward bias of a
// standardised mean (Hedges 1981; Borenstein et al. 2009, 4.22). It is the usual
// approximation; the exact factor, of gamma functions, differs by less than
// 0.0005 from five degrees of freedom on. NaN below one degree.
func Hedges(df float64) float64 {
	if df < 1 {
		return math.NaN()
	}
	return 1 - 3/(4*df-1)
}

// over is x/by, NaN where that has no value.
func over(x, by float64) float64 {
	if by == 0 {
		return math.NaN()
	}
	return x / by
}
