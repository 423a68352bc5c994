package demo

import (
	"cmp"
	"fmt"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// soul is one of a crowd.
type soul struct {
	keeper  int
	home    int // which of the crowd's wishes is theirs
	name    string
	phone   bool
	number  string // of their telephone; empty for any, when they have one
	longest int    // entries of the one with the longest story; 0 for the others

	told     func(*crowd) error // what becomes of an evening, the day after; nil: as it may happen
	attempts int                // meetings that they will try, or none; 0 as it may happen
	tried    int                // so far
	been     map[string]bool    // fellowships that they have tried

	id, link  string
	meeting   string
	evening   civil.Date
	starts    time.Time
	ends      time.Time
	plan      string
	companion int // -1: alone
	went      civil.Date
	visits    int  // that they told of since they found their feet
	again     bool // a plan of theirs did not happen, or did not fit
	tries     int
}

// In each chapter of a story somebody does what they do through the services,
// and puts the next chapter on the agenda, when somebody will see to it.

func (s *soul) by(w *crowd) access.Actor { return w.keepers[s.keeper] }

func (s *soul) tell(w *crowd, events ...link.Event) error {
	return w.town.tell(s.by(w), s.link, events...)
}

// after is an hour of the working day so many days on.
func (w *crowd) after(days int) time.Time {
	return civil.DateOf(w.clock.Now()).AddDays(days).At(civil.TimeOfDay(10*60 + w.rand.IntN(6*60)))
}

// chance is true in so many of a hundred cases.
func (w *crowd) chance(percent int) bool { return w.rand.IntN(100) < percent }

// comeIn is the first chat.
func (s *soul) comeIn(w *crowd) error {
	s.id, s.link = w.core.DB.NewID(), w.core.DB.NewID()
	notNow := s.fickle() && w.chance(12) || s.attempts == none && w.chance(40)
	begun := link.Raising{ID: s.link, Wish: w.wishes[s.home]}
	decision := chat.Decision("try")
	if notNow {
		decision = "not_now"
		begun.Then = []link.Event{s.notNow(w)}
	}
	p := person.Person{ID: s.id, Name: s.name, Area: Near}
	if s.phone {
		p.Phone, p.Contact = cmp.Or(s.number, fmt.Sprintf("07700 900%03d", w.rand.IntN(1000))), person.Contact{How: person.Call}
	}
	err := w.core.Links.Begin(w.ctx, s.by(w), w.words, link.Beginning{Person: p, Answers: w.answers,
		Chat: s.says(w, decision), Links: []link.Raising{begun}})
	switch {
	case !notNow && (s.longest > 0 || w.chance(75)):
		w.note(w.clock.Now().Add(15*time.Minute), s.choose)
	case !notNow:
		w.note(w.after(w.rand.IntN(9)), s.choose)
	}
	return err
}

// notNow is what some say, and when they want to be asked again.
func (s *soul) notNow(w *crowd) link.Decline {
	days := 21 + w.rand.IntN(100)
	w.note(w.after(days+w.rand.IntN(2)), func(w *crowd) error {
		if w.chance(40) {
			return s.choose(w)
		}
		return s.tell(w, link.Decline{}) // and not again
	})
	return link.Decline{Revisit: civil.DateOf(w.clock.Now()).AddDays(days)}
}

// fickle: whether they try a meeting, and how many, is left to chance.
func (s *soul) fickle() bool { return s.longest == 0 && s.attempts == 0 }

// says is what a chat with them is about.
func (s *soul) says(w *crowd, decision chat.Decision) chat.Chat {
	return chat.Chat{ID: w.core.DB.NewID(), On: civil.DateOf(w.clock.Now()), Setting: chat.Settings[w.rand.IntN(4)],
		Length: chat.Lengths[w.rand.IntN(len(chat.Lengths))], StartedBy: chat.Starters[w.rand.IntN(3)],
		Before: chat.Befores[w.rand.IntN(3)], Hopes: []chat.Hope{chat.Hopes[w.rand.IntN(6)]},
		Worries: []chat.Worry{chat.Worries[w.rand.IntN(len(chat.Worries))]}, Decision: decision,
		Kinds: []meeting.Kind{meeting.TwelveStep, meeting.CBT}}
}

// choose shows them what there is, and plans an evening with most of them.
func (s *soul) choose(w *crowd) error {
	shown := w.offered(s.home).Options
	offer := link.Offer{KindsNear: kindsOf(shown)}
	for _, o := range shown {
		offer.Shown = append(offer.Shown, link.Shown{Meeting: o.Meeting.ID, Kind: o.Meeting.Kind, On: o.Occurrence.On, Score: o.Score})
	}
	chosen, ok := s.evenings(w, shown)
	switch {
	case s.attempts == none:
		w.note(w.after(8), s.onlyLook)
		return s.tell(w, offer)
	case s.fickle() && w.chance(8):
		return s.tell(w, offer, s.notNow(w))
	case !ok:
		w.note(w.after(2), s.choose)
		return s.tell(w, offer)
	case s.fickle() && !s.again && w.chance(12): // they think about it
		s.again = true
		w.note(w.after(7+w.rand.IntN(3)), s.choose)
		return s.tell(w, offer)
	}
	return s.arrange(w, chosen, offer, link.Choose{Meeting: chosen.Meeting.ID})
}

// evenings is one of the options that they can still get to, soon.
func (s *soul) evenings(w *crowd, shown []option.Option) (option.Option, bool) {
	now := w.clock.Now()
	if len(shown) == 0 {
		return option.Option{}, false
	}
	from, some := w.rand.IntN(len(shown)), option.Option{}
	for i := range shown {
		o := shown[(from+i)%len(shown)]
		on := o.Occurrence
		if !on.Starts.After(now.Add(2*time.Hour)) || !on.Starts.Before(now.AddDate(0, 0, 10)) {
			continue
		}
		if some = o; !s.been[o.Meeting.Fellowship] {
			break
		}
	}
	return some, some.Meeting != nil
}

// arrange plans the evening, with company for one in five where somebody is free.
func (s *soul) arrange(w *crowd, o option.Option, before ...link.Event) error {
	plan := link.MakePlan{Plan: link.Plan{Meeting: o.Meeting.ID, On: o.Occurrence.On, Way: link.Bus,
		PlanB: "Soup at 4 High Street until nine"}}
	s.companion = -1
	if len(w.companions) > 0 && w.chance(20) {
		s.companion = w.rand.IntN(len(w.companions))
		with := plan
		with.Companion, with.HowFar, with.MeetPoint, with.Boundaries = w.companions[s.companion].Account, link.ToTheDoor, "the clock in the market place", true
		err := w.core.Links.Tell(w.mayFail, s.by(w), link.Ref{Link: s.link}, append(before, with)...)
		if err == nil {
			return s.look(w, o)
		}
		if !fault.Is(err, fault.Invalid) { // they are out with somebody else
			return err
		}
		s.companion = -1
	}
	if err := s.tell(w, append(before, plan)...); err != nil {
		return err
	}
	return s.look(w, o)
}

// look puts the evening that was planned on the agenda.
func (s *soul) look(w *crowd, o option.Option) error {
	s.meeting, s.evening = o.Meeting.ID, o.Occurrence.On
	if s.companion < 0 {
		w.note(civil.DateOf(o.Occurrence.Starts).AddDays(1).At(civil.TimeOfDay(10*60+w.rand.IntN(4*60))), s.ask)
		return nil
	}
	v, err := w.core.Links.Get(w.ctx, s.by(w), s.link)
	if err != nil {
		return err
	}
	s.plan, s.starts, s.ends = v.Plan.ID, v.Plan.Starts, v.Plan.Ends
	w.note(s.starts.Add(-15*time.Minute), s.meet)
	return w.core.Links.Mark(w.ctx, w.companions[s.companion], s.plan, link.SayYes{})
}

func (s *soul) meet(w *crowd) error {
	w.note(s.ends.Add(20*time.Minute), s.goHome)
	return w.core.Links.Mark(w.ctx, w.companions[s.companion], s.plan, link.Meet{})
}

func (s *soul) goHome(w *crowd) error {
	w.note(w.after(1), s.ask)
	return w.core.Links.Mark(w.ctx, w.companions[s.companion], s.plan, link.ComeHome{})
}

// ask is the day after: how was it? Some are not reached; of those that are,
// most went.
func (s *soul) ask(w *crowd) error {
	switch {
	case s.told != nil:
		return s.told(w)
	case s.attempts > 0:
		return s.tellOfAttempt(w)
	case s.longest == 0 && s.phone && w.chance(8):
		return s.notReached(w)
	case s.longest == 0 && s.companion < 0 && !s.again && w.chance(15):
		s.again = true
		w.note(w.after(1+w.rand.IntN(2)), s.choose)
		return s.tell(w, link.NotHappened{Cause: []link.Cause{link.Nerves, link.Practical, link.OtherCause}[w.rand.IntN(3)]})
	}
	how := link.Alone
	if s.companion >= 0 {
		how = link.MetAtDoor
	}
	s.went = s.evening
	was := link.Comfort{Being: score(2 + w.rand.IntN(9)), Speaking: score(w.rand.IntN(11)), Liked: link.Likes[w.rand.IntN(3):4],
		Safe: link.YesSaid, Wants: link.GoAgain}
	next := s.visit
	if s.longest == 0 {
		switch {
		case !s.again && w.chance(15):
			next, was.Wants, was.Misfits = s.tryAnother, link.Different, []link.Misfit{option.TooBig}
		case w.chance(8):
			next = s.stop
		}
	}
	w.note(w.after(visitsAfter[0]), next)
	return s.tell(w, link.Attend{On: s.evening, How: how, ToldBy: link.ByPerson}, link.CheckComfort{Comfort: was})
}

// notReached tries three times, says that the door is open, and in the end lets
// it be.
func (s *soul) notReached(w *crowd) error {
	switch s.tries++; {
	case s.tries < link.Defaults().Tries:
		w.note(w.after(8), s.notReached)
		return s.tell(w, link.NotReached{})
	case s.tries == link.Defaults().Tries:
		w.note(w.after(30), func(w *crowd) error { return s.tell(w, link.Close{Reason: link.NotHeard}) })
		return s.tell(w, link.NotReached{}, link.LeaveDoorOpen{})
	}
	return nil
}

// tryAnother goes on as another link.
func (s *soul) tryAnother(w *crowd) error {
	s.again = true
	child := w.core.DB.NewID()
	if err := s.tell(w, link.Doubt{Differ: "smaller"}, link.OpenAlternative{Child: child}); err != nil {
		return err
	}
	s.link = child
	w.note(w.after(1), s.choose)
	return nil
}

func (s *soul) stop(w *crowd) error { return s.tell(w, link.StepBack{}) }

// visitsAfter is how many days after the one before somebody who goes on going
// is asked whether they still do: when the later checks are due.
var visitsAfter = [...]int{14, 80, 70}

// visit tells of the evenings that they went since, and holds the check that is
// due then.
func (s *soul) visit(w *crowd) error {
	s.visits++
	events := append(s.wentAgain(w), link.Continue{Frequency: link.Weekly})
	switch {
	case s.longest > 0:
		return s.goOn(w, events)
	case s.visits < len(visitsAfter):
		w.note(w.after(visitsAfter[s.visits]+w.rand.IntN(4)), s.visit)
	case w.chance(60):
		w.note(w.after(7), func(w *crowd) error { return s.tell(w, link.Close{Reason: link.FoundFeet}) })
	}
	if s.visits == 2 && w.chance(30) {
		events = append(events, link.Involve{Facets: link.Facets[:2], ToldBy: link.ByPerson})
	}
	if s.visits == 2 && w.chance(50) {
		if err := s.chatAgain(w); err != nil {
			return err
		}
	}
	return s.tell(w, events...)
}

// wentAgain are the latest evenings that they tell of, two at the most.
func (s *soul) wentAgain(w *crowd) (events []link.Event) {
	today := civil.DateOf(w.clock.Now())
	for _, ago := range []int{5, 1} {
		if on := today.AddDays(-ago); on.After(s.went) {
			s.went = on
			events = append(events, link.Attend{On: on, How: link.Alone, ToldBy: link.ByPerson})
		}
	}
	return events
}

func (s *soul) chatAgain(w *crowd) error {
	return w.core.Links.Begin(w.ctx, s.by(w), w.words, link.Beginning{Person: person.Person{ID: s.id}, Known: true,
		Chat: s.says(w, "already_going")})
}

// goOn is the longest story: somebody who is in nearly every day, and tries
// another group every fourth month.
func (s *soul) goOn(w *crowd, events []link.Event) error {
	if err := s.chatAgain(w); err != nil {
		return err
	}
	if s.visits%10 == 0 {
		w.note(w.clock.Now().Add(30*time.Minute), s.chatAgain)
	}
	next := s.visit
	if s.visits%120 == 0 {
		next = s.startAnother
		events = append(events, link.Close{Reason: link.FoundFeet})
	}
	if s.visits*11/4 < s.longest { // two entries of a visit, one of a chat, but for the first of each group
		w.note(w.after(1), next)
	}
	return s.tell(w, events...)
}

func (s *soul) startAnother(w *crowd) error {
	s.link, s.went = w.core.DB.NewID(), civil.Date{}
	w.note(w.clock.Now().Add(10*time.Minute), s.choose)
	return w.core.Links.Raise(w.ctx, s.by(w), s.id, link.Raising{ID: s.link, Wish: w.wishes[s.home]})
}

// tally is one of the chats without a name.
func (w *crowd) tally(keeper int) func(*crowd) error {
	return func(w *crowd) error {
		return w.core.Chats.Count(w.ctx, w.keepers[keeper], chat.Tally{ID: w.core.DB.NewID(), On: civil.DateOf(w.clock.Now()),
			Setting: chat.Settings[w.rand.IntN(4)], Length: chat.Lengths[w.rand.IntN(3)],
			Worries: []chat.Worry{chat.Worries[w.rand.IntN(len(chat.Worries))]}}, nil)
	}
}
