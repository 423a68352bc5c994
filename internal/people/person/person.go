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
//   - Nothing is asked of, sent to or planned for somebody who has died: their
//     record is read and kept, and nothing else.
//   - A facilitator reaches their own people; what they do not reach is, for
//     them, not there.
//   - The record of somebody who also volunteers or works here is sealed: it is
//     there only for those whom the person let in, whatever their role, in
//     every list, count and search as on its own page ([InSight]).
package person

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"openmaf/internal/directory/place"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Person is somebody who is or was helped. All but the name may be left out.
type Person struct {
	ID          string
	Name        string // as they chose it
	Pronouns    string // in their words
	For         For
	Area        string // "LE1" or "LE1 1"; empty when they did not say
	Phone       string
	Email       string
	Contact     Contact
	Language    Language // to read in
	Interpreter bool     // they would like one
	AccessNeeds string   // in their words: a companion sees them
	Emergency   Emergency
	Keeper      string // account that looks after the record
	Sealed      bool   // only those whom the person let in reach it
	SeeLead     bool   // whoever reads this is to ask the safeguarding lead first; it does not say why
	Died        civil.Date
	Version     int
	Created     time.Time
	Updated     time.Time
}

// For says whether somebody is here for themselves. Who is here because of
// somebody else is a person in their own right: nothing says because of whom.
type For string

const (
	ForSelf     For = "self"
	ForSomebody For = "somebody"
)

// Fors in the order pages show them.
var Fors = []For{ForSelf, ForSomebody}

// Language that somebody would like to read in, by its ISO 639-1 code.
type Language string

// English is what is taken where nobody said anything else.
const English Language = "en"

// Languages in the order pages show them.
var Languages = []Language{English, "cy", "pl", "pa", "gu", "ur"}

// Contact is how the person wishes to be reached, and what others may hear.
type Contact struct {
	How       How
	Voicemail bool   // a message may be left
	Others    bool   // whoever answers may be told Say
	Say       string // what may be said, in their words
	When      string // safe times
	As        string // who to say is calling
}

// How a person is reached.
type How string

const (
	InPerson How = "in_person" // asked when they are next in; the only way without a telephone or an address
	Call     How = "call"
	Text     How = "text"
	Email    How = "email"
)

// Hows in the order pages show them.
var Hows = []How{InPerson, Call, Text, Email}

// Emergency is whom to ring if something happens to the person: only if they
// wish. It is not searched, and leads to nobody's record.
type Emergency struct{ Name, Phone, Who string }

// FirstName is all that a companion learns of the name.
func (p Person) FirstName() string {
	first, _, _ := strings.Cut(p.Name, " ")
	return first
}

// IsDead reports whether the person has died: nothing is asked, sent or planned
// any more, and the record is only read.
func (p Person) IsDead() bool { return !p.Died.IsZero() }

// Limits of what is kept, in characters.
const (
	longestName  = 60
	longestPhone = 20
	longestEmail = 100
	longestWords = 200
)

// Tidy returns the person as kept: without stray space, the area coarse, and
// reached in person where there is neither telephone nor address.
func (p Person) Tidy() Person {
	for _, text := range []*string{&p.Name, &p.Pronouns, &p.Phone, &p.Email, &p.AccessNeeds, &p.Contact.When, &p.Contact.As,
		&p.Contact.Say, &p.Emergency.Name, &p.Emergency.Phone, &p.Emergency.Who} {
		*text = strings.Join(strings.Fields(norm.NFC.String(*text)), " ")
	}
	p.Area = Coarse(p.Area)
	if p.Phone == "" {
		p.Contact.Voicemail, p.Contact.Others = false, false
	}
	switch how := p.Contact.How; {
	case how == "", p.Phone == "" && (how == Call || how == Text), p.Email == "" && how == Email:
		p.Contact.How = InPerson
	}
	if p.Language == "" {
		p.Language = English
	}
	if p.For == "" {
		p.For = ForSelf
	}
	return p
}

// Check reports everything that is wrong with a tidy person, by the fields of
// the form.
func (p Person) Check() error {
	e := fault.New(fault.Invalid, "person.invalid")
	if p.Name == "" {
		e.Field("name", "person.name.empty")
	}
	named(e, "name", p.Name)
	named(e, "emergency_name", p.Emergency.Name)
	if _, ok := place.ParsePostcode(p.Area); p.Area != "" && !ok {
		e.Field("area", "person.area")
	}
	if p.Phone != "" && !phoneLike(p.Phone) {
		e.Field("phone", "person.phone")
	}
	if p.Email != "" && !emailLike(p.Email) {
		e.Field("email", "person.email")
	}
	switch em := p.Emergency; {
	case (em.Name == "") != (em.Phone == ""), em.Who != "" && em.Name == "":
		e.Field("emergency_phone", "person.emergency.both")
	case em.Phone != "" && !phoneLike(em.Phone):
		e.Field("emergency_phone", "person.phone")
	}
	for _, code := range []struct {
		field string
		known bool
	}{{"contact", slices.Contains(Hows, p.Contact.How)}, {"language", slices.Contains(Languages, p.Language)},
		{"here_for", slices.Contains(Fors, p.For)}} {
		if !code.known {
			e.Field(code.field, "person."+code.field)
		}
	}
	for _, text := range []struct{ field, words string }{{"pronouns", p.Pronouns}, {"access_needs", p.AccessNeeds},
		{"contact_when", p.Contact.When}, {"contact_as", p.Contact.As}, {"may_say", p.Contact.Say}, {"emergency_who", p.Emergency.Who}} {
		if n := utf8.RuneCountInString(text.words); n > longestWords {
			e.Field(text.field, "person.words.long", fault.Args{"Over": n - longestWords, "Limit": longestWords})
		}
	}
	return e.OrNil()
}

func named(e *fault.Error, field, name string) {
	if utf8.RuneCountInString(name) > longestName || strings.ContainsFunc(name, unicode.IsControl) {
		e.Field(field, "person.name.long", fault.Args{"Limit": longestName})
	}
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

// emailLike takes any address that mail could be sent to, without a name before
// it: whether it is theirs shows when they answer.
func emailLike(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && utf8.RuneCountInString(s) <= longestEmail
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
			b.WriteRune(plain(unicode.ToLower(r)))
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}

// plain is the letter that a keyboard without the marked one has for it, where
// Unicode sees no mark.
func plain(r rune) rune {
	switch r {
	case 'ł':
		return 'l'
	case 'đ', 'ð':
		return 'd'
	case 'ø':
		return 'o'
	case 'ı':
		return 'i'
	}
	return r
}
