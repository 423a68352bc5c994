package option

import (
	"strings"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// Free is when a person is free: windows by weekday. An empty Free is not
// "never" but "not asked".
type Free []Window

// Window is a span of one weekday, from the minute From up to but not including
// Until, which may be the 1440th: the end of the day. A meeting fits a window
// when it starts within it.
type Window struct {
	Day   time.Weekday
	From  civil.TimeOfDay
	Until civil.TimeOfDay
}

// Holds reports whether a meeting that starts then is at a free time.
func (f Free) Holds(day time.Weekday, start civil.TimeOfDay) bool {
	if len(f) == 0 {
		return true
	}
	for _, w := range f {
		if w.Day == day && w.From <= start && start < w.Until {
			return true
		}
	}
	return false
}

// String writes the windows as [ParseFree] reads them.
func (f Free) String() string {
	var b strings.Builder
	for i, w := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(shortDays[w.Day] + " " + w.From.String() + "-")
		if w.Until == civil.MinutesPerDay {
			b.WriteString("24:00")
		} else {
			b.WriteString(w.Until.String())
		}
	}
	return b.String()
}

// MarshalText and UnmarshalText keep a wish's free times as people write them:
// the end of a day is no time of day, but it ends a window.
func (f Free) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

func (f *Free) UnmarshalText(text []byte) (err error) {
	*f, err = ParseFree(string(text))
	return err
}

// ParseFree reads windows such as "mon 18:00-21:00, tue-thu 7pm-9.30pm,
// weekends". A day alone is the whole day; a window that ends before it begins
// runs past midnight.
func ParseFree(s string) (Free, error) {
	var free Free
	for _, part := range listed(s) {
		days, times := splitDays(part)
		on, ok := daysNamed(days)
		if !ok {
			return nil, fault.New(fault.Invalid, "option.free.day", fault.Args{"Value": quote(part)})
		}
		from, until, err := span(times)
		if err != nil {
			return nil, fault.New(fault.Invalid, "option.free.times", fault.Args{"Value": quote(part)}).Because(err)
		}
		for _, day := range on {
			free = free.add(day, from, until)
		}
	}
	return free, nil
}

// add a window, as two when it runs past midnight.
func (f Free) add(day time.Weekday, from, until civil.TimeOfDay) Free {
	if from < until {
		return append(f, Window{day, from, until})
	}
	f = append(f, Window{day, from, civil.MinutesPerDay})
	if until > 0 {
		f = append(f, Window{(day + 1) % 7, 0, until})
	}
	return f
}

// splitDays parts "mon-wed 18:00-21:00" before the first digit or word of time.
func splitDays(s string) (days, times string) {
	i := strings.IndexAny(s, "0123456789")
	if at := strings.Index(s, "noon"); at >= 0 && (i < 0 || at < i) {
		i = at
	}
	if at := strings.Index(s, "midnight"); at >= 0 && (i < 0 || at < i) {
		i = at
	}
	if i < 0 {
		return s, ""
	}
	return strings.TrimSpace(s[:i]), s[i:]
}

// span reads "18:00-21:00"; nothing is the whole day.
func span(s string) (from, until civil.TimeOfDay, err error) {
	if s == "" {
		return 0, civil.MinutesPerDay, nil
	}
	first, last, ok := strings.Cut(dashes.Replace(s), "-")
	if !ok {
		return 0, 0, fault.New(fault.Invalid, "option.free.times", fault.Args{"Value": quote(s)})
	}
	if from, err = civil.ParseTimeOfDay(first); err != nil {
		return 0, 0, err
	}
	if strings.TrimSpace(last) == "24:00" {
		return from, civil.MinutesPerDay, nil
	}
	until, err = civil.ParseTimeOfDay(last)
	if err == nil && until == from {
		err = fault.New(fault.Invalid, "option.free.times", fault.Args{"Value": quote(s)})
	}
	return from, until, err
}

var dashes = strings.NewReplacer("–", "-", "—", "-", " to ", "-", " until ", "-")

var shortDays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var dayGroups = map[string][]time.Weekday{
	"weekdays": {1, 2, 3, 4, 5}, "weekday": {1, 2, 3, 4, 5},
	"weekends": {6, 0}, "weekend": {6, 0},
	"daily": {1, 2, 3, 4, 5, 6, 0}, "every day": {1, 2, 3, 4, 5, 6, 0}, "any day": {1, 2, 3, 4, 5, 6, 0},
}

// daysNamed reads "mon", "Mondays", "mon-fri" or "weekends".
func daysNamed(s string) ([]time.Weekday, bool) {
	s = strings.TrimSpace(dashes.Replace(s))
	if days, ok := dayGroups[s]; ok {
		return days, true
	}
	first, last, several := strings.Cut(s, "-")
	from, ok := dayNamed(first)
	if !ok || !several {
		return []time.Weekday{from}, ok
	}
	until, ok := dayNamed(last)
	days := []time.Weekday{from}
	for day := from; day != until; {
		day = (day + 1) % 7
		days = append(days, day)
	}
	return days, ok
}

// dayNamed reads one day by at least its first three letters.
func dayNamed(s string) (time.Weekday, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "."), "s")
	for day := time.Sunday; day <= time.Saturday; day++ {
		full := strings.ToLower(day.String())
		if len(s) >= 3 && strings.HasPrefix(full, s) {
			return day, true
		}
	}
	return 0, false
}
