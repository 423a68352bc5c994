package timetable_test

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

// town is Asha, who keeps the record of Sam; Sam agreed to be asked.
type town struct {
	*testing.T
	d         *db.DB
	s         db.Scope
	plans     *timetable.Store
	asks      *asking.Store
	courses   *course.Store
	links     *link.Service
	asha, max access.Actor
	sam       person.Person
}

func each(t *testing.T, test func(k *town)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		sealer, err := seal.InMemory()
		k := &town{T: t, d: d, s: s, plans: timetable.New(d), courses: course.New(d), links: link.New(d, link.Defaults(), course.Follower{})}
		k.must(err)
		k.asks = asking.New(d, sealer, message.New(d, sealer, nil))
		k.asha, k.max = persontest.Actor(t, d, s, "Asha", access.Facilitator), persontest.Actor(t, d, s, "Max", access.Manager)
		k.sam = k.agreed("Sam (invented)")
		test(k)
	})
}

func (k *town) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

func (k *town) agreed(name string) person.Person {
	k.Helper()
	p := persontest.Add(k.T, k.d, k.asha, person.Person{Name: name, Language: "pl"})
	k.agrees(p.ID, true)
	return p
}

func (k *town) agrees(id string, yes bool) {
	k.Helper()
	w := locale.English()
	k.must(consent.New(k.d).Answer(ctx, k.asha, w, id, consent.Answer{Purpose: consent.Evaluation, Given: yes, Version: consent.WordingOf(w, consent.Evaluation).Version}))
}

// way lets a way to a meeting begin.
func (k *town) way(of person.Person) (id string) {
	k.Helper()
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
		id = tx.NewID()
		_, err := tx.Exec(`INSERT INTO link (community_id, id, person_id, state, had, wish, raised_on, raised_by, since_on, gap, why, attendances, how,
				cause, our_faults, differ, frequency, facets, held, reason, stopped, tries, quiet, version, updated_at)
			VALUES ($1, $2, $3, 'raised', '', '{}', $4, $5, $4, FALSE, '', 0, '', '', 0, '', '', '', '', '', '', 0, FALSE, 1, $6)`,
			tx.Community(), id, of.ID, civil.DateOf(tx.Now()), k.asha.Account, tx.Stamp())
		return err
	}))
	return id
}

func (k *town) exec(query string, args ...any) {
	k.Helper()
	k.must(k.d.Tx(ctx, k.s, func(tx *db.Tx) error {
		_, err := tx.Exec(query, append([]any{tx.Community()}, args...)...)
		return err
	}))
}

// on is what stands after a look on the day, as measure, point and day.
func (k *town) on(days int, of person.Person) (all []string) {
	k.Helper()
	dbtest.Clock(k.d).Set(today.AddDays(days).At(12 * 60))
	k.must(k.plans.Look(ctx, k.s))
	return k.stands(of)
}

func (k *town) stands(of person.Person) (all []string) {
	k.Helper()
	k.must(k.d.View(ctx, k.s, func(tx *db.Tx) (err error) {
		all, err = db.All(tx, func(r db.Row) (string, error) {
			var measure, point string
			var opens civil.Date
			err := r.Scan(&measure, &point, &opens)
			return measure + " " + point + " " + dayOf(opens), err
		}, `SELECT measure_id, point, opens_on FROM measure_ask WHERE community_id = $1 AND person_id = $2 ORDER BY opens_on`, tx.Community(), of.ID)
		return err
	}))
	return all
}

func dayOf(d civil.Date) string { return strconv.Itoa(d.Days() - today.Days()) }

func (k *town) want(what string, got []string, want ...string) {
	k.Helper()
	if !slices.Equal(got, want) {
		k.Errorf("%s: %v, want %v", what, got, want)
	}
}

// put puts the first that is open to the person and gives an answer.
func (k *town) put(of person.Person) {
	k.Helper()
	page, err := k.asks.ToAsk(ctx, k.asha, false, "")
	k.must(err)
	for _, d := range page.Rows {
		if d.Person == of.ID && !d.Opens.After(civil.DateOf(dbtest.Clock(k.d).Now())) {
			form, _, err := k.asks.Sheet(ctx, k.asha, of.ID, d.ID)
			k.must(err)
			item := form.Steps()[0].Items[0]
			k.must(k.asks.Type(ctx, k.asha, of.ID, d.ID, asking.Typing{Said: asking.Said{asking.Field(item.LinkID, 0): "declined"}, How: asking.Aloud, Done: true}))
			return
		}
	}
	k.Fatal("nothing is open")
}

// begins lets a course of the programme begin in so many days, with the three
// weeks' sessions of six.
func (k *town) begins(programme string, days int) (id string) {
	k.Helper()
	id = k.d.NewID()
	k.must(k.courses.Begin(ctx, k.max, course.Beginning{ID: id, Programme: programme, Setting: "community", Place: "Hall (invented)", Capacity: 9,
		Starts: today.AddDays(days), From: 14 * 60, Every: 7, Facilitators: []string{k.asha.Account}}))
	return id
}

func (k *town) enrol(to string, p person.Person) (id string) {
	k.Helper()
	id = k.d.NewID()
	k.must(k.courses.Enrol(ctx, k.asha, locale.English(), course.Enrolling{ID: id, Course: to, Person: p.ID, Source: "us"}))
	return id
}

// here marks them at the session of the course.
func (k *town) here(of, enrolment string, session int) {
	k.Helper()
	v, err := k.courses.Course(ctx, k.asha, of)
	k.must(err)
	_, err = k.courses.Mark(ctx, k.asha, course.Mark{ID: k.d.NewID(), Session: v.Sessions[session].ID, Enrolment: enrolment, Here: true, How: course.Seen})
	k.must(err)
}

// programme is the six sessions, asking at each point.
func (k *town) programme() (id string) {
	k.Helper()
	id = k.d.NewID()
	k.must(k.courses.Take(ctx, k.max, id, "six-sessions"))
	p, err := k.courses.Programme(ctx, k.max, id)
	k.must(err)
	p.Measures = []asking.TimePoint{{Measure: "own-monthly", At: asking.Before}, {Measure: "own-before", At: asking.Before}, {Measure: "ons4", At: asking.EachSession},
		{Measure: "own-monthly", At: asking.CourseEnd}, {Measure: "own-monthly", At: asking.ThreeMonths}, {Measure: "own-six-months", At: asking.SixMonths},
		{Measure: "swemwbs", At: asking.Before}} // which has no words
	k.must(k.courses.Change(ctx, k.max, p))
	return id
}

func TestAWayPlansWhatIsAsked(t *testing.T) {
	each(t, func(k *town) {
		k.way(k.sam)
		k.want("the start", k.on(0, k.sam), "own-monthly before 0")
		k.want("a second look", k.on(0, k.sam), "own-monthly before 0")
		k.put(k.sam)
		k.want("the next, a week on", k.on(0, k.sam), "own-monthly before 0", "own-before before 7")
		k.want("and then it is open", k.on(7, k.sam), "own-monthly before 0", "own-before before 7")
		k.put(k.sam)
		k.want("the last of the start", k.on(7, k.sam), "own-monthly before 0", "own-before before 7", "own-network before 14")
		k.want("what nobody asked is gone", k.on(40, k.sam), "own-monthly before 0", "own-before before 7", "own-monthly monthly 40")
		k.want("nor is a month", k.on(182, k.sam), "own-monthly before 0", "own-before before 7", "own-six-months six_months 182")
		k.put(k.sam)
		k.want("six months, and the map", k.on(182, k.sam), "own-monthly before 0", "own-before before 7", "own-six-months six_months 182",
			"own-network six_months 189")
		k.want("and no more", k.on(300, k.sam), "own-monthly before 0", "own-before before 7", "own-six-months six_months 182")
	})
}

func TestNobodyElseIsAsked(t *testing.T) {
	each(t, func(k *town) {
		kim := persontest.Add(t, k.d, k.asha, person.Person{Name: "Kim (invented)"})
		k.way(kim)
		k.want("who did not agree", k.on(0, kim))
		way := k.way(k.sam)
		for _, c := range []struct{ what, stop, again string }{
			{"who stepped back", `UPDATE link SET state = 'stepped_back', had = 'raised' WHERE community_id = $1`, `UPDATE link SET state = 'raised', had = '' WHERE community_id = $1`},
			{"who is left in peace", `UPDATE link SET quiet = TRUE WHERE community_id = $1`, `UPDATE link SET quiet = FALSE WHERE community_id = $1`},
			{"who has died", `UPDATE person SET died_on = '2026-05-01' WHERE community_id = $1`, `UPDATE person SET died_on = NULL WHERE community_id = $1`},
		} {
			k.plans = timetable.New(k.d)
			k.want("Sam", k.on(0, k.sam), "own-monthly before 0")
			k.exec(c.stop)
			k.plans = timetable.New(k.d) // it looks at everybody
			k.want(c.what, k.on(0, k.sam))
			k.exec(c.again)
		}
		k.want("Sam again", k.on(1, k.sam), "own-monthly before 1")
		k.agrees(k.sam.ID, false)
		k.want("who took their yes back", k.on(1, k.sam))
		k.agrees(k.sam.ID, true)
		k.must(k.links.Died(ctx, k.max, k.sam.ID))
		k.want("who died today", k.on(1, k.sam))
		_ = way
	})
}

// The sealed record keeps what stood, and nobody sees it; nothing is added.
func TestASealedRecordIsLeftAlone(t *testing.T) {
	each(t, func(k *town) {
		k.way(k.sam)
		k.on(0, k.sam)
		k.exec(`UPDATE person SET sealed = TRUE WHERE community_id = $1`)
		k.want("a sealed record", k.on(60, k.sam), "own-monthly before 0")
		page, err := k.asks.ToAsk(ctx, k.asha, false, "")
		if err != nil || len(page.Rows) != 0 {
			t.Errorf("it is listed: %+v, %v", page, err)
		}
	})
}

func TestACourseAsksByItsProgramme(t *testing.T) {
	each(t, func(k *town) {
		id := k.begins(k.programme(), 10)
		place := k.enrol(id, k.sam)
		k.want("from enrolment", k.on(0, k.sam), "own-monthly before 0")
		k.put(k.sam)
		k.want("and a week later", k.on(0, k.sam), "own-monthly before 0", "own-before before 7")
		k.on(7, k.sam)
		k.put(k.sam)
		k.on(10, k.sam)
		k.here(id, place, 0)
		k.want("after the first session, when its week is free", k.on(10, k.sam), "own-monthly before 0", "own-before before 7", "ons4 each_session 14")
		k.on(14, k.sam)
		k.put(k.sam)
		k.want("the end", k.on(10+35, k.sam), "own-monthly before 0", "own-before before 7", "ons4 each_session 14", "own-monthly course_end 45")
		k.put(k.sam)
		k.want("three months", k.on(10+91, k.sam)[4:], "own-monthly three_months 101")
		k.want("six months", k.on(10+182, k.sam)[4:], "own-six-months six_months 192")
	})
}

func TestWhoGoesOnStartsOnce(t *testing.T) {
	each(t, func(k *town) {
		programme := k.programme()
		first, second := k.begins(programme, 0), k.begins(programme, 30)
		place := k.enrol(first, k.sam)
		k.here(first, place, 0)
		k.on(0, k.sam)
		k.put(k.sam)
		k.on(7, k.sam)
		k.put(k.sam)
		next := k.d.NewID()
		dbtest.Clock(k.d).Set(today.AddDays(20).At(12 * 60))
		k.must(k.courses.Tell(ctx, k.asha, place, course.Telling{Verb: course.Move, To: second, ToID: next, Agreed: true}))
		k.want("on the next course", k.on(20, k.sam), "own-monthly before 0", "own-before before 7")
		dbtest.Clock(k.d).Set(today.AddDays(30).At(12 * 60))
		k.here(second, next, 0)
		k.want("its first session", k.on(30, k.sam)[2:], "ons4 each_session 30")
		k.want("three months from the first of all", k.on(94, k.sam)[2:], "own-monthly three_months 94")
		k.must(k.courses.Tell(ctx, k.asha, next, course.Telling{Verb: course.Leave, Reason: "choice"}))
		k.want("who left", k.on(94, k.sam)[2:])
	})
}

func TestWhatSomebodyPlansByHandComesFirst(t *testing.T) {
	each(t, func(k *town) {
		k.way(k.sam)
		k.on(0, k.sam)
		k.must(k.asks.Begin(ctx, k.asha, asking.Beginning{ID: k.d.NewID(), Person: k.sam.ID, Measure: "own-before", Point: asking.Before, How: asking.Aloud}))
		k.want("by hand", k.stands(k.sam), "own-before before 0")
		k.put(k.sam)
		k.want("then the rest", k.on(0, k.sam), "own-before before 0", "own-monthly before 7")
	})
}

// Two records with the same beginning become one, which is asked once, and are
// parted again.
func TestAMergeIsAskedOnce(t *testing.T) {
	each(t, func(k *town) {
		other := k.agreed("Sam (invented, again)")
		k.way(k.sam)
		k.way(other)
		k.want("the one", k.on(0, k.sam), "own-monthly before 0")
		k.want("the other", k.stands(other), "own-monthly before 0")
		k.must(k.links.Merge(ctx, k.max, k.sam.ID, other.ID))
		k.want("together", k.on(0, k.sam), "own-monthly before 0")
		k.put(k.sam)
		k.want("and on", k.on(0, k.sam), "own-monthly before 0", "own-before before 7")
	})
}

func TestAManagerChooses(t *testing.T) {
	each(t, func(k *town) {
		k.way(k.sam)
		k.on(0, k.sam)
		if err := k.plans.Choose(ctx, k.asha, nil); err == nil {
			t.Error("a facilitator chooses")
		}
		if err := k.plans.Choose(ctx, k.max, []asking.TimePoint{{Measure: "ons4", At: asking.Monthly}}); err == nil {
			t.Error("anything can be chosen")
		}
		k.must(k.plans.Choose(ctx, k.max, nil))
		k.want("switched off", k.on(0, k.sam))
		k.must(k.plans.Choose(ctx, k.max, timetable.Links[1:2]))
		k.want("one of them", k.on(0, k.sam), "own-before before 0")
		plan, err := k.plans.ForLinks(ctx, k.max)
		if err != nil || !slices.Equal(plan, timetable.Links[1:2]) {
			t.Errorf("the plan is %v, %v", plan, err)
		}
	})
}

func TestTheTrailTellsOfIt(t *testing.T) {
	each(t, func(k *town) {
		k.way(k.sam)
		k.on(0, k.sam)
		k.agrees(k.sam.ID, false)
		k.on(0, k.sam)
		k.must(k.d.View(ctx, k.s, func(tx *db.Tx) error {
			lines, err := trail.OfPerson(tx, k.sam.ID, 0, 9)
			var events []trail.Event
			for _, l := range lines {
				if l.Account == trail.System {
					events = append(events, l.Event)
				}
			}
			if !slices.Equal(events, []trail.Event{trail.MeasureLapsed, trail.MeasureAsked}) {
				t.Errorf("the trail has %v", events)
			}
			_, err2 := trail.Verify(tx)
			k.must(err2)
			return err
		}))
	})
}
