package option

import (
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// memory is one meeting that did not fit, by the numbers that rows use, and
// what a row costs that is like it.
type memory struct {
	fellowship uint16 // 0 is none
	venue      int32  // 0 is none
	day        days   // with the minutes from and until, the time that did not fit
	from       int
	until      int
	beyond     float32 // square of the miles that were too far; 0 is none

	likeFellowship, likeVenue int32
}

// hours around a time that did not fit.
const sameTime = 90 // minutes

// remember turns what did not fit into points. The meeting itself is out: that
// is what "something different" means. Nothing else is; other meetings of its
// kind only stand lower (field.md 1.3: ask, never match by profile).
func (t *terms) remember(ix *Index, tried Tried) {
	if len(tried.Misfits) == 0 {
		return
	}
	tried = ix.complete(tried)
	t.barMeeting(ix, tried.Meeting)
	w := t.weights
	m := memory{fellowship: ix.fellowshipNumber(tried.Fellowship), venue: ix.venueNumber(tried.Postcode),
		day: days(1) << tried.Day}
	for _, misfit := range tried.Misfits {
		switch misfit {
		case TooBig:
			t.prefer |= bit(facet.Small)
		case HadToSpeak:
			t.prefer |= bit(facet.JustListen)
		case NotWelcomed:
			t.prefer |= bit(facet.Newcomers)
			m.likeVenue = int32(w.SameVenue)
		case ReligiousSide:
			t.spiritual(tried.Kind)
		case TooFar:
			m.beyond = square(0.8) * t.wayTo(ix, tried)
		case WrongTime:
			m.from, m.until = int(tried.Start)-sameTime, int(tried.Start)+sameTime
		case PeopleKnown, Unsafe:
			m.likeFellowship, m.likeVenue = int32(w.SameFellowship), int32(w.SameVenue)
		}
	}
	t.memories = append(t.memories, m)
	if tried.Kind != "" {
		t.triedKinds = append(t.triedKinds, tried.Kind)
	}
}

// spiritual lowers the kinds that have a religious or spiritual side, most of
// all the one that was tried, and prefers groups without.
func (t *terms) spiritual(tried meeting.Kind) {
	t.prefer |= bit(facet.Secular)
	t.spiritualSide = true
	for _, k := range []meeting.Kind{meeting.TwelveStep, meeting.Faith, meeting.Buddhist} {
		t.kind[kindNumber(k)] = min(t.kind[kindNumber(k)], int32(t.weights.FaithKind))
	}
	if tried != "" {
		t.kind[kindNumber(tried)] += int32(t.weights.SameKind)
	}
}

// recall is what the row costs for being like something that did not fit.
func (t *terms) recall(r *row, on days, start uint16) (points int32) {
	for i := range t.memories {
		m := &t.memories[i]
		if m.fellowship != 0 && m.fellowship == r.fellowship {
			points += m.likeFellowship
		}
		if m.venue != 0 && m.venue == r.venue {
			points += m.likeVenue
		}
		if m.until > 0 && on&^m.day == 0 && m.from <= int(start) && int(start) <= m.until {
			points += int32(t.weights.SameTime)
		}
		if m.beyond > 0 && r.flags&inPerson != 0 && t.square(r) > m.beyond {
			points += int32(t.weights.Farther)
		}
	}
	return points
}

// wayTo is the square of the miles to the meeting that was tried: as it was
// told, or else as it is from where the person sets out; 0 where nobody knows.
func (t *terms) wayTo(ix *Index, tried Tried) float32 {
	at, ok := ix.byID[tried.Meeting]
	if tried.Miles > 0 || !ok || !t.wish.Near.Known || ix.rows[at].flags&unplaced != 0 || ix.rows[at].flags&inPerson == 0 {
		return square(tried.Miles)
	}
	return t.square(&ix.rows[at])
}

// complete fills in what the caller left empty, from the listing.
func (ix *Index) complete(tried Tried) Tried {
	at, ok := ix.byID[tried.Meeting]
	if !ok || tried.Kind != "" {
		return tried
	}
	m := ix.meetings[at]
	tried.Kind, tried.Fellowship, tried.Postcode, tried.Start = m.Kind, m.Fellowship, m.Postcode, m.Slot.Start
	if days := weekdaysIn(m.Slot.Rule.Weekdays()); len(days) == 1 {
		tried.Day = days[0]
	}
	return tried
}

func (ix *Index) fellowshipNumber(code string) uint16 {
	for i, f := range ix.fellowships {
		if f == fellowshipCode(code) {
			return uint16(i)
		}
	}
	return 0
}

// venueNumber of a full postcode: a district is not a venue.
func (ix *Index) venueNumber(postcode string) int32 {
	code, ok := place.ParsePostcode(postcode)
	if !ok || !code.Full() {
		return 0
	}
	for i, v := range ix.venues {
		if v == code {
			return int32(i)
		}
	}
	return 0
}

// dateAt so many days from the first of the seven.
func (t *terms) dateAt(offset int) civil.Date { return civil.FromDays(t.from + offset) }
