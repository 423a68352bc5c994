package option

import (
	"openmaf/internal/platform/civil"
)

// setTime lays the free windows over the minutes of a week, and the rhythms of
// meetings over the seven days.
func (t *terms) setTime(w *Wish) {
	allowed := allWeek
	for _, day := range w.Not.Weekdays {
		allowed &^= 1 << day
	}
	possible := t.minutes[:civil.MinutesPerDay]
	for minute := range possible {
		possible[minute] = uint16(allowed) << 8
	}
	today := uint16(1) << w.From.Weekday()
	for minute := range max(w.Since, 0) {
		possible[minute] &^= today << 8 // it has begun already
	}
	if len(w.Free) == 0 {
		for minute := range possible {
			possible[minute] |= possible[minute] >> 8
		}
	}
	for _, window := range w.Free {
		for minute := max(window.From, 0); minute < min(window.Until, civil.MinutesPerDay); minute++ {
			possible[minute] |= possible[minute] >> 8 & (1 << window.Day)
		}
	}
	t.setWeeks(w.From)
}

// setWeeks finds which rhythms are held on which of the seven days.
func (t *terms) setWeeks(from civil.Date) {
	for offset := range 7 {
		day := from.AddDays(offset)
		held, on := propertiesOf(day), days(1)<<day.Weekday()
		for p := rhythm(1); p != 0; p <<= 1 {
			if held&p != 0 {
				t.inWeeks[p] |= on
			}
		}
	}
	for set := 1; set < len(t.inWeeks); set++ { // a set is held when its lowest or any other is
		t.inWeeks[set] = t.inWeeks[set&-set] | t.inWeeks[set&(set-1)]
	}
	for set := 1; set < len(t.soon); set++ {
		t.soon[set] = int32(t.weights.Soon[t.offset(days(set))])
	}
}

// offset in days from the first of the seven to the next of the set.
func (t *terms) offset(set days) int {
	start := (t.from%7 + 4 + 7) % 7 // 1 January 1970 was a Thursday
	for i := range 7 {
		if set>>((start+i)%7)&1 == 1 {
			return i
		}
	}
	return 0
}
