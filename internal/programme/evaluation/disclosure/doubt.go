package disclosure

import "slices"

// patience is how many steps the search for another value may take: without a
// bound a hard ledger would take for ever, and what is not found in time is
// covered by hiding more.
const patience = 4000

// doubted reports whether a reader of all that is shown must take another value
// of the hidden cell for possible. It looks for one: a change of hidden cells
// alone, after which all sums still hold.
func (l *Ledger) doubted(i int) bool {
	if len(l.cells[i].sums) == 0 {
		return true // nothing that is shown says anything of it
	}
	for _, by := range []int{1, -1, 2, -2} {
		d := doubt{Ledger: l, by: make([]int, len(l.cells)), off: make([]int, len(l.sums)), left: patience}
		if d.change(i, by) && d.mend() {
			return true
		}
	}
	return false
}

// doubt is a change that is being looked for.
type doubt struct {
	*Ledger
	by   []int // how much each cell is changed
	off  []int // by how much each sum no longer holds: whole less parts
	left int   // of the patience
}

// change moves the cell, unless it is shown or would fall below what a hidden
// cell can be.
func (d *doubt) change(i, by int) bool {
	c := d.cells[i]
	if !c.hidden || by == 0 || c.value+by < min(c.value, 1) {
		return false
	}
	d.move(i, by)
	return true
}

func (d *doubt) move(i, by int) {
	d.by[i] += by
	for _, s := range d.cells[i].sums {
		if d.sums[s][0] == i {
			d.off[s] += by
		} else {
			d.off[s] -= by
		}
	}
}

// mend makes the first sum that does not hold hold again, by one of its cells
// that was not changed yet, and then the next. It takes back what leads nowhere.
func (d *doubt) mend() bool {
	broken := slices.IndexFunc(d.off, func(off int) bool { return off != 0 })
	if broken < 0 {
		return true
	}
	for n, c := range d.sums[broken] {
		if d.left--; d.left < 0 {
			return false
		}
		by := d.off[broken]
		if n == 0 {
			by = -by
		}
		if d.by[c] != 0 || !d.change(c, by) {
			continue
		}
		if d.mend() {
			return true
		}
		d.move(c, -by)
	}
	return false
}
