package numbers

import (
	"slices"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
)

// The definitions of the domain notes, 7.10. Each says for one person whether
// they are of the share in the period, and what they add.

// isChoosing are the steps that show that something was chosen, also when the
// choosing itself was not written down.
var isChoosing = reached(link.Chosen, link.Planned, link.FirstAttended, link.LeftEarly, link.Continuing, link.Involved)

// chosen: of the people to whom something was first offered in the period, who
// chose. Who neither chose nor said "not for now" is not known.
func chosen(p *someone, per Period, _ time.Time) answer {
	switch {
	case !per.Holds(p.first(reached(link.Offered))):
		return outside
	case !p.first(isChoosing).IsZero():
		return yes
	case !p.first(reached(link.NotNow, link.SteppedBack, link.Closed)).IsZero():
		return no
	}
	return unknown
}

// linkedWithin: of the people who first chose in the period, and whose days
// have passed, who first went within so many days.
func linkedWithin(days int) func(*someone, Period, time.Time) answer {
	return func(p *someone, per Period, now time.Time) answer {
		on := p.first(isChoosing)
		due := on.AddDays(days)
		if !per.Holds(on) || due.After(civil.DateOf(now)) {
			return outside
		}
		if w := p.firstWay(); w != nil {
			if w.First.After(due) {
				return no
			}
			return yes
		}
		heard := p.first(reached(link.DidNotHappen, link.NotNow, link.SteppedBack, link.Closed, link.ThinkAgain, link.Alternative, link.Paused))
		if heard.IsZero() {
			return unknown
		}
		return no
	}
}

// newly is the way on which the person first went, when that was in the period.
func newly(p *someone, per Period) *Way {
	if w := p.firstWay(); w != nil && per.Holds(w.First) {
		return w
	}
	return nil
}

// accompanied: of the people who first went in the period, with whom somebody
// of ours went along, in or to the door.
func accompanied(p *someone, per Period, _ time.Time) answer {
	w := newly(p, per)
	switch {
	case w == nil:
		return outside
	case w.How == "":
		return unknown
	case w.How == link.WithCompanion || w.How == link.MetAtDoor:
		return yes
	}
	return no
}

// askedWithin is how soon somebody should be asked how it was.
const askedWithin = 72 * time.Hour

// asked: of the people who first went in the period, and whose 72 hours have
// passed, who were asked how it was within them. It measures us.
func asked(p *someone, per Period, now time.Time) answer {
	w := newly(p, per)
	if w == nil {
		return outside
	}
	by := w.First.AddDays(1).At(0).Add(askedWithin)
	if by.After(now) {
		return outside
	}
	for _, s := range w.Steps {
		if s.Verb == link.VerbCheckComfort && !s.At.After(by) {
			return yes
		}
	}
	return no
}

// easeFrom is the answer from which somebody was at ease there, of 10.
const easeFrom = 6

// atEase: of the people who first went in the period, who at the first asking
// gave their comfort as six of ten or more.
func atEase(p *someone, per Period, _ time.Time) answer {
	w := newly(p, per)
	switch {
	case w == nil:
		return outside
	case len(w.Checks) == 0 || w.Checks[0].Being == nil:
		return unknown
	case *w.Checks[0].Being >= easeFrom:
		return yes
	}
	return no
}

// twoKinds: of the people who went in the period, who have by its end tried two
// kinds of group or more.
func twoKinds(p *someone, per Period, _ time.Time) answer {
	went := false
	for _, w := range p.ways {
		went = went || per.Holds(w.First) || per.Holds(w.Last)
	}
	switch {
	case !went:
		return outside
	case p.kinds(per.To) >= 2:
		return yes
	case p.kinds(per.To) == 0:
		return unknown
	}
	return no
}

// heardFor is how long after a day the answer still counts for it.
const heardFor = 28

// TellsOfGoing reports whether the step is one by which we hear that somebody
// goes.
func TellsOfGoing(s Step) bool {
	return did(link.VerbAttend, link.VerbContinue, link.VerbInvolve)(s) ||
		s.Verb == link.VerbHoldCheck && reached(link.ComfortChecked, link.Continuing, link.Involved)(s)
}

// TellsOfStopping reports whether the step is one by which we hear that somebody
// does not go. Whoever found their feet has not stopped: we only no longer ask.
// Of whoever was not reached, moved away or died nothing was heard.
func TellsOfStopping(s Step) bool {
	ended := s.To == link.Closed && !slices.Contains(untold, link.Reason(s.Code))
	return reached(link.SteppedBack, link.NotNow)(s) || ended
}

// untold are endings that say nothing of whether somebody goes.
var untold = []link.Reason{link.FoundFeet, link.NotHeard, link.Moved, link.Died}

// stillGoing: of the people whose first time was so many days before a day of
// the period, who were going then. Who told us on that day or later that they
// go, was going; of the others the last that we heard by four weeks after it
// says no, and whoever told us nothing is not known.
func stillGoing(days int) func(*someone, Period, time.Time) answer {
	return func(p *someone, per Period, now time.Time) answer {
		w := p.firstWay()
		if w == nil {
			return outside
		}
		due := w.First.AddDays(days)
		if !per.Holds(due) || due.After(civil.DateOf(now)) {
			return outside
		}
		for s := range p.steps(TellsOfGoing) {
			if !civil.DateOf(s.At).Before(due) {
				return yes
			}
		}
		var last Step
		for s := range p.steps(func(s Step) bool { return TellsOfGoing(s) || TellsOfStopping(s) }) {
			if s.At.After(last.At) && !civil.DateOf(s.At).After(due.AddDays(heardFor)) {
				last = s
			}
		}
		if TellsOfStopping(last) {
			return no
		}
		return unknown
	}
}

// Six months, and the window after them in which the answer counts (domain
// notes, 7.4).
const (
	sixMonths   = 182
	windowAfter = 56
)

// involved: of the people whose first time was six months before a day of the
// period, who say that they take part in two ways or more.
func involved(p *someone, per Period, now time.Time) answer {
	w := p.firstWay()
	if w == nil {
		return outside
	}
	due := w.First.AddDays(sixMonths)
	if !per.Holds(due) || due.After(civil.DateOf(now)) {
		return outside
	}
	facets, heard := 0, false
	for _, w := range p.ways {
		facets = max(facets, w.Facets)
		for _, s := range w.Steps {
			told := s.Verb == link.VerbInvolve || s.Verb == link.VerbHoldCheck && s.Code == string(link.OutcomeCheck)
			heard = heard || told && !civil.DateOf(s.At).After(due.AddDays(windowAfter))
		}
	}
	switch {
	case facets >= 2:
		return yes
	case !heard:
		return unknown
	}
	return no
}

// alternative: of the people for whom something needed to differ in the period,
// who went to something different since.
func alternative(p *someone, per Period, _ time.Time) answer {
	on := p.first(reached(link.ThinkAgain, link.Alternative))
	if !per.Holds(on) {
		return outside
	}
	heard := false
	for _, w := range p.ways {
		if w.Parent == "" {
			continue
		}
		if !w.First.IsZero() {
			return yes
		}
		for _, s := range w.Steps {
			heard = heard || reached(link.DidNotHappen, link.NotNow, link.SteppedBack, link.Closed)(s)
		}
	}
	if heard {
		return no
	}
	return unknown
}
