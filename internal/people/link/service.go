package link

import (
	"context"
	"strings"
	"time"

	"openmaf/internal/directory/facet"
	"openmaf/internal/directory/meeting"
	"openmaf/internal/directory/option"
	"openmaf/internal/people/chat"
	"openmaf/internal/people/consent"
	"openmaf/internal/people/exclusion"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
)

// Service keeps links and joins them with people, companions and meetings.
// Everything that happens to a link goes through [Service.Tell], or, for the
// companion on an outing, through [Service.Mark].
type Service struct {
	db        *db.DB
	set       Settings
	followers []Follower
}

// New keeps links in d. Followers are told when somebody dies and when records
// are put together.
func New(d *db.DB, s Settings, followers ...Follower) *Service { return &Service{d, s, followers} }

// Ref is a link as somebody saw it: when its version has grown since, what
// they do now is a conflict. Version zero means whatever it is now.
type Ref struct {
	Link    string
	Version int
}

// Raising is a link that a chat begins, with what has already happened to it
// ("not for now", for instance).
type Raising struct {
	ID     string // from the form
	Wish   option.Wish
	Prompt string // what has changed, as far as they want it said
	Then   []Event
}

// Beginning is a chat with somebody who agreed to a named record: who they
// are, what they agreed to, the chat, and the links that it begins.
type Beginning struct {
	Person  person.Person // a new one, with the id of the form
	Known   bool          // the person is kept already: only the id counts
	Answers []consent.Answer
	Chat    chat.Chat
	Links   []Raising
	// Also is what else belongs to the chat and is stored with it, or nil.
	Also  func(tx *db.Tx, personID string) error
	Tally string // that the chat was counted as until now; empty for none
}

// Begin stores a chat and everything that it begins, all or nothing. Words are
// those in which the consents were read out.
func (s *Service) Begin(ctx context.Context, actor access.Actor, w *locale.Words, b Beginning) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		id := b.Person.ID
		if b.Known {
			p, err := person.Open(tx, actor, access.PersonWrite, id)
			if err != nil {
				return err
			}
			id = p.ID
			if err := s.heard(tx, id); err != nil {
				return err
			}
		} else if err := person.Add(tx, actor, b.Person); err != nil {
			return err
		}
		if err := consent.Add(tx, actor, w, id, b.Answers); err != nil {
			return err
		}
		if b.Tally != "" {
			var err error
			if b.Chat, err = chat.Named(tx, actor, b.Tally, b.Chat); err != nil {
				return err
			}
		}
		if err := chat.Add(tx, actor, id, b.Chat); err != nil {
			return err
		}
		if b.Also != nil {
			if err := b.Also(tx, id); err != nil {
				return err
			}
		}
		return s.raiseAll(tx, actor, id, b.Links)
	})
}

// Raise begins further links with somebody who is kept already.
func (s *Service) Raise(ctx context.Context, actor access.Actor, personID string, links ...Raising) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.LinkWrite, personID)
		if err != nil {
			return err
		}
		if err := s.heard(tx, p.ID); err != nil {
			return err
		}
		return s.raiseAll(tx, actor, p.ID, links)
	})
}

func (s *Service) raiseAll(tx *db.Tx, actor access.Actor, personID string, links []Raising) error {
	for _, r := range links {
		l := Raise(r.ID, personID, actor.Account, tx.Now())
		l.Prompt = r.Prompt
		if err := s.raise(tx, actor, l, r.Wish); err != nil {
			return err
		}
		if len(r.Then) == 0 {
			continue
		}
		if err := s.tell(tx, actor, Ref{Link: r.ID}, r.Then); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) raise(tx *db.Tx, actor access.Actor, l Link, w option.Wish) error {
	f := refused()
	if brief(f, map[string]string{"words": l.Prompt}); len(f.Problems) > 0 {
		return f
	}
	wish, err := wishedOf(w)
	if err != nil {
		return err
	}
	if err := insert(tx, l, wish); err != nil {
		return asSent(err)
	}
	if err := addSteps(tx, l, 0); err != nil {
		return err
	}
	if err := putDues(tx, l, s.set); err != nil {
		return err
	}
	return enter(tx, actor, Link{}, l, nil)
}

// Tell stores that these events happened to the link, one after the other, all
// or none, with everything that follows from them: what is due, the trail, a
// flagged listing, the alternative that was opened.
//
// MakePlan needs only the meeting, the day and what was agreed; the rest of the
// evening is read from the list of meetings. OpenAlternative raises its child
// with a wish changed by what did not fit.
func (s *Service) Tell(ctx context.Context, actor access.Actor, ref Ref, events ...Event) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return s.tell(tx, actor, ref, events) })
}

func (s *Service) tell(tx *db.Tx, actor access.Actor, ref Ref, events []Event) error {
	if err := hold(tx, events); err != nil {
		return err
	}
	l, err := take(tx, ref.Link, ref.Version)
	if err != nil {
		return l.unread(tx, actor, actionOf(events[0].Verb()), err)
	}
	p, err := l.opened(tx, actor, events)
	if err != nil {
		return err
	}
	if err := l.whole(tx, p); err != nil {
		return err
	}
	return s.applyAll(tx, actor, l, events)
}

// actionOf says which action a verb is.
func actionOf(v Verb) access.Action {
	switch v {
	case VerbPlan, VerbLoseCompanion, VerbSendCompanion, VerbGoAlone, VerbTellPerson, VerbRemind, VerbSayYes, VerbNotHappened, VerbDoorLocked, VerbMeet, VerbComeHome:
		return access.PlanWrite
	case VerbAttend, VerbLeaveEarly, VerbCheckComfort, VerbContinue, VerbHoldCheck, VerbNotReached, VerbLeaveDoorOpen:
		return access.CheckInWrite
	case VerbInvolve:
		return access.FacetWrite
	case VerbHandOver, VerbTakeBack:
		return access.RowHandOver
	}
	return access.LinkWrite
}

// applyAll applies the events to a link that is held, and stores what it has
// become.
func (s *Service) applyAll(tx *db.Tx, actor access.Actor, l stored, events []Event) error {
	before := l.Silence
	for _, e := range events {
		e, err := s.completed(tx, l, e)
		if err != nil {
			return err
		}
		next, effects, err := Apply(l.Link, e, tx.Now(), s.set)
		if err != nil {
			return err
		}
		next.Steps[len(next.Steps)-1].By = actor.Account
		if err := s.store(tx, actor, l.Link, &next, e, effects); err != nil {
			return err
		}
		l.Link = next
		if a, ok := e.(OpenAlternative); ok {
			child := Raise(a.Child, l.Person, actor.Account, tx.Now())
			child.Parent = l.ID
			wish, err := l.wish.wish()
			if err != nil {
				return err
			}
			if err := s.raise(tx, actor, child, differing(wish, l.Link)); err != nil {
				return err
			}
		}
	}
	if err := update(tx, l.Link, l.wish); err != nil {
		return err
	}
	if err := putDues(tx, l.Link, s.set); err != nil || l.Silence == before {
		return err
	}
	return s.share(tx, l.Link)
}

// completed adds to an event what only the database knows, and checks whom it
// names.
func (s *Service) completed(tx *db.Tx, l stored, e Event) (Event, error) {
	switch e := e.(type) {
	case MakePlan:
		return s.evening(tx, l, e)
	case SendCompanion:
		return sent(tx, l, e)
	case LetAsk:
		var err error
		e.Account, err = asker(tx, l.Person, e.Account)
		return e, err
	case HandOver:
		var err error
		e.To, err = asker(tx, l.Person, e.To)
		return e, err
	}
	return e, nil
}

// store keeps what one event added to the link's children, and tells the trail
// and the list of meetings.
func (s *Service) store(tx *db.Tx, actor access.Actor, old Link, next *Link, e Event, effects []Effect) error {
	if err := addSteps(tx, *next, len(old.Steps)); err != nil {
		return err
	}
	if o, ok := e.(Offer); ok {
		if err := addOffer(tx, *next, o.Shown); err != nil {
			return unknownMeeting(err)
		}
	}
	if old.Plan != nil && next.Plan.ID != old.Plan.ID {
		if err := replaced(tx, old.Plan.ID); err != nil {
			return err
		}
	}
	if next.Plan != nil && (old.Plan == nil || *next.Plan != *old.Plan) {
		if err := putPlan(tx, next.ID, *next.Plan); err != nil {
			return err
		}
	}
	if next.Comfort != nil && next.Comfort != old.Comfort {
		next.Comfort.ID = tx.NewID()
		if err := addComfort(tx, next.ID, *next.Comfort); err != nil {
			return err
		}
	}
	for _, effect := range effects {
		if effect.Kind == FlagListing {
			if err := meeting.Flag(tx, actor.Account, effect.Meeting, effect.Reason); err != nil {
				return err
			}
		}
	}
	return enter(tx, actor, old, *next, effects)
}

// usualLength of an evening of which nobody said how long it lasts.
const usualLength = 90 * time.Minute

// evening completes a plan from the list of meetings, and checks whoever is to
// go along.
func (s *Service) evening(tx *db.Tx, l stored, m MakePlan) (MakePlan, error) {
	held, err := meeting.Get(tx, m.Meeting)
	if err != nil {
		return m, err
	}
	next, ok := held.Slot.Next(m.On)
	barred, err := exclusion.Bars(tx, l.Person, &held, m.On)
	if err != nil {
		return m, err
	}
	if !ok || next.On != m.On || held.Withdrawn || !held.SeeLead.IsZero() || barred {
		return m, refused().Field("on", "link.plan.not_held")
	}
	m.ID, m.Starts, m.Ends = tx.NewID(), next.Starts, next.Ends
	if !m.Ends.After(m.Starts) {
		m.Ends = m.Starts.Add(usualLength)
	}
	m.Open = facet.Of(held.Facets, facet.Open).Value == facet.Yes
	m.Listing = listingOf(held)
	if m.Companion == "" {
		return m, nil
	}
	return together(tx, l, m)
}

// listingOf is what the list says of when and where, in the form in which
// [listingNow] reads it again.
func listingOf(m meeting.Meeting) string {
	return strings.Join([]string{m.Slot.Rule.String(), m.Slot.Start.String(), m.Venue, m.Address, m.Postcode}, "|")
}

// Mark stores what the companion marks on their own outing: SayYes, Meet,
// ComeHome, FindLocked, NotHappened, LoseCompanion, Remind, or Attend when they
// came in with the person to an open meeting. Whoever may mark every outing may do it
// for them, when they rang. What a companion says of coming home or falling out
// they say of themselves alone.
func (s *Service) Mark(ctx context.Context, actor access.Actor, plan string, e Event) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		out, err := db.One(tx, scanOuting, `SELECT link_id, companion, second FROM link_plan
			WHERE community_id = $1 AND id = $2 AND companion IS NOT NULL`, tx.Community(), plan)
		if err != nil {
			return err
		}
		own := out.companion == actor.Account || out.second == actor.Account
		if err := access.Allow(actor, access.OutingWrite, own); err != nil {
			return err
		}
		marked, err := markOf(e, actor.Account, own)
		if err != nil {
			return err
		}
		return s.mark(tx, actor, out.link, plan, marked)
	})
}

func (s *Service) mark(tx *db.Tx, actor access.Actor, link, plan string, e Event) error {
	l, err := take(tx, link, 0)
	if err != nil {
		return err
	}
	if l.Plan == nil || l.Plan.ID != plan {
		return nothingPlanned()
	}
	p, err := keptPerson(tx, actor, l.Person)
	if _, home := e.(ComeHome); home && fault.Is(err, fault.Missing) {
		p, err = person.Person{ID: l.Person}, nil // safely home is marked also by who may not see with whom
	}
	if err != nil {
		return err
	}
	if err := l.whole(tx, p); err != nil {
		return err
	}
	return s.applyAll(tx, actor, l, []Event{e})
}

// markOf is the event as the account may mark it: on an outing of their own,
// about themselves.
func markOf(e Event, account string, own bool) (Event, error) {
	switch e := e.(type) {
	case Meet, FindLocked, NotHappened, Remind:
		return e, nil
	case ComeHome:
		if own {
			e = ComeHome{Account: account}
		}
		return e, nil
	case LoseCompanion:
		if own {
			e.Account = account
		}
		return e, nil
	case SayYes:
		if own {
			e.Account = account
		}
		return e, nil
	case Attend:
		e.ToldBy = ByCompanion
		return e, nil
	}
	return nil, cannotMark()
}

func cannotMark() error { return fault.New(fault.Denied, "link.outing.not_yours") }

type outing struct{ link, companion, second string }

func scanOuting(r db.Row) (o outing, err error) {
	return o, r.Scan(&o.link, &o.companion, db.OrZero(&o.second))
}

// keptPerson reads how the person is reached, for work that is not done under
// the actor's own eyes.
func keptPerson(tx *db.Tx, actor access.Actor, id string) (p person.Person, err error) {
	return db.One(tx, func(r db.Row) (p person.Person, err error) { return p, r.Scan(&p.ID, &p.Contact.How) },
		`SELECT p.id, p.contact FROM person p WHERE p.community_id = $1 AND p.id = $2 AND `+person.InSight("p", "$3"),
		tx.Community(), id, actor.Account)
}

// Erase deletes the person and everything that hangs on them, because they
// asked for it. Only while somebody is out with them it waits: the alarm for
// whoever goes along hangs on the record.
func (s *Service) Erase(ctx context.Context, actor access.Actor, personID string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonErase, personID)
		if err != nil {
			return err
		}
		links, err := linksOf(tx, p, mostLinks)
		if err != nil {
			return err
		}
		for _, l := range links {
			if l.CompanionOut(tx.Now()) {
				return fault.New(fault.Conflict, "link.companion_out")
			}
		}
		return person.Erase(tx, actor, p.ID)
	})
}
