package option

import (
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// Option is one evening of one meeting, ranked for a wish, with reasons.
type Option struct {
	Meeting    *meeting.Meeting // of the index: not to be changed
	Occurrence schedule.Occurrence
	Online     bool    // to be taken part in from home
	Measured   bool    // Miles and Minutes are known
	Miles      float64 // straight line
	Minutes    int     // there, by the wish's way to travel, in bands of five
	Score      int
	Checked    bool // somebody checked the listing within the last half year
	RingFirst  bool // not known to be open to newcomers, or in doubt as a listing

	Fits, Doubts, TradeOffs []Reason
}

// Result is what there is for a wish, best first.
type Result struct {
	Options []Option
	// Fit counts the meetings that satisfy the wish as it stands.
	Fit int
	// Relaxed names the limits that some option does not keep.
	Relaxed []Relaxation
	// OneKindOnly says that within twice the reach there is only one kind of
	// group for this wish: a page says so, and a gap is recorded.
	OneKindOnly bool
	// Nothing is set when there is no option at all, and only then.
	Nothing *NothingFits
	// Weights is the version of the table that gave the points.
	Weights int
}

// Rank finds the options for the wish. The wish should have passed Check.
func (ix *Index) Rank(w Wish) Result {
	d := sitDown()
	defer d.leave()
	t, best := &d.terms, &d.best
	t.work(ix, w)
	best.open()
	ix.sweep(t, best)
	result := Result{Fit: best.count, Weights: ix.weights.Version}
	if best.count < min(enough, w.limit()) {
		ix.lookWider(t, best)
	}
	all := ix.candidates(t, best)
	all, result.OneKindOnly = ix.secondKind(t, all)
	for _, c := range ix.choose(t, all) {
		result.Options = append(result.Options, ix.explain(t, c))
		result.Relaxed = c.breaks.addTo(result.Relaxed)
	}
	if len(result.Options) == 0 {
		result.Nothing = ix.nothing(t)
	}
	return result
}

// candidate is a row that may become an option.
type candidate struct {
	at     int32
	key    uint64
	points int32 // less what Again takes off
	offset int   // days from the first of the seven
	start  civil.TimeOfDay
	breaks broken
	near   bool // within twice the reach, stated or usual, or from home
	taken  bool
}

// candidateAt works out again what the loop knew of the row.
func (ix *Index) candidateAt(t *terms, at int32, key uint64) candidate {
	r := &ix.rows[at]
	on, start := r.days&t.inWeeks[r.rhythm], r.start
	if r.rhythm == irregular {
		on, start = ix.irregular(t, int(at))
	}
	c := candidate{at: at, key: key, points: pointsOf(key), start: civil.TimeOfDay(start)}
	possible := t.minutes[start&2047]
	if free := on & days(possible); free != 0 {
		on = free
	} else {
		on &= days(possible >> 8)
		c.breaks |= breaksFree
	}
	c.offset = t.offset(on)
	if r.flags&t.reluctant != 0 {
		c.breaks |= breaksWay
	}
	c.near = r.flags&unplaced == 0
	if r.flags&(online|unplaced) == 0 {
		square := t.square(r)
		if t.asked.exceeded(square, ix, int(at), &t.wish) {
			c.breaks |= breaksReach
		}
		c.near = !t.ofKinds.exceeded(square, ix, int(at), &t.wish)
	}
	return c
}

// occurrence of the candidate's evening.
func (ix *Index) occurrence(t *terms, c candidate) schedule.Occurrence {
	next, _ := ix.meetings[c.at].Slot.Next(t.dateAt(c.offset))
	return next
}

// way there: miles and minutes, when both ends are known.
func (ix *Index) way(t *terms, o *Option, c candidate) {
	r := &ix.rows[c.at]
	o.Online = r.flags&online != 0
	if r.flags&(online|unplaced) != 0 || !t.wish.Near.Known {
		return
	}
	o.Measured, o.Miles = true, ix.miles(int(c.at), &t.wish)
	o.Minutes = place.TravelMinutes(t.wish.mode(), o.Miles)
}
