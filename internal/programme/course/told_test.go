package course_test

import (
	"slices"
	"testing"

	"openmaf/internal/people/ask"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
)

// Behind a gate nobody is put on a course before they were told what is
// reported there, known or new; and it is kept that they were.
func TestTheyWereTold(t *testing.T) {
	each(t, func(r room) {
		id := r.d.NewID()
		r.must(r.store.Begin(ctx, r.meg, course.Beginning{ID: id, Programme: r.programme, Setting: course.Prison, Place: "C wing (invented)",
			Capacity: 5, Starts: today, From: 18 * 60, Every: 7, Facilitators: []string{r.ann.Account}}))
		sam := persontest.Add(r, r.d, r.ann, person.Person{Name: "Sam"})
		in := course.Enrolling{ID: r.d.NewID(), Course: id, Person: sam.ID, Source: "us"}
		if got := persontest.Key(r.store.Enrol(ctx, r.ann, locale.English(), in)); got != "course.enrol.told" {
			r.Errorf("who was not told: %q", got)
		}
		in.Coerced = true
		r.must(r.store.Enrol(ctx, r.ann, locale.English(), in))
		if !r.place(in.ID).Coerced {
			r.Error("that they were told is not kept")
		}
		if r.place(r.enrols(r.begins(5), "Wren")).Coerced {
			r.Error("told where nobody has a say")
		}
	})
}

// Through the gate they are told anew, whatever they were told before; and the
// way back asks nothing of the kind. What they were at goes with them.
func TestThroughTheGate(t *testing.T) {
	each(t, func(r room) {
		town, wing, back := r.begins(5), r.d.NewID(), r.begins(5)
		r.must(r.store.Begin(ctx, r.meg, course.Beginning{ID: wing, Programme: r.programme, Setting: course.Prison, Place: "C wing (invented)",
			Capacity: 5, Starts: today, From: 18 * 60, Every: 7, Facilitators: []string{r.ann.Account}, Shown: true}))
		first := r.enrols(town, "Wren")
		r.mark(course.Mark{Session: r.view(town).Sessions[0].ID, Enrolment: first, Here: true})
		in := course.Telling{Verb: course.Move, To: wing, ToID: r.d.NewID(), Agreed: true}
		if got := persontest.Key(r.store.Tell(ctx, r.ann, first, in)); got != "course.enrol.told" || r.state(first) != course.On {
			r.Fatalf("not told: %q, %s", got, r.state(first))
		}
		in.Coerced = true
		r.must(r.store.Tell(ctx, r.ann, first, in))
		who := r.place(in.ToID).Person
		inside := func() (yes bool) {
			r.must(r.d.View(ctx, r.s, func(tx *db.Tx) (err error) {
				yes, err = course.Inside(tx, who)
				return err
			}))
			return yes
		}
		if !inside() {
			r.Error("a message may reach them on the wing")
		}
		out := course.Telling{Verb: course.Move, To: back, ToID: r.d.NewID(), Agreed: true}
		r.must(r.store.Tell(ctx, r.ann, in.ToID, out))
		if inside() {
			r.Error("no message may reach them in town")
		}
		for id, want := range map[string]bool{first: false, in.ToID: true, out.ToID: false} {
			if got := r.place(id).Coerced; got != want {
				r.Errorf("coerced %v, want %v", got, want)
			}
		}
		if p := r.place(out.ToID); len(p.Been) != 1 || len(p.Before) != 4 {
			r.Errorf("behind them: %d sessions, %d steps", len(p.Been), len(p.Before))
		}
	})
}

// Strangers read of courses that a manager shows: never of one in prison, nor
// of one that is over; and the next evening is the one that is to come.
func TestShownToStrangers(t *testing.T) {
	each(t, func(r room) {
		begins := func(setting course.Setting, starts int, shown bool) {
			r.must(r.store.Begin(ctx, r.meg, course.Beginning{ID: r.d.NewID(), Programme: r.programme, Setting: setting, Place: string(setting),
				Capacity: 1, Starts: today.AddDays(starts), From: 18 * 60, Every: 7, Facilitators: []string{r.ann.Account}, Shown: shown}))
		}
		shown := func() (all []course.Announced) {
			r.must(r.d.View(ctx, r.s, func(tx *db.Tx) error {
				any, err := course.AnyShown(tx, today)
				if err != nil {
					return err
				}
				if all, err = course.Shown(tx, today); any != (len(all) > 0) {
					r.Errorf("any: %v of %d", any, len(all))
				}
				return err
			}))
			return all
		}
		begins("community", 0, false)
		begins(course.Prison, 0, true)
		begins("community", -60, true)
		if all := shown(); len(all) != 0 {
			r.Fatalf("shown: %+v", all)
		}
		begins("online", 9, true)
		begins("community", -6, true)
		all := shown()
		if len(all) != 2 || !all[0].Begun || all[0].Next.On != today.AddDays(1) || all[1].Begun || !all[1].Room || all[1].Sessions != 6 {
			r.Errorf("shown: %+v", all)
		}
	})
}

// Whoever a keyworker asked for and who is put on a course has been met: the
// ask knows them, and what the keyworker typed of them is emptied.
func TestAnAskThatLedToACourse(t *testing.T) {
	each(t, func(r room) {
		asks, agency := ask.New(r.d), r.d.NewID()
		r.must(asks.AddAgency(ctx, r.meg, agency, "Sallowby Clinic (invented)"))
		door, err := asks.MakeLink(ctx, r.meg, agency)
		r.must(err)
		_, err = asks.Make(ctx, r.s, door, ask.Asking{Form: r.d.NewID(), Who: "Sam", Contact: "kim@clinic.example", Agreed: true})
		r.must(err)
		waiting, err := asks.Waiting(ctx, r.ann)
		r.must(err)
		sam := persontest.Add(r, r.d, r.ann, person.Person{Name: "Sam"})
		r.must(r.store.Enrol(ctx, r.ann, locale.English(), course.Enrolling{ID: r.d.NewID(), Course: r.begins(5), Person: sam.ID,
			Source: "keyworker", Ask: waiting[0].ID}))
		got, err := asks.Get(ctx, r.ann, waiting[0].ID)
		r.must(err)
		if got.Person != sam.ID || got.Who != "" || got.Taker != r.ann.Account {
			r.Errorf("the ask: %+v", got)
		}
	})
}

// The sheet to take home says what the programme plans until something else
// was agreed, and when the next evening is.
func TestTheSheetToTakeHome(t *testing.T) {
	each(t, func(r room) {
		evenings := r.view(r.begins(5)).Sessions
		h, err := r.store.Home(ctx, r.ann, evenings[0].ID)
		r.must(err)
		if len(h.Try()) == 0 || h.Next.On != evenings[1].On || len(h.Handouts) == 0 {
			r.Errorf("before the record: %+v", h)
		}
		r.must(r.store.SaveRecord(ctx, r.ann, evenings[0].ID, course.Record{Delivered: true, Homework: "Walk past the door\n\nGet a number"}))
		h, err = r.store.Home(ctx, r.ann, evenings[0].ID)
		r.must(err)
		if !slices.Equal(h.Try(), []string{"Walk past the door", "Get a number"}) {
			r.Errorf("after it: %q", h.Try())
		}
		if h, err = r.store.Home(ctx, r.meg, evenings[5].ID); err != nil || h.Next.ID != "" {
			r.Errorf("after the last: %+v, %v", h.Next, err)
		}
		if _, err := r.store.Home(ctx, r.ben, evenings[0].ID); !fault.Is(err, fault.Denied) && !fault.Is(err, fault.Missing) {
			r.Errorf("who does not run it: %v", err)
		}
	})
}

// Every course is on one page, and none is on two.
func TestPagesOfCourses(t *testing.T) {
	each(t, func(r room) {
		const n = 2*course.PageSize + 3
		for range n {
			r.begins(5) // all on one day: the id says which is next
		}
		for past, day := range map[bool]int{false: 0, true: 60} {
			seen, l := map[string]bool{}, course.Listing{Past: past}
			for pages := 1; ; pages++ {
				all, next, err := r.store.Courses(ctx, r.ann, today.AddDays(day), l)
				r.must(err)
				for _, c := range all {
					seen[c.ID] = true
				}
				if l.After = next; next != "" && pages < 9 {
					continue
				}
				if pages != 3 || len(all) != 3 || len(seen) != n {
					r.Errorf("past %v: %d courses on %d pages, %d on the last", past, len(seen), pages, len(all))
				}
				break
			}
			if all, _, err := r.store.Courses(ctx, r.ann, today.AddDays(day), course.Listing{Past: past, After: "nowhere"}); err != nil || len(all) != course.PageSize {
				r.Errorf("after what is nowhere: %d, %v", len(all), err)
			}
		}
	})
}
