package schedule

import (
	"cmp"
	"slices"

	"openmaf/internal/platform/civil"
)

// Change is what is different about a meeting on one day.
type Change struct {
	On        civil.Date
	Held      bool            // an evening that the rule does not give, or gives at another time; else there is none
	InsteadOf civil.Date      // the evening it stands in for, zero for an extra one; On itself when only the time is other
	Timed     bool            // it starts at Start, not at the usual time
	Start     civil.TimeOfDay //
}

// datedChange is a Change as a Rule keeps it: twelve bytes that compare.
type datedChange struct {
	on, insteadOf day
	start         civil.TimeOfDay // or usualTime
	held          bool
}

// usualTime marks an evening that starts when the meeting always does.
const usualTime civil.TimeOfDay = -1

// Cancel takes the evening of that day away.
func (r Rule) Cancel(on civil.Date) Rule {
	return r.with(datedChange{on: dayOf(on), start: usualTime})
}

// Extra adds an evening, or brings one back. It starts at the usual time unless
// another is given.
func (r Rule) Extra(on civil.Date, start ...civil.TimeOfDay) Rule {
	return r.with(datedChange{on: dayOf(on), start: oneOf(start), held: true})
}

// Move holds the evening of on on another day, or on the same day at another
// time. It starts at the usual time unless another is given.
func (r Rule) Move(on, to civil.Date, start ...civil.TimeOfDay) Rule {
	return r.Cancel(on).with(datedChange{on: dayOf(to), insteadOf: dayOf(on), start: oneOf(start), held: true})
}

func oneOf(start []civil.TimeOfDay) civil.TimeOfDay {
	if len(start) == 0 {
		return usualTime
	}
	return start[0]
}

// Changes lists the dated changes by day.
func (r Rule) Changes() []Change {
	list := make([]Change, len(r.changes))
	for i, c := range r.changes {
		list[i] = Change{On: c.on.date(), Held: c.held, InsteadOf: c.insteadOf.date()}
		if c.start != usualTime {
			list[i].Timed, list[i].Start = true, c.start
		}
	}
	return list
}

// with puts the change in its place, instead of an earlier one of that day. A
// day that no rule reaches is left out.
func (r Rule) with(c datedChange) Rule {
	if c.on == 0 {
		return r
	}
	at, found := r.search(c.on)
	r.changes = slices.Clone(r.changes)
	if found {
		r.changes[at] = c
	} else {
		r.changes = slices.Insert(r.changes, at, c)
	}
	return r
}

// search finds the first change on or after the day, and whether it is on it.
func (r *Rule) search(on day) (at int, found bool) {
	return slices.BinarySearchFunc(r.changes, on, func(c datedChange, on day) int { return cmp.Compare(c.on, on) })
}
