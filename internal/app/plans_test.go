package app_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// many are the tables that grow with every person: a hundred thousand rows,
// and two million in the trail.
var many = []string{"person", "person_find", "consent", "chat", "chat_tick", "tally", "tally_worry", "link", "link_step", "link_offer",
	"link_plan", "link_comfort", "link_due", "measure_ask", "enrolment", "trail", "trail_read", "receipt"}

// walk is a line of the engine's plan that reads every row of the community:
// the whole table, or all of an index that begins with the community.
var walk = regexp.MustCompile(`^(?:SCAN (\w+)|SEARCH (\w+) USING .*\(community_id=\?\))`)

// byValue is a line of the plan that finds rows by a column's value. Rows without
// one are found so as well, but they are nearly all.
var byValue = regexp.MustCompile(`^SEARCH (\w+) USING .*\(community_id=\? AND (\w+)=\?`)

// byAny is one that finds rows by having a value at all, which may be all of
// them.
var byAny = regexp.MustCompile(`^SEARCH (\w+) USING .*\(community_id=\? AND (\w+)>\?\)`)

// last is a query that reads one end of an index and stops.
var last = regexp.MustCompile(`^SELECT COALESCE\(max\(seq\), 0\) FROM trail WHERE community_id = \$1$`)

// The engine is told the same of every database, so that what it does with the
// few people of the demo is what it does with a hundred thousand: for a page, and
// in the background.
func TestNoPageWalksThroughEverybody(t *testing.T) {
	o := openDemo(t)
	var mu sync.Mutex
	asked := map[string][]string{} // by query, where it was asked
	watch := func(where string) {
		o.core.DB.WatchQueries(func(query string) {
			mu.Lock()
			defer mu.Unlock()
			if !slices.Contains(asked[query], where) {
				asked[query] = append(asked[query], where)
			}
		})
	}
	for _, v := range o.visits(t) {
		watch(v.pattern)
		v.as.get(t, v.path)
	}
	for _, again := range []string{"the first look of a day", "the look of each minute"} {
		watch(again)
		must(t, o.core.Timetable.Look(t.Context(), o.core.Scope))
	}
	for query, pages := range asked {
		lines, err := o.core.DB.Explain(t.Context(), query)
		must(t, err)
		for _, line := range lines {
			if m := walk.FindStringSubmatch(line); m != nil && walksMany(m[1]+m[2], query) && !last.MatchString(query) {
				t.Errorf("%v: %s\n%s\n%s", pages, line, strings.Join(lines, "\n"), query)
			}
			if m := byValue.FindStringSubmatch(line); m != nil && walksMany(m[1], query) && strings.Contains(query, m[1]+"."+m[2]+" IS NULL") {
				t.Errorf("%v: %s\nreads all that have none\n%s", pages, line, query)
			}
			if m := byAny.FindStringSubmatch(line); m != nil && walksMany(m[1], query) && strings.Contains(query, m[2]+" IS NOT NULL") {
				t.Errorf("%v: %s\nreads all that have one\n%s", pages, line, query)
			}
		}
	}
}

// walksMany reports whether the name, which may be an alias in the query, is of
// a table with many rows.
func walksMany(name, query string) bool {
	if m := regexp.MustCompile(`(\w+) ` + name + `\b`).FindStringSubmatch(query); m != nil && slices.Contains(many, m[1]) {
		return true
	}
	return slices.Contains(many, name)
}
