package disclosure_test

import (
	"fmt"
	"maps"
	"testing"

	"openmaf/internal/programme/evaluation/disclosure"

	"pgregory.net/rapid"
)

// tables are the tables of one report, made of the same people.
type tables struct {
	values map[string]int
	sums   [][]string // the whole first
}

func (ts *tables) add(whole string, parts ...string) {
	n := 0
	for _, p := range parts {
		n += ts.values[p]
	}
	ts.values[whole] = n
	ts.sums = append(ts.sums, append([]string{whole}, parts...))
}

// anyTables are one or two tables that share the totals of their rows, and the
// whole, with small and large counts.
func anyTables(t *rapid.T) *tables {
	ts := &tables{values: map[string]int{}}
	rows := rapid.IntRange(1, 3).Draw(t, "rows")
	count := rapid.OneOf(rapid.IntRange(0, 6), rapid.IntRange(0, 14))
	cols := rapid.IntRange(2, 3).Draw(t, "columns")
	var rowTotals []string
	for r := range rows {
		var parts []string
		for c := range cols {
			id := fmt.Sprintf("a%d%d", r, c)
			ts.values[id] = count.Draw(t, id)
			parts = append(parts, id)
		}
		ts.add(fmt.Sprintf("row%d", r), parts...)
		rowTotals = append(rowTotals, fmt.Sprintf("row%d", r))
	}
	for c := range cols {
		var parts []string
		for r := range rows {
			parts = append(parts, fmt.Sprintf("a%d%d", r, c))
		}
		ts.add(fmt.Sprintf("column%d", c), parts...)
	}
	ts.add("all", rowTotals...)
	if !rapid.Bool().Draw(t, "second table") {
		return ts
	}
	// The same rows, cut another way: yes and no.
	var yeses, noes []string
	for r := range rows {
		total := ts.values[fmt.Sprintf("row%d", r)]
		yes, no := fmt.Sprintf("yes%d", r), fmt.Sprintf("no%d", r)
		ts.values[yes] = rapid.IntRange(0, total).Draw(t, yes)
		ts.values[no] = total - ts.values[yes]
		ts.sums = append(ts.sums, []string{fmt.Sprintf("row%d", r), yes, no})
		yeses, noes = append(yeses, yes), append(noes, no)
	}
	ts.add("yes", yeses...)
	ts.add("no", noes...)
	ts.sums = append(ts.sums, []string{"all", "yes", "no"})
	return ts
}

func (ts *tables) ledger() *disclosure.Ledger {
	l := new(disclosure.Ledger)
	for _, s := range ts.sums {
		for _, id := range s {
			l.Count(id, ts.values[id])
		}
		l.Adds(s[0], s[1:]...)
	}
	return l
}

// attacker knows what is shown and which counts add up, and works out the rest.
type attacker struct {
	sums     [][]string
	low, top map[string]int
}

func attack(ts *tables, shown disclosure.Shown, hiddenFrom int) attacker {
	a := attacker{sums: ts.sums, low: map[string]int{}, top: map[string]int{}}
	for id := range ts.values {
		if n, ok := shown[id]; ok {
			a.low[id], a.top[id] = n, n
		} else {
			a.low[id], a.top[id] = hiddenFrom, 200
		}
	}
	return a
}

// narrow draws the bounds together until nothing follows any more; false when
// nothing fits.
func (a *attacker) narrow() bool {
	for changed := true; changed; {
		changed = false
		set := func(id string, low, top int) {
			if low > a.low[id] {
				a.low[id], changed = low, true
			}
			if top < a.top[id] {
				a.top[id], changed = top, true
			}
		}
		for _, s := range a.sums {
			low, top := 0, 0
			for _, p := range s[1:] {
				low, top = low+a.low[p], top+a.top[p]
			}
			set(s[0], low, top)
			for _, p := range s[1:] {
				set(p, a.low[s[0]]-(top-a.top[p]), a.top[s[0]]-(low-a.low[p]))
			}
		}
		for id := range a.low {
			if a.low[id] > a.top[id] {
				return false
			}
		}
	}
	return true
}

// possible finds out whether anything at all fits, by trying.
func (a attacker) possible() bool {
	a = attacker{a.sums, maps.Clone(a.low), maps.Clone(a.top)}
	if !a.narrow() {
		return false
	}
	open, least := "", 1000
	for id := range a.low {
		if width := a.top[id] - a.low[id]; width > 0 && (width < least || width == least && id < open) {
			open, least = id, width
		}
	}
	if open == "" {
		return true
	}
	for v := a.low[open]; v <= a.top[open]; v++ {
		if a.with(open, v).possible() {
			return true
		}
	}
	return false
}

func (a attacker) with(id string, v int) attacker {
	b := attacker{a.sums, maps.Clone(a.low), maps.Clone(a.top)}
	b.low[id], b.top[id] = max(v, b.low[id]), min(v, b.top[id])
	return b
}

// Whatever the tables are, whoever has all of them and takes one from another
// learns no count that was hidden: of each there are at least two values that
// could be.
func TestDifferencingRecoversNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ts := anyTables(t)
		shown := ts.ledger().Protect()
		hidden := 0
		for id, n := range ts.values {
			if n > 0 && n < disclosure.Fewest {
				if _, ok := shown[id]; ok {
					t.Fatalf("%s is %d and shown", id, n)
				}
			}
			if _, ok := shown[id]; ok {
				if shown[id] != n {
					t.Fatalf("%s is %d and shown as %d", id, n, shown[id])
				}
				continue
			}
			hidden++
			a := attack(ts, shown, 0)
			if !a.possible() {
				t.Fatal("the truth itself does not fit: the attacker is wrong")
			}
			other := false
			for v := max(0, n-3); v <= n+3 && !other; v++ {
				other = v != n && a.with(id, v).possible()
			}
			if !other {
				t.Fatalf("%s can be nothing but %d: shown %v of %v", id, n, shown, ts.values)
			}
		}
		if hidden == 0 {
			for id, n := range ts.values {
				if n > 0 && n < disclosure.Fewest {
					t.Fatalf("nothing is hidden though %s is %d", id, n)
				}
			}
		}
	})
}

// A reader who takes it that no zero is ever hidden learns no more.
func TestKnowingThatZerosAreShownTellsNothing(t *testing.T) {
	l := new(disclosure.Ledger)
	for id, n := range map[string]int{"yes": 1, "no": 1, "all": 2} {
		l.Count(id, n)
	}
	l.Adds("all", "yes", "no")
	if shown := l.Protect(); len(shown) != 0 {
		t.Errorf("of one yes and one no %v is shown", shown)
	}
}

func TestWhatMayBeShown(t *testing.T) {
	for _, test := range []struct {
		name    string
		yes, no int
		before  map[string]int
		want    string
	}{
		{"large counts are shown", 12, 9, nil, "[21 12 9]"},
		{"none of them is no secret", 0, 9, nil, "[9 0 9]"},
		{"a small one takes the other with it", 3, 18, nil, "[21]"},
		{"one more than last time", 12, 9, map[string]int{"yes": 11, "no": 9, "all": 20}, "[]"},
		{"five more than last time", 12, 9, map[string]int{"yes": 7, "no": 9, "all": 16}, "[21 12 9]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := new(disclosure.Ledger)
			l.Count("all", test.yes+test.no)
			l.Count("yes", test.yes)
			l.Count("no", test.no)
			l.Adds("all", "yes", "no")
			l.Since(test.before)
			shown := l.Protect()
			var got []int
			for _, id := range []string{"all", "yes", "no"} {
				if n, ok := shown[id]; ok {
					got = append(got, n)
				}
			}
			if fmt.Sprint(got) != test.want {
				t.Errorf("shown is %v, want %v", got, test.want)
			}
		})
	}
}

// A table of before and after in which few changed their answer shows what came
// of it: its totals stay, and what is inside it is hidden.
func TestTotalsStayWhereTheInsideCanGo(t *testing.T) {
	ts := &tables{values: map[string]int{"both": 21, "stopped": 2, "began": 12, "neither": 23}}
	ts.add("before", "both", "stopped")
	ts.add("before not", "began", "neither")
	ts.add("after", "both", "began")
	ts.add("after not", "stopped", "neither")
	ts.add("pairs", "before", "before not")
	ts.add("pairs", "after", "after not")
	if shown := ts.ledger().Protect(); len(shown) != 5 {
		t.Errorf("shown are %v, want the five totals", shown)
	}
}

// Two who died stand in two tables. What lets go of them is how many did not die,
// and not all the reasons beside theirs.
func TestOnePartIsHiddenWhereOneIsEnough(t *testing.T) {
	ts := &tables{values: map[string]int{"choice": 7, "not reached": 10, "moved": 5, "died": 2, "prison": 2, "alive": 118}}
	ts.add("lost", "choice", "not reached", "moved", "died", "prison")
	ts.add("deaths", "died")
	ts.add("came", "deaths", "alive")
	shown := ts.ledger().Protect()
	for _, id := range []string{"choice", "not reached", "moved", "lost", "came"} {
		if _, ok := shown[id]; !ok {
			t.Errorf("%s is hidden", id)
		}
	}
}

// The mean of a few is hidden, and so is what it could be worked out from.
func TestTheMeanOfAFewCannotBeWorkedOut(t *testing.T) {
	l := new(disclosure.Ledger)
	l.Mean("mean-all", "all", 25, 250)
	l.Mean("mean-kept", "kept", 19, 200)
	l.Mean("mean-lost", "lost", 6, 50)
	l.Adds("all", "kept", "lost")
	l.Adds("mean-all", "mean-kept", "mean-lost")
	shown := l.Protect()
	_, all := shown["mean-all"]
	_, kept := shown["mean-kept"]
	if _, lost := shown["mean-lost"]; lost || all && kept {
		t.Errorf("the mean of six can be had from %v", shown)
	}
}

func TestRoundIsToTheNearestFive(t *testing.T) {
	for n, want := range map[int]int{0: 0, 2: 0, 3: 5, 7: 5, 8: 10, 22: 20, 23: 25} {
		if got := disclosure.Round(n); got != want {
			t.Errorf("%d is rounded to %d, want %d", n, got, want)
		}
	}
}
