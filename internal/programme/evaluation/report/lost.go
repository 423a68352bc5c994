package report

// lostScores says how those who did not answer again differ in what they answered
// at the start: a mean of fewer than ten is shown of neither.
func (l *layout) lostScores() {
	table := l.columns(Table{ID: "lost-scores", Caption: l.t("lost-scores"), Means: l.t("lost-scores.means")},
		"outcomes.what", "lost-scores.kept", "lost-scores.lost", "outcomes.test")
	for _, row := range l.scored() {
		if row.Scores == nil || row.Selected || row.Scores.Attrition.Lost == 0 {
			continue
		}
		id, a := outcomeID(row), row.Scores.Attrition
		line := []string{l.label(row), hidden, hidden, ""}
		kept := l.meant(id, row.Scores)
		lost := a.Lost >= fewest && l.count(id+".lost") != hidden && l.mean(id+".mean.lost", a.LostMean) != hidden
		if kept {
			line[1] = l.t("lost-scores.mean", "Mean", decimal(float64(a.KeptMean)), "People", l.count(id+".pairs"))
		}
		if lost {
			line[2] = l.t("lost-scores.mean", "Mean", decimal(float64(a.LostMean)), "People", l.count(id+".lost"))
		}
		if kept && lost {
			line[3] = l.t("lost-scores.test", "P", l.chance(a.P))
		}
		table.Rows = append(table.Rows, line)
	}
	if len(table.Rows) > 0 {
		l.table(table)
	}
}
