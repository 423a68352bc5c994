package ownview

import (
	"context"
	"time"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Visit is one look of a person at their own page. Token is told once, to the
// browser that opened the link.
type Visit struct {
	Token    string
	Until    time.Time
	Link     string
	Person   person.Person
	SaidWord bool // the rest is open too
	HasWord  bool // there is one to say
}

// Self is the person as an actor: nothing but their own record is there for
// them, and of that only what the visit has opened.
func (v Visit) Self(scope db.Scope) access.Actor { return access.Themself(scope, v.Person.ID) }

// Waits reports whether the link can still be opened, for the page that asks
// before it uses it up: a message's preview must not.
func (s *Store) Waits(ctx context.Context, scope db.Scope, token string) error {
	return s.db.View(ctx, scope, func(tx *db.Tx) error {
		whose, err := db.One(tx, db.Column[string], `SELECT person_id FROM own_link
			WHERE community_id = $1 AND token_hash = $2 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $3`,
			tx.Community(), seal.Digest(token), tx.Stamp())
		if err == nil {
			_, err = open(tx, whose)
		}
		return spent(err)
	})
}

// Open uses the link up and begins a visit. Of two that come at once, one wins.
func (s *Store) Open(ctx context.Context, scope db.Scope, token string) (v Visit, err error) {
	err = s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		var digest string
		v.Token, digest = seal.NewToken()
		v.Until = tx.Now().Add(visitFor)
		opened, err := db.One(tx, scanTwo, `UPDATE own_link SET opened_at = $1, visit_hash = $2, visit_until = $3
			WHERE community_id = $4 AND token_hash = $5 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $1
			RETURNING id, person_id`, tx.Stamp(), digest, civil.Instant(v.Until), tx.Community(), seal.Digest(token))
		if err != nil {
			return spent(err)
		}
		v.Link = opened[0]
		if v.Person, err = open(tx, opened[1]); err != nil {
			return err
		}
		return note(tx, trail.Public, trail.OwnLinkOpened, v.Person.ID, v.Link)
	})
	return v, err
}

// open reads the person for themself; sealed and closed records are as good as
// not there.
func open(tx *db.Tx, id string) (person.Person, error) {
	p, err := person.Open(tx, access.Themself(tx.Scope(), id), access.PersonRead, id)
	if err == nil && p.IsDead() {
		err = fault.New(fault.Missing, "ownview.spent")
	}
	return p, spent(err)
}

// Of is the visit that the browser's token belongs to.
func (s *Store) Of(ctx context.Context, scope db.Scope, token string) (v Visit, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		v, err = visit(tx, token)
		return err
	})
	return v, err
}

func visit(tx *db.Tx, token string) (v Visit, err error) {
	v, err = db.One(tx, scanVisit, `SELECT id, person_id, visit_until, said_word FROM own_link
		WHERE community_id = $1 AND visit_hash = $2 AND ended_at IS NULL AND visit_until > $3`,
		tx.Community(), seal.Digest(token), tx.Stamp())
	if err != nil {
		return v, spent(err)
	}
	if v.Person, err = open(tx, v.Person.ID); err != nil {
		return v, err
	}
	hash, err := wordOf(tx, v.Person.ID)
	v.HasWord = hash != ""
	return v, err
}

// SayWord opens the rest to the visit when the word is the one that the person
// chose. A wrong one counts, and the fifth ends the visit.
func (s *Store) SayWord(ctx context.Context, scope db.Scope, token, word string) error {
	hash, err := s.try(ctx, scope, token)
	if err != nil {
		return err
	}
	right, err := s.accounts.WordMatches(ctx, word, hash)
	if err != nil {
		return err
	}
	if !right {
		return fault.New(fault.Invalid, "ownview.word.wrong").Field("code_word", "ownview.word.wrong")
	}
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := visit(tx, token)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE own_link SET said_word = TRUE, tries = 0 WHERE community_id = $1 AND id = $2`,
			tx.Community(), v.Link); err != nil {
			return err
		}
		return note(tx, trail.Public, trail.OwnRecordOpened, v.Person.ID, v.Link)
	})
}

// try counts a try before its outcome is known, so that many at once do not
// all slip through, and gives the hash to compare with.
func (s *Store) try(ctx context.Context, scope db.Scope, token string) (hash string, err error) {
	over := false
	err = s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := visit(tx, token)
		if err != nil {
			return err
		}
		if hash, err = wordOf(tx, v.Person.ID); err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE own_link SET tries = tries + 1 WHERE community_id = $1 AND id = $2 AND tries < $3`,
			tx.Community(), v.Link, mostTries)
		if err != nil || n == 1 {
			return err
		}
		over = true
		return end(tx, v)
	})
	if err == nil && over {
		err = fault.New(fault.Missing, "ownview.tries")
	}
	return hash, err
}

// End ends the visit: the person is done, or somebody is looking.
func (s *Store) End(ctx context.Context, scope db.Scope, token string) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := visit(tx, token)
		if fault.Is(err, fault.Missing) {
			return nil // over already
		}
		if err != nil {
			return err
		}
		return end(tx, v)
	})
}

func end(tx *db.Tx, v Visit) error {
	_, err := tx.Exec(`UPDATE own_link SET ended_at = $1 WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), v.Link)
	if err != nil {
		return err
	}
	return note(tx, trail.Public, trail.OwnVisitEnded, v.Person.ID, v.Link)
}

// StopMessages takes back every leave to get in touch, at once, by the person's
// own hand.
func (s *Store) StopMessages(ctx context.Context, scope db.Scope, w *locale.Words, token string) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := said(tx, token)
		if err != nil {
			return err
		}
		var no []consent.Answer
		for _, purpose := range []consent.Purpose{consent.Contact, consent.Text, consent.Email} {
			no = append(no, consent.Answer{Purpose: purpose, Version: consent.WordingOf(w, purpose).Version})
		}
		return consent.Add(tx, v.Self(scope), w, v.Person.ID, no)
	})
}

// said is the visit, when the word was said in it.
func said(tx *db.Tx, token string) (Visit, error) {
	v, err := visit(tx, token)
	if err == nil && !v.SaidWord {
		err = fault.New(fault.Denied, "ownview.word.first")
	}
	return v, err
}

func spent(err error) error {
	if fault.Is(err, fault.Missing) {
		return fault.New(fault.Missing, "ownview.spent").Because(err)
	}
	return err
}

func scanTwo(r db.Row) (two [2]string, err error) { return two, r.Scan(&two[0], &two[1]) }

func scanVisit(r db.Row) (v Visit, err error) {
	return v, r.Scan(&v.Link, &v.Person.ID, civil.ScanInstant(&v.Until), &v.SaidWord)
}
