package schedule_test

import (
	"testing"
	"time"

	"github.com/teambition/rrule-go"

	"openmaf/internal/directory/schedule"
	"openmaf/internal/platform/civil"
)

// BenchmarkNext asks for the next evening of a meeting that began on 6 January
// 2020, on days in 2026, and asks rrule-go the same in the same run: x-rrule is
// how many times longer that takes.
func BenchmarkNext(b *testing.B) {
	for _, c := range []struct {
		name, rule string
		oracle     rrule.ROption
	}{
		{"weekly", "FREQ=WEEKLY;BYDAY=TU,FR", rrule.ROption{Freq: rrule.WEEKLY, Byweekday: []rrule.Weekday{rrule.TU, rrule.FR}}},
		{"fortnightly", "FREQ=WEEKLY;INTERVAL=2;ANCHOR=20200106;BYDAY=MO", rrule.ROption{Freq: rrule.WEEKLY, Interval: 2, Byweekday: []rrule.Weekday{rrule.MO}}},
		{"nth", "FREQ=MONTHLY;BYDAY=1FR,3FR", rrule.ROption{Freq: rrule.MONTHLY, Byweekday: []rrule.Weekday{rrule.FR.Nth(1), rrule.FR.Nth(3)}}},
		{"changed", "FREQ=WEEKLY;BYDAY=FR;EXDATE=20251226,20260501,20260508,20261225;MOVE=20260403>20260402", rrule.ROption{Freq: rrule.WEEKLY, Byweekday: []rrule.Weekday{rrule.FR}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			rule, from := parse(b, c.rule), date("2026-04-30")
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := rule.Next(from); !ok {
					b.Fatal("no evening")
				}
			}
			ours := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(timeOracle(b, date("2020-01-06"), from, c.oracle)/ours, "x-rrule")
		})
	}
}

// BenchmarkNextByAge shows that Next does not mind how long ago a meeting began,
// as rrule-go does.
func BenchmarkNextByAge(b *testing.B) {
	from := date("2026-04-30")
	for _, begun := range []string{"1950-01-02", "2020-01-06", "2026-04-06"} {
		b.Run(begun[:4], func(b *testing.B) {
			rule := schedule.Fortnightly(time.Monday, date(begun)).Between(date(begun), date("2050-01-01"))
			for b.Loop() {
				if _, ok := rule.Next(from); !ok {
					b.Fatal("no evening")
				}
			}
			ours := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(timeOracle(b, date(begun), from, rrule.ROption{Freq: rrule.WEEKLY, Interval: 2,
				Byweekday: []rrule.Weekday{rrule.MO}})/ours, "x-rrule")
		})
	}
}

// BenchmarkSlotNext adds the two instants in London.
func BenchmarkSlotNext(b *testing.B) {
	slot := schedule.Slot{Rule: schedule.Weekly(time.Friday), Start: 19*60 + 30, Minutes: 90}
	for _, from := range []string{"2026-04-30", "2026-10-24", "2040-06-01"} {
		b.Run(from, func(b *testing.B) {
			day := date(from)
			for b.Loop() {
				if _, ok := slot.Next(day); !ok {
					b.Fatal("no evening")
				}
			}
			ours := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(timeOracle(b, date("2020-01-06"), day, rrule.ROption{Freq: rrule.WEEKLY,
				Byweekday: []rrule.Weekday{rrule.FR}})/ours, "x-rrule")
		})
	}
}

// timeOracle is the seconds that rrule-go takes for the first evening on or after
// a day, of a meeting that began on another.
func timeOracle(b *testing.B, begun, day civil.Date, option rrule.ROption) float64 {
	option.Dtstart = midnight(begun)
	rule, err := rrule.NewRRule(option)
	if err != nil {
		b.Fatal(err)
	}
	const rounds = 200
	from := midnight(day)
	began := time.Now()
	for range rounds {
		if rule.After(from, true).IsZero() {
			b.Fatal("the oracle has no evening")
		}
	}
	return time.Since(began).Seconds() / rounds
}
