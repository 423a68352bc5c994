package ownview

import (
	"context"
	"time"
	"unicode/utf8"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Kind is what a person asks for on their own page.
type Kind string

const (
	Correct Kind = "correct" // something that is written is not right
	Erase   Kind = "erase"   // delete all of it
	Talk    Kind = "talk"    // ring me
)

// Kinds in the order pages show them.
var Kinds = []Kind{Correct, Talk, Erase}

// Request is what a person asked for, until somebody has seen to it.
type Request struct {
	ID     string
	Person string
	Name   string
	Kind   Kind
	Words  string // their own
	At     time.Time
}

// longestRequest is how much a person can write at once, in characters.
const longestRequest = 1000

// Ask keeps what the person asks for, under the id of the form, for whoever
// looks after their record.
func (s *Store) Ask(ctx context.Context, scope db.Scope, token, id string, k Kind, words string) error {
	e := fault.New(fault.Invalid, "ownview.request.invalid")
	switch n := utf8.RuneCountInString(words); {
	case k != Correct && k != Erase && k != Talk:
		e.Field("kind", "ownview.request.kind")
	case k == Correct && words == "":
		e.Field("words", "ownview.request.empty")
	case n > longestRequest:
		e.Field("words", "ownview.request.long", fault.Args{"Over": n - longestRequest, "Limit": longestRequest})
	}
	if err := e.OrNil(); err != nil {
		return err
	}
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		v, err := said(tx, token)
		if err != nil {
			return err
		}
		sealed, err := s.seal.Seal([]byte(words), bound(tx, id))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO own_request (community_id, id, person_id, kind, words, at) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.Community(), id, v.Person.ID, string(k), sealed, tx.Stamp()); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: trail.Public, Event: trail.OwnRequestMade, Person: v.Person.ID,
			Subject: trail.Subject{Kind: "own view", ID: id}, Facts: trail.Facts{"kind": string(k)}})
	})
}

func bound(tx *db.Tx, id string) []byte {
	return seal.Bound(tx.Community(), "own_request", id, "words")
}

// requestsShown is how many requests one list shows.
const requestsShown = 25

func (s *Store) scanRequest(tx *db.Tx, r db.Row) (q Request, err error) {
	var sealed []byte
	if err := r.Scan(&q.ID, &q.Person, &q.Name, &q.Kind, &sealed, civil.ScanInstant(&q.At)); err != nil {
		return q, err
	}
	words, err := s.seal.Open(sealed, bound(tx, q.ID))
	q.Words = string(words)
	return q, err
}

// Seen says that the actor has seen to the request.
func (s *Store) Seen(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		whose, err := db.One(tx, db.Column[string], `SELECT person_id FROM own_request WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		if err != nil {
			return err
		}
		p, err := person.Open(tx, actor, access.OwnViewWrite, whose)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE own_request SET seen_at = $1, seen_by = $2
			WHERE community_id = $3 AND id = $4 AND seen_at IS NULL`, tx.Stamp(), actor.Account, tx.Community(), id)
		if err != nil || n == 0 {
			return err // somebody else was quicker
		}
		return note(tx, actor.Account, trail.OwnRequestSeen, p.ID, id)
	})
}

// Copied notes that a copy of everything was taken, by the person or for them.
func (s *Store) Copied(ctx context.Context, actor access.Actor, personID string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := person.Open(tx, actor, access.PersonRead, personID)
		if err != nil {
			return err
		}
		if err := access.Allow(actor, access.ChatRead, p.OwnTo(actor)); err != nil {
			return err
		}
		return note(tx, actor.Account, trail.CopyTaken, p.ID, p.ID)
	})
}

// Waits is the part of Today's list that the requests are: kind, id, person,
// name, detail (the [Kind]), at.
func Waits(actor access.Actor) []db.Part {
	if !access.May(actor, access.OwnViewWrite) {
		return nil
	}
	keeper := ""
	if access.ReachOf(actor, access.OwnViewWrite) != access.All {
		keeper = actor.Account
	}
	return []db.Part{{SQL: `SELECT 'own', q.id, p.id, p.name, q.kind, q.at FROM own_request q
		JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
		WHERE q.community_id = $1 AND q.seen_at IS NULL AND ` + person.InSight("p", "$2") + ` AND ` + person.Kept("p", "$3") + `
		ORDER BY q.at, q.id LIMIT $4`, Args: []any{actor.Scope.Community(), actor.Account, keeper, requestsShown}}}
}
