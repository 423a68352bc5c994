package link

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// answering are the verbs that follow from what a person says when they are
// asked: whoever asks may tell them, whatever else is not theirs.
var answering = map[Verb]bool{VerbNotHappened: true, VerbDoorLocked: true, VerbDoubt: true, VerbAlternative: true,
	VerbPause: true, VerbStepBack: true}

// opened reads the person for the events, each of which the actor must be
// allowed to tell.
func (l *stored) opened(tx *db.Tx, actor access.Actor, events []Event) (p person.Person, err error) {
	seen := map[access.Action]bool{}
	for _, e := range events {
		act := actionOf(e.Verb())
		if answering[e.Verb()] && l.Asker == actor.Account {
			act = access.CheckInWrite
		}
		if seen[act] {
			continue
		}
		seen[act] = true
		if p, err = l.open(tx, actor, act); err != nil {
			return p, err
		}
	}
	return p, nil
}

// open reads the person of the link for the action. For whoever was let ask the
// link is as their own; a role that reaches no further than the asking gets no
// further by it.
func (l *stored) open(tx *db.Tx, actor access.Actor, act access.Action) (person.Person, error) {
	p, err := person.OpenAs(tx, actor, act, l.Person, l.Asker == actor.Account || l.HandedBy == actor.Account && act == access.RowHandOver)
	if err != nil || access.May(actor, access.LinkRead) {
		return p, err
	}
	return p, toldTo(tx, p.ID)
}

// unread is why a link could not be read, for somebody who may not be meant to
// know of it: to whom its person is out of sight, a link that is there and one
// that has changed are as one that never was, in words and in the work it takes
// to say so.
func (l *stored) unread(tx *db.Tx, actor access.Actor, act access.Action, err error) error {
	if _, unseen := l.open(tx, actor, act); unseen != nil {
		return unseen
	}
	return err
}

// toldTo refuses a companion what the person does not, or not any more, agree
// that they are told.
func toldTo(tx *db.Tx, personID string) error {
	agreed, err := consent.Given(tx, personID, consent.Companion)
	if err == nil && !agreed {
		err = fault.New(fault.Missing, "record.missing")
	}
	return err
}

// asker checks that the account can ask the person, and gives it as a link
// keeps it: empty for the one who keeps their record.
func asker(tx *db.Tx, personID, id string) (string, error) {
	if id == "" {
		return "", nil
	}
	who, err := db.One(tx, func(r db.Row) (a access.Actor, err error) {
		var roles string
		err = r.Scan(&roles)
		a.Roles = account.ParseRoles(roles)
		return a, err
	}, `SELECT COALESCE(string_agg(r.role, ' '), '') FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id
		WHERE a.community_id = $1 AND a.id = $2 AND a.state = 'active'`, tx.Community(), id)
	if err != nil {
		return "", err
	}
	who.Scope, who.Account = tx.Scope(), id
	l := stored{Link: Link{Person: personID, Asker: id}}
	p, err := l.open(tx, who, access.CheckInWrite)
	if err != nil {
		return "", refused().Field("asker", "link.asker")
	}
	if p.Keeper == id {
		return "", nil
	}
	return id, nil
}

// HandOver lets another of the team ask about the link instead of whoever does
// now; no account is the one who keeps the record. Whoever may hand it over
// may do so: its asker, its keeper, a manager. It can be taken back with
// [Service.TakeBack] by the one who handed it over.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, link, to string) error {
	return s.Tell(ctx, actor, Ref{Link: link}, HandOver{To: to, By: actor.Account})
}

// TakeBack undoes the latest HandOver of the link.
func (s *Service) TakeBack(ctx context.Context, actor access.Actor, link string) error {
	return s.Tell(ctx, actor, Ref{Link: link}, TakeBack{})
}

// Asker is one of the team who could ask a person how it was.
type Asker struct{ Account, Name string }

// Askers lists the team who could ask anybody: those who are there and may
// check in with all that it takes, by name. Companions are asked one at a time,
// where they go along.
func (s *Service) Askers(ctx context.Context, actor access.Actor) (all []Asker, err error) {
	if !access.May(actor, access.RowHandOver) {
		return nil, fault.New(fault.Missing, "record.missing")
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, func(r db.Row) (a Asker, err error) { return a, r.Scan(&a.Account, &a.Name) },
			`SELECT a.id, a.name FROM account a WHERE a.community_id = $1 AND a.state = 'active' AND EXISTS (SELECT 1
				FROM account_role r WHERE r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ('facilitator', 'manager'))
			ORDER BY a.name, a.id LIMIT $2`, tx.Community(), listLimit)
		return err
	})
	return all, err
}

// Asked lists what is due of the people who let the actor ask, for whoever has
// no Today: a first name, what to ask, and of which meeting.
func (s *Service) Asked(ctx context.Context, actor access.Actor) (rows []DueRow, err error) {
	if err := access.Allow(actor, access.CheckInWrite, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		rows, err = asked(tx, actor.Account)
		return err
	})
	for i := range rows {
		rows[i].Name = person.Person{Name: rows[i].Name}.FirstName()
	}
	return rows, err
}

// mostLinks of one person that anybody looks through.
const mostLinks = 100

// share gives the person's other links the silence of this one, and the dues
// that follow from it.
func (s *Service) share(tx *db.Tx, l Link) error {
	if _, err := tx.Exec(`UPDATE link SET tries = $1, tried_on = $2, quiet = $3 WHERE community_id = $4 AND person_id = $5 AND id <> $6`,
		l.Tries, l.TriedOn, l.Quiet, tx.Community(), l.Person, l.ID); err != nil {
		return err
	}
	others, err := linksOf(tx, person.Person{ID: l.Person}, mostLinks)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.ID == l.ID {
			continue
		}
		if err := putDues(tx, other, s.set); err != nil {
			return err
		}
	}
	return nil
}

// heard notes that the person was heard from, about whatever it was.
func (s *Service) heard(tx *db.Tx, personID string) error {
	silent, err := db.All(tx, db.Column[string], `SELECT id FROM link WHERE community_id = $1 AND person_id = $2 AND (tries > 0 OR quiet) LIMIT 1`,
		tx.Community(), personID)
	if err != nil || len(silent) == 0 {
		return err
	}
	return s.share(tx, Link{Person: personID})
}
