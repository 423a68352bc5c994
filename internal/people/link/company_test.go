package link_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/schedule"
	"openmaf/internal/people/companion"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// another is a further person, who agreed to everything, and their link.
func (w *world) another() string {
	w.Helper()
	b := w.beginning()
	b.Person.ID, b.Chat.ID, b.Links[0].ID = w.d.NewID(), w.d.NewID(), w.d.NewID()
	w.must(w.Begin(ctx, w.ann, locale.English(), b))
	return b.Links[0].ID
}

// cleared is a further companion; change says what is different about them.
func (w *world) cleared(name string, change func(*companion.Clearance)) access.Actor {
	w.Helper()
	a := persontest.Actor(w.T, w.d, w.s, name, access.Companion)
	c := companion.Clearance{Account: a.Account, References: day0, Training: day0, Until: day0.AddDays(90), OutBefore: true}
	if change != nil {
		change(&c)
	}
	w.must(companion.New(w.d).Clear(ctx, w.meg, c))
	return a
}

func (w *world) can(who access.Actor, c companion.Capacity) {
	w.Helper()
	w.must(w.SaveCapacity(ctx, who, c))
}

func (w *world) plan(m link.MakePlan) error { return w.Tell(ctx, w.ann, link.Ref{Link: w.way}, m) }

// Whatever bars somebody from going along bars the plan, with words at the
// field of the form.
func TestWhoIsBarred(t *testing.T) {
	for name, c := range map[string]struct {
		key  string
		make func(w *world, m *link.MakePlan)
	}{
		"nothing": {"", func(*world, *link.MakePlan) {}},
		"a rest": {"link.plan.bar.rests", func(w *world, _ *link.MakePlan) {
			w.must(w.Rest(ctx, w.col, w.col.Account, civil.Date{}))
		}},
		"a rest that is over by then": {"", func(w *world, _ *link.MakePlan) {
			w.must(w.Rest(ctx, w.meg, w.col.Account, day0.AddDays(5)))
		}},
		"away": {"link.plan.bar.away", func(w *world, _ *link.MakePlan) {
			w.can(w.col, companion.Capacity{Away: []companion.Days{{From: day0.AddDays(6), Until: day0.AddDays(6)}}})
		}},
		"once a week is enough": {"link.plan.bar.full_week", func(w *world, _ *link.MakePlan) {
			m := w.thursday(w.col.Account, link.ToTheDoor)
			m.Meeting, m.On = w.tools, day0.AddDays(4)
			w.tell(w.ann, w.another(), m)
		}},
		"enough people": {"link.plan.bar.full_people", func(w *world, _ *link.MakePlan) {
			w.can(w.col, companion.Capacity{AWeek: 7, AtOnce: 1})
			m := w.thursday(w.col.Account, link.ToTheDoor)
			m.Meeting, m.On = w.tools, day0.AddDays(4)
			w.tell(w.ann, w.another(), m)
		}},
		"a woman was asked for": {"link.plan.asked.woman", func(w *world, _ *link.MakePlan) {
			w.must(w.WishCompany(ctx, w.ann, w.way, companion.Wish{Gender: companion.Woman}))
		}},
		"a woman was asked for, and none is there": {"", func(w *world, m *link.MakePlan) {
			w.must(w.WishCompany(ctx, w.ann, w.way, companion.Wish{Gender: companion.Woman}))
			m.Anybody = true
		}},
		"a woman was asked for, and one is there": {"link.plan.asked_there.woman", func(w *world, m *link.MakePlan) {
			w.must(w.WishCompany(ctx, w.ann, w.way, companion.Wish{Gender: companion.Woman}))
			w.can(w.kim, companion.Capacity{MatchedAs: companion.Woman})
			m.Anybody = true
		}},
		"she is the one": {"", func(w *world, m *link.MakePlan) {
			w.must(w.WishCompany(ctx, w.ann, w.way, companion.Wish{Gender: companion.Woman}))
			w.can(w.kim, companion.Capacity{MatchedAs: companion.Woman})
			m.Companion = w.kim.Account
		}},
		"a first outing alone": {"link.plan.twos", func(w *world, m *link.MakePlan) {
			m.Companion = w.cleared("Nia N", func(c *companion.Clearance) { c.OutBefore = false }).Account
		}},
		"a first outing in twos": {"", func(w *world, m *link.MakePlan) {
			m.Companion = w.cleared("Nia N", func(c *companion.Clearance) { c.OutBefore = false }).Account
			m.Second = w.col.Account
		}},
		"twice the same": {"link.plan.second_same", func(w *world, m *link.MakePlan) { m.Second = m.Companion }},
		"the person wants two the first time": {"link.plan.twos", func(w *world, _ *link.MakePlan) {
			w.must(w.WishCompany(ctx, w.ann, w.way, companion.Wish{Twos: true}))
		}},
		"at a home the first time": {"link.plan.home_first", func(_ *world, m *link.MakePlan) { m.SomebodysHome = true }},
		"a lift without cover":     {"link.plan.no_cover", func(_ *world, m *link.MakePlan) { m.Way = link.Car }},
		"a lift with cover that ran out": {"link.plan.no_cover", func(w *world, m *link.MakePlan) {
			m.Way, m.Companion = link.Car, w.cleared("Cal R", func(c *companion.Clearance) { c.CarUntil = day0.AddDays(5) }).Account
		}},
		"a lift with cover": {"", func(w *world, m *link.MakePlan) {
			m.Way, m.Companion = link.Car, w.cleared("Cal R", func(c *companion.Clearance) { c.CarUntil = day0.AddDays(6) }).Account
		}},
		"nobody read the boundaries out": {"link.plan.boundaries", func(_ *world, m *link.MakePlan) { m.Boundaries = false }},
		"training that ran out": {"companion.lapsed", func(w *world, m *link.MakePlan) {
			m.Companion = w.cleared("Tam T", func(c *companion.Clearance) { c.TrainingUntil = day0.AddDays(5) }).Account
		}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				m := w.thursday(w.col.Account, link.ToTheDoor)
				c.make(w, &m)
				w.refused(name, c.key, w.plan(m))
			})
		})
	}
}

// Nobody whose papers have run out can be planned, whichever paper it is and
// on whichever day: the matrix of papers by days around the last one.
func TestNobodyExpiredIsPlanned(t *testing.T) {
	each(t, func(w *world) {
		w.can(w.col, companion.Capacity{AWeek: 7})
		for _, paper := range []func(*companion.Clearance, civil.Date){
			func(c *companion.Clearance, d civil.Date) { c.Until = d },
			func(c *companion.Clearance, d civil.Date) { c.TrainingUntil = d },
			func(c *companion.Clearance, d civil.Date) { c.DBSNeeded, c.DBS, c.DBSUntil = true, day0, d },
		} {
			for off := -2; off <= 2; off++ {
				c := companion.Clearance{Account: w.col.Account, References: day0, Training: day0, Until: day0.AddDays(90), OutBefore: true}
				paper(&c, day0.AddDays(6+off))
				w.must(companion.New(w.d).Clear(ctx, w.meg, c))
				err := w.plan(w.thursday(w.col.Account, link.ToTheDoor))
				if want := off >= 0; (err == nil) != want {
					t.Errorf("%+v, two days around: planned on day 6: %v", c, err)
				}
				if suggested := w.suggested(day0.AddDays(6)); slices.Contains(suggested, "Col C") != (off >= 0) {
					t.Errorf("%+v: suggested are %v", c, suggested)
				}
			}
		}
	})
}

// suggested are the names of those who could go along with Sam on the Thursday.
func (w *world) suggested(on civil.Date) (names []string) {
	w.Helper()
	v, err := w.Get(ctx, w.ann, w.way)
	w.must(err)
	m := w.kept(w.steps)
	o, _ := m.Slot.Next(on)
	c, err := w.WhoCanGo(ctx, w.ann, v, m, occurrences(o))
	w.must(err)
	for _, s := range c.Evenings[on] {
		names = append(names, s.Name)
	}
	return names
}

// Two facilitators ask for the same companion on the same evening, and for the
// same week, at the same moment: one of them gets them.
func TestDoubleBookingIsImpossible(t *testing.T) {
	for name, second := range map[string]func(w *world, m *link.MakePlan){
		"the same evening": func(*world, *link.MakePlan) {},
		"the same week":    func(w *world, m *link.MakePlan) { m.Meeting, m.On = w.tools, day0.AddDays(4) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				const askers = 6
				links := []string{w.way}
				for len(links) < askers {
					links = append(links, w.another())
				}
				errs := make([]error, askers)
				var all sync.WaitGroup
				for i, id := range links {
					m := w.thursday(w.col.Account, link.ToTheDoor)
					if i%2 == 1 {
						second(w, &m)
					}
					all.Go(func() { errs[i] = w.Tell(ctx, w.ann, link.Ref{Link: id}, m) })
				}
				all.Wait()
				planned := 0
				for _, err := range errs {
					if key := persontest.Key(err); err == nil {
						planned++
					} else if key != "link.plan.companion_busy" && key != "link.plan.bar.full_week" {
						t.Errorf("refused with %v", err)
					}
				}
				if out := w.outings(w.col); planned != 1 || len(out) != 1 {
					t.Errorf("%d were planned, and the companion sees %d", planned, len(out))
				}
			})
		})
	}
}

// The seat itself is what cannot be had twice, whatever else is asked.
func TestASeatIsHadOnce(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor))
		err := w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO outing_seat (community_id, account_id, on_date, plan_id)
				SELECT community_id, account_id, on_date, plan_id FROM outing_seat WHERE community_id = $1`, tx.Community())
			return err
		})
		if err == nil {
			t.Error("a second seat on one evening")
		}
	})
}

// A companion who rests frees their evenings at once; the evening is seen, with
// who could go instead; somebody is sent, and the person is told by a person.
func TestARestFindsSomebodyElse(t *testing.T) {
	each(t, func(w *world) {
		w.can(w.kim, companion.Capacity{Evenings: []companion.Evening{{Day: time.Thursday, From: 18 * 60, Until: 22 * 60}}})
		w.cleared("Lou L", nil)
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		w.must(w.Rest(ctx, w.meg, w.col.Account, day0.AddDays(30)))
		if out := w.outings(w.col); len(out) != 0 {
			t.Errorf("resting, and still going: %+v", out)
		}
		broken := w.today(w.ann).Broken
		if len(broken) != 1 || !broken[0].Needed() || len(broken[0].Suggested) != 2 || broken[0].Suggested[0].Name != "Kim C" {
			t.Fatalf("the same day: %+v", broken)
		}
		w.at(6, 12*60)
		if tonight := w.today(w.ann).Tonight; len(tonight) != 1 || !tonight[0].Needed() {
			t.Errorf("tonight shows nobody missing: %+v", tonight)
		}
		v := w.tell(w.ann, w.way, link.SendCompanion{Account: w.kim.Account})
		if v.Plan.Companion != w.kim.Account || v.Plan.HowFar != link.ComeIn || !v.Plan.Untold || v.Plan.Needed() {
			t.Errorf("sent: %+v", v.Plan)
		}
		if broken := w.today(w.ann).Broken; len(broken) != 1 || !broken[0].Untold {
			t.Errorf("nobody is to tell the person: %+v", broken)
		}
		w.refused("somebody was quicker", "link.company.full", w.Tell(ctx, w.meg, link.Ref{Link: w.way}, link.SendCompanion{Account: w.cleared("Mo M", nil).Account}))
		w.must(w.Mark(ctx, w.kim, v.Plan.ID, link.SayYes{}))
		w.tell(w.ann, w.way, link.TellPerson{})
		if broken := w.today(w.ann).Broken; len(broken) != 0 {
			t.Errorf("told: %+v", broken)
		}
		if out := w.outings(w.kim); len(out) != 1 {
			t.Errorf("the one who was sent sees %+v", out)
		}
	})
}

// Days away that are added over an outing find somebody else as a rest does.
func TestDaysAwayFindSomebodyElse(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor))
		w.can(w.col, companion.Capacity{Away: []companion.Days{{From: day0.AddDays(7), Until: day0.AddDays(9)}}})
		if broken := w.today(w.ann).Broken; len(broken) != 0 {
			t.Errorf("away on other days: %+v", broken)
		}
		w.can(w.col, companion.Capacity{Version: 1, Away: []companion.Days{{From: day0.AddDays(5), Until: day0.AddDays(9)}}})
		if broken := w.today(w.ann).Broken; len(broken) != 1 || !broken[0].Needed() {
			t.Errorf("away that day: %+v", broken)
		}
	})
}

// A clearance that lapses is seen too, though nobody pressed anything.
func TestALapsedCompanionIsReplaced(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor))
		w.must(companion.New(w.d).Withdraw(ctx, w.meg, w.col.Account))
		broken := w.today(w.ann).Broken
		instead, name, missing := broken[0].Missing()
		if !missing || instead != w.col.Account || name != "Col C" || len(broken[0].Suggested) != 1 {
			t.Fatalf("%+v", broken[0])
		}
		w.tell(w.ann, w.way, link.SendCompanion{Account: w.kim.Account, Instead: instead})
		if out := w.outings(w.col); len(out) != 0 {
			t.Errorf("the one who lapsed still sees %+v", out)
		}
	})
}

// A companion of whom the first outing goes in twos; each comes home by
// themselves, and the alarm stands until both have.
func TestTwosComeHomeEachByThemselves(t *testing.T) {
	each(t, func(w *world) {
		nia := w.cleared("Nia N", func(c *companion.Clearance) { c.OutBefore = false })
		m := w.thursday(nia.Account, link.ComeIn)
		m.Second = w.col.Account
		w.tell(w.ann, w.way, m)
		if out := w.outings(nia); len(out) != 1 || out[0].With != "Col" {
			t.Fatalf("Nia sees %+v", out)
		}
		plan := w.outings(w.col)[0].ID
		w.at(6, 19*60)
		w.must(w.Mark(ctx, w.col, plan, link.Meet{}))
		w.at(6, 21*60)
		w.must(w.Mark(ctx, w.col, plan, link.ComeHome{}))
		if out := w.outings(nia); !out[0].Home.IsZero() {
			t.Error("Col came home, and Nia with him")
		}
		w.at(6, 22*60+31)
		if alarms := w.today(w.ann).Alarms; len(alarms) != 1 || !slices.Equal(alarms[0].NotHome(), []string{nia.Account}) {
			t.Fatalf("alarms %+v", alarms)
		}
		w.must(w.Mark(ctx, nia, plan, link.ComeHome{}))
		if alarms := w.today(w.ann).Alarms; len(alarms) != 0 {
			t.Errorf("both are home: %+v", alarms)
		}
		w.at(7, 12*60)
		m = w.thursday(nia.Account, link.ComeIn)
		m.On = day0.AddDays(13)
		w.must(w.plan(m)) // the second time she can go on her own
	})
}

// The one of two who cannot come leaves the other, and a place that is looked
// for.
func TestOneOfTwoFallsOut(t *testing.T) {
	each(t, func(w *world) {
		m := w.thursday(w.col.Account, link.ComeIn)
		m.Second = w.kim.Account
		w.tell(w.ann, w.way, m)
		w.must(w.Mark(ctx, w.col, w.outings(w.col)[0].ID, link.LoseCompanion{}))
		v, err := w.Get(ctx, w.ann, w.way)
		w.must(err)
		if v.Plan.Companion != w.kim.Account || v.Plan.HowFar != link.ComeIn || !v.Plan.Needed() {
			t.Errorf("%+v", v.Plan)
		}
		if out := w.outings(w.kim); len(out) != 1 || !out[0].Missing {
			t.Errorf("Kim sees %+v", out)
		}
	})
}

// A companion who falls out on the day, and for whom nobody comes, is our
// failure, whatever became of the evening; and never the person's.
func TestCancelledOnTheDayIsOurs(t *testing.T) {
	lost := func(at time.Time) link.Link {
		p := evening(today)
		p.Starts, p.Ends = now.Add(2*time.Hour), now.Add(3*time.Hour)
		return apply(t, apply(t, raised(), at, link.MakePlan{Plan: p}), at, link.LoseCompanion{})
	}
	later := now.Add(4 * time.Hour)
	for name, c := range map[string]struct {
		lost   time.Time
		at     time.Time
		then   []link.Event
		faults int
		cause  link.Cause
	}{
		"it did not happen":               {now, later, []link.Event{link.NotHappened{Cause: link.Nerves}}, 1, link.CalledIn},
		"and they say so again":           {now, later, []link.Event{link.NotHappened{Cause: link.Nerves}, link.NotHappened{Cause: link.NoCompanion}}, 1, link.NoCompanion},
		"they went all the same":          {now, later, []link.Event{link.Attend{On: today, How: link.Alone, ToldBy: link.ByPerson}}, 1, ""},
		"they chose to go alone":          {now, now, []link.Event{link.GoAlone{}}, 1, ""},
		"not for now":                     {now, now, []link.Event{link.Decline{}}, 1, ""},
		"somebody came instead":           {now, now, []link.Event{link.SendCompanion{Account: "C2"}, link.GoAlone{}}, 0, ""},
		"the day before, and no one came": {now.AddDate(0, 0, -1), later, []link.Event{link.NotHappened{Cause: link.Practical}}, 1, link.NoCompanion},
		"the day before, and they chose":  {now.AddDate(0, 0, -1), now, []link.Event{link.GoAlone{}}, 0, ""},
	} {
		l := apply(t, lost(c.lost), c.at, c.then...)
		if l.OurFaults != c.faults || l.Cause != c.cause {
			t.Errorf("%s: %d failures of ours, because of %q; want %d, %q", name, l.OurFaults, l.Cause, c.faults, c.cause)
		}
	}
}

// On the day a person asks whether it is still on; who does it marks it, and
// nobody is asked twice.
func TestReminderByAPerson(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor))
		plan := w.outings(w.col)[0].ID
		w.at(5, 12*60)
		w.refused("the day before", "link.outing.not_yet", w.Mark(ctx, w.col, plan, link.Remind{}))
		w.at(6, 12*60)
		if due := w.today(w.ann).Due; len(due) != 1 || due[0].Kind != link.DueReminder || due[0].LateNow {
			t.Fatalf("at noon: %+v", due)
		}
		w.at(6, 17*60)
		if due := w.today(w.ann).Due; !due[0].LateNow {
			t.Error("at five it is not late")
		}
		w.must(w.Mark(ctx, w.col, plan, link.Remind{}))
		if due := w.today(w.ann).Due; len(due) != 0 {
			t.Errorf("reminded: %+v", due)
		}
		if st, err := w.Story(ctx, w.ann, w.sam, 0); err != nil || st.Lines[0].Event != "ReminderGivenByPerson" {
			t.Errorf("the time-line begins with %v, %v", st.Lines[0].Event, err)
		}
	})
}

// Who found their feet is outside this record for the companion too, as soon
// as they part.
func TestParting(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ComeIn))
		plan := w.outings(w.col)[0].ID
		w.at(6, 19*60)
		w.must(w.Mark(ctx, w.col, plan, link.Meet{}))
		w.refused("before the end", "link.part.not_ended", w.Part(ctx, w.col, plan))
		w.at(6, 21*60)
		w.tell(w.ann, w.way, link.Attend{On: day0.AddDays(6), How: link.WithCompanion, ToldBy: link.ByPerson}, link.Close{Reason: link.FoundFeet})
		w.refused("still out", "link.companion_out", w.Part(ctx, w.col, plan))
		w.must(w.Mark(ctx, w.col, plan, link.ComeHome{}))
		partings, err := w.Partings(ctx, w.col)
		w.must(err)
		if len(partings) != 1 || partings[0].FirstName != "Samphire" || !partings[0].FoundFeet {
			t.Fatalf("partings %+v", partings)
		}
		persontest.Missing(t, "another companion parts", w.Part(ctx, w.kim, plan))
		w.must(w.Part(ctx, w.col, partings[0].Plan))
		if again, err := w.Partings(ctx, w.col); err != nil || len(again) != 0 || len(w.outings(w.col)) != 0 {
			t.Errorf("parted, and still there: %+v %v", again, err)
		}
	})
}

// Who must be kept apart is not suggested and cannot be planned, and nothing
// says why.
func TestKeptApart(t *testing.T) {
	each(t, func(w *world) {
		w.must(w.d.Tx(ctx, w.s, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO apart (community_id, id, person_id, other_account, code, review_on, added_at, added_by)
				VALUES ($1, $2, $3, $4, 'safety', '2026-06-01', $5, $6)`, tx.Community(), tx.NewID(), w.sam, w.col.Account, tx.Stamp(), w.ann.Account)
			return err
		}))
		w.refused("kept apart", "link.plan.bar.kept_apart", w.plan(w.thursday(w.col.Account, link.ToTheDoor)))
		if names := w.suggested(day0.AddDays(6)); !slices.Equal(names, []string{"Kim C"}) {
			t.Errorf("suggested are %v", names)
		}
	})
}

// Without the person's yes nobody is told anything, by nobody.
func TestNobodyIsSentWithoutAYes(t *testing.T) {
	each(t, func(w *world) {
		w.tell(w.ann, w.way, w.thursday(w.col.Account, link.ToTheDoor), link.LoseCompanion{})
		no := consent.Answer{Purpose: consent.Companion, Version: consent.WordingOf(locale.English(), consent.Companion).Version}
		w.must(consent.New(w.d).Answer(ctx, w.ann, locale.English(), w.sam, no))
		w.refused("sent", "link.plan.no_consent", w.Tell(ctx, w.ann, link.Ref{Link: w.way}, link.SendCompanion{Account: w.kim.Account}))
		dbtest.Clock(w.d).Advance(time.Hour)
	})
}

func (w *world) kept(id string) meeting.Meeting {
	w.Helper()
	m, err := meeting.New(w.d).Get(ctx, w.ann, id)
	w.must(err)
	return m
}

func occurrences(o ...schedule.Occurrence) []schedule.Occurrence { return o }
