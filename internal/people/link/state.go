package link

// State of a link. The words are for code and database only; what people read
// is in the catalogue.
type State string

const (
	Raised         State = "raised"          // talked about
	Offered        State = "offered"         // at least two kinds shown, or a gap recorded
	Chosen         State = "chosen"          // the person named one
	Planned        State = "planned"         // a day, a way there, alone or with a companion, a plan B
	FirstAttended  State = "first_attended"  // went
	ComfortChecked State = "comfort_checked" // was asked how it was
	Continuing     State = "continuing"      // goes
	Involved       State = "involved"        // takes a part in it, by their own word

	NotNow       State = "not_now"        // not for now; asked again on the day they chose, or never
	DidNotHappen State = "did_not_happen" // was planned, has not happened yet
	LeftEarly    State = "left_early"     // went, left before the end
	ThinkAgain   State = "think_again"    // something would need to differ
	Alternative  State = "alternative"    // goes on as another link, whose parent this is
	Paused       State = "paused"         // a rest, asked for
	SteppedBack  State = "stepped_back"   // stopped; not a failure
	Closed       State = "closed"         // ended, with a reason
)

// States in the order of the life cycle: the main line first.
var States = []State{Raised, Offered, Chosen, Planned, FirstAttended, ComfortChecked, Continuing, Involved,
	NotNow, DidNotHappen, LeftEarly, ThinkAgain, Alternative, Paused, SteppedBack, Closed}

// mainLine is the part of States along which a move may skip.
var mainLine = States[:8]

// Resting states are left only by Resume, Reopen or an ending; a link at rest
// remembers the state it had.
func (s State) Resting() bool {
	return s == Paused || s == SteppedBack || s == Alternative || s == Closed
}

// standing is how far along the main line a state stands, counted from 0 at
// raised: a side state stands where its way forward begins.
func (s State) standing() int {
	switch s {
	case NotNow:
		return 0
	case DidNotHappen, ThinkAgain:
		return 2
	case LeftEarly:
		return 4
	}
	for i, m := range mainLine {
		if m == s {
			return i
		}
	}
	return 0
}

// Went reports whether being in the state says that the person has been to a
// meeting.
func (s State) Went() bool {
	switch s {
	case FirstAttended, ComfortChecked, Continuing, Involved, LeftEarly:
		return true
	}
	return false
}

// Verb names an event.
type Verb string

const (
	VerbOffer         Verb = "offer"
	VerbDecline       Verb = "decline"
	VerbChoose        Verb = "choose"
	VerbPlan          Verb = "plan"
	VerbAttend        Verb = "attend"
	VerbLeaveEarly    Verb = "leave_early"
	VerbNotHappened   Verb = "not_happened"
	VerbDoorLocked    Verb = "door_locked"
	VerbCheckComfort  Verb = "check_comfort"
	VerbDoubt         Verb = "doubt"
	VerbAlternative   Verb = "open_alternative"
	VerbContinue      Verb = "continue"
	VerbInvolve       Verb = "involve"
	VerbHoldCheck     Verb = "hold_check"
	VerbNotReached    Verb = "not_reached"
	VerbLeaveDoorOpen Verb = "leave_door_open"
	VerbLoseCompanion Verb = "lose_companion"
	VerbMeet          Verb = "meet"
	VerbComeHome      Verb = "come_home"
	VerbPause         Verb = "pause"
	VerbResume        Verb = "resume"
	VerbStepBack      Verb = "step_back"
	VerbClose         Verb = "close"
	VerbReopen        Verb = "reopen"
	VerbWake          Verb = "wake"
	VerbLetAsk        Verb = "let_ask"
	VerbHandOver      Verb = "hand_over"
	VerbTakeBack      Verb = "take_back"
	VerbSendCompanion Verb = "send_companion"
	VerbGoAlone       Verb = "go_alone"
	VerbTellPerson    Verb = "tell_person"
	VerbRemind        Verb = "remind"
	VerbSayYes        Verb = "say_yes"
)

// Verbs in the order of the life cycle.
var Verbs = []Verb{VerbOffer, VerbDecline, VerbChoose, VerbPlan, VerbAttend, VerbLeaveEarly, VerbNotHappened,
	VerbDoorLocked, VerbCheckComfort, VerbDoubt, VerbAlternative, VerbContinue, VerbInvolve, VerbHoldCheck,
	VerbNotReached, VerbLeaveDoorOpen, VerbLoseCompanion, VerbMeet, VerbComeHome, VerbPause, VerbResume,
	VerbStepBack, VerbClose, VerbReopen, VerbWake, VerbLetAsk, VerbHandOver, VerbTakeBack,
	VerbSendCompanion, VerbGoAlone, VerbTellPerson, VerbRemind, VerbSayYes}

const (
	stays State = "=" // the event is noted, the state stays
	had   State = "<" // back to the state it had before it came to rest
)

// row is where one verb leads from each state; a state that is not in it
// refuses the verb.
type row map[State]State

// to adds moves into target from each state.
func (r row) to(target State, from ...State) row {
	for _, f := range from {
		r[f] = target
	}
	return r
}

var (
	active = States[:12]                                                                 // all that do not rest
	before = []State{Raised, Offered, NotNow, Chosen, Planned, DidNotHappen, ThinkAgain} // not been, or to go anew
	after  = []State{FirstAttended, LeftEarly, ComfortChecked, Continuing, Involved}     // been
	unsure = []State{DidNotHappen, LeftEarly, FirstAttended, ComfortChecked, Continuing} // before thinking again
)

// table holds every move there is (domain notes, 7.3). Along the main line a move
// may skip; the step then names what it skipped. A further evening can be
// planned at any time after the first and takes nothing back.
var table = map[Verb]row{
	VerbOffer: row{}.to(Offered, Raised, Offered, NotNow, DidNotHappen).
		to(stays, Chosen, Planned, ThinkAgain), // looking again does not undo a choice
	VerbDecline: row{}.to(NotNow, before...).to(NotNow, FirstAttended, LeftEarly, ComfortChecked),
	VerbChoose:  row{}.to(Chosen, before...),
	VerbPlan:    row{}.to(Planned, before...).to(stays, after...),

	VerbAttend: row{}.to(FirstAttended, before...).to(FirstAttended, LeftEarly).
		to(Continuing, FirstAttended, ComfortChecked). // the second time
		to(stays, Continuing, Involved),
	VerbLeaveEarly:    row{}.to(LeftEarly, before...).to(LeftEarly, LeftEarly, FirstAttended).to(stays, ComfortChecked, Continuing, Involved),
	VerbNotHappened:   row{}.to(DidNotHappen, Chosen, Planned, DidNotHappen).to(stays, after...),
	VerbDoorLocked:    row{}.to(DidNotHappen, Planned, DidNotHappen).to(stays, after...),
	VerbLoseCompanion: row{}.to(stays, Planned).to(stays, after...),
	VerbSendCompanion: row{}.to(stays, Planned).to(stays, after...),
	VerbGoAlone:       row{}.to(stays, Planned).to(stays, after...),
	VerbTellPerson:    row{}.to(stays, Planned).to(stays, after...),
	VerbRemind:        row{}.to(stays, Planned).to(stays, after...),
	VerbSayYes:        row{}.to(stays, Planned).to(stays, after...),
	VerbMeet:          row{}.to(stays, States...),
	VerbComeHome:      row{}.to(stays, States...),

	VerbCheckComfort: row{}.to(ComfortChecked, before...).to(ComfortChecked, FirstAttended, LeftEarly, ComfortChecked).
		to(stays, Continuing, Involved),
	VerbDoubt:       row{}.to(ThinkAgain, unsure...).to(ThinkAgain, ThinkAgain),
	VerbAlternative: row{}.to(Alternative, unsure...).to(Alternative, ThinkAgain),
	VerbContinue: row{}.to(Continuing, before...).to(Continuing, FirstAttended, LeftEarly, ComfortChecked, Continuing).
		to(stays, Involved),
	VerbInvolve:       row{}.to(Involved, active...),
	VerbHoldCheck:     row{}.to(stays, ComfortChecked, ThinkAgain, Continuing, Involved),
	VerbNotReached:    row{}.to(stays, active...).to(stays, Paused),
	VerbLeaveDoorOpen: row{}.to(stays, active...).to(stays, Paused),

	VerbPause:    row{}.to(Paused, active...).to(stays, Paused),
	VerbResume:   row{}.to(had, Paused),
	VerbStepBack: row{}.to(SteppedBack, active...).to(SteppedBack, Paused),
	VerbClose:    row{}.to(Closed, active...).to(Closed, Paused, SteppedBack, Alternative),
	VerbReopen:   row{}.to(had, SteppedBack, Alternative, Closed),
	VerbWake:     row{}.to(Raised, NotNow).to(had, Paused, SteppedBack, Closed),

	VerbLetAsk:   row{}.to(stays, active...).to(stays, Paused),
	VerbHandOver: row{}.to(stays, active...).to(stays, Paused),
	VerbTakeBack: row{}.to(stays, active...).to(stays, Paused),
}

// skipped lists the main-line states that a move from one state to another
// jumped over and that the link never was in.
func skipped(l Link, to State) []State {
	if to.Resting() || l.State.Resting() {
		return nil
	}
	var out []State
	for i := l.State.standing() + 1; i < to.standing(); i++ {
		if !l.Reached(mainLine[i]) {
			out = append(out, mainLine[i])
		}
	}
	return out
}
