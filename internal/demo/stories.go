package demo

import (
	"fmt"
	"time"

	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/directory/place"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/link"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// somebody is one invented person and how their first chat began.
type somebody struct {
	name   string
	keeper access.Actor
	days   int // of the chat, counted from the demo's day
	needs  string
	worry  []chat.Worry
	words  string
	free   string
	phone  string
	sealed bool // they volunteer or work here
}

// stories tells of nine people, each at another place of the way.
func (t *town) stories() error {
	for _, tell := range []func() error{t.ada, t.bryn, t.chidi, t.dilys, t.evan, t.fran, t.gwen, t.hari, t.ivy} {
		if err := tell(); err != nil {
			return err
		}
	}
	return nil
}

// chat is a meaningful chat, kept under a name, and the link it begins.
func (t *town) chat(s somebody) (string, error) {
	t.at(s.days, "14:20")
	free, err := option.ParseFree(s.free)
	if err != nil {
		return "", err
	}
	at, err := t.core.Places.Find(t.ctx, t.core.Scope, Near)
	if err != nil {
		return "", err
	}
	words := locale.English()
	var answers []consent.Answer
	for _, p := range consent.Purposes {
		answers = append(answers, consent.Answer{Purpose: p, Given: p != consent.Keyworker, Version: consent.WordingOf(words, p).Version})
	}
	contact := person.Contact{How: person.InPerson}
	if s.phone != "" {
		contact = person.Contact{How: person.Call, When: "after five"}
	}
	id := t.core.DB.NewID()
	err = t.core.Links.Begin(t.ctx, s.keeper, words, link.Beginning{
		Person:  person.Person{ID: t.core.DB.NewID(), Name: s.name, Area: Near, Phone: s.phone, Contact: contact, AccessNeeds: s.needs, Sealed: s.sealed},
		Answers: answers,
		Chat: chat.Chat{ID: t.core.DB.NewID(), On: t.day.AddDays(s.days), Setting: "waiting_room", Length: "5_to_15", StartedBy: "us",
			Before: "never", Hopes: []chat.Hope{"company"}, Worries: s.worry, HelpWith: s.words,
			Kinds: []meeting.Kind{meeting.TwelveStep, meeting.CBT}, Decision: "try", Companion: "yes"},
		Links: []link.Raising{{ID: id, Wish: option.Wish{Within: 5, Travel: place.Bus, Free: free,
			Near: option.Near{Point: at.Point(), Known: true, Coarse: true}}}},
	})
	return id, err
}

// offer shows the options as the page does, and says which was chosen: the
// first in the afternoon or evening of the wanted day, or of any day for none.
func (t *town) offer(who access.Actor, id string, on civil.Date) (option.Option, error) {
	v, err := t.core.Links.Get(t.ctx, who, id)
	if err != nil {
		return option.Option{}, err
	}
	wish := v.Wish
	wish.From = civil.DateOf(t.clock.Now())
	if !on.IsZero() {
		wish.From = on
		wish.Free = option.Free{{Day: on.Weekday(), From: 12 * 60, Until: civil.MinutesPerDay}} // still to come in the morning
	}
	result := t.core.Board.Of(t.core.Scope.Community()).Rank(wish)
	kinds := map[meeting.Kind]bool{}
	offer := link.Offer{}
	for _, o := range result.Options {
		kinds[o.Meeting.Kind] = true
		offer.Shown = append(offer.Shown, link.Shown{Meeting: o.Meeting.ID, Kind: o.Meeting.Kind, On: o.Occurrence.On, Score: o.Score})
	}
	if len(offer.Shown) == 0 {
		return option.Option{}, fmt.Errorf("demo: nothing to offer on %v", on)
	}
	offer.KindsNear = len(kinds)
	return result.Options[0], t.tell(who, id, offer)
}

func (t *town) tell(who access.Actor, id string, events ...link.Event) error {
	return t.core.Links.Tell(t.ctx, who, link.Ref{Link: id}, events...)
}

// planned takes a person from the chat to a planned evening with a companion,
// so many days off the demo's day.
func (t *town) planned(s somebody, evening int, with access.Actor) (id string, err error) {
	if id, err = t.chat(s); err != nil {
		return "", err
	}
	on := t.day.AddDays(evening)
	chosen, err := t.offer(s.keeper, id, on)
	if err != nil {
		return "", err
	}
	return id, t.tell(s.keeper, id, link.Choose{Meeting: chosen.Meeting.ID}, t.plan(chosen, with))
}

func (t *town) plan(o option.Option, with access.Actor) link.MakePlan {
	return link.MakePlan{Plan: link.Plan{Meeting: o.Meeting.ID, On: o.Occurrence.On, Way: link.Bus, Companion: with.Account,
		HowFar: link.ToTheDoor, MeetPoint: "the clock in the market place", PlanB: "Soup at 4 High Street until nine", Boundaries: true}}
}

// outing is what the companion marks on the evening.
func (t *town) outing(who access.Actor, id string, home bool) error {
	v, err := t.core.Links.Get(t.ctx, t.manager, id)
	if err != nil {
		return err
	}
	t.clock.Set(v.Plan.Starts.Add(-15 * time.Minute))
	if err := t.core.Links.Mark(t.ctx, who, v.Plan.ID, link.Meet{}); err != nil || !home {
		return err
	}
	t.clock.Set(v.Plan.Ends.Add(20 * time.Minute))
	return t.core.Links.Mark(t.ctx, who, v.Plan.ID, link.ComeHome{})
}

func score(n int) *int { return &n }

// ada found her group three weeks ago and still goes.
func (t *town) ada() error {
	s := somebody{name: "Ada M", keeper: t.fern, days: -30, worry: []chat.Worry{"speaking"}, words: "“somewhere to be on a weeknight”",
		free: "weekdays 17:00-21:00", phone: "07700 900101"}
	id, err := t.planned(s, -26, t.cass)
	if err != nil {
		return err
	}
	if err := t.outing(t.cass, id, true); err != nil {
		return err
	}
	t.at(-25, "10:30")
	if err := t.tell(t.fern, id,
		link.Attend{On: t.day.AddDays(-26), How: link.MetAtDoor, ToldBy: link.ByPerson},
		link.CheckComfort{Comfort: link.Comfort{Being: score(7), Speaking: score(4), Liked: []string{"welcome", "listening"},
			Identified: link.YesSaid, Safe: link.YesSaid, Wants: link.GoAgain}}); err != nil {
		return err
	}
	t.at(-11, "15:00")
	return t.tell(t.fern, id, link.Continue{Frequency: link.Weekly})
}

// bryn tried one; it was too big, and the religious side wasn't for them.
func (t *town) bryn() error {
	s := somebody{name: "Bryn L", keeper: t.fern, days: -9, worry: []chat.Worry{"religion", "speaking"},
		free: "weekdays 17:00-21:00", phone: "07700 900102"}
	id, err := t.planned(s, -6, t.kit)
	if err != nil {
		return err
	}
	if err := t.outing(t.kit, id, true); err != nil {
		return err
	}
	t.at(-5, "11:00")
	return t.tell(t.fern, id,
		link.Attend{On: t.day.AddDays(-6), How: link.MetAtDoor, ToldBy: link.ByPerson},
		link.CheckComfort{Comfort: link.Comfort{Being: score(3), Speaking: score(1),
			Misfits: []link.Misfit{option.ReligiousSide, option.TooBig}, Safe: link.YesSaid, Wants: link.Different}},
		link.Doubt{Differ: "smaller, and no prayer"},
		link.OpenAlternative{Child: t.core.DB.NewID()})
}

// chidi went last night: how was it?
func (t *town) chidi() error {
	s := somebody{name: "Chidi O", keeper: t.fern, days: -3, worry: []chat.Worry{"recognised"}, needs: "a seat near the door",
		free: "weekdays 17:00-21:00, weekends", phone: "07700 900103"}
	id, err := t.planned(s, -1, t.cass)
	if err != nil {
		return err
	}
	return t.outing(t.cass, id, true)
}

// dilys goes tonight, with company.
func (t *town) dilys() error {
	_, err := t.planned(somebody{name: "Dilys R", keeper: t.fern, days: -2, needs: "no stairs", worry: []chat.Worry{"travel"},
		free: "weekdays 17:00-21:00, weekends"}, 0, t.cass)
	return err
}

// evan went last night too; nobody marked his companion safely home.
func (t *town) evan() error {
	s := somebody{name: "Evan S", keeper: t.fern, days: -4, worry: []chat.Worry{"medication"}, free: "weekdays 17:00-21:00, weekends",
		phone: "07700 900105"}
	id, err := t.planned(s, -1, t.kit)
	if err != nil {
		return err
	}
	return t.outing(t.kit, id, false)
}

// fran has seen the options and is thinking about them.
func (t *town) fran() error {
	id, err := t.chat(somebody{name: "Fran B", keeper: t.fern, days: -1, worry: []chat.Worry{"own_faith", "childcare"},
		free: "weekdays 9:00-15:00", phone: "07700 900106"})
	if err != nil {
		return err
	}
	_, err = t.offer(t.fern, id, civil.Date{})
	return err
}

// gwen said not for now, and when to ask again.
func (t *town) gwen() error {
	id, err := t.chat(somebody{name: "Gwen T", keeper: t.finn, days: -7, worry: []chat.Worry{"not_bad_enough"}, free: "weekends"})
	if err != nil {
		return err
	}
	return t.tell(t.finn, id, link.Decline{Revisit: t.day.AddDays(14)})
}

// hari stood before a locked door: ours to mend.
func (t *town) hari() error {
	s := somebody{name: "Hari P", keeper: t.finn, days: -8, worry: []chat.Worry{"language"}, free: "weekdays 17:00-21:00, weekends",
		phone: "07700 900108"}
	id, err := t.planned(s, -5, t.cass)
	if err != nil {
		return err
	}
	v, err := t.core.Links.Get(t.ctx, t.manager, id)
	if err != nil {
		return err
	}
	t.clock.Set(v.Plan.Starts.Add(5 * time.Minute))
	if err := t.core.Links.Mark(t.ctx, t.cass, v.Plan.ID, link.FindLocked{}); err != nil {
		return err
	}
	t.clock.Set(v.Plan.Ends)
	if err := t.core.Links.Mark(t.ctx, t.cass, v.Plan.ID, link.ComeHome{}); err != nil {
		return err
	}
	return t.core.Refresh(t.ctx)
}

// tallies are chats without a name, on a busy afternoon.
func (t *town) tallies() error {
	t.at(-1, "15:40")
	for i := range 6 {
		err := t.core.Chats.Count(t.ctx, t.fern, chat.Tally{ID: t.core.DB.NewID(), On: t.day.AddDays(-1), Setting: "waiting_room",
			Length: chat.Lengths[i%3], Worries: chat.Worries[i : i+1]}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}
