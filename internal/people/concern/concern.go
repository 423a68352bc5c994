package concern

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Whom a concern is about. Several may hold.
type Whom string

const (
	Person    Whom = "person" // somebody we help
	Companion Whom = "companion"
	Manager   Whom = "manager"
	Lead      Whom = "lead"
	Deputy    Whom = "deputy"
	Team      Whom = "team" // somebody else who volunteers or works here
	Meeting   Whom = "meeting"
	Other     Whom = "other"
)

// Whoms in the order pages show them.
var Whoms = []Whom{Person, Companion, Manager, Lead, Deputy, Team, Meeting, Other}

// ofUs are those of the team.
var ofUs = []Whom{Companion, Manager, Lead, Deputy, Team}

// Danger is the answer to whether somebody is in danger now. Not to say is to
// be taken as unsure.
type Danger string

const (
	Now    Danger = "now"
	Unsure Danger = "unsure"
	No     Danger = "no"
)

// Dangers in the order pages show them.
var Dangers = []Danger{Now, Unsure, No}

// Raising is a concern as somebody raises it. Only what they saw is needed.
type Raising struct {
	ID     string
	Saw    string // what they saw or heard
	Thinks string // what they think it means
	About  []Whom
	Member string // account of the team that it is about; empty for none
	Who    string // whom or what it is about, in their words
	From   From
	Danger Danger
	Done   string // what was done already
}

// From is where the raiser came from: at most one of the three, each only as
// far as the raiser reaches it.
type From struct {
	Person string
	Chat   string
	Outing string // a plan whose companion the raiser is
}

// Limits of what is kept, in characters.
const (
	longestStory = 5000
	longestLine  = 300
)

// tidy is the raising as it is kept.
func (in Raising) tidy() Raising {
	for _, words := range []*string{&in.Saw, &in.Thinks, &in.Who, &in.Done} {
		*words = strings.TrimSpace(*words)
	}
	if in.Danger == "" {
		in.Danger = Unsure
	}
	return in
}

// check reports everything that is wrong, by the fields of the form.
func (in Raising) check() error {
	e := fault.New(fault.Invalid, "concern.invalid")
	if in.Saw == "" {
		e.Field("saw", "concern.saw-empty")
	}
	for field, words := range map[string]string{"saw": in.Saw, "thinks": in.Thinks, "done": in.Done} {
		tooLong(e, field, words, longestStory)
	}
	tooLong(e, "who", in.Who, longestLine)
	for _, w := range in.About {
		if !slices.Contains(Whoms, w) {
			e.Field("about", "concern.about-unknown")
			break
		}
	}
	if !slices.Contains(Dangers, in.Danger) {
		e.Field("danger", "concern.danger-unknown")
	}
	return e.OrNil()
}

func tooLong(e *fault.Error, field, words string, limit int) {
	if n := utf8.RuneCountInString(words); n > limit {
		e.Field(field, "concern.long", fault.Args{"Over": n - limit, "Limit": limit})
	}
}

// Words of a concern: all of it that is sealed.
type Words struct {
	Saw    string `json:"saw"`
	Thinks string `json:"thinks,omitempty"`
	About  []Whom `json:"about,omitempty"`
	Member string `json:"member,omitempty"`
	Who    string `json:"who,omitempty"`
	Danger Danger `json:"danger"`
	Done   string `json:"done,omitempty"`
}

// Concern is one as its readers see it.
type Concern struct {
	ID         string
	RaisedBy   string // name
	Raised     time.Time
	Urgent     bool
	Words      Words
	MemberName string // of Words.Member
	Person     string // id of the record it is about; empty for none, or when it was erased
	Pseudonym  string // of the person; empty when it is about nobody's record
	Shown      bool   // the keeper of the record is told to ask the lead
	ReadBy     string // name; empty until somebody answers for it
	Read       time.Time
	Review     civil.Date // zero for none
	Closed     time.Time  // zero while it is open
	Readers    []Reader
	Entries    []Entry // oldest first
}

// Open reports whether it is still worked on.
func (c Concern) Open() bool { return c.Closed.IsZero() }

// Reader is somebody who reads concerns.
type Reader struct {
	Account string
	Name    string
	Role    string // "lead", "deputy", or "manager" for one who stands in
}
