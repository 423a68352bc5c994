package link_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
)

// lifeCycle is domain notes 7.3, drawn as Diagram draws it.
const lifeCycle = `                 rai off cho pla att com con inv not did lef thi alt pau ste clo
offer            off off =   =   .   .   .   .   off off .   =   .   .   .   .
decline          not not not not not not .   .   not not not not .   .   .   .
choose           cho cho cho cho .   .   .   .   cho cho .   cho .   .   .   .
plan             pla pla pla pla =   =   =   =   pla pla =   pla .   .   .   .
attend           att att att att con con =   =   att att att att .   .   .   .
leave_early      lef lef lef lef lef =   =   =   lef lef lef lef .   .   .   .
not_happened     .   .   did did =   =   =   =   .   did =   .   .   .   .   .
door_locked      .   .   .   did =   =   =   =   .   did =   .   .   .   .   .
check_comfort    com com com com com com =   =   com com com com .   .   .   .
doubt            .   .   .   .   thi thi thi .   .   thi thi thi .   .   .   .
open_alternative .   .   .   .   alt alt alt .   .   alt alt alt .   .   .   .
continue         con con con con con con con =   con con con con .   .   .   .
involve          inv inv inv inv inv inv inv inv inv inv inv inv .   .   .   .
hold_check       .   .   .   .   .   =   =   =   .   .   .   =   .   .   .   .
not_reached      =   =   =   =   =   =   =   =   =   =   =   =   .   =   .   .
leave_door_open  =   =   =   =   =   =   =   =   =   =   =   =   .   =   .   .
lose_companion   .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
meet             =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =
come_home        =   =   =   =   =   =   =   =   =   =   =   =   =   =   =   =
pause            pau pau pau pau pau pau pau pau pau pau pau pau .   =   .   .
resume           .   .   .   .   .   .   .   .   .   .   .   .   .   <   .   .
step_back        ste ste ste ste ste ste ste ste ste ste ste ste .   ste .   .
close            clo clo clo clo clo clo clo clo clo clo clo clo clo clo clo .
reopen           .   .   .   .   .   .   .   .   .   .   .   .   <   .   <   <
wake             .   .   .   .   .   .   .   .   rai .   .   .   .   <   <   <
let_ask          =   =   =   =   =   =   =   =   =   =   =   =   .   =   .   .
hand_over        =   =   =   =   =   =   =   =   =   =   =   =   .   =   .   .
take_back        =   =   =   =   =   =   =   =   =   =   =   =   .   =   .   .
send_companion   .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
go_alone         .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
tell_person      .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
remind           .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
say_yes          .   .   .   =   =   =   =   =   .   .   =   .   .   .   .   .
`

func TestDiagram(t *testing.T) {
	if diff := cmp.Diff(lifeCycle, link.Diagram()); diff != "" {
		t.Error(diff)
	}
}

// Every verb in every state does what the drawing says: moves, stays, goes
// back, or is refused with words for that state and no trace.
func TestEveryCell(t *testing.T) {
	for verb, cells := range cellsOf(t) {
		for state, cell := range cells {
			l := standing(state, verb)
			next, _, err := link.Apply(l, eventFor(verb), now, link.Defaults())
			if cell == "." {
				f := fault.As(err)
				if f == nil || f.Kind != fault.Conflict || f.Key != "link.cannot."+string(state) {
					t.Errorf("%s in %s: %v; want a refusal", verb, state, err)
				}
				if diff := cmp.Diff(l, next); diff != "" {
					t.Errorf("%s in %s was refused and left a trace: %s", verb, state, diff)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s in %s: %v", verb, state, err)
				continue
			}
			if want := wanted(t, cell, state); next.State != want {
				t.Errorf("%s in %s leads to %s; want %s", verb, state, next.State, want)
			}
			last := next.Steps[len(next.Steps)-1]
			if last.Verb != verb || last.From != state || last.To != next.State || !last.At.Equal(now) {
				t.Errorf("%s in %s left the step %+v", verb, state, last)
			}
		}
	}
}

// cellsOf reads the drawing.
func cellsOf(t *testing.T) map[link.Verb]map[link.State]string {
	t.Helper()
	out := map[link.Verb]map[link.State]string{}
	for i, line := range strings.Split(strings.TrimSpace(lifeCycle), "\n")[1:] {
		words := strings.Fields(line)
		if len(words) != len(link.States)+1 || words[0] != string(link.Verbs[i]) {
			t.Fatalf("the drawing is broken at %q", line)
		}
		out[link.Verbs[i]] = map[link.State]string{}
		for j, s := range link.States {
			out[link.Verbs[i]][s] = words[j+1]
		}
	}
	return out
}

func wanted(t *testing.T, cell string, from link.State) link.State {
	t.Helper()
	switch cell {
	case "=":
		return from
	case "<":
		return link.ComfortChecked // what standing() lets a resting link have been
	}
	for _, s := range link.States {
		if strings.HasPrefix(string(s), cell) || s == link.FirstAttended && cell == "att" {
			return s
		}
	}
	t.Fatalf("no state is drawn as %q", cell)
	return ""
}

// now is a Friday evening.
var now = time.Date(2026, 5, 1, 20, 0, 0, 0, time.UTC)

var today = civil.DateOf(now)

// standing is a link in the state, with the facts that the verb needs.
func standing(s link.State, v link.Verb) link.Link {
	l := link.Raise("L1", "P1", "A1", now.AddDate(0, 0, -40))
	l.State, l.Since = s, today.AddDays(-30)
	l.AttendedOn, l.LastOn, l.CheckedOn, l.Attendances = today.AddDays(-30), today.AddDays(-30), today.AddDays(-29), 1
	l.Revisit, l.RestUntil = today.AddDays(-1), today.AddDays(-1)
	if s.Resting() {
		l.Had = link.ComfortChecked
	}
	switch v {
	case link.VerbMeet, link.VerbComeHome, link.VerbDoorLocked:
		p := evening(today)
		l.Plan = &p
	case link.VerbNotHappened, link.VerbLoseCompanion, link.VerbSayYes, link.VerbSendCompanion, link.VerbGoAlone, link.VerbTellPerson:
		p := evening(today.AddDays(1))
		p.Company, p.Untold = 1, v == link.VerbTellPerson
		l.Plan = &p
	case link.VerbRemind:
		p := evening(today)
		l.Plan = &p
	case link.VerbHoldCheck:
		l.AttendedOn = today.AddDays(-100)
	case link.VerbTakeBack:
		l.Asker, l.HandedBy = "A2", "A1"
	case link.VerbLeaveDoorOpen:
		l.Tries, l.TriedOn = 3, today.AddDays(-1)
	}
	return l
}

// evening is a plan for the day from 19:30 to 21:00, with a companion.
func evening(on civil.Date) link.Plan {
	return link.Plan{ID: "E1", Meeting: "M1", On: on, Starts: on.At(19*60 + 30), Ends: on.At(21 * 60), Way: link.Bus,
		Companion: "C1", HowFar: link.ComeIn, MeetPoint: "the clock tower", PlanB: "a cup of tea instead", Open: true, Boundaries: true}
}

func eventFor(v link.Verb) link.Event {
	yes := 7
	return map[link.Verb]link.Event{
		link.VerbOffer: link.Offer{KindsNear: 2, Shown: []link.Shown{
			{Meeting: "M1", Kind: meeting.TwelveStep}, {Meeting: "M2", Kind: meeting.CBT}}},
		link.VerbDecline:       link.Decline{Revisit: today.AddDays(30)},
		link.VerbChoose:        link.Choose{Meeting: "M1"},
		link.VerbPlan:          link.MakePlan{Plan: evening(today.AddDays(3))},
		link.VerbAttend:        link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson},
		link.VerbLeaveEarly:    link.LeaveEarly{On: today, How: link.Alone, ToldBy: link.ByPerson, Safe: link.YesSaid},
		link.VerbNotHappened:   link.NotHappened{Cause: link.Nerves},
		link.VerbDoorLocked:    link.FindLocked{},
		link.VerbCheckComfort:  link.CheckComfort{Comfort: link.Comfort{Being: &yes, Wants: link.GoAgain}},
		link.VerbDoubt:         link.Doubt{Differ: "smaller"},
		link.VerbAlternative:   link.OpenAlternative{Child: "L2"},
		link.VerbContinue:      link.Continue{Frequency: link.Weekly},
		link.VerbInvolve:       link.Involve{Facets: []link.Facet{link.HasRole}, ToldBy: link.ByPerson},
		link.VerbHoldCheck:     link.HoldCheck{Check: link.ReviewCheck},
		link.VerbNotReached:    link.NotReached{},
		link.VerbLeaveDoorOpen: link.LeaveDoorOpen{},
		link.VerbLoseCompanion: link.LoseCompanion{},
		link.VerbMeet:          link.Meet{},
		link.VerbComeHome:      link.ComeHome{},
		link.VerbPause:         link.Pause{},
		link.VerbResume:        link.Resume{},
		link.VerbStepBack:      link.StepBack{},
		link.VerbClose:         link.Close{Reason: link.AsWished},
		link.VerbReopen:        link.Reopen{},
		link.VerbWake:          link.Wake{},
		link.VerbLetAsk:        link.LetAsk{Account: "A3"},
		link.VerbHandOver:      link.HandOver{To: "A2", By: "A1"},
		link.VerbTakeBack:      link.TakeBack{},
		link.VerbSendCompanion: link.SendCompanion{Account: "C2", Instead: "C1"},
		link.VerbGoAlone:       link.GoAlone{},
		link.VerbTellPerson:    link.TellPerson{},
		link.VerbRemind:        link.Remind{},
		link.VerbSayYes:        link.SayYes{},
	}[v]
}
