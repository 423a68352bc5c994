package evaluation

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"openmaf/internal/platform/stats"
)

// near is equal to nine significant digits.
func near(got, want Figure) bool {
	return got == want || math.Abs(float64(got-want)) <= 1e-9*math.Abs(float64(want))
}

func figures(t *testing.T, what string, got, want []Figure) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d figures, want %d", what, len(got), len(want))
	}
	for i := range got {
		if !near(got[i], want[i]) {
			t.Errorf("%s: figure %d is %.12g, want %.12g", what, i, got[i], want[i])
		}
	}
}

// made are scores with ties, zeros and missing rows, made alike in R:
//
//	made <- function(n) { i <- 1:n; b <- (i*37) %% 51
//	  a <- pmin(50, b + (i*53) %% 17 - 5); a[i %% 9 == 0] <- NA; data.frame(b, a) }
func made(n int) (r Rows) {
	for i := 1; i <= n; i++ {
		before := float64(i * 37 % 51)
		after := min(50, before+float64(i*53%17-5))
		if i%9 == 0 {
			after = math.NaN()
		}
		r.Before, r.After = append(r.Before, before), append(r.After, after)
	}
	return r
}

// The figures were computed in R 4.2.2:
//
//	k <- !is.na(a); y <- b[k]; z <- a[k]; d <- z-y; t.test(d); u <- d[d!=0]; m <- length(u)
//	r <- 2*rank(abs(u)); v <- sum(r[u>0])
//	p <- 1; for (q in r) p <- (c(p, rep(0, q)) + c(rep(0, q), p))/2       # m <= 300
//	min(1, 2*min(sum(p[1:(v+1)]), sum(p[(v+1):length(p)])))
//	wilcox.test(u, exact = FALSE)                                         # m > 300
//	W <- outer(u, u, "+"); W <- sort(W[!lower.tri(W)])/2; median(W)
//	q <- qsignrank(.025, m)                                               # m <= 300
//	q <- floor(m*(m+1)/4 + .5 + qnorm(.025)*sqrt(m*(m+1)*(2*m+1)/24))     # m > 300
//	W[q]; W[length(W)+1-q]; mean(d)/((sd(y)+sd(z))/2); mean(d)/sd(y)
//	t.test(ifelse(k, a-b, 0)); t.test(b[!k], y)
//	L <- 1.96*sqrt(2)*sd(y)*sqrt(1-.97); sum(d > L); sum(d < -L)
//	C <- (sd(y)*35 + 8*mean(y))/(sd(y)+8); sum(d > L & y <= C & z > C)
func TestPairsAreThoseOfR(t *testing.T) {
	reliability := 0.97
	for _, r := range []struct {
		n, pairs, used int
		want           []Figure
	}{
		{30, 27, 25, []Figure{26.7777777778, 14.9623459014, 30, 3.07407407407, 4.42828258015, 1.32230382839, 4.82584431976, 3.60712243595, 0.00129082807093, 273, 0.00199925899506, 3.5, 1.5, 5.5, 0.206625539717, 0.205454017327, 3.5268809499, 0.00142034321758, -0.751734753877, 2.47767470366, 0.517136375216, 7.18342211142, 5, 0, 32.1354068935, 1}},
		{120, 107, 101, []Figure{25.2056074766, 14.8557455487, 28, 2.72897196262, 4.82440746867, 1.8043023316, 3.65364159364, 5.8512274644, 5.49901111233e-08, 4027, 3.32373359532e-07, 3, 2, 4, 0.181078888978, 0.183698081909, 5.75440749137, 6.89253125005e-08, -0.228793233485, 15.2449879215, 0.822070482988, 7.1322432832, 23, 0, 31.5717530404, 7}},
		{320, 285, 268, []Figure{25.1684210526, 14.7445282032, 28, 2.72280701754, 4.69308067024, 2.17561671736, 3.26999731772, 9.79447747522, 1.05290472934e-19, 28422.5, 1.26165139493e-17, 3, 2.5, 3.5, 0.183288323675, 0.184665591196, 9.62026212916, 2.10613066159e-19, -0.410942901922, 42.8351037628, 0.683163054358, 7.0788478368, 58, 0, 31.5419097342, 16}},
		{500, 445, 419, []Figure{25.2539325843, 14.7254380637, 28, 2.74157303371, 4.69839940612, 2.30384588318, 3.17930018423, 12.3092018162, 3.67296627437e-30, 69484.5, 7.56160405799e-25, 3, 2.5, 3.5, 0.184911961225, 0.186179387116, 12.0859754273, 1.12544727459e-29, -0.851692161538, 67.9217645997, 0.397377927372, 7.069682661, 91, 0, 31.5691073102, 25}},
	} {
		table := Pairs(made(r.n), Options{Reliability: &reliability, Usual: &stats.Norm{Mean: 35, SD: 8}})
		if table.Rows != r.n || table.Pairs != r.pairs || table.Wilcoxon.Used != r.used {
			t.Errorf("%d rows, %d pairs, %d used; want %+v", table.Rows, table.Pairs, table.Wilcoxon.Used, r)
		}
		a, rc := table.Attrition, table.Reliable
		figures(t, "table", []Figure{
			table.Before.Mean, table.Before.SD, table.After.Median, table.Change.Mean, table.Change.SD,
			Figure(table.Change.CI.Low), Figure(table.Change.CI.High), table.T.T, table.T.P,
			table.Wilcoxon.V, table.Wilcoxon.P, table.HodgesLehmann.Estimate,
			Figure(table.HodgesLehmann.CI.Low), Figure(table.HodgesLehmann.CI.High),
			table.Effect.Dav, table.Effect.Dpre, table.CarriedForward.T, table.CarriedForward.P, a.WelchT, a.DF, a.P,
			rc.Limit, Figure(rc.Improved), Figure(rc.Deteriorated), table.Clinical.Cutoff, Figure(table.Clinical.Recovered),
		}, r.want)
		if c := table.Clinical; c.Recovered+c.Improved != rc.Improved || rc.Improved+rc.Unchanged+rc.Deteriorated != r.pairs {
			t.Errorf("the counts do not add up: %+v, %+v", rc, c)
		}
		if method := table.Wilcoxon.Method; (method == Exact) != (r.used <= stats.MostExact) {
			t.Errorf("%d changes, method %s", r.used, method)
		}
		if len(table.Warnings) != 0 {
			t.Errorf("%+v", table.Warnings)
		}
	}
}

// Binary fractions make 20.3+9.8 a little more than 30.1: who stands on a line
// on paper is not above it.
func TestOnTheLineIsNotAboveIt(t *testing.T) {
	half, five := 0.5, 5.0 // 1.96 * 5 * sqrt(2) * sqrt(0.5) is 9.8
	var r Rows
	for tenths := 200; tenths < 600; tenths++ {
		r.Before = append(r.Before, float64(tenths)/10, float64(tenths+98)/10)
		r.After = append(r.After, float64(tenths+98)/10, float64(tenths)/10)
	}
	if got := Pairs(r, Options{Reliability: &half, SD: &five}).Reliable; got.Unchanged != 800 {
		t.Errorf("%+v", got)
	}
}

// Everybody went up by 0.3 on paper: there is no spread to test against.
func TestAllAlikeOnPaperMakesNoTest(t *testing.T) {
	r := Rows{Before: []float64{64.1, 3.1, 23.4, 57.9}, After: []float64{64.4, 3.4, 23.7, 58.2}}
	table := Pairs(r, Options{})
	if table.T.P.Known() || table.Change.SD != 0 || table.Effect.Dz.Known() || table.CarriedForward.P.Known() {
		t.Errorf("%+v", table)
	}
	if w := table.Warnings[1]; w.Key != "evaluation.pairs.alike" {
		t.Errorf("%+v", table.Warnings)
	}
}

// The acceptance test of the demonstration data: the results that field notes
// 3.3 expect, with the digits of R.
func TestTheDemonstrationData(t *testing.T) {
	read := func(before, after string) Rows {
		rows, err := ReadScores(strings.NewReader(Demo), Columns{"id", before, after})
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for _, r := range []struct {
		what string
		want []Figure // means, SDs and medians; change; t, p; V, used, p; d_z; Hodges-Lehmann
	}{
		{"days", []Figure{1.125, 1.62788205961, 0, 5.375, 3.96442513697, 4.5, 4.25, 2.42992845388, 6.07007154612,
			4.97709037204, 0.00016556345241, 90, 13, 0.00048828125, 1.24427259301, 5.5, 3.5, 7}},
		{"capital", []Figure{24.5, 5.39135109844, 23.5, 30.0625, 5.25951518678, 30, 5.5625, 3.48530472416, 7.63969527584,
			5.70778695438, 4.14811446429e-05, 131, 16, 0.0003662109375, 1.4269467386, 5.5, 3.5, 8}},
		{"recovery", []Figure{1.625, 1.40830867829, 1, 3.5, 1.71269767716, 3.5, 1.875, 1.15022879663, 2.59977120337,
			5.5141096657, 5.9461335276e-05, 103, 14, 0.00048828125, 1.37852741643, 2.5, 1.5, 3}},
	} {
		table := Pairs(read(r.what+"_before", r.what+"_after"), Options{})
		if table.Rows != 19 || table.Pairs != 16 || table.Attrition.Lost != 3 || table.CarriedForward.N != 19 || table.Wilcoxon.Method != Exact {
			t.Errorf("%s: %+v", r.what, table)
		}
		figures(t, r.what, []Figure{
			table.Before.Mean, table.Before.SD, table.Before.Median, table.After.Mean, table.After.SD, table.After.Median,
			table.Change.Mean, Figure(table.Change.CI.Low), Figure(table.Change.CI.High), table.T.T, table.T.P,
			table.Wilcoxon.V, Figure(table.Wilcoxon.Used), table.Wilcoxon.P, table.Effect.Dz,
			table.HodgesLehmann.Estimate, Figure(table.HodgesLehmann.CI.Low), Figure(table.HodgesLehmann.CI.High),
		}, r.want)
	}

	sessions := read("sessions", "days_before").Before
	completed := 0
	for _, s := range sessions {
		if s >= 5 {
			completed++
		}
	}
	followed := stats.Wilson(16, 19)
	figures(t, "flow", []Figure{Figure(completed), Figure(stats.Mean(sessions)), Figure(followed.Low), Figure(followed.High)},
		[]Figure{12, 4.73684210526, 0.624345247297, 0.944795283615})
}

func TestTheDemonstrationAnswers(t *testing.T) {
	rows, err := ReadAnswers(strings.NewReader(Demo), Columns{"id", "any_before", "any_after"})
	if err != nil {
		t.Fatal(err)
	}
	table := Binary(rows)
	m := table.MissingAsNo
	if table.Pairs != 16 || table.Discordant != (Discordant{0, 7}) || m.N != 19 || m.Discordant != (Discordant{0, 7}) || m.After.Yes != 14 {
		t.Errorf("%+v", table)
	}
	figures(t, "answers", []Figure{
		table.Before.Share, Figure(table.Before.Wilson.Low), Figure(table.Before.Wilson.High),
		table.After.Share, Figure(table.After.Wilson.Low), Figure(table.After.Wilson.High),
		Figure(m.After.Wilson.Low), Figure(m.After.Wilson.High), Figure(m.Before.Wilson.Low), table.McNemar.P, table.McNemar.Chi2,
	}, []Figure{7.0 / 16, 0.230986524055, 0.668214436012, 14.0 / 16, 0.639771727342, 0.965022512257,
		0.512084491022, 0.881935876532, 0.191495127451, 0.015625, 7})
}

func TestTheDemonstrationDataSaysThatItIsInvented(t *testing.T) {
	for line := range strings.Lines(Demo) {
		if !strings.HasSuffix(line, ",invented\n") && !strings.HasPrefix(line, "id,") {
			t.Errorf("%q", line)
		}
	}
}

// Nothing that has no value reaches JSON as one.
func TestATableIsAlwaysJSON(t *testing.T) {
	nan := math.NaN()
	reliability, usual := 0.9, stats.Norm{Mean: 3, SD: 0}
	for _, rows := range []Rows{
		{}, {Before: []float64{nan}, After: []float64{nan}}, {Before: []float64{1}, After: []float64{nan}},
		{Before: []float64{1}, After: []float64{2}}, {Before: []float64{1, 1}, After: []float64{1, 1}},
		{Before: []float64{1, 2}, After: []float64{2, 3}}, {Before: []float64{nan, 1}, After: []float64{2, 1}},
		{Before: []float64{1e15, -1e15, 0}, After: []float64{-1e15, 1e15, 1}},
	} {
		for _, o := range []Options{{}, {Reliability: &reliability, Usual: &usual}} {
			for _, table := range []any{Pairs(rows, o), Binary(Rows{Before: rows.Before[:0], After: rows.After[:0]})} {
				text, err := json.Marshal(table)
				if err != nil || bytes.Contains(text, []byte("NaN")) {
					t.Errorf("%+v: %s, %v", rows, text, err)
				}
			}
		}
	}
}
