package option

import (
	"math"
	"slices"

	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
)

// sweep scores every row that may fit and keeps the best of each kind.
func (ix *Index) sweep(t *terms, best *shortlist) {
	if math.IsInf(t.reach.miles, 1) {
		ix.sweepRows(t, 0, len(ix.rows), best)
		return
	}
	for from, to := range ix.runs(t.wish.Near.Point, t.reach.miles) {
		ix.sweepRows(t, from, to, best)
	}
	ix.sweepRows(t, ix.remote, len(ix.rows), best)
}

// sweepRows is the loop that everything else exists for: some ten nanoseconds a
// row. It allocates nothing, looks up what terms worked out, and adds. What few
// rows or few wishes need is left to functions that most rows never call. A row
// on none of the free evenings is not skipped: no processor can foretell which
// those are, so it is scored like the others, and the points of "no evening"
// keep it out.
func (ix *Index) sweepRows(t *terms, from, to int, best *shortlist) {
	rows := ix.rows[from:to]
	for i := range rows {
		r := &rows[i]
		if uint16(r.flags&t.out)|r.no&t.need|t.mustSay&^r.yes|t.kindsOut>>(r.kind&15)&1 != 0 {
			continue
		}
		if (t.choosy || r.flags&twin != 0) && ix.refused(t, from+i) {
			continue
		}
		on, start := r.days&t.inWeeks[r.rhythm], r.start
		if r.rhythm == irregular {
			on, start = ix.irregular(t, from+i)
		}
		possible := t.minutes[start&2047]
		points := t.merit(r)
		if free := on & days(possible); t.anyTime && free == 0 {
			on &= days(possible >> 8)
			points += int32(t.weights.NotFree)
		} else {
			on = free
		}
		if r.flags&(online|unplaced) != 0 {
			points += t.placeless(r)
		} else {
			square := t.square(r)
			if square > t.guard {
				if t.reach.exceeded(square, ix, from+i, &t.wish) {
					continue
				}
				points += t.stretch(square, ix, from+i)
			}
			points += t.travel(square)
		}
		points += t.soon[on&127] + t.kind[r.kind&15]
		if r.checked != 0 || r.flags&t.unsettled != 0 {
			points += t.standing(r)
		}
		if t.memories != nil {
			points += t.recall(r, on, start)
		}
		best.count += int((uint(on) + 127) >> 7) // one, unless on is empty
		if points >= best.floors[r.kind&15] {
			best.insert(r, t.seed, points, int32(from+i))
		}
	}
}

// refused reports whether row i is out for a reason that few wishes have, or
// because the other row of its meeting stands for it.
func (ix *Index) refused(t *terms, i int) bool {
	r := &ix.rows[i]
	return t.audience != 0 && r.flags&t.audience == 0 || t.bars && t.barred(ix, i) ||
		r.flags&twin != 0 && t.servedByTwin(r)
}

// stretch is what a row costs that lies beyond the reach the person stated.
func (t *terms) stretch(square float32, ix *Index, i int) int32 {
	if t.asked.exceeded(square, ix, i, &t.wish) {
		return int32(t.weights.BeyondReach)
	}
	return 0
}

// standing is what is known about the listing itself.
func (t *terms) standing(r *row) (points int32) {
	w := t.weights
	switch {
	case r.checked >= t.fresh:
		points = int32(w.CheckedFresh)
	case r.checked >= t.old:
		points = int32(w.CheckedOld)
	}
	if r.flags&flagged != 0 {
		points += int32(w.Flagged)
	}
	if r.flags&missing != 0 {
		points += int32(w.Missing)
	}
	if r.flags&t.reluctant != 0 {
		points += int32(w.OtherWay)
	}
	return points
}

// placeless gives the points that stand for the way where there is none.
func (t *terms) placeless(r *row) int32 {
	if r.flags&online != 0 {
		return t.byHome
	}
	return t.nowhere
}

// servedByTwin reports whether the other row of a hybrid meeting stands for it.
// Going there does, so that a reach stated holds for it as well; only where
// from home was asked for, that does.
func (t *terms) servedByTwin(r *row) bool {
	goes := t.out&inPerson == 0 && t.reluctant&inPerson == 0
	return goes == (r.flags&online != 0)
}

// irregular asks the rule of row i for its evenings in the seven days, and
// gives the first that is free, else the first, with its start that evening.
func (ix *Index) irregular(t *terms, i int) (on days, start uint16) {
	slot, day, end := &ix.meetings[i].Slot, t.wish.From, t.dateAt(6)
	for {
		next, ok := slot.Next(day)
		if !ok || next.On.After(end) {
			return on, start
		}
		one, minute := days(1)<<next.On.Weekday(), startOf(next)
		if possible := t.minutes[minute]; one&days(possible) != 0 {
			return one, minute
		} else if on == 0 && one&days(possible>>8) != 0 {
			on, start = one, minute
		}
		day = next.On.AddDays(1)
	}
}

// startOf the evening, in minutes of its day.
func startOf(o schedule.Occurrence) uint16 { return uint16(o.Starts.Hour()*60 + o.Starts.Minute()) }

// miles from the person to row i, exactly.
func (ix *Index) miles(i int, w *Wish) float64 {
	m := ix.meetings[i]
	return place.Miles(w.Near.Point, place.Point{Lat: m.Lat, Lon: m.Lon})
}

// runs are the rows that lie in the box around the point, strip by strip: every
// row within the miles is in one of them.
func (ix *Index) runs(around place.Point, miles float64) func(yield func(from, to int) bool) {
	const margin = 0.001 // degrees: the box is drawn wider than any rounding
	plane := place.Around(around)
	north, _ := plane.Box(miles)
	// A degree is shortest on the side towards the pole.
	polar := place.Around(place.Point{Lat: min(math.Abs(around.Lat)+north, 89)})
	_, wide := polar.Box(miles)
	west, east := float32(around.Lon-wide-margin), float32(around.Lon+wide+margin)
	lowest := max(stripOf(float32(around.Lat-north-margin))-ix.south, 0)
	highest := min(stripOf(float32(around.Lat+north+margin))-ix.south, len(ix.strips)-2)
	return func(yield func(from, to int) bool) {
		for s := lowest; s <= highest; s++ {
			from, to := int(ix.strips[s]), int(ix.strips[s+1])
			run := ix.rows[from:to]
			begin := atLeast(run, west)
			end := begin + atLeast(run[begin:], east)
			if begin < end && !yield(from+begin, from+end) {
				return
			}
		}
	}
}

// atLeast is the first row at that longitude or east of it.
func atLeast(rows []row, lon float32) int {
	at, _ := slices.BinarySearchFunc(rows, lon, func(r row, lon float32) int {
		if r.lon < lon {
			return -1
		}
		return 1
	})
	return at
}
