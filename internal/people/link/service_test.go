package link_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

var ctx = context.Background()

// day0 is the day of the test's clock: Friday 1 May 2026, 11:00 in London.
var day0 = civil.DateOf(dbtest.Start)

// world is a community with its team, two meetings of two kinds, and Sam, who
// agreed to everything and wants company.
type world struct {
	*testing.T
	*link.Service
	d                  *db.DB
	s                  db.Scope
	ann, ben, col, kim access.Actor // two facilitators, two companions
	meg                access.Actor // manager
	steps, tools       string       // meetings: 12-step on Thursdays, CBT on Tuesdays
	sam, way           string       // the person and their link
}

func each(t *testing.T, test func(w *world)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		w := &world{T: t, Service: link.New(d, link.Defaults()), d: d, s: s,
			ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator), ben: persontest.Actor(t, d, s, "Ben F", access.Facilitator),
			col: persontest.Actor(t, d, s, "Col C", access.Companion), kim: persontest.Actor(t, d, s, "Kim C", access.Companion),
			meg: persontest.Actor(t, d, s, "Meg M", access.Manager)}
		w.must(d.Tx(ctx, s, func(tx *db.Tx) error { return db.SetStaffed(tx, "0116 496 0123", "every day, 9 to 9") }))
		w.steps = w.meeting("Thursday Steps (invented)", "AA", meeting.TwelveStep, time.Thursday, 60, facet.Yes)
		w.tools = w.meeting("Tuesday Tools (invented)", "SMART", meeting.CBT, time.Tuesday, 0, facet.Unknown)
		for _, c := range []access.Actor{w.col, w.kim} {
			w.must(companion.New(d).Clear(ctx, w.meg, companion.Clearance{Account: c.Account, References: day0, Training: day0,
				Until: day0.AddDays(90), OutBefore: true}))
		}
		w.sam, w.way = d.NewID(), d.NewID()
		w.must(w.Begin(ctx, w.ann, locale.English(), w.beginning()))
		test(w)
	})
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) meeting(title, fellowship string, kind meeting.Kind, day time.Weekday, minutes int, open facet.Value) string {
	w.Helper()
	l := meeting.Listing{Title: title, Fellowship: fellowship, Kind: kind, Venue: "Old Mill (invented)", Postcode: "LE1 1AA",
		Slot: schedule.Slot{Rule: schedule.Weekly(day), Start: 19*60 + 30, Minutes: minutes}}
	if open != facet.Unknown {
		l.Facets = []facet.Fact{{Name: facet.Open, Value: open}}
	}
	id, err := meeting.New(w.d).Add(ctx, w.meg, l, true)
	w.must(err)
	return id
}

func (w *world) beginning() link.Beginning {
	var answers []consent.Answer
	for _, p := range consent.Purposes {
		answers = append(answers, consent.Answer{Purpose: p, Given: true, Version: consent.WordingOf(locale.English(), p).Version})
	}
	return link.Beginning{
		Person: person.Person{ID: w.sam, Name: "Samphire Quill", Area: "LE1", Phone: "0116 496 0000",
			Contact: person.Contact{How: person.Call}, AccessNeeds: "a chair with arms"},
		Answers: answers,
		Chat:    chat.Chat{ID: w.d.NewID(), On: day0, Setting: "waiting_room", Length: "15_to_30", HelpWith: "“the evenings”", Companion: "yes"},
		Links:   []link.Raising{{ID: w.way, Wish: option.Wish{Need: []facet.Name{facet.StepFree}, Limit: 6}}},
	}
}

// at moves the clock to the time of the day n days after the first.
func (w *world) at(n int, clock civil.TimeOfDay) { dbtest.Clock(w.d).Set(day0.AddDays(n).At(clock)) }

// tell is Tell where nothing may be refused.
func (w *world) tell(actor access.Actor, id string, events ...link.Event) link.View {
	w.Helper()
	w.must(w.Tell(ctx, actor, link.Ref{Link: id}, events...))
	v, err := w.Get(ctx, w.meg, id, link.WithSteps, link.WithOffer, link.WithComfort)
	w.must(err)
	return v
}

// thursday is Sam's plan for the first Thursday, day 6.
func (w *world) thursday(companion string, how link.HowFar) link.MakePlan {
	return link.MakePlan{Plan: link.Plan{Meeting: w.steps, On: day0.AddDays(6), Way: link.Bus, Companion: companion, HowFar: how,
		MeetPoint: "by the clock tower", PlanB: "tea at our place", Easier: "sitting near the door", Boundaries: true}}
}

func (w *world) offer() link.Offer {
	return link.Offer{KindsNear: 2, Shown: []link.Shown{
		{Meeting: w.steps, Kind: meeting.TwelveStep, On: day0.AddDays(6), Score: 61, Reasons: []string{"near", "newcomers"}},
		{Meeting: w.tools, Kind: meeting.CBT, On: day0.AddDays(4), Score: 44}}}
}

func (w *world) today(actor access.Actor) link.Today {
	w.Helper()
	t, err := w.Today(ctx, actor)
	w.must(err)
	return t
}

func (w *world) outings(actor access.Actor) []link.Outing {
	w.Helper()
	out, err := w.Outings(ctx, actor)
	w.must(err)
	return out
}

func (w *world) refused(what, key string, err error) {
	w.Helper()
	if got := persontest.Key(err); got != key {
		w.Errorf("%s: %q, want %q", what, got, key)
	}
}

// The journey of the first link, from the chat to "still going", and every
// step of it in the trail.
func TestTheWholeWay(t *testing.T) {
	each(t, func(w *world) {
		v := w.tell(w.ann, w.way, w.offer(), link.Choose{Meeting: w.steps, Why: "“it is near my mum’s”"}, w.thursday(w.col.Account, link.ComeIn))
		if v.State != link.Planned || !v.Plan.Open || v.Plan.Starts != day0.AddDays(6).At(19*60+30).UTC() || v.Plan.Ends.Sub(v.Plan.Starts) != time.Hour {
			t.Errorf("planned: %s %+v", v.State, v.Plan)
		}
		if len(v.Shown) != 2 || v.Shown[0].Score != 61 || !slices.Equal(v.Shown[0].Reasons, []string{"near", "newcomers"}) {
			t.Errorf("shown: %+v", v.Shown)
		}
		w.at(6, 19*60)
		if today := w.today(w.ann); len(today.Tonight) != 1 || today.Tonight[0].CompanionName != "Col C" || len(today.Due) != 1 || today.Due[0].Kind != link.DueReminder {
			t.Errorf("the evening: %+v", today)
		}
		plan := w.outings(w.col)[0].ID
		w.must(w.Mark(ctx, w.col, plan, link.Meet{}))
		w.at(6, 22*60+40)
		if today := w.today(w.ann); len(today.Alarms) != 1 || today.Alarms[0].Name != "Samphire Quill" {
			t.Errorf("two hours after the end: %+v", today.Alarms)
		}
		w.must(w.Mark(ctx, w.col, plan, link.ComeHome{}))
		if today := w.today(w.ann); len(today.Alarms) != 0 {
			t.Errorf("safely home: %+v", today.Alarms)
		}
		w.at(7, 9*60+59)
		if due := w.today(w.ann).Due; len(due) != 0 {
			t.Errorf("before ten: %+v", due)
		}
		w.at(7, 10*60)
		if due := w.today(w.ann).Due; len(due) != 1 || due[0].Kind != link.DueComfort || due[0].LateNow || due[0].WhenIn || due[0].Meeting != "Thursday Steps (invented)" {
			t.Errorf("at ten: %+v", due)
		}
		w.at(10, 10*60)
		if due := w.today(w.ann).Due; len(due) != 1 || !due[0].LateNow {
			t.Errorf("after 72 hours: %+v", due)
		}
		child := w.notForMe()
		w.at(11, 21*60)
		v = w.tell(w.ann, child, w.offer(), link.Choose{Meeting: w.tools}, link.Attend{On: day0.AddDays(11), How: link.Alone, ToldBy: link.ByPerson})
		if !slices.Equal(v.Skips(), []link.State{link.Planned}) {
			t.Errorf("skipped %v", v.Skips())
		}
		w.at(12, 12*60)
		w.tell(w.ann, child, link.CheckComfort{Comfort: link.Comfort{Wants: link.GoAgain}})
		w.at(26, 10*60)
		if due := w.today(w.ann).Due; len(due) != 1 || due[0].Kind != link.DueSecond {
			t.Errorf("two weeks later: %+v", due)
		}
		v = w.tell(w.ann, child, link.Continue{Frequency: link.Weekly})
		if v.State != link.Continuing || v.Parent != w.way || len(w.today(w.ann).Due) != 0 {
			t.Errorf("continues: %s, parent %s", v.State, v.Parent)
		}
		w.story(child)
	})
}

// notForMe is the comfort check of the first evening and what follows from it.
func (w *world) notForMe() (child string) {
	w.Helper()
	child = w.d.NewID()
	being, speaking := 3, 0
	v := w.tell(w.ann, w.way,
		link.Attend{On: day0.AddDays(6), How: link.WithCompanion, ToldBy: link.ByPerson},
		link.CheckComfort{Comfort: link.Comfort{Being: &being, Speaking: &speaking, Liked: []string{"tea"},
			Misfits: []link.Misfit{option.ReligiousSide, option.TooBig}, Safe: link.YesSaid, Wants: link.Different}},
		link.Doubt{Differ: "fewer people"}, link.OpenAlternative{Child: child})
	if v.State != link.Alternative || v.Child != child || *v.Comfort.Being != 3 || *v.Comfort.Speaking != 0 {
		w.Errorf("not for me: %+v", v.Link)
	}
	next, err := w.Get(ctx, w.ann, child, link.WithSteps, link.WithOffer, link.WithComfort)
	w.must(err)
	want := option.Tried{Meeting: w.steps, Misfits: []option.Misfit{option.ReligiousSide, option.TooBig}}
	if len(next.Wish.Tried) != 1 || next.Wish.Tried[0].Meeting != want.Meeting || !slices.Equal(next.Wish.Tried[0].Misfits, want.Misfits) ||
		!slices.Equal(next.Wish.Need, []facet.Name{facet.StepFree}) {
		w.Errorf("the alternative’s wish: %+v", next.Wish)
	}
	return child
}

// story checks what the person's page tells of it all.
func (w *world) story(child string) {
	w.Helper()
	st, err := w.Story(ctx, w.ann, w.sam, 0)
	w.must(err)
	if len(st.Links) != 2 || st.Links[0].ID != w.way || st.Links[1].ID != child || st.Links[0].Plan == nil || *st.Links[0].Comfort.Being != 3 || st.Person.Name != "Samphire Quill" {
		w.Errorf("story: %+v", st.Links)
	}
	var told []string
	for _, l := range slices.Backward(st.Lines) {
		told = append(told, string(l.Event))
	}
	for before := st.Older; before != 0; {
		older, err := w.Story(ctx, w.ann, w.sam, before)
		w.must(err)
		for _, l := range older.Lines {
			told = slices.Insert(told, 0, string(l.Event))
		}
		before = older.Older
	}
	want := strings.Fields(`PersonAdded ConsentGiven ConsentGiven ConsentGiven ConsentGiven ConsentGiven ConversationHeld TopicRaised
		OptionsShown OptionChosen PlanMade CompanionAsked CompanionMet CompanionSafeReturn FirstMeetingAttended ComfortRecorded
		ThinkAgainStarted AlternativeOpened TopicRaised OptionsShown OptionChosen FirstMeetingAttended ComfortRecorded ContinuingReported`)
	if !slices.Equal(told, want) {
		w.Errorf("the time-line tells\n%v\nwant\n%v", told, want)
	}
	w.must(w.d.View(ctx, w.s, func(tx *db.Tx) error { _, err := trail.Verify(tx); return err }))
}

func TestWhatACompanionSees(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor))
		out := w.outings(w.col)
		if len(out) != 1 {
			t.Fatalf("%d outings", len(out))
		}
		o := out[0]
		if o.FirstName != "Samphire" || o.AccessNeeds != "a chair with arms" || o.StaffedNumber != "0116 496 0123" ||
			o.MeetPoint != "by the clock tower" || o.HowFar != link.ToTheDoor || o.Venue != "Old Mill (invented)" || o.PlanB != "" {
			t.Errorf("%+v", o)
		}
		if other := w.outings(w.kim); len(other) != 0 {
			t.Errorf("another companion sees %+v", other)
		}
		_, err := w.Outings(ctx, w.ann)
		persontest.Missing(t, "a facilitator’s outings", err)
		persontest.Missing(t, "another companion marks", w.Mark(ctx, w.kim, o.ID, link.Meet{}))
		persontest.Missing(t, "a facilitator marks", w.Mark(ctx, w.ann, o.ID, link.Meet{}))
		w.refused("more than a mark", "link.outing.not_yours", w.Mark(ctx, w.col, o.ID, link.Close{Reason: link.AsWished}))
		for name, read := range map[string]func() error{
			"the link": func() error {
				_, err := w.Get(ctx, w.col, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
				return err
			},
			"the story":  func() error { _, err := w.Story(ctx, w.col, w.sam, 0); return err },
			"today":      func() error { _, err := w.Today(ctx, w.col); return err },
			"the person": func() error { _, err := person.New(w.d).Get(ctx, w.col, w.sam); return err },
			"telling":    func() error { return w.Tell(ctx, w.col, link.Ref{Link: w.way}, link.Meet{}) },
		} {
			persontest.Missing(t, "a companion and "+name, read())
		}
		no := consent.Answer{Purpose: consent.Companion, Version: consent.WordingOf(locale.English(), consent.Companion).Version}
		w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), w.sam, no))
		if o := w.outings(w.col)[0]; o.FirstName != "" || o.AccessNeeds != "" {
			t.Errorf("after the person said no: %+v", o)
		}
	})
}

func TestTheDoorWasLocked(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		plan := w.outings(w.col)[0].ID
		w.refused("days before", "link.outing.not_yet", w.Mark(ctx, w.col, plan, link.FindLocked{}))
		w.at(6, 19*60+45)
		w.must(w.Mark(ctx, w.col, plan, link.FindLocked{}))
		if o := w.outings(w.col)[0]; !o.Locked || o.PlanB != "tea at our place" {
			t.Errorf("plan B is not open: %+v", o)
		}
		v, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		w.must(err)
		if v.State != link.DidNotHappen || v.Cause != link.DoorLocked || v.OurFaults != 1 {
			t.Errorf("%s because of %s, our failures %d", v.State, v.Cause, v.OurFaults)
		}
		m, err := meeting.New(w.d).Get(ctx, w.ann, w.steps)
		w.must(err)
		if m.FlaggedOn != day0.AddDays(6) || m.FlagReason != meeting.DoorLocked {
			t.Errorf("flagged on %v: %s", m.FlaggedOn, m.FlagReason)
		}
		w.at(6, 22*60+30)
		if len(w.today(w.meg).Alarms) != 1 {
			t.Error("the companion is out, and nobody is alarmed")
		}
		w.must(w.Mark(ctx, w.meg, plan, link.ComeHome{})) // they rang
		w.at(7, 10*60)
		if due := w.today(w.ann).Due; len(due) != 1 || due[0].Kind != link.DueNextStep {
			t.Errorf("the next day: %+v", due)
		}
	})
}

func TestWhoCanBePlanned(t *testing.T) {
	each(t, func(w *world) {
		plan := func(m link.MakePlan) error { return w.Tell(ctx, w.ann, link.Ref{Link: w.way}, m) }
		notHeld, unknown, lapsed, closed := w.thursday("", ""), w.thursday("", ""), w.thursday(w.col.Account, link.ComeIn), w.thursday(w.col.Account, link.ComeIn)
		notHeld.On = day0.AddDays(5)
		unknown.Meeting = w.d.NewID()
		lapsed.On = day0.AddDays(6 + 7*13)
		closed.Meeting, closed.On = w.tools, day0.AddDays(4)
		w.refused("a day on which it is not held", "link.plan.not_held", plan(notHeld))
		w.refused("a meeting that is not there", "record.missing", plan(unknown))
		w.refused("after the clearance", "companion.lapsed", plan(lapsed))
		w.refused("somebody uncleared", "companion.not_cleared", plan(w.thursday(w.ann.Account, link.ComeIn)))
		w.refused("come in to what may be for members", "link.plan.to_the_door", plan(closed))
		closed.HowFar = link.ToTheDoor
		v := w.tell(w.ann, w.way, closed)
		if v.Plan.Ends.Sub(v.Plan.Starts) != 90*time.Minute {
			t.Errorf("an evening of unknown length ends at %v", v.Plan.Ends)
		}
		w.must(w.Tell(ctx, w.ann, link.Ref{Link: w.way}, w.thursday(w.col.Account, link.ComeIn)))
		if out := w.outings(w.col); len(out) != 2 || !out[0].CalledOff || out[1].CalledOff {
			t.Errorf("the plan that was replaced: %+v", out)
		}
		w.secondPerson(w.thursday(w.col.Account, link.ComeIn))
	})
}

// A clearance that is withdrawn while an evening is to come is on Today.
func TestClearanceWithdrawnBeforeTheEvening(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		if today := w.today(w.ann); len(today.Broken) != 0 {
			t.Errorf("cleared: %+v", today.Broken)
		}
		w.must(companion.New(w.d).Withdraw(ctx, w.meg, w.col.Account))
		if today := w.today(w.ann); len(today.Broken) != 1 || today.Broken[0].CompanionName != "Col C" {
			t.Errorf("withdrawn: %+v", today.Broken)
		}
		w.tell(w.ann, w.way, link.LoseCompanion{})
		if today := w.today(w.ann); len(today.Broken) != 1 || !today.Broken[0].Needed() {
			t.Errorf("released, and nobody is looked for: %+v", today.Broken)
		}
		w.tell(w.ann, w.way, link.GoAlone{})
		if today := w.today(w.ann); len(today.Broken) != 0 {
			t.Errorf("goes alone: %+v", today.Broken)
		}
	})
}

// A companion tells only what they saw inside, and never in the person's name.
func TestCompanionSawThemInside(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		plan := w.outings(w.col)[0].ID
		w.at(6, 21*60)
		seen := link.Attend{On: day0.AddDays(6), How: link.WithCompanion, ToldBy: link.ByPerson}
		w.refused("before they met", "link.attend.not_told", w.Mark(ctx, w.col, plan, seen))
		w.must(w.Mark(ctx, w.col, plan, link.Meet{}))
		w.must(w.Mark(ctx, w.col, plan, seen))
		if v, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort); err != nil || v.State != link.FirstAttended || v.Steps[len(v.Steps)-1].By != w.col.Account {
			t.Errorf("%s, %v", v.State, err)
		}
	})
}

// secondPerson is somebody who did not agree to a companion, and then did.
func (w *world) secondPerson(m link.MakePlan) {
	w.Helper()
	b := w.beginning()
	b.Person.ID, b.Chat.ID, b.Links[0].ID = w.d.NewID(), w.d.NewID(), w.d.NewID()
	b.Answers[2].Given = false
	w.must(w.Begin(ctx, w.ann, locale.English(), b))
	ref := link.Ref{Link: b.Links[0].ID}
	w.refused("a companion for somebody who said no", "link.plan.no_consent", w.Tell(ctx, w.ann, ref, m))
	b.Answers[2].Given = true
	w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), b.Person.ID, b.Answers[2]))
	w.refused("a companion twice on one evening", "link.plan.companion_busy", w.Tell(ctx, w.ann, ref, m))
}

func TestOwnPeopleOnly(t *testing.T) {
	each(t, func(w *world) {
		_, err := w.Get(ctx, w.ben, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		persontest.Missing(t, "another facilitator reads", err)
		_, err = w.Story(ctx, w.ben, w.sam, 0)
		persontest.Missing(t, "another facilitator reads the story", err)
		persontest.Missing(t, "another facilitator tells", w.Tell(ctx, w.ben, link.Ref{Link: w.way}, w.offer()))
		persontest.Missing(t, "another facilitator raises", w.Raise(ctx, w.ben, w.sam, link.Raising{ID: w.d.NewID()}))
		w.at(8, 12*60)
		if due := w.today(w.ben).Due; len(due) != 0 {
			t.Errorf("another facilitator’s today: %+v", due)
		}
		if due := w.today(w.meg).Due; len(due) != 1 || due[0].Kind != link.DueNextStep {
			t.Errorf("the manager’s today: %+v", due)
		}
		v, err := w.Get(ctx, w.meg, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
		w.must(err)
		if v.Version != 1 || len(v.Steps) != 1 {
			t.Errorf("what was refused left a trace: version %d, %d steps", v.Version, len(v.Steps))
		}
	})
}

// A form that is sent twice is one record; the same form with other words is
// told so; what fails leaves nothing.
func TestBeginOnce(t *testing.T) {
	each(t, func(w *world) {
		b := w.beginning()
		b.Person.ID, b.Chat.ID, b.Links[0].ID = w.d.NewID(), w.d.NewID(), w.d.NewID()
		for range 2 {
			w.must(w.Begin(db.Once(ctx, w.ann.Account, b.Chat.ID, []byte("the form")), w.ann, locale.English(), b))
		}
		b.Person.Name = "Corrected"
		w.refused("the same form with another name", "person.saved_before", w.Begin(ctx, w.ann, locale.English(), b))
		b.Person.ID, b.Chat.ID = w.d.NewID(), w.d.NewID()
		w.refused("the same link again", "link.saved_before", w.Begin(ctx, w.ann, locale.English(), b))
		b.Answers[0].Given = false
		w.refused("without a yes to the record", "chat.no_record", w.Begin(ctx, w.ann, locale.English(), b))
		page, err := person.New(w.d).List(ctx, w.ann, person.Query{})
		if err != nil || len(page.People) != 2 {
			t.Errorf("%d people, %v", len(page.People), err)
		}
		again := w.beginning()
		again.Known, again.Answers, again.Chat.ID = true, nil, w.d.NewID()
		again.Links = []link.Raising{{ID: w.d.NewID(), Then: []link.Event{link.Decline{Revisit: day0.AddDays(30)}}}}
		w.must(w.Begin(ctx, w.ann, locale.English(), again))
		if v, err := w.Get(ctx, w.ann, again.Links[0].ID); err != nil || v.State != link.NotNow || v.Revisit != day0.AddDays(30) {
			t.Errorf("%s, revisit %v, %v", v.State, v.Revisit, err)
		}
	})
}

// Every event leaves the link as Apply made it: what is read is what was kept.
func TestWhatIsReadIsWhatWasKept(t *testing.T) {
	each(t, func(w *world) {
		w.at(2, 12*60)
		for _, e := range []link.Event{w.offer(), link.Pause{Until: day0.AddDays(9)}, link.Resume{}, link.Decline{Revisit: day0.AddDays(20)},
			w.thursday(w.col.Account, link.MeetBefore), link.LoseCompanion{}, link.NotHappened{Cause: link.Nerves},
			link.LeaveEarly{On: day0, How: link.Alone, ToldBy: link.ByPerson, Safe: link.NoSaid, Words: "“too loud”"},
			link.Involve{Facets: []link.Facet{link.HasRole, link.KnowByName}, ToldBy: link.ByPerson},
			link.StepBack{Words: "“a new job”"}, link.Reopen{}, link.Close{Reason: link.FoundFeet}, link.Reopen{}} {
			before, err := w.Get(ctx, w.ann, w.way, link.WithSteps, link.WithOffer, link.WithComfort)
			w.must(err)
			full := e
			if m, ok := e.(link.MakePlan); ok {
				m.Starts, m.Ends, m.Open = m.On.At(19*60+30), m.On.At(20*60+30), true
				m.Listing = "FREQ=WEEKLY;BYDAY=TH|19:30|Old Mill (invented)||LE1 1AA"
				full = m
			}
			want, _, err := link.Apply(before.Link, full, dbtest.Clock(w.d).Now(), link.Defaults())
			w.must(err)
			got := w.tell(w.ann, w.way, e)
			same(w, want, got.Link, e.Verb())
		}
	})
}

// Who did not agree to be contacted is asked when they are next in, and never
// tried.
func TestNotContacted(t *testing.T) {
	each(t, func(w *world) {
		no := consent.Answer{Purpose: consent.Contact, Version: consent.WordingOf(locale.English(), consent.Contact).Version}
		w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), w.sam, no))
		w.at(8, 12*60)
		if due := w.today(w.ann).Due; len(due) != 1 || !due[0].WhenIn {
			t.Errorf("due %+v", due)
		}
		w.refused("a try", "link.in_person", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.NotReached{}))
	})
}

// At six months the review that was not held gives way to the outcome.
func TestReviewGivesWayToTheOutcome(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, link.Attend{On: day0, How: link.Alone, ToldBy: link.ByPerson}, link.CheckComfort{})
		kinds := func() (kinds []link.DueKind) {
			for _, d := range w.today(w.ann).Due {
				kinds = append(kinds, d.Kind)
			}
			return kinds
		}
		w.at(100, 12*60)
		if got := kinds(); !slices.Equal(got, []link.DueKind{link.DueSecond, link.DueReview}) {
			t.Errorf("at three months %v", got)
		}
		w.at(190, 12*60)
		if got := kinds(); !slices.Equal(got, []link.DueKind{link.DueOutcome, link.DueSecond}) {
			t.Errorf("at six months %v", got)
		}
		w.at(245, 12*60)
		if got := kinds(); !slices.Equal(got, []link.DueKind{link.DueSecond}) {
			t.Errorf("after the window %v", got)
		}
	})
}

// A companion whose plan another took the place of marks nothing.
func TestMarksOnAReplacedPlan(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		old := w.outings(w.col)[0].ID
		w.tell(w.ann, w.way, w.thursday(w.kim.Account, link.ComeIn))
		w.at(6, 19*60)
		w.refused("the old plan", "link.nothing_planned", w.Mark(ctx, w.col, old, link.Meet{}))
		w.must(w.Mark(ctx, w.kim, w.outings(w.kim)[0].ID, link.Meet{}))
	})
}

// A long time-line comes in pages, without a gap.
func TestALongStory(t *testing.T) {
	each(t, func(w *world) {
		for range 30 {
			w.tell(w.ann, w.way, w.offer())
		}
		seen, before := map[int64]bool{}, int64(0)
		for {
			st, err := w.Story(ctx, w.ann, w.sam, before)
			w.must(err)
			for _, l := range st.Lines {
				seen[l.Seq] = true
			}
			if before = st.Older; before == 0 {
				break
			}
		}
		if len(seen) != 8+30 {
			t.Errorf("%d lines", len(seen))
		}
	})
}

// Asking anew changes the wish, keeps what they tried, and stands in the trail.
func TestAskingAnew(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday("", ""))
		w.at(7, 12*60)
		child := w.notForMe()
		wish := option.Wish{Need: []facet.Name{facet.Women}, Limit: 3, Tried: []option.Tried{{Meeting: "forged"}}}
		persontest.Missing(t, "another facilitator", w.Rewish(ctx, w.ben, link.Ref{Link: child}, wish))
		w.refused("a page from before", "link.changed_meanwhile", w.Rewish(ctx, w.ann, link.Ref{Link: child, Version: 9}, wish))
		w.must(w.Rewish(ctx, w.ann, link.Ref{Link: child}, wish))
		st, err := w.Story(ctx, w.ann, w.sam, 0)
		w.must(err)
		v, err := w.Get(ctx, w.ann, child, link.WithSteps, link.WithOffer, link.WithComfort)
		w.must(err)
		if v.State != link.Raised || v.Wish.Limit != 3 || len(v.Wish.Tried) != 1 || v.Wish.Tried[0].Meeting != w.steps || st.Lines[0].Event != "WishChanged" {
			t.Errorf("%s %+v, then %s", v.State, v.Wish, st.Lines[0].Event)
		}
	})
}
