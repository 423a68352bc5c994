package course_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/access"
)

var (
	ctx   = context.Background()
	today = civil.DateOf(dbtest.Start)
)

// room is a community with a programme of six sessions, which Ann runs a course
// of; Ben is a facilitator who does not.
type room struct {
	testing.TB
	d             *db.DB
	s             db.Scope
	store         *course.Store
	ann, ben, meg access.Actor
	programme     string
}

func each(t *testing.T, test func(r room)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) { test(newRoom(t, d, s)) })
}

func newRoom(t testing.TB, d *db.DB, s db.Scope) room {
	r := room{TB: t, d: d, s: s, store: course.New(d), programme: d.NewID(), ann: persontest.Actor(t, d, s, "Ann F", access.Facilitator),
		ben: persontest.Actor(t, d, s, "Ben F", access.Facilitator), meg: persontest.Actor(t, d, s, "Meg M", access.Manager)}
	r.must(r.store.Take(ctx, r.meg, r.programme, "six-sessions"))
	return r
}

func (r room) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// begins a course of Ann's with so many places, whose first session is today.
func (r room) begins(places int) string {
	r.Helper()
	id := r.d.NewID()
	r.must(r.store.Begin(ctx, r.meg, course.Beginning{ID: id, Programme: r.programme, Setting: "community", Place: "Tram Shed (invented)",
		Capacity: places, Starts: today, From: 18 * 60, Every: 7, Facilitators: []string{r.ann.Account}}))
	return id
}

func (r room) view(id string) course.View {
	r.Helper()
	v, err := r.store.Course(ctx, r.ann, id)
	r.must(err)
	return v
}

// enrols somebody new, by a first name.
func (r room) enrols(in, name string) (id string) {
	r.Helper()
	id = r.d.NewID()
	yes := consent.Answer{Purpose: consent.Record, Given: true, Version: consent.WordingOf(locale.English(), consent.Record).Version}
	r.must(r.store.Enrol(ctx, r.ann, locale.English(), course.Enrolling{ID: id, Course: in, New: person.Person{ID: r.d.NewID(), Name: name},
		Agreed: []consent.Answer{yes}, Source: "self"}))
	return id
}

func (r room) state(id string) course.State {
	r.Helper()
	p, err := r.store.Place(ctx, r.ann, id)
	r.must(err)
	return p.State
}

func TestShippedProgrammes(t *testing.T) {
	minutes := map[string][]int{"six-sessions": {150, 150, 150, 150, 150, 150}, "six-groups": {90, 90, 90, 90, 90, 90}, "taster": {90}}
	for _, p := range course.Shipped() {
		if err := p.Check(); err != nil {
			t.Errorf("%s: %v", p.Shipped, err)
		}
		var got []int
		var any int
		for _, s := range p.Parts {
			got = append(got, s.Minutes)
			if s.Order == course.Any {
				any++
			}
			if len(s.Homework) == 0 || s.Purpose == "" {
				t.Errorf("%s: %s has no homework or no purpose", p.Shipped, s.Title)
			}
		}
		if !slices.Equal(got, minutes[p.Shipped]) {
			t.Errorf("%s: %v", p.Shipped, got)
		}
		if p.Shipped == "six-groups" && (any != 4 || p.Parts[0].Order != course.First || p.Parts[5].Order != course.Last) {
			t.Errorf("%d sessions in any order", any)
		}
	}
}

// A programme that ships asks nothing that does not ship.
func TestShippedProgrammesAskWhatShips(t *testing.T) {
	named := 0
	for _, p := range course.Shipped() {
		for _, m := range p.Measures {
			named++
			if _, err := measure.Find(m.Measure); err != nil {
				t.Errorf("%s, %s: %v", p.Shipped, m.At, err)
			}
		}
	}
	if named == 0 {
		t.Error("no programme names a measure")
	}
}

func TestOrders(t *testing.T) {
	for _, s := range []string{"in_turn", "first", "any", "last"} {
		if !locale.English().Has("course.order." + s) {
			t.Errorf("%s has no words", s)
		}
	}
	for prefix, codes := range map[string][]string{"setting": texts(course.Settings), "order": texts(course.Orders),
		"why": texts(course.Whys), "source": texts(course.Sources), "reason": texts(course.Reasons)} {
		for _, code := range codes {
			if !locale.English().Has("course." + prefix + "." + code) {
				t.Errorf("%s %s has no words", prefix, code)
			}
		}
	}
}

func texts[T ~string](all []T) (out []string) {
	for _, c := range all {
		out = append(out, string(c))
	}
	return out
}

// A course stays on the version of the programme that it began with; another
// one begins with the newest; and two who change it at once do not overwrite.
func TestVersions(t *testing.T) {
	each(t, func(r room) {
		old := r.begins(10)
		p, err := r.store.Programme(ctx, r.meg, r.programme)
		r.must(err)
		p.Title, p.Parts = "Four evenings", p.Parts[:4]
		p.Least = 3
		r.must(r.store.Change(ctx, r.meg, p))
		if got := persontest.Key(r.store.Change(ctx, r.meg, p)); got != "course.programme.changed_meanwhile" {
			r.Errorf("the same version changed twice: %q", got)
		}
		next := r.begins(10)
		if v := r.view(old); len(v.Sessions) != 6 || v.Programme.Version != 1 || v.Course.Title == "Four evenings" {
			r.Errorf("the first course: %d sessions of version %d", len(v.Sessions), v.Programme.Version)
		}
		if v := r.view(next); len(v.Sessions) != 4 || v.Programme.Version != 2 || v.Programme.Source == "" || v.Course.Ends != today.AddDays(21) {
			r.Errorf("the next course: %d sessions of version %d", len(v.Sessions), v.Programme.Version)
		}
		persontest.Missing(r, "a facilitator changes a programme", r.store.Change(ctx, r.ann, p))
	})
}

func TestMovingASession(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(10)
		last := r.view(id).Sessions[5]
		r.must(r.store.MoveSession(ctx, r.ann, last.ID, course.Moving{On: last.On.AddDays(7), From: 19 * 60}))
		if v := r.view(id); v.Sessions[5].On != today.AddDays(42) || v.Course.Ends != today.AddDays(42) || v.Sessions[4].On != today.AddDays(28) {
			r.Errorf("the last is on %v, the course ends %v", v.Sessions[5].On, v.Course.Ends)
		}
		persontest.Missing(r, "who does not run it", r.store.MoveSession(ctx, r.ben, last.ID, course.Moving{On: today}))
	})
}

// Who leaves makes room for who is next; whoever runs the course sees it, and
// who does not sees no name.
func TestTheWaitingList(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(1)
		one, two, three := r.enrols(id, "Wren"), r.enrols(id, "Robin"), r.enrols(id, "Ash")
		if a, b, c := r.state(one), r.state(two), r.state(three); a != course.On || b != course.Waiting || c != course.Waiting {
			r.Fatalf("%s, %s, %s", a, b, c)
		}
		r.must(r.store.Tell(ctx, r.ann, one, course.Telling{Verb: course.Leave, Reason: "choice"}))
		if a, b := r.state(two), r.state(three); a != course.Offered || b != course.Waiting {
			r.Errorf("next in line: %s, then %s", a, b)
		}
		r.must(r.store.Tell(ctx, r.ann, two, course.Telling{Verb: course.Leave, Reason: "not_reached"}))
		r.must(r.store.Tell(ctx, r.ann, three, course.Telling{Verb: course.Accept}))
		r.must(r.store.Tell(ctx, r.ann, one, course.Telling{Verb: course.Return}))
		if a, c := r.state(one), r.state(three); a != course.Waiting || c != course.On {
			r.Errorf("who came back is %s, who said yes is %s", a, c)
		}
		r.must(r.store.ChangeCourse(ctx, r.meg, id, course.Details{Place: "Hall", Capacity: 2, Facilitators: []string{r.ann.Account}}))
		if a := r.state(one); a != course.Offered {
			r.Errorf("with more room: %s", a)
		}
		if v, err := r.store.Course(ctx, r.ben, id); err != nil || len(v.People) != 0 || v.Course.Taken != 2 {
			r.Errorf("a colleague sees %d people, %d places taken, %v", len(v.People), v.Course.Taken, err)
		}
		persontest.Missing(r, "a colleague tells", r.store.Tell(ctx, r.ben, one, course.Telling{Verb: course.Accept}))
	})
}

// Across the gate: what somebody was at inside counts outside, with their yes.
func TestGoingOnElsewhere(t *testing.T) {
	each(t, func(r room) {
		inside, outside := r.begins(10), r.begins(10)
		place := r.enrols(inside, "Wren")
		for i, e := range r.view(inside).Sessions {
			if i < 3 {
				r.mark(course.Mark{Session: e.ID, Enrolment: place, Here: true})
			}
		}
		to := course.Telling{Verb: course.Move, To: outside, ToID: r.d.NewID()}
		if got := persontest.Key(r.store.Tell(ctx, r.ann, place, to)); got != "course.enrol.moved_agreed" {
			r.Errorf("without their yes: %q", got)
		}
		to.Agreed = true
		r.must(r.store.Tell(ctx, r.ann, place, to))
		sessions := r.view(outside).Sessions
		for _, i := range []int{2, 3} { // one of them again
			r.mark(course.Mark{Session: sessions[i].ID, Enrolment: to.ToID, Here: true})
		}
		if got := persontest.Key(r.store.Tell(ctx, r.ann, to.ToID, course.Telling{Verb: course.Graduate})); got != "course.enrol.not_complete" {
			r.Errorf("after four: %q", got)
		}
		r.mark(course.Mark{Session: sessions[5].ID, Enrolment: to.ToID, Here: true})
		r.must(r.store.Tell(ctx, r.ann, to.ToID, course.Telling{Verb: course.Graduate}))
		p, err := r.store.Place(ctx, r.ann, to.ToID)
		r.must(err)
		if !slices.Equal(p.Been, []int{0, 1, 2, 3, 5}) || len(p.Before) != 2 || len(p.Steps) != 2 {
			r.Errorf("been at %v; %d steps before, %d since", p.Been, len(p.Before), len(p.Steps))
		}
		if been := r.view(outside).People[0].Been; len(been) != 5 {
			r.Errorf("the course's page tells of %v", been)
		}
	})
}

func (r room) mark(m course.Mark) course.Fate {
	r.Helper()
	if m.ID == "" {
		m.ID = r.d.NewID()
	}
	if m.How == "" {
		m.How = course.Seen
	}
	f, err := r.store.Mark(ctx, r.ann, m)
	r.must(err)
	return f
}

// Nobody is on a course twice, nor without a yes to their name being kept.
func TestEnrolling(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(3)
		sam := persontest.Add(r, r.d, r.ben, person.Person{Name: "Sam"})
		in := course.Enrolling{ID: r.d.NewID(), Course: id, Person: sam.ID, Source: "keyworker"}
		persontest.Missing(r, "somebody whom Ann does not keep", r.store.Enrol(ctx, r.ann, locale.English(), in))
		r.must(r.store.Enrol(ctx, r.ben, locale.English(), in)) // who keeps them may, though he does not run it
		in.ID = r.d.NewID()
		if got := persontest.Key(r.store.Enrol(ctx, r.ben, locale.English(), in)); got != "course.enrol.twice" {
			r.Errorf("twice: %q", got)
		}
		in = course.Enrolling{ID: r.d.NewID(), Course: id, New: person.Person{ID: r.d.NewID(), Name: "Lee"}, Source: "self"}
		if got := persontest.Key(r.store.Enrol(ctx, r.ann, locale.English(), in)); got != "course.enrol.agreed" {
			r.Errorf("without a yes: %q", got)
		}
		if n := len(r.view(id).People); n != 1 {
			r.Errorf("%d people", n)
		}
	})
}

// Whatever happens to places, in whatever order: steps are only added, and the
// state is what they come to; never more have a place than there is room; nobody
// waits beside a free place; and what somebody was at goes with them.
func TestNoHistoryIsLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB, s db.Scope) {
		r, walks := newRoom(t, d, s), 0
		rapid.Check(t, func(rt *rapid.T) {
			if walks++; walks > 12 {
				return // enough walks for a database
			}
			const places = 2
			courses := []string{r.begins(places), r.begins(places)}
			var all []string
			for _, name := range []string{"Wren", "Robin", "Ash", "Dov"} {
				all = append(all, r.enrols(courses[0], name))
			}
			first := r.view(courses[0]).Sessions[0].ID
			r.mark(course.Mark{Session: first, Enrolment: all[0], Here: true})
			known := map[string][]course.Step{}
			for range rapid.IntRange(1, 12).Draw(rt, "steps") {
				i := rapid.IntRange(0, len(all)-1).Draw(rt, "who")
				told := course.Telling{Verb: rapid.SampledFrom([]course.Verb{course.Accept, course.Leave, course.Return, course.Move, course.Graduate}).Draw(rt, "verb"),
					Reason: "choice", To: courses[rapid.IntRange(0, 1).Draw(rt, "to")], ToID: d.NewID(), Agreed: true}
				if told.Verb != course.Leave {
					told.Reason = ""
				}
				if err := r.store.Tell(ctx, r.ann, all[i], told); err == nil && told.Verb == course.Move {
					all = append(all, told.ToID)
				}
				dbtest.Clock(d).Advance(time.Minute)
				r.holdsTogether(rt, courses, all, known, places)
			}
			if been := r.place(all[0]); len(been.Been) != 1 {
				rt.Fatalf("what Wren was at is lost: %v", been.Been)
			}
		})
	})
}

func (r room) place(id string) course.Place {
	r.Helper()
	p, err := r.store.Place(ctx, r.ann, id)
	r.must(err)
	return p
}

// holdsTogether looks at every place and every course.
func (r room) holdsTogether(rt *rapid.T, courses, all []string, known map[string][]course.Step, places int) {
	for _, id := range all {
		p := r.place(id)
		if old := known[id]; len(p.Steps) < len(old) || !slices.Equal(p.Steps[:len(old)], old) {
			rt.Fatalf("the story of a place was %v and is %v", old, p.Steps)
		}
		if last := p.Steps[len(p.Steps)-1]; last.Became != p.State {
			rt.Fatalf("a place is %s after %v", p.State, p.Steps)
		}
		known[id] = p.Steps
	}
	for _, id := range courses {
		if c := r.view(id).Course; c.Taken > places || c.Waiting > 0 && c.Free() > 0 {
			rt.Fatalf("%d places taken of %d, %d wait", c.Taken, places, c.Waiting)
		}
	}
}
