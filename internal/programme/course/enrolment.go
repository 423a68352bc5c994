package course

import (
	"slices"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/fault"
)

// State of somebody's place on a course.
type State string

const (
	Waiting   State = "waiting" // for a place to become free
	Offered   State = "offered" // a place is kept until they say yes or no
	On        State = "on"
	Left      State = "left"
	Moved     State = "moved" // they go on with another course
	Graduated State = "graduated"
)

// Verb is what happens to a place.
type Verb string

const (
	Enrol    Verb = "enrol"
	Offer    Verb = "offer"
	Accept   Verb = "accept"
	Leave    Verb = "leave"
	Return   Verb = "return"
	Move     Verb = "move"
	Graduate Verb = "graduate"

	// What a merge of two records does to a line, and its way back: see [Follower].
	Join   Verb = "join"
	Sunder Verb = "sunder"
)

// moves is what may become of a place; nothing else may. Enrol and Return come
// to Waiting where no place is free.
var moves = map[State]map[Verb]State{
	"":      {Enrol: On},
	Waiting: {Offer: Offered, Leave: Left, Move: Moved},
	Offered: {Accept: On, Leave: Left, Move: Moved},
	On:      {Leave: Left, Move: Moved, Graduate: Graduated},
	Left:    {Return: On, Move: Moved},
}

// Next is the state that the verb leads to; free says whether the course has
// room for one more.
func Next(s State, v Verb, free bool) (State, error) {
	next, ok := moves[s][v]
	if !ok {
		return s, fault.New(fault.Conflict, "course.cannot")
	}
	if next == On && v != Accept && !free {
		return Waiting, nil
	}
	if v == Offer && !free {
		return s, fault.New(fault.Conflict, "course.full")
	}
	return next, nil
}

// Can reports whether the verb may happen to a place in the state.
func Can(s State, v Verb) bool { _, ok := moves[s][v]; return ok }

// holding are the states in which somebody has a place, or one is kept for them.
var holding = []State{Offered, On, Graduated}

// Holds reports whether a place is taken up in the state.
func (s State) Holds() bool { return slices.Contains(holding, s) }

// Source is how somebody came to a course.
type Source string

// Sources in the order pages show them. Us: somebody of the community said it
// to them.
var Sources = []Source{"self", "keyworker", "detox", "word_of_mouth", "us"}

// Reason why somebody left (domain notes, 3.2). None of them is a failure.
type Reason string

// Reasons in the order pages show them.
var Reasons = []Reason{"choice", "not_reached", "moved", "prison", "died"}

// Enrolment is somebody's place on a course, as those see it who may.
type Enrolment struct {
	ID       string
	Course   string
	Person   string
	Name     string
	Keeper   string // account that looks after the person's record
	Line     int    // on the list of the course, also on paper
	Source   Source
	State    State
	Reason   Reason
	Since    time.Time // of the state
	Enrolled time.Time
	CameFrom string // enrolment on the course before
	Died     bool
	Coerced  bool // somebody has a say over them there; they were told what is reported
	Language person.Language
}

// Step is one thing that happened to a place.
type Step struct {
	Verb   Verb
	Became State
	Reason Reason
	At     time.Time
	of     string // enrolment
}
