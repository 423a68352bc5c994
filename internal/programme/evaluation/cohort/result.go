package cohort

import (
	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/measure"
)

// Result is what a plan counted, on a day.
type Result struct {
	Plan     Plan
	AsOf     civil.Date
	Named    Named // what the plan names
	Flow     Flow
	Groups   []Group // who came, and who is missing
	Outcomes []Row
	Measures []Row           // scales that were answered at both ends, by measure
	Shares   []numbers.Share // of everybody who came in, by the definitions of package numbers
	Lost     []Differ        // how those who were not followed differ at the start
	Dose     *Dose           // nil: nobody was on a course
	Askings  Askings
	Agency   int // of those who started, for whom an agency asked
	Unsafe   int // of those who started, who felt unsafe at least once
	Deaths   int // of those who came in
	Work     Work
	// Complaints that came in the period, to the whole community: a complaint
	// names nobody, so that they cannot be counted of these people.
	Complaints int
	Words      []string // that people agreed to have in a report, in no order of people
}

// Named is how what a plan names by its id is called.
type Named struct {
	Programme string
	Courses   []CourseName // the oldest first
}

// Flow is how many came through, from first to last.
type Flow struct {
	Came      int // a way began, or a place on a course
	Started   int
	Agreed    int // of those who started
	OnCourse  int // of those who agreed
	Completed int // of those, came to as many sessions as the programme asks
	End       int // of those on a course, answered something at its end
	Due       int // of those who agreed: six months have passed
	Followed  int // of those: something was heard in the window
	Why       map[Why]int
}

// Group is one group of people, of those who started.
type Group struct {
	About   About
	Name    string // empty: not said
	Started int
	Agreed  int
	Local   *Local // the place's own figure; nil: none was entered
}

// Row is one outcome, of those who agreed and whose six months have passed.
// One of Answers and Scores is there, unless it was never asked.
type Row struct {
	Outcome Outcome
	Primary bool
	Asked   bool // of somebody at the start, and of somebody at six months
	// Selected: of the start nothing is known but of people who had never been,
	// so that it is nought by the choice of people, and a test would test that
	// choice.
	Selected bool
	Answers  *evaluation.BinaryTable
	Scores   *evaluation.PairTable
	Rows     evaluation.Rows         // what it was computed from
	Scale    *Scale                  // nil but for a measure
	Title    string                  // of the measure and the score, in the definition's words
	Credit   string                  // line that the licence of the measure wants printed
	Change   *measure.ReliableChange // as the definition gives it; nil: it gives none
	Norms    *measure.Norms          // as the definition gives them; nil: it gives none
	Worse    bool                    // higher is worse, where there are norms
	Alpha    *evaluation.AlphaTable  // of the complete answers at the start; nil: it does not add up several questions
}

// Moved are how many scores went up and down by more than the limit.
func (row Row) Moved() (up, down int) {
	rc := row.Scores.Reliable
	if row.Worse {
		return rc.Deteriorated, rc.Improved
	}
	return rc.Improved, rc.Deteriorated
}

// Differ is something of the start, among those who were followed and those who
// were not.
type Differ struct {
	What               string // code: never_been, company, setting_coerced
	Followed, OfFollow int
	Lost, OfLost       int
}

// Dose is how much of the course people had.
type Dose struct {
	People    int `json:"people"`   // who came to a session
	Sessions  int `json:"sessions"` // that they came to, together
	Completed int `json:"completed"`
	Delivered int `json:"delivered"` // sessions of their courses that were held
	Planned   int `json:"planned"`   // … that should have been by now
	Ticks     int `json:"ticks"`     // of the fidelity lists, over the sessions that were held
	OfTicks   int `json:"of_ticks"`
}

// Work is what was put in.
type Work struct {
	Evenings int     // planned
	OurFault int     // … that did not happen because of us
	Hours    float64 // of shifts in the period, of the whole community
}
