package report

import (
	"fmt"

	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/evaluation/cohort"
)

// Inside is the report for whoever looks after the work: with all its counts.
func Inside(w *locale.Words, r cohort.Result) Document {
	return lay(w, r, figures{words: w, shown: countsOf(r).inside(), inside: true})
}

// Outside is the report that leaves, with the counts that are shown in it; round
// rounds them to the nearest five. before is what was shown in each report that
// left already, nil for the first.
func Outside(w *locale.Words, r cohort.Result, before []map[string]int, round bool) (Document, map[string]int) {
	shown := countsOf(r).outside(before)
	return lay(w, r, figures{words: w, shown: shown, round: round}), shown
}

// layout is a document while it is written.
type layout struct {
	Document
	figures
	r cohort.Result
}

func lay(w *locale.Words, r cohort.Result, f figures) Document {
	l := &layout{figures: f, r: r, Document: Document{Title: r.Plan.Name, Lang: w.Lang(), AsOf: r.AsOf, Inside: f.inside}}
	for _, part := range []func(){l.begin, l.main, l.takingPart, l.missing, l.beforeAfter, l.overTime, l.supporters, l.work, l.ownWords, l.how, l.credits} {
		part()
	}
	for _, name := range []string{"table", "row", "column", "value"} {
		l.Holds = append(l.Holds, Column{name, l.t("file." + name)})
	}
	return l.Document
}

// t is a message of the report.
func (l *layout) t(key string, args ...any) string { return l.words.T("cohort.r."+key, args...) }

// columns gives a table its columns, by the keys of their names.
func (l *layout) columns(t Table, keys ...string) Table {
	for i, key := range keys {
		t.Head = append(t.Head, l.t(key))
		says := "" // of the first: the words of a row tell
		if i > 0 {
			says = l.t("holds." + key)
		}
		t.Says = append(t.Says, says)
	}
	return t
}

// begin says what this is, and what it is not.
func (l *layout) begin() {
	p := l.r.Plan
	l.text(l.t("period", "From", l.words.Date(p.From), "To", l.words.Date(p.To), "AsOf", l.words.Date(l.r.AsOf)))
	l.text(l.t("route." + string(p.Route)))
	l.whom()
	if p.Setting != "" {
		l.text(l.t("setting", "Setting", l.words.T("chat.setting."+string(p.Setting))))
	}
	l.notice(l.t("no-comparison"))
	if l.inside {
		l.notice(l.t("inside"))
	}
}

// whom says in words to which of them the evaluation is limited.
func (l *layout) whom() {
	p, named := l.r.Plan, l.r.Named
	if p.Programme != "" {
		l.text(l.t("programme", "Programme", named.Programme))
	}
	if len(named.Courses) > 0 {
		l.text(l.t("courses", "Count", len(named.Courses)))
		var items []string
		for _, c := range named.Courses {
			items = append(items, l.t("course-name", "Title", c.Title, "Place", c.Place, "On", l.words.Date(c.Starts)))
		}
		l.list(items...)
	}
	if p.Place != "" {
		l.text(l.t("place."+string(p.Route), "Place", p.Place))
	}
	if p.Funder != "" {
		l.text(l.t("funder", "Funder", p.Funder))
	}
}

// main says which result was picked, when, and what came of it.
func (l *layout) main() {
	p := l.r.Plan
	l.heading(l.t("main"))
	l.text(l.t("main.what", "Outcome", l.outcome(p.Outcome), "Early", p.Early, "Late", p.Late))
	switch {
	case p.FixedOn.IsZero():
		l.notice(l.t("main.not-fixed"))
	case p.Beforehand():
		l.text(l.t("main.fixed-before", "On", l.words.Date(p.FixedOn)))
	default:
		l.notice(l.t("main.fixed-after", "On", l.words.Date(p.FixedOn)))
	}
	for _, row := range l.r.Outcomes {
		if row.Primary {
			l.text(l.sentence(row))
		}
	}
}

// sentence says one result in words.
func (l *layout) sentence(row cohort.Row) string {
	id := "outcome." + string(row.Outcome)
	name := l.label(row)
	switch {
	case row.Selected:
		after, ok := l.percent(id+".after", id+".pairs")
		if row.Answers == nil || !ok {
			return l.t("selected.sentence", "Outcome", name, "Pairs", l.count(id+".pairs"))
		}
		return l.t("selected.share", "Outcome", name, "After", percentText(after), "Pairs", l.count(id+".pairs"))
	case row.Answers != nil:
		before, one := l.percent(id+".before", id+".pairs")
		after, other := l.percent(id+".after", id+".pairs")
		if !one || !other {
			return l.t("too-few", "Outcome", name)
		}
		return l.t("sentence.share", "Outcome", name, "Before", percentText(before), "After", percentText(after), "Pairs", l.count(id+".pairs"))
	case row.Scores != nil && l.meant(id, row.Scores):
		s := row.Scores
		way := "sentence.same"
		switch {
		case s.Change.CI.Low > 0:
			way = "sentence.up"
		case s.Change.CI.High < 0:
			way = "sentence.down"
		}
		return l.t(way, "Outcome", name, "Before", decimal(float64(s.Before.Mean)), "After", decimal(float64(s.After.Mean)),
			"Low", decimal(s.Change.CI.Low), "High", decimal(s.Change.CI.High), "Pairs", l.count(id+".pairs"))
	case row.Scores != nil:
		return l.t("too-few", "Outcome", name)
	}
	return l.t("not-asked", "Outcome", name)
}

// fewest pairs of a mean and of a test.
const fewest = 10

// label of a row: of a measure as its definition names it.
func (l *layout) label(row cohort.Row) string {
	if row.Scale != nil {
		return row.Title
	}
	return l.outcome(row.Outcome)
}

func (l *layout) outcome(o cohort.Outcome) string { return l.t("outcome." + string(o)) }

// ownWords are what people wrote, each agreed to by whoever wrote it.
func (l *layout) ownWords() {
	if len(l.r.Words) == 0 {
		return
	}
	l.heading(l.t("words"))
	l.text(l.t("words.how"))
	l.list(l.r.Words...)
}

// how says how everything was counted.
func (l *layout) how() {
	l.heading(l.t("how"))
	var items []string
	for _, key := range []string{"who", "start", "window", "any", "days", "measures", "kinds", "comfort", "unknown", "shares", "scores", "tests", "alpha", "few"} {
		items = append(items, l.t("how."+key))
	}
	l.list(items...)
	l.heading(l.t("limits"))
	items = nil
	for _, key := range []string{"self", "chosen", "peers", "treatment", "lost", "cause"} {
		items = append(items, l.t("limits."+key))
	}
	l.list(items...)
	l.heading(l.t("closed"))
	l.text(l.t("closed.how"))
	if l.round {
		l.text(l.t("closed.rounded"))
	}
	l.text(fmt.Sprint(l.t("closed.star", "Star", hidden)))
}
