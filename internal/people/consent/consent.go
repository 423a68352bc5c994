// Package consent keeps what people agreed to, one purpose at a time.
//
// Invariants:
//   - Each purpose is asked by itself and can be refused without losing help;
//     only the named record itself needs a yes, and without it there is a tally.
//   - The exact words that were read out are kept with every answer. An answer
//     to words that have changed meanwhile is not taken.
//   - Answers are added, never changed; the newest one of a purpose holds.
//   - No answer is a no.
//   - Whether a story or a photo may be shown is never asked together with
//     anything else.
package consent

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/locale"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Purpose is what something may be done for (domain notes, 7.7).
type Purpose string

const (
	Record     Purpose = "record"     // keep a named record
	Contact    Purpose = "contact"    // contact me
	Text       Purpose = "text"       // by text message
	Email      Purpose = "email"      // by e-mail
	Companion  Purpose = "companion"  // a companion sees first name and plan
	Keyworker  Purpose = "keyworker"  // tell my keyworker that I am trying mutual aid
	Evaluation Purpose = "evaluation" // count my answers in the evaluation
	Story      Purpose = "story"      // use my photo or story; never asked together with another
	Clinics    Purpose = "clinics"    // tell a partner clinic that I am coming
	Quote      Purpose = "quote"      // put into a report what I wrote; asked of each answer, and kept with it
)

// Purposes that are asked in a first chat, in that order.
var Purposes = []Purpose{Record, Contact, Companion, Keyworker, Evaluation}

// Later are asked one at a time, when there is a reason to.
var Later = []Purpose{Text, Email, Story, Clinics}

// Known reports whether the purpose is one that is asked for.
func (p Purpose) Known() bool { return slices.Contains(Purposes, p) || slices.Contains(Later, p) }

// place is where the purpose stands in a list of all.
func (p Purpose) place() int {
	if i := slices.Index(Later, p); i >= 0 {
		return len(Purposes) + i
	}
	return slices.Index(Purposes, p)
}

// Wording is what is read out for a purpose. Version is the beginning of the
// hash of the words, so that a community that changes its words cannot forget
// to change the version.
type Wording struct {
	Words   string
	Version string
}

// WordingOf is the present wording of the purpose in the language.
func WordingOf(w *locale.Words, p Purpose) Wording { return WordingBeside(w, nil, p) }

// WordingBeside is the wording where the person was shown it in their own
// language too (nil: they were not): what they read is part of what they said
// yes or no to.
func WordingBeside(w, own *locale.Words, p Purpose) Wording {
	words := w.T("consent.words." + string(p))
	if own != nil {
		words += "\n" + own.T("consent.words."+string(p))
	}
	sum := sha256.Sum256([]byte(words))
	return Wording{Words: words, Version: hex.EncodeToString(sum[:6])}
}

// Answer is what a person said when a purpose was read out to them. Version is
// that of the words in the form.
type Answer struct {
	Purpose Purpose
	Given   bool
	Version string
}

// Consent is an answer as it is kept.
type Consent struct {
	ID      string
	Purpose Purpose
	Given   bool
	Wording
	At time.Time
	By string // account that read the words out
}

// Add stores answers that the person gave: for the transaction of a chat. The
// words are those of the present catalogue.
func Add(tx *db.Tx, actor access.Actor, w *locale.Words, personID string, answers []Answer) error {
	return AddBeside(tx, actor, w, nil, personID, answers)
}

// AddBeside is [Add] where the words stood in the person's own language too.
func AddBeside(tx *db.Tx, actor access.Actor, w, own *locale.Words, personID string, answers []Answer) error {
	if len(answers) > 1 && slices.ContainsFunc(answers, func(a Answer) bool { return a.Purpose == Story }) {
		return fault.New(fault.Invalid, "consent.story_alone")
	}
	for _, a := range answers {
		if !a.Purpose.Known() {
			return fault.New(fault.Invalid, "consent.purpose")
		}
		wording := WordingBeside(w, own, a.Purpose)
		if a.Version != wording.Version {
			return fault.New(fault.Conflict, "consent.words_changed")
		}
		if err := put(tx, actor, personID, a, wording); err != nil {
			return err
		}
	}
	return nil
}

// put stores one answer to the wording.
func put(tx *db.Tx, actor access.Actor, personID string, a Answer, wording Wording) error {
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO consent (community_id, id, person_id, purpose, given, words, words_version, said_at, account_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, tx.Community(), id, personID, string(a.Purpose), a.Given,
		wording.Words, wording.Version, tx.Stamp(), actor.Account); err != nil {
		return err
	}
	return note(tx, actor, personID, id, a)
}

func note(tx *db.Tx, actor access.Actor, personID, id string, a Answer) error {
	event := trail.ConsentWithdrawn // also a no from the first: what counts is that it may not be done
	if a.Given {
		event = trail.ConsentGiven
	}
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event, Subject: trail.Subject{Kind: "consent", ID: id},
		Person: personID, Facts: trail.Facts{"purpose": string(a.Purpose), "version": a.Version}})
}

// Of reads what holds now: the newest answer of each purpose that was asked,
// in the order of Purposes.
func Of(tx *db.Tx, personID string) ([]Consent, error) {
	held, err := db.All(tx, scan, `SELECT c.id, c.purpose, c.given, c.words, c.words_version, c.said_at, c.account_id FROM consent c
		WHERE c.community_id = $1 AND c.person_id = $2 AND c.id = (SELECT max(n.id) FROM consent n
			WHERE n.community_id = $1 AND n.person_id = $2 AND n.purpose = c.purpose)`, tx.Community(), personID)
	slices.SortFunc(held, func(a, b Consent) int {
		return a.Purpose.place() - b.Purpose.place()
	})
	return held, err
}

func scan(r db.Row) (c Consent, err error) {
	return c, r.Scan(&c.ID, &c.Purpose, &c.Given, &c.Words, &c.Version, civil.ScanInstant(&c.At), &c.By)
}

// Given reports whether the person's newest answer to the purpose is yes.
func Given(tx *db.Tx, personID string, p Purpose) (bool, error) {
	newest, err := db.All(tx, db.Column[bool],
		`SELECT given FROM consent WHERE community_id = $1 AND person_id = $2 AND purpose = $3 ORDER BY id DESC LIMIT 1`,
		tx.Community(), personID, string(p))
	return len(newest) == 1 && newest[0], err
}

// Store keeps answers outside a chat.
type Store struct{ db *db.DB }

// New keeps answers in d.
func New(d *db.DB) *Store { return &Store{d} }

// Answer stores that the person now says yes or no: by word of mouth, on the
// shop floor, at any time.
func (s *Store) Answer(ctx context.Context, actor access.Actor, w *locale.Words, personID string, answers ...Answer) error {
	return s.AnswerBeside(ctx, actor, w, func(person.Person) *locale.Words { return nil }, personID, answers...)
}

// AnswerBeside is [Store.Answer] where the words stood in the person's own
// language too; own is nil for a person to whom they did not.
func (s *Store) AnswerBeside(ctx context.Context, actor access.Actor, w *locale.Words, own func(person.Person) *locale.Words,
	personID string, answers ...Answer) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.ConsentWrite, personID)
		if err != nil {
			return err
		}
		return AddBeside(tx, actor, w, own(p), p.ID, answers)
	})
}

// Of reads what the person agreed to.
func (s *Store) Of(ctx context.Context, actor access.Actor, personID string) (held []Consent, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonRead, personID)
		if err != nil {
			return err
		}
		held, err = Of(tx, p.ID)
		return err
	})
	return held, err
}
