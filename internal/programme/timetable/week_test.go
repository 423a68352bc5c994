package timetable_test

import (
	"slices"
	"strconv"
	"testing"

	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/timetable"

	"pgregory.net/rapid"
)

var began = civil.Date{Year: 2026, Month: 1, Day: 5}

func day(n int) civil.Date { return began.AddDays(n) }

// kept is somebody's askings as a database would keep them.
type kept struct {
	asks []timetable.Asked
	made int
}

// look does what the store does at each look.
func (k *kept) look(slots []timetable.Slot, checks timetable.CheckIns, today civil.Date) {
	plan, lapse := timetable.Make(slots, k.asks, checks, today)
	for _, a := range lapse {
		k.asks = slices.DeleteFunc(k.asks, func(o timetable.Asked) bool { return o.ID == a.ID })
	}
	for _, p := range plan {
		k.made++
		k.asks = append(k.asks, timetable.Asked{ID: strconv.Itoa(k.made), TimePoint: p.TimePoint, Opens: p.Opens, Closes: p.Closes, ByItself: true})
	}
}

// Each time point by itself: when it opens, and when it is over.
func TestTimePoints(t *testing.T) {
	on := func(c timetable.Course) timetable.Way { return timetable.Way{Course: &c} }
	for _, c := range []struct {
		name string
		at   asking.Point
		way  timetable.Way
		want [][2]int
	}{
		{"the start of a way", asking.Before, timetable.Way{Raised: day(0)}, [][2]int{{0, 14}}},
		{"the start of a course, from enrolment", asking.Before, on(timetable.Course{Enrolled: day(-10), First: day(0)}), [][2]int{{-10, 14}}},
		{"the start of a course, enrolled long before", asking.Before, on(timetable.Course{Enrolled: day(-90), Next: day(0)}), [][2]int{{-28, 14}}},
		{"the start of a course that they never came to", asking.Before, on(timetable.Course{Enrolled: day(-90)}), nil},
		{"each session", asking.EachSession, on(timetable.Course{First: day(0), Last: day(7)}), [][2]int{{7, 13}}},
		{"no session so far", asking.EachSession, on(timetable.Course{Next: day(7)}), nil},
		{"an evening", asking.Visit, timetable.Way{Raised: day(0), Evening: day(9)}, [][2]int{{9, 16}}},
		{"each month, until six months' questions ask the same", asking.Monthly, timetable.Way{Raised: day(0)},
			[][2]int{{30, 44}, {60, 74}, {90, 104}, {120, 134}, {150, 164}}},
		{"the end of a course", asking.CourseEnd, on(timetable.Course{First: day(0), Ends: day(35)}), [][2]int{{35, 63}}},
		{"the end of a course that they never came to", asking.CourseEnd, on(timetable.Course{Ends: day(35)}), nil},
		{"three months from the first session", asking.ThreeMonths, on(timetable.Course{Enrolled: day(-90), First: day(0)}), [][2]int{{91, 119}}},
		{"six months from the first session", asking.SixMonths, on(timetable.Course{Enrolled: day(-90), First: day(0)}), [][2]int{{182, 238}}},
		{"six months from the first way", asking.SixMonths, timetable.Way{Raised: day(0)}, [][2]int{{182, 238}}},
		{"a course that they never came to, and a way", asking.SixMonths, timetable.Way{Raised: day(0), Course: &timetable.Course{Enrolled: day(20)}}, [][2]int{{182, 238}}},
		{"whoever stopped", asking.SixMonths, timetable.Way{Raised: day(0), Rests: true}, nil},
	} {
		plan := []asking.TimePoint{{Measure: "m", At: c.at}}
		if c.way.Course != nil {
			c.way.Course.Plan, plan = plan, nil
		}
		var got [][2]int
		for _, s := range c.way.Slots(plan) {
			got = append(got, [2]int{s.From.Days() - began.Days(), s.Until.Days() - began.Days()})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// What is worth most goes first; the others come a week after it was asked, or
// not at all.
func TestTheMostValuableGoesFirst(t *testing.T) {
	slot := func(at asking.Point, from, until int) timetable.Slot {
		return timetable.Slot{TimePoint: asking.TimePoint{Measure: string(at), At: at}, Since: day(from), From: day(from), Until: day(until)}
	}
	var k kept
	slots := []timetable.Slot{slot(asking.Visit, 180, 187), slot(asking.Monthly, 180, 194), slot(asking.CourseEnd, 176, 204), slot(asking.SixMonths, 182, 238)}
	k.look(slots, timetable.CheckIns{}, day(182))
	if len(k.asks) != 1 || k.asks[0].At != asking.SixMonths || k.asks[0].Opens != day(182) {
		t.Fatalf("first %+v", k.asks)
	}
	k.asks[0].On = day(185)
	k.look(slots, timetable.CheckIns{}, day(185))
	if len(k.asks) != 2 || k.asks[1].At != asking.CourseEnd || k.asks[1].Opens != day(192) {
		t.Fatalf("then %+v", k.asks)
	}
	k.look(slots, timetable.CheckIns{}, day(205)) // nobody asked, and its days are over
	if len(k.asks) != 1 {
		t.Errorf("what lapsed is still there: %+v", k.asks)
	}
}

func TestCheckInsAreAsksToo(t *testing.T) {
	visit := []timetable.Slot{{TimePoint: asking.TimePoint{Measure: "v", At: asking.Visit}, Since: day(0), From: day(0), Until: day(7)}}
	for _, c := range []struct {
		name   string
		checks timetable.CheckIns
		today  int
		want   int // day it opens; -1: never
	}{
		{"none", timetable.CheckIns{}, 0, 0},
		{"in the same talk as the one to come", timetable.CheckIns{Due: []civil.Date{day(1)}}, 0, 1},
		{"with one that is late", timetable.CheckIns{Due: []civil.Date{day(-9)}}, 2, 2},
		{"a week after one that was held", timetable.CheckIns{Held: []civil.Date{day(-3)}}, 0, 4},
		{"not any more where it was held on the day after", timetable.CheckIns{Held: []civil.Date{day(1)}}, 1, -1},
	} {
		plan, _ := timetable.Make(visit, nil, c.checks, day(c.today))
		if len(plan) == 0 && c.want >= 0 || len(plan) > 0 && plan[0].Opens != day(c.want) {
			t.Errorf("%s: %+v, want day %d", c.name, plan, c.want)
		}
	}
}

// Whatever happens, in whatever order: between two days on which somebody is
// asked lie seven, all are within the window of their point, and looking twice
// changes nothing.
func TestNeverTwoAsksInAWeek(t *testing.T) {
	points := []asking.TimePoint{{Measure: "a", At: asking.Before}, {Measure: "b", At: asking.Before}, {Measure: "v", At: asking.Visit},
		{Measure: "s", At: asking.EachSession}, {Measure: "e", At: asking.CourseEnd}, {Measure: "m", At: asking.Monthly},
		{Measure: "t", At: asking.ThreeMonths}, {Measure: "x", At: asking.SixMonths}, {Measure: "n", At: asking.SixMonths}}
	rapid.Check(t, func(t *rapid.T) {
		var k kept
		today, way, checks := day(0), timetable.Way{Raised: day(0)}, timetable.CheckIns{}
		asked := []civil.Date{} // every day on which they were asked anything
		steps := map[string]func(*rapid.T){
			"days go by": func(t *rapid.T) { today = today.AddDays(rapid.IntRange(1, 40).Draw(t, "days")) },
			"an evening": func(t *rapid.T) { way.Evening = today.AddDays(-rapid.IntRange(0, 3).Draw(t, "ago")) },
			"they stop":  func(*rapid.T) { way.Rests = !way.Rests },
			"a course": func(*rapid.T) {
				way.Course = &timetable.Course{Enrolled: today, Next: today.AddDays(9), Ends: today.AddDays(44), Plan: points}
			},
			"another record": func(t *rapid.T) { k.merge(t, today) },
			"a session": func(t *rapid.T) {
				if c := way.Course; c != nil {
					if c.Last = today; c.First.IsZero() {
						c.First = today
					}
				}
			},
			"a check-in falls due": func(t *rapid.T) {
				checks.Due = append(checks.Due, today.AddDays(rapid.IntRange(0, 20).Draw(t, "in")))
			},
			"a check-in is held": func(*rapid.T) { checks.Held, checks.Due = append(checks.Held, today), nil },
			"somebody asks": func(t *rapid.T) {
				open := slices.IndexFunc(k.asks, func(a timetable.Asked) bool {
					return a.On.IsZero() && !today.Before(a.Opens) && !today.After(a.Closes)
				})
				if open >= 0 {
					k.asks[open].On, k.asks[open].Over = today, rapid.Bool().Draw(t, "answered")
					asked = append(asked, today)
				}
			},
			"": func(t *rapid.T) {
				slots := way.Slots(points)
				k.look(slots, checks, today)
				before := slices.Clone(k.asks)
				k.look(slots, checks, today)
				if !slices.Equal(before, k.asks) {
					t.Fatalf("looking twice: %+v, then %+v", before, k.asks)
				}
				k.hold(t, slots, checks, today, asked)
			},
		}
		t.Repeat(steps)
	})
}

// merge adds an asking of another record that becomes part of this one: it was
// planned there, and not yet put to anybody.
func (k *kept) merge(t *rapid.T, today civil.Date) {
	opens := today.AddDays(rapid.IntRange(-5, 10).Draw(t, "opens"))
	k.made++
	k.asks = append(k.asks, timetable.Asked{ID: strconv.Itoa(k.made), TimePoint: asking.TimePoint{Measure: "m", At: asking.Monthly},
		Opens: opens, Closes: opens.AddDays(14), ByItself: true})
}

func (k *kept) hold(t *rapid.T, slots []timetable.Slot, checks timetable.CheckIns, today civil.Date, asked []civil.Date) {
	for i, a := range asked {
		for _, b := range asked[i+1:] {
			if b.Days()-a.Days() < asking.Week {
				t.Fatalf("asked on %s and on %s", a, b)
			}
		}
	}
	for i, a := range k.asks {
		waits := a.On.IsZero() && !a.Over
		for _, o := range k.asks[i+1:] {
			if far := a.Opens.Days() - o.Opens.Days(); far > -asking.Week && far < asking.Week {
				t.Fatalf("%+v and %+v open in one week", a, o)
			}
		}
		for _, held := range checks.Held {
			if waits && a.Opens.After(held) && a.Opens.Before(held.AddDays(asking.Week)) {
				t.Fatalf("%+v opens in the week after the check-in of %s", a, held)
			}
		}
		within := slices.ContainsFunc(slots, func(s timetable.Slot) bool {
			return s.TimePoint == a.TimePoint && !a.Opens.Before(s.Since) && !a.Closes.After(s.Until)
		})
		if waits && (!within || a.Opens.After(today.AddDays(timetable.Ahead))) {
			t.Fatalf("%+v is in no window of %+v", a, slots)
		}
	}
}
