package course_test

import (
	"slices"
	"testing"
	"time"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/db/dbtest"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
)

func (r room) links() *link.Service { return link.New(r.d, link.Defaults(), course.Follower{}) }

// Who has died has no place any more, and whoever is next is offered it; what
// they finished stays. A mistake gives back what is still free, and else the
// first place in the queue.
func TestAPlaceEndsWithADeath(t *testing.T) {
	each(t, func(r room) {
		full, roomy, done := r.begins(1), r.begins(3), r.begins(1)
		wren, robin, ash := r.enrols(full, "Wren"), r.enrols(full, "Robin"), r.enrols(full, "Ash")
		p := r.place(wren)
		other, finished := r.d.NewID(), r.d.NewID()
		for id, in := range map[string]string{other: roomy, finished: done} {
			r.must(r.store.Enrol(ctx, r.ann, locale.English(), course.Enrolling{ID: id, Course: in, Person: p.Person, Source: "self"}))
		}
		for _, e := range r.view(done).Sessions {
			r.mark(course.Mark{Session: e.ID, Enrolment: finished, Here: true})
		}
		r.must(r.store.Tell(ctx, r.ann, finished, course.Telling{Verb: course.Graduate}))

		dbtest.Clock(r.d).Advance(time.Minute)
		r.must(r.links().Died(ctx, r.ann, p.Person))
		for id, want := range map[string]course.State{wren: course.Left, other: course.Left, finished: course.Graduated, robin: course.Offered, ash: course.Waiting} {
			if got := r.state(id); got != want {
				r.Errorf("after the death: %s, want %s", got, want)
			}
		}
		if got := r.place(wren); got.Reason != "died" {
			r.Errorf("they left because of %q", got.Reason)
		}
		dbtest.Clock(r.d).Advance(time.Hour)
		r.must(r.links().NotDied(ctx, r.ann, p.Person))
		for id, want := range map[string]course.State{wren: course.Waiting, other: course.On, finished: course.Graduated, robin: course.Offered} {
			if got := r.state(id); got != want {
				r.Errorf("after the mistake: %s, want %s", got, want)
			}
		}
		r.must(r.store.Tell(ctx, r.ann, robin, course.Telling{Verb: course.Leave, Reason: "choice"}))
		if a, b := r.state(wren), r.state(ash); a != course.Offered || b != course.Waiting {
			r.Errorf("the next place: %s, and who came after them is %s", a, b)
		}
	})
}

// Two records of one person, both on a course, come to one line that was
// wherever either was; taken apart, each has what it had.
func TestOneLineAfterAMerge(t *testing.T) {
	each(t, func(r room) {
		id := r.begins(2)
		one, two, next := r.enrols(id, "Wren"), r.enrols(id, "Wrenn"), r.enrols(id, "Ash")
		stays, goes := r.place(one).Person, r.place(two).Person
		sessions := r.view(id).Sessions
		been := func(n int, who string, here bool, base string) string {
			m := course.Mark{ID: r.d.NewID(), Session: sessions[n].ID, Enrolment: who, Here: here, Base: base}
			r.mark(m)
			return m.ID
		}
		been(0, one, true, "")
		been(1, two, true, "")
		been(2, one, true, "")
		been(2, two, true, "")
		been(3, two, true, "")
		been(3, one, false, been(3, one, true, "")) // a slip
		r.must(r.store.Note(ctx, r.ann, sessions[1].ID, two, "Likes tea"))
		before := []course.Place{r.place(one), r.place(two)}

		dbtest.Clock(r.d).Advance(time.Minute)
		r.must(r.links().Merge(ctx, r.meg, stays, goes))
		v := r.view(id)
		if len(v.People) != 2 || v.People[1].ID != one || !slices.Equal(v.People[1].Been, []int{0, 1, 2, 3}) {
			r.Errorf("on the course: %+v", v.People)
		}
		if p := r.place(one); len(p.Before) != 2 || len(p.Steps) != 1 {
			r.Errorf("the story: %+v, %+v", p.Before, p.Steps)
		}
		for i, total := range []int{1, 1, 1, 1, 0} {
			if reg := r.register(sessions[i].ID, r.ann); reg.Total != total || len(reg.Rows) != 2 || reg.Rows[slices.IndexFunc(reg.Rows, func(row course.Row) bool { return row.Enrolment == one })].Here != (total == 1) {
				r.Errorf("session %d: %d here, %+v", i, reg.Total, reg.Rows)
			}
		}
		if got := r.state(next); got != course.Offered {
			r.Errorf("who was next is %s", got)
		}
		r.must(r.store.Tell(ctx, r.ann, next, course.Telling{Verb: course.Leave, Reason: "choice"}))
		_, parts, err := r.links().Parts(ctx, r.meg, stays)
		r.must(err)
		r.must(r.links().Unmerge(ctx, r.meg, parts[0].Merge))
		for i, place := range []string{one, two} {
			was, is := before[i], r.place(place)
			if is.State != was.State || is.Person != was.Person || !slices.Equal(is.Been, was.Been) || len(is.Before) != 0 || !is.Since.Equal(was.Since) {
				r.Errorf("taken apart: %+v, was %+v", is, was)
			}
		}
		if reg := r.register(sessions[2].ID, r.ann); reg.Total != 2 {
			r.Errorf("%d were marked at the third", reg.Total)
		}
		if row := r.register(sessions[1].ID, r.ann).Rows[1]; row.Enrolment != two || row.Note != "Likes tea" {
			r.Errorf("the note is gone: %+v", row)
		}
	})
}

// A line that went on elsewhere since is parted too.
func TestPartingALineThatWentOn(t *testing.T) {
	each(t, func(r room) {
		id, to := r.begins(3), r.begins(3)
		one, two := r.enrols(id, "Wren"), r.enrols(id, "Wrenn")
		r.mark(course.Mark{Session: r.view(id).Sessions[0].ID, Enrolment: two, Here: true})
		stays := r.place(one).Person
		r.must(r.links().Merge(ctx, r.meg, stays, r.place(two).Person))
		moved := r.d.NewID()
		r.must(r.store.Tell(ctx, r.ann, one, course.Telling{Verb: course.Move, To: to, ToID: moved, Agreed: true}))
		if p := r.place(moved); len(p.Been) != 1 {
			r.Errorf("what the other line was at is lost: %+v", p.Been)
		}
		_, parts, err := r.links().Parts(ctx, r.meg, stays)
		r.must(err)
		r.must(r.links().Unmerge(ctx, r.meg, parts[0].Merge))
		if a, b := r.place(moved), r.place(two); len(a.Been) != 0 || len(b.Been) != 1 || b.State != course.On {
			r.Errorf("%v; %s, %v", a.Been, b.State, b.Been)
		}
	})
}
