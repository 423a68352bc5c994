package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"openmaf/internal/platform/chart"
	"openmaf/internal/platform/stats"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/evaluation/cohort"
)

// beforeAfter is the table of outcomes, with its picture and the lines that say
// what would have been with those who are missing.
func (l *layout) beforeAfter() {
	l.heading(l.t("outcomes"))
	table := l.columns(Table{ID: "outcomes", Caption: l.t("outcomes.caption"), Means: l.t("outcomes.means")},
		"outcomes.what", "outcomes.pairs", "outcomes.start", "outcomes.after", "outcomes.change", "outcomes.test")
	sensitive := l.columns(Table{ID: "sensitivity", Caption: l.t("sensitivity"), Means: l.t("sensitivity.means")},
		"outcomes.what", "sensitivity.people", "outcomes.start", "outcomes.after", "outcomes.test")
	for _, row := range l.scored() {
		switch {
		case row.Answers != nil:
			table.Rows = append(table.Rows, l.answerRow(row))
			sensitive.Rows = append(sensitive.Rows, l.asNoRow(row))
		case row.Scores != nil:
			table.Rows = append(table.Rows, l.scoreRow(row))
			sensitive.Rows = append(sensitive.Rows, l.carriedRow(row))
		default:
			table.Rows = append(table.Rows, []string{l.name(row), l.t("not-asked.cell"), "", "", "", ""})
		}
	}
	if slope, ok := l.slope(); ok {
		l.picture(slope.Draw())
	}
	l.withTests(table)
	l.text(l.t("sensitivity.how"))
	l.table(sensitive)
	l.together()
	l.reliable()
	l.usual()
	l.raw(l.scored())
}

// withTests shows a table and beneath it its last column, the tests, as another:
// beside the figures their words would make each row as high as a telephone.
func (l *layout) withTests(t Table) {
	last := len(t.Head) - 1
	tests := Table{ID: t.ID + "-tests", Caption: l.t(t.ID + ".tests"), Means: l.t("tests.means"), Head: []string{t.Head[0], t.Head[last]}, Says: []string{t.Says[0], t.Says[last]}}
	for i, row := range t.Rows {
		if row[last] != "" {
			tests.Rows = append(tests.Rows, []string{row[0], row[last]})
		}
		t.Rows[i] = row[:last]
	}
	t.Head, t.Says = t.Head[:last], t.Says[:last]
	l.table(t)
	l.table(tests)
}

// name of an outcome, marked where it is the main one.
func (l *layout) name(row cohort.Row) string {
	if row.Primary {
		return l.t("outcomes.primary", "Outcome", l.label(row))
	}
	return l.label(row)
}

func (l *layout) answerRow(row cohort.Row) []string {
	id := "outcome." + string(row.Outcome)
	a := row.Answers
	test := l.untested(a.Pairs)
	if row.Selected {
		test = l.t("selected")
	} else if a.Pairs >= fewest {
		if _, ok := l.shown[id+".b"]; ok && l.count(id+".c") != hidden {
			test = l.t("test.mcnemar", "P", l.chance(a.McNemar.P), "B", l.count(id+".b"), "C", l.count(id+".c"))
		}
	}
	change := hidden
	if before, ok := l.percent(id+".before", id+".pairs"); ok {
		if after, ok := l.percent(id+".after", id+".pairs"); ok {
			change = l.points(100 * (after - before))
		}
	}
	return []string{l.name(row), l.count(id + ".pairs"), l.withInterval(id+".before", id+".pairs"), l.withInterval(id+".after", id+".pairs"), change, test}
}

// points is how far a share of a hundred moved.
func (l *layout) points(moved float64) string {
	switch n := math.Round(moved); {
	case n > 0:
		return l.t("points.up", "N", n)
	case n < 0:
		return l.t("points.down", "N", -n)
	}
	return l.t("points.same")
}

func (l *layout) withInterval(part, whole string) string {
	share := l.share(part, whole)
	if share == hidden || l.interval(part, whole) == hidden {
		return share
	}
	return l.t("with-interval", "Share", share, "Interval", l.interval(part, whole))
}

func (l *layout) asNoRow(row cohort.Row) []string {
	id := "outcome." + string(row.Outcome)
	return []string{l.t("as-no", "Outcome", l.label(row)), l.count(id + ".asked"),
		l.share(id+".before.all", id+".asked"), l.share(id+".after", id+".asked"), ""}
}

func (l *layout) scoreRow(row cohort.Row) []string {
	id := "outcome." + string(row.Outcome)
	s := row.Scores
	line := []string{l.name(row), l.count(id + ".pairs")}
	if !l.meant(id, s) {
		return append(line, hidden, hidden, hidden, l.untested(s.Pairs))
	}
	if row.Selected {
		return append(line, l.t("selected.start"), l.t("mean", "Mean", decimal(float64(s.After.Mean)), "SD", decimal(float64(s.After.SD)),
			"Median", decimal(float64(s.After.Median))), "", l.t("selected"))
	}
	return append(line,
		l.t("mean", "Mean", decimal(float64(s.Before.Mean)), "SD", decimal(float64(s.Before.SD)), "Median", decimal(float64(s.Before.Median))),
		l.t("mean", "Mean", decimal(float64(s.After.Mean)), "SD", decimal(float64(s.After.SD)), "Median", decimal(float64(s.After.Median))),
		l.t("change", "Mean", decimal(float64(s.Change.Mean)), "Low", decimal(s.Change.CI.Low), "High", decimal(s.Change.CI.High)),
		l.t("test.scores", "T", l.chance(s.T.P), "W", l.chance(s.Wilcoxon.P), "Method", l.t("method."+methodKey(s.Wilcoxon.Method)),
			"Dz", decimal2(float64(s.Effect.Dz)), "Dav", decimal2(float64(s.Effect.Dav)), "Gz", decimal2(float64(s.Effect.Gz)),
			"HL", decimal(float64(s.HodgesLehmann.Estimate)), "Low", decimal(s.HodgesLehmann.CI.Low), "High", decimal(s.HodgesLehmann.CI.High)))
}

// meant reports whether the means of a row may be shown. Where how many people
// they are of is hidden they are not: an interval beside its mean tells that.
func (l *layout) meant(id string, s *evaluation.PairTable) bool {
	return s.Pairs >= fewest && l.count(id+".pairs") != hidden && l.mean(id+".mean.kept", s.Before.Mean) != hidden
}

// untested says why there is no test: few pairs, or a figure that is hidden.
func (l *layout) untested(pairs int) string {
	if pairs < fewest {
		return l.t("few-pairs")
	}
	return hidden
}

// methodKey is the first word of how a p-value was found.
func methodKey(method string) string {
	first, _, _ := strings.Cut(strings.ReplaceAll(method, ":", ""), " ")
	return first
}

func decimal2(v float64) string {
	if math.IsNaN(v) {
		return hidden
	}
	return fmt.Sprintf("%.2f", v)
}

func (l *layout) carriedRow(row cohort.Row) []string {
	id := "outcome." + string(row.Outcome)
	s := row.Scores
	line := []string{l.t("carried", "Outcome", l.label(row)), l.count(id + ".asked")}
	if s.Pairs < fewest || l.count(id+".asked") == hidden || l.mean(id+".mean.all", s.Before.Mean) == hidden {
		return append(line, hidden, hidden, l.untested(s.Pairs))
	}
	n, lost := float64(s.Pairs+s.Attrition.Lost), float64(s.Attrition.Lost)
	lostSum := 0.0
	if lost > 0 {
		lostSum = float64(s.Attrition.LostMean) * lost
	}
	before := (float64(s.Before.Mean)*float64(s.Pairs) + lostSum) / n
	after := (float64(s.After.Mean)*float64(s.Pairs) + lostSum) / n
	line = append(line, l.t("mean.only", "Mean", decimal(before)), l.t("mean.only", "Mean", decimal(after)))
	if row.Selected {
		return append(line, l.t("selected"))
	}
	return append(line, l.chance(s.CarriedForward.P))
}

// slope is before and after of everything that may be shown, each on its own
// scale: shares to a hundred, comfort to ten.
func (l *layout) slope() (chart.Slope, bool) {
	s := chart.Slope{Name: "slope", Title: l.t("slope.title"), Before: l.t("outcomes.start"), After: l.t("outcomes.after"), Max: 100}
	var said []string
	for _, row := range l.r.Outcomes {
		id := "outcome." + string(row.Outcome)
		line := chart.SlopeLine{Name: l.t("short." + string(row.Outcome))}
		switch {
		case row.Selected:
			continue // its start is nobody's answer
		case row.Answers != nil:
			before, one := l.percent(id+".before", id+".pairs")
			after, other := l.percent(id+".after", id+".pairs")
			if !one || !other {
				continue
			}
			line.Before, line.After = 100*before, 100*after
			line.BeforeText, line.AfterText = percentText(before)+"%", percentText(after)+"%"
		case row.Scores != nil && (row.Outcome == cohort.Being || row.Outcome == cohort.Speaking):
			if !l.meant(id, row.Scores) {
				continue
			}
			line.Before, line.After = 10*float64(row.Scores.Before.Mean), 10*float64(row.Scores.After.Mean)
			line.BeforeText, line.AfterText = decimal(line.Before/10)+"/10", decimal(line.After/10)+"/10"
		default:
			continue
		}
		s.Lines = append(s.Lines, line)
		said = append(said, l.t("slope.said", "Outcome", line.Name, "Before", line.BeforeText, "After", line.AfterText))
	}
	s.Desc = strings.Join(said, " ")
	return s, len(s.Lines) > 0
}

// raw shows the pairs themselves where there are too few of them for a test, to
// those inside.
func (l *layout) raw(rows []cohort.Row) {
	if !l.inside {
		return
	}
	for _, row := range rows {
		if row.Scores == nil || row.Scores.Pairs == 0 || row.Scores.Pairs >= fewest {
			continue
		}
		var pairs []string
		for i, before := range row.Rows.Before {
			if after := row.Rows.After[i]; !math.IsNaN(before) && !math.IsNaN(after) {
				pairs = append(pairs, fmt.Sprintf("%g → %g", before, after))
			}
		}
		slices.Sort(pairs)
		l.text(l.t("raw", "Outcome", l.label(row), "Pairs", strings.Join(pairs, "; ")))
	}
}

// known is a share of those of whom something is known, with its interval.
func (l *layout) known(id string) (share, low, high float64, ok bool) {
	yes, one := l.n(id + ".yes")
	no, other := l.n(id + ".no")
	if !one || !other || yes+no == 0 {
		return 0, 0, 0, false
	}
	w := stats.Wilson(yes, yes+no)
	return float64(yes) / float64(yes+no), w.Low, w.High, true
}

// ofKnown is that share and its interval in words.
func (l *layout) ofKnown(id string) (share, interval string) {
	yes, one := l.n(id + ".yes")
	no, other := l.n(id + ".no")
	switch {
	case !one || !other:
		return hidden, hidden
	case yes+no == 0:
		return l.t("nobody-known"), hidden
	}
	w := stats.Wilson(yes, yes+no)
	return l.t("of-percent", "N", yes, "Of", yes+no, "Percent", percentText(float64(yes)/float64(yes+no))),
		l.t("range", "Low", percentText(w.Low), "High", percentText(w.High))
}
