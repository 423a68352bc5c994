package course_test

import (
	"testing"

	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

// firsts are the people of whom the reader's Today says that a first meeting is
// due, and it says so of the same ones as the course's own page.
func (r room) firsts(reader access.Actor, on civil.Date) (names []string) {
	r.Helper()
	r.must(r.d.View(ctx, r.s, func(tx *db.Tx) error {
		_, err := db.Gather(tx, func(row db.Row) (struct{}, error) {
			var kind, id, who, name, detail, at string
			err := row.Scan(&kind, &id, &who, &name, &detail, &at)
			if kind == "first" {
				names = append(names, name)
			}
			return struct{}{}, err
		}, course.Waits(reader, on)...)
		return err
	}))
	return names
}

// A first meeting is due of whoever was at two sessions, those before they moved
// from another course among them, and of nobody who is on their way or wants
// none; and for two weeks after the course.
func TestAFirstMeetingIsDue(t *testing.T) {
	each(t, func(r room) {
		inside, outside := r.begins(9), r.begins(9)
		wren := r.enrols(inside, "Wren")
		sessions := r.view(inside).Sessions
		due := func(what string, on civil.Date, want bool) {
			r.Helper()
			if got := r.firsts(r.ann, on); (len(got) == 1) != want {
				r.Errorf("%s: Today tells of %q", what, got)
			}
			for _, in := range []string{inside, outside} {
				v := r.view(in)
				for _, m := range v.People {
					if m.State != course.Moved && v.Course.FirstDue(len(m.Been), on) != want {
						r.Errorf("%s: the page of the course does not say so", what)
					}
				}
			}
		}
		r.mark(course.Mark{Session: sessions[0].ID, Enrolment: wren, Here: true})
		due("after one", today, false)
		r.mark(course.Mark{Session: sessions[1].ID, Enrolment: wren, Here: true})
		due("after two", today, true)
		to := r.d.NewID()
		r.must(r.store.Tell(ctx, r.ann, wren, course.Telling{Verb: course.Move, To: outside, ToID: to, Agreed: true}))
		due("on another course", today, true)
		if got := r.firsts(r.ben, today); len(got) > 0 {
			r.Errorf("a colleague is told of %q", got)
		}
		for _, i := range []int{2, 3, 4} {
			r.mark(course.Mark{Session: r.view(outside).Sessions[i].ID, Enrolment: to, Here: true})
		}
		r.must(r.store.Tell(ctx, r.ann, to, course.Telling{Verb: course.Graduate}))
		ends := r.view(outside).Course.Ends
		due("at the end", ends.AddDays(14), true)
		due("long after it", ends.AddDays(15), false)

		p, err := r.store.Place(ctx, r.ann, to)
		r.must(err)
		way := link.Ref{Link: r.d.NewID()}
		r.must(r.links().Raise(ctx, r.ann, p.Person, link.Raising{ID: way.Link}))
		if got := r.firsts(r.ann, today); len(got) != 1 {
			r.Errorf("talked about: %q", got)
		}
		r.must(r.links().Tell(ctx, r.ann, way, link.Decline{}))
		if got := r.firsts(r.ann, today); len(got) != 0 {
			r.Errorf("not now: %q", got)
		}
	})
}
