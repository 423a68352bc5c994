package schedule_test

import (
	"testing"
	"time"

	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// The oracle is teambition/rrule-go: it counts the evenings of RFC 5545 up from
// the beginning, which is another way to the same answer. What it is told is
// drawn beside the rule, not read back from it.

// drawn is a rule and the same thing said to the oracle.
type drawn struct {
	rule        schedule.Rule
	options     []rrule.ROption // evenings of the rule: the union of these
	first, last civil.Date      // zero when open
	held        map[civil.Date]bool
}

var oracleDays = [7]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}

func drawRule(t *rapid.T) drawn {
	d := drawn{held: map[civil.Date]bool{}}
	switch rapid.SampledFrom([]string{"weekly", "weeks", "nth", "none"}).Draw(t, "form") {
	case "weekly":
		days, oracle := drawDays(t)
		d.rule = schedule.Weekly(days...)
		d.options = []rrule.ROption{{Freq: rrule.WEEKLY, Byweekday: oracle}}
	case "weeks":
		days, oracle := drawDays(t)
		weeks, anchor := rapid.IntRange(1, 52).Draw(t, "weeks"), drawDate(t, "anchor")
		d.rule = schedule.EveryWeeks(weeks, anchor, days...)
		// The oracle begins with its anchor: one far back, in a week on.
		begin := anchor.AddDays(-7 * weeks * (2500 / weeks))
		d.options = []rrule.ROption{{Freq: rrule.WEEKLY, Interval: weeks, Byweekday: oracle, Dtstart: midnight(begin)}}
	case "nth":
		day := rapid.IntRange(0, 6).Draw(t, "day")
		nth := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{1, 2, 3, 4, 5, -1}), 1, 4, rapid.ID).Draw(t, "nth")
		d.rule = schedule.Nth(time.Weekday(day), nth...)
		for _, n := range nth {
			d.options = append(d.options, rrule.ROption{Freq: rrule.MONTHLY, Byweekday: []rrule.Weekday{oracleDays[day].Nth(n)}})
		}
	}
	d.drawLimits(t)
	d.drawChanges(t)
	return d
}

func drawDays(t *rapid.T) (days []time.Weekday, oracle []rrule.Weekday) {
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID).Draw(t, "days") {
		days, oracle = append(days, time.Weekday(i)), append(oracle, oracleDays[i])
	}
	return days, oracle
}

func (d *drawn) drawLimits(t *rapid.T) {
	if rapid.Bool().Draw(t, "begins") {
		d.first = drawDate(t, "first")
	}
	if rapid.Bool().Draw(t, "ends") {
		d.last = drawDate(t, "last")
	}
	d.rule = d.rule.Between(d.first, d.last)
}

func (d *drawn) drawChanges(t *rapid.T) {
	for range rapid.IntRange(0, 12).Draw(t, "changes") {
		on := drawDate(t, "on")
		switch rapid.SampledFrom([]string{"cancel", "extra", "move"}).Draw(t, "change") {
		case "cancel":
			d.rule = d.rule.Cancel(on)
			d.held[on] = false
		case "extra":
			d.rule = d.rule.Extra(on, drawStart(t)...)
			d.held[on] = true
		case "move":
			to := on.AddDays(rapid.IntRange(-9, 9).Draw(t, "by"))
			d.rule = d.rule.Move(on, to, drawStart(t)...)
			d.held[on] = false
			d.held[to] = true
		}
	}
}

func drawStart(t *rapid.T) []civil.TimeOfDay {
	return rapid.SliceOfN(rapid.Map(rapid.IntRange(0, civil.MinutesPerDay-1), func(n int) civil.TimeOfDay { return civil.TimeOfDay(n) }), 0, 1).Draw(t, "start")
}

// drawDate is near enough to the others that dates, limits and changes meet.
func drawDate(t *rapid.T, label string) civil.Date {
	return date("2026-01-01").AddDays(rapid.IntRange(-30, 500).Draw(t, label))
}

func midnight(d civil.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// next asks the oracle: the earliest of all its rules and extra dates.
func (d drawn) next(t *rapid.T, from civil.Date) (next civil.Date, ok bool) {
	earliest := func(at time.Time) {
		if at.IsZero() {
			return
		}
		if on := civil.DateOf(at); !ok || on.Before(next) {
			next, ok = on, true
		}
	}
	begin := from
	if d.first.After(begin) {
		begin = d.first
	}
	for _, option := range d.options {
		earliest(d.nextOf(t, option, begin))
	}
	for on, held := range d.held {
		if held && !on.Before(from) {
			earliest(midnight(on))
		}
	}
	return next, ok
}

// nextOf is the oracle's first evening of one rule without the cancelled ones.
func (d drawn) nextOf(t *rapid.T, option rrule.ROption, begin civil.Date) time.Time {
	if option.Dtstart.IsZero() {
		option.Dtstart = midnight(begin)
	}
	if !d.last.IsZero() {
		if d.last.Before(civil.DateOf(option.Dtstart)) {
			return time.Time{} // the oracle takes an end before its beginning for none
		}
		option.Until = midnight(d.last)
	}
	rule, err := rrule.NewRRule(option)
	if err != nil {
		t.Fatal(err)
	}
	var set rrule.Set
	set.RRule(rule)
	for on, held := range d.held {
		if !held {
			set.ExDate(midnight(on))
		}
	}
	return set.After(midnight(begin), true)
}

func TestNextAgreesWithRRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawRule(t)
		from := drawDate(t, "from")
		for range 4 {
			got, ok := d.rule.Next(from)
			want, wantOK := d.next(t, from)
			if got != want || ok != wantOK {
				t.Fatalf("%s from %v\n got %v %v\nwant %v %v", d.rule, from, got, ok, want, wantOK)
			}
			if on := ok && got == from; d.rule.On(from) != on {
				t.Fatalf("%s on %v: %v", d.rule, from, !on)
			}
			if !ok {
				return
			}
			from = got.AddDays(1)
		}
	})
}

// A plain rule is all said by its days of the week: readers in a hurry count on
// it.
func TestPlainRulesAreTheirWeekdays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule, on := drawRule(t).rule, drawDate(t, "on")
		if held := rule.Weekdays()>>on.Weekday()&1 == 1; rule.Plain() && rule.On(on) != held {
			t.Fatalf("%s on %v: %v, by its weekdays %v", rule, on, !held, held)
		}
	})
}

func TestTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := drawRule(t).rule
		back, err := schedule.Parse(rule.String())
		if err != nil || !back.Equal(rule) || back.String() != rule.String() {
			t.Fatalf("%s reads back as %s, %v", rule, back, err)
		}
	})
}
