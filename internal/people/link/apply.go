package link

import (
	"slices"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Event is something that happened to a link: one of the types of event_*.go,
// each of which holds what must be recorded with it.
type Event interface {
	Verb() Verb
	// note checks what is recorded and writes it on the link, whose state is
	// still the one before the event.
	note(l *Link, t *turn) error
}

// turn is the moment of one event.
type turn struct {
	now     time.Time
	today   civil.Date
	set     Settings
	effects []Effect
	code    string // of the step
	stay    bool   // the event turned out not to move the state
}

// Effect is what the world outside the link must be told of an event.
type Effect struct {
	Kind    EffectKind
	Meeting string             // of FlagListing
	Reason  meeting.FlagReason // of FlagListing
	Account string             // of the others
}

// EffectKind says what is to be told.
type EffectKind string

const (
	FlagListing      EffectKind = "flag_listing"      // the list is wrong about this meeting
	AskCompanion     EffectKind = "ask_companion"     // an outing for this account
	ReleaseCompanion EffectKind = "release_companion" // that outing is off
)

// Apply tells the link that an event happened now. It returns the link as it
// is then and what must be told to others; or the link unchanged and a fault
// that says why the event cannot be. The given link is never altered.
func Apply(l Link, e Event, now time.Time, s Settings) (Link, []Effect, error) {
	target, possible := table[e.Verb()][l.State]
	if !possible {
		return l, nil, cannot(l.State)
	}
	next := l.clone()
	t := &turn{now: now, today: civil.DateOf(now), set: s}
	next.answer(e.Verb(), t)
	if err := e.note(&next, t); err != nil {
		return l, nil, err
	}
	next.move(e.Verb(), target, t)
	return next, t.effects, nil
}

// Can reports whether the verb is possible in the state: for the buttons of a
// page. What the event holds may still be refused.
func Can(s State, v Verb) bool {
	_, possible := table[v][s]
	return possible
}

func cannot(s State) error {
	return fault.New(fault.Conflict, "link.cannot."+string(s))
}

// move enters the target state and adds the step.
func (l *Link) move(v Verb, target State, t *turn) {
	from, to := l.State, target
	switch {
	case target == stays || t.stay:
		to = from
	case target == had:
		to = l.standsAgain(v)
	}
	step := Step{At: t.now, Verb: v, From: from, To: to, Skipped: skipped(*l, to), Code: t.code}
	if to.Resting() && !from.Resting() {
		l.Had = from
	} else if !to.Resting() {
		l.Had = ""
	}
	if to != from {
		l.Since = t.today
	}
	l.State = to
	l.Steps = append(l.Steps, step)
}

// standsAgain is the state that a resting link comes back to. An ended link
// whose plan was called off or is over stands where the plan was made from;
// what is taken up because something has changed is no "not for now" any more.
func (l *Link) standsAgain(v Verb) State {
	switch {
	case l.State != Paused && l.Had == Planned:
		return Chosen
	case v == VerbWake && l.Had == NotNow:
		return Raised
	}
	return l.Had
}

// silent verbs say nothing about the person having been heard from.
var silent = []Verb{VerbNotReached, VerbLeaveDoorOpen, VerbLoseCompanion, VerbSendCompanion, VerbComeHome, VerbDoorLocked, VerbClose, VerbSayYes,
	VerbLetAsk, VerbHandOver, VerbTakeBack}

// telling verbs answer a later check that is due when they come.
var telling = []Verb{VerbCheckComfort, VerbDoubt, VerbAlternative, VerbContinue, VerbInvolve}

// answer notes what the event says merely by happening: that the person was
// heard from, and that the check that was due has been held.
func (l *Link) answer(v Verb, t *turn) {
	if slices.Contains(telling, v) {
		l.Held = append(l.Held, l.openChecks(t)...)
	}
	if !slices.Contains(silent, v) {
		l.Silence = Silence{}
	}
}

// openChecks are the later checks that are due at the moment of the turn.
func (l *Link) openChecks(t *turn) []Check {
	var out []Check
	for _, d := range l.laterChecks(t.set) {
		if !d.At.After(t.now) {
			out = append(out, Check(d.Kind))
		}
	}
	return out
}

// callOff ends an evening that has not begun and for which nobody set out, and
// lets its companion know.
func (l *Link) callOff(t *turn) {
	if l.Plan == nil || !l.Plan.CalledOff.IsZero() || !t.now.Before(l.Plan.Starts) || l.CompanionOut(t.now) {
		return
	}
	for _, account := range l.Plan.Companions() {
		t.tell(Effect{Kind: ReleaseCompanion, Account: account})
	}
	l.letDown()
	l.Plan.CalledOff, l.Plan.Settled = t.now, true
}

func (t *turn) tell(e Effect) { t.effects = append(t.effects, e) }

// clone copies what an event may write to.
func (l Link) clone() Link {
	l.Steps = slices.Clip(l.Steps)
	l.Held = slices.Clip(l.Held)
	l.Facets = slices.Clip(l.Facets)
	if l.Plan != nil {
		plan := *l.Plan
		l.Plan = &plan
	}
	return l
}

// wordsLimit is the longest text that a link keeps, in characters (domain notes,
// 7.5): room for a person's words, none for their story.
const wordsLimit = 200

// brief adds a problem for every text that is too long.
func brief(f *fault.Error, texts map[string]string) {
	for _, field := range sortedKeys(texts) {
		if n := len([]rune(texts[field])); n > wordsLimit {
			f.Field(field, "link.text.long", fault.Args{"Over": n - wordsLimit, "Limit": wordsLimit})
		}
	}
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// refused is the fault that collects what is wrong with an event.
func refused() *fault.Error { return fault.New(fault.Invalid, "link.check") }
