package people_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"openmaf/internal/people/link"
)

// Words, colours and numbers that would make a failure of what is none, or a
// contest of what is no contest.
var (
	verdicts = regexp.MustCompile(`(?i)\b(fail(ed|ure)?|missed|no-show|drop(ped)? out|disengaged|relapsed?|lost to|non-complian\w*|refused|streak|badge|points|target|percent|success(ful)?)\b|%`)
	alarms   = regexp.MustCompile(`(tag|panel|banner|text|card)--(red|orange|yellow|error|warning)`)
	counted  = regexp.MustCompile(`(?i)\b\d+ (times|meetings|evenings|attendances)\b`)
)

// Stepping back, "not for now", what has not happened yet, a rest and an end are
// no failures: not in the words of any page about the person, not in its
// colours, not in a number; and none counts as ours.
func TestNothingIsAFailure(t *testing.T) {
	ways(t, func(w *way) {
		id := strings.TrimPrefix(w.link, "/links/")
		w.tellLink(id, link.Choose{Meeting: w.tools}, link.Attend{On: day0, How: link.Alone, ToldBy: link.ByPerson})
		for _, turn := range []struct {
			e  link.Event
			is link.State
		}{
			{link.LeaveEarly{On: day0, How: link.Alone, ToldBy: link.ByPerson}, link.LeftEarly},
			{link.Decline{}, link.NotNow}, {link.Wake{}, link.Raised}, {link.Choose{Meeting: w.tools}, link.Chosen},
			{link.NotHappened{Cause: link.Nerves}, link.DidNotHappen}, {link.Doubt{}, link.ThinkAgain}, {link.Pause{}, link.Paused},
			{link.StepBack{Words: "“a new job”"}, link.SteppedBack}, {link.Reopen{}, link.ThinkAgain},
			{link.Close{Reason: link.AsWished}, link.Closed},
		} {
			w.tellLink(id, turn.e)
			w.is(turn.is)
			if n := w.stored().OurFaults; n != 0 {
				t.Errorf("%s counts as a failure of ours", turn.is)
			}
			for _, address := range []string{w.sam, w.link, w.link + "/rest", w.link + "/check-in", w.link + "/after", "/today"} {
				p := w.Get(address).Want(200)
				for _, found := range []string{verdicts.FindString(p.Text("main")), alarms.FindString(p.Body), counted.FindString(p.Text("main"))} {
					if found != "" {
						t.Errorf("%s, %s: %q", turn.is, address, found)
					}
				}
			}
		}
	})
}

// What somebody in a group said against their medication is something that did
// not fit: we say nothing for or against it, and offer something else.
func TestMedicationIsNotOurs(t *testing.T) {
	ways(t, func(w *way) {
		w.choose(w.steps)
		w.at(7, 10*60)
		p := w.Get(w.link+"/check-in").Want(200).Submit(w.link+"/check-in", w.onDay(6, url.Values{"happened": {"went"},
			"misfits": {"medication"}, "safe": {"yes"}, "wants": {"different"}})).Want(303).Follow().Want(200)
		w.says(p, "Somebody spoke against my medication: that one is left out, and groups that welcome people on medication come first now")
		w.hides(p, "Thursday Steps")
		if advice := regexp.MustCompile(`(?i)(stop|come off|reduce|change|cut down)[^.]{0,30}medication`).FindString(p.Text("main")); advice != "" {
			t.Errorf("the page says %q", advice)
		}
	})
}

// Who said "not for now" and is asked again, as they wished, is not asked a
// third time unless they wish: the page says so before anybody taps.
func TestAskedOnceMore(t *testing.T) {
	ways(t, func(w *way) {
		w.tellLink(strings.TrimPrefix(w.link, "/links/"), link.Decline{Revisit: day0.AddDays(5)})
		w.at(5, 10*60)
		w.says(w.Get("/today").Want(200), "Asked to be asked again")
		p := w.Get(w.link + "/options").Want(200)
		if p.Attr(`input[name="ask"][checked]`, "value") != "never" {
			t.Error("nobody is left in peace by default")
		}
		p.Submit(w.link+"/not-now", nil).Want(303)
		w.at(200, 10*60)
		w.hides(w.Get("/today").Want(200), "Asked to be asked again")
	})
}
