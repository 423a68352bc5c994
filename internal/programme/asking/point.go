package asking

import (
	"slices"

	"openmaf/internal/platform/civil"
)

// Point is the time of a person's way that answers are of: one list, for the
// programmes that name them, for what is asked, and for what is counted.
type Point string

// Time points.
const (
	Before      Point = "before"
	EachSession Point = "each_session" // of a course of ours
	Visit       Point = "visit"        // after each, to a group that is not ours
	Monthly     Point = "monthly"
	CourseEnd   Point = "course_end"
	ThreeMonths Point = "three_months"
	SixMonths   Point = "six_months"
)

// Points in the order pages show them.
var Points = []Point{Before, EachSession, Visit, Monthly, CourseEnd, ThreeMonths, SixMonths}

// TimePoint is a measure and when it is asked.
type TimePoint struct {
	Measure string `json:"measure"`
	At      Point  `json:"at"`
}

// PointOf is the point of a word that somebody typed or that was stored. "end"
// is how programmes called the end of a course at first.
func PointOf(word string) Point {
	if word == "end" {
		return CourseEnd
	}
	return Point(word)
}

// UnmarshalText reads a point as [PointOf] does.
func (p *Point) UnmarshalText(text []byte) error {
	*p = PointOf(string(text))
	return nil
}

// Days that count from the beginning of somebody's way (field notes, 7.4), and
// how far from them an answer is still of its point. An answer of the start may
// be given a while ahead, and little later than the start, or it is of what came
// after; six months are six months for two months.
const (
	ThreeMonthsDays = 91
	SixMonthsDays   = 182
	SixMonthsLate   = 56
	BeforeAhead     = 28
	BeforeLate      = 14
	Month           = 30
)

// window is how many days after it opens an asking is due, and until when its
// answers are of that point.
type window struct{ due, closes int }

// windows are ours: an answer about one evening is worth little after a week.
var windows = map[Point]window{
	Before: {7, BeforeLate}, EachSession: {3, 6}, Visit: {3, 7}, Monthly: {7, 14}, CourseEnd: {7, 28}, ThreeMonths: {14, 28},
	SixMonths: {14, SixMonthsLate},
}

// Closes is the last day of a point that opened on the day.
func (p Point) Closes(opened civil.Date) civil.Date { return opened.AddDays(windows[p].closes) }

// worth is the order in which points give way to each other where several fall
// into one week, the first one first. Six months are what an evaluation is
// for, and come once; so do the end of a course and the start, without which
// nothing can be held against them. Three months can be told from six, a month
// from the next, and an evening was talked about at its check-in.
var worth = []Point{SixMonths, CourseEnd, Before, ThreeMonths, Monthly, EachSession, Visit}

// Began is the day from which the months count: of their first session, of the
// day on which the first way began, or else of the day they were put on a
// course. Zero days are not known.
func Began(session, raised, enrolled civil.Date) civil.Date {
	for _, day := range []civil.Date{session, raised} {
		if !day.IsZero() {
			return day
		}
	}
	return enrolled
}

// Rank is the place of the point in that order, from 0.
func (p Point) Rank() int { return slices.Index(worth, p) }
