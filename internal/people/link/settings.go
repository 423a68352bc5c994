package link

import (
	"time"

	"openmaf/internal/platform/civil"
)

// Settings are the moments of the domain notes (7.4), each of which a community
// may set. A change of them reaches a link with its next step.
type Settings struct {
	Morning       civil.TimeOfDay // when a due day begins on Today
	ComfortLate   time.Duration   // after the end of the evening
	SecondDays    int             // from the comfort check
	ReviewMonths  int             // from the first attendance
	OutcomeMonths int             // from the first attendance
	OutcomeBefore int             // days that its window opens earlier
	OutcomeAfter  int             // days that its window stays open
	Tries         int             // to reach somebody for one check
	TryDays       int             // over which the tries are spread
	SafeReturn    time.Duration   // after the planned end, until the alarm
	LeadAfter     time.Duration   // from the alarm until the safeguarding lead is told too, where the community has set no other
	RemindBy      civil.TimeOfDay // when, on the day, the person should have been asked whether it is still on
	RemindLead    time.Duration   // or so long before the meeting begins, where that is earlier
	AnswerBy      civil.TimeOfDay // the day before an evening, by when whoever goes along should have said that they can
	FirstDays     int             // within which a first meeting is hoped for
}

// Defaults are the settings of a new community.
func Defaults() Settings {
	return Settings{
		Morning:       10 * 60,
		ComfortLate:   72 * time.Hour,
		SecondDays:    14,
		ReviewMonths:  3,
		OutcomeMonths: 6,
		OutcomeBefore: 28,
		OutcomeAfter:  56,
		Tries:         3,
		TryDays:       14,
		SafeReturn:    2 * time.Hour,
		LeadAfter:     time.Hour,
		RemindBy:      17 * 60,
		RemindLead:    2 * time.Hour,
		AnswerBy:      12 * 60,
		FirstDays:     7,
	}
}

// tryEvery is how many days lie between two tries, so that the last falls at
// the end of TryDays.
func (s Settings) tryEvery() int {
	if s.Tries < 2 {
		return s.TryDays
	}
	return s.TryDays / (s.Tries - 1)
}
