package option

import (
	"slices"
	"strings"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
)

// bar writes down what the person must not or will not meet, by the numbers
// that rows use.
func (t *terms) bar(ix *Index, w *Wish) {
	if len(w.Not.Fellowships) > 0 {
		t.bars, t.fellowships = true, make([]bool, len(ix.fellowships))
		for i, code := range ix.fellowships {
			t.fellowships[i] = slices.ContainsFunc(w.Not.Fellowships,
				func(not string) bool { return code != "" && fellowshipCode(not) == code })
		}
	}
	if len(w.Not.Areas) > 0 {
		t.bars, t.venues = true, make([]bool, len(ix.venues))
		for i, venue := range ix.venues {
			t.venues[i] = slices.ContainsFunc(w.Not.Areas, func(area string) bool { return within(area, venue) })
		}
	}
	for _, id := range w.Not.Meetings {
		t.barMeeting(ix, id)
	}
}

// barMeeting takes every row of the meeting out.
func (t *terms) barMeeting(ix *Index, id string) {
	if at, ok := ix.byID[id]; ok {
		t.bars = true
		t.meetings = append(t.meetings, at)
		t.seldom |= 1 << (ix.rows[at].shuffle % 64)
	}
}

// within reports whether the venue is in the area, or may be for all we know.
func within(area string, venue place.Postcode) bool {
	area = strings.ToUpper(strings.Join(strings.Fields(area), ""))
	if venue.Out == "" || area == venue.Area() || area == venue.Out {
		return true
	}
	code, ok := place.ParsePostcode(area)
	return ok && code.Out == venue.Out && (code.In == venue.In || !code.Full() || !venue.Full())
}

// barred reports whether an exclusion of the wish takes row i out.
func (t *terms) barred(ix *Index, i int) bool {
	r := &ix.rows[i]
	if t.fellowships != nil && t.fellowships[r.fellowship] {
		return true
	}
	if t.venues != nil && r.flags&(inPerson|twin) != 0 && t.venues[r.venue] {
		return true
	}
	if t.seldom>>(r.shuffle%64)&1 == 0 {
		return false
	}
	return slices.ContainsFunc(t.meetings, func(at int32) bool { return ix.meetings[at].ID == ix.meetings[i].ID })
}

// Bars reports whether the exclusions take the meeting out, on whatever day:
// what [Index.Rank] never offers, asked of one meeting.
func (e Exclusions) Bars(m *meeting.Meeting) bool {
	code, _ := place.ParsePostcode(m.Postcode)
	return slices.Contains(e.Meetings, m.ID) || slices.Contains(e.Kinds, m.Kind) ||
		slices.ContainsFunc(e.Fellowships, func(not string) bool {
			return m.Fellowship != "" && fellowshipCode(not) == fellowshipCode(m.Fellowship)
		}) ||
		m.Attendance != meeting.Online && slices.ContainsFunc(e.Areas, func(area string) bool { return within(area, code) })
}
