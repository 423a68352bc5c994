package option

import (
	"math/bits"

	"openmaf/internal/platform/civil"
)

// setTime lays the free windows over the minutes of a week, and the rhythms of
// meetings over the seven days.
func (t *terms) setTime(w *Wish) {
	allowed := uint16(allWeek)
	for _, day := range w.Not.Weekdays {
		allowed &^= 1 << day
	}
	minute := allowed << 8
	if len(w.Free) == 0 {
		minute |= allowed
	}
	minutes := t.minutes[:civil.MinutesPerDay]
	for i := range minutes {
		minutes[i] = minute
	}
	today := uint16(1) << w.From.Weekday()
	for i := range max(w.Since, 0) {
		minutes[i] &^= today | today<<8 // it has begun already
	}
	for _, window := range w.Free {
		for i := max(window.From, 0); i < min(window.Until, civil.MinutesPerDay); i++ {
			minutes[i] |= minutes[i] >> 8 & (1 << window.Day)
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
	t.soon[0] = noEvening
	for set := 1; set < len(t.soon); set++ {
		t.soon[set] = int32(t.weights.Soon[t.offset(days(set))])
	}
}

// offset in days from the first of the seven to the next of the set, which has
// one: the set is turned so that the first of the seven is its lowest bit.
func (t *terms) offset(set days) int {
	const thursday = 4 // 1 January 1970
	first := ((t.from+thursday)%7 + 7) % 7
	return bits.TrailingZeros(uint(set)>>first | uint(set)<<(7-first))
}
