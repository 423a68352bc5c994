package timetable

import (
	"cmp"
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
)

// Ahead is how many days ahead the timetable is made: this week and the next.
const Ahead = 13

// Asked is an asking that is there.
type Asked struct {
	ID string
	asking.TimePoint
	Opens, Closes civil.Date
	On            civil.Date // on which it was put to them; zero: not so far
	Over          bool       // answered, or taken back
	ByItself      bool       // it planned itself
}

// untouched reports whether the timetable may still move it.
func (a Asked) untouched() bool { return a.ByItself && a.On.IsZero() && !a.Over }

// end is the last day on which somebody was or may be asked it.
func (a Asked) end(today civil.Date) civil.Date {
	switch {
	case !a.On.IsZero():
		return a.On
	case a.Closes.Before(today):
		return a.Opens
	}
	return a.Closes
}

// CheckIns are the days on which somebody was lately asked something on their
// way, and those on which they are to be.
type CheckIns struct{ Held, Due []civil.Date }

// Placed is an asking for one of the slots.
type Placed struct {
	asking.TimePoint
	Opens, Closes civil.Date
}

// week is somebody's timetable while it is made.
type week struct {
	today  civil.Date
	stay   []Asked
	checks CheckIns
}

// Make works out what is to be asked, from what is there: what to plan, and
// what that planned itself is to lapse.
func Make(slots []Slot, there []Asked, checks CheckIns, today civil.Date) (plan []Placed, lapse []Asked) {
	w := week{today: today, checks: checks}
	var moves []Asked
	for _, a := range there {
		if !a.untouched() {
			w.stay = append(w.stay, a)
		}
	}
	for _, a := range worthFirst(there) {
		if a.untouched() && w.stands(a, slots) {
			w.stay = append(w.stay, a)
		} else if a.untouched() {
			moves = append(moves, a)
		}
	}
	for _, s := range byWorth(slots) {
		day, ok := w.free(s)
		if !ok {
			continue
		}
		p := Placed{s.TimePoint, day, w.until(s, day)}
		a := Asked{TimePoint: s.TimePoint, Opens: p.Opens, Closes: p.Closes, ByItself: true}
		w.stay = append(w.stay, a)
		same := slices.IndexFunc(moves, func(m Asked) bool { return m.TimePoint == p.TimePoint && m.Opens == p.Opens && m.Closes == p.Closes })
		if same < 0 {
			plan = append(plan, p)
		} else {
			moves = slices.Delete(moves, same, same+1)
		}
	}
	return plan, moves
}

// stands reports whether an asking that is open already stays: its slot is
// still there, and nothing else was asked since.
func (w *week) stands(a Asked, slots []Slot) bool {
	if a.Opens.After(w.today) || a.Closes.Before(w.today) {
		return false
	}
	wanted := slices.ContainsFunc(slots, func(s Slot) bool {
		return s.TimePoint == a.TimePoint && !a.Closes.After(s.Until) && !a.Opens.Before(s.Since)
	})
	asked := slices.ContainsFunc(w.checks.Held, func(held civil.Date) bool {
		return held.After(a.Opens.AddDays(-asking.Week)) && held.Before(w.today)
	})
	return wanted && !asked && !slices.ContainsFunc(w.stay, func(o Asked) bool { return w.near(a.Opens, o) })
}

// near reports whether the day is less than a week from the asking, or from a
// day on which it may yet be put to them. What was taken back before anybody was
// asked is near to nothing.
func (w *week) near(day civil.Date, a Asked) bool {
	if a.Over && a.On.IsZero() {
		return false
	}
	return day.After(a.Opens.AddDays(-asking.Week)) && day.Before(a.end(w.today).AddDays(asking.Week))
}

// byWorth puts first what is worth most, and what the plan names first.
func byWorth(slots []Slot) []Slot {
	slots = slices.Clone(slots)
	slices.SortStableFunc(slots, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(a.At.Rank(), b.At.Rank()), a.From.Compare(b.From))
	})
	return slots
}

// worthFirst is for records that became one: of two that are open one stays.
func worthFirst(there []Asked) []Asked {
	there = slices.Clone(there)
	slices.SortStableFunc(there, func(a, b Asked) int {
		return cmp.Or(cmp.Compare(a.At.Rank(), b.At.Rank()), a.Opens.Compare(b.Opens))
	})
	return there
}

// free is the first day for a slot, if it has one and was not asked.
func (w *week) free(s Slot) (day civil.Date, ok bool) {
	for _, a := range w.stay {
		if a.TimePoint == s.TimePoint && !a.Opens.Before(s.Since) && !a.Opens.After(s.Until) {
			return day, false
		}
	}
	day, last := s.From, s.Until
	if day.Before(w.today) {
		day = w.today
	}
	if ahead := w.today.AddDays(Ahead); last.After(ahead) {
		last = ahead
	}
	for ; !day.After(last); day = day.AddDays(1) {
		if !slices.ContainsFunc(w.stay, func(a Asked) bool { return w.near(day, a) }) && w.checks.leave(day, w.today) {
			return day, true
		}
	}
	return day, false
}

// until is the last day of a slot that opens on the day: a week before the next
// asking, so that both can be put to them.
func (w *week) until(s Slot, day civil.Date) civil.Date {
	last := s.Until
	for _, a := range w.stay {
		if before := a.Opens.AddDays(-asking.Week); a.Opens.After(day) && before.Before(last) {
			last = before
		}
	}
	return last
}

// leave reports whether the check-ins leave the day: it is a week after those
// that were held, and a week from those to come or in the same talk.
func (c CheckIns) leave(day, today civil.Date) bool {
	for _, held := range c.Held {
		if !day.Before(held) && day.Before(held.AddDays(asking.Week)) {
			return false
		}
	}
	for _, due := range c.Due {
		if due.Before(today) {
			due = today
		}
		if far := due.Days() - day.Days(); far != 0 && far > -asking.Week && far < asking.Week {
			return false
		}
	}
	return true
}
