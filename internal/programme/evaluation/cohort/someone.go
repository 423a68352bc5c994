package cohort

import (
	"slices"
	"time"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
)

// Someone is what is known of one person, as far as an evaluation needs it.
type Someone struct {
	ID        string
	Agreed    bool              // to be part of the evaluation, and still does
	Died      civil.Date        // zero: no
	Said      map[About]string  // of themselves; what is not there they left out
	Been      chat.Before       // to mutual aid before, as said in the first chat; empty: not said
	Setting   Setting           // of the first chat
	Companion chat.Wanted       // in the first chat
	Agency    bool              // a keyworker of an agency asked for them
	Course    *Course           // nil: on none
	Ways      []numbers.Way     // oldest first
	Ends      []link.Reason     // of ways that have ended
	Raised    civil.Date        // when the first way began
	Chosen    civil.Date        // when they first chose a meeting; zero: not yet
	Comforts  []Comfort         // oldest first
	ByUs      Askings           // who asked how it was
	Answers   map[Outcome]Asked // of measures, by what they answer
	Scales    map[Scale]Asked   // of measures, score by score
	CourseEnd bool              // answered a measure at the end of a course
}

// Comfort is what somebody said of one evening.
type Comfort struct {
	On              civil.Date
	Being, Speaking *int
	Unsafe          bool
}

// Askings are how often somebody was asked how it was, by whoever had gone
// along or brought it up with them, and by anybody else.
type Askings struct{ Deliverer, Other int }

// Asked is the answer to a measure at the start and at six months; nil was not
// answered.
type Asked struct {
	Before, After *float64
	Parts         []float64 // of the single questions at the start; nil: it is not made of several, or not all were answered

	far int // days from the six months to After
}

// Course is somebody's part in a course.
type Course struct {
	Enrolled  civil.Date
	Began     civil.Date // first session; zero: came to none
	Sessions  int        // they came to; a session that they repeated counts once
	Completes int        // sessions that complete it
	Reason    string     // why they left
}

// Began is the day from which the six months count: of the first session, or of
// the day on which the first way began.
func (s *Someone) Began() civil.Date {
	if s.Course == nil {
		return s.Raised
	}
	return asking.Began(s.Course.Began, s.Raised, s.Course.Enrolled)
}

// Started reports whether it became more than talk: they came to a session, or
// chose a meeting, or went.
func (s *Someone) Started() bool {
	return s.Course != nil && !s.Course.Began.IsZero() || !s.Chosen.IsZero() || !s.firstWent().IsZero()
}

// firstWent is the first day on which they are known to have gone; zero: none.
func (s *Someone) firstWent() (day civil.Date) {
	for _, w := range s.Ways {
		if !w.First.IsZero() && (day.IsZero() || w.First.Before(day)) {
			day = w.First
		}
	}
	return day
}

// heard is what was last heard of going or not going in the window; ok is false
// for nothing.
func (s *Someone) heard(from, to civil.Date) (going, ok bool) {
	var last time.Time
	for _, w := range s.Ways {
		for _, step := range w.Steps {
			day := civil.DateOf(step.At)
			if day.Before(from) || day.After(to) || step.At.Before(last) {
				continue
			}
			switch {
			case numbers.TellsOfGoing(step):
				last, going, ok = step.At, true, true
			case numbers.TellsOfStopping(step):
				last, going, ok = step.At, false, true
			}
		}
	}
	return going, ok
}

// kinds of group that they had tried by the day.
func (s *Someone) kinds(by civil.Date) int {
	tried := map[string]bool{}
	for _, w := range s.Ways {
		if !w.First.IsZero() && !w.First.After(by) && w.Kind != "" {
			tried[string(w.Kind)] = true
		}
	}
	return len(tried)
}

// Why somebody was not followed.
type Why string

const (
	WhyDied       Why = "died"
	WhyPrison     Why = "prison"
	WhyMoved      Why = "moved"
	WhyChoice     Why = "choice"
	WhyNotReached Why = "not_reached"
	WhyNotKnown   Why = "not_known" // nothing was written down
)

// Whys in the order of the flow.
var Whys = []Why{WhyChoice, WhyNotReached, WhyMoved, WhyPrison, WhyDied, WhyNotKnown}

// lost is why nothing was heard of them.
func (s *Someone) lost() Why {
	ended := func(r link.Reason) bool { return slices.Contains(s.Ends, r) }
	left := ""
	if s.Course != nil {
		left = s.Course.Reason
	}
	switch {
	case !s.Died.IsZero() || ended(link.Died) || left == "died":
		return WhyDied
	case left == "prison":
		return WhyPrison
	case ended(link.Moved) || left == "moved":
		return WhyMoved
	case ended(link.AsWished) || ended(link.FoundFeet) || left == "choice":
		return WhyChoice
	case ended(link.NotHeard) || left == "not_reached":
		return WhyNotReached
	}
	return WhyNotKnown
}
