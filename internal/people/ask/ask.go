// Package ask keeps what keyworkers of partner agencies ask: that a facilitator
// talks with somebody. It may give them one line back, and never more.
//
// Invariants:
//   - Nothing is asked without the person's knowing and agreeing. A first name
//     is enough, and "somebody in the waiting room" as well.
//   - An agency has one link at a time, which can be taken back; of its token
//     the database keeps the digest. A status page opens with the link and the
//     ask's own code.
//   - One of three neutral lines may go back, only while the person's newest
//     answer about their keyworker is yes, and the trail says so. Whether
//     somebody comes, to which group, and what they said never goes back.
//   - What was typed of the person is emptied as soon as a chat begins with it,
//     and an ask is deleted [Kept] after it was made.
package ask

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/platform/fault"
)

// Agency whose keyworkers may ask.
type Agency struct {
	ID, Name string
	Linked   bool      // there is a link that works
	Made     time.Time // of that link
}

// Asking is what a keyworker asks.
type Asking struct {
	Form    string // id of the form: sent twice, it is one ask
	Who     string // a first name; empty for somebody in the waiting room
	Reach   string // how to reach them; empty when they are there
	Contact string // of the keyworker, at work
	Agreed  bool   // the person knows, and agrees to what is told here
}

// Ask is a keyworker's, as the team sees it.
type Ask struct {
	ID, Agency string // Agency is its name
	AgencyID   string
	Who, Reach string
	State      State
	Taker      string // account
	TakerName  string
	Person     string // once a chat was had, if there is a record
	Line       Line
	Asked      time.Time
}

// State of an ask.
type State string

const (
	Waiting  State = "open"
	Taken    State = "taken"
	Finished State = "finished"
)

// Line is one of the fixed lines that may go back.
type Line string

// Lines in the order pages show them. Each says something of us and the person
// having met, and nothing else.
var Lines = []Line{"met", "not_yet", "rather_not"}

// Kept is how long an ask is kept.
const Kept = 30 * 24 * time.Hour

// mostADay is how many asks one agency's link takes in a day: more is a mistake
// or a machine.
const mostADay = 30

// Limits of what is typed, in characters.
const (
	longestWho  = 30
	longestWord = 80
)

func (a Asking) tidy() Asking {
	for _, text := range []*string{&a.Who, &a.Reach, &a.Contact} {
		*text = strings.Join(strings.Fields(*text), " ")
	}
	return a
}

// Check reports what is wrong with a tidy ask, by the fields of the form.
func (a Asking) Check() error {
	e := fault.New(fault.Invalid, "ask.invalid")
	if strings.ContainsFunc(a.Who, unicode.IsSpace) || utf8.RuneCountInString(a.Who) > longestWho {
		e.Field("who", "ask.who")
	}
	for _, text := range []struct{ field, words string }{{"reach", a.Reach}, {"contact", a.Contact}} {
		if utf8.RuneCountInString(text.words) > longestWord {
			e.Field(text.field, "ask.long", fault.Args{"Limit": longestWord})
		}
	}
	if !a.Agreed {
		e.Field("agreed", "ask.agreed")
	}
	return e.OrNil()
}

// known reports whether the line is one of those that may go back.
func (l Line) known() bool { return slices.Contains(Lines, l) }

// alphabet of ids and codes: no letter that is taken for another.
var alphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// idAndCode of the ask that a form makes. Both follow from the form's id, so
// that it makes one ask; and the team, which sees the one, cannot tell the
// other. The code has 80 bits.
func idAndCode(form string) (id, code string) {
	part := func(what string) string {
		sum := sha256.Sum256([]byte(what + " of " + form))
		return alphabet.EncodeToString(sum[:10])
	}
	return form[:10] + part("ask"), part("ask code")
}
