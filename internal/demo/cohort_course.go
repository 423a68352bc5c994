package demo

import (
	"slices"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/shift"
	"openmaf/internal/programme/course"
	"openmaf/internal/trust/access"
)

// leads are the two who run the small courses; who comes is marked by the first.
func (w *crowd) leads() []access.Actor { return w.keepers[2:4] }

// begin opens the course three weeks ahead, with all its evenings on the agenda.
func (c *pooled) begin(w *crowd) error {
	from, _ := w.halfYear()
	lead := w.leads()
	c.id = w.core.DB.NewID()
	if err := w.core.Courses.Begin(w.ctx, w.manager, course.Beginning{ID: c.id, Programme: w.programmes[c.key], Setting: c.setting, Place: c.place, Funder: funder(c.setting),
		Capacity: c.people + 2, Starts: from.AddDays(c.starts), From: 14 * 60, Every: 7, Facilitators: []string{lead[0].Account, lead[1].Account}}); err != nil {
		return err
	}
	v, err := w.core.Courses.Course(w.ctx, lead[0], c.id)
	if err != nil {
		return err
	}
	c.sessions, c.ticks = v.Sessions, v.Programme.Ticks
	for n, s := range c.sessions {
		w.note(s.On.At(14*60+5), func(w *crowd) error { return c.hold(w, n) })
	}
	w.note(c.sessions[len(c.sessions)-1].On.AddDays(1).At(11*60), c.finish)
	return nil
}

// takePlace puts somebody on their course, if they come by one.
func (m *member) takePlace(w *crowd) error {
	if m.on == nil {
		return nil
	}
	m.place = w.core.DB.NewID()
	return w.core.Courses.Enrol(w.ctx, m.by(w), w.words, course.Enrolling{ID: m.place, Course: m.on.id, Person: m.id,
		Source: course.Sources[m.nth%len(course.Sources)], Coerced: m.inside()})
}

// hold is one evening: who comes is marked, and what became of it written down.
func (c *pooled) hold(w *crowd, n int) error {
	lead := w.leads()
	r := course.Record{Delivered: n != c.not, With: []string{lead[0].Account, lead[1].Account}}
	if !r.Delivered {
		r.Why, r.With = c.why, nil
		return w.core.Courses.SaveRecord(w.ctx, lead[0], c.sessions[n].ID, r)
	}
	for _, m := range c.members {
		if err := m.comes(w, n); err != nil {
			return err
		}
	}
	if n%2 == 0 {
		if _, err := w.core.Courses.Mark(w.ctx, lead[1], course.Mark{ID: w.core.DB.NewID(), Session: c.sessions[n].ID, Heads: 1, How: course.Seen}); err != nil {
			return err
		}
	}
	r.Kit, r.Homework, r.CameUp = "Tea, the list of meetings", "Talk to one person before next week", "Going in on your own, and what to say."
	r.Ticks = c.ticks[:len(c.ticks)-n%3]
	return w.core.Courses.SaveRecord(w.ctx, lead[0], c.sessions[n].ID, r)
}

// gone is the session from which somebody whose course is cut short is not there
// any more.
const gone = 3

// comes is what one of those on the course does on an evening of it.
func (m *member) comes(w *crowd, n int) error {
	if n >= gone && m.fate != heard && m.fate != silent {
		return m.staysAway(w)
	}
	if n == 1 && m.starts() && !m.inside() && m.fate != died && m.nth%5 < 3 {
		w.note(w.after(1), m.alsoTries)
	}
	if n != 0 && !w.chance(m.keen) || n == 0 && !m.starts() {
		return nil
	}
	_, err := w.core.Courses.Mark(w.ctx, w.leads()[0], course.Mark{ID: w.core.DB.NewID(), Session: m.on.sessions[n].ID, Enrolment: m.place, Here: true, How: course.Seen})
	return err
}

// staysAway is for the rest of the course; the first time somebody hears why.
func (m *member) staysAway(w *crowd) error {
	if m.away {
		return nil
	}
	m.away = true
	if m.fate == died {
		w.note(w.after(5), m.dies)
		return nil
	}
	return w.core.Courses.Tell(w.ctx, w.leads()[0], m.place, course.Telling{Verb: course.Leave, Reason: leaving[m.fate]})
}

// leaving is why somebody's place on a course ends before its last evening.
var leaving = map[fate]course.Reason{choice: "choice", notReached: "not_reached", moved: "moved", prison: "prison"}

// finish gives a certificate to whoever was there often enough, and puts
// questions to those who are counted.
func (c *pooled) finish(w *crowd) error {
	for _, m := range c.members {
		if m.fate != heard && m.fate != silent {
			continue
		}
		p, err := w.core.Courses.Place(w.ctx, w.leads()[0], m.place)
		if err != nil {
			return err
		}
		told := course.Telling{Verb: course.Leave, Reason: "choice"}
		if p.Programme.Complete(len(p.Been)) {
			told = course.Telling{Verb: course.Graduate}
		}
		if told.Verb == course.Graduate || m.fate == heard {
			err = w.core.Courses.Tell(w.ctx, w.leads()[0], m.place, told)
		}
		if err != nil {
			return err
		}
		if m.counted && m.starts() && w.chance(85) {
			w.note(w.after(7), m.atTheEnd)
		}
	}
	return nil
}

// alsoTries is somebody from a course who would like to see a meeting as well.
func (m *member) alsoTries(w *crowd) error {
	w.note(w.after(1), m.choose)
	return w.core.Links.Raise(w.ctx, m.by(w), m.id, link.Raising{ID: m.link, Wish: w.wishes[m.home]})
}

// agreeing is what somebody says to each of the consents.
func (w *crowd) agreeing(counted bool) []consent.Answer {
	all := slices.Clone(w.answers)
	for i := range all {
		if all[i].Purpose == consent.Evaluation {
			all[i].Given = counted
		}
	}
	return all
}

// frontDoor is our own door, where somebody stands twice a week of the half year.
func frontDoor(w *crowd) error {
	place := w.core.DB.NewID()
	if err := w.core.Shifts.AddPlace(w.ctx, w.manager, shift.Place{ID: place, Name: "Our front door", Setting: chat.Settings[1]}); err != nil {
		return err
	}
	from, to := w.halfYear()
	for i, on := 0, shift.Monday(from).AddDays(8); on.Before(to); i, on = i+1, on.AddDays([]int{2, 5}[i%2]) {
		w.note(on.AddDays(-5).At(9*60+30), planShift(place, on, 2+i%4))
	}
	return nil
}
