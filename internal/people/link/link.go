package link

import (
	"slices"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
)

// Link is a person's way to a meeting. Zero dates mean "not yet".
type Link struct {
	ID     string
	Person string
	Parent string // the link that this is an alternative to
	Child  string // the alternative that this one goes on as
	State  State
	Had    State // what a resting link was before; never a resting state itself

	RaisedOn civil.Date
	RaisedBy string // account

	Gap      bool       // fewer than two kinds could be shown at the last offer
	Revisit  civil.Date // the day on which to ask again, chosen by the person; zero: don't ask
	Meeting  string     // empty until one is chosen
	ChosenOn civil.Date
	Why      string // why this one, in their words
	Plan     *Plan  // the newest plan, whatever became of it

	AttendedOn  civil.Date // the first time
	LastOn      civil.Date // the latest time
	Attendances int        // that we were told of
	How         How        // of the first time
	Cause       Cause      // of the latest plan that did not happen
	CheckedOn   civil.Date // the latest comfort check
	Comfort     *Comfort   // what was said in it
	Differ      string     // what would need to differ
	RestUntil   civil.Date // of a pause; zero: open
	Frequency   Frequency
	Facets      []Facet // of involvement, self-reported
	Held        []Check // the later checks that were held
	Reason      Reason  // of an ending
	Stopped     string  // why they stepped back, if they offered it

	Silence               // of the person: the same on all of their links
	Since      civil.Date // the day the present state began
	Asker      string     // account that asks how it was, where it is not the keeper
	ComesBy    bool       // they will come by and tell: nobody asks them
	HandedFrom string     // the asker before the row was handed over, empty for the keeper
	HandedBy   string     // account that handed it over and may take it back; empty when nobody did
	Prompt     string     // what has changed since, as far as they want it said
	InPerson   bool       // asked when they are next in, never by tries: no telephone, no yes to it, or they come by
	OurFaults  int        // plans that did not happen because of us
	Version    int

	Steps []Step // everything that happened, oldest first
}

// Silence is how long the person has not been heard from. A try to reach them
// about one link is a try to reach them, so that it is shared by all of their
// links: nobody is asked three times for each.
type Silence struct {
	Tries   int        // to reach them for what is due now
	TriedOn civil.Date // the latest of them
	Quiet   bool       // the "door is open" message was given: nothing more until they are heard from
}

// Step is one thing that happened to a link.
type Step struct {
	At      time.Time
	Verb    Verb
	From    State
	To      State
	Skipped []State // states of the main line that were jumped over
	By      string  // account; filled by the service
	Code    string  // cause, reason or the like, where the verb has one
}

// Raise starts a link: the subject was talked about.
func Raise(id, person, by string, now time.Time) Link {
	today := civil.DateOf(now)
	return Link{ID: id, Person: person, State: Raised, RaisedOn: today, RaisedBy: by, Since: today,
		Steps: []Step{{At: now, Verb: VerbRaise, To: Raised, By: by}}}
}

// VerbRaise is the first step of every link; no link is ever raised again.
const VerbRaise Verb = "raise"

// Reached reports whether the link ever was in the state.
func (l Link) Reached(s State) bool {
	return slices.ContainsFunc(l.Steps, func(step Step) bool { return step.To == s })
}

// Skips are the states of the main line that were jumped over and never
// reached later, in their order.
func (l Link) Skips() []State {
	var out []State
	for _, s := range mainLine {
		jumped := slices.ContainsFunc(l.Steps, func(step Step) bool { return slices.Contains(step.Skipped, s) })
		if jumped && !l.Reached(s) {
			out = append(out, s)
		}
	}
	return out
}

// Shown is one option that was talked through.
type Shown struct {
	Meeting string       `json:"meeting"`
	Kind    meeting.Kind `json:"kind"`
	On      civil.Date   `json:"on"` // the occurrence's day
	Score   int          `json:"score"`
	Reasons []string     `json:"reasons"` // codes: fits, doubts and trade-offs
}

// Comfort is what a person says of an evening. Every answer may be left out.
type Comfort struct {
	ID         string
	On         civil.Date
	Being      *int     // 0-10, being there
	Speaking   *int     // 0-10, speaking
	Liked      []string // codes of Likes
	Misfits    []Misfit // what did not fit
	Identified Answer   // with anyone there
	Safe       Answer
	Wants      Want
	Words      string // their own words, at most 200 characters
}
