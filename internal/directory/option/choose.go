package option

import (
	"cmp"
	"math/bits"
	"slices"
)

// choose picks from the shortlist, one at a time the best of what is left, each
// pick taking a little off what is like it, so that days, places and kinds are
// spread. Two kinds are among them wherever the shortlist has two in reach; the
// last place is kept for the second until it is there. Best score first.
func (ix *Index) choose(t *terms, all []candidate) []candidate {
	want := min(t.wish.limit(), len(all))
	chosen := make([]candidate, 0, want)
	var have uint16
	for len(chosen) < want {
		only := ^uint16(0)
		if want > 1 && len(chosen) == want-1 && !several(have) {
			if others := ix.kindsNear(all) &^ have; others != 0 {
				only = others
			}
		}
		c := ix.pick(all, only)
		have |= 1 << ix.rows[c.at].kind
		chosen = append(chosen, *c)
		ix.spread(t, all, c)
	}
	slices.SortStableFunc(chosen, func(a, b candidate) int { return cmp.Compare(b.key, a.key) })
	return chosen
}

func (ix *Index) candidates(t *terms, best *shortlist) []candidate {
	var size int
	for k := range best.pools {
		size += best.pools[k].size
	}
	all := make([]candidate, 0, size)
	for k := range best.pools {
		p := &best.pools[k]
		for i := range p.size {
			all = append(all, ix.candidateAt(t, p.rows[i], p.keys[i]))
		}
	}
	return all
}

// pick takes the best that is left of the kinds; in a tie, the shuffled key
// decides. There is one left: choose counts them.
func (ix *Index) pick(all []candidate, only uint16) *candidate {
	var top *candidate
	for i := range all {
		c := &all[i]
		if c.taken || only>>ix.rows[c.at].kind&1 == 0 || only != ^uint16(0) && !c.near {
			continue
		}
		if top == nil || c.points > top.points || c.points == top.points && uint32(c.key) > uint32(top.key) {
			top = c
		}
	}
	top.taken = true
	return top
}

// spread takes points off what is like the pick.
func (ix *Index) spread(t *terms, all []candidate, picked *candidate) {
	w, p := t.weights, &ix.rows[picked.at]
	for i := range all {
		c, r := &all[i], &ix.rows[all[i].at]
		if r.kind == p.kind {
			c.points += int32(w.AgainKind)
		}
		if r.fellowship == p.fellowship && r.fellowship != 0 {
			c.points += int32(w.AgainFellowship)
		}
		if c.offset == picked.offset {
			c.points += int32(w.AgainDay)
		}
		if r.venue == p.venue && ix.venues[r.venue].Full() {
			c.points += int32(w.AgainVenue)
		}
	}
}

// kindsNear are the kinds within twice the reach, as bits.
func (ix *Index) kindsNear(all []candidate) (set uint16) {
	for i := range all {
		if all[i].near {
			set |= 1 << ix.rows[all[i].at].kind
		}
	}
	return set
}

// secondKind makes sure that two kinds are among the candidates where two exist
// within twice the reach, looking beyond the stated reach for the second. It
// reports whether there is only one although the wish left the kind open.
func (ix *Index) secondKind(t *terms, all []candidate) (_ []candidate, onlyOne bool) {
	near := ix.kindsNear(all)
	if len(all) == 0 || several(near) || !several(allKinds&^t.kindsOut) {
		return all, false
	}
	others := ix.kinds &^ t.kindsOut &^ near
	if others == 0 || !t.wish.Near.Known {
		return all, true
	}
	wider := *t
	wider.kindsOut = ^others
	wider.setReach(t.ofKinds.miles)
	found := newShortlist()
	ix.sweep(&wider, found)
	for _, c := range ix.candidates(&wider, found) {
		if !slices.ContainsFunc(all, func(known candidate) bool { return known.at == c.at }) {
			all = append(all, c)
		}
	}
	return all, found.count == 0
}

const allKinds uint16 = 1<<9 - 1 // as many as kindOrder has

func several(kinds uint16) bool { return bits.OnesCount16(kinds) > 1 }
