package disclosure

import "slices"

const (
	// Fewest people of a count that is shown; a zero is shown too.
	Fewest = 5
	// FewestForMean is how many people a mean is made of at the least.
	FewestForMean = 10
	// step is what rounded counts are multiples of.
	step = 5
)

// Ledger is every count of a report. The zero Ledger is empty and ready.
type Ledger struct {
	cells []cell
	at    map[string]int
	sums  []sum
}

type cell struct {
	id     string
	value  int
	hidden bool
	mean   bool  // it is the total behind one
	sums   []int // in which it stands
}

// sum says that the first of its cells is all the others together.
type sum []int

// Count enters how many people there are of something. Entered twice, it is one
// count of two tables.
func (l *Ledger) Count(id string, n int) {
	if l.has(id) {
		return
	}
	l.enter(cell{id: id, value: n, hidden: small(n)})
}

// Mean enters the total behind a mean of n people, who are counted under
// people: where that count is hidden, the mean is.
func (l *Ledger) Mean(id, people string, n, total int) {
	l.Count(people, n)
	if !l.has(id) {
		l.enter(cell{id: id, value: max(total, 0), hidden: n != 0 && n < FewestForMean, mean: true})
	}
}

// Hide hides a cell for a reason that its count does not tell.
func (l *Ledger) Hide(id string) { l.cells[l.at[id]].hidden = true }

// Adds says that the parts together are the whole. All were entered before.
func (l *Ledger) Adds(whole string, parts ...string) {
	s := sum{l.at[whole]}
	for _, p := range parts {
		s = append(s, l.at[p])
	}
	for _, c := range s {
		l.cells[c].sums = append(l.cells[c].sums, len(l.sums))
	}
	l.sums = append(l.sums, s)
}

// Since hides the counts that differ by a few from what any earlier report
// showed of them, for the difference would be a count of a few people; and with
// them all that they are made of, for where a part stays as it was, the few are
// not in it.
func (l *Ledger) Since(published ...map[string]int) {
	for i, c := range l.cells {
		for _, report := range published {
			if before, ok := report[c.id]; ok && small(c.value-before) {
				l.hide(i)
			}
		}
	}
}

// hide hides a cell and the parts of it.
func (l *Ledger) hide(i int) {
	l.cells[i].hidden = true
	for _, s := range l.cells[i].sums {
		if l.sums[s][0] == i {
			for _, part := range l.sums[s][1:] {
				l.hide(part)
			}
		}
	}
}

func (l *Ledger) has(id string) bool {
	_, ok := l.at[id]
	return ok
}

func (l *Ledger) enter(c cell) {
	if l.at == nil {
		l.at = map[string]int{}
	}
	l.at[c.id] = len(l.cells)
	l.cells = append(l.cells, c)
}

// small reports whether so many people are too few to be shown, or a difference
// of so many.
func small(n int) bool { return n != 0 && n > -Fewest && n < Fewest }

// Round is n to the nearest five, for communities that round as well.
func Round(n int) int { return (n + step/2) / step * step }

// Shown is what may be published: the counts by their ids. What was entered and
// is not there is hidden.
type Shown map[string]int

// Protect hides what must be hidden, and around it as little as it finds, and
// returns the rest.
func (l *Ledger) Protect() Shown {
	free := make([]bool, len(l.cells))
	for bare := l.bare(free); bare >= 0; bare = l.bare(free) {
		if next := l.cover(bare); next >= 0 {
			l.cells[next].hidden = true
		} else {
			free[bare] = true
		}
	}
	shown := Shown{}
	for _, c := range l.cells {
		if !c.hidden {
			shown[c.id] = c.value
		}
	}
	return shown
}

// bare is a hidden cell for which no other value was found, -1 when there is
// none left. The free ones are passed over.
func (l *Ledger) bare(free []bool) int {
	for i, c := range l.cells {
		if c.hidden && !free[i] && !l.doubted(i) {
			return i
		}
	}
	return -1
}

// cover is the cell to hide next for the sake of a bare one: the cheapest part
// that by itself lets go of the bare one, from near to far; for a table without
// its totals tells nothing. Where none does, it is the nearest part, or else the
// nearest total. It is -1 where nothing is shown that the bare one adds up with
// in any way: then all of it might as well be twice as much.
func (l *Ledger) cover(bare int) int {
	best, seen := -1, map[int]bool{bare: true}
	for near := []int{bare}; len(near) > 0; {
		hidden, shown := l.beside(near, seen)
		slices.SortStableFunc(shown, func(a, b int) int { return l.cost(a) - l.cost(b) })
		for _, c := range shown {
			if best < 0 || l.cost(best) >= dear && l.cost(c) < dear {
				best = c
			}
			if l.cost(c) < dear && l.frees(c, bare) {
				return c
			}
		}
		near = hidden
	}
	return best
}

// frees reports whether the bare cell is let go when this one is hidden, too.
func (l *Ledger) frees(c, bare int) bool {
	l.cells[c].hidden = true
	defer func() { l.cells[c].hidden = false }()
	return l.doubted(bare)
}

// beside are the cells that stand in a sum with one of these and were not seen.
func (l *Ledger) beside(near []int, seen map[int]bool) (hidden, shown []int) {
	for _, i := range near {
		for _, s := range l.cells[i].sums {
			for _, c := range l.sums[s] {
				switch {
				case seen[c]:
				case l.cells[c].hidden:
					hidden = append(hidden, c)
				default:
					shown = append(shown, c)
				}
				seen[c] = true
			}
		}
	}
	return hidden, shown
}

// cost is how much is lost by hiding the cell: a total tells more than a part,
// and a zero protects less than a count. Of means the one of everybody goes
// first: the one of those who were followed is the result.
func (l *Ledger) cost(i int) int {
	cost := l.cells[i].value
	if cost == 0 {
		cost = 1 << 20
	}
	if l.whole(i) != l.cells[i].mean {
		cost += dear
	}
	return cost
}

// dear is what a total costs more than any part.
const dear = 1 << 24

func (l *Ledger) whole(i int) bool {
	return slices.ContainsFunc(l.cells[i].sums, func(s int) bool { return l.sums[s][0] == i })
}
