package demo

import (
	"fmt"
	"strconv"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
)

// state is what somebody would answer to the questions at one time.
type state struct {
	ready, meetings                      int
	regular, someone, helps, ring        bool
	being, speaking                      int
	satisfied, worthwhile, happy, uneasy int
	people                               [4]int // in recovery, using, neither, not known
}

// begins is somebody at the start.
func (w *crowd) begins(been chat.Before) (s state) {
	s = state{ready: w.rand.IntN(11), being: 3 + w.rand.IntN(6), speaking: w.rand.IntN(7), satisfied: 2 + w.rand.IntN(6), worthwhile: 2 + w.rand.IntN(6),
		happy: 1 + w.rand.IntN(8), uneasy: 2 + w.rand.IntN(8),
		people: [4]int{w.rand.IntN(3), w.rand.IntN(3), 1 + w.rand.IntN(3), w.rand.IntN(2)}}
	if been != "never" && w.chance(60) {
		s.meetings = 1 + w.rand.IntN(6)
	}
	s.regular, s.someone = s.meetings > 2 && w.chance(50), s.meetings > 1 && w.chance(40)
	s.helps, s.ring = s.meetings > 3 && w.chance(30), s.meetings > 0 && w.chance(40)
	return s
}

// later is the same somebody at six months: a little more of it for some, the
// same for many, less for some.
func (w *crowd) later(s state) state {
	switch luck := w.rand.IntN(100); {
	case luck < 26:
		s.meetings += 1 + w.rand.IntN(6)
	case luck < 55:
		s.meetings = max(0, s.meetings-1-w.rand.IntN(4))
	}
	s.regular, s.someone = s.meetings > 2 && w.chance(65), s.meetings > 1 && w.chance(50)
	s.helps, s.ring = s.meetings > 3 && w.chance(35), s.meetings > 0 && w.chance(55)
	for _, score := range []*int{&s.satisfied, &s.worthwhile, &s.happy} {
		*score = w.nudge(*score, 10)
	}
	s.uneasy = 10 - w.nudge(10-s.uneasy, 10)
	for kind := range s.people {
		switch luck := w.rand.IntN(100); {
		case luck < 20, kind == 0 && luck < 30:
			s.people[kind]++
		case luck < 50:
			s.people[kind] = max(0, s.people[kind]-1)
		}
	}
	s.people[2] = max(1, s.people[2]) // a map of nobody is no answer
	return s
}

// nudge is an answer some months later: up a little more often than down.
func (w *crowd) nudge(n, most int) int {
	return min(max(0, n+[]int{-2, -1, -1, 0, 0, 0, 0, 1, 1, 1, 1, 2}[w.rand.IntN(12)]), most)
}

// atTheStart puts the questions of the start on the agenda, one a week: first of
// all to those who came for a link, whose months begin today.
func (m *member) atTheStart(w *crowd) {
	if !m.counted || !m.starts() {
		return
	}
	weeks := []func(*crowd) error{m.month(asking.Before), m.network(asking.Before), m.wellbeing(asking.Before)}
	if m.on != nil {
		weeks = append([]func(*crowd) error{m.ahead}, weeks...)
	}
	for i, ask := range weeks {
		if w.chance(94) {
			w.note(w.clock.Now().AddDate(0, 0, 7*i), ask)
		}
	}
	if m.fate == heard {
		w.note(m.sixMonthsOn(w).AddDays(w.rand.IntN(30)-10).At(civil.TimeOfDay(10*60+w.rand.IntN(6*60))), m.atSixMonths)
	}
}

// ahead is what they expect, before the first evening of a course.
func (m *member) ahead(w *crowd) error {
	return m.answers(w, "own-before", asking.Before, asking.Said{"a-worries-0": strconv.Itoa(m.nth % 10), "a-ready-0": w.rather(m.then.ready)})
}

// month is how much they are part of a group.
func (m *member) month(at asking.Point) func(*crowd) error {
	return func(w *crowd) error { return m.answers(w, "own-monthly", at, m.then.month(w)) }
}

func (s state) month(w *crowd) asking.Said {
	said := asking.Said{"a-meetings-0": w.rather(s.meetings)}
	for question, yes := range map[string]bool{"regular": s.regular, "someone": s.someone, "helps": s.helps, "ring": s.ring} {
		said["a-"+question+"-0"] = map[bool]string{true: "1", false: "0"}[yes]
	}
	return said
}

// network is the map of who is in their life.
func (m *member) network(at asking.Point) func(*crowd) error {
	return func(w *crowd) error {
		said, n := asking.Said{}, 0
		for kind, people := range m.then.people {
			for range people {
				said[fmt.Sprintf("a-initials-%d", n)] = string(rune('A' + n))
				said[fmt.Sprintf("a-close-%d", n)] = strconv.Itoa(1 + (n+m.nth)%3)
				said[fmt.Sprintf("a-where-%d", n)] = strconv.Itoa(kind + 1)
				said[fmt.Sprintf("a-often-%d", n)] = strconv.Itoa(1 + (n+m.nth/2)%3)
				n++
			}
		}
		return m.answers(w, "own-network", at, said)
	}
}

// wellbeing are the four questions of the national statistics.
func (m *member) wellbeing(at asking.Point) func(*crowd) error {
	return func(w *crowd) error {
		return m.answers(w, "ons4", at, asking.Said{"a-satisfied-0": w.rather(m.then.satisfied), "a-worthwhile-0": w.rather(m.then.worthwhile),
			"a-happy-0": w.rather(m.then.happy), "a-anxious-0": w.rather(m.then.uneasy)})
	}
}

// atTheEnd of a course is a month like another.
func (m *member) atTheEnd(w *crowd) error {
	return m.answers(w, "own-monthly", asking.CourseEnd, w.later(m.then).month(w))
}

// changes are what some say has changed.
var changes = []string{"I know two people I can ring.", "Not a lot, to be honest.", "I sleep better.", "I lost my flat. I still go on Thursdays.",
	"My sister talks to me again.", "Nothing yet.", "I stopped going. It was too far.", "I make the tea now.", "It is harder than I thought.",
	"I do not feel so daft about asking.", "Weekends are still long.", "I found the one with the quiet room."}

// atSixMonths is how it is now, and on two of the weeks after it who is there and
// how they feel.
func (m *member) atSixMonths(w *crowd) error {
	m.then = w.later(m.then)
	said := m.then.month(w)
	said["a-life-0"] = w.rather([]int{2, 3, 3, 3, 4, 4, 4, 5, 1, 3}[w.rand.IntN(10)])
	if m.nth%2 == 0 {
		said["a-changed-0"] = changes[m.nth/2%len(changes)]
	}
	for i, ask := range []func(*crowd) error{m.network(asking.SixMonths), m.wellbeing(asking.SixMonths)} {
		if w.chance(88) {
			w.note(w.clock.Now().AddDate(0, 0, 7*(i+1)), ask)
		}
	}
	ask := w.core.DB.NewID()
	err := w.answered(m.by(w), m.id, asking.Beginning{ID: ask, Measure: "own-six-months", Point: asking.SixMonths, How: asking.Aloud}, said)
	if err != nil || said["a-changed-0"] == "" || m.nth%3 == 0 {
		return err
	}
	return m.mayBeQuoted(w, ask)
}

// mayBeQuoted says yes to what they wrote being in a report, without their name.
func (m *member) mayBeQuoted(w *crowd, ask string) error {
	english, nothing := locale.English(), func(person.Person) *locale.Words { return nil }
	return w.core.Questions.Agree(w.ctx, m.by(w), english, nothing, m.id, ask, asking.Field("changed", 0), asking.QuoteWording(english, nil).Version)
}

// rather is a number as it was typed; some would rather not say.
func (w *crowd) rather(n int) string {
	if w.chance(4) {
		return "declined"
	}
	return strconv.Itoa(n)
}

// answers are what they say to one measure, all of it at once.
func (m *member) answers(w *crowd, measure string, at asking.Point, said asking.Said) error {
	how := asking.Aloud
	if m.inside() || m.nth%4 == 1 {
		how = asking.Paper
	}
	return w.answered(m.by(w), m.id, asking.Beginning{Measure: measure, Point: at, How: how}, said)
}
