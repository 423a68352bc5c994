// Package chat keeps meaningful chats, and tallies of chats with people who
// want no record.
//
// Invariants:
//   - A chat belongs to a person who agreed to a named record; without that
//     agreement there is a tally and nothing else, and the draft is erased in
//     the transaction that counts it.
//   - A tally holds a day, a place, a length and worries. Nothing in it leads
//     to anybody.
//   - Only the person's own words about what they want help with are kept, at
//     most 200 characters. There is no field for what others said, for a
//     diagnosis, an offence or a faith.
//   - Where somebody has power over the person (a prison, probation, a court,
//     children's services), nothing is kept before they were told what will be
//     reported; the record says so for good.
//   - A tally that was taken back is not counted, also when it arrives late.
//   - The id comes from the form: a form that is sent twice is one record.
package chat

import (
	"slices"
	"unicode/utf8"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Chat is a meaningful conversation (domain notes, 7.5). Everything but the day,
// the place and the length may be left out.
type Chat struct {
	ID        string
	On        civil.Date
	Setting   Setting
	Length    Length
	StartedBy Starter
	HelpWith  string // their words
	Before    Before // been to mutual aid before?
	Hopes     []Hope
	Worries   []Worry
	Kinds     []meeting.Kind // talked through
	Myths     []string       // codes of the myths that were talked about
	Handouts  []string       // codes of the handouts that were given
	Decision  Decision
	NextStep  string
	NextOn    civil.Date
	Companion Wanted
	Risk      bool   // a concern is to be raised; what it is, is not kept here
	Coerced   bool   // somebody with power over the person had a hand in their being there; they were told what is reported
	Shift     string // that it was part of; empty for none
	By        string
}

// Setting is where a chat is held: what the place of a shift is, too.
type Setting = shift.Setting

// Settings in the order pages show them.
var Settings = shift.Settings

// Length band of a chat.
type Length string

// Lengths in the order pages show them.
var Lengths = []Length{"under_5", "5_to_15", "15_to_30", "over_30"}

// Starter is who began the chat.
type Starter string

// Starters in the order pages show them.
var Starters = []Starter{"person", "us", "keyworker", "family", "other"}

// Before says whether somebody has been to mutual aid before.
type Before string

// Befores in the order pages show them.
var Befores = []Before{"never", "once_or_twice", "regularly", "family"}

// Hope of a person.
type Hope string

// Hopes in the order pages show them.
var Hopes = []Hope{"company", "understanding", "stop", "cut_down", "stay_stopped", "tools", "structure", "family", "something_to_do", "other"}

// Worry of a person; the middle four are about who will be told.
type Worry string

// Worries in the order pages show them.
var Worries = []Worry{"religion", "speaking", "recognised", "told_police", "told_social_services", "told_dvla", "told_work",
	"medication", "travel", "childcare", "safety", "drink_or_drugs_there", "language", "not_bad_enough", "own_faith", "cost", "other"}

// Decision at the end of a chat.
type Decision string

// Decisions in the order pages show them.
var Decisions = []Decision{"not_now", "think", "try", "already_going"}

// Wanted says whether the person wants company, and whose.
type Wanted string

// Wanteds in the order pages show them.
var Wanteds = []Wanted{"yes", "woman", "man", "maybe", "no"}

// Myths that can be talked about (domain notes, 1.3).
var Myths = []string{"religion", "cult", "must_speak", "abstinent_first", "stop_prescription", "everyone_will_know", "costs",
	"not_bad_enough", "enemies", "one_bad_meeting", "call_yourself", "only_for_some", "family_no_help", "probation_told",
	"ninety_in_ninety", "online_does_not_count"}

// Handouts that can be given: one for each myth, and the range itself.
var Handouts = append([]string{"the_range", "first_meeting"}, Myths...)

// Tally is a chat with somebody who wants no record.
type Tally struct {
	ID      string
	On      civil.Date
	Setting Setting
	Length  Length
	Worries []Worry
	Shift   string // that it was part of; empty for none
}

// longestWords of a person, in characters (domain notes, 7.5).
const longestWords = 200

// Check reports everything that is wrong with a chat that is saved on the day.
func (c Chat) Check(today civil.Date) error {
	e := fault.New(fault.Invalid, "chat.invalid")
	when(e, c.On, today, c.Setting, c.Length)
	known(e, "started_by", Starters, c.StartedBy)
	known(e, "been_before", Befores, c.Before)
	known(e, "decision", Decisions, c.Decision)
	known(e, "companion", Wanteds, c.Companion)
	if c.Setting.Coerced() && !c.Coerced {
		e.Field("coerced", "chat.coerced")
	}
	ticked(e, "hopes", Hopes, c.Hopes)
	ticked(e, "worries", Worries, c.Worries)
	ticked(e, "kinds", meeting.Kinds, c.Kinds)
	ticked(e, "myths", Myths, c.Myths)
	ticked(e, "handouts", Handouts, c.Handouts)
	for _, text := range []struct{ field, words string }{{"help_with", c.HelpWith}, {"next_step", c.NextStep}} {
		if n := utf8.RuneCountInString(text.words); n > longestWords {
			e.Field(text.field, "chat.words.long", fault.Args{"Over": n - longestWords, "Limit": longestWords})
		}
	}
	return e.OrNil()
}

// Check reports everything that is wrong with a tally that is saved on the day.
func (t Tally) Check(today civil.Date) error {
	e := fault.New(fault.Invalid, "chat.invalid")
	when(e, t.On, today, t.Setting, t.Length)
	ticked(e, "worries", Worries, t.Worries)
	return e.OrNil()
}

func when(e *fault.Error, on, today civil.Date, s Setting, l Length) {
	if on.IsZero() || on.After(today) {
		e.Field("on", "chat.day")
	}
	if !slices.Contains(Settings, s) {
		e.Field("setting", "chat.setting")
	}
	if !slices.Contains(Lengths, l) {
		e.Field("length", "chat.length")
	}
}

// known refuses a code that is not among those the form offers; none is fine.
func known[T ~string](e *fault.Error, field string, all []T, one T) {
	if one != "" && !slices.Contains(all, one) {
		e.Field(field, "chat.choice")
	}
}

func ticked[T ~string](e *fault.Error, field string, all, some []T) {
	for _, one := range some {
		if !slices.Contains(all, one) {
			e.Field(field, "chat.choice")
			return
		}
	}
}
