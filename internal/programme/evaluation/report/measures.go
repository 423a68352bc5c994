package report

import (
	"fmt"
	"slices"
	"strings"

	"openmaf/internal/platform/chart"
	"openmaf/internal/programme/evaluation/cohort"
)

// scored are the rows of the table of before and after. The map of supporters
// has a table of its own.
func (l *layout) scored() []cohort.Row {
	return append(slices.Clone(l.r.Outcomes), slices.DeleteFunc(slices.Clone(l.r.Measures), ofNetwork)...)
}

func ofNetwork(row cohort.Row) bool { return row.Scale.Measure == cohort.Network }

// reliable counts, for the measures of which it is known, whose score changed by
// more than the measure's own imprecision. Of nobody it says better or worse.
func (l *layout) reliable() {
	table := l.columns(Table{ID: "reliable", Caption: l.t("reliable"), Means: l.t("reliable.means")},
		"outcomes.what", "reliable.up", "reliable.same", "reliable.down", "reliable.limit")
	for _, row := range l.scored() {
		if row.Scores == nil || row.Scores.Reliable == nil || row.Scores.Pairs < fewest {
			continue
		}
		id := "outcome." + string(row.Outcome)
		table.Rows = append(table.Rows, []string{l.label(row), l.share(id+".up", id+".pairs"), l.share(id+".same", id+".pairs"),
			l.share(id+".down", id+".pairs"), l.limit(row)})
	}
	if len(table.Rows) == 0 {
		return
	}
	l.text(l.t("reliable.how"))
	l.table(table)
}

// credits are the lines that the licences of the measures want printed.
func (l *layout) credits() {
	var lines []string
	for _, row := range l.r.Measures {
		if row.Credit != "" && !slices.Contains(lines, row.Credit) {
			lines = append(lines, row.Credit)
		}
	}
	if len(lines) > 0 {
		l.heading(l.t("credits"))
		l.list(lines...)
	}
}

// limit prints where a limit is from: the formula with its numbers, or whoever
// published it.
func (l *layout) limit(row cohort.Row) string {
	c, limit := row.Change, decimal2(float64(row.Scores.Reliable.Limit))
	switch {
	case c != nil && c.Limit > 0:
		return l.t("reliable.published", "Limit", limit, "Source", c.Source)
	case c != nil:
		return l.t("reliable.formula", "Limit", limit, "SD", decimal2(c.SD), "R", decimal2(c.Reliability), "Source", c.Source)
	}
	if !l.meant(outcomeID(row), row.Scores) || !l.showsAlpha(row) {
		return hidden
	}
	return l.t("reliable.own-alpha", "Limit", limit, "SD", decimal2(float64(row.Scores.Before.SD)), "R", fmt.Sprintf("%.3f", float64(row.Alpha.Raw)),
		"N", l.count(outcomeID(row)+".alpha"))
}

// kinds of people of the map, in the order of the picture.
var kindsOfPeople = []string{"recovery", "using", "neither", "unknown"}

// supporters is who stands by people, then and now: asked by the map of
// supporters, and by nothing else.
func (l *layout) supporters() {
	l.heading(l.t("support"))
	table := l.columns(Table{ID: "support", Caption: l.t("support.caption"), Means: l.t("support.means")},
		"support.kind", "outcomes.pairs", "outcomes.start", "outcomes.after", "outcomes.change", "outcomes.test")
	picture := chart.Support{Name: "support", Title: l.t("support"), Then: l.t("outcomes.start"), Now: l.t("outcomes.after")}
	var rows []cohort.Row
	var said []string
	for _, kind := range append(slices.Clone(kindsOfPeople), "close", "people") {
		for _, row := range l.r.Measures {
			if !ofNetwork(row) || row.Scale.Score != kind {
				continue
			}
			rows = append(rows, row)
			line := l.scoreRow(row)
			line[0] = l.t("support." + kind)
			table.Rows = append(table.Rows, line)
			s := row.Scores
			if s.Pairs < fewest || line[2] == hidden || !slices.Contains(kindsOfPeople, kind) {
				continue
			}
			then, now := float64(s.Before.Mean), float64(s.After.Mean)
			picture.Kinds = append(picture.Kinds, chart.SupportKind{Name: line[0], Then: then, Now: now, ThenText: decimal(then), NowText: decimal(now)})
			said = append(said, fmt.Sprintf("%s: %s, %s.", line[0], decimal(then), decimal(now)))
		}
	}
	if len(rows) == 0 {
		l.text(l.t("support.not-asked"))
		return
	}
	l.text(l.t("support.how"))
	if picture.Desc = strings.Join(said, " "); len(picture.Kinds) > 0 {
		l.picture(picture.Draw())
	}
	l.withTests(table)
	l.raw(rows)
}
