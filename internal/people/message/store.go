package message

import (
	"context"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Message is one message as it stands.
type Message struct {
	ID      string
	Person  string
	Name    string // of the person, in lists
	Channel Channel
	Kind    Kind
	Words   string
	State   State
	Why     Obstacle
	Due     time.Time
	AskedBy string
	Changed time.Time

	until  time.Time
	tries  int
	sealed []byte
}

const columns = `m.id, m.person_id, m.channel, m.kind, m.words, m.state, m.why, m.due_at, m.until_at, m.tries, m.asked_by, m.changed_at`

func scan(r db.Row) (m Message, err error) {
	return m, r.Scan(&m.ID, &m.Person, &m.Channel, &m.Kind, &m.sealed, &m.State, &m.Why, civil.ScanInstant(&m.Due),
		civil.ScanInstant(&m.until), &m.tries, &m.AskedBy, civil.ScanInstant(&m.Changed))
}

// open reads the words.
func (s *Service) open(tx *db.Tx, m *Message) error {
	plain, err := s.seal.Open(m.sealed, wordsBound(tx.Community(), m.ID))
	m.Words, m.sealed = string(plain), nil
	return err
}

// events says what stands in the trail about a state that a message came to.
// What is on a person's time-line has the person's id; a claim is no news to
// anybody, and has none.
var events = map[State]trail.Event{Waiting: trail.MessageReturned, Held: trail.MessageHeld, Sending: trail.MessageClaimed,
	HandedOver: trail.MessageHandedOver, Delivered: trail.MessageDelivered, Failed: trail.MessageFailed,
	Unknown: trail.MessageUnknown, Stopped: trail.MessageStopped}

// change is what a move writes beside the state.
type change struct {
	why    Obstacle
	due    time.Time // zero: as it was
	ref    string
	holder string
	lease  time.Time
	by     string // account
}

// move takes the message to the state that the event leads to, with its entry
// in the trail. moved is false where somebody was quicker, or the event changes
// nothing.
func (s *Service) move(tx *db.Tx, m *Message, e Event, c change) (moved bool, err error) {
	next, ok := m.State.After(e)
	if !ok {
		return false, nil
	}
	if c.due.IsZero() {
		c.due = m.Due
	}
	tries := m.tries
	var holder string
	var lease time.Time
	if next == Sending {
		tries++
		holder, lease = c.holder, c.lease
	}
	n, err := tx.Exec(`UPDATE message SET state = $1, why = $2, due_at = $3, ref = CASE WHEN $4 = '' THEN ref ELSE $4 END, tries = $5,
			holder = $6, lease_until = $7, changed_at = $8
		WHERE community_id = $9 AND id = $10 AND state = $11`, string(next), string(c.why), civil.Instant(c.due), c.ref, tries,
		db.OrNull(holder), civil.InstantOrNull(lease), tx.Stamp(), tx.Community(), m.ID, string(m.State))
	if err != nil || n == 0 {
		return false, err
	}
	m.State, m.Why, m.Due, m.tries, m.Changed = next, c.why, c.due, tries, tx.Now()
	if err := s.forget(tx, *m); err != nil {
		return false, err
	}
	entry := trail.Entry{Account: c.by, Event: events[next], Subject: trail.Subject{Kind: "message", ID: m.ID},
		Facts: trail.Facts{"channel": string(m.Channel)}}
	if entry.Account == "" {
		entry.Account = trail.System
	}
	if c.why != "" {
		entry.Facts["code"] = string(c.why)
	}
	if next != Sending && next != Waiting {
		entry.Person = m.Person
	}
	return true, trail.Append(tx, entry)
}

// listed is how many messages of one person their page shows.
const listed = 25

// of reads the person's messages, the newest first.
func (s *Service) of(tx *db.Tx, personID string) ([]Message, error) {
	all, err := db.All(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.person_id = $2
		ORDER BY m.id DESC LIMIT $3`, tx.Community(), personID, listed)
	for i := range all {
		if err == nil {
			err = s.open(tx, &all[i])
		}
		if all[i].Kind == OwnLink {
			all[i].Words = unlinked(all[i].Words)
		}
	}
	return all, err
}

// byID reads one message.
func byID(tx *db.Tx, id string) (Message, error) {
	return db.One(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.id = $2`, tx.Community(), id)
}

// Withdraw stops a message that has not left yet. When it has left meanwhile,
// that is a conflict.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err := opened(tx, actor, access.MessageSend, id)
		if err != nil {
			return err
		}
		moved, err := s.move(tx, &m, Stop, change{why: Withdrawn, by: actor.Account})
		if err == nil && !moved {
			err = fault.New(fault.Conflict, "message.left_meanwhile")
		}
		return err
	})
}

// PersonOf tells whose message it is, to whoever may write to them.
func (s *Service) PersonOf(ctx context.Context, actor access.Actor, id string) (personID string, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err := opened(tx, actor, access.MessageSend, id)
		personID = m.Person
		return err
	})
	return personID, err
}

// opened reads a message for whoever may do so to its person.
func opened(tx *db.Tx, actor access.Actor, act access.Action, id string) (Message, error) {
	m, err := byID(tx, id)
	if err != nil {
		return m, err
	}
	p, err := person.Open(tx, actor, act, m.Person)
	m.Name = p.FirstName()
	return m, err
}

// Troubles reads what went wrong and nobody has looked at, the oldest first:
// for the lists of what is due.
func Troubles(tx *db.Tx, actor access.Actor) ([]Message, error) {
	if err := access.Allow(actor, access.MessageRead, true); err != nil {
		return nil, err
	}
	return db.All(tx, scanNamed, `SELECT `+columns+`, p.name FROM message m
		JOIN person p ON p.community_id = m.community_id AND p.id = m.person_id
		WHERE m.community_id = $1 AND `+person.InSight("p", "$2")+` AND `+person.Kept("p", "$3")+`
			AND m.state IN ('failed', 'unknown') AND NOT m.seen ORDER BY m.id LIMIT $4`,
		tx.Community(), actor.Account, keeperOf(actor), listed)
}

// keeperOf is whose people the actor's lists show; empty for everybody's.
func keeperOf(actor access.Actor) string {
	if access.ReachOf(actor, access.MessageRead) == access.All {
		return ""
	}
	return actor.Account
}

func scanNamed(r db.Row) (m Message, err error) {
	name := ""
	m, err = scan(besides{r, &name})
	m.Name = name
	return m, err
}

// besides reads one column more, after those that are asked for.
type besides struct {
	db.Row
	last *string
}

func (b besides) Scan(dest ...any) error { return b.Row.Scan(append(dest, b.last)...) }

// See notes that somebody has looked at what went wrong.
func (s *Service) See(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		m, err := opened(tx, actor, access.MessageRead, id)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE message SET seen = TRUE WHERE community_id = $1 AND id = $2 AND NOT seen`, tx.Community(), m.ID)
		if err != nil || n == 0 {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MessageSeen,
			Subject: trail.Subject{Kind: "message", ID: m.ID}})
	})
}
