package ownview

import (
	"context"
	"time"

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
	accounts *account.Store // hashes the words
}

// New keeps them in d.
func New(d *db.DB, s *seal.Sealer, a *account.Store) *Store { return &Store{d, s, a} }

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
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		switch {
		case p.Sealed:
			return fault.New(fault.Conflict, "ownview.sealed")
		case p.IsDead():
			return fault.New(fault.Conflict, "ownview.died")
		}
		if _, err := tx.Exec(`UPDATE own_link SET ended_at = $1
			WHERE community_id = $2 AND person_id = $3 AND opened_at IS NULL AND ended_at IS NULL`,
			tx.Stamp(), tx.Community(), p.ID); err != nil {
			return err
		}
		token, digest := seal.NewToken()
		l = Link{ID: tx.NewID(), Token: token, Made: tx.Now(), Expires: tx.Now().Add(lasts)}
		if _, err := tx.Exec(`INSERT INTO own_link (community_id, id, person_id, token_hash, made_by, made_at, expires_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Community(), l.ID, p.ID, digest, actor.Account, tx.Stamp(),
			civil.Instant(l.Expires)); err != nil {
			return err
		}
		return note(tx, actor.Account, trail.OwnLinkMade, p.ID, l.ID)
	})
	return l, err
}

// Links are the person's links that can still be opened or are being looked
// at, newest first.
func (s *Store) Links(ctx context.Context, actor access.Actor, personID string) (links []Link, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		links, err = db.All(tx, scanLink, `SELECT id, made_at, expires_at, opened_at FROM own_link
			WHERE community_id = $1 AND person_id = $2 AND ended_at IS NULL
				AND (opened_at IS NULL AND expires_at > $3 OR visit_until > $3) ORDER BY id DESC LIMIT $4`,
			tx.Community(), p.ID, tx.Stamp(), linksKept)
		return err
	})
	return links, err
}

// Revoke takes a link back; a visit that it began ends with it.
func (s *Store) Revoke(ctx context.Context, actor access.Actor, personID, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE own_link SET ended_at = $1
			WHERE community_id = $2 AND id = $3 AND person_id = $4 AND ended_at IS NULL`, tx.Stamp(), tx.Community(), id, p.ID)
		if err != nil || n == 0 {
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
	if _, err := s.HasWord(ctx, actor, personID); err != nil {
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

// HasWord reports whether the person chose one.
func (s *Store) HasWord(ctx context.Context, actor access.Actor, personID string) (has bool, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.OwnViewWrite, personID)
		if err != nil {
			return err
		}
		hash, err := wordOf(tx, p.ID)
		has = hash != ""
		return err
	})
	return has, err
}

func wordOf(tx *db.Tx, personID string) (string, error) {
	hash, err := db.One(tx, func(r db.Row) (s string, err error) { return s, r.Scan(&s) },
		`SELECT hash FROM own_word WHERE community_id = $1 AND person_id = $2`, tx.Community(), personID)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return hash, err
}

func scanLink(r db.Row) (l Link, err error) {
	var made, expires string
	var opened *string
	if err := r.Scan(&l.ID, &made, &expires, &opened); err != nil {
		return l, err
	}
	if opened != nil {
		if l.Opened, err = civil.ParseInstant(*opened); err != nil {
			return l, err
		}
	}
	if l.Made, err = civil.ParseInstant(made); err != nil {
		return l, err
	}
	l.Expires, err = civil.ParseInstant(expires)
	return l, err
}

func note(tx *db.Tx, account string, event trail.Event, personID, id string) error {
	return trail.Append(tx, trail.Entry{Account: account, Event: event, Subject: trail.Subject{Kind: "own view", ID: id}, Person: personID})
}
