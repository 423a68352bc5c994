package timetable

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
)

// Way is what is known of how somebody came and went on, as far as it says what
// they are asked and when.
type Way struct {
	Raised  civil.Date // when their first way to a meeting began; zero: they have none
	Evening civil.Date // the latest, at a group that is not ours, that was told of
	Course  *Course    // nil: they are on none
	Rests   bool       // they left, stopped, or want nothing more from us
}

// Course is their way through a course, and those that it goes on from.
type Course struct {
	Enrolled civil.Date // on the first of them
	First    civil.Date // session that they came to; zero: none so far
	Last     civil.Date // session that they came to
	Next     civil.Date // session that is to come; zero: none is
	Ends     civil.Date // its last session
	Plan     []asking.TimePoint
}

// Slot is a time point of somebody's way with its days: it opens between From
// and Until, both in it. Whatever was asked for the same point since Since was
// asked for this slot.
type Slot struct {
	asking.TimePoint
	Since, From, Until civil.Date
}

// Slots are what the plan asks somebody on their way. links is the plan for
// people who are on no course.
func (w Way) Slots(links []asking.TimePoint) (all []Slot) {
	if w.Rests {
		return nil
	}
	plan := links
	if w.Course != nil {
		plan = w.Course.Plan
	}
	for _, p := range plan {
		for _, opens := range w.opens(p.At) {
			all = append(all, Slot{TimePoint: p, Since: opens, From: opens, Until: p.At.Closes(opens)})
		}
		if s, ok := w.before(p); ok {
			all = append(all, s)
		}
	}
	return all
}

// opens are the days on which a point opens, but for the start.
func (w Way) opens(p asking.Point) (days []civil.Date) {
	began, months := w.began(), 0
	switch p {
	case asking.EachSession:
		if w.Course != nil {
			days = append(days, w.Course.Last)
		}
	case asking.Visit:
		days = append(days, w.Evening)
	case asking.CourseEnd:
		if w.Course != nil && !w.Course.First.IsZero() {
			days = append(days, w.Course.Ends)
		}
	case asking.Monthly:
		// Six months' questions begin with those of a month.
		for months = asking.Month; months+asking.Month < asking.SixMonthsDays && !began.IsZero(); months += asking.Month {
			days = append(days, began.AddDays(months))
		}
	case asking.ThreeMonths:
		months = asking.ThreeMonthsDays
	case asking.SixMonths:
		months = asking.SixMonthsDays
	}
	if p != asking.Monthly && months > 0 && !began.IsZero() {
		days = append(days, began.AddDays(months))
	}
	return known(days)
}

// before is the start: from the day that they were enrolled until a while after
// the first session, but not so early that it would not be counted. What was
// asked shortly before they were enrolled is counted too.
func (w Way) before(p asking.TimePoint) (s Slot, ok bool) {
	if p.At != asking.Before {
		return s, false
	}
	since, first := w.Raised, w.Raised
	if c := w.Course; c != nil {
		since, first = c.Enrolled, c.First
		if first.IsZero() {
			first = c.Next
		}
	}
	from := first.AddDays(-asking.BeforeAhead)
	if from.Before(since) {
		since, from = from, since
	}
	return Slot{TimePoint: p, Since: since, From: from, Until: first.AddDays(asking.BeforeLate)}, !first.IsZero()
}

// began is the day from which the months count; zero: not yet.
func (w Way) began() civil.Date {
	if w.Course != nil {
		return asking.Began(w.Course.First, w.Raised, civil.Date{})
	}
	return w.Raised
}

func known(days []civil.Date) (all []civil.Date) {
	for _, d := range days {
		if !d.IsZero() {
			all = append(all, d)
		}
	}
	return all
}
