package message

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
)

// Channel is a way to the person.
type Channel string

const (
	Text  Channel = "text"
	Email Channel = "email"
)

// Channels in the order pages show them.
var Channels = []Channel{Text, Email}

// Kind is what a message says. Its words are the message "message.text.<kind>"
// in the person's own language.
type Kind string

const (
	Reminder Kind = "reminder"  // see you at six
	NewTime  Kind = "new_time"  // a time has changed
	DoorOpen Kind = "door_open" // once, after the last try; no reply needed
	RingUs   Kind = "ring_us"   // when it suits them
	OwnLink  Kind = "link"      // a one-time link to what the person may see
	OwnWords Kind = "own"       // what the facilitator writes
)

// Kinds that a facilitator chooses from, in the order pages show them. A link
// is made where links are made.
var Kinds = []Kind{Reminder, NewTime, DoorOpen, RingUs, OwnWords}

// LongestWords that somebody writes themselves, in characters: one text.
const LongestWords = 160

// Draft is a message as somebody wishes it.
type Draft struct {
	ID      string // from the form
	Person  string
	Channel Channel
	Kind    Kind
	On      civil.Date // Reminder and NewTime: when they meet
	At      civil.TimeOfDay
	Words   string     // OwnWords
	Link    string     // OwnLink: its path on this site
	SendOn  civil.Date // zero: now
	SendAt  civil.TimeOfDay
}

// timed reports whether the message tells of a time, after which it is no use.
func (k Kind) timed() bool { return k == Reminder || k == NewTime }

// check reports what can be known to be wrong before anything is read.
func (d Draft) check() error {
	e := fault.New(fault.Invalid, "message.invalid")
	if !slices.Contains(Channels, d.Channel) {
		e.Field("channel", "message.channel")
	}
	if !slices.Contains(Kinds, d.Kind) && d.Kind != OwnLink {
		e.Field("kind", "message.kind")
	}
	if d.Kind.timed() && d.On.IsZero() {
		e.Field("on", "message.on")
	}
	if d.Kind == OwnWords {
		switch n := utf8.RuneCountInString(d.Words); {
		case n == 0:
			e.Field("words", "message.words.empty")
		case n > LongestWords:
			e.Field("words", "message.words.long", fault.Args{"Over": n - LongestWords, "Limit": LongestWords})
		}
	}
	return e.OrNil()
}

// tidy takes out what no telephone shows.
func (d Draft) tidy() Draft {
	d.Words = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, d.Words)), " ")
	return d
}

// compose writes the message in the person's words. Leaves is the day on which
// it will leave: "see you at six" is enough on the day itself.
func compose(w *locale.Words, p person.Person, d Draft, leaves civil.Date, number, site string) (string, error) {
	words := d.Words
	if d.Kind != OwnWords {
		key := "message.text." + string(d.Kind)
		if d.Kind == Reminder && leaves != d.On {
			key += "_day"
		}
		words = w.T(key, "Name", p.FirstName(), "Day", w.Day(d.On), "Time", w.Time(d.At), "Number", number, "Link", addressed(site, d.Link))
	}
	if d.Kind == RingUs && number == "" {
		return "", fault.New(fault.Invalid, "message.invalid").Field("kind", "message.no_number_of_ours")
	}
	checked := words
	if d.Link != "" { // ours; what it begins with is the operator's to choose
		checked = strings.ReplaceAll(words, addressed(site, d.Link), "")
	}
	if found := Taboo(checked, p.FirstName()); found != "" {
		return "", fault.New(fault.Invalid, "message.invalid").Field("words", "message.words.taboo", fault.Args{"Word": found})
	}
	return words, nil
}

// addressed is a path of this site as people's telephones reach it.
func addressed(site, path string) string { return strings.TrimRight(site, "/") + path }
