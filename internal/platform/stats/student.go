package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// TTest is the result of Student's or Welch's test.
type TTest struct {
	T, DF, P float64
	CI       Interval // of the mean, or of the difference of the two means
}

// T tests whether the mean is zero (Student 1908). T, P and CI are NaN where the numbers are all the
// same but for rounding: R's rule, a standard error below ten times the
// machine's precision times the mean.
func T(xs []float64) TTest {
	n := float64(len(xs))
	return student(Mean(xs), SD(xs)/math.Sqrt(n), n-1, math.Abs(Mean(xs)))
}

// PairedT is T of the changes of pairs. What rounding leaves of a change is as
// fine as the scores it was made from, not as the change: where everybody went
// up by 0.3, R finds a t of 10^14 in it, and here there is none.
func PairedT(before, after []float64) TTest {
	changes, size := Changes(before, after), 0.0
	for i, b := range before {
		size = max(size, math.Abs(b), math.Abs(after[i]))
	}
	n := float64(len(changes))
	return student(Mean(changes), SD(changes)/math.Sqrt(n), n-1, size)
}

// Welch tests whether the mean of xs differs from that of ys without taking
// their spread to be alike (Welch 1947). T has the sign of mean(xs)-mean(ys).
func Welch(xs, ys []float64) TTest {
	vx, vy := Variance(xs)/float64(len(xs)), Variance(ys)/float64(len(ys))
	mx, my := Mean(xs), Mean(ys)
	df := (vx + vy) * (vx + vy) / (vx*vx/float64(len(xs)-1) + vy*vy/float64(len(ys)-1))
	return student(mx-my, math.Sqrt(vx+vy), df, max(math.Abs(mx), math.Abs(my)))
}

// student makes the test of an estimate with its standard error; size is that
// of the numbers which it was made from.
func student(estimate, se, df, size float64) TTest {
	if !(se > 0) || se < 10*epsilon*size {
		return TTest{math.NaN(), df, math.NaN(), none}
	}
	t := estimate / se
	half := studentQuantile((1+confidence)/2, df) * se
	return TTest{t, df, studentP(t, df), Interval{estimate - half, estimate + half}}
}

// epsilon is the distance from 1 to the next number, R's .Machine$double.eps.
const epsilon = 0x1p-52

// studentP is the chance of |T| >= |t|. It is taken from the tail itself: one
// minus the rest would lose a small chance in rounding.
func studentP(t, df float64) float64 {
	return mathext.RegIncBeta(df/2, 0.5, df/(df+t*t))
}

// studentQuantile is the t that a share p of Student's distribution with df
// degrees of freedom stays below. It comes from the beta
// integral alone: gonum's distribution types would bring its linear algebra
// along, two megabytes of program.
func studentQuantile(p, df float64) float64 {
	if p < 0.5 {
		return -studentQuantile(1-p, df)
	}
	x := mathext.InvRegIncBeta(df/2, 0.5, 2*(1-p))
	return math.Sqrt(df * (1 - x) / x)
}

func normalQuantile(p float64) float64 { return mathext.NormalQuantile(p) }
