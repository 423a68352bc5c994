package numbers

import (
	"iter"
	"time"

	"openmaf/internal/platform/civil"
)

// fewest is how many people a figure must be made of to be read (domain notes,
// 7.7: aggregates of five and more).
const fewest = 5

// Period is a span of days, both in it.
type Period struct{ From, To civil.Date }

// Holds reports whether the day is in the period.
func (p Period) Holds(d civil.Date) bool {
	return !d.IsZero() && !d.Before(p.From) && !d.After(p.To)
}

// begun is the period without the months that have not begun: nothing can have
// happened in them, and a nought would say that nothing did.
func (p Period) begun(today civil.Date) Period {
	if p.To.After(today) && !today.Before(p.From) {
		p.To = today
	}
	return p
}

// months are the first days of the months of the period.
func (p Period) months() iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		m := civil.Date{Year: p.From.Year, Month: p.From.Month, Day: 1}
		for !m.After(p.To) && yield(m) {
			m = m.AddDays(31)
			m.Day = 1
		}
	}
}

// Name of a share.
type Name string

// Shares, in the order in which the work happens.
const (
	Chosen      Name = "chosen"       // of those offered, who chose one
	LinkedIn7   Name = "linked_7"     // of those who chose, who went within 7 days
	LinkedIn28  Name = "linked_28"    // of those who chose, who went within 28 days
	Accompanied Name = "accompanied"  // of those who went, with whom somebody went along
	Asked       Name = "asked"        // of those who went, who were asked how it was within 72 hours
	AtEase      Name = "at_ease"      // of those who went, whose comfort there was 6 of 10 or more
	TwoKinds    Name = "two_kinds"    // of those who went, who have tried two kinds of group or more
	Still28     Name = "still_28"     // still going after 28 days
	Still90     Name = "still_90"     // … 90 days
	Still180    Name = "still_180"    // … 180 days
	Involved    Name = "involved"     // at six months, who take part in two ways or more
	Alternative Name = "alternatives" // of those for whom something needed to differ, who went to something different
	Supervised  Name = "supervised"   // of talks with a companion that were due, which were held in time
)

// Share is how many of how many. Yes and Unknown are parts of N; the rest is no.
type Share struct {
	Name    Name
	Yes     int
	N       int
	Unknown int
}

// Hidden reports whether the share is too small to be read without guessing at
// somebody: of fewer than five, or with a part or its rest made of fewer than
// five, but for none.
func (s Share) Hidden() bool {
	no := s.N - s.Yes - s.Unknown
	return s.N < fewest || few(s.Yes) || few(s.Unknown) || few(no)
}

func few(n int) bool { return n > 0 && n < fewest }

// Percent of those of whom we know, rounded to whole ones; ok is false where
// nobody is known or the share is hidden.
func (s Share) Percent() (percent int, ok bool) {
	known := s.N - s.Unknown
	if known == 0 || s.Hidden() {
		return 0, false
	}
	return (200*s.Yes + known) / (2 * known), true
}

// answer is what one person adds to a share.
type answer int

const (
	outside answer = iota // not of this share, or not of this period
	no
	yes
	unknown
)

func (s *Share) add(a answer) {
	if a == outside {
		return
	}
	s.N++
	switch a {
	case yes:
		s.Yes++
	case unknown:
		s.Unknown++
	}
}

// definitions are all shares, in their order.
var definitions = []struct {
	name Name
	of   func(*someone, Period, time.Time) answer
}{
	{Chosen, chosen},
	{LinkedIn7, linkedWithin(7)},
	{LinkedIn28, linkedWithin(28)},
	{Accompanied, accompanied},
	{Asked, asked},
	{AtEase, atEase},
	{TwoKinds, twoKinds},
	{Still28, stillGoing(28)},
	{Still90, stillGoing(90)},
	{Still180, stillGoing(180)},
	{Involved, involved},
	{Alternative, alternative},
}

// Shares counts people, each of whom is all their ways together.
func Shares(ways []Way, p Period, now time.Time) []Share {
	shares := make([]Share, len(definitions))
	for i, d := range definitions {
		shares[i].Name = d.name
	}
	for one := range people(ways) {
		for i, d := range definitions {
			shares[i].add(d.of(one, p, now))
		}
	}
	return shares
}
