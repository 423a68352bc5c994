package ask

import (
	"context"
	"errors"

	"openmaf/internal/people/consent"
	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Make stores what a keyworker asks through the agency's link, and returns the
// code that opens its status page. The same form sent again is the same ask.
func (s *Store) Make(ctx context.Context, scope db.Scope, token string, in Asking) (code string, err error) {
	in = in.tidy()
	if err := in.Check(); err != nil {
		return "", err
	}
	id, code := idAndCode(in.Form)
	return code, s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		agency, err := agencyOf(tx, token)
		if err != nil {
			return err
		}
		before, err := db.All(tx, db.Column[string], `SELECT id FROM ask WHERE community_id = $1 AND agency_id = $2 AND created_at > $3
			ORDER BY created_at DESC LIMIT $4`, tx.Community(), agency.ID, civil.Instant(tx.Now().AddDate(0, 0, -1)), mostADay)
		if err != nil {
			return err
		}
		for _, one := range before {
			if one == id {
				return nil
			}
		}
		if len(before) == mostADay {
			return fault.New(fault.TooMany, "ask.too_many")
		}
		if _, err := tx.Exec(`INSERT INTO ask (community_id, id, agency_id, code_digest, who, reach, contact, state, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`, tx.Community(), id, agency.ID, seal.Digest(code), in.Who, in.Reach,
			in.Contact, tx.Stamp()); err != nil {
			if errors.Is(err, db.ErrDuplicate) {
				return fault.New(fault.Conflict, "ask.saved_before").Because(err)
			}
			return err
		}
		return trail.Append(tx, trail.Entry{Account: trail.Public, Event: trail.AskMade,
			Subject: trail.Subject{Kind: "ask", ID: id}, Facts: trail.Facts{"agency": agency.ID}})
	})
}

// Told is what a status page says: that the ask arrived, and the line that went
// back, if one did.
type Told struct {
	Agency string
	Asked  civil.Date
	Line   Line // empty for none
}

// Status opens with the agency's link and the ask's code. The line stands there
// only while the person's yes does.
func (s *Store) Status(ctx context.Context, scope db.Scope, token, code string) (t Told, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		agency, err := agencyOf(tx, token)
		if err != nil {
			return err
		}
		a, err := db.One(tx, scan, selectAsks+` AND k.agency_id = $2 AND k.code_digest = $3`, tx.Community(), agency.ID, seal.Digest(code))
		if err != nil {
			return err
		}
		t = Told{Agency: agency.Name, Asked: civil.DateOf(a.Asked)}
		if a.Line == "" || a.Person == "" {
			return nil
		}
		stands, err := mayStand(tx, a.Person)
		if stands {
			t.Line = a.Line
		}
		return err
	})
	return t, err
}

// mayStand reports whether a line about the person may be read: their newest
// answer about their keyworker is yes, and they are alive.
func mayStand(tx *db.Tx, personID string) (bool, error) {
	alive, err := db.All(tx, db.Column[string], `SELECT id FROM person WHERE community_id = $1 AND id = $2 AND died_on IS NULL`,
		tx.Community(), personID)
	if err != nil || len(alive) == 0 {
		return false, err
	}
	return consent.Given(tx, personID, consent.Keyworker)
}

const selectAsks = `SELECT k.id, g.name, k.agency_id, k.who, k.reach, k.state, k.taken_by, t.name, k.person_id, k.line, k.created_at
	FROM ask k JOIN agency g ON g.community_id = k.community_id AND g.id = k.agency_id
	LEFT JOIN account t ON t.community_id = k.community_id AND t.id = k.taken_by WHERE k.community_id = $1`

func scan(r db.Row) (a Ask, err error) {
	return a, r.Scan(&a.ID, &a.Agency, &a.AgencyID, &a.Who, &a.Reach, &a.State, db.OrZero(&a.Taker), db.OrZero(&a.TakerName),
		db.OrZero(&a.Person), &a.Line, civil.ScanInstant(&a.Asked))
}

// most rows of what waits.
const most = 25

// Open are the asks that somebody has to see to: those that nobody took, and
// those that the actor took and has not finished; the oldest first. For Today
// and the page of asks.
func Open(tx *db.Tx, actor access.Actor) ([]Ask, error) {
	if access.Allow(actor, access.AskRead, false) != nil {
		return nil, nil
	}
	return db.All(tx, scan, selectAsks+` AND (k.state = 'open' OR (k.state = 'taken' AND k.taken_by = $2))
		ORDER BY k.created_at, k.id LIMIT $3`, tx.Community(), actor.Account, most)
}

// Waiting is [Open] outside a transaction.
func (s *Store) Waiting(ctx context.Context, actor access.Actor) (asks []Ask, err error) {
	if err := access.Allow(actor, access.AskRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		asks, err = Open(tx, actor)
		return err
	})
	return asks, err
}

// Detail is one ask with whether a line may go back about it.
type Detail struct {
	Ask
	MayTell bool // the person's newest answer about their keyworker is yes
}

// Get reads one ask. Once a person hangs on it, it is there for whoever may
// open the person.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (d Detail, err error) {
	if err := access.Allow(actor, access.AskRead, false); err != nil {
		return d, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		d.Ask, err = db.One(tx, scan, selectAsks+` AND k.id = $2`, tx.Community(), id)
		if err != nil || d.Person == "" {
			return err
		}
		p, err := person.Open(tx, actor, access.PersonRead, d.Person)
		if err != nil {
			return err
		}
		d.Person = p.ID
		d.MayTell, err = consent.Given(tx, p.ID, consent.Keyworker)
		return err
	})
	if err != nil {
		return Detail{}, err
	}
	return d, nil
}

// Sweep deletes the asks that have had their time.
func Sweep(ctx context.Context, d *db.DB, s db.Scope) error {
	return d.Tx(ctx, s, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM ask WHERE community_id = $1 AND created_at < $2`,
			tx.Community(), civil.Instant(tx.Now().Add(-Kept)))
		return err
	})
}
