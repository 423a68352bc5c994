// Package ring keeps the members of fellowships who agreed to be rung by
// somebody who thinks of coming, and what came of such a call.
//
// Source: Sisson and Mallams 1981, where a member was telephoned in the session
// itself, offered a lift and met the person beforehand (domain notes, 4.1).
//
// Invariants:
//   - A member is here because they said so: a first name, a number, when, and
//     whom they would talk to. There is no surname, and nobody is taken from a
//     list of meetings.
//   - All of that is sealed, and goes for good in one tap.
//   - Nothing refers to a member: a chat knows that somebody was rung and what
//     came of it, and the trail that the list was changed.
package ring

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Member of a fellowship who may be rung.
type Member struct {
	ID         string
	Fellowship string // code; see meeting.Fellowships
	Name       string // first name
	Phone      string
	Hours      string // when to ring, in their words
	Wish       Wish
	AgreedOn   civil.Date
	Version    int
}

// Wish is whom a member would talk to.
type Wish string

// Wishes in the order pages show them; the first is anybody.
var Wishes = []Wish{"anybody", "women", "men"}

// Outcome of ringing a member together.
type Outcome string

// Outcomes in the order pages show them.
var Outcomes = []Outcome{"talked", "will_meet", "lift", "later", "nobody"}

// Limits of a member's words, in characters.
const (
	longestName  = 30
	longestPhone = 20
	longestHours = 80
)

func (m Member) tidy() Member {
	for _, text := range []*string{&m.Name, &m.Phone, &m.Hours} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	if f, ok := meeting.FellowshipOf(m.Fellowship); ok && m.Fellowship != "" {
		m.Fellowship = f.Code
	}
	return m
}

// Check reports what is wrong with a tidy member, by the fields of the form.
func (m Member) Check() error {
	e := fault.New(fault.Invalid, "ring.invalid")
	f, known := meeting.FellowshipOf(m.Fellowship)
	if !known || f.Under18s || m.Fellowship == "" {
		e.Field("fellowship", "ring.fellowship")
	}
	switch {
	case m.Name == "" || utf8.RuneCountInString(m.Name) > longestName:
		e.Field("name", "ring.name")
	case strings.ContainsFunc(m.Name, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		e.Field("name", "ring.surname")
	}
	if !dialled(m.Phone) {
		e.Field("phone", "ring.phone")
	}
	if utf8.RuneCountInString(m.Hours) > longestHours {
		e.Field("hours", "ring.hours", fault.Args{"Limit": longestHours})
	}
	if !slices.Contains(Wishes, m.Wish) {
		e.Field("wish", "ring.choice")
	}
	return e.OrNil()
}

// dialled reports whether a telephone can take the number.
func dialled(number string) bool {
	digits := 0
	for _, c := range number {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune("+ ()-", c):
			return false
		}
	}
	return digits >= 5 && len(number) <= longestPhone
}
