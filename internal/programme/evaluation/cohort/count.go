package cohort

import (
	"math"
	"slices"
	"time"

	"openmaf/internal/people/numbers"
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/measure"
)

// Count counts the people by the plan: the same people, on the same day, make
// the same result. brought are the definitions of measures that the community
// has beside those of the program.
func Count(p Plan, people []Someone, brought []*measure.Definition, now time.Time) Result {
	r := Result{Plan: p, AsOf: civil.DateOf(now), Flow: Flow{Why: map[Why]int{}}}
	var ways []numbers.Way
	var followed, lost []*Someone
	for i := range people {
		s := &people[i]
		ways = append(ways, s.Ways...)
		r.come(s)
		if !s.Started() || !s.Agreed || Due(s.Began()).After(r.AsOf) {
			continue
		}
		r.Flow.Due++
		if p.followed(s) {
			followed = append(followed, s)
		} else {
			lost = append(lost, s)
			r.Flow.Why[s.lost()]++
		}
	}
	r.Flow.Followed = len(followed)
	r.Groups = groups(p, people)
	r.Shares = numbers.Shares(ways, numbers.Period{From: p.From, To: r.AsOf}, now)
	r.Lost = differ(followed, lost)
	r.Dose = dose(people)
	due := slices.Concat(followed, lost)
	for _, o := range Outcomes {
		r.Outcomes = append(r.Outcomes, p.row(o, due))
	}
	r.Measures = measured(due)
	r.define(brought)
	return r
}

// come counts somebody as far as they came.
func (r *Result) come(s *Someone) {
	r.Flow.Came++
	if !s.Died.IsZero() {
		r.Deaths++
	}
	if !s.Started() {
		return
	}
	r.Flow.Started++
	r.Askings.Deliverer += s.ByUs.Deliverer
	r.Askings.Other += s.ByUs.Other
	if s.Agency {
		r.Agency++
	}
	for _, c := range s.Comforts {
		if c.Unsafe {
			r.Unsafe++
			break
		}
	}
	if !s.Agreed {
		return
	}
	r.Flow.Agreed++
	if s.Course != nil && s.Course.Sessions > 0 {
		r.Flow.OnCourse++
		if s.Course.Sessions >= s.Course.Completes {
			r.Flow.Completed++
		}
		if s.CourseEnd {
			r.Flow.End++
		}
	}
}

// followed reports whether anything was heard of them in their window.
func (p Plan) followed(s *Someone) bool {
	from, to := p.Window(s.Began())
	if _, ok := s.heard(from, to); ok {
		return true
	}
	for _, a := range s.Scales {
		if a.After != nil {
			return true
		}
	}
	for _, a := range s.Answers {
		if a.After != nil {
			return true
		}
	}
	return false
}

// groups counts those who started by what they say of themselves, with the
// place's own figures beside.
func groups(p Plan, people []Someone) (all []Group) {
	for _, about := range Abouts {
		for _, name := range append(Groups[about], "") {
			g := Group{About: about, Name: name}
			for i := range people {
				if s := &people[i]; s.Started() && s.Said[about] == name {
					g.Started++
					if s.Agreed {
						g.Agreed++
					}
				}
			}
			for i := range p.Local {
				if l := &p.Local[i]; l.About == about && l.Group == name {
					g.Local = l
				}
			}
			all = append(all, g)
		}
	}
	return all
}

// differ compares who was followed and who was not, as they were at the start.
func differ(followed, lost []*Someone) (all []Differ) {
	for _, test := range []struct {
		what string
		is   func(*Someone) (yes, said bool)
	}{
		{"never_been", func(s *Someone) (bool, bool) { return s.Been == "never", s.Been != "" }},
		{"company", func(s *Someone) (bool, bool) { return s.Companion != "no", s.Companion != "" }},
		{"coerced", func(s *Someone) (bool, bool) { return s.Setting.Coerced(), s.Setting != "" }},
		{"agency", func(s *Someone) (bool, bool) { return s.Agency, true }},
	} {
		d := Differ{What: test.what}
		count := func(people []*Someone) (yes, of int) {
			for _, s := range people {
				if y, said := test.is(s); said {
					of++
					if y {
						yes++
					}
				}
			}
			return yes, of
		}
		d.Followed, d.OfFollow = count(followed)
		d.Lost, d.OfLost = count(lost)
		all = append(all, d)
	}
	return all
}

// dose adds up what people had of their courses; nil when nobody came to one.
func dose(people []Someone) *Dose {
	var d Dose
	for _, s := range people {
		if c := s.Course; c != nil && c.Sessions > 0 {
			d.People++
			d.Sessions += c.Sessions
			if c.Sessions >= c.Completes {
				d.Completed++
			}
		}
	}
	if d.People == 0 {
		return nil
	}
	return &d
}

// row computes one outcome of the people, all of whom agreed and are due.
func (p Plan) row(o Outcome, people []*Someone) Row {
	r := Row{Outcome: o, Primary: o == p.Outcome}
	first, later, asked := false, false, enoughAsked(o, people)
	for _, s := range people {
		before, after := p.answer(o, s, asked)
		r.Rows.Before, r.Rows.After = append(r.Rows.Before, before), append(r.Rows.After, after)
		first, later = first || !math.IsNaN(before), later || !math.IsNaN(after)
	}
	r.Asked = first && later
	r.Selected = r.Asked && !asked && o != Being && o != Speaking
	switch {
	case !r.Asked:
	case o == AnyMeeting:
		t := evaluation.Binary(r.Rows)
		r.Answers = &t
	default:
		t := evaluation.Pairs(r.Rows, evaluation.Options{})
		r.Scores = &t
	}
	return r
}

var notKnown = math.NaN()

// enough people were asked at the start for the answers to stand by themselves.
const enough = 10

// enoughAsked reports whether so many were asked at the start that what the
// records tell of the start is left alone: it is known only of people who had
// never been, and would pull the start down.
func enoughAsked(o Outcome, people []*Someone) bool {
	asked := 0
	for _, s := range people {
		if s.Answers[o].Before != nil {
			asked++
		}
	}
	return asked >= enough
}

// answer is one person's before and after, NaN where nobody knows. An answer to
// a measure comes first; without one, what their record tells, but for the start
// where enough were asked.
func (p Plan) answer(o Outcome, s *Someone, asked bool) (before, after float64) {
	before, after = p.told(o, s)
	if asked {
		before = notKnown
	}
	a := s.Answers[o]
	return or(a.Before, before), or(a.After, after)
}

func or(said *float64, told float64) float64 {
	if said != nil {
		return *said
	}
	return told
}

// told is what the record tells of before and after.
func (p Plan) told(o Outcome, s *Someone) (before, after float64) {
	from, to := p.Window(s.Began())
	switch o {
	case AnyMeeting:
		after = notKnown
		if going, ok := s.heard(from, to); ok {
			after = asNumber(going)
		}
		return s.neverBeen(), after
	case Days:
		return s.neverBeen(), notKnown // how many days is asked, and told by nothing else
	case Kinds:
		after = notKnown
		if _, ok := s.heard(from, to); ok {
			after = float64(s.kinds(to))
		}
		return s.neverBeen(), after
	case Being:
		return s.comfort(to, func(c Comfort) *int { return c.Being })
	case Speaking:
		return s.comfort(to, func(c Comfort) *int { return c.Speaking })
	}
	return notKnown, notKnown
}

// neverBeen is zero for somebody who had never been to mutual aid; of others
// the last 28 days are not known.
func (s *Someone) neverBeen() float64 {
	if s.Been == "never" {
		return 0
	}
	return notKnown
}

// comfort is what they said after the first evening, and what they last said by
// the end of their window, at least four weeks later.
func (s *Someone) comfort(by civil.Date, of func(Comfort) *int) (before, after float64) {
	before, after = notKnown, notKnown
	var first civil.Date
	for _, c := range s.Comforts {
		v := of(c)
		switch {
		case v == nil || c.On.After(by):
		case first.IsZero():
			first, before = c.On, float64(*v)
		case !c.On.Before(first.AddDays(recently)):
			after = float64(*v)
		}
	}
	return before, after
}

func asNumber(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
