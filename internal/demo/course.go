package demo

import (
	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/course"
)

// Programmes that are taken over from those that ship.
const (
	six    = "six-sessions"
	groups = "six-groups"
)

// take takes the programmes over.
func (t *town) take() error {
	t.at(-t.began+1, "11:00")
	t.programmes = map[string]string{}
	for _, key := range []string{six, groups} {
		t.programmes[key] = t.core.DB.NewID()
		if err := t.core.Courses.Take(t.ctx, t.manager, t.programmes[key], key); err != nil {
			return err
		}
	}
	return nil
}

// courses are one that is over, one half-way, one that begins next week, and one
// on a wing, with invented people on them.
func (t *town) courses() error {
	for _, c := range []run{
		{programme: six, place: "The Old Tram Shed (invented)", setting: "community", starts: -38, held: 6, places: 10, who: []string{
			"Avis L", "Bram R", "Cleo T", "Dov S", "Elin R", "Fitz R", "Gita P", "Hale R"}, finishes: true},
		{programme: six, place: "The Old Tram Shed (invented)", setting: "community", starts: -16, held: 3, places: 5, who: []string{
			"Imre R", "Juno W", "Kofi A", "Lark R", "Mina D", "Noor R"}},
		{programme: groups, place: "C wing library, HMP Sallowby (invented)", setting: "prison", starts: -9, held: 2, places: 8, who: []string{
			"Oskar V", "Petra V", "Quin R"}},
		{programme: groups, place: "Our place", setting: "community", starts: 5, places: 12, who: []string{"Suki R", "Teo M"}},
	} {
		if err := t.course(c); err != nil {
			return err
		}
	}
	return nil
}

// run is one course of the demo. Its sessions are six or seven days apart.
type run struct {
	programme, place string
	setting          course.Setting
	starts           int // days from the demo's
	held, places     int
	who              []string
	finishes         bool
}

// funder pays for the courses of a setting.
func funder(s course.Setting) string {
	if s == course.Prison {
		return "Sallowby Prison Trust (invented)"
	}
	return "Sallowby Town Fund (invented)"
}

func (t *town) course(c run) error {
	t.at(min(c.starts, 0)-1, "15:00")
	every, id := 7, t.core.DB.NewID()
	if c.finishes {
		every = 6
	}
	if err := t.core.Courses.Begin(t.ctx, t.manager, course.Beginning{ID: id, Programme: t.programmes[c.programme], Setting: c.setting, Place: c.place, Funder: funder(c.setting),
		Capacity: c.places, Starts: t.day.AddDays(c.starts), From: 14 * 60, Every: every, Shown: c.starts > 0,
		Facilitators: []string{t.fern.Account, t.finn.Account}}); err != nil {
		return err
	}
	enrolled, err := t.enrol(id, c.setting, c.who)
	if err != nil {
		return err
	}
	v, err := t.core.Courses.Course(t.ctx, t.fern, id)
	if err != nil {
		return err
	}
	for i, e := range v.Sessions[:c.held] {
		if err := t.session(e, i, enrolled[:min(c.places, len(enrolled))], v.Programme); err != nil {
			return err
		}
	}
	if c.finishes {
		return t.finish(enrolled)
	}
	return nil
}

// enrol puts new people on the course, each by a first name and from somewhere.
func (t *town) enrol(to string, setting course.Setting, names []string) (all []string, err error) {
	yes := []consent.Answer{{Purpose: consent.Record, Given: true, Version: consent.WordingOf(locale.English(), consent.Record).Version}}
	for i, name := range names {
		in := course.Enrolling{ID: t.core.DB.NewID(), Course: to, Agreed: yes, Coerced: setting == course.Prison, Source: course.Sources[i%len(course.Sources)],
			New: person.Person{ID: t.core.DB.NewID(), Name: name}}
		if err := t.core.Courses.Enrol(t.ctx, t.fern, locale.English(), in); err != nil {
			return nil, err
		}
		all = append(all, in.ID)
	}
	return all, nil
}

// session is held: all but a few come, a different one missing each time, and
// somebody who gives no name.
func (t *town) session(e course.Session, n int, enrolled []string, p course.Programme) error {
	t.at(e.On.Days()-t.day.Days(), "14:05")
	for i, place := range enrolled {
		if (i+n)%7 == 6 || i == len(enrolled)-1 && n > 1 {
			continue
		}
		if _, err := t.core.Courses.Mark(t.ctx, t.fern, course.Mark{ID: t.core.DB.NewID(), Session: e.ID, Enrolment: place, Here: true, How: course.Seen}); err != nil {
			return err
		}
	}
	if _, err := t.core.Courses.Mark(t.ctx, t.finn, course.Mark{ID: t.core.DB.NewID(), Session: e.ID, Heads: 1, How: course.Seen}); err != nil {
		return err
	}
	t.at(e.On.Days()-t.day.Days(), "16:50")
	return t.core.Courses.SaveRecord(t.ctx, t.fern, e.ID, course.Record{Delivered: true, Ticks: p.Ticks[:len(p.Ticks)-n%2], Kit: "Tea, the list of meetings",
		Homework: "Talk to one person before next week", CameUp: "How to walk in through the door for the first time.", With: []string{t.fern.Account, t.finn.Account}})
}

// finish gives a certificate to those who were there often enough; one steps
// back for a job.
func (t *town) finish(enrolled []string) error {
	for _, place := range enrolled {
		p, err := t.core.Courses.Place(t.ctx, t.fern, place)
		if err != nil {
			return err
		}
		told := course.Telling{Verb: course.Graduate}
		if !p.Programme.Complete(len(p.Been)) {
			told = course.Telling{Verb: course.Leave, Reason: "choice"}
		}
		if err := t.core.Courses.Tell(t.ctx, t.fern, place, told); err != nil {
			return err
		}
	}
	return nil
}
