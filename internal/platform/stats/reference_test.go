package stats

import (
	"math"
	"testing"
)

// The reference values were computed in R 4.2.2; the R that made each stands
// beside it. They hold to nine significant digits unless a source gives fewer.

// near reports whether got is want to so many significant digits.
func near(got, want float64, digits int) bool {
	if math.IsNaN(want) || want == 0 {
		return got == want || math.IsNaN(want) && math.IsNaN(got)
	}
	return math.Abs(got-want) <= math.Abs(want)*0.5*math.Pow10(1-digits)
}

func same(t *testing.T, what string, got, want float64, digits ...int) {
	t.Helper()
	of := 9
	if len(digits) > 0 {
		of = digits[0]
	}
	if !near(got, want, of) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

func sameInterval(t *testing.T, what string, got, want Interval, digits ...int) {
	t.Helper()
	same(t, what+" (low)", got.Low, want.Low, digits...)
	same(t, what+" (high)", got.High, want.High, digits...)
}

// Student's sleep data, in R: sleep$extra[1:10], sleep$extra[11:20].
var (
	sleepBefore = []float64{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}
	sleepAfter  = []float64{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}
)

// t.test(after, before, paired = TRUE); wilcox.test(after, before, paired = TRUE).
func TestSleep(t *testing.T) {
	changes := Changes(sleepBefore, sleepAfter)
	test := T(changes)
	same(t, "mean", Mean(changes), 1.58)
	same(t, "SD", SD(changes), 1.2299955, 8)
	same(t, "median", Median(changes), 1.3)
	same(t, "t", test.T, 4.0621276833820366)
	same(t, "df", test.DF, 9)
	same(t, "p", test.P, 0.0028328901973842702)
	sameInterval(t, "CI", test.CI, Interval{0.70011423672301754, 2.4598857632769824})
	e := PairedEffects(sleepBefore, sleepAfter)
	same(t, "d_z", e.Dz, 1.2845576, 8)
	same(t, "d_av", e.Dav, 0.8334963, 7)
	same(t, "d_pre", e.Dpre, 0.8831702, 7)
	same(t, "g_z", e.Gz, 1.2845576*(1-3.0/35), 8)

	w := SignedRank(changes)
	if w.V != 45 || w.N != 9 || !w.Exact {
		t.Errorf("%+v", w)
	}
	ranks, ties := midranks(Used(changes))
	same(t, "p by the normal distribution", normalP(w.V, float64(len(ranks)), ties), 0.009090698, 7)
	same(t, "exact p: one way in 512, both tails", w.P, 2.0/512)

	welch := Welch(sleepBefore, sleepAfter) // t.test(before, after)
	same(t, "Welch's t", welch.T, -1.8608134674868531)
	same(t, "its df", welch.DF, 17.776473516178498)
	same(t, "its p", welch.P, 0.079394140187358173)
}

// The depression scale of ?wilcox.test (Hollander and Wolfe 1973).
// wilcox.test(x, y, paired = TRUE, conf.int = TRUE); t.test(x, y, paired = TRUE)
func TestDepressionScale(t *testing.T) {
	x := []float64{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30}
	y := []float64{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29}
	changes := Changes(y, x)
	w := SignedRank(changes)
	if w.V != 40 || w.N != 9 || !w.Exact {
		t.Errorf("%+v", w)
	}
	same(t, "p", w.P, 0.0390625)
	hl := HodgesLehmann(changes)
	same(t, "estimate", hl.Estimate, 0.46)
	sameInterval(t, "CI", hl.CI, Interval{0.01, 0.786})
	test := T(changes)
	same(t, "t", test.T, 3.0353754156485913)
	same(t, "p of t", test.P, 0.016176627434908095)
	sameInterval(t, "CI of t", test.CI, Interval{0.10377871227216852, 0.75999906550560925})
}

// 2 * pt(-t, df), qt(0.975, df)
func TestStudent(t *testing.T) {
	for _, r := range []struct{ df, quantile, p4, p40, hundredth float64 }{
		{1, 12.706204736174694, 0.15595826075473865, 0.015912179824051624, 0.99363401447018351},
		{2, 4.3026527297494619, 0.05719095841793663, 0.0006244146721847406, 0.99292910895820097},
		{9, 2.2621571627982049, 0.0031104283103858535, 1.8982998449339835e-11, 0.99223944553632526},
		{15, 2.1314495455597751, 0.0011593168497611168, 1.1690661240866433e-16, 0.99215307624403426},
		{99, 1.9842169515864172, 0.00012225152757111332, 6.3850851602872132e-63, 0.99204141121467959},
		{9999, 1.9602012636213568, 6.3798714562587663e-05, 0, 0.99202148686930536},
		{99999, 1.9599877077718442, 6.3387998012454953e-05, 0, 0.99202130731902272},
	} {
		same(t, "quantile", studentQuantile(0.975, r.df), r.quantile)
		same(t, "P(|T| > 4)", studentP(4, r.df), r.p4)
		same(t, "P(|T| > 0.01)", studentP(0.01, r.df), r.hundredth)
		if r.p40 > 0 { // R's own gives up below 1e-300
			same(t, "P(|T| > 40)", studentP(40, r.df), r.p40)
		}
	}
}

// Small chances keep their digits: 2*pt(-60, 499), 2*pt(-37, 1.5),
// binom.test(49000, 100000), binom.test(480, 1000), binom.test(0, 1000); and
// wilcox.test(exact = FALSE) of 375 changes without ties, V = 49195.
func TestSmallChances(t *testing.T) {
	same(t, "t of 60", studentP(60, 499), 2.4756278236e-230)
	same(t, "t of 37", studentP(37, 1.5), 0.00334897689193)
	same(t, "49,000 of 100,000", coin(49_000, 100_000), 2.58871603835e-10)
	same(t, "480 of 1,000", coin(480, 1000), 0.217448293204)
	same(t, "none of 1,000", coin(0, 1000), 1.86652723701e-301)
	same(t, "V = 49195", normalP(49195, 375, 0), 3.1659304783804421e-11)
}

// qsignrank(0.025, n)
func TestSignedRankQuantile(t *testing.T) {
	for n, want := range map[int]int{5: 0, 6: 1, 10: 9, 50: 435, 300: 19629} {
		if got := signedRankQuantile(0.025, n); got != want {
			t.Errorf("n = %d: %d, want %d", n, got, want)
		}
	}
}

// Above MostExact the place of an interval's end is where R's normal branch finds
// it: the sum of ranks whose z, with its half, is that of 95 %.
// for (n in c(301, 400)) print(floor(n*(n+1)/4 + 0.5 + qnorm(0.025)*sqrt(n*(n+1)*(2*n+1)/24)))
func TestSignedRankQuantileOfMany(t *testing.T) {
	for n, want := range map[int]int{301: 19763, 400: 35565} {
		if got := signedRankQuantile(0.025, n); got != want {
			t.Errorf("n = %d: %d, want %d", n, got, want)
		}
	}
}

// Jacobson and Truax (1991), their worked example.
func TestJacobsonAndTruax(t *testing.T) {
	r := JacobsonTruax(7.5, 0.80)
	same(t, "SE", r.SE, 3.354102, 7)
	same(t, "SDiff", r.SDiff, 4.7434165, 8)
	same(t, "limit", r.Limit, 1.96*4.7434165, 8)
	same(t, "their person's change", (47.5-32.5)/r.SDiff, 3.1622777, 8)
	if got := ClinicalCutoffs(Norm{40, 7.5}, Norm{60, 7.5}, 1); got != (Cutoffs{55, 45, 50}) {
		t.Errorf("%+v", got)
	}
	if got := ClinicalCutoffs(Norm{60, 7.5}, Norm{40, 7.5}, -1); got != (Cutoffs{45, 55, 50}) {
		t.Errorf("the other way up: %+v", got)
	}
}

// mcnemar.test(matrix(c(794, 86, 150, 570), 2)), also with correct = FALSE;
// binom.test(86, 236).
func TestMcNemarReference(t *testing.T) {
	m := McNemarTest(86, 150)
	same(t, "chi2", m.Chi2, 17.35593220338983)
	same(t, "corrected", m.Chi2C, 16.817796610169491)
	same(t, "exact", m.P, 3.71593613957143e-05)
	if m := McNemarTest(5, 5); m.P != 1 || m.Chi2 != 0 || m.Chi2C != 0 {
		t.Errorf("as many each way: %+v", m)
	}
	if m := McNemarTest(0, 7); !near(m.P, 2.0/128, 12) {
		t.Errorf("all one way: %+v", m)
	}
}

// prop.test(yes, n, correct = FALSE), binom.test(yes, n); Newcombe's four cases
// (1998) and everybody.
func TestShares(t *testing.T) {
	for _, r := range []struct {
		yes, n        int
		wilson, exact Interval
	}{
		{81, 263, Interval{0.25528851987827428, 0.36620957698280016}, Interval{0.25273674558527121, 0.3676219226013514}},
		{15, 148, Interval{0.062386399530736283, 0.160487241723308}, Interval{0.057844010083448555, 0.16165049034947898}},
		{0, 20, Interval{0, 0.1611251580528193}, Interval{0, 0.16843347098308536}},
		{1, 29, Interval{0.006113214292762661, 0.17175521879320282}, Interval{0.0008726468835799228, 0.17764429548872285}},
		{29, 29, Interval{0.88303020150025935, 1}, Interval{0.88055513093049731, 1}},
	} {
		sameInterval(t, "Wilson", Wilson(r.yes, r.n), r.wilson)
		sameInterval(t, "Clopper-Pearson", ClopperPearson(r.yes, r.n), r.exact)
	}
}

// fisher.test(matrix(c(a, b, c, d), 2)). The first is Sisson and Mallams (1981),
// 10 of 10 against none of 10.
func TestFisherReference(t *testing.T) {
	for _, r := range []struct {
		a, b, c, d int
		p          float64
	}{
		{10, 0, 0, 10, 1.0825088224469028e-05},
		{3, 1, 1, 3, 0.48571428571428582},
		{12, 5, 7, 19, 0.010905256262011772},
		{120, 250, 307, 419, 0.0016588369857953725},
		{0, 0, 3, 4, 1},
	} {
		same(t, "p", Fisher(r.a, r.b, r.c, r.d), r.p)
		same(t, "p, turned over", Fisher(r.d, r.c, r.b, r.a), r.p)
	}
	ratio, _ := OddsRatio(64, 36, 33, 67) // Manning: 64 % against 33 %
	same(t, "odds ratio", ratio, 3.61, 3)
}

func TestAlphaReference(t *testing.T) {
	// cov(psych::bfi[, c("A2", "A3", "A4", "A5")], use = "pairwise")
	a := alphaOf([][]float64{
		{1.37363069674645577, 0.74162902746108850, 0.58214833466293070, 0.57609473286891322},
		{0.74162902746108850, 1.69477082413040980, 0.69613495131366498, 0.82803848493767462},
		{0.58214833466293070, 0.69613495131366498, 2.18931288626057086, 0.57372364395757391},
		{0.57609473286891322, 0.82803848493767462, 0.57372364395757391, 1.58385270174829951},
	})
	same(t, "raw", a.Raw, 0.7185174, 7)
	same(t, "standardised", a.Standardised, 0.7255091, 7)
	// Three items of variance 2.5, their total of variance 17: 3/2 * (1 - 7.5/17).
	a = Alpha([][]float64{{1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}, {1, 3, 2, 5, 4}})
	same(t, "raw of items", a.Raw, 1.5*(1-7.5/17))
	same(t, "standardised of items alike in spread", a.Standardised, a.Raw)
}

// Twelve people, four questions; of R:
//
//	x <- cbind(c(1,2,3,4,5,2,3,4,1,5,3,2), c(2,2,3,5,4,1,3,4,2,5,2,3),
//	           c(1,3,2,4,5,2,4,3,1,4,3,2), c(3,1,4,2,5,3,2,5,2,4,4,1))
//	k <- ncol(x); n <- nrow(x); v <- cov(x); r <- mean(cor(x)[lower.tri(v)])
//	a <- k / (k - 1) * (1 - sum(diag(v)) / sum(v))
//	print(c(a, k * r / (1 + (k - 1) * r)), digits = 15)
//	print(1 - (1 - a) * qf(c(.975, .025), n - 1, (n - 1) * (k - 1)), digits = 15)
func TestAlphaIntervalReference(t *testing.T) {
	a := Alpha([][]float64{{1, 2, 3, 4, 5, 2, 3, 4, 1, 5, 3, 2}, {2, 2, 3, 5, 4, 1, 3, 4, 2, 5, 2, 3},
		{1, 3, 2, 4, 5, 2, 4, 3, 1, 4, 3, 2}, {3, 1, 4, 2, 5, 3, 2, 5, 2, 4, 4, 1}})
	same(t, "raw", a.Raw, 0.853251877306860, 12)
	same(t, "standardised", a.Standardised, 0.855869906125836, 12)
	same(t, "low", a.CI.Low, 0.646004653942387, 10)
	same(t, "high", a.CI.High, 0.952620865520639, 10)
}
