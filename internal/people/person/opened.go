package person

import (
	"context"
	"encoding/json"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Opened is one time that somebody opened a sealed record in an emergency, or
// tried to.
type Opened struct {
	At     time.Time
	By     string // name of the account
	Reason string // empty where the row was changed, or the person was erased
	Found  bool   // a record was opened
	Erased bool   // the person was erased since, and the reason with them
	// Changed: the row is not any more as it was written, or it is gone. What
	// it says now is not shown.
	Changed bool
}

// Openings reads who opened the sealed record in an emergency, newest first,
// for whoever may say who opens it.
func (g *Glass) Openings(ctx context.Context, actor access.Actor, personID string) (all []Opened, err error) {
	err = g.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.PersonSeal, personID)
		if err != nil {
			return err
		}
		all, err = g.openings(tx, p.ID)
		return err
	})
	return all, err
}

func (g *Glass) openings(tx *db.Tx, personID string) ([]Opened, error) {
	tries, err := db.All(tx, scanTried, selectTried+` AND t.person_id = $2 ORDER BY t.seq DESC LIMIT $3`,
		tx.Community(), personID, PageSize)
	return g.opened(tx, tries), err
}

// Register reads all tries, newest first, older than the trail's entry numbered
// before (0: from the newest), and the number for the next page, or zero.
func (g *Glass) Register(ctx context.Context, actor access.Actor, before int64) (all []Opened, older int64, err error) {
	if err := access.Allow(actor, access.GlassRead, false); err != nil {
		return nil, 0, err
	}
	if before <= 0 {
		before = 1 << 62
	}
	err = g.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		tries, err := db.All(tx, scanTried, selectTried+` AND t.seq < $2 ORDER BY t.seq DESC LIMIT $3`,
			tx.Community(), before, PageSize+1)
		if len(tries) > PageSize {
			tries = tries[:PageSize]
			older = tries[PageSize-1].seq
		}
		all = g.opened(tx, tries)
		return err
	})
	return all, older, err
}

// selectTried reads tries from the trail, which keeps them also when their rows
// are gone. The event stands in the text, for the index that has only it.
const selectTried = `SELECT t.seq, t.at, a.name, t.subject_id, t.person_id, t.facts,
		g.person_id, g.account_id, g.at, g.until_at, g.reason
	FROM trail t
	LEFT JOIN account a ON a.community_id = t.community_id AND a.id = t.account_id
	LEFT JOIN glass g ON g.community_id = t.community_id AND g.id = t.subject_id
	WHERE t.community_id = $1 AND t.event = 'GlassTried'`

// tried is an entry of the trail with the row that belongs to it.
type tried struct {
	seq                           int64
	at                            time.Time
	id, name                      string
	person, facts                 *string // facts are blank once the person is erased
	rowPerson, account, rowAt, to string  // empty once the row is gone
	reason                        []byte
}

func scanTried(r db.Row) (t tried, err error) {
	return t, r.Scan(&t.seq, civil.ScanInstant(&t.at), db.OrZero(&t.name), &t.id, &t.person, &t.facts,
		db.OrZero(&t.rowPerson), db.OrZero(&t.account), db.OrZero(&t.rowAt), db.OrZero(&t.to), &t.reason)
}

func (g *Glass) opened(tx *db.Tx, tries []tried) []Opened {
	all := make([]Opened, 0, len(tries))
	for _, t := range tries {
		o := Opened{At: t.at, By: t.name, Found: t.person != nil, Erased: t.facts == nil}
		if !o.Erased {
			reason, err := g.seal.Open(t.reason, glassBound(tx, t.id))
			o.Changed = err != nil || t.digest() != t.written()
			if !o.Changed {
				o.Reason = string(reason)
			}
		}
		all = append(all, o)
	}
	return all
}

// digest is that of the row as it stands.
func (t tried) digest() string {
	return rowDigest(t.id, t.rowPerson, t.account, t.rowAt, t.to, t.reason)
}

// written is the digest that the trail has.
func (t tried) written() string {
	var facts trail.Facts
	if t.facts != nil {
		_ = json.Unmarshal([]byte(*t.facts), &facts) // what does not read has no digest
	}
	return facts["row"]
}
