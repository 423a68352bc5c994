package option

import (
	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/place"
	"openmaf/internal/platform/fault"
)

// Weights are the points of every criterion: a table that a community can read,
// change and date. Version goes into every result, so that a suggestion can
// always be explained by the table that made it.
type Weights struct {
	Version int

	// Travel is what the way there gives, by the longest time in minutes, in
	// rising order; a longer way than the last gives that step's points less
	// Far for every fifty miles, squared.
	Travel []Step
	Far    int
	// Online is what taking part from home gives in place of Travel. It stands
	// in the middle on purpose: without a way to go, online meetings would
	// otherwise fill every list.
	Online int
	// Unplaced is for a meeting in a place that nobody knows the position of.
	Unplaced int

	Soon [7]int // by days to wait

	PreferYes, PreferNo int // a facet that the person would like
	NeedUnknown         int // a facet that they need and nobody knows
	AudienceUnknown     int // the same, of whom a group is for: one that does not say so mostly is not
	OpenUnknown, OpenNo int
	Newcomers           int // says that it welcomes people new to it
	PreferKind          int

	CheckedFresh, CheckedOld int // within 90 and 180 days
	Flagged, Missing         int

	// What relaxing a limit costs: more than everything else can give, so that
	// what was asked for stands first.
	BeyondReach, NotFree, OtherWay int

	// After something did not fit.
	SameKind, SameFellowship, SameVenue, SameTime int
	FaithKind                                     int // the religious side was not for them
	Farther                                       int // it was too far, and this is no nearer

	// Again is taken off while choosing, for each option already chosen that
	// has the same kind, fellowship, day or venue. It is no part of the score.
	AgainKind, AgainFellowship, AgainDay, AgainVenue int
}

// Step of the travel table: up to so many minutes, so many points.
type Step struct{ Minutes, Points int }

// Standard weights, version 1.
func Standard() Weights {
	return Weights{
		Version: 1,
		Travel: []Step{{10, 40}, {15, 37}, {20, 34}, {25, 31}, {30, 28}, {40, 23}, {50, 18}, {60, 14},
			{75, 10}, {90, 7}, {120, 4}, {180, 2}, {240, 0}},
		Far: 2, Online: 20, Unplaced: 8,
		Soon:      [7]int{5, 6, 6, 4, 3, 2, 1}, // a day's notice lets a companion come along
		PreferYes: 10, PreferNo: -8,
		NeedUnknown: -8, AudienceUnknown: -20,
		OpenUnknown: -5, OpenNo: -9,
		Newcomers: 5, PreferKind: 10,
		CheckedFresh: 6, CheckedOld: 3,
		Flagged: -20, Missing: -14,
		BeyondReach: -150, NotFree: -150, OtherWay: -150,
		SameKind: -8, SameFellowship: -8, SameVenue: -12, SameTime: -12,
		FaithKind: -15, Farther: -15,
		AgainKind: -4, AgainFellowship: -3, AgainDay: -3, AgainVenue: -8,
	}
}

const (
	freshDays = 90  // after which a check is a doubt (field.md 7.4)
	oldDays   = 180 // after which it is not shown as a check
	farMiles  = 50

	// mostPoints bounds every weight, so that no sum can overflow or outgrow
	// what a person can add up.
	mostPoints = 1000
)

// usualReach in minutes, when the wish states none: what "within twice the
// reach" then means for the rule of two kinds.
const usualReach = 75

// Check tells every weight that would break a promise of this package.
func (w Weights) Check() error {
	f := fault.New(fault.Invalid, "option.weights")
	for i := 1; i < len(w.Travel); i++ {
		if w.Travel[i].Minutes <= w.Travel[i-1].Minutes || w.Travel[i].Points > w.Travel[i-1].Points {
			f.Field("travel", "option.weights.travel")
			break
		}
	}
	if len(w.Travel) == 0 || len(w.Travel) > len(steps{}.upTo) {
		f.Field("travel", "option.weights.travel")
	}
	if w.PreferNo > 0 || w.PreferYes < 0 || w.NeedUnknown > 0 || w.AudienceUnknown > 0 || w.OpenUnknown > 0 || w.OpenNo > w.OpenUnknown {
		f.Field("unknown", "option.weights.unknown")
	}
	for _, points := range w.bounded() {
		if points > mostPoints || points < -mostPoints {
			f.Field("points", "option.weights.bounds", fault.Args{"Most": mostPoints})
			break
		}
	}
	return f.OrNil()
}

func (w Weights) bounded() []int {
	all := []int{w.Far, w.Online, w.Unplaced, w.PreferYes, w.PreferNo, w.NeedUnknown, w.AudienceUnknown, w.OpenUnknown, w.OpenNo,
		w.Newcomers, w.PreferKind, w.CheckedFresh, w.CheckedOld, w.Flagged, w.Missing, w.BeyondReach, w.NotFree,
		w.OtherWay, w.SameKind, w.SameFellowship, w.SameVenue, w.SameTime, w.FaithKind, w.Farther,
		w.AgainKind, w.AgainFellowship, w.AgainDay, w.AgainVenue}
	all = append(all, w.Soon[:]...)
	for _, s := range w.Travel {
		all = append(all, s.Points)
	}
	return all
}

// bit of a facet in a row's masks; zero for a name that is none.
func bit(name facet.Name) uint16 {
	for i, n := range facet.Names {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

func mask(names []facet.Name) (m uint16) {
	for _, n := range names {
		m |= bit(n)
	}
	return m
}

// reachOf the wish for the rule of two kinds, in miles.
func (w *Wish) reachOfKinds() float64 {
	if r := w.reach(); r > 0 {
		return r
	}
	return place.Reach(w.mode(), usualReach)
}
