package option

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// Index is the list of meetings laid out for being read fast. It never changes
// once built and may be read by many at a time.
//
// Each way of taking part in a meeting is a row of 32 bytes, so that a wish is
// answered by one pass over memory. Rows with a place come first, in strips a
// tenth of a degree high and by longitude within a strip: what lies within a
// reach is then a few runs of neighbours. Rows that need no way there follow.
type Index struct {
	rows     []row
	meetings []*meeting.Meeting // of the row with the same number
	remote   int                // the first row without a place
	strips   []int32            // first row of each strip, and of what follows the last
	south    int                // number of the southernmost strip

	byID        map[string]int32 // a row of the meeting
	fellowships []string         // by number; 0 is none
	venues      []place.Postcode // by number; 0 is not known
	kinds       uint16           // the kinds there are, as bits
	weights     Weights
}

// row is one way of taking part in a meeting.
type row struct {
	lat, lon   float32 // degrees
	yes, no    uint16  // facets known to be so, and known not to be
	start      uint16  // minute of the day
	checked    uint16  // days since 1970, 0 is never
	fellowship uint16
	flags      flags
	venue      int32
	shuffle    uint32 // out of the id, for ties
	days       days
	rhythm     rhythm
	kind       uint8
}

// flags are what a wish may rule out whole.
type flags uint16

const (
	inPerson  flags = 1 << iota // somewhere to go
	online                      // from home
	twin                        // one of the two rows of a hybrid meeting
	unplaced                    // in person, but nobody knows where on the map
	womenOnly                   //
	menOnly                     //
	forFamily                   // a group for people who care about someone else
	familyToo                   // such a group, or one that may be
	flagged                     // somebody found the listing wrong
	missing                     // its list no longer holds it
)

// kindOrder numbers the kinds; what is none of them counts as the last.
var kindOrder = []meeting.Kind{meeting.TwelveStep, meeting.CBT, meeting.Buddhist, meeting.Faith, meeting.Secular,
	meeting.Women, meeting.Family, meeting.Community, meeting.Other}

const (
	poolCount = 16 // a power of two above the number of kinds, so that the loop needs no check
	strips    = 10 // a degree
)

func kindNumber(k meeting.Kind) uint8 {
	if i := slices.Index(kindOrder, k); i >= 0 {
		return uint8(i)
	}
	return uint8(len(kindOrder) - 1)
}

// Build lays out the meetings with the weights by which to rank them, which have
// passed Check. It keeps pointers into the list, which must not be changed
// afterwards. Withdrawn meetings are left out; of two with one id the later
// stands.
func Build(list []meeting.Meeting, weights Weights) *Index {
	b := builder{fellowships: numbering{"": 0}, venues: numbering{"": 0}}
	b.index = &Index{weights: weights, byID: make(map[string]int32, len(list)), fellowships: []string{""},
		venues: []place.Postcode{{}}}
	latest := make(map[string]int, len(list))
	for i := range list {
		latest[list[i].ID] = i
	}
	for i := range list {
		if m := &list[i]; !m.Withdrawn && latest[m.ID] == i {
			b.add(m)
		}
	}
	return b.finish()
}

// Weights by which the index ranks.
func (ix *Index) Weights() Weights { return ix.weights }

// Meeting is the listing with the id; not found when it is withdrawn or not of
// this list. It is the index's own: not to be changed.
func (ix *Index) Meeting(id string) (*meeting.Meeting, bool) {
	at, ok := ix.byID[id]
	if !ok {
		return nil, false
	}
	return ix.meetings[at], true
}

// Len counts the meetings.
func (ix *Index) Len() int { return len(ix.byID) }

// Kinds of the meetings, in the order of the kinds.
func (ix *Index) Kinds() (list []meeting.Kind) {
	for i, k := range kindOrder {
		if ix.kinds>>i&1 == 1 {
			list = append(list, k)
		}
	}
	return list
}

type entry struct {
	row
	strip   int
	meeting *meeting.Meeting
}

type builder struct {
	index               *Index
	entries             []entry
	fellowships, venues numbering
}

// numbering gives small numbers to texts in the order they come.
type numbering map[string]int

func (n numbering) of(s string) (number int, isNew bool) {
	number, ok := n[s]
	if !ok {
		number = len(n)
		n[s] = number
	}
	return number, !ok
}

// add the rows of one meeting: a hybrid one has two, of which a wish meets one.
func (b *builder) add(m *meeting.Meeting) {
	e := entry{row: rowOf(m), meeting: m}
	fellowship, isNew := b.fellowships.of(fellowshipCode(m.Fellowship))
	if isNew {
		b.index.fellowships = append(b.index.fellowships, fellowshipCode(m.Fellowship))
	}
	if fellowship <= math.MaxUint16 {
		e.fellowship = uint16(fellowship)
	}
	if code, ok := place.ParsePostcode(m.Postcode); ok {
		venue, isNew := b.venues.of(code.String())
		if isNew {
			b.index.venues = append(b.index.venues, code)
		}
		e.venue = int32(venue)
	}
	if m.Attendance == meeting.Hybrid {
		e.flags |= twin
	}
	if m.Attendance != meeting.Online {
		there := e
		there.flags |= inPerson
		there.strip = stripOf(e.lat)
		if !onTheMap(m) {
			there.flags |= unplaced
		}
		b.entries = append(b.entries, there)
	}
	if m.Attendance != meeting.InPerson && m.Attendance != "" {
		e.flags |= online
		b.entries = append(b.entries, e)
	}
	b.index.kinds |= 1 << e.kind
}

// placeless reports whether the row belongs after the strips.
func (e *entry) placeless() bool { return e.flags&inPerson == 0 || e.flags&unplaced != 0 }

// finish sorts the rows: by place, and by id where two are at one place, so that
// the order in which meetings came cannot show.
func (b *builder) finish() *Index {
	slices.SortFunc(b.entries, func(x, y entry) int {
		if p, q := x.placeless(), y.placeless(); p != q {
			if q {
				return -1
			}
			return 1
		} else if p {
			return cmp.Or(strings.Compare(x.meeting.ID, y.meeting.ID), cmp.Compare(x.flags, y.flags))
		}
		return cmp.Or(cmp.Compare(x.strip, y.strip), cmp.Compare(x.lon, y.lon), cmp.Compare(x.lat, y.lat),
			strings.Compare(x.meeting.ID, y.meeting.ID))
	})
	ix := b.index
	ix.rows = make([]row, len(b.entries))
	ix.meetings = make([]*meeting.Meeting, len(b.entries))
	for i := range b.entries {
		e := &b.entries[i]
		ix.rows[i], ix.meetings[i] = e.row, e.meeting
		ix.byID[e.meeting.ID] = int32(i)
		if !e.placeless() {
			ix.remote = i + 1
		}
	}
	ix.cutStrips(b.entries[:ix.remote])
	return ix
}

func (ix *Index) cutStrips(placed []entry) {
	if len(placed) == 0 {
		ix.strips = []int32{0}
		return
	}
	ix.south = placed[0].strip
	ix.strips = make([]int32, placed[len(placed)-1].strip-ix.south+2)
	next := 0
	for s := range ix.strips {
		for next < len(placed) && placed[next].strip < ix.south+s {
			next++
		}
		ix.strips[s] = int32(next)
	}
}

// rowOf is what the meeting says of itself, before it is given a place.
func rowOf(m *meeting.Meeting) row {
	r := row{
		start:   uint16(min(max(m.Slot.Start, 0), civil.MinutesPerDay-1)),
		kind:    kindNumber(m.Kind),
		checked: dayNumber(m.LastChecked),
		shuffle: hash(m.ID),
	}
	if onTheMap(m) {
		r.lat, r.lon = float32(m.Lat), float32(m.Lon)
	}
	r.days, r.rhythm = rhythmOf(m.Slot.Rule)
	r.yes, r.no = facets(m)
	r.flags = audience(m.Kind, r.yes, r.no)
	if !m.FlaggedOn.IsZero() {
		r.flags |= flagged
	}
	if !m.MissingFrom.IsZero() {
		r.flags |= missing
	}
	return r
}

// onTheMap reports whether the meeting has a position that is one.
func onTheMap(m *meeting.Meeting) bool {
	return m.Located && math.Abs(m.Lat) <= 90 && math.Abs(m.Lon) <= 180 // false for a NaN as well
}

// facets known to be so and known not to be, with what the kind implies where
// the list is silent.
func facets(m *meeting.Meeting) (yes, no uint16) {
	for _, f := range m.Facets {
		b := bit(f.Name)
		yes, no = yes&^b, no&^b
		switch f.Value {
		case facet.Yes:
			yes |= b
		case facet.No:
			no |= b
		}
	}
	switch m.Kind {
	case meeting.Family:
		yes |= bit(facet.Family) &^ no
	case meeting.Secular:
		yes |= bit(facet.Secular) &^ no
	}
	return yes, no
}

// audience says whom a group is for. A group of the women's kind counts as for
// women only unless it says otherwise; to a wish that needs women only, it must
// say so itself.
func audience(kind meeting.Kind, yes, no uint16) (f flags) {
	if yes&bit(facet.Women) != 0 || kind == meeting.Women && no&bit(facet.Women) == 0 {
		f |= womenOnly
	}
	if yes&bit(facet.Men) != 0 {
		f |= menOnly
	}
	if yes&bit(facet.Family) != 0 {
		f |= forFamily | familyToo
	}
	if kind == meeting.Community && no&bit(facet.Family) == 0 {
		f |= familyToo
	}
	return f
}

func dayNumber(d civil.Date) uint16 {
	if d.IsZero() {
		return 0
	}
	return uint16(min(max(d.Days(), 0), math.MaxUint16))
}

func stripOf(lat float32) int { return int(math.Floor(float64(lat) * strips)) }

func hash(id string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(id)) //nolint:errcheck // a hash takes everything
	return h.Sum32()
}

// fellowshipCode is the code as codes are compared.
func fellowshipCode(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }
