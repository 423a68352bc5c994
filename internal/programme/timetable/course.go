package timetable

import (
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/course"
)

// course is the way through courses on which somebody is now, told from all of
// their places, oldest first; nil: on none. Where it goes on from another
// course, it began there: nobody starts twice.
func (r *reader) course(places []place) *Course {
	byID := map[string]place{}
	var now *place
	for i, p := range places {
		byID[p.id] = p
		if course.State(p.state) == course.On || course.State(p.state) == course.Graduated || course.State(p.state) == course.Left {
			now = &places[i]
		}
	}
	if now == nil {
		return nil
	}
	c := &Course{Plan: r.plans[programme{now.programme, now.version}], Next: now.next, Ends: now.ends, Last: now.last}
	seen := map[string]bool{}
	for p, there := *now, true; there && !seen[p.id]; p, there = byID[p.from] {
		seen[p.id] = true
		c.Enrolled, c.First = earlier(c.Enrolled, p.enrolled), earlier(c.First, p.first)
	}
	return c
}

// rests reports whether nothing is asked of them for now: they left the course,
// or want to hear nothing more, or all of their ways have come to rest while
// they are on no course.
func (s *somebody) rests() bool {
	on, left := false, false
	for _, p := range s.places {
		on = on || course.State(p.state) == course.On
		left = course.State(p.state) == course.Left
	}
	return s.way.quiet || !on && (left || s.way.any && !s.way.goesOn)
}

func earlier(a, b civil.Date) civil.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
