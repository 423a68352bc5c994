package report

import (
	"fmt"
	"maps"
	"math"

	"openmaf/internal/people/numbers"
	"openmaf/internal/programme/evaluation/cohort"
	"openmaf/internal/programme/evaluation/disclosure"
)

// counts is every count of a result by its id, with the sums between them.
type counts struct {
	values map[string]int
	ledger disclosure.Ledger
	sums   [][]string // the whole first; what whoever reads the report knows too
}

// countsOf enters the whole of a result.
func countsOf(r cohort.Result) *counts {
	c := &counts{values: map[string]int{}}
	c.flow(r.Flow)
	c.groups(r)
	for _, row := range r.Outcomes {
		c.outcome(row, r.Flow.Due)
	}
	for _, row := range r.Measures {
		c.outcome(row, r.Flow.Due)
	}
	for _, s := range r.Shares {
		c.share(s)
	}
	for _, d := range r.Lost {
		c.differ(d, r.Flow)
	}
	c.part("flow.started", r.Flow.Started, "unsafe", r.Unsafe)
	c.part("flow.started", r.Flow.Started, "agency", r.Agency)
	c.part("flow.came", r.Flow.Came, "deaths", r.Deaths)
	c.count("complaints", r.Complaints)
	if r.Dose != nil {
		c.part("flow.started", r.Flow.Started, "dose.people", r.Dose.People)
		c.part("dose.people", r.Dose.People, "dose.completed", r.Dose.Completed)
	}
	c.work(r)
	c.across(r)
	return c
}

func (c *counts) differ(d cohort.Differ, f cohort.Flow) {
	for _, side := range []struct {
		of       string
		all      int
		said, is int
	}{{"followed", f.Followed, d.OfFollow, d.Followed}, {"lost", f.Due - f.Followed, d.OfLost, d.Lost}} {
		id := "differ." + d.What + "." + side.of
		if side.said == side.all { // everybody said: the same people
			c.sum("flow."+side.of, side.all, id, side.said)
		} else {
			c.part("flow."+side.of, side.all, id, side.said)
		}
		c.part(id, side.said, id+".yes", side.is)
	}
}

// work enters how often something was done: a few times may be with one person.
func (c *counts) work(r cohort.Result) {
	c.count("askings.deliverer", r.Askings.Deliverer)
	c.count("askings.other", r.Askings.Other)
	c.part("evenings", r.Work.Evenings, "evenings.ours", r.Work.OurFault)
}

func (c *counts) count(id string, n int) {
	c.values[id] = n
	c.ledger.Count(id, n)
}

// sum enters a whole with its parts, by ids and counts in turn.
func (c *counts) sum(whole string, n int, parts ...any) {
	c.count(whole, n)
	var ids []string
	for i := 0; i < len(parts); i += 2 {
		id := parts[i].(string)
		c.count(id, parts[i+1].(int))
		ids = append(ids, id)
	}
	c.adds(whole, ids...)
}

func (c *counts) adds(whole string, parts ...string) {
	c.ledger.Adds(whole, parts...)
	c.sums = append(c.sums, append([]string{whole}, parts...))
}

// part enters one part of a whole; the rest of it is a part that is not named.
func (c *counts) part(whole string, n int, part string, of int) {
	c.sum(whole, n, part, of, part+".rest", n-of)
}

func (c *counts) flow(f cohort.Flow) {
	c.part("flow.came", f.Came, "flow.started", f.Started)
	c.part("flow.started", f.Started, "flow.agreed", f.Agreed)
	c.part("flow.agreed", f.Agreed, "flow.course", f.OnCourse)
	c.part("flow.course", f.OnCourse, "flow.completed", f.Completed)
	c.part("flow.course", f.OnCourse, "flow.end", f.End)
	c.part("flow.agreed", f.Agreed, "flow.due", f.Due)
	c.sum("flow.due", f.Due, "flow.followed", f.Followed, "flow.lost", f.Due-f.Followed)
	var why []any
	for _, w := range cohort.Whys {
		why = append(why, "why."+string(w), f.Why[w])
	}
	c.sum("flow.lost", f.Due-f.Followed, why...)
}

func (c *counts) groups(r cohort.Result) {
	started, agreed := map[cohort.About][]any{}, map[cohort.About][]any{}
	for _, g := range r.Groups {
		id := groupID(g)
		started[g.About] = append(started[g.About], id, g.Started)
		agreed[g.About] = append(agreed[g.About], id+".agreed", g.Agreed)
		c.part(id, g.Started, id+".agreed", g.Agreed)
	}
	for _, about := range cohort.Abouts {
		if len(started[about]) == 0 {
			continue
		}
		c.sum("flow.started", r.Flow.Started, started[about]...)
		c.sum("flow.agreed", r.Flow.Agreed, agreed[about]...)
	}
}

func groupID(g cohort.Group) string { return "group." + string(g.About) + "." + g.Name }

// share enters one of the shares. Shares of as many people are taken to be of
// the same people, so that a number hidden in one is not shown in another.
func (c *counts) share(s numbers.Share) {
	id := "share." + string(s.Name)
	c.sum(shareOf(s), s.N, id+".yes", s.Yes, id+".no", s.N-s.Yes-s.Unknown, id+".unknown", s.Unknown)
}

func shareOf(s numbers.Share) string { return fmt.Sprint("share.of.", s.N) }

// outcome enters one row of the table of before and after.
func (c *counts) outcome(row cohort.Row, due int) {
	id := "outcome." + string(row.Outcome)
	switch {
	case row.Answers != nil:
		c.answers(id, row, due)
	case row.Scores != nil:
		c.scores(id, row, due)
	}
}

func (c *counts) answers(id string, row cohort.Row, due int) {
	a := row.Answers
	lost := a.MissingAsNo.N - a.Pairs
	c.part("flow.due", due, id+".asked", a.MissingAsNo.N)
	c.sum(id+".asked", a.MissingAsNo.N, id+".pairs", a.Pairs, id+".lost", lost)
	c.sum(id+".pairs", a.Pairs, id+".after", a.After.Yes, id+".after.no", a.Pairs-a.After.Yes)
	if row.Selected { // nobody's start is a yes, and whoever reads it knows
		c.count(id+".before", 0)
		c.count(id+".before.all", 0)
		return
	}
	b := a.Discordant.B
	both := a.Before.Yes - b
	c.sum(id+".pairs", a.Pairs, id+".before", a.Before.Yes, id+".before.no", a.Pairs-a.Before.Yes)
	c.sum(id+".before", a.Before.Yes, id+".b", b, id+".both", both)
	c.sum(id+".after", a.After.Yes, id+".c", a.Discordant.C, id+".both", both)
	c.sum(id+".before.no", a.Pairs-a.Before.Yes, id+".c", a.Discordant.C, id+".neither", a.Pairs-a.Before.Yes-a.Discordant.C)
	c.sum(id+".after.no", a.Pairs-a.After.Yes, id+".b", b, id+".neither", a.Pairs-a.Before.Yes-a.Discordant.C)
	lostYes := a.MissingAsNo.Before.Yes - a.Before.Yes
	c.sum(id+".before.all", a.MissingAsNo.Before.Yes, id+".before", a.Before.Yes, id+".before.lost", lostYes)
	c.sum(id+".lost", lost, id+".before.lost", lostYes, id+".before.lost.no", lost-lostYes)
}

// scores enters how many pairs there are, and the sums behind the means: of
// everybody at the start, which are those who were kept and those who were lost.
func (c *counts) scores(id string, row cohort.Row, due int) {
	s := row.Scores
	kept, lost := s.Pairs, s.Attrition.Lost
	c.part("flow.due", due, id+".asked", kept+lost)
	c.sum(id+".asked", kept+lost, id+".pairs", kept, id+".lost", lost)
	keptSum, lostSum := total(float64(s.Attrition.KeptMean), kept), total(float64(s.Attrition.LostMean), lost)
	c.mean(id+".mean.kept", id+".pairs", kept, keptSum)
	c.mean(id+".mean.lost", id+".lost", lost, lostSum)
	c.mean(id+".mean.all", id+".asked", kept+lost, keptSum+lostSum)
	c.adds(id+".mean.all", id+".mean.kept", id+".mean.lost")
	before, after, missing := answersOf(row)
	if fewDiffer(before) || fewDiffer(after) {
		c.ledger.Hide(id + ".mean.kept")
	}
	if fewDiffer(missing) {
		c.ledger.Hide(id + ".mean.lost")
	}
	if a := row.Alpha; a != nil {
		c.part(id+".asked", kept+lost, id+".alpha", a.People)
	}
	if rc := s.Reliable; rc != nil {
		up, down := row.Moved()
		c.sum(id+".pairs", kept, id+".up", up, id+".same", rc.Unchanged, id+".down", down)
	}
	if cc := s.Clinical; cc != nil {
		better := id + ".up"
		if row.Worse {
			better = id + ".down"
		}
		c.part(better, s.Reliable.Improved, id+".usual", cc.Recovered)
	}
}

// answersOf are those before and after of the pairs, and those before of the
// lost.
func answersOf(row cohort.Row) (before, after, lost []float64) {
	for i, b := range row.Rows.Before {
		switch a := row.Rows.After[i]; {
		case math.IsNaN(b):
		case math.IsNaN(a):
			lost = append(lost, b)
		default:
			before, after = append(before, b), append(after, a)
		}
	}
	return before, after, lost
}

// fewDiffer reports whether all but a few gave one answer: of ten people with a
// mean of 0.1 one said 1.
func fewDiffer(answers []float64) bool {
	times, most := map[float64]int{}, 0
	for _, a := range answers {
		times[a]++
		most = max(most, times[a])
	}
	others := len(answers) - most
	return others > 0 && others < disclosure.Fewest
}

func (c *counts) mean(id, people string, n, sum int) {
	c.values[id] = sum
	c.ledger.Mean(id, people, n, sum)
}

func total(mean float64, n int) int {
	if math.IsNaN(mean) {
		return 0
	}
	return int(math.Round(mean * float64(n)))
}

// outside are the counts that may leave, after disclosure control: by
// themselves and beside all that left before.
func (c *counts) outside(before []map[string]int) map[string]int {
	c.ledger.Since(before...)
	return c.ledger.Protect()
}

// inside are all of them.
func (c *counts) inside() map[string]int { return maps.Clone(c.values) }
