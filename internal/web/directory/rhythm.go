package directory

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

// Answers to "how often?".
const (
	everyWeek  = "week"
	secondWeek = "second"
	monthly    = "month"
	asItIs     = "as-it-is" // a rule that the form has no fields for
)

// week is the days as the form numbers them, Monday first.
var week = []string{"1", "2", "3", "4", "5", "6", "0"}

// ordinals are the weeks of a month as the form names them.
var ordinals = []string{"1", "2", "3", "4", "5", "last"}

// rhythm is a rule as the form asks for it.
type rhythm struct {
	often string
	days  []string
	nth   []string
	from  civil.Date // an evening of a rule for every second week
}

var codes = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// rule of the answers; the zero rule where they do not make one.
func (a rhythm) rule() schedule.Rule {
	var days []time.Weekday
	for _, d := range a.days {
		if slices.Contains(week, d) {
			n, _ := strconv.Atoi(d) // it is one of the week
			days = append(days, time.Weekday(n))
		}
	}
	switch {
	case len(days) == 0:
		return schedule.Rule{}
	case a.often == secondWeek:
		return schedule.EveryWeeks(2, a.from, days...)
	case a.often == monthly:
		return inMonth(days, a.nth)
	}
	return schedule.Weekly(days...)
}

// inMonth is held on each of the days in each of the weeks of the month.
func inMonth(days []time.Weekday, nth []string) schedule.Rule {
	var parts []string
	for _, n := range nth {
		if slices.Contains(ordinals, n) {
			for _, d := range days {
				parts = append(parts, strings.Replace(n, "last", "-1", 1)+codes[d])
			}
		}
	}
	rule, err := schedule.Parse("FREQ=MONTHLY;BYDAY=" + strings.Join(parts, ","))
	if err != nil {
		return schedule.Rule{} // no week of the month was ticked
	}
	return rule
}

// rhythmOf finds the answers that make the rule. It never guesses: where none
// do, the rule stays as it is.
func rhythmOf(r schedule.Rule, today civil.Date) rhythm {
	a := rhythm{often: everyWeek}
	for _, d := range week {
		if n, _ := strconv.Atoi(d); r.Weekdays()>>n&1 == 1 {
			a.days = append(a.days, d)
		}
	}
	if a.rule().Equal(r) {
		return a
	}
	a.often = secondWeek
	if a.from, _ = r.Next(today); a.rule().Equal(r) {
		return a
	}
	a.often, a.from = monthly, civil.Date{}
	text := r.String()
	for _, n := range ordinals {
		if hasOrdinal(text, n) {
			a.nth = append(a.nth, n)
		}
	}
	if a.rule().Equal(r) {
		return a
	}
	return rhythm{often: asItIs, days: a.days}
}

// hasOrdinal reports whether any day of the rule's text bears the ordinal.
func hasOrdinal(text, n string) bool {
	n = strings.Replace(n, "last", "-1", 1)
	return slices.ContainsFunc(codes[:], func(code string) bool {
		return strings.Contains(text, "="+n+code) || strings.Contains(text, ","+n+code)
	})
}

// readRule reads the rule out of the form, and notes what is missing.
func readRule(f *page.Form, had schedule.Rule) schedule.Rule {
	a := rhythm{often: f.Get("often"), days: f.All("day"), nth: f.All("nth"), from: f.Date("first")}
	if a.often == asItIs && !had.IsZero() {
		return had
	}
	if len(a.days) == 0 {
		f.Problem("day", "meeting.day.empty")
		return schedule.Rule{}
	}
	switch {
	case a.often == secondWeek && f.Get("first-day")+f.Get("first-month")+f.Get("first-year") == "":
		f.Problem("first", "directorypages.first.empty")
	case a.often == monthly && len(a.nth) == 0:
		f.Problem("nth", "directorypages.nth.empty")
	}
	return a.rule()
}
