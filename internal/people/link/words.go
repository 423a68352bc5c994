package link

import (
	"slices"

	"openmaf/internal/directory/option"
)

// Way of getting there.
type Way string

const (
	Walk   Way = "walk"
	Bus    Way = "bus"
	Train  Way = "train"
	Car    Way = "car"  // their own, or one of theirs
	Taxi   Way = "taxi" //
	Cycle  Way = "cycle"
	AtHome Way = "online" // no way to go
)

// Ways in the order pages show them.
var Ways = []Way{Walk, Bus, Train, Car, Taxi, Cycle, AtHome}

// HowFar a companion comes along: asked for each plan, and only this answer is
// kept. Nobody's membership is recorded to find out.
type HowFar string

const (
	ComeIn     HowFar = "come_in"
	ToTheDoor  HowFar = "to_the_door"
	MeetBefore HowFar = "meet_before"
)

// HowFars in the order pages show them.
var HowFars = []HowFar{ComeIn, ToTheDoor, MeetBefore}

// How a person went.
type How string

const (
	Alone         How = "alone"
	MetAtDoor     How = "met_at_door"
	WithCompanion How = "in_with_companion"
	WithSomeone   How = "with_someone" // a friend, somebody of the family
	OnScreen      How = "online"
)

// Hows in the order pages show them.
var Hows = []How{Alone, MetAtDoor, WithCompanion, WithSomeone, OnScreen}

// Teller is who says that something happened.
type Teller string

const (
	ByPerson    Teller = "person"
	ByCompanion Teller = "companion"
)

// Cause of a plan that did not happen.
type Cause string

const (
	Nerves      Cause = "nerves"
	Practical   Cause = "practical"
	NoCompanion Cause = "no_companion" // ours
	DoorLocked  Cause = "door_locked"  // ours
	ListWrong   Cause = "list_wrong"   // ours
	CalledIn    Cause = "called_in"    // ours: whoever was to go along could not, that day, and nobody else came
	OtherCause  Cause = "other"
)

// Causes in the order pages show them.
var Causes = []Cause{Nerves, Practical, NoCompanion, DoorLocked, ListWrong, OtherCause, CalledIn}

// Ours reports whether the community let the person down.
func (c Cause) Ours() bool {
	return c == NoCompanion || c == DoorLocked || c == ListWrong || c == CalledIn
}

// Misfit is what did not fit, said at a comfort check. Those that the ranking
// of options knows change what is offered next; the others are listened to.
type Misfit = option.Misfit

const (
	NobodyLikeMe Misfit = "nobody-like-me"
	Medication   Misfit = "medication"     // somebody spoke against it
	HardToGetIn  Misfit = "hard-to-get-in" // steps, noise, light
	Language     Misfit = "language"
	OtherMisfit  Misfit = "other"
)

// Misfits in the order pages show them.
var Misfits = append(slices.Clone(option.Misfits), NobodyLikeMe, Medication, HardToGetIn, Language, OtherMisfit)

// Likes are what a person may have liked, in the order pages show them.
var Likes = []string{"people", "welcome", "honesty", "listening", "tools", "hope", "tea", "quiet", "other"}

// Answer to a question that need not be answered.
type Answer string

const (
	NoAnswer Answer = ""
	YesSaid  Answer = "yes"
	NoSaid   Answer = "no"
)

// Want is what a person wants next.
type Want string

const (
	NoWant     Want = ""
	GoAgain    Want = "again"
	SameKind   Want = "same_kind" // another meeting of the kind
	Different  Want = "different" // another kind
	WantNotNow Want = "not_now"
	TalkFirst  Want = "talk"
)

// Wants in the order pages show them.
var Wants = []Want{GoAgain, SameKind, Different, TalkFirst, WantNotNow}

// Frequency of going, roughly.
type Frequency string

const (
	MoreThanWeekly Frequency = "more_than_weekly"
	Weekly         Frequency = "weekly"
	Fortnightly    Frequency = "fortnightly"
	Monthly        Frequency = "monthly"
	NowAndThen     Frequency = "now_and_then"
)

// Frequencies in the order pages show them.
var Frequencies = []Frequency{MoreThanWeekly, Weekly, Fortnightly, Monthly, NowAndThen}

// Facet of involvement, philosophy-neutral (domain notes, 4.4).
type Facet string

const (
	RegularMeeting Facet = "regular_meeting"
	KnowByName     Facet = "know_by_name"
	ContactBetween Facet = "contact_between"
	HasRole        Facet = "role"
	OneToOne       Facet = "one_to_one"
	UsesTools      Facet = "uses_tools"
	TakesNewcomer  Facet = "take_newcomer"
	Speaks         Facet = "speaks"
	HelpsOut       Facet = "helps_out"
)

// Facets in the order pages show them.
var Facets = []Facet{RegularMeeting, KnowByName, ContactBetween, OneToOne, UsesTools, Speaks, HelpsOut, HasRole, TakesNewcomer}

// Reason of an ending.
type Reason string

const (
	AsWished  Reason = "wish"
	Moved     Reason = "moved"
	NotHeard  Reason = "not_heard"  // after the agreed tries
	FoundFeet Reason = "found_feet" // the fellowship has them now; we stop here
	Died      Reason = "died"
	Unsafe    Reason = "unsafe"
)

// Reasons in the order pages show them.
var Reasons = []Reason{AsWished, FoundFeet, Moved, NotHeard, Unsafe, Died}

// Check that is held later than the comfort check.
type Check string

const (
	SecondCheck  Check = "second_check"
	ReviewCheck  Check = "review"
	OutcomeCheck Check = "outcome"
)

// Checks in the order of time.
var Checks = []Check{SecondCheck, ReviewCheck, OutcomeCheck}

// among reports whether every code is one of the known ones.
func among[T comparable](known []T, codes ...T) bool {
	for _, c := range codes {
		if !slices.Contains(known, c) {
			return false
		}
	}
	return true
}
