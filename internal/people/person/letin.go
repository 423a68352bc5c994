package person

import (
	"context"
	"slices"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// LetIn is an account that may open a sealed record.
type LetIn struct {
	Account string
	Name    string
	Since   time.Time
}

// Seal makes the record one that only those whom the person lets in can open,
// from this transaction on. Whoever seals it, with the person beside them, is
// the first of those; everybody else loses sight of it at once.
// sweep takes away, in the same transaction, what others still have of it; a
// record that is sealed already stays as it is.
func (s *Store) Seal(ctx context.Context, actor access.Actor, id string, sweep func(tx *db.Tx, id string) error) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := Open(tx, actor, access.PersonSeal, id)
		if err != nil || p.Sealed {
			return err
		}
		if err := makeSealed(tx, actor, p); err != nil || sweep == nil {
			return err
		}
		return sweep(tx, p.ID)
	})
}

func makeSealed(tx *db.Tx, actor access.Actor, p Person) error {
	if _, err := tx.Exec(`UPDATE person SET sealed = TRUE, version = version + 1, updated_at = $1
		WHERE community_id = $2 AND id = $3`, tx.Stamp(), tx.Community(), p.ID); err != nil {
		return err
	}
	if err := note(tx, actor, trail.RecordSealed, p.ID, nil); err != nil {
		return err
	}
	return letIn(tx, actor, p.ID, actor.Account)
}

// letIn lets the account open the sealed record from now on.
func letIn(tx *db.Tx, actor access.Actor, personID, account string) error {
	n, err := tx.Exec(`INSERT INTO let_in (community_id, id, person_id, account_id, since_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, tx.Community(), tx.NewID(), personID, account, tx.Stamp())
	if err != nil || n == 0 {
		return err
	}
	return note(tx, actor, trail.LetIn, personID, trail.Facts{"account": account})
}

// putOut ends what letIn began.
func putOut(tx *db.Tx, actor access.Actor, personID, account string) error {
	n, err := tx.Exec(`UPDATE let_in SET until_at = $1
		WHERE community_id = $2 AND person_id = $3 AND account_id = $4 AND until_at IS NULL`,
		tx.Stamp(), tx.Community(), personID, account)
	if err != nil || n == 0 {
		return err
	}
	return note(tx, actor, trail.PutOut, personID, trail.Facts{"account": account})
}

// LetIn lets a further account open the sealed record, as the person chose:
// with the person beside whoever was let in before.
func (s *Store) LetIn(ctx context.Context, actor access.Actor, id, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := sealed(tx, actor, id)
		if err != nil {
			return err
		}
		return admit(tx, actor, p.ID, account)
	})
}

// admit lets in an account that may be let in.
func admit(tx *db.Tx, actor access.Actor, personID, account string) error {
	team, err := mayBeLetIn(tx, personID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(team, func(l LetIn) bool { return l.Account == account }) {
		return fault.New(fault.Invalid, "person.let_in.who").Field("account", "person.let_in.who")
	}
	return letIn(tx, actor, personID, account)
}

// PutOut takes the account's sight of the sealed record away, at once. Whoever
// is signed in cannot put themselves out: somebody should be left who can let
// others in. The person can, at their own account.
func (s *Store) PutOut(ctx context.Context, actor access.Actor, id, account string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		p, err := sealed(tx, actor, id)
		if err != nil {
			return err
		}
		if account == actor.Account {
			return fault.New(fault.Invalid, "person.let_in.yourself")
		}
		return putOut(tx, actor, p.ID, account)
	})
}

// sealed opens a sealed record to say who may open it.
func sealed(tx *db.Tx, actor access.Actor, id string) (Person, error) {
	p, err := Open(tx, actor, access.PersonSeal, id)
	if err == nil && !p.Sealed {
		err = fault.New(fault.Invalid, "person.let_in.open")
	}
	return p, err
}

// letInLimit is how many accounts a page shows at the most.
const letInLimit = 100

// Inside is who may open a sealed record, and who could be let in besides.
type Inside struct {
	Person Person
	In     []LetIn
	Others []LetIn // by name; Since is zero
	Told   bool    // the person is told at the account that they sign in with
}

// Inside reads who may open the sealed record.
func (s *Store) Inside(ctx context.Context, actor access.Actor, id string) (i Inside, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if i.Person, err = Open(tx, actor, access.PersonSeal, id); err != nil {
			return err
		}
		if i.In, i.Others, err = inside(tx, i.Person.ID); err != nil {
			return err
		}
		own, err := told(tx, i.Person.ID)
		i.Told = own != ""
		return err
	})
	return i, err
}

func inside(tx *db.Tx, personID string) (in, others []LetIn, err error) {
	in, err = db.All(tx, scanLetIn, `SELECT a.id, a.name, i.since_at FROM let_in i
		JOIN account a ON a.community_id = i.community_id AND a.id = i.account_id
		WHERE i.community_id = $1 AND i.person_id = $2 AND i.until_at IS NULL ORDER BY i.since_at, a.id LIMIT $3`,
		tx.Community(), personID, letInLimit)
	if err != nil {
		return nil, nil, err
	}
	team, err := mayBeLetIn(tx, personID)
	others = slices.DeleteFunc(team, func(l LetIn) bool {
		return slices.ContainsFunc(in, func(one LetIn) bool { return one.Account == l.Account })
	})
	return in, others, err
}

// mayBeLetIn reads the accounts that have a use for it: those that work with
// people's records, and companions, who see a first name and a plan. The
// account of the person themselves is none of them.
func mayBeLetIn(tx *db.Tx, personID string) ([]LetIn, error) {
	own, err := told(tx, personID)
	if err != nil {
		return nil, err
	}
	return db.All(tx, scanLetIn, `SELECT a.id, a.name, NULL FROM account a
		WHERE a.community_id = $1 AND a.state = 'active' AND a.id <> $2 AND EXISTS (SELECT 1 FROM account_role r
			WHERE r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ('facilitator', 'manager', 'companion'))
		ORDER BY a.name_key, a.id LIMIT $3`, tx.Community(), own, letInLimit)
}

func scanLetIn(r db.Row) (l LetIn, err error) {
	return l, r.Scan(&l.Account, &l.Name, civil.ScanInstant(&l.Since))
}
