package civil

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"openmaf/internal/platform/fault"
)

// TimeOfDay is the time a clock on the wall shows, in minutes after midnight:
// 0 to 1439.
type TimeOfDay int16

// MinutesPerDay is the first number of minutes that is not a TimeOfDay.
const MinutesPerDay = 24 * 60

// named are the times that people write as a word.
var named = map[string]TimeOfDay{
	"noon": 12 * 60, "midday": 12 * 60, "12 noon": 12 * 60, "12noon": 12 * 60, "12 midday": 12 * 60,
	"midnight": 0, "12 midnight": 0, "12midnight": 0,
}

// written are the forms of a time in digits, lower case: 19:30, 7.30, 19:30:00,
// 1930, 730 or 7, and then am, a.m., pm or hrs.
var written = regexp.MustCompile(
	`^(\d{1,2}?)(?:[:.]?(\d{2})(?::[0-5]\d)?)? ?(?:([ap])\.? ?m\.?|hrs|hours)?$`)

// ParseTimeOfDay reads a time as people write it: "19:30", "7.30pm", "7:30 PM",
// "1930", "7pm", "noon", "midnight" (the beginning of the day). Seconds are
// read and dropped. It refuses what it would have to guess: an hour alone
// without am or pm ("7") could be morning or evening.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	text := strings.Join(strings.Fields(strings.ToLower(s)), " ")
	if t, ok := named[text]; ok {
		return t, nil
	}
	part := written.FindStringSubmatch(text)
	if part == nil {
		return 0, badTime("civil.time", s)
	}
	return fromParts(s, part[1], part[2], part[3])
}

// fromParts checks and joins the digits of a time; half is "a", "p" or nothing.
func fromParts(s, hours, minutes, half string) (TimeOfDay, error) {
	if minutes == "" && half == "" {
		return 0, badTime("civil.time.half", s)
	}
	hour, _ := strconv.Atoi(hours)
	minute, _ := strconv.Atoi(minutes) // none is 0
	switch {
	case hour > 23:
		return 0, badTime("civil.time.hour", s)
	case minute > 59:
		return 0, badTime("civil.time.minute", s)
	case half == "a" && hour > 12, half == "p" && hour == 0:
		return 0, badTime("civil.time.contradicts", s)
	case half == "a" && hour == 12:
		hour = 0
	case half == "p" && hour < 12:
		hour += 12
	}
	return TimeOfDay(hour*60 + minute), nil
}

func badTime(key, s string) error {
	return fault.New(fault.Invalid, key, fault.Args{"Value": quote(s)})
}

// quote keeps a person's own text short enough to stand in a message.
func quote(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Hour is 0 to 23.
func (t TimeOfDay) Hour() int { return int(t) / 60 }

// Minute is 0 to 59.
func (t TimeOfDay) Minute() int { return int(t) % 60 }

// String is 19:30.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute()) }

// MarshalText writes the time as String does, so that JSON holds "19:30".
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads every form that ParseTimeOfDay reads.
func (t *TimeOfDay) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTimeOfDay(string(text))
	return err
}
