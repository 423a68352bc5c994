package companion

import (
	"cmp"
	"slices"
	"strings"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
)

// Wish is who a person would like to go along. The zero Wish is "it does not
// matter".
type Wish struct {
	Gender    Gender // hard: never answered by the other without their yes
	Language  Language
	Shared    []Experience
	NotFamily bool // not somebody who knows their family: to be asked before a name is told
	Twos      bool // two companions the first time
}

// Ask is one evening for which somebody is looked for.
type Ask struct {
	Wish
	Person      string
	Today       civil.Date
	On          civil.Date
	From, Until civil.TimeOfDay // of the meeting; Until is earlier when it runs past midnight
	Near        []string        // outcodes and town of the meeting and of the person, in any case
	Lift        bool            // they go by car
	Not         []string        // accounts that must not go: kept apart, or going already
}

// Candidate is somebody who is cleared, with what decides whether they can go.
type Candidate struct {
	Capacity
	Name     string
	LastOn   civil.Date // of their clearance
	CarUntil civil.Date // of their cover for lifts
	Out      bool       // they have been along before
	Outings  []Booked   // from Monday of this week on, without the one that is planned anew
	Knows    []string   // people they have been along with
}

// Booked is one outing of a companion that is not called off.
type Booked struct {
	On     civil.Date
	Person string
}

// Bar says why somebody cannot go at all.
type Bar string

const (
	NoBar     Bar = ""
	Uncleared Bar = "uncleared"
	Rests     Bar = "rests"
	Away      Bar = "away"
	HasOuting Bar = "has_outing"  // an outing that day already
	FullWeek  Bar = "full_week"   // as many outings as they can, that week
	FullHands Bar = "full_people" // as many people as they can, at a time
	KeptApart Bar = "kept_apart"
	NotAsked  Bar = "not_asked" // another gender than was asked for
)

// Reason speaks for somebody, or tells what is not sure about them.
type Reason string

const (
	FitsGender   Reason = "gender"
	FitsLanguage Reason = "language"
	FitsShared   Reason = "shared"
	FitsEvening  Reason = "evening"
	FitsKnows    Reason = "knows"
	FitsArea     Reason = "area"
	FitsRested   Reason = "rested"

	UnsureLanguage Reason = "language"
	UnsureShared   Reason = "shared"
	UnsureEvening  Reason = "evening" // they said nothing of when they are free
	OtherEvening   Reason = "other_evening"
	UnsureArea     Reason = "area"
	UnsureFirst    Reason = "first" // their first outing: it goes in twos
	UnsureLift     Reason = "lift"
)

// Suggestion is somebody who can go, and why they stand where they stand.
type Suggestion struct {
	Account   string
	Name      string
	LastOn    civil.Date
	Fits      []Reason
	Doubts    []Reason
	RatherNot string
	First     bool // their first outing
}

// MostSuggested is how many are suggested; the others are "somebody else".
const MostSuggested = 5

// Cannot says why the candidate cannot go, or [NoBar].
func (c Candidate) Cannot(a Ask) Bar {
	switch {
	case slices.Contains(a.Not, c.Account):
		return KeptApart
	case c.LastOn.Before(a.On):
		return Uncleared
	case c.Resting(a.On):
		return Rests
	case c.IsAway(a.On):
		return Away
	case a.Gender != AnyGender && c.MatchedAs != a.Gender:
		return NotAsked
	case slices.ContainsFunc(c.Outings, func(b Booked) bool { return b.On == a.On }):
		return HasOuting
	case c.inWeekOf(a.On) >= c.AWeek:
		return FullWeek
	case c.peopleBeside(a) >= c.AtOnce:
		return FullHands
	}
	return NoBar
}

// inWeekOf counts the outings of the day's week, which begins on Monday.
func (c Candidate) inWeekOf(on civil.Date) (n int) {
	monday := Monday(on)
	for _, b := range c.Outings {
		if !b.On.Before(monday) && b.On.Before(monday.AddDays(7)) {
			n++
		}
	}
	return n
}

// Monday is the first day of the day's week.
func Monday(d civil.Date) civil.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// peopleBeside counts the others with whom the candidate has an outing to come.
func (c Candidate) peopleBeside(a Ask) int {
	others := map[string]bool{}
	for _, b := range c.Outings {
		if b.Person != a.Person && !b.On.Before(a.Today) {
			others[b.Person] = true
		}
	}
	return len(others)
}

// Match orders those who can go, the likeliest first: what was asked for counts
// most, then the evening, then who knows the person, the area, and who has been
// out least. The same question gives the same answer, in whatever order the
// pool comes.
func Match(a Ask, pool []Candidate) []Suggestion {
	var fit []ranked
	for _, c := range pool {
		if c.Cannot(a) == NoBar {
			fit = append(fit, c.rank(a))
		}
	}
	slices.SortFunc(fit, func(x, y ranked) int {
		return cmp.Or(-slices.Compare(x.points[:], y.points[:]),
			cmp.Compare(person.Key(x.Name), person.Key(y.Name)), cmp.Compare(x.Account, y.Account))
	})
	out := make([]Suggestion, len(fit))
	for i, r := range fit {
		out[i] = r.Suggestion
	}
	return out
}

// ranked is a suggestion with what it is ordered by, the weightiest first.
type ranked struct {
	Suggestion
	points [6]int
}

func (c Candidate) rank(a Ask) ranked {
	r := ranked{Suggestion: Suggestion{Account: c.Account, Name: c.Name, LastOn: c.LastOn, RatherNot: c.RatherNot, First: !c.Out}}
	if a.Gender != AnyGender {
		r.Fits = append(r.Fits, FitsGender)
	}
	asked := r.weigh(a.Language != "", slices.Contains(c.Languages, a.Language), FitsLanguage, UnsureLanguage)
	if n := c.shares(a.Shared); len(a.Shared) > 0 {
		asked += n
		r.weigh(true, n > 0, FitsShared, UnsureShared)
	}
	r.points[0] = asked
	r.points[1] = r.evening(c, a)
	r.points[2] = r.weigh(slices.Contains(c.Knows, a.Person), true, FitsKnows, "")
	r.points[3] = r.weigh(len(c.Areas) > 0 && len(a.Near) > 0, c.covers(a.Near), FitsArea, UnsureArea)
	r.points[4] = -c.inWeekOf(a.On)
	if len(c.Outings) == 0 {
		r.points[5] = 1
		r.Fits = append(r.Fits, FitsRested)
	}
	if r.First {
		r.Doubts = append(r.Doubts, UnsureFirst)
	}
	if a.Lift && c.CarUntil.Before(a.On) {
		r.Doubts = append(r.Doubts, UnsureLift)
	}
	return r
}

// weigh notes the reason for or the doubt where the question arises, and is
// worth a point where it fits.
func (r *ranked) weigh(arises, fits bool, reason, doubt Reason) int {
	switch {
	case arises && fits:
		r.Fits = append(r.Fits, reason)
		return 1
	case arises:
		r.Doubts = append(r.Doubts, doubt)
	}
	return 0
}

// evening is worth two when it is one of theirs, one when they said nothing.
func (r *ranked) evening(c Candidate, a Ask) int {
	until := a.Until
	if until <= a.From {
		until = civil.MinutesPerDay - 1 // past midnight: free to the end of the day
	}
	free, said := c.Frees(a.On.Weekday(), a.From, until)
	switch {
	case free:
		r.Fits = append(r.Fits, FitsEvening)
		return 2
	case said:
		r.Doubts = append(r.Doubts, OtherEvening)
		return 0
	}
	r.Doubts = append(r.Doubts, UnsureEvening)
	return 1
}

func (c Candidate) shares(asked []Experience) (n int) {
	for _, e := range asked {
		if slices.Contains(c.Shared, e) {
			n++
		}
	}
	return n
}

// covers reports whether one of the areas is one of the places.
func (c Candidate) covers(near []string) bool {
	return slices.ContainsFunc(c.Areas, func(area string) bool {
		return slices.ContainsFunc(near, func(place string) bool { return strings.EqualFold(area, place) })
	})
}
