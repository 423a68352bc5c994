package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// changesOf draws changes as scores have them: small whole numbers and halves,
// with ties and zeros.
func changesOf(t *rapid.T, least, most int) []float64 {
	whole := rapid.SliceOfN(rapid.IntRange(-9, 9), least, most).Draw(t, "changes")
	changes := make([]float64, len(whole))
	for i, w := range whole {
		changes[i] = float64(w) / 2
	}
	return changes
}

func negative(xs []float64) []float64 {
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = -x
	}
	return out
}

// enumerated is the exact p by trying every way to give the ranks their signs.
func enumerated(changes []float64) float64 {
	used := Used(changes)
	n := len(used)
	v := SignedRank(changes).V
	ranks, _ := midranks(used)
	lower, upper := 0, 0
	for signs := range 1 << n {
		sum := 0
		for i, r := range ranks {
			if signs>>i&1 == 1 {
				sum += r
			}
		}
		if float64(sum) <= 2*v {
			lower++
		}
		if float64(sum) >= 2*v {
			upper++
		}
	}
	return min(1, 2*float64(min(lower, upper))/float64(int(1)<<n))
}

func TestTheExactPIsThatOfEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changesOf(t, 1, 12)
		w := SignedRank(changes)
		if w.N == 0 {
			if !math.IsNaN(w.P) {
				t.Fatalf("nobody changed: p = %v", w.P)
			}
			return
		}
		if want := enumerated(changes); math.Abs(w.P-want) > 1e-14 {
			t.Fatalf("p = %v, by enumeration %v", w.P, want)
		}
	})
}

func TestSignedRanksAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changesOf(t, 0, 400)
		w, turned := SignedRank(changes), SignedRank(negative(changes))
		if n := float64(w.N); w.V+turned.V != n*(n+1)/2 {
			t.Fatalf("%v + %v over %v changes", w.V, turned.V, n)
		}
		if w.P != turned.P && !(math.IsNaN(w.P) && math.IsNaN(turned.P)) {
			t.Fatalf("p = %v, turned round %v", w.P, turned.P)
		}
		if w.N > 0 && !(w.P > 0 && w.P <= 1) || w.Exact != (w.N > 0 && w.N <= MostExact) {
			t.Fatalf("%+v", w)
		}
	})
}

// The exact chance and the normal one meet where one takes over from the other.
func TestTheNormalDistributionTakesOverSmoothly(t *testing.T) {
	changes := make([]float64, MostExact)
	for i := range changes {
		changes[i] = float64(i + 1)
		if i%7 < 3 {
			changes[i] = -changes[i]
		}
	}
	w := SignedRank(changes)
	ranks, ties := midranks(changes)
	if normal := normalP(w.V, float64(len(ranks)), ties); math.Abs(normal/w.P-1) > 0.02 {
		t.Errorf("exact %v, normal %v", w.P, normal)
	}
}

func TestPseudomedianIsTheMedianOfAllAverages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changesOf(t, 1, 60)
		used := Used(changes)
		var all []float64
		for i, a := range used {
			for _, b := range used[i:] {
				all = append(all, (a+b)/2)
			}
		}
		got := HodgesLehmann(changes)
		if want := Median(all); got.Estimate != want && len(used) > 0 {
			t.Fatalf("%v, want %v", got.Estimate, want)
		}
		if len(used) < 2 {
			return
		}
		slices.Sort(all)
		k := max(1, signedRankQuantile(0.025, len(used)))
		if got.CI != (Interval{all[k-1], all[len(all)-k]}) {
			t.Fatalf("%v, want from %v to %v", got.CI, all[k-1], all[len(all)-k])
		}
	})
}

// Moved by a whole number, stretched or turned round, the estimate goes along.
func TestPseudomedianIsEquivariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := changesOf(t, 2, 350)
		by := float64(rapid.IntRange(10, 90).Draw(t, "by"))
		moved, stretched := make([]float64, len(changes)), make([]float64, len(changes))
		for i := range changes {
			changes[i] += 5 // no zeros, neither before nor after the move
			moved[i], stretched[i] = changes[i]+by, changes[i]*by
		}
		if len(Used(changes)) != len(changes) {
			t.Skip("a change of zero")
		}
		a, m, s, n := HodgesLehmann(changes), HodgesLehmann(moved), HodgesLehmann(stretched), HodgesLehmann(negative(changes))
		if m.Estimate != a.Estimate+by || m.CI.Low != a.CI.Low+by || m.CI.High != a.CI.High+by {
			t.Fatalf("moved: %+v, %+v", a, m)
		}
		if s.Estimate != a.Estimate*by || s.CI.Low != a.CI.Low*by || s.CI.High != a.CI.High*by {
			t.Fatalf("stretched: %+v, %+v", a, s)
		}
		if n.Estimate != -a.Estimate || n.CI.Low != -a.CI.High || n.CI.High != -a.CI.Low {
			t.Fatalf("turned: %+v, %+v", a, n)
		}
		if a.CI.Low > a.Estimate || a.Estimate > a.CI.High {
			t.Fatalf("outside its interval: %+v", a)
		}
	})
}

func TestQuantilesGrowWithTheChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 400).Draw(t, "n")
		p := rapid.Float64Range(0.001, 0.49).Draw(t, "p")
		q := rapid.Float64Range(p, 0.5).Draw(t, "q")
		if signedRankQuantile(p, n) > signedRankQuantile(q, n) {
			t.Fatalf("signed ranks: %v and %v", signedRankQuantile(p, n), signedRankQuantile(q, n))
		}
		if df := float64(n); studentQuantile(p, df) > studentQuantile(q, df) {
			t.Fatalf("t: %v and %v", studentQuantile(p, df), studentQuantile(q, df))
		}
	})
}

func TestIntervalsOfSharesHoldTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		yes := rapid.IntRange(0, n).Draw(t, "yes")
		share := float64(yes) / float64(n)
		for _, i := range []Interval{Wilson(yes, n), ClopperPearson(yes, n)} {
			if !(0 <= i.Low && i.Low <= share && share <= i.High && i.High <= 1) {
				t.Fatalf("%v of %v: %+v", yes, n, i)
			}
		}
	})
}

func TestFourfoldTestsAreEven(t *testing.T) {
	cell := rapid.IntRange(0, 60)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d := cell.Draw(t, "a"), cell.Draw(t, "b"), cell.Draw(t, "c"), cell.Draw(t, "d")
		p := Fisher(a, b, c, d)
		for _, q := range []float64{Fisher(c, d, a, b), Fisher(b, a, d, c), Fisher(a, c, b, d)} {
			if math.Abs(p-q) > 1e-9 || p < 0 || p > 1 {
				t.Fatalf("%v, turned %v", p, q)
			}
		}
		if m, turned := McNemarTest(b, c), McNemarTest(c, b); fmt.Sprint(m) != fmt.Sprint(turned) || b+c > 0 && !(m.P > 0 && m.P <= 1) {
			t.Fatalf("%+v, turned %+v", m, turned)
		}
	})
}

// What has no answer is NaN.
func TestNoAnswer(t *testing.T) {
	none, one, alike := []float64(nil), []float64{3}, []float64{0.2, 0.3 - 0.1, 1.2 - 1.0}
	for what, x := range map[string]float64{
		"mean of nothing": Mean(none), "median of nothing": Median(none), "SD of one": SD(one),
		"t of nothing": T(none).P, "t of one": T(one).P, "t of alike but for rounding": T(alike).P, "t of zeros": T([]float64{0, 0, 0}).T,
		"t of pairs that went up by 0.3": PairedT([]float64{64.1, 3.1, 23.4}, []float64{64.4, 3.4, 23.7}).T,
		"effect of the same":             PairedEffects([]float64{64.1, 3.1, 23.4}, []float64{64.4, 3.4, 23.7}).Dz,
		"Welch with one":                 Welch(one, []float64{1, 2, 3}).P, "Welch with nothing": Welch(none, []float64{1, 2}).T,
		"Welch of alike": Welch([]float64{1, 1}, []float64{1, 1}).P, "pseudomedian of zeros": HodgesLehmann([]float64{0, 0}).Estimate,
		"interval from one": HodgesLehmann(one).CI.Low, "McNemar of none": McNemarTest(0, 0).P, "share of none": Wilson(0, 0).Low,
		"exact share of none": ClopperPearson(0, 0).High, "effect of alike": PairedEffects([]float64{1, 2, 3}, []float64{3, 4, 5}).Gz,
		"effect without spread": PairedEffects([]float64{1, 1}, []float64{1, 2}).Dpre, "alpha of one item": Alpha([][]float64{{1, 2, 3}}).Raw,
		"alpha of one person": Alpha([][]float64{{1}, {2}}).Raw, "alpha of constants": Alpha([][]float64{{1, 1}, {2, 2}}).Standardised,
		"cut-off without spread": ClinicalCutoffs(Norm{1, 0}, Norm{2, 0}, 1).C,
	} {
		if !math.IsNaN(x) {
			t.Errorf("%s is %v", what, x)
		}
	}
	if hl := HodgesLehmann([]float64{1, 2}); hl.CI != (Interval{1, 2}) || hl.Level != 0.5 {
		t.Errorf("of two: %+v", hl)
	}
}

func FuzzSelection(f *testing.F) {
	f.Add([]byte{1, 5, 5, 200, 3}, uint16(4))
	f.Fuzz(func(t *testing.T, data []byte, at uint16) {
		if len(data) == 0 || len(data) > 100 {
			return
		}
		x := walsh{}
		for _, b := range data {
			x = append(x, float64(int8(b)))
		}
		slices.Sort(x)
		var all []float64
		for i := range x {
			for _, b := range x[i:] {
				all = append(all, (x[i]+b)/2)
			}
		}
		slices.Sort(all)
		if k := int(at) % len(all); x.at(k+1) != all[k] {
			t.Errorf("number %d is %v, want %v", k+1, x.at(k+1), all[k])
		}
	})
}

// On the changes of pairs the two tests are one, but for what rounding leaves.
func TestPairedTIsThatOfTheChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		after := changesOf(t, 2, 40)
		before := make([]float64, len(after))
		for i := range before {
			before[i] = float64(rapid.IntRange(0, 50).Draw(t, "before"))
			after[i] += before[i]
		}
		if paired, plain := PairedT(before, after), T(Changes(before, after)); fmt.Sprint(paired) != fmt.Sprint(plain) {
			t.Fatalf("%+v, of the changes %+v", paired, plain)
		}
	})
}
