package option

import (
	"slices"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
)

// Reason is one plain sentence about an option: a message of the catalogue and
// the values of its gaps, in pairs of name and value. Days and times stay days
// and times until a language is known.
type Reason struct {
	Key  string
	Args []any
}

// Say writes the reason in the language of the words.
func (r Reason) Say(w *locale.Words) string {
	args := make([]any, len(r.Args))
	for i, arg := range r.Args {
		switch v := arg.(type) {
		case civil.Date:
			args[i] = w.Day(v)
		case civil.TimeOfDay:
			args[i] = w.Time(v)
		case time.Weekday:
			args[i] = w.Weekday(v)
		case meeting.Kind:
			args[i] = w.T("option.kind." + string(v))
		case place.Mode:
			args[i] = w.T("option.by." + string(v))
		default:
			args[i] = arg
		}
	}
	return w.T(r.Key, args...)
}

// explain makes the option of a candidate and gives its reasons.
func (ix *Index) explain(t *terms, c candidate) Option {
	o := Option{Meeting: ix.meetings[c.at], Occurrence: ix.occurrence(t, c), Score: int(pointsOf(c.key))}
	o.Fits, o.Doubts = make([]Reason, 0, usualReasons), make([]Reason, 0, usualReasons)
	ix.way(t, &o, c)
	e := explainer{terms: t, row: &ix.rows[c.at], candidate: c, option: &o}
	e.fits()
	e.doubts()
	e.tradeOffs()
	return o
}

const usualReasons = 4 // of one sort: room made at once, and not a limit

// Keys of what can be said of each facet, made once.
var hasKeys, notKnownKeys, lacksKeys = facetKeys("option.fit.has."), facetKeys("option.doubt.not_known."), facetKeys("option.catch.lacks.")

func facetKeys(prefix string) (keys []string) {
	for _, name := range facet.Names {
		keys = append(keys, prefix+string(name))
	}
	return keys
}

// explainer holds an option against the wish.
type explainer struct {
	*terms
	row       *row
	candidate candidate
	option    *Option
}

func (e *explainer) fit(key string, args ...any) {
	e.option.Fits = append(e.option.Fits, Reason{key, args})
}

func (e *explainer) doubt(key string, args ...any) {
	e.option.Doubts = append(e.option.Doubts, Reason{key, args})
}

func (e *explainer) catch(key string, args ...any) {
	e.option.TradeOffs = append(e.option.TradeOffs, Reason{key, args})
}

const (
	reasonable = 45  // minutes of way that speak for an option: a longer one is its catch
	hopeless   = 180 // minutes beyond which an estimate is no help, and only the miles are told
)

// fits is why this one.
func (e *explainer) fits() {
	on := e.dateAt(e.candidate.offset)
	when := []any{"Weekday", on.Weekday(), "Time", e.candidate.start}
	switch {
	case len(e.wish.Free) > 0 && e.candidate.breaks&breaksFree == 0:
		e.fit("option.fit.free", when...)
	case e.candidate.breaks&breaksFree == 0:
		e.fit("option.fit.when", when...)
	}
	switch {
	case e.option.Online && e.candidate.breaks&breaksWay == 0:
		e.fit("option.fit.online")
	case e.option.Measured && e.option.Minutes <= reasonable:
		e.fit("option.fit.travel", "Minutes", e.option.Minutes, "Mode", e.wish.mode())
	}
	for i, name := range facet.Names {
		if e.row.yes>>i&1 == 1 && (e.need|e.prefer)>>i&1 == 1 || name == facet.Newcomers && e.row.yes>>i&1 == 1 {
			e.fit(hasKeys[i])
		}
	}
	kind := kindOrder[e.row.kind]
	if e.kind[e.row.kind] > 0 || slices.Contains(e.wish.Kinds, kind) {
		e.fit("option.fit.kind", "Kind", kind)
	}
	if e.differs(kind) {
		e.fit("option.fit.different", "Kind", kind)
	}
	if e.row.checked >= e.fresh {
		e.fit("option.fit.checked", "Day", e.option.Meeting.LastChecked)
	}
}

// differs reports whether the kind is none of those that did not fit.
func (e *explainer) differs(kind meeting.Kind) bool {
	return len(e.triedKinds) > 0 && !slices.Contains(e.triedKinds, kind)
}

var openBit = bit(facet.Open)

// doubts is what we are not sure about.
func (e *explainer) doubts() {
	o, m := e.option, e.option.Meeting
	o.Checked = e.row.checked >= e.old
	switch {
	case e.row.flags&flagged != 0:
		e.doubt("option.doubt.flagged", "Day", m.FlaggedOn)
	case e.row.flags&missing != 0:
		e.doubt("option.doubt.missing", "Day", m.MissingFrom)
	case e.row.checked == 0:
		e.doubt("option.doubt.never_checked")
	case e.row.checked < e.fresh:
		e.doubt("option.doubt.old_check", "Day", m.LastChecked)
	}
	switch {
	case e.row.no&openBit != 0:
		e.doubt("option.doubt.members_only")
	case e.row.yes&openBit == 0:
		e.doubt("option.doubt.ring_first")
	}
	o.RingFirst = e.row.yes&openBit == 0 || e.row.flags&(flagged|missing) != 0
	for i, name := range facet.Names {
		if wanted := (e.need | e.prefer) >> i & 1; wanted == 1 && (e.row.yes|e.row.no)>>i&1 == 0 && name != facet.Open {
			e.doubt(notKnownKeys[i])
		}
	}
	if e.row.flags&unplaced != 0 {
		e.doubt("option.doubt.where")
	}
	if o.Measured && m.Placed != "" && m.Placed != place.ToPostcode {
		e.doubt("option.doubt.roughly_where")
	}
	if e.wish.Near.Coarse && o.Measured {
		e.doubt("option.doubt.coarse")
	}
	if o.Measured && e.wish.mode() == place.Bus && e.endsLate() {
		e.doubt("option.doubt.last_bus")
	}
}

// lateBus is the time after which buses are few enough to ask about.
const lateBus = 21*60 + 30

func (e *explainer) endsLate() bool {
	minutes := e.option.Meeting.Slot.Minutes
	if minutes == 0 {
		minutes = 60
	}
	return int(e.candidate.start)+minutes >= lateBus
}

// tradeOffs is the catch.
func (e *explainer) tradeOffs() {
	o := e.option
	on := e.dateAt(e.candidate.offset)
	if e.candidate.breaks&breaksFree != 0 {
		e.catch("option.catch.not_free", "Weekday", on.Weekday(), "Time", e.candidate.start)
	}
	switch {
	case o.Measured && o.Minutes > hopeless:
		e.catch("option.catch.very_far", "Miles", int(o.Miles+0.5))
	case e.candidate.breaks&breaksReach != 0:
		e.catch("option.catch.beyond", "Miles", tenths(o.Miles), "Within", tenths(e.wish.Within), "Minutes", o.Minutes, "Mode", e.wish.mode())
	case o.Measured && o.Minutes > reasonable:
		e.catch("option.catch.far", "Miles", tenths(o.Miles), "Minutes", o.Minutes, "Mode", e.wish.mode())
	}
	if e.candidate.breaks&breaksWay != 0 {
		if o.Online {
			e.catch("option.catch.online")
		} else {
			e.catch("option.catch.in_person")
		}
	}
	for i, name := range facet.Names {
		if e.prefer>>i&1 == 1 && e.row.no>>i&1 == 1 && name != facet.Open {
			e.catch(lacksKeys[i])
		}
	}
	if e.spiritualSide && e.kind[e.row.kind] < 0 && e.row.yes&bit(facet.Secular) == 0 {
		e.catch("option.catch.spiritual")
	}
	if e.memories != nil && e.recall(e.row, 1<<on.Weekday(), uint16(e.candidate.start)) < 0 {
		e.catch("option.catch.alike")
	}
	const wait = 5
	if e.candidate.offset >= wait {
		e.catch("option.catch.wait", "Day", on)
	}
}

// tenths of a mile are as much as a straight line can say.
func tenths(miles float64) float64 { return float64(int(miles*10+0.5)) / 10 }
