package companion

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/directory/place"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Capacity is when, where and how often a companion can go along, by their own
// word. All of it may be left out.
type Capacity struct {
	Account   string
	Evenings  []Evening
	Away      []Days
	Areas     []string // outcodes or towns, as they were typed
	AtOnce    int      // people at a time
	AWeek     int      // outings a week, from Monday
	Languages []Language
	Gender    string // in their own words; shown to nobody
	MatchedAs Gender // how they wish to be matched
	Shared    []Experience
	RatherNot string // for whoever plans with them

	Phone          string // shown only while they are not marked safely home
	EmergencyName  string
	EmergencyPhone string

	RestingSince civil.Date // zero: not resting
	RestUntil    civil.Date // the last day of the rest; zero: open
	Version      int        // zero: nothing is kept yet
}

// Evening is a time of the week at which a companion is free.
type Evening struct {
	Day   time.Weekday    `json:"day"`
	From  civil.TimeOfDay `json:"from"`
	Until civil.TimeOfDay `json:"until"`
}

// Days are from one day to another, both of them included.
type Days struct {
	From  civil.Date `json:"from"`
	Until civil.Date `json:"until"`
}

// Gender of a companion as they wish to be matched, or as a person asked.
type Gender string

const (
	AnyGender Gender = "" // not said, or it does not matter
	Woman     Gender = "woman"
	Man       Gender = "man"
)

// Genders in the order pages show them.
var Genders = []Gender{Woman, Man, AnyGender}

// Language that a companion speaks, beside English.
type Language string

// Languages in the order pages show them.
var Languages = []Language{"ar", "bn", "bsl", "cy", "fa", "gu", "pa", "pl", "pt", "ro", "so", "ur"}

// Experience is something a companion has lived through and chose to share, or
// that a person would like somebody to share. The codes are plain: nobody is a
// member of anything here.
type Experience string

// Experiences in the order pages show them.
var Experiences = []Experience{"12_step", "cbt", "buddhist", "faith_group", "women_only", "family", "parent", "carer", "prison",
	"veteran", "lgbtq", "prescribed", "disability", "came_here"}

// What holds for a companion who has not said.
const (
	usualAtOnce = 2
	usualAWeek  = 1
)

// Limits of what a companion can offer.
const (
	MostAtOnce   = 5
	MostAWeek    = 7
	mostAway     = 12
	mostAreas    = 12
	longestWords = 200
	longestName  = 60
)

// Unsaid is the capacity of a companion who has not filled in anything.
func Unsaid(account string) Capacity {
	return Capacity{Account: account, AtOnce: usualAtOnce, AWeek: usualAWeek}
}

// Resting reports whether they rest on the day.
func (c Capacity) Resting(on civil.Date) bool {
	return !c.RestingSince.IsZero() && !on.Before(c.RestingSince) && (c.RestUntil.IsZero() || !on.After(c.RestUntil))
}

// IsAway reports whether the day is one of those on which they are away.
func (c Capacity) IsAway(on civil.Date) bool {
	return slices.ContainsFunc(c.Away, func(d Days) bool { return !on.Before(d.From) && !on.After(d.Until) })
}

// Frees says whether they said that they are free at the time: all of it must
// lie in one evening of theirs. The second result is false where they have said
// nothing of evenings at all.
func (c Capacity) Frees(day time.Weekday, from, until civil.TimeOfDay) (free, said bool) {
	return slices.ContainsFunc(c.Evenings, func(e Evening) bool { return e.Day == day && e.From <= from && until <= e.Until }),
		len(c.Evenings) > 0
}

// Tidy returns the capacity as kept.
func (c Capacity) Tidy(today civil.Date) Capacity {
	for _, text := range []*string{&c.Gender, &c.RatherNot, &c.Phone, &c.EmergencyName, &c.EmergencyPhone} {
		*text = strings.Join(strings.Fields(norm.NFC.String(*text)), " ")
	}
	c.Areas = slices.Clone(c.Areas)
	for i, a := range c.Areas {
		c.Areas[i] = strings.Join(strings.Fields(a), " ")
		if _, isPostcode := place.ParsePostcode(a); isPostcode {
			c.Areas[i], _, _ = strings.Cut(person.Coarse(a), " ") // an outcode is enough
		}
	}
	c.Areas = slices.DeleteFunc(c.Areas, func(a string) bool { return a == "" })
	c.Away = slices.DeleteFunc(slices.Clone(c.Away), func(d Days) bool { return d.Until.Before(today) })
	if c.AtOnce == 0 {
		c.AtOnce = usualAtOnce
	}
	if c.AWeek == 0 {
		c.AWeek = usualAWeek
	}
	return c
}

// Check reports everything that is wrong with a tidy capacity, by the fields of
// the form.
func (c Capacity) Check() error {
	e := fault.New(fault.Invalid, "companion.capacity.invalid")
	for _, v := range c.Evenings {
		if v.Until <= v.From {
			e.Field("evening_"+DayCode(v.Day), "companion.capacity.evening")
		}
	}
	if len(c.Away) > mostAway || slices.ContainsFunc(c.Away, func(d Days) bool { return d.From.IsZero() || d.Until.Before(d.From) }) {
		e.Field("away_from", "companion.capacity.away")
	}
	if len(c.Areas) > mostAreas {
		e.Field("areas", "companion.capacity.areas", fault.Args{"Limit": mostAreas})
	}
	c.checkAnswers(e)
	for field, number := range map[string]string{"phone": c.Phone, "emergency_phone": c.EmergencyPhone} {
		if number != "" && !person.PhoneLike(number) {
			e.Field(field, "person.phone")
		}
	}
	for field, words := range map[string]string{"rather_not": c.RatherNot, "areas": strings.Join(c.Areas, ", ")} {
		if n := utf8.RuneCountInString(words); n > longestWords {
			e.Field(field, "person.words.long", fault.Args{"Over": n - longestWords, "Limit": longestWords})
		}
	}
	for field, words := range map[string]string{"gender": c.Gender, "emergency_name": c.EmergencyName} {
		if n := utf8.RuneCountInString(words); n > longestName {
			e.Field(field, "person.words.long", fault.Args{"Over": n - longestName, "Limit": longestName})
		}
	}
	return e.OrNil()
}

func (c Capacity) checkAnswers(e *fault.Error) {
	if c.AtOnce < 1 || c.AtOnce > MostAtOnce {
		e.Field("at_once", "companion.answer")
	}
	if c.AWeek < 1 || c.AWeek > MostAWeek {
		e.Field("a_week", "companion.answer")
	}
	if !among(Genders, c.MatchedAs) {
		e.Field("matched_as", "companion.answer")
	}
	if !among(Languages, c.Languages...) {
		e.Field("languages", "companion.answer")
	}
	if !among(Experiences, c.Shared...) {
		e.Field("shared", "companion.answer")
	}
}

// among reports whether every code is one of the known ones.
func among[T comparable](known []T, codes ...T) bool {
	for _, c := range codes {
		if !slices.Contains(known, c) {
			return false
		}
	}
	return true
}

// Weekdays in the order pages show them.
var Weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// DayCode is the weekday in forms and catalogues: "mon".
func DayCode(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }
