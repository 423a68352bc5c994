package report

import (
	"openmaf/internal/programme/evaluation/cohort"
)

// together says of each scale how well its questions hang together in this
// group.
func (l *layout) together() {
	table := l.columns(Table{ID: "together", Caption: l.t("together"), Means: l.t("together.means")},
		"outcomes.what", "together.people", "together.questions", "together.alpha", "together.range")
	for _, row := range l.scored() {
		if row.Alpha == nil {
			continue
		}
		line := []string{l.label(row), l.count(outcomeID(row) + ".alpha"), l.t("together.made-of", "Count", row.Alpha.Questions)}
		switch {
		case row.Alpha.People < fewest:
			line = append(line, l.t("together.few"), "")
		case !l.showsAlpha(row):
			line = append(line, hidden, hidden)
		default:
			line = append(line, decimal2(float64(row.Alpha.Raw)), l.t("together.interval", "Low", decimal2(row.Alpha.CI.Low), "High", decimal2(row.Alpha.CI.High)))
		}
		table.Rows = append(table.Rows, line)
	}
	if len(table.Rows) == 0 {
		return
	}
	l.text(l.t("together.how"))
	l.table(table)
}

// showsAlpha reports whether alpha may be shown: where how many people it is of
// may be, and the mean of their scores.
func (l *layout) showsAlpha(row cohort.Row) bool {
	_, people := l.shown[outcomeID(row)+".alpha"]
	_, mean := l.shown[outcomeID(row)+".mean.all"]
	return row.Alpha != nil && row.Alpha.People >= fewest && row.Alpha.Raw.Known() && people && mean
}

// usual counts who moved into the usual range, of the measures that say what it
// is, with the three cut-offs of which the third decides.
func (l *layout) usual() {
	table := l.columns(Table{ID: "usual", Caption: l.t("usual"), Means: l.t("usual.means")},
		"outcomes.what", "usual.moved", "usual.lines", "usual.norms")
	for _, row := range l.scored() {
		if row.Scores == nil || row.Scores.Clinical == nil || row.Scores.Pairs < fewest {
			continue
		}
		table.Rows = append(table.Rows, []string{l.label(row), l.movedToUsual(row), l.lines(row),
			l.t("usual.of", "Mean", decimal2(row.Norms.Mean), "SD", decimal2(row.Norms.SD), "Source", row.Norms.Source)})
	}
	if len(table.Rows) == 0 {
		return
	}
	l.text(l.t("usual.how"))
	l.table(table)
}

// movedToUsual is how many did: nobody can, where the group was there already.
func (l *layout) movedToUsual(row cohort.Row) string {
	if !l.meant(outcomeID(row), row.Scores) {
		return hidden
	}
	if start := float64(row.Scores.Before.Mean); start == row.Norms.Mean || start > row.Norms.Mean != row.Worse {
		return l.t("usual.already")
	}
	return l.share(outcomeID(row)+".usual", outcomeID(row)+".pairs")
}

// lines are the three cut-offs, which tell of the mean at the start.
func (l *layout) lines(row cohort.Row) string {
	if !l.meant(outcomeID(row), row.Scores) {
		return hidden
	}
	cut := row.Scores.Clinical.Cutoffs
	return l.t("usual.cut-offs", "A", decimal(cut.A), "B", decimal(cut.B), "C", decimal(cut.C))
}

func outcomeID(row cohort.Row) string { return "outcome." + string(row.Outcome) }
