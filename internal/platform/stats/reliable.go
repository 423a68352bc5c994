package stats

import "math"

// Reliable says how large one person's change must be before it is more than
// the measure's own imprecision.
type Reliable struct {
	SE    float64 // standard error of measurement
	SDiff float64 // standard error of the difference of two measurements
	Limit float64 // a change larger than this, up or down, is reliable
}

// JacobsonTruax is the reliable change of Jacobson and Truax (1991): SE =
// SD √(1-r), SDiff = √(2 SE²), Limit = 1.96 SDiff.
func JacobsonTruax(sd, reliability float64) Reliable {
	se := sd * math.Sqrt(1-reliability)
	diff := math.Sqrt(2 * se * se)
	return Reliable{se, diff, 1.96 * diff}
}

// Norm is the mean and standard deviation of a population.
type Norm struct{ Mean, SD float64 }

// Cutoffs are the three lines between the range of people who look for help and
// the usual range (Jacobson and Truax 1991).
type Cutoffs struct {
	A float64 // two SDs from the mean of those who look for help
	B float64 // two SDs from the usual mean
	C float64 // between the two means, by their SDs: the one to use when both norms are known
}

// ClinicalCutoffs computes them; better is 1 when higher scores are better, -1
// when they are worse. C is NaN when neither norm has any spread.
func ClinicalCutoffs(seeking, usual Norm, better float64) Cutoffs {
	return Cutoffs{
		A: seeking.Mean + better*2*seeking.SD,
		B: usual.Mean - better*2*usual.SD,
		C: over(usual.SD*seeking.Mean+seeking.SD*usual.Mean, usual.SD+seeking.SD),
	}
}
