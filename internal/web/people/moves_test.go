package people_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db/dbtest"
)

// move is one way to press a verb on the pages: who opens which page, and what
// they send with which of its forms. Path and action begin at the link's
// address unless they begin with a slash.
type move struct {
	path, action string
	values       url.Values
	companion    bool
}

// presses are the buttons of each verb; in every state in which the machine
// knows the verb, one of them must be there and do what the machine says.
var presses = map[link.Verb][]move{
	link.VerbOffer:  {{path: "options", action: "choose", values: url.Values{"meeting": {"none"}}}},
	link.VerbChoose: {{path: "options", action: "choose", values: url.Values{"meeting": {"TOOLS"}}}},
	link.VerbDecline: {{path: "options", action: "not-now", values: url.Values{"ask": {"never"}}},
		{path: "rest", action: "decline", values: url.Values{"ask": {"never"}}}},
	link.VerbPlan:         {{path: "plan", action: "plan", values: planned(nil)}},
	link.VerbAttend:       {{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"went"}, "how": {"alone"}}}},
	link.VerbLeaveEarly:   {{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"left_early"}, "how": {"alone"}}}},
	link.VerbCheckComfort: {{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"went"}, "how": {"alone"}, "being": {"7"}}}},
	link.VerbNotHappened:  {{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"not:nerves"}}}},
	link.VerbDoorLocked:   {{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"not:door_locked"}}}},
	link.VerbDoubt: {{path: "check-in?ask=later", action: "check-in", values: url.Values{"going": {"same_kind"}}},
		{path: "check-in?ask=evening", action: "check-in", values: url.Values{"happened": {"went"}, "how": {"alone"}, "wants": {"same_kind"}}}},
	link.VerbAlternative:   {{path: "check-in?ask=later", action: "check-in", values: url.Values{"going": {"different"}}}},
	link.VerbContinue:      {{path: "check-in?ask=later", action: "check-in", values: url.Values{"going": {"going:weekly"}}}},
	link.VerbInvolve:       {{path: "check-in?ask=later", action: "check-in", values: url.Values{"going": {"going:weekly"}, "facets": {"role"}}}},
	link.VerbHoldCheck:     {{path: "check-in", action: "held"}},
	link.VerbNotReached:    {{path: "check-in", action: "not-reached"}},
	link.VerbLeaveDoorOpen: {{path: "check-in", action: "door-open"}},
	link.VerbLoseCompanion: {{path: "/outings", action: "/outings/PLAN/lost", companion: true}},
	link.VerbMeet:          {{path: "/outings", action: "/outings/PLAN/met", companion: true}},
	link.VerbComeHome:      {{path: "/outings", action: "/outings/PLAN/home", companion: true}},
	link.VerbPause:         {{path: "rest", action: "pause"}},
	link.VerbResume:        {{path: "rest", action: "resume"}},
	link.VerbStepBack:      {{path: "rest", action: "step-back", values: url.Values{"words": {"“a new job”"}}}},
	link.VerbClose:         {{path: "rest", action: "close", values: url.Values{"reason": {"moved"}}}},
	link.VerbReopen:        {{path: "rest", action: "reopen"}},
	link.VerbWake:          {{path: "PERSON/changed", action: "PERSON/changed", values: url.Values{"which": {"LINK"}}}},
	link.VerbLetAsk:        {{path: "", action: "asker", values: url.Values{"asker": {"comes_by"}}}},
	link.VerbHandOver:      {{path: "check-in", action: "hand-over", values: url.Values{"to": {"BEN"}}}},
	link.VerbTakeBack:      {{path: "check-in", action: "take-back"}},
	link.VerbSendCompanion: {{path: "needed", action: "send"}},
	link.VerbGoAlone:       {{path: "needed", action: "alone"}},
	link.VerbTellPerson:    {{path: "/today", action: "told"}},
	link.VerbRemind:        {{path: "/today", action: "remind"}},
	link.VerbSayYes:        {{path: "/outings", action: "/outings/PLAN/yes", companion: true}},
}

// Every move of the life cycle can be made from the pages, and does there what
// the machine's drawing says.
func TestEveryMoveHasAButton(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWay(newTeam(t, d, dbtest.Community(t, d)))
	w.write(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, 'facilitator')`, w.ben.Account)
	w.sam = w.have(url.Values{"name": {"Robin Invented"}, "phone": {"01632 960 001"}, "contact": {"call"}, "agree_contact": {"yes"}})
	moves := 0
	for verb, cells := range drawing(t) {
		for state, cell := range cells {
			if cell == "." {
				continue
			}
			moves++
			if why := w.makes(verb, state, cell); why != "" {
				t.Errorf("%s from %s: %s", verb, state, why)
			}
		}
	}
	t.Logf("%d moves from %d states", moves, len(link.States))
}

// drawing reads what link.Diagram draws: for each verb and state the cell.
func drawing(t *testing.T) map[link.Verb]map[link.State]string {
	t.Helper()
	out := map[link.Verb]map[link.State]string{}
	for _, line := range strings.Split(strings.TrimSpace(link.Diagram()), "\n")[1:] {
		words := strings.Fields(line)
		cells := map[link.State]string{}
		for i, s := range link.States {
			cells[s] = words[i+1]
		}
		out[link.Verb(words[0])] = cells
	}
	return out
}

// makes puts a new link into the state and presses the verb on its pages; it
// says what went wrong.
func (w *way) makes(verb link.Verb, state link.State, cell string) (why string) {
	w.Helper()
	w.standIn(verb, state)
	defer w.write(`DELETE FROM link WHERE community_id = $1 AND id = $2`, strings.TrimPrefix(w.link, "/links/"))
	before := w.stored()
	if before.State != state {
		return fmt.Sprintf("the test put the link into %s", before.State)
	}
	for _, m := range presses[verb] {
		if why = w.pressed(m); why == "" {
			return did(before.Link, w.stored().Link, verb, cell)
		}
	}
	return why
}

// did says what is wrong with the step that the button left, if anything is.
func did(before, after link.Link, verb link.Verb, cell string) string {
	told := after.Steps[len(before.Steps):]
	i := slices.IndexFunc(told, func(s link.Step) bool { return s.Verb == verb })
	if i < 0 {
		return fmt.Sprintf("the button told %v", told)
	}
	step := told[i]
	if i > 0 { // its page tells what comes before it, too
		return ""
	}
	switch {
	case cell == "=" && step.To == step.From, cell == "<" && (step.To == before.Had || before.Had == link.Planned && step.To == link.Chosen),
		cell == "att" && step.To == link.FirstAttended, strings.HasPrefix(string(step.To), cell):
		return ""
	}
	return fmt.Sprintf("it led to %s, and the drawing says %q", step.To, cell)
}

// noon is the Tuesday of an evening at the Tools.
const noon = 12 * 60

// ways into each state from a planned evening.
func into(state link.State, on civil.Date) []link.Event {
	yesterday := on.AddDays(-1)
	attend := link.Attend{On: yesterday, How: link.Alone, ToldBy: link.ByPerson}
	return map[link.State][]link.Event{
		link.Raised:         {link.Decline{}, link.Wake{}},
		link.Offered:        {link.Decline{}, link.Offer{KindsNear: 1}}, // with what is shown filled in
		link.Chosen:         {link.StepBack{}, link.Reopen{}},
		link.FirstAttended:  {attend},
		link.ComfortChecked: {attend, link.CheckComfort{}},
		link.Continuing:     {attend, link.CheckComfort{}, link.Continue{}},
		link.Involved:       {attend, link.CheckComfort{}, link.Involve{Facets: []link.Facet{link.OneToOne}, ToldBy: link.ByPerson}},
		link.NotNow:         {link.Decline{Revisit: on.AddDays(5)}},
		link.DidNotHappen:   {link.NotHappened{Cause: link.Nerves}},
		link.LeftEarly:      {link.LeaveEarly{On: yesterday, How: link.Alone, ToldBy: link.ByPerson}},
		link.ThinkAgain:     {attend, link.Doubt{}},
		link.Alternative:    {attend, link.OpenAlternative{Child: "CHILD"}},
		link.Paused:         {link.Pause{Until: on.AddDays(5)}},
		link.SteppedBack:    {link.StepBack{}},
		link.Closed:         {link.Close{Reason: link.AsWished}},
	}[state]
}

// standIn makes a new link that stands in the state, with what the verb needs:
// an evening that is under way, or over; a time at which something is due.
func (w *way) standIn(verb link.Verb, state link.State) {
	w.Helper()
	w.at(4, noon)
	on := day0.AddDays(4)
	id := w.d.NewID()
	w.must(w.caps.Links.Anew(w.Context(), w.asha, strings.TrimPrefix(w.sam, "/people/"), id, ""))
	w.link = "/links/" + id
	shown := link.Offer{KindsNear: 1, Shown: []link.Shown{{Meeting: w.tools, Kind: meeting.CBT, On: on}}}
	plan := link.MakePlan{Plan: link.Plan{Meeting: w.tools, On: on, Way: link.Bus, PlanB: "tea"}}
	switch verb {
	case link.VerbMeet, link.VerbComeHome, link.VerbLoseCompanion, link.VerbSayYes, link.VerbSendCompanion, link.VerbGoAlone, link.VerbTellPerson:
		plan.Companion, plan.HowFar, plan.MeetPoint, plan.Boundaries = w.col.Account, link.ToTheDoor, "there", true
	}
	w.tellLink(id, shown, link.Choose{Meeting: w.tools}, plan)
	switch {
	case verb == link.VerbMeet || verb == link.VerbComeHome:
		w.at(4, 20*60) // the evening has begun
	case verb == link.VerbDoorLocked && state == link.DidNotHappen:
		w.at(5, noon)
	}
	for _, e := range into(state, on) {
		switch told := e.(type) {
		case link.Offer:
			e = shown
		case link.OpenAlternative:
			told.Child = w.d.NewID()
			e = told
		}
		w.tellLink(id, e)
	}
	w.readies(id, verb, state, plan)
}

// readies brings the clock, and what else the verb needs, to where it can be
// pressed.
func (w *way) readies(id string, verb link.Verb, state link.State, plan link.MakePlan) {
	w.Helper()
	switch verb {
	case link.VerbNotHappened, link.VerbDoorLocked, link.VerbLoseCompanion:
		if state.Went() && verb != link.VerbLoseCompanion {
			w.tellLink(id, plan) // a further evening
		}
		if verb != link.VerbLoseCompanion {
			w.at(5, noon)
		}
	case link.VerbHoldCheck, link.VerbNotReached:
		w.at(104, noon)
	case link.VerbLeaveDoorOpen:
		for n := range 3 {
			w.at(104+7*n, noon)
			w.tellLink(id, link.NotReached{})
		}
		w.at(119, noon)
	case link.VerbSendCompanion, link.VerbGoAlone, link.VerbTellPerson:
		w.tellLink(id, link.LoseCompanion{})
		if verb == link.VerbTellPerson {
			w.tellLink(id, link.SendCompanion{Account: w.col.Account}, link.SayYes{})
		}
	case link.VerbTakeBack:
		w.must(w.caps.Links.HandOver(w.Context(), w.asha, id, w.ben.Account))
	}
}

// pressed opens the page, finds the form and sends it; it says what went wrong.
func (w *way) pressed(m move) string {
	w.Helper()
	w.As(w.asha)
	if m.companion {
		w.As(w.col)
	}
	defer w.As(w.asha)
	v := w.stored()
	plan := ""
	if v.Plan != nil {
		plan = v.Plan.ID
	}
	within := func(path string) string {
		path = strings.NewReplacer("PERSON", w.sam, "PLAN", plan).Replace(path)
		if strings.HasPrefix(path, "/") {
			return path
		}
		return strings.TrimSuffix(w.link+"/"+path, "/")
	}
	p := w.Get(within(m.path)).Want(200)
	action := within(m.action)
	if !p.Has(`form[action="` + action + `"]`) {
		return "no form leads to " + action + " on " + within(m.path)
	}
	values := url.Values{}
	for name, list := range m.values {
		for _, one := range list {
			values.Add(name, strings.NewReplacer("TOOLS", w.tools, "BEN", w.ben.Account, "LINK", strings.TrimPrefix(w.link, "/links/")).Replace(one))
		}
	}
	if p.Has("#on-day") {
		today := civil.DateOf(dbtest.Clock(w.d).Now())
		values.Set("on-day", fmt.Sprint(today.Day))
		values.Set("on-month", fmt.Sprint(int(today.Month)))
		values.Set("on-year", fmt.Sprint(today.Year))
	}
	sent := p.Submit(action, values)
	if sent.Status != 303 {
		return fmt.Sprintf("it answered %d: %s", sent.Status, sent.Text(".govuk-error-summary"))
	}
	return ""
}
