package option

import (
	"math"
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/platform/locale"
)

// Relaxation is a limit of the wish that is not kept, or that would have to go.
type Relaxation string

const (
	Times  Relaxation = "free"   // the free windows
	Reach  Relaxation = "within" // the reach, up to twice
	Way    Relaxation = "online" // how the person would take part
	Kinds  Relaxation = "kinds"  // the kinds asked for
	Limits Relaxation = "all"    // free, within and online together

	needed = "need:" // and a facet: a need given up
)

// Need is the facet whose need would have to go; false when it is another limit.
func (r Relaxation) Need() (facet.Name, bool) {
	name, ok := strings.CutPrefix(string(r), needed)
	return facet.Name(name), ok
}

// broken is a set of the limits that an option does not keep.
type broken uint8

const (
	breaksFree broken = 1 << iota
	breaksReach
	breaksWay
)

// relaxable are the limits that may be left aside without asking, in the order
// in which they are tried: another evening is a smaller thing to ask than a
// longer way, and both are smaller than a screen instead of a room. Where two
// open as much, the earlier is taken. Hard rules are not among them.
var relaxable = [...]struct {
	name   Relaxation
	breaks broken
	lift   func(*terms) (stated bool)
}{
	{Times, breaksFree, (*terms).liftTimes},
	{Reach, breaksReach, (*terms).liftReach},
	{Way, breaksWay, (*terms).liftWay},
}

// addTo names the limits once each, in the order above.
func (b broken) addTo(list []Relaxation) []Relaxation {
	for _, r := range relaxable {
		if b&r.breaks != 0 && !slices.Contains(list, r.name) {
			list = append(list, r.name)
		}
	}
	slices.SortFunc(list, func(x, y Relaxation) int { return rankOf(x) - rankOf(y) })
	return list
}

func rankOf(name Relaxation) int {
	for i, r := range relaxable {
		if r.name == name {
			return i
		}
	}
	return len(relaxable)
}

func (t *terms) liftTimes() bool {
	t.anyTime = true
	return len(t.wish.Free) > 0
}

func (t *terms) liftReach() bool {
	stated := t.wish.reach()
	t.setReach(2 * stated)
	return stated > 0
}

func (t *terms) liftWay() bool {
	switch t.wish.Online {
	case InPerson:
		t.reluctant = online
	case OnlineOnly:
		t.reluctant = inPerson
	}
	t.out &^= t.reluctant
	t.unsettled |= t.reluctant
	return t.reluctant != 0
}

// lookWider leaves aside the one limit that opens most, when fewer fit than a
// person can choose between.
func (ix *Index) lookWider(t *terms, best *shortlist) {
	widest, most := *t, *best
	for _, r := range relaxable {
		wider := *t
		if !r.lift(&wider) {
			continue
		}
		found := newShortlist()
		if ix.sweep(&wider, found); found.count > most.count {
			widest, most = wider, *found
		}
	}
	*t, *best = widest, most
}

// NothingFits says what would have to change where not even one limit less
// helps.
type NothingFits struct {
	// Opens holds what giving up one thing opens, each tried alone and without
	// deciding for the person; and, when nothing alone helps, all limits at once.
	Opens []Opening
	// Online is the best meeting to be taken part in from home, at any time;
	// nil when there is none. It is offered even to a wish without online ones.
	Online *Option
}

// Opening is a limit that would have to go and how many meetings that opens.
type Opening struct {
	Relax Relaxation
	Count int
	Miles float64 // for [Reach], how far one would have to look
}

// nothing tells what would have to change.
func (ix *Index) nothing(t *terms) *NothingFits {
	n := &NothingFits{}
	if opening := ix.farther(t); opening.Count > 0 {
		n.Opens = append(n.Opens, opening)
	}
	for _, alone := range t.oneLess() {
		if count := ix.count(&alone.terms); count > 0 {
			n.Opens = append(n.Opens, Opening{Relax: alone.name, Count: count})
		}
	}
	if all := t.without(); len(n.Opens) == 0 {
		if count := ix.count(&all); count > 0 {
			n.Opens = append(n.Opens, Opening{Relax: Limits, Count: count})
		}
	}
	n.Online = ix.fromHome(t)
	return n
}

// farther doubles the reach until something is within it.
func (ix *Index) farther(t *terms) Opening {
	stated := t.wish.reach()
	if stated == 0 {
		return Opening{}
	}
	for miles := 4 * stated; miles < 2*farthest; miles *= 2 {
		wider := *t
		wider.setReach(miles)
		if count := ix.count(&wider); count > 0 {
			return Opening{Reach, count, miles}
		}
	}
	return Opening{}
}

type lessened struct {
	name  Relaxation
	terms terms
}

// oneLess is the wish with one kind of demand given up. A need that keeps a
// group to one gender is never given up for the person.
func (t *terms) oneLess() (list []lessened) {
	if len(t.wish.Kinds) > 0 {
		any := lessened{Kinds, *t}
		any.terms.kindsOut = kindSet(t.wish.Not.Kinds)
		list = append(list, any)
	}
	for _, name := range t.wish.Need {
		if t.mustSay&bit(name) == 0 {
			without := lessened{Relaxation(needed + string(name)), *t}
			without.terms.need &^= bit(name)
			without.terms.facetPoints = facetPointsOf(&without.terms)
			list = append(list, without)
		}
	}
	return list
}

// without is the wish with every relaxable limit left aside.
func (t *terms) without() terms {
	all := *t
	all.liftTimes()
	all.liftWay()
	all.setReach(math.Inf(1))
	return all
}

// fromHome is the best online meeting at any time, or nil.
func (ix *Index) fromHome(t *terms) *Option {
	home := *t
	home.anyTime = true
	home.out = home.out&^online | inPerson
	found := newShortlist()
	if ix.sweep(&home, found); found.count == 0 {
		return nil
	}
	top := ix.choose(&home, ix.candidates(&home, found))[0]
	o := ix.explain(&home, top)
	return &o
}

func (ix *Index) count(t *terms) int {
	found := newShortlist()
	ix.sweep(t, found)
	return found.count
}

// Say writes the opening in the language of the words.
func (o Opening) Say(w *locale.Words) string {
	if name, ok := o.Relax.Need(); ok {
		return w.T("option.opens.need", "Count", o.Count, "Need", w.T("option.facet."+string(name)))
	}
	return w.T("option.opens."+string(o.Relax), "Count", o.Count, "Miles", tenths(o.Miles))
}

// Say writes the limit that was not kept in the language of the words.
func (r Relaxation) Say(w *locale.Words) string { return w.T("option.relaxed." + string(r)) }
