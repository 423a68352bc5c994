package demo

import (
	"openmaf/internal/directory/option"
	"openmaf/internal/people/complaint"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/platform/civil"
)

// wasThere is the day after an evening of one of the half year.
func (m *member) wasThere(w *crowd) error {
	switch {
	case m.evening == 0 && m.companion < 0 && m.nth%9 == 2 && !m.again:
		m.again = true
		w.note(w.after(1), m.choose)
		return m.tell(w, link.NotHappened{Cause: []link.Cause{link.Nerves, link.Practical, link.NoCompanion}[m.nth%3]})
	case m.evening == 0 && m.fate == notReached:
		m.tries = 0
		return m.notReached(w)
	case m.evening == 0 && m.nth%8 == 6 && !m.late:
		m.late = true
		w.note(w.after(4), m.wasThere)
		return nil
	}
	m.evening++
	wants := link.GoAgain
	if m.evening == 1 && m.nth%4 == 1 {
		wants = link.Different
	}
	events := m.was(w, wants)
	check := events[1].(link.CheckComfort)
	check.Being, check.Speaking = score(m.then.being), score(m.then.speaking)
	if m.nth%37 == 8 && m.evening == 1 {
		check.Safe, check.Misfits = link.NoSaid, []link.Misfit{option.NotWelcomed}
	}
	events[1] = check
	if wants == link.Different {
		w.note(w.after(2), m.tryAnother)
	} else {
		w.note(w.after(visitsAfter[0]), m.goes)
	}
	return m.tell(w, events...)
}

// goes is two weeks after an evening: some stop, some are heard of no more.
func (m *member) goes(w *crowd) error {
	if end, ok := ending[m.fate]; ok {
		w.note(w.after(15+w.rand.IntN(40)), end(m))
	}
	switch {
	case m.fate != heard || m.nth%6 == 3: // of the way nothing more is written down
	case m.nth%6 == 1:
		w.note(w.after(16), m.stop)
	default:
		w.note(w.after(20), m.aMonthOn)
		w.note(w.after(visitsAfter[1]), m.stillGoes)
	}
	return m.tell(w, append(m.wentAgain(w), link.Continue{Frequency: link.Weekly})...)
}

// ending is how a way ends of somebody who is lost.
var ending = map[fate]func(*member) func(*crowd) error{
	choice: func(m *member) func(*crowd) error { return m.close(link.AsWished) },
	moved:  func(m *member) func(*crowd) error { return m.close(link.Moved) },
	died:   func(m *member) func(*crowd) error { return m.dies },
}

func (m *member) dies(w *crowd) error { return w.core.Links.Died(w.ctx, m.by(w), m.id) }

func (m *member) close(why link.Reason) func(*crowd) error {
	return func(w *crowd) error { return m.tell(w, link.Close{Reason: why}) }
}

// aMonthOn is when most of those who go say so in passing.
func (m *member) aMonthOn(w *crowd) error {
	if m.nth%5 == 4 {
		return nil
	}
	return m.tell(w, m.wentAgain(w)...)
}

// stillGoes is the talk at three months: how it is there now, for those who go.
func (m *member) stillGoes(w *crowd) error {
	if m.nth%6 == 0 {
		return m.tell(w, link.StepBack{})
	}
	check := link.CheckComfort{Comfort: link.Comfort{Being: score(w.nudge(m.then.being, 10)), Speaking: score(w.nudge(m.then.speaking, 10)),
		Safe: link.YesSaid, Wants: link.GoAgain}}
	w.note(w.after(visitsAfter[2]+20+w.rand.IntN(14)), m.finds)
	asker := m.by(w)
	if m.nth%4 == 0 {
		asker = w.manager // who did not bring it up, nor go along
	}
	return w.town.tell(asker, m.link, append(m.wentAgain(w), check, link.Continue{Frequency: link.Weekly})...)
}

// finds is the talk about six months after the first evening.
func (m *member) finds(w *crowd) error {
	if m.nth%4 == 2 {
		return m.tell(w, link.StepBack{})
	}
	events := m.wentAgain(w)
	if m.nth%3 == 2 {
		events = append(events, link.HoldCheck{Check: link.OutcomeCheck})
	} else {
		events = append(events, link.Involve{Facets: link.Facets[:1+m.nth%3], ToldBy: link.ByPerson})
	}
	w.note(w.after(7), m.close(link.FoundFeet))
	return m.tell(w, events...)
}

// takeBack is somebody who does not want to be counted after all.
func (m *member) takeBack(w *crowd) error {
	return w.core.Consents.Answer(w.ctx, m.by(w), w.words, m.id,
		consent.Answer{Purpose: consent.Evaluation, Given: false, Version: consent.WordingOf(w.words, consent.Evaluation).Version})
}

// sixMonthsOn is the day on which somebody's six months are over.
func (m *member) sixMonthsOn(w *crowd) civil.Date {
	began := civil.DateOf(w.clock.Now())
	if m.on != nil {
		began = m.on.sessions[0].On
	}
	return began.AddDays(halfYearDays)
}

// crowdedHall is a complaint of the half year, and what changed because of it.
func crowdedHall(w *crowd) error {
	id := w.core.DB.NewID()
	w.note(w.after(9), func(w *crowd) error {
		return w.core.Complaints.Answer(w.ctx, w.manager, id, "There are two breaks now, and a room to be quiet in. (Invented.)")
	})
	return w.core.Complaints.Add(w.ctx, w.manager, complaint.Complaint{ID: id, Came: civil.DateOf(w.clock.Now()), How: "said", About: "course",
		Says: "Two and a half hours without a break is too long. (Invented.)"})
}
