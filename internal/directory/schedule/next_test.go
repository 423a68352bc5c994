package schedule_test

import (
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

func TestNext(t *testing.T) {
	fortnight := schedule.Fortnightly(time.Monday, date("2026-05-06")) // a Wednesday: its week is on
	christmas := schedule.Weekly(time.Friday).
		Cancel(date("2026-12-25")).
		Move(date("2027-01-01"), date("2027-01-03")).
		Extra(date("2026-12-24"))
	for _, c := range []struct {
		name, rule string
		from       string
		want       string // the next evenings, as many as are named
	}{
		{"weekly", text(schedule.Weekly(time.Tuesday)), "2026-05-01", "2026-05-05 2026-05-12"},
		{"weekly, today", text(schedule.Weekly(time.Friday)), "2026-05-01", "2026-05-01 2026-05-08"},
		{"several days", text(schedule.Weekly(time.Saturday, time.Monday)), "2026-05-03", "2026-05-04 2026-05-09 2026-05-11"},
		{"over the new year", text(schedule.Weekly(time.Sunday)), "2026-12-28", "2027-01-03"},
		{"first and third Friday", text(schedule.Nth(time.Friday, 1, 3)), "2026-05-02", "2026-05-15 2026-06-05 2026-06-19"},
		{"last Sunday", text(schedule.Nth(time.Sunday, -1)), "2026-02-01", "2026-02-22 2026-03-29 2026-04-26"},
		{"fourth or last", text(schedule.Nth(time.Sunday, 4, -1)), "2026-05-01", "2026-05-24 2026-05-31 2026-06-28 2026-07-26"},
		{"fifth Friday", text(schedule.Nth(time.Friday, 5)), "2026-02-01", "2026-05-29 2026-07-31 2026-10-30"},
		{"29 February", text(schedule.Nth(time.Tuesday, 5)), "2028-02-01", "2028-02-29 2028-05-30"},
		{"a sixth Friday", text(schedule.Nth(time.Friday, 6)), "2026-01-01", "never"},
		{"Tuesdays and the first Monday", "FREQ=MONTHLY;BYDAY=TU,1MO", "2026-05-01", "2026-05-04 2026-05-05 2026-05-12"},
		{"fortnightly", text(fortnight), "2026-05-01", "2026-05-04 2026-05-18 2026-06-01"},
		{"fortnightly, before its anchor", text(fortnight), "2026-04-01", "2026-04-06 2026-04-20"},
		{"fortnightly over 53 weeks", text(fortnight), "2026-12-25", "2026-12-28 2027-01-11"},
		{"every three weeks, two days", text(schedule.EveryWeeks(3, date("2026-05-01"), time.Sunday, time.Monday)),
			"2026-05-01", "2026-05-03 2026-05-18 2026-05-24 2026-06-08"},
		{"no weeks", text(schedule.EveryWeeks(0, date("2026-05-01"), time.Sunday)), "2026-05-01", "never"},
		{"from a day", text(schedule.Weekly(time.Friday).Between(date("2026-05-02"), civil.Date{})), "1999-01-01", "2026-05-08"},
		{"until a day", text(schedule.Weekly(time.Friday).Between(civil.Date{}, date("2026-05-08"))), "2026-05-01", "2026-05-01 2026-05-08 never"},
		{"over", text(schedule.Weekly(time.Friday).Between(civil.Date{}, date("2026-05-07"))), "2026-05-02", "never"},
		{"Christmas", text(christmas), "2026-12-18", "2026-12-18 2026-12-24 2027-01-03 2027-01-08"},
		{"an extra evening after the end", text(schedule.Weekly(time.Friday).Between(civil.Date{}, date("2026-05-08")).Extra(date("2026-06-01"))),
			"2026-05-08", "2026-05-08 2026-06-01 never"},
		{"single dates", text(schedule.Rule{}.Extra(date("2026-06-01")).Extra(date("2026-05-01"))), "2026-01-01", "2026-05-01 2026-06-01 never"},
		{"moved twice", text(schedule.Weekly(time.Friday).Move(date("2026-05-01"), date("2026-05-02")).Move(date("2026-05-02"), date("2026-05-03"))),
			"2026-05-01", "2026-05-03 2026-05-08"},
		{"moved onto each other", "FREQ=WEEKLY;BYDAY=FR;MOVE=20260508>20260501,20260501>20260430", "2026-04-25", "2026-04-30 2026-05-01 2026-05-15"},
		{"cancelled and brought back", text(schedule.Weekly(time.Friday).Cancel(date("2026-05-01")).Extra(date("2026-05-01"))), "2026-05-01", "2026-05-01"},
		{"cancelled on a day off", text(schedule.Weekly(time.Friday).Cancel(date("2026-04-30"))), "2026-04-30", "2026-05-01"},
		{"nothing", "", "2026-05-01", "never"},
		{"before 1900", text(schedule.Weekly(time.Monday)), "1066-10-14", "1900-01-01"},
		{"after 9999", text(schedule.Weekly(time.Saturday)), "9999-12-31", "never"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule, from := parse(t, c.rule), date(c.from)
			var got []string
			for range strings.Fields(c.want) {
				on, ok := rule.Next(from)
				if !ok {
					got = append(got, "never")
					break
				}
				if !rule.On(on) {
					t.Errorf("%v is the next evening, but nothing is on", on)
				}
				got = append(got, on.String())
				from = on.AddDays(1)
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.rule, got, c.want)
			}
		})
	}
}

// A fifth weekday comes at least once in five months, on whatever day one begins
// to look: so the search of a monthly rule may stop there. The calendar repeats
// after four hundred years.
func TestFifthWeekdayIsNeverFar(t *testing.T) {
	begin := date("2000-01-01").Days()
	for d := range time.Weekday(7) {
		rule := schedule.Nth(d, 5)
		for n := range date("2400-01-01").Days() - begin {
			from := civil.FromDays(begin + n)
			if next, ok := rule.Next(from); !ok || next.Weekday() != d || next.Day < 29 {
				t.Fatalf("no fifth %v after %v: %v", d, from, next)
			}
		}
	}
}

// The clocks go back on 25 October 2026 at 02:00 and forward on 28 March 2027
// at 01:00.
func TestSlotNextAtTheClockChanges(t *testing.T) {
	for _, c := range []struct {
		name, rule, start string
		minutes           int
		from              string
		want              string
	}{
		{"the evening before", "FREQ=WEEKLY;BYDAY=SA", "19:30", 90, "2026-10-24", "2026-10-24T19:30:00+01:00 2026-10-24T21:00:00+01:00"},
		{"the evening after", "FREQ=WEEKLY;BYDAY=SU", "19:30", 90, "2026-10-25", "2026-10-25T19:30:00Z 2026-10-25T21:00:00Z"},
		{"a week later, same time on the wall", "FREQ=WEEKLY;BYDAY=SA", "19:30", 90, "2026-10-25", "2026-10-31T19:30:00Z 2026-10-31T21:00:00Z"},
		{"past midnight", "FREQ=WEEKLY;BYDAY=FR", "23:30", 60, "2026-05-01", "2026-05-01T23:30:00+01:00 2026-05-02T00:30:00+01:00"},
		{"past midnight on New Year's Eve", "FREQ=WEEKLY;BYDAY=TH", "23:00", 120, "2026-12-31", "2026-12-31T23:00:00Z 2027-01-01T01:00:00Z"},
		{"three hours through the hour that comes twice", "FREQ=WEEKLY;BYDAY=SA", "23:30", 180, "2026-10-24", "2026-10-24T23:30:00+01:00 2026-10-25T01:30:00Z"},
		{"three hours through the hour that is missing", "FREQ=WEEKLY;BYDAY=SA", "23:30", 180, "2027-03-27", "2027-03-27T23:30:00Z 2027-03-28T03:30:00+01:00"},
		{"in the hour that comes twice", "FREQ=WEEKLY;BYDAY=SU", "01:30", 30, "2026-10-25", "2026-10-25T01:30:00+01:00 2026-10-25T01:00:00Z"},
		{"in the hour that is missing", "FREQ=WEEKLY;BYDAY=SU", "01:30", 30, "2027-03-28", "2027-03-28T02:30:00+01:00 2027-03-28T03:00:00+01:00"},
		{"last Sunday of March, after dinner", "FREQ=MONTHLY;BYDAY=-1SU", "20:00", 60, "2027-03-01", "2027-03-28T20:00:00+01:00 2027-03-28T21:00:00+01:00"},
		{"moved to another time", "FREQ=WEEKLY;BYDAY=FR;MOVE=20261225>20261227T1100", "19:30", 60, "2026-12-19", "2026-12-27T11:00:00Z 2026-12-27T12:00:00Z"},
		{"another time on its day", "FREQ=WEEKLY;BYDAY=FR;MOVE=20261218>20261218T1800", "19:30", 60, "2026-12-18", "2026-12-18T18:00:00Z 2026-12-18T19:00:00Z"},
		{"moved, at the usual time", "FREQ=WEEKLY;BYDAY=FR;MOVE=20261225>20261227", "19:30", 60, "2026-12-19", "2026-12-27T19:30:00Z 2026-12-27T20:30:00Z"},
		{"extra at midnight", "FREQ=WEEKLY;BYDAY=FR;RDATE=20261227T0000", "19:30", 0, "2026-12-26", "2026-12-27T00:00:00Z 2026-12-27T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			slot := schedule.Slot{Rule: parse(t, c.rule), Start: clock(t, c.start), Minutes: c.minutes}
			next, ok := slot.Next(date(c.from))
			got := next.Starts.Format(time.RFC3339) + " " + next.Ends.Format(time.RFC3339)
			if !ok || got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			if civil.DateOf(next.Starts) != next.On {
				t.Errorf("starts %v, but is said to be on %v", next.Starts, next.On)
			}
		})
	}
}

func TestSlotAfter(t *testing.T) {
	slot := schedule.Slot{Rule: schedule.Weekly(time.Friday).Between(civil.Date{}, date("2026-05-08")), Start: 19*60 + 30}
	for now, want := range map[string]string{
		"2026-05-01T18:29:00.000Z": "2026-05-01",
		"2026-05-01T18:30:00.000Z": "2026-05-08", // it has just begun
		"2026-05-07T23:30:00.000Z": "2026-05-08", // past midnight in London
		"2026-05-08T18:30:00.000Z": "",
	} {
		at, err := civil.ParseInstant(now)
		if err != nil {
			t.Fatal(err)
		}
		if next, ok := slot.After(at); next.On.String() != want || ok != (want != "") {
			t.Errorf("after %s comes %v; want %s", now, next.On, want)
		}
	}
}

func TestSlotEnd(t *testing.T) {
	for _, c := range []struct {
		start   civil.TimeOfDay
		minutes int
		want    string
	}{{19*60 + 30, 90, "21:00"}, {23*60 + 30, 60, "00:30"}, {19 * 60, 0, "19:00"}} {
		if got := (schedule.Slot{Start: c.start, Minutes: c.minutes}).End(); got.String() != c.want {
			t.Errorf("%v and %d minutes is %v; want %s", c.start, c.minutes, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	weekly := schedule.Weekly(time.Sunday, time.Friday)
	if !weekly.Plain() || weekly.Weekdays() != 1<<time.Sunday|1<<time.Friday {
		t.Errorf("%v: plain %v, days %b", weekly, weekly.Plain(), weekly.Weekdays())
	}
	if nth := schedule.Nth(time.Tuesday, 1); nth.Weekdays() != 1<<time.Tuesday {
		t.Errorf("%v: days %b", nth, nth.Weekdays())
	}
	day := date("2026-05-01")
	for _, rule := range []schedule.Rule{
		schedule.Nth(time.Friday, 1), schedule.Fortnightly(time.Friday, day), weekly.Cancel(day), weekly.Extra(day),
		weekly.Between(day, civil.Date{}), weekly.Between(civil.Date{}, day),
	} {
		if rule.Plain() {
			t.Errorf("%v is not plain", rule)
		}
	}
}

// Whoever changes a rule leaves the rule of everybody else alone.
func TestRulesAreValues(t *testing.T) {
	base := schedule.Weekly(time.Friday).Cancel(date("2026-05-01")).Cancel(date("2026-05-15"))
	before := base.String()
	_ = base.Extra(date("2026-05-01"))
	_ = base.Cancel(date("2026-05-08"))
	_ = base.Move(date("2026-05-15"), date("2026-05-16"))
	if base.String() != before {
		t.Errorf("%s became %s", before, base)
	}
}

func TestChanges(t *testing.T) {
	rule := schedule.Weekly(time.Friday).
		Move(date("2026-12-25"), date("2026-12-27"), 18*60).
		Extra(date("2026-12-24"))
	want := []schedule.Change{
		{On: date("2026-12-24"), Held: true},
		{On: date("2026-12-25")},
		{On: date("2026-12-27"), Held: true, InsteadOf: date("2026-12-25"), Timed: true, Start: 18 * 60},
	}
	got := rule.Changes()
	if len(got) != len(want) {
		t.Fatalf("got %v; want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v; want %+v", got[i], want[i])
		}
	}
}

func text(r schedule.Rule) string { return r.String() }

func date(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func clock(t *testing.T, s string) civil.TimeOfDay {
	t.Helper()
	c, err := civil.ParseTimeOfDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parse(t testing.TB, s string) schedule.Rule {
	t.Helper()
	r, err := schedule.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
