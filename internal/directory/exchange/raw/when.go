package raw

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// When reads on which days a meeting is held, from the cell for the day and the
// cell for how often, either of which may say all of it: "Monday", "Mon, Wed &
// Fri", "Monday to Friday", "1st and 3rd Thursday", "last Friday of the month",
// "every other Tuesday". The anchor is a day on which it is held; without one
// "every other Tuesday" is not known well enough to send anybody.
//
// Days may be numbers: 1 is Monday, and 0 and 7 are Sunday, which is where ISO
// 8601 and Meeting Guide agree as far as they do. key names the message for what
// could not be read, and is empty when all is well.
func When(day, frequency string, anchor civil.Date) (rule schedule.Rule, key string) {
	if strings.Contains(frequency, "FREQ=") {
		rule, err := schedule.Parse(strings.TrimPrefix(strings.TrimSpace(frequency), "RRULE:"))
		if err != nil || rule.IsZero() {
			return schedule.Rule{}, "exchange.frequency.unknown"
		}
		return rule, ""
	}
	var w when
	if !w.read(day) {
		return schedule.Rule{}, "exchange.day.unknown"
	}
	if !w.readFrequency(frequency) {
		return schedule.Rule{}, "exchange.frequency.unknown"
	}
	return w.rule(anchor)
}

// when gathers what the words say.
type when struct {
	days    []time.Weekday
	nth     []int // 1 to 5, -1 the last
	second  bool  // every second week
	monthly bool
	every   bool // "every second Monday" is every other, or the second of a month?
	ofMonth bool
	pending bool // a "to" waits for its day
}

var dayNames = map[string]time.Weekday{}

func init() {
	for name, forms := range map[time.Weekday]string{
		time.Monday:    "monday mondays mon mo 1",
		time.Tuesday:   "tuesday tuesdays tues tue tu 2",
		time.Wednesday: "wednesday wednesdays weds wed we 3",
		time.Thursday:  "thursday thursdays thurs thur thu th 4",
		time.Friday:    "friday fridays fri fr 5",
		time.Saturday:  "saturday saturdays sat sa 6",
		time.Sunday:    "sunday sundays sun su 7 0",
	} {
		for form := range strings.FieldsSeq(forms) {
			dayNames[form] = name
		}
	}
}

var (
	week     = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	dayLists = map[string][]time.Weekday{"daily": week, "everyday": week, "weekdays": week[:5], "weekday": week[:5], "weekends": week[5:], "weekend": week[5:]}
	ordinals = map[string]int{"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "5th": 5, "fifth": 5, "last": -1}
	// fillers say nothing that the other words do not say.
	fillers = []string{"and", "the", "of", "on", "in", "each", "a", "at", "evening", "evenings", "night", "nights",
		"morning", "mornings", "weekly", "week", "only"}
	wordOrDash = regexp.MustCompile(`[\p{L}\p{N}]+|-`)
)

// usual spellings of what takes two words.
var respelled = strings.NewReplacer("–", "-", "—", "-", "bi-weekly", "fortnightly", "biweekly", "fortnightly",
	"every other", "fortnightly", "every second week", "fortnightly", "every two weeks", "fortnightly", "every 2 weeks", "fortnightly",
	"every 2nd week", "fortnightly", "alternate", "fortnightly", "alternating", "fortnightly", "other week", "fortnightly",
	"every day", "daily", "once a month", "monthly", "every month", "monthly", "every week", "weekly", "once a week", "weekly")

// read takes the words of one cell in and reports whether it knew them all.
func (w *when) read(cell string) bool {
	text := respelled.Replace(strings.ToLower(cell))
	for _, word := range wordOrDash.FindAllString(text, -1) {
		if !w.word(word) {
			return false
		}
	}
	return !w.pending
}

func (w *when) word(word string) bool {
	if d, ok := dayNames[word]; ok {
		return w.day(d)
	}
	if n, ok := ordinals[word]; ok {
		w.nth = append(w.nth, n)
		return true
	}
	if list, ok := dayLists[word]; ok {
		w.days = append(w.days, list...)
		return true
	}
	switch word {
	case "-", "to", "till", "until", "through":
		w.pending = len(w.days) > 0
		return w.pending || word == "-" && len(w.nth) > 0
	case "fortnightly", "fortnight":
		w.second = true
		return true
	case "monthly":
		w.monthly, w.ofMonth = true, true
		return true
	case "every":
		w.every = true
		return true
	case "month":
		w.ofMonth = true
		return true
	}
	return slices.Contains(fillers, word)
}

// day adds a day, or all days up to it after a "to".
func (w *when) day(d time.Weekday) bool {
	if w.pending {
		w.pending = false
		for from := w.days[len(w.days)-1]; from != d; {
			from = (from + 1) % 7
			w.days = append(w.days, from)
		}
		return true
	}
	w.days = append(w.days, d)
	return true
}

// readFrequency reads the cell for how often, in which a number alone is a week
// of the month and no day.
func (w *when) readFrequency(cell string) bool {
	if n, err := strconv.Atoi(strings.TrimSpace(cell)); err == nil {
		w.nth = append(w.nth, n)
		return n >= 1 && n <= 5
	}
	days := len(w.days)
	ok := w.read(cell)
	if days > 0 { // "Friday" | "last Friday of the month"
		w.days = w.days[:days]
	}
	return ok
}

func (w *when) rule(anchor civil.Date) (schedule.Rule, string) {
	if len(w.days) == 0 && !anchor.IsZero() && (w.second || w.monthly || len(w.nth) > 0) {
		w.days = append(w.days, anchor.Weekday())
	}
	switch {
	case len(w.days) == 0:
		return schedule.Rule{}, "exchange.day.unknown"
	case len(w.nth) > 0 && w.second:
		return schedule.Rule{}, "exchange.frequency.unknown"
	case len(w.nth) == 1 && w.nth[0] > 1 && w.every && !w.ofMonth:
		return schedule.Rule{}, "exchange.frequency.which"
	case len(w.nth) > 0:
		return monthly(w.days, w.nth)
	case w.monthly && anchor.IsZero():
		return schedule.Rule{}, "exchange.frequency.which"
	case w.monthly:
		return monthly(w.days, []int{(anchor.Day-1)/7 + 1})
	case w.second && anchor.IsZero():
		return schedule.Rule{}, "exchange.frequency.anchor"
	case w.second:
		return schedule.EveryWeeks(2, anchor, w.days...), ""
	}
	return schedule.Weekly(w.days...), ""
}

var codes = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// monthly is held on each of the days in each of the weeks of the month.
func monthly(days []time.Weekday, nth []int) (schedule.Rule, string) {
	var parts []string
	for _, n := range nth {
		for _, d := range days {
			part := strconv.Itoa(n) + codes[d]
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	rule, err := schedule.Parse("FREQ=MONTHLY;BYDAY=" + strings.Join(parts, ","))
	if err != nil {
		return schedule.Rule{}, "exchange.frequency.unknown"
	}
	return rule, ""
}

// durations are the forms of a length of time: "1hr 30mins", "90 min", "1:30",
// "1h30", "1.5 hours", "90".
var durations = regexp.MustCompile(`^(?:(\d{1,2}(?:\.\d+)?) ?h(?:(?:ou)?rs?)?\.?|(\d{1,2}):)? ?(?:and )?(?:(\d{1,3}) ?(?:m|mins?|minutes?)?\.?)?(?::00)?$`)

// Minutes reads a length of time; a number alone is minutes.
func Minutes(s string) (int, bool) {
	p := durations.FindStringSubmatch(strings.Join(strings.Fields(strings.ToLower(s)), " "))
	if p == nil || p[1]+p[2]+p[3] == "" {
		return 0, false
	}
	hours, _ := strconv.ParseFloat(p[1]+p[2], 64) // none is 0
	minutes, _ := strconv.Atoi(p[3])
	return int(hours*60+0.5) + minutes, true
}

var britishDate = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$`)

// parseDate reads 2026-05-01, or 1/5/2026 as it is written here: day first.
func parseDate(s string) (civil.Date, bool) {
	if p := britishDate.FindStringSubmatch(s); p != nil {
		day, month := "0"+p[1], "0"+p[2]
		s = p[3] + "-" + month[len(month)-2:] + "-" + day[len(day)-2:]
	}
	d, err := civil.ParseDate(s)
	return d, err == nil
}
