package demo

import (
	"fmt"
	"slices"

	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/programme/course"
)

// The community's first half year, whose evaluation is whole: 120 people came in
// by five small courses and by links, and six months later, and longer ago than
// that, seven in ten of those who agreed were heard of. What they answered is
// invented, and so that no reader takes it for a success: some have more of what
// they were asked about, many the same, some less.
const (
	halfYearPeople = 120
	halfYearDays   = 182
	halfYearEvery  = 7  // of so many people, one does not agree to be counted
	halfYearTaken  = 41 // of so many, one takes the yes back
)

// halfYear are its days, in both of which somebody's way may begin.
func (w *crowd) halfYear() (from, to civil.Date) {
	return w.first().AddDays(1), w.first().AddDays(halfYearDays)
}

// member is one of the 120.
type member struct {
	soul
	on      *pooled // their course; nil: a link alone
	nth     int     // of the 120
	keen    int     // of a hundred evenings, how many they come to
	counted bool    // agreed to be part of the evaluation, and stays with it
	regrets bool    // agreed, and took it back
	fate    fate
	been    chat.Before
	company chat.Wanted
	said    person.Of
	then    state
	evening int // how many they went to since their way began
	place   string
	away    bool // from their course
	late    bool // nobody asked in time how it was
}

// fate is what becomes of somebody until their six months are over.
type fate string

const (
	heard      fate = "heard"       // answers at six months
	choice     fate = "choice"      // said that they would rather not go on
	notReached fate = "not_reached" // three times
	moved      fate = "moved"
	prison     fate = "prison"
	died       fate = "died"
	silent     fate = "silent" // nothing more was written down
)

// fates are how many of those who started and agreed were lost, and how.
var fates = []struct {
	fate
	people int
}{{choice, 7}, {notReached, 10}, {moved, 5}, {prison, 2}, {died, 2}, {silent, 2}}

// pooled is one of the small courses of the half year, which the evaluation looks
// at together.
type pooled struct {
	key, place string
	setting    course.Setting
	starts     int // days from the first of the half year
	people     int
	not        int // session that was not held; -1: all were
	why        course.Why

	id       string
	sessions []course.Session
	ticks    []string
	members  []*member
}

func smallCourses() []*pooled {
	return []*pooled{
		{key: six, place: "The Old Tram Shed (invented)", setting: "community", starts: 32, people: 13, not: -1},
		{key: groups, place: "C wing library, HMP Sallowby (invented)", setting: course.Prison, starts: 52, people: 12, not: 3, why: "lockdown"},
		{key: six, place: "Canal Street chapel hall (invented)", setting: "community", starts: 74, people: 12, not: 4, why: "ill"},
		{key: six, place: "By video (invented)", setting: "online", starts: 90, people: 11, not: -1},
		{key: groups, place: "Pump House hostel (invented)", setting: "community", starts: 112, people: 10, not: -1},
	}
}

// comeInFirst puts the half year on the agenda: who comes in, and their courses.
func (w *crowd) comeInFirst(named *int) {
	from, _ := w.halfYear()
	all := make([]*member, 0, halfYearPeople)
	for _, c := range smallCourses() {
		for range c.people {
			m := w.member(len(all), c, named)
			c.members, all = append(c.members, m), append(all, m)
			on := from.AddDays(c.starts - 21 + w.rand.IntN(13))
			w.note(on.At(civil.TimeOfDay(9*60+w.rand.IntN(7*60))), m.enter)
		}
		w.note(from.AddDays(c.starts-22).At(9*60), c.begin)
	}
	links := halfYearPeople - len(all)
	for i := range links {
		m := w.member(len(all), nil, named)
		all = append(all, m)
		w.note(from.AddDays(2+i*(halfYearDays-8)/links).At(civil.TimeOfDay(9*60+w.rand.IntN(7*60))), m.enter)
	}
	w.deal(all)
	w.note(from.At(9*60), frontDoor)
	w.note(from.AddDays(47).At(10*60+20), crowdedHall)
}

// member is somebody who comes in; what becomes of them is dealt afterwards.
func (w *crowd) member(nth int, on *pooled, named *int) *member {
	m := &member{soul: *w.somebody(nameOf(*named)), on: on, nth: nth, fate: heard, counted: nth%halfYearEvery != 3,
		keen: []int{95, 90, 90, 80, 70, 55}[w.rand.IntN(6)], been: chat.Befores[w.rand.IntN(3)], company: chat.Wanteds[w.rand.IntN(5)], said: w.saying(nth)}
	*named++
	m.attempts, m.told, m.phone = 1, m.wasThere, !m.inside()
	if nth%halfYearTaken == 20 {
		m.counted, m.regrets = false, true
	}
	if nth%12 == 5 {
		m.keen, m.attempts = 0, none // they talk with us, and leave it at that
	}
	m.then = w.begins(m.been)
	return m
}

// inside reports whether they are behind a gate.
func (m *member) inside() bool { return m.on != nil && m.on.setting == course.Prison }

// starts reports whether it becomes more than talk.
func (m *member) starts() bool { return m.keen > 0 }

// deal gives the fates to those of whom there is something to lose.
func (w *crowd) deal(all []*member) {
	var some []*member
	for _, m := range all {
		if m.starts() && m.counted {
			some = append(some, m)
		}
	}
	w.rand.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	for _, f := range fates {
		for range f.people {
			i := slices.IndexFunc(some, f.can)
			some[i].fate = f.fate
		}
	}
}

// can says to whom it can happen: only whoever is on a course says that it was
// prison, and nobody rings behind a gate.
func (f fate) can(m *member) bool {
	return m.fate == heard && (f != prison || m.on != nil && !m.inside()) && (f != notReached || !m.inside())
}

// saying is what somebody says of themselves: more men than women, hardly
// anybody under 25, and fewer Asian people than live here. Some leave it out.
func (w *crowd) saying(nth int) person.Of {
	if nth%9 == 4 {
		return person.Of{}
	}
	of := person.Of{
		Sex:       person.Sexes[[]int{1, 1, 0, 1, 0, 1, 1, 0, 1, 0}[w.rand.IntN(10)]],
		Age:       person.Ages[[]int{0, 1, 1, 2, 2, 2, 3, 3, 3, 4}[w.rand.IntN(10)]],
		Ethnicity: person.Ethnicities[[]int{3, 3, 3, 3, 3, 3, 0, 0, 1, 2}[w.rand.IntN(10)]],
	}
	if nth%11 == 6 {
		of.Ethnicity = ""
	}
	return of
}

// enter is the first chat, with what they agree to.
func (m *member) enter(w *crowd) error {
	m.id, m.link = w.core.DB.NewID(), w.core.DB.NewID()
	b := link.Beginning{Person: person.Person{ID: m.id, Name: m.name, Area: Near}, Answers: w.agreeing(m.counted || m.regrets), Chat: m.says(w, "try")}
	b.Chat.Before, b.Chat.Companion = m.been, m.company
	switch {
	case m.phone:
		b.Person.Phone, b.Person.Contact = fmt.Sprintf("07700 900%03d", w.rand.IntN(1000)), person.Contact{How: person.Call}
	case m.inside():
		b.Chat.Setting, b.Chat.Coerced = "prison", true
	}
	if m.on == nil {
		b.Links = []link.Raising{{ID: m.link, Wish: w.wishes[m.home]}}
		w.note(w.clock.Now().AddDate(0, 0, w.rand.IntN(4)), m.choose)
	}
	if err := w.core.Links.Begin(w.ctx, m.by(w), w.words, b); err != nil {
		return err
	}
	if m.said != (person.Of{}) {
		if err := w.core.People.Say(w.ctx, m.by(w), m.id, m.said); err != nil {
			return err
		}
		w.asked[m.id] = true
	}
	if m.regrets {
		w.note(w.after(60), m.takeBack)
	}
	m.atTheStart(w)
	return m.takePlace(w)
}
