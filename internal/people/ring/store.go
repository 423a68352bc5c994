package ring

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"openmaf/internal/people/chat"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Store keeps the list of members and what came of ringing them.
type Store struct {
	db   *db.DB
	seal *seal.Sealer
}

// New keeps the list in d, sealed under the community's key.
func New(d *db.DB, s *seal.Sealer) *Store { return &Store{d, s} }

// most members on the list; a town has a few for each fellowship.
const most = 200

// kept is what is sealed.
type kept struct{ Name, Phone, Hours, Wish string }

func bound(tx *db.Tx, id string) []byte { return seal.Bound(tx.Community(), "ring", id, "sealed") }

func (s *Store) sealed(tx *db.Tx, m Member) ([]byte, error) {
	plain, err := json.Marshal(kept{m.Name, m.Phone, m.Hours, string(m.Wish)})
	if err != nil {
		return nil, err
	}
	return s.seal.Seal(plain, bound(tx, m.ID))
}

// row is a member as it is stored.
type row struct {
	Member
	sealed []byte
}

func scan(r db.Row) (m row, err error) {
	return m, r.Scan(&m.ID, &m.Fellowship, &m.sealed, &m.AgreedOn, &m.Version)
}

func (s *Store) opened(tx *db.Tx, r row) (Member, error) {
	plain, err := s.seal.Open(r.sealed, bound(tx, r.ID))
	if err != nil {
		return r.Member, err
	}
	var k kept
	if err := json.Unmarshal(plain, &k); err != nil {
		return r.Member, err
	}
	r.Name, r.Phone, r.Hours, r.Wish = k.Name, k.Phone, k.Hours, Wish(k.Wish)
	return r.Member, nil
}

// List is everybody who may be rung, by fellowship and name. A member whose row
// does not open any more (its key was lost) is left out.
func (s *Store) List(ctx context.Context, actor access.Actor) (members []Member, err error) {
	if err := access.Allow(actor, access.RingRead, false); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		rows, err := db.All(tx, scan, `SELECT id, fellowship, sealed, agreed_on, version FROM ring
			WHERE community_id = $1 ORDER BY fellowship, id LIMIT $2`, tx.Community(), most)
		for _, r := range rows {
			m, err := s.opened(tx, r)
			if fault.Is(err, fault.Missing) {
				continue
			}
			if err != nil {
				return err
			}
			members = append(members, m)
		}
		return err
	})
	slices.SortStableFunc(members, func(a, b Member) int {
		return cmp.Or(strings.Compare(a.Fellowship, b.Fellowship), strings.Compare(a.Name, b.Name))
	})
	return members, err
}

// Any reports whether there is anybody to ring.
func (s *Store) Any(ctx context.Context, actor access.Actor) (some bool, err error) {
	if access.Allow(actor, access.RingRead, false) != nil {
		return false, nil
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		ids, err := db.All(tx, db.Column[string],
			`SELECT id FROM ring WHERE community_id = $1 LIMIT 1`, tx.Community())
		some = len(ids) > 0
		return err
	})
	return some, err
}

// Get reads one member for the page that changes them.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (m Member, err error) {
	if err := access.Allow(actor, access.RingRead, false); err != nil {
		return m, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		r, err := db.One(tx, scan, `SELECT id, fellowship, sealed, agreed_on, version FROM ring
			WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		if err != nil {
			return err
		}
		m, err = s.opened(tx, r)
		return err
	})
	return m, err
}

// Add puts a member on the list, who agreed to it today.
func (s *Store) Add(ctx context.Context, actor access.Actor, m Member) error {
	m = m.tidy()
	if err := errors.Join(access.Allow(actor, access.RingWrite, false), m.Check()); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		sealed, err := s.sealed(tx, m)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO ring (community_id, id, fellowship, sealed, agreed_on, created_at)
			VALUES ($1, $2, $3, $4, $5, $6)`, tx.Community(), m.ID, m.Fellowship, sealed, civil.DateOf(tx.Now()).String(), tx.Stamp()); err != nil {
			if errors.Is(err, db.ErrDuplicate) {
				return fault.New(fault.Conflict, "ring.saved_before").Because(err)
			}
			return err
		}
		return note(tx, actor)
	})
}

// Change stores what a member now wants on the list.
func (s *Store) Change(ctx context.Context, actor access.Actor, m Member) error {
	m = m.tidy()
	if err := errors.Join(access.Allow(actor, access.RingWrite, false), m.Check()); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		sealed, err := s.sealed(tx, m)
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE ring SET fellowship = $1, sealed = $2, version = version + 1
			WHERE community_id = $3 AND id = $4 AND version = $5`, m.Fellowship, sealed, tx.Community(), m.ID, m.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "ring.changed_meanwhile")
		}
		return note(tx, actor)
	})
}

// Withdraw takes a member off the list, with everything that was kept of them.
func (s *Store) Withdraw(ctx context.Context, actor access.Actor, id string) error {
	if err := access.Allow(actor, access.RingWrite, false); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		n, err := tx.Exec(`DELETE FROM ring WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		if err != nil || n == 0 {
			return err // pressed twice
		}
		return note(tx, actor)
	})
}

// note writes that the list was changed. Its subject is the change, so that no
// entry leads to a member, nor tells how long one was on the list.
func note(tx *db.Tx, actor access.Actor) error {
	return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.RingListChanged,
		Subject: trail.Subject{Kind: "ring_list", ID: tx.NewID()}})
}

// Came stores what came of ringing a member during or after the chat; not which
// member, nor of what fellowship.
func (s *Store) Came(ctx context.Context, actor access.Actor, chatID string, outcomes []Outcome) error {
	if err := access.Allow(actor, access.RingRead, false); err != nil {
		return err
	}
	for _, o := range outcomes {
		if !slices.Contains(Outcomes, o) {
			return fault.New(fault.Invalid, "ring.invalid").Field("outcome", "ring.choice")
		}
	}
	if len(outcomes) == 0 {
		return fault.New(fault.Invalid, "ring.invalid").Field("outcome", "ring.outcome")
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		held, err := chat.Open(tx, actor, chatID)
		if err != nil {
			return err
		}
		codes := make([]string, len(outcomes))
		for i, o := range outcomes {
			codes[i] = string(o)
			if _, err := tx.Exec(`INSERT INTO chat_ring (community_id, id, chat_id, outcome, at) VALUES ($1, $2, $3, $4, $5)`,
				tx.Community(), tx.NewID(), held.ID, codes[i], tx.Stamp()); err != nil {
				return err
			}
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.MemberRung,
			Subject: trail.Subject{Kind: "chat", ID: held.ID}, Person: held.Person, Facts: trail.Facts{"codes": strings.Join(codes, " ")}})
	})
}
