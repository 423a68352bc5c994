package ask

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps agencies and what their keyworkers ask.
type Store struct{ db *db.DB }

// New keeps asks in d.
func New(d *db.DB) *Store { return &Store{d} }

// mostAgencies bounds the list; a town has a dozen.
const mostAgencies = 200

func scanAgency(r db.Row) (a Agency, err error) {
	return a, r.Scan(&a.ID, &a.Name, &a.Linked, civil.ScanInstant(&a.Made))
}

const selectAgencies = `SELECT id, name, door_digest IS NOT NULL, door_made_at FROM agency WHERE community_id = $1`

// Agencies are all of them, by name.
func (s *Store) Agencies(ctx context.Context, actor access.Actor) (all []Agency, err error) {
	if err := access.Allow(actor, access.AgencyWrite, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanAgency, selectAgencies+` ORDER BY name, id LIMIT $2`, tx.Community(), mostAgencies)
		return err
	})
	return all, err
}

// AddAgency stores an agency, which has no link yet.
func (s *Store) AddAgency(ctx context.Context, actor access.Actor, id, name string) error {
	if err := access.Allow(actor, access.AgencyWrite, false); err != nil {
		return err
	}
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > longestWord {
		return fault.New(fault.Invalid, "ask.invalid").Field("name", "ask.agency.name", fault.Args{"Limit": longestWord})
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO agency (community_id, id, name, created_at) VALUES ($1, $2, $3, $4)`,
			tx.Community(), id, name, tx.Stamp()); err != nil {
			if errors.Is(err, db.ErrDuplicate) {
				return fault.New(fault.Invalid, "ask.invalid").Field("name", "ask.agency.there").Because(err)
			}
			return err
		}
		return noteAgency(tx, actor, trail.AgencyAdded, id, nil)
	})
}

// MakeLink gives the agency a new link and returns its token, which is told
// this once. The one before stops working, and what was asked through it opens
// with the new one.
func (s *Store) MakeLink(ctx context.Context, actor access.Actor, id string) (token string, err error) {
	if err := access.Allow(actor, access.AgencyWrite, false); err != nil {
		return "", err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		made, digest := seal.NewToken()
		n, err := tx.Exec(`UPDATE agency SET door_digest = $1, door_made_at = $2 WHERE community_id = $3 AND id = $4`,
			digest, tx.Stamp(), tx.Community(), id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Missing, "record.missing")
		}
		token = made
		return noteAgency(tx, actor, trail.AgencyChanged, id, trail.Facts{"link": "made"})
	})
	return token, err
}

// EndLink takes the agency's link back.
func (s *Store) EndLink(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.AgencyWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`UPDATE agency SET door_digest = NULL, door_made_at = NULL
			WHERE community_id = $1 AND id = $2 AND door_digest IS NOT NULL`, tx.Community(), id)
		if err != nil || n == 0 {
			return err // pressed twice
		}
		return noteAgency(tx, actor, trail.AgencyChanged, id, trail.Facts{"link": "ended"})
	})
}

func noteAgency(tx *db.Tx, actor access.Actor, event trail.Event, id string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: event,
		Subject: trail.Subject{Kind: "agency", ID: id}, Facts: facts})
}

// agencyOf is the agency whose link has the token. A link that was taken back,
// replaced or never was is one and the same Missing fault.
func agencyOf(tx *db.Tx, token string) (Agency, error) {
	a, err := db.One(tx, scanAgency, selectAgencies+` AND door_digest = $2`, tx.Community(), seal.Digest(token))
	if fault.Is(err, fault.Missing) {
		return a, fault.New(fault.Missing, "ask.link").Because(err)
	}
	return a, err
}

// AgencyAt is the agency of a link, for the page that asks.
func (s *Store) AgencyAt(ctx context.Context, scope db.Scope, token string) (a Agency, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		a, err = agencyOf(tx, token)
		return err
	})
	return a, err
}
