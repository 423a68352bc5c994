package numbers

import (
	"iter"
	"slices"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
)

// Way is what happened on one link, with all that the figures need and nothing
// else. Ways of one person stand together.
type Way struct {
	Person string
	Link   string
	Parent string
	Kind   meeting.Kind // of the meeting that was chosen
	First  civil.Date   // first went; zero: not that we heard
	Last   civil.Date   // last went
	How    link.How
	Facets int // that the person said they take part in
	Checks []Check
	Steps  []Step // oldest first
}

// Step is one thing that happened.
type Step struct {
	At   time.Time
	Verb link.Verb
	To   link.State
	Code string
}

// Check is one asking how it was.
type Check struct {
	On    civil.Date // the evening
	Being *int       // 0-10; nil: they did not say
}

// someone is one person's ways.
type someone struct{ ways []Way }

// people groups ways that stand together.
func people(ways []Way) iter.Seq[*someone] {
	return func(yield func(*someone) bool) {
		for len(ways) > 0 {
			end := 1
			for end < len(ways) && ways[end].Person == ways[0].Person {
				end++
			}
			if !yield(&someone{ways[:end]}) {
				return
			}
			ways = ways[end:]
		}
	}
}

// steps are all of the person's steps, of any way.
func (p *someone) steps(of func(Step) bool) iter.Seq[Step] {
	return func(yield func(Step) bool) {
		for _, w := range p.ways {
			for _, s := range w.Steps {
				if of(s) && !yield(s) {
					return
				}
			}
		}
	}
}

// first is the first day on which a step of the person's was so; zero for never.
func (p *someone) first(of func(Step) bool) (day civil.Date) {
	for s := range p.steps(of) {
		if d := civil.DateOf(s.At); day.IsZero() || d.Before(day) {
			day = d
		}
	}
	return day
}

func reached(states ...link.State) func(Step) bool {
	return func(s Step) bool { return slices.Contains(states, s.To) }
}

func did(verbs ...link.Verb) func(Step) bool {
	return func(s Step) bool { return slices.Contains(verbs, s.Verb) }
}

// firstWay is the way on which the person first went; nil when they have not.
func (p *someone) firstWay() *Way {
	var first *Way
	for i := range p.ways {
		if w := &p.ways[i]; !w.First.IsZero() && (first == nil || w.First.Before(first.First)) {
			first = w
		}
	}
	return first
}

// kinds that the person tried up to the day.
func (p *someone) kinds(by civil.Date) int {
	var tried []meeting.Kind
	for _, w := range p.ways {
		if !w.First.IsZero() && !w.First.After(by) && w.Kind != "" && !slices.Contains(tried, w.Kind) {
			tried = append(tried, w.Kind)
		}
	}
	return len(tried)
}
