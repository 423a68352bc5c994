package people

import (
	"slices"
	"strings"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/chat"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/web/page"
)

// span is a part of the day.
type span struct{ from, until civil.TimeOfDay }

var (
	workdays  = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	weekend   = []time.Weekday{time.Saturday, time.Sunday}
	morning   = span{6 * 60, 12 * 60}
	afternoon = span{12 * 60, 17 * 60}
	evening   = span{17 * 60, civil.MinutesPerDay}
)

// times are the free times that a chat asks for, in the order of its page.
// Nobody at a counter has a diary: six ticks do.
var times = []struct {
	code string
	days []time.Weekday
	span span
}{
	{"weekday_mornings", workdays, morning},
	{"weekday_afternoons", workdays, afternoon},
	{"weekday_evenings", workdays, evening},
	{"weekend_mornings", weekend, morning},
	{"weekend_afternoons", weekend, afternoon},
	{"weekend_evenings", weekend, evening},
}

func timeCodes() []string {
	codes := make([]string, len(times))
	for i, t := range times {
		codes[i] = t.code
	}
	return codes
}

// freeTimes are the windows behind the ticks; none is "not asked".
func freeTimes(f *page.Form) option.Free { return freeAt(f.All("free")) }

func freeAt(codes []string) (free option.Free) {
	for _, t := range times {
		if !slices.Contains(codes, t.code) {
			continue
		}
		for _, day := range t.days {
			free = append(free, option.Window{Day: day, From: t.span.from, Until: t.span.until})
		}
	}
	return free
}

// needs and wants are the facets that a chat asks about: what must be, and
// what would be nice.
var (
	needs = []facet.Name{facet.StepFree, facet.HearingLoop, facet.Childcare, facet.Women, facet.Men}
	wants = []facet.Name{facet.Newcomers, facet.JustListen, facet.Small, facet.Secular, facet.LGBTQ, facet.Young}
)

// eases are the facets that answer a worry: what somebody worries about is
// heard when options are ranked, not only written down.
var eases = map[chat.Worry]facet.Name{
	"religion":   facet.Secular,
	"speaking":   facet.JustListen,
	"medication": facet.Medication,
	"childcare":  facet.Childcare,
}

// wish is what the form says that the person wants and can do, this time. The
// day from which to look is not in it: it is the day on which options are
// looked at.
func (a *Area) wish(f *page.Form, near option.Near, worries []chat.Worry) option.Wish {
	w := option.Wish{Near: near, Free: freeTimes(f), Need: ticked(f, "need", needs), Prefer: ticked(f, "prefer", wants)}
	var err error
	if w.Travel, err = option.ParseTravel(f.Get("travel")); err != nil {
		f.Problem("travel", "chat.choice")
	}
	if w.Online, err = option.ParseOnline(f.Get("online")); err != nil {
		f.Problem("online", "chat.choice")
	}
	if f.Get("for") == "them" {
		w.For = option.SomeoneElse
	}
	for _, worry := range worries {
		if eased, ok := eases[worry]; ok {
			w.Prefer = append(w.Prefer, eased)
		}
	}
	return w
}

// ticked are the codes of a list that were ticked, in its order.
func ticked[T ~string](f *page.Form, field string, list []T) (some []T) {
	for _, code := range list {
		if f.Has(field, string(code)) {
			some = append(some, code)
		}
	}
	return some
}

// whereabouts finds the place that was typed, no closer than a district: a
// postcode is cut to its first half before anything is looked up or kept. What
// nobody knows is noted at the field.
func (a *Area) whereabouts(r *page.Request, f *page.Form) (area string, near option.Near, err error) {
	typed := f.Get("area")
	if typed == "" {
		return "", near, nil
	}
	code, isCode := place.ParsePostcode(typed)
	if !isCode {
		code, isCode = postcodeWithin(typed)
	}
	look := typed
	if isCode && !code.Irish {
		area, look = code.Out, code.Out
	}
	found, err := a.Places.Find(r.Context(), r.Actor().Scope, look)
	if err == nil {
		return area, option.Near{Point: found.Point(), Known: true, Coarse: true}, nil
	}
	unknown := fault.As(err)
	if unknown == nil || unknown.Kind != fault.Missing && unknown.Kind != fault.Invalid {
		return "", near, err
	}
	if area != "" {
		if there, err := a.Places.Any(r.Context(), r.Actor().Scope); err != nil || !there {
			return area, near, err // no map yet: the district is kept, the way is not measured
		}
	}
	f.Problem("area", unknown.Key, unknown.Args)
	return "", near, nil
}

// postcodeWithin finds the postcode that an address ends with.
func postcodeWithin(address string) (place.Postcode, bool) {
	words := strings.FieldsFunc(address, func(c rune) bool { return c == ' ' || c == ',' })
	for n := 2; n >= 1; n-- {
		if len(words) > n {
			if code, ok := place.ParsePostcode(strings.Join(words[len(words)-n:], " ")); ok {
				return code, true
			}
		}
	}
	return place.Postcode{}, false
}
