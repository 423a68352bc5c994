package course_test

import (
	"testing"

	"openmaf/internal/people/person"
	"openmaf/internal/people/person/persontest"
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
