package option

import (
	"slices"
	"sync"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
)

// terms are a wish worked out for one index: everything that does not depend on
// the meeting is computed here once, so that the loop over meetings only looks
// things up and adds.
type terms struct {
	wish Wish
	from int // the first of the seven days, counted since 1970

	// Hard rules.
	out         flags  // a row with any of these is out
	audience    flags  // a row needs one of these, when any is named
	need        uint16 // facets: known not to be so is out
	mustSay     uint16 // facets: not known is out as well
	kindsOut    uint16
	choosy      bool // audience is named, or something is barred
	bars        bool // any of the following
	fellowships []bool
	venues      []bool
	meetings    []int32
	seldom      uint64 // bit shuffle%64 of each barred meeting: most rows pass at once

	// When. inWeeks gives the weekdays of the seven days on which a rhythm is
	// held; minutes gives the weekdays on which a start at that minute is free
	// (low byte) or possible at all (high byte).
	inWeeks [256]days
	minutes [2048]uint16 // 1440 and room, so that the loop needs no check
	soon    [128]int32   // points of the first day of a set
	anyTime bool         // relaxed: a time that is not free costs, and is in

	// Where.
	plane
	steps
	reach   limit   // what lies beyond is out
	asked   limit   // what lies beyond what the person stated costs
	guard   float32 // square of miles within which neither needs a look
	ofKinds limit   // twice the reach, stated or usual: for the rule of two kinds
	byHome  int32   // points for taking part from home
	nowhere int32   // points for a place that is not on the map

	// What.
	kind   [poolCount]int32
	prefer uint16
	facetPoints
	fresh, old uint16 // day numbers from which a check counts
	reluctant  flags  // relaxed: in, at a cost
	unsettled  flags  // flags that give or cost points
	memories   []memory
	seed       uint32
	weights    *Weights

	triedKinds    []meeting.Kind // of what did not fit
	spiritualSide bool           // was among what did not fit
}

// desk is the room that answering a wish takes. Desks are used again, because
// making room for each wish would cost more than answering it; and they are
// cleared at once, so that no wish lies about in memory.
type desk struct {
	terms
	best shortlist
}

var desks = sync.Pool{New: func() any { return new(desk) }}

func sitDown() *desk { return desks.Get().(*desk) }

func (d *desk) leave() {
	*d = desk{}
	desks.Put(d)
}

// begin with what every wish has; t is cleared.
func (t *terms) begin(ix *Index, w Wish) {
	t.wish, t.weights, t.from = w, &ix.weights, w.From.Days()
	t.setAudience(&t.wish)
	t.setTime(&t.wish)
	t.setPlace(&t.wish)
}

// work out the wish for the index.
func (t *terms) work(ix *Index, w Wish) {
	t.begin(ix, w)
	t.seed = uint32(w.Seed) ^ uint32(w.Seed>>32)
	t.setPoints(&t.wish)
	t.bar(ix, &t.wish)
	for _, tried := range w.Tried {
		t.remember(ix, tried)
	}
	t.choosy = t.audience != 0 || t.bars
	t.unsettled = flagged | missing
	t.facetPoints = facetPointsOf(t)
}

// setAudience writes down the hard rules about whom a group is for.
func (t *terms) setAudience(w *Wish) {
	asked := append(slices.Clone(w.Need), w.Prefer...)
	kinds := append(slices.Clone(w.Kinds), w.PreferKinds...)
	if !slices.Contains(asked, facet.Women) && !slices.Contains(kinds, meeting.Women) {
		t.out |= womenOnly
	}
	if !slices.Contains(asked, facet.Men) {
		t.out |= menOnly
	}
	family := slices.Contains(asked, facet.Family) || slices.Contains(kinds, meeting.Family)
	switch {
	case w.For == SomeoneElse && len(w.Kinds) == 0:
		t.audience = familyToo
	case w.For != SomeoneElse && !family:
		t.out |= forFamily
	}
	t.need = mask(w.Need)
	t.mustSay = t.need & (bit(facet.Women) | bit(facet.Men))
	t.kindsOut = kindSet(w.Not.Kinds)
	if len(w.Kinds) > 0 {
		t.kindsOut |= ^kindSet(w.Kinds)
	}
	switch w.Online {
	case InPerson:
		t.out |= online
	case OnlineOnly:
		t.out |= inPerson
	}
}

func kindSet(list []meeting.Kind) (set uint16) {
	for _, k := range list {
		set |= 1 << kindNumber(k)
	}
	return set
}

// setPoints writes down what is soft.
func (t *terms) setPoints(w *Wish) {
	t.prefer = mask(w.Prefer)
	if w.For == SomeoneElse {
		t.prefer |= bit(facet.Family) &^ t.need
	}
	for _, k := range w.PreferKinds {
		t.kind[kindNumber(k)] = int32(t.weights.PreferKind)
	}
	t.fresh = uint16(max(t.from-freshDays, 1))
	t.old = uint16(max(t.from-oldDays, 1))
}
