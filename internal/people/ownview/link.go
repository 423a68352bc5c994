package ownview

import (
	"context"
	"time"

	"openmaf/internal/people/message"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

const (
	lasts     = 24 * time.Hour   // a link that nobody opened
	visitFor  = 20 * time.Minute // from the opening, whatever is done
	mostTries = 5                // at the word, in one visit
	linksKept = 10               // of a person, on the page that lists them
)

// Store keeps links, words and requests.
type Store struct {
	db       *db.DB
	seal     *seal.Sealer
	accounts *account.Store   // hashes the words
	messages *message.Service // brings links
}

// New keeps them in d.
func New(d *db.DB, s *seal.Sealer, a *account.Store, m *message.Service) *Store {
	return &Store{d, s, a, m}
}

// Path is where a person's own page is; behind it and a stroke stands the
// token of a link.
const Path = "/own"

// Link is a link as it is listed. Token is told once, when it is made.
type Link struct {
	ID      string
	Token   string
	Made    time.Time
	Expires time.Time
	Opened  time.Time
}

// Make makes a link to hand to the person. Links of theirs that nobody opened
// stop working: only the newest one is about.
func (s *Store) Make(ctx context.Context, actor access.Actor, personID string) (l Link, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := openFor(tx, actor, personID)
		if err != nil {
			return err
		}
		var digest string
		l = Link{ID: tx.NewID(), Made: tx.Now(), Expires: tx.Now().Add(lasts)}
		l.Token, digest = seal.NewToken()
		return s.put(tx, actor, p, l, digest)
	})
	return l, err
}

// Send makes a link as [Store.Make] does, under the id of the form, and writes
// it to the person: nobody here is shown it. It leaves at the time that comes
// back, later than now when it is quiet, and is good for a day from then.
func (s *Store) Send(ctx context.Context, actor access.Actor, personID, id string, c message.Channel) (leaves time.Time, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := openFor(tx, actor, personID)
		if err != nil {
			return err
		}
		token, digest := seal.NewToken()
		ready, err := s.messages.Queue(tx, actor, message.Draft{ID: id, Person: p.ID, Channel: c, Kind: message.OwnLink,
			Link: Path + "/" + token})
		if err != nil {
			return err
		}
		leaves = ready.Due
		return s.put(tx, actor, p, Link{ID: id, Expires: leaves.Add(lasts)}, digest)
	})
	if err == nil {
		s.messages.Ring()
	}
	return leaves, err
}

// openFor reads the person to whom a link can be given.
func openFor(tx *db.Tx, actor access.Actor, personID string) (person.Person, error) {
	p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
	switch {
	case err != nil:
	case p.Sealed:
		err = fault.New(fault.Conflict, "ownview.sealed")
	case p.IsDead():
		err = fault.New(fault.Conflict, "ownview.died")
	}
	return p, err
}

// put stores the link in place of those that nobody opened.
func (s *Store) put(tx *db.Tx, actor access.Actor, p person.Person, l Link, digest string) error {
	waiting, err := db.All(tx, db.Column[string], `SELECT id FROM own_link
		WHERE community_id = $1 AND person_id = $2 AND opened_at IS NULL AND ended_at IS NULL`, tx.Community(), p.ID)
	for _, id := range waiting {
		if err == nil {
			_, err = s.void(tx, actor, p.ID, id)
		}
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO own_link (community_id, id, person_id, token_hash, made_by, made_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), l.ID, p.ID, digest, actor.Account, tx.Stamp(),
		civil.Instant(l.Expires)); err != nil {
		return err
	}
	return note(tx, actor.Account, trail.OwnLinkMade, p.ID, l.ID)
}

// void ends the link, and the message that was to bring it; was is false where
// it had ended before.
func (s *Store) void(tx *db.Tx, actor access.Actor, personID, id string) (was bool, err error) {
	n, err := tx.Exec(`UPDATE own_link SET ended_at = $1
		WHERE community_id = $2 AND id = $3 AND person_id = $4 AND ended_at IS NULL`, tx.Stamp(), tx.Community(), id, personID)
	if err != nil || n == 0 {
		return false, err
	}
	return true, s.messages.EndLink(tx, actor, id)
}

// Revoke takes a link back; a visit that it began ends with it.
func (s *Store) Revoke(ctx context.Context, actor access.Actor, personID, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		if was, err := s.void(tx, actor, p.ID, id); err != nil || !was {
			return err // ended already: that is what was wanted
		}
		return note(tx, actor.Account, trail.OwnLinkRevoked, p.ID, id)
	})
}

// limits of the word, in characters.
const (
	shortestWord = 4
	longestWord  = 60
)

// SetWord keeps the word that the person chose, in place of any before. Visits
// in which the earlier one was said go back to the plan.
func (s *Store) SetWord(ctx context.Context, actor access.Actor, personID, word string) error {
	if err := s.mayWrite(ctx, actor, personID); err != nil {
		return err // not there for them: hashing is work, and what is wrong with a word is an answer
	}
	switch n := len([]rune(word)); {
	case n < shortestWord:
		return fault.New(fault.Invalid, "ownview.word.short").Field("code_word", "ownview.word.short", fault.Args{"Least": shortestWord})
	case n > longestWord:
		return fault.New(fault.Invalid, "ownview.word.long").Field("code_word", "ownview.word.long", fault.Args{"Most": longestWord})
	}
	hash, err := s.accounts.HashWord(ctx, word)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO own_word (community_id, person_id, hash, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (community_id, person_id) DO UPDATE SET hash = excluded.hash, set_by = excluded.set_by, set_at = excluded.set_at`,
			tx.Community(), p.ID, hash, actor.Account, tx.Stamp()); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE own_link SET said_word = FALSE WHERE community_id = $1 AND person_id = $2`,
			tx.Community(), p.ID); err != nil {
			return err
		}
		return note(tx, actor.Account, trail.OwnWordSet, p.ID, p.ID)
	})
}

func (s *Store) mayWrite(ctx context.Context, actor access.Actor, personID string) error {
	return s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		return err
	})
}

func wordOf(tx *db.Tx, personID string) (string, error) {
	hash, err := db.One(tx, db.Column[string],
		`SELECT hash FROM own_word WHERE community_id = $1 AND person_id = $2`, tx.Community(), personID)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return hash, err
}

func note(tx *db.Tx, account string, event trail.Event, personID, id string) error {
	return trail.Append(tx, trail.Entry{Account: account, Event: event, Subject: trail.Subject{Kind: "own view", ID: id}, Person: personID})
}
