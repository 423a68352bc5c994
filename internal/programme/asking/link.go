package asking

import (
	"context"
	"time"

	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Path is where people answer by themselves; behind it and a stroke stands the
// token of a link.
const Path = "/answer"

const (
	lasts    = 24 * time.Hour   // a link that nobody opened
	visitFor = 20 * time.Minute // from the last answer
)

// Link is a link as it is made. Token is told once.
type Link struct {
	ID, Token string
	Expires   time.Time
}

// Hand makes a link to hand to the person. Links to the same questions that
// nobody opened stop working.
func (s *Store) Hand(ctx context.Context, actor access.Actor, personID, ask string) (l Link, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, p, err := waiting(tx, actor, personID, ask)
		if err != nil {
			return err
		}
		l = Link{ID: tx.NewID(), Expires: tx.Now().Add(lasts)}
		if err := puts(tx, a, Phone); err != nil {
			return err
		}
		return s.link(tx, actor, a, p, &l)
	})
	return l, err
}

// Send makes a link under the id of the form and writes it to the person, in
// neutral words; nobody here is shown it. It leaves at the time that comes
// back. One asking is sent once: whoever does not answer is not pressed.
func (s *Store) Send(ctx context.Context, actor access.Actor, personID, ask, id string, c message.Channel) (leaves time.Time, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, p, err := waiting(tx, actor, personID, ask)
		if err != nil {
			return err
		}
		if err := mayWrite(tx, a); err != nil {
			return err
		}
		token, digest := seal.NewToken()
		ready, err := s.messages.Queue(tx, actor, message.Draft{ID: id, Person: p.ID, Channel: c, Kind: message.OwnLink, Link: Path + "/" + token})
		if err != nil {
			return err
		}
		leaves = ready.Due
		if err := puts(tx, a, Phone); err != nil {
			return err
		}
		if err := s.clear(tx, actor, a.ID); err != nil {
			return err
		}
		return keep(tx, actor, a, p, Link{ID: id, Expires: leaves.Add(lasts)}, digest)
	})
	if err == nil {
		s.messages.Ring()
	}
	return leaves, err
}

// mayWrite refuses a message about the asking where one was sent already, or
// where it would not be the only thing that the person is asked in a week.
func mayWrite(tx *db.Tx, a Ask) error {
	if err := once(tx, a); err != nil {
		return err
	}
	today := civil.DateOf(tx.Now())
	if err := nothingNear(tx, a.Person, a.ID, today); err != nil {
		return err
	}
	return noCheckIn(tx, a.Person, today)
}

// once refuses a second message about one asking.
func once(tx *db.Tx, a Ask) error {
	sent, err := db.All(tx, scanText, `SELECT l.id FROM measure_link l
		JOIN message m ON m.community_id = l.community_id AND m.id = l.id
		WHERE l.community_id = $1 AND l.ask_id = $2 AND m.state NOT IN ('stopped', 'failed') LIMIT 1`, tx.Community(), a.ID)
	if err == nil && len(sent) > 0 {
		err = fault.New(fault.Conflict, "asking.sent")
	}
	return err
}

// waiting reads an asking of the person that can be answered, for whoever looks
// after the record.
func waiting(tx *db.Tx, actor access.Actor, personID, id string) (a Ask, p person.Person, err error) {
	if p, err = open(tx, actor, access.MeasureAsk, personID); err != nil {
		return a, p, err
	}
	if a, err = theirs(tx, p, id); err != nil {
		return a, p, err
	}
	return a, p, a.still(civil.DateOf(tx.Now()))
}

// theirs is the asking, if it is the person's.
func theirs(tx *db.Tx, p person.Person, id string) (Ask, error) {
	a, err := byID(tx, id)
	if err == nil && a.Person != p.ID {
		err = fault.New(fault.Missing, "record.missing")
	}
	return a, err
}

// link makes a token and stores the link in place of those that nobody opened.
func (s *Store) link(tx *db.Tx, actor access.Actor, a Ask, p person.Person, l *Link) error {
	if err := s.clear(tx, actor, a.ID); err != nil {
		return err
	}
	var digest string
	l.Token, digest = seal.NewToken()
	return keep(tx, actor, a, p, *l, digest)
}

// clear ends the links to an asking that nobody opened, and the messages that
// were to bring them.
func (s *Store) clear(tx *db.Tx, actor access.Actor, ask string) error {
	unopened, err := db.All(tx, scanText, `UPDATE measure_link SET ended_at = $1
		WHERE community_id = $2 AND ask_id = $3 AND opened_at IS NULL AND ended_at IS NULL RETURNING id`, tx.Stamp(), tx.Community(), ask)
	for _, id := range unopened {
		if err == nil {
			err = s.messages.EndLink(tx, actor, id)
		}
	}
	return err
}

func keep(tx *db.Tx, actor access.Actor, a Ask, p person.Person, l Link, digest string) error {
	if _, err := tx.Exec(`INSERT INTO measure_link (community_id, id, ask_id, person_id, token_hash, made_at, expires_at, shared)
		VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)`, tx.Community(), l.ID, a.ID, p.ID, digest, tx.Stamp(), civil.Instant(l.Expires)); err != nil {
		return err
	}
	return note(tx, actor.Account, trail.MeasureLinkMade, p.ID, l.ID)
}

func note(tx *db.Tx, account string, event trail.Event, personID, id string) error {
	return trail.Append(tx, trail.Entry{Account: account, Event: event, Subject: trail.Subject{Kind: "asking", ID: id}, Person: personID})
}
