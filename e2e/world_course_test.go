package e2e

import (
	"context"

	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
)

// A course that Asha runs begins tonight, and Wren is on it.
var _ = happens(func(w *world) {
	w.t.Helper()
	ctx := context.Background()
	programme, id, place := w.core.DB.NewID(), w.core.DB.NewID(), w.core.DB.NewID()
	w.must(w.core.Courses.Take(ctx, w.team["Max"], programme, "six-sessions"))
	w.must(w.core.Courses.Begin(ctx, w.team["Max"], course.Beginning{ID: id, Programme: programme, Setting: "community",
		Place: "Old Tram Shed (invented)", Capacity: 40, Starts: today, From: 18 * 60, Every: 7, Facilitators: []string{w.team["Asha"].Account}}))
	w.must(w.core.Courses.Enrol(ctx, w.team["Asha"], locale.English(), course.Enrolling{ID: place, Course: id, Person: w.person, Source: "us"}))
	c, err := w.core.Courses.Course(ctx, w.team["Asha"], id)
	w.must(err)
	w.more["{programme}"], w.more["{course}"], w.more["{enrolment}"], w.more["{session}"] = programme, id, place, c.Sessions[0].ID
})
