package report

import (
	"fmt"
	"math"

	"openmaf/internal/platform/locale"
	"openmaf/internal/platform/stats"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/evaluation/disclosure"
)

// figures writes numbers, of the counts that may be shown and of nothing else.
type figures struct {
	words  *locale.Words
	shown  map[string]int
	inside bool
	round  bool // counts to the nearest five
}

// hidden stands where a figure is not shown.
const hidden = "*"

// n is a count, rounded where that was asked for.
func (f figures) n(id string) (int, bool) {
	n, ok := f.shown[id]
	if f.round {
		n = disclosure.Round(n)
	}
	return n, ok
}

func (f figures) count(id string) string {
	if n, ok := f.n(id); ok {
		return fmt.Sprint(n)
	}
	return hidden
}

// percent is one count as a share of another; ok is false where either is
// hidden or there is nobody.
func (f figures) percent(part, whole string) (share float64, ok bool) {
	n, one := f.n(part)
	of, other := f.n(whole)
	if !one || !other || of == 0 {
		return 0, false
	}
	return min(float64(n)/float64(of), 1), true
}

// share is "7 of 16 (44%)".
func (f figures) share(part, whole string) string {
	n, one := f.n(part)
	of, other := f.n(whole)
	if !one || !other {
		return hidden
	}
	if of == 0 {
		return f.words.T("cohort.r.nobody-known")
	}
	return f.words.T("cohort.r.of-percent", "N", n, "Of", of, "Percent", percentText(float64(n)/float64(of)))
}

// interval is the Wilson interval of a share, in percent: "23 to 67".
func (f figures) interval(part, whole string) string {
	n, one := f.n(part)
	of, other := f.n(whole)
	if !one || !other || of == 0 {
		return hidden
	}
	w := stats.Wilson(min(n, of), of)
	return f.words.T("cohort.r.range", "Low", percentText(w.Low), "High", percentText(w.High))
}

func percentText(share float64) string { return fmt.Sprintf("%.0f", 100*share) }

// mean is a mean to one decimal place, of a count of people under the id.
func (f figures) mean(id string, v evaluation.Figure) string {
	if _, ok := f.shown[id]; !ok && !f.inside || !v.Known() {
		return hidden
	}
	return decimal(float64(v))
}

func decimal(v float64) string {
	if math.IsNaN(v) {
		return hidden
	}
	if text := fmt.Sprintf("%.1f", v); text != "-0.0" {
		return text
	}
	return "0.0"
}

// chance is a p-value to three places, and never nought.
func (f figures) chance(p evaluation.Figure) string {
	switch {
	case !p.Known():
		return hidden
	case p < 0.001:
		return "p < 0.001"
	}
	return fmt.Sprintf("p = %.3f", float64(p))
}

// whole is an amount without its fraction, its digits in threes.
func whole(v float64) string {
	digits := fmt.Sprintf("%.0f", v)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
