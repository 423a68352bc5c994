package option

import (
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
)

// Wish is what a person wants and can do, this time. The zero value of every
// field means "not asked" or "does not matter"; a wish is never a profile and
// is not kept as one.
type Wish struct {
	Near   Near
	Within float64    // straight miles; zero is no limit
	Travel place.Mode // empty is the bus
	Free   Free       // when a meeting may start; empty is any time

	Need   []facet.Name // hard: known to be missing is out, not known is a doubt
	Prefer []facet.Name // soft

	Kinds       []meeting.Kind // only these; empty is all
	PreferKinds []meeting.Kind // soft
	Not         Exclusions

	For    For
	Online Online

	From  civil.Date      // first of the seven days
	Since civil.TimeOfDay // on that first day, only what starts then or later
	Limit int             // at most this many options; zero is [Usual]

	Tried []Tried // what they have been to, for "try something different"
	Seed  uint64  // shuffles ties: the same seed, the same order
}

// Near is where the person sets out. A wish without it is ranked without
// distance, and Within then has nothing to measure from.
type Near struct {
	place.Point
	Known bool
	// Coarse says that the point is the middle of a district or a town, not of
	// a street: travel times from it are a guess, and an option says so.
	Coarse bool
}

// Exclusions are what the person must not or will not meet. They are hard,
// they hold in every relaxation, and no reason ever mentions them.
type Exclusions struct {
	Kinds       []meeting.Kind
	Meetings    []string // ids
	Fellowships []string // codes, in any case
	// Areas are postcodes or their beginnings: "LE", "LE1" or "LE1 1AA". While
	// any is named, a meeting in a place whose postcode nobody knows is out
	// too: a rule that keeps someone safe fails on the safe side.
	Areas    []string
	Weekdays []time.Weekday
}

// For says whom the help is for.
type For uint8

const (
	Me          For = iota
	SomeoneElse     // for someone I care about: groups for families and friends
)

// Online says how the person would take part.
type Online string

const (
	Either     Online = "yes" // online meetings too; also the zero value
	InPerson   Online = "no"
	OnlineOnly Online = "only"
)

// Limits of [Wish.Limit].
const (
	Usual  = 6  // options that a person can take in
	Most   = 20 // options that a wish may ask for; a higher limit is this one
	enough = 3  // options below which we look wider
)

// Tried is a meeting the person has been to and what did not fit. Without a
// misfit it changes nothing. Kind and the rest are filled from the index where
// they are empty and the meeting is still listed; how far it was, from where the
// person sets out.
type Tried struct {
	Meeting    string // id
	Kind       meeting.Kind
	Fellowship string
	Postcode   string
	Day        time.Weekday
	Start      civil.TimeOfDay
	Miles      float64
	Misfits    []Misfit
}

// Misfit is what did not fit, in the words of the comfort check.
type Misfit string

const (
	TooBig        Misfit = "too-big"
	ReligiousSide Misfit = "religious-side"
	TooFar        Misfit = "too-far"
	WrongTime     Misfit = "wrong-time"
	PeopleKnown   Misfit = "people-known" // somebody there knows them
	Unsafe        Misfit = "unsafe"
	HadToSpeak    Misfit = "had-to-speak"
	NotWelcomed   Misfit = "not-welcomed"
)

// Misfits in the order in which a page asks about them.
var Misfits = []Misfit{TooBig, ReligiousSide, TooFar, WrongTime, PeopleKnown, Unsafe, HadToSpeak, NotWelcomed}

// mode of travel, the bus unless the wish says otherwise.
func (w *Wish) mode() place.Mode {
	if w.Travel == "" {
		return place.Bus
	}
	return w.Travel
}

// limit is how many options the wish asks for, 1 to [Most].
func (w *Wish) limit() int {
	if w.Limit <= 0 {
		return Usual
	}
	return min(w.Limit, Most)
}

// reach in miles that the wish states, or zero when nothing limits the way.
func (w *Wish) reach() float64 {
	if !w.Near.Known {
		return 0
	}
	return max(w.Within, 0)
}
