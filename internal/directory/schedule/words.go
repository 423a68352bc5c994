package schedule

import (
	"math/bits"
	"strconv"
	"time"
)

// Phrase is a message of the catalogue with what fills its gaps, in pairs of a
// name and a value. A value may be a Phrase itself: a list of days is one.
type Phrase struct {
	Key  string
	Args []any
}

// Say puts the phrase into words, the innermost first. The translator is the
// T of the catalogue of whoever reads.
func (p Phrase) Say(translate func(key string, args ...any) string) string {
	args := make([]any, len(p.Args))
	for i, arg := range p.Args {
		if inner, ok := arg.(Phrase); ok {
			arg = inner.Say(translate)
		}
		args[i] = arg
	}
	return translate(p.Key, args...)
}

// dayKeys end the keys of the messages that name a day of the week.
var dayKeys = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// Describe says when the meeting is held, as one would say it to a friend:
// "Tuesdays", "first and third Friday of the month", "every second Monday".
// First, Last and Changes are not part of it: they have dates, and dates have a
// format of their own.
func (r Rule) Describe() Phrase {
	switch {
	case r.interval > 1:
		return r.describeInterval()
	case r.monthly():
		return list(r.describeMonth())
	case r.every == wholeWeek:
		return Phrase{Key: "schedule.daily"}
	case r.every != 0:
		return list(r.every.phrases("schedule.days."))
	case len(r.changes) > 0:
		return Phrase{Key: "schedule.dates"}
	}
	return Phrase{Key: "schedule.never"}
}

func (r Rule) describeInterval() Phrase {
	days := list(r.every.phrases("schedule.day."))
	switch {
	case r.interval > 2:
		return Phrase{"schedule.every", []any{"Weeks", int(r.interval), "Days", days}}
	case bits.OnesCount8(uint8(r.every)) > 1:
		return Phrase{"schedule.fortnight", []any{"Days", days}}
	}
	return Phrase{"schedule.second", []any{"Day", days}}
}

// describeMonth is one phrase for the days of every week, if any, and one for
// each day of some weeks of the month.
func (r Rule) describeMonth() []Phrase {
	phrases := r.every.phrases("schedule.days.")
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		if r.nth[d] == 0 {
			continue
		}
		phrases = append(phrases, Phrase{"schedule.month", []any{
			"Which", list(r.nth[d].phrases()),
			"Day", Phrase{Key: "schedule.day." + dayKeys[d]},
		}})
	}
	return phrases
}

// phrases names the days of the set, from Monday to Sunday.
func (w weekdays) phrases(prefix string) (phrases []Phrase) {
	for i := range 7 {
		if d := time.Weekday((i + 1) % 7); w.has(d) {
			phrases = append(phrases, Phrase{Key: prefix + dayKeys[d]})
		}
	}
	return phrases
}

// phrases names the weeks of the set: first to fifth, and last.
func (o ordinals) phrases() (phrases []Phrase) {
	for n := 1; n <= fifth; n++ {
		if o>>n&1 == 1 {
			phrases = append(phrases, Phrase{Key: "schedule.nth." + strconv.Itoa(n)})
		}
	}
	if o>>lastOnly&1 == 1 {
		phrases = append(phrases, Phrase{Key: "schedule.nth.last"})
	}
	return phrases
}

// list joins phrases, of which there is at least one, as in "a, b and c".
func list(phrases []Phrase) Phrase {
	joined, rest := phrases[0], phrases[1:]
	for i, next := range rest {
		key := "schedule.list.more"
		if i == len(rest)-1 {
			key = "schedule.list.last"
		}
		joined = Phrase{key, []any{"List", joined, "Next", next}}
	}
	return joined
}
