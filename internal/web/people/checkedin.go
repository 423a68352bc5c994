package people

import (
	"strconv"
	"strings"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/web/page"
)

func (a *Area) checkedIn(r *page.Request) (*page.Answer, error) {
	l, err := a.asked(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	var events []link.Event
	if f.Get("going") != "" || f.Get("asked") == askLater {
		events = laterEvents(f, r.FormID())
	} else {
		events = eveningEvents(f, l, r.FormID())
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	if len(events) == 0 { // they told us before, and want nothing new
		return afterCheck(r, l, f, events), nil
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), events...); err != nil {
		return nil, err
	}
	return afterCheck(r, l, f, events), nil
}

// eveningEvents are what the person told of an evening, in one go: that they
// went and how it was, or what got in the way; and what they want next. Child
// is the link that "something different" goes on in.
func eveningEvents(f *page.Form, l link.View, child string) []link.Event {
	happened := f.Require("happened", "linkpages.check-in.happened-missing")
	next := f.Get("wants")
	if cause, not := strings.CutPrefix(happened, notHappened); not {
		return append(didNotHappen(l, link.Cause(cause)), whatNext(next, f.Get("differ"), child)...)
	}
	comfort := link.Comfort{Being: score(f, "being"), Speaking: score(f, "speaking"), Liked: chosen[string](f, "liked"),
		Misfits: chosen[link.Misfit](f, "misfits"), Identified: link.Answer(f.Get("identified")),
		Safe: link.Answer(f.Get("safe")), Wants: wantOf(next), Words: f.Get("words")}
	events := append(went(f, l, happened, comfort), link.CheckComfort{Comfort: comfort})
	return append(events, whatNext(next, f.Get("differ"), child)...)
}

// went is that the person was there; nothing when they told us before.
func went(f *page.Form, l link.View, happened string, c link.Comfort) []link.Event {
	on := dayOf(f)
	how := link.How(f.Get("how"))
	if happened == leftEarly {
		return []link.Event{link.LeaveEarly{On: on, How: how, ToldBy: link.ByPerson, Safe: c.Safe, Words: c.Words}}
	}
	if on == l.LastOn && l.State == link.FirstAttended {
		return nil
	}
	return []link.Event{link.Attend{On: on, How: how, ToldBy: link.ByPerson}}
}

// dayOf is the evening's day: as the page knew it, or as it was typed.
func dayOf(f *page.Form) civil.Date {
	if known, err := civil.ParseDate(f.Get("evening")); err == nil {
		return known
	}
	return f.Date("on")
}

// didNotHappen: a locked door is told in its own way, because it also says
// that the list is wrong.
func didNotHappen(l link.View, cause link.Cause) []link.Event {
	switch {
	case cause == link.DoorLocked && l.Plan != nil && l.Plan.Locked:
		return nil // the companion told us
	case cause == link.DoorLocked && l.Plan != nil && link.Can(l.State, link.VerbDoorLocked):
		return []link.Event{link.FindLocked{}}
	}
	return []link.Event{link.NotHappened{Cause: cause}}
}

// whatNext is what follows at once from what the person wants.
func whatNext(next, differ, child string) []link.Event {
	switch next {
	case nextDifferent:
		return []link.Event{link.Doubt{Differ: differ}, link.OpenAlternative{Child: child}}
	case nextLike:
		return []link.Event{link.Doubt{Differ: differ}}
	case nextRest:
		return []link.Event{link.Pause{}}
	case nextStop:
		return []link.Event{link.StepBack{}}
	}
	return nil
}

func wantOf(next string) link.Want {
	switch next {
	case nextRest, nextStop:
		return link.WantNotNow
	}
	return link.Want(next)
}

// score is a number from 0 to 10, or nil when there is no answer.
func score(f *page.Form, name string) *int {
	text := f.Get(name)
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		n = -1 // the capability says what is wrong
	}
	return &n
}

// laterEvents are what the person told later: that they go, and what part they
// take; or that they stopped.
func laterEvents(f *page.Form, child string) []link.Event {
	going := f.Require("going", "linkpages.later.missing")
	var events []link.Event
	if often, ok := strings.CutPrefix(going, nextGoing); ok {
		events = append(events, link.Continue{Frequency: link.Frequency(often)})
	}
	if facets := chosen[link.Facet](f, "facets"); len(facets) > 0 && going != nextStop {
		events = append(events, link.Involve{Facets: facets, ToldBy: link.ByPerson})
	}
	if going == nextFeet {
		return append(events, link.Continue{})
	}
	events = append(events, whatNext(going, "", child)...)
	if going != "" && len(events) == 0 {
		f.Problem("going", "link.answer")
	}
	return events
}

// afterCheck leads to where it goes on.
func afterCheck(r *page.Request, l link.View, f *page.Form, events []link.Event) *page.Answer {
	at, whole := "/links/"+l.ID, home(r, l.Person)
	if f.Get("safe") == string(link.NoSaid) { // where to turn comes before what is next
		return page.See(at + "/check-in").Flash("linkpages.check-in.saved")
	}
	if onlyAsks(r) { // what comes next is for those who look after the person
		return page.See(whole).Flash("waypages.check-in.thanks")
	}
	for _, e := range events {
		if o, ok := e.(link.OpenAlternative); ok {
			return page.See("/links/" + o.Child + "/options").Flash("linkpages.check-in.different")
		}
	}
	switch {
	case f.Get("wants") == nextLike:
		return page.See(at + "/options").Flash("linkpages.check-in.saved")
	case f.Get("wants") == nextAgain:
		return page.See(at + "/plan").Flash("linkpages.check-in.saved")
	case f.Get("going") == nextLike:
		return page.See(at + "/options").Flash("linkpages.check-in.saved")
	case f.Get("going") == nextFeet:
		return page.See(at + "/feet")
	case strings.HasPrefix(f.Get("happened"), notHappened) && f.Get("wants") == "":
		return page.See(at + "/after").Flash("linkpages.check-in.saved")
	}
	return page.See(whole).Flash("linkpages.check-in.saved")
}

func (a *Area) notReached(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.NotReached{}, "linkpages.tries.saved")
}

func (a *Area) doorOpen(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.LeaveDoorOpen{}, "linkpages.tries.door-open-saved")
}

func (a *Area) heldCheck(r *page.Request) (*page.Answer, error) {
	return a.tellOne(r, link.HoldCheck{Check: link.Check(r.Form().Get("check"))}, "linkpages.check-in.saved")
}

// tellOne stores one event and leads to the person.
func (a *Area) tellOne(r *page.Request, e link.Event, said string) (*page.Answer, error) {
	l, err := a.asked(r)
	if err != nil {
		return nil, err
	}
	f := r.Form()
	if err := f.Err(); err != nil {
		return nil, err
	}
	if err := a.Links.Tell(r.Context(), r.Actor(), seen(f, l.ID), e); err != nil {
		return nil, err
	}
	return page.See(home(r, l.Person)).Flash(said), nil
}
