// Package person keeps the people who are or were helped.
//
// Invariants:
//   - Only a chosen name is needed. There is no field for a substance, a
//     diagnosis, an offence or a faith.
//   - Where somebody lives is kept as coarsely as finding a meeting needs: an
//     outcode or a sector, never a full postcode.
//   - The id of a record that was merged into another goes on working: every
//     read resolves it to the one that holds.
//   - Deleting a person takes everything that hangs on them, in one
//     transaction; what the trail said of them is blanked, and the trail holds.
//   - A facilitator reaches their own people; what they do not reach is, for
//     them, not there.
//   - The record of somebody who also volunteers or works here is sealed: it is
//     there only for those whom the person let in, whatever their role, in
//     every list, count and search as on its own page ([InSight]).
package person

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/directory/place"
	"openmaf/internal/platform/fault"
)

// Person is somebody who is or was helped.
type Person struct {
	ID          string
	Name        string // as they chose it
	Area        string // "LE1" or "LE1 1"; empty when they did not say
	Phone       string
	Contact     Contact
	AccessNeeds string // in their words: a companion sees them
	Keeper      string // account that looks after the record
	Sealed      bool   // only those whom the person let in reach it
	Version     int
	Created     time.Time
	Updated     time.Time
}

// Contact is how the person wishes to be reached.
type Contact struct {
	How       How
	Voicemail bool   // a message may be left
	When      string // safe times
	As        string // who to say is calling
}

// How a person is reached.
type How string

const (
	InPerson How = "in_person" // asked when they are next in; the only way without a telephone
	Call     How = "call"
	Text     How = "text"
)

// Hows in the order pages show them.
var Hows = []How{InPerson, Call, Text}

// FirstName is all that a companion learns of the name.
func (p Person) FirstName() string {
	first, _, _ := strings.Cut(p.Name, " ")
	return first
}

// Limits of what is kept, in characters.
const (
	longestName  = 60
	longestPhone = 20
	longestWords = 200
)

// Tidy returns the person as kept: without stray space, the area coarse, and
// reached in person where there is no telephone.
func (p Person) Tidy() Person {
	for _, text := range []*string{&p.Name, &p.Phone, &p.AccessNeeds, &p.Contact.When, &p.Contact.As} {
		*text = strings.Join(strings.Fields(norm.NFC.String(*text)), " ")
	}
	p.Area = Coarse(p.Area)
	if p.Phone == "" {
		p.Contact.How, p.Contact.Voicemail = InPerson, false
	}
	if p.Contact.How == "" {
		p.Contact.How = InPerson
	}
	return p
}

// Check reports everything that is wrong with a tidy person, by the fields of
// the form.
func (p Person) Check() error {
	e := fault.New(fault.Invalid, "person.invalid")
	switch {
	case p.Name == "":
		e.Field("name", "person.name.empty")
	case utf8.RuneCountInString(p.Name) > longestName || strings.ContainsFunc(p.Name, unicode.IsControl):
		e.Field("name", "person.name.long", fault.Args{"Limit": longestName})
	}
	if _, ok := place.ParsePostcode(p.Area); p.Area != "" && !ok {
		e.Field("area", "person.area")
	}
	if p.Phone != "" && !phoneLike(p.Phone) {
		e.Field("phone", "person.phone")
	}
	if p.Contact.How != InPerson && p.Contact.How != Call && p.Contact.How != Text {
		e.Field("contact", "person.contact")
	}
	for _, text := range []struct{ field, words string }{
		{"access_needs", p.AccessNeeds}, {"contact_when", p.Contact.When}, {"contact_as", p.Contact.As}} {
		if n := utf8.RuneCountInString(text.words); n > longestWords {
			e.Field(text.field, "person.words.long", fault.Args{"Over": n - longestWords, "Limit": longestWords})
		}
	}
	return e.OrNil()
}

// Coarse keeps of a postcode what tells the neighbourhood and not the house:
// "LE1 1AA" becomes "LE1 1". What is no postcode stays as it was typed, for
// Check to refuse.
func Coarse(area string) string {
	p, ok := place.ParsePostcode(area)
	switch {
	case !ok:
		return strings.TrimSpace(area)
	case p.Full() && !p.Irish:
		return p.Out + " " + p.In[:1]
	case p.Irish:
		return p.Out
	}
	if fields := strings.Fields(area); len(fields) == 2 && len(fields[1]) == 1 && strings.EqualFold(fields[0], p.Out) {
		return p.Out + " " + fields[1] // a sector already
	}
	return p.Out
}

func phoneLike(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+ ()-", r):
			return false
		}
	}
	return digits >= 5 && utf8.RuneCountInString(s) <= longestPhone
}

// Key is what people are found and sorted by: the name without case, accents
// and marks, its words parted by one space.
func Key(name string) string {
	var b strings.Builder
	space := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Mc, r): // Mc: vowels of Punjabi and Gujarati
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}
