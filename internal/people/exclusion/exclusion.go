// Package exclusion keeps where a person should not be sent, and whom they
// must not meet.
//
// Invariants:
//   - It acts everywhere and explains itself nowhere: what is kept away is not
//     offered, and where it is asked for all the same it is refused in the words
//     for what is not held that evening. Neither a page nor the trail nor a
//     reason says why, and the questions asked of the database are the same
//     for everybody.
//   - There is no field for an offence or a faith. A reason is a code, or a few
//     words that are sealed; both may be left out.
//   - Whom a person must not meet is kept on one side and holds for both.
//     Neither record shows the other: the other is a name that was typed.
//     Whoever types it and looks after somebody of that name is asked whether
//     it is them, and then it holds for that record alone; whether anybody else
//     of that name is here is told to nobody, and it holds for all of them.
//   - An account that a person is kept apart from does not see their record
//     (person.InSight).
//   - It is read and written by whoever keeps the record, and by the safeguarding
//     lead and her deputy. Every row has a day on which it is looked at again.
package exclusion

import (
	"slices"
	"time"
	"unicode/utf8"

	"openmaf/internal/directory/place"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// What is not suitable.
type What string

const (
	Meeting What = "meeting" // one meeting
	Venue   What = "venue"   // every meeting at a place
	Area    What = "area"    // every meeting in a part of town, by postcode
)

// Code says roughly why, where it was said at all. It names no offence.
type Code string

// Codes in the order pages show them; none is fine.
var Codes = []Code{"wish", "safety", "conditions"}

// Unsuitable is somewhere that a person should not be sent.
type Unsuitable struct {
	ID     string
	What   What
	Target string // meeting id; place, as [PlaceOf] writes it; postcode or its beginning
	Note
}

// Apart is somebody whom a person must not meet: by a name, or one of the team.
type Apart struct {
	ID      string
	Name    string // as it was typed; for reading it is the account's name or empty
	Account string
	Record  string // of those of that name whom the actor looks after, or [Anyone]
	Note
}

// Anyone says that it is not known which one of that name it is: whoever is
// called so is kept away.
const Anyone = "anyone"

// Note is what both have.
type Note struct {
	Code     Code
	Words    string // sealed
	ReviewOn civil.Date
	Added    time.Time
}

const (
	longestWords = 200
	// longestReview is how far ahead the day to look again may be, in days.
	longestReview = 366
)

func (n Note) check(e *fault.Error, today civil.Date) {
	if n.Code != "" && !slices.Contains(Codes, n.Code) {
		e.Field("code", "chat.choice")
	}
	if over := utf8.RuneCountInString(n.Words) - longestWords; over > 0 {
		e.Field("words", "person.words.long", fault.Args{"Over": over, "Limit": longestWords})
	}
	if !n.ReviewOn.After(today) || n.ReviewOn.After(today.AddDays(longestReview)) {
		e.Field("review_on", "exclusion.review")
	}
}

// Check reports everything that is wrong with a row that is added on the day.
func (u Unsuitable) Check(today civil.Date) error {
	e := fault.New(fault.Invalid, "exclusion.invalid")
	switch u.What {
	case Meeting, Venue:
		if u.Target == "" {
			e.Field("target", "exclusion.target")
		}
	case Area:
		if _, ok := place.ParsePostcode(u.Target); !ok {
			e.Field("area", "exclusion.area")
		}
	default:
		e.Field("what", "chat.choice")
	}
	u.check(e, today)
	return e.OrNil()
}

// Check reports everything that is wrong with a row that is added on the day.
func (a Apart) Check(today civil.Date) error {
	e := fault.New(fault.Invalid, "exclusion.invalid")
	if (person.Key(a.Name) == "") == (a.Account == "") {
		e.Field("name", "exclusion.who")
	}
	a.check(e, today)
	return e.OrNil()
}

// PlaceOf is how a place is kept: its name and postcode as the list has them.
func PlaceOf(venue, postcode string) string { return venue + placeMark + postcode }

const placeMark = "|"
