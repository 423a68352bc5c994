package option

import (
	"cmp"
	"math"
	"slices"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// Search is a plain question to the list: what is near, when, and with what the
// list says of itself. It does not rank and gives no reasons.
type Search struct {
	Near   place.Point
	Within float64 // miles; zero is no limit
	Free   Free
	Has    []facet.Name // the list must say yes
	Kinds  []meeting.Kind
	Online Online
	From   civil.Date
	Since  civil.TimeOfDay // on that first day, only what starts then or later
	Limit  int             // zero is 25
}

// Found is one meeting on its next evening.
type Found struct {
	Meeting    *meeting.Meeting
	Occurrence schedule.Occurrence
	Measured   bool
	Miles      float64
}

const usualPage = 25

// Find gives the nearest meetings, those from home last, and how many there are
// in all.
func (ix *Index) Find(s Search) (nearest []Found, total int) {
	w := Wish{Near: Near{Point: s.Near, Known: true}, Within: s.Within, Free: s.Free, Kinds: s.Kinds,
		Online: s.Online, From: s.From, Since: s.Since}
	d := sitDown()
	defer d.leave()
	t := &d.terms
	t.begin(ix, w)
	t.out &^= womenOnly | menOnly | forFamily // a list shows every group to everybody
	t.mustSay = mask(s.Has)
	if s.Limit <= 0 {
		s.Limit = usualPage
	}
	near := nearby{limit: s.Limit, found: make([]nearRow, 0, min(s.Limit, usualPage))}
	if math.IsInf(t.reach.miles, 1) {
		ix.collect(t, 0, ix.remote, &near)
	} else {
		for from, to := range ix.runs(s.Near, s.Within) {
			ix.collect(t, from, to, &near)
		}
	}
	ix.collect(t, ix.remote, len(ix.rows), &near)
	return ix.foundOf(t, near.found), near.total
}

// nearby keeps the nearest rows, nearest first.
type nearby struct {
	limit, total int
	found        []nearRow
}

type nearRow struct {
	at     int32
	square float32 // of miles
}

// collect is the loop of Find.
func (ix *Index) collect(t *terms, from, to int, near *nearby) {
	for i := from; i < to; i++ {
		r := &ix.rows[i]
		if r.flags&t.out != 0 || t.mustSay&^r.yes != 0 || t.kindsOut>>(r.kind&15)&1 != 0 {
			continue
		}
		on, start := r.days&t.inWeeks[r.rhythm], r.start
		if r.rhythm == irregular {
			on, start = ix.irregular(t, i)
		}
		if on&days(t.minutes[start&2047]) == 0 || r.flags&twin != 0 && t.servedByTwin(r) {
			continue
		}
		square := float32(math.MaxFloat32)
		if r.flags&(online|unplaced) == 0 {
			square = t.square(r)
			if t.reach.exceeded(square, ix, i, &t.wish) {
				continue
			}
		}
		near.add(nearRow{int32(i), square})
	}
}

func (n *nearby) add(r nearRow) {
	n.total++
	if len(n.found) == n.limit {
		if r.square >= n.found[n.limit-1].square {
			return
		}
		n.found = n.found[:n.limit-1]
	}
	at, _ := slices.BinarySearchFunc(n.found, r, func(x, r nearRow) int {
		if x.square <= r.square {
			return -1
		}
		return 1
	})
	n.found = slices.Insert(n.found, at, r)
}

// foundOf measures exactly, and sorts what the flat map drew too close to call.
func (ix *Index) foundOf(t *terms, rows []nearRow) []Found {
	list := make([]Found, len(rows))
	for i, near := range rows {
		c := ix.candidateAt(t, near.at, 0)
		f := Found{Meeting: ix.meetings[near.at], Occurrence: ix.occurrence(t, c)}
		if f.Measured = ix.rows[near.at].flags&(online|unplaced) == 0; f.Measured {
			f.Miles = ix.miles(int(near.at), &t.wish)
		}
		list[i] = f
	}
	slices.SortStableFunc(list, func(a, b Found) int {
		if a.Measured != b.Measured {
			if a.Measured {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Miles, b.Miles)
	})
	return list
}
