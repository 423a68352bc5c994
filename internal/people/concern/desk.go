package concern

import (
	"context"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
)

// Member is somebody of the team, for whoever says whom a concern is about.
type Member struct {
	Account string
	Name    string
	Roles   []access.Role
}

// Has reports whether they have the role.
func (m Member) Has(r access.Role) bool { return slices.Contains(m.Roles, r) }

// Desk is what the form says before anything is sent.
type Desk struct {
	Readers []Reader // of a concern that is about none of them
	Team    []Member
	Ring    Settings
}

// mostTeam bounds the list of names that a concern can be about.
const mostTeam = 300

// Desk reads it for whoever may raise a concern.
func (s *Store) Desk(ctx context.Context, actor access.Actor) (d Desk, err error) {
	if err := access.Allow(actor, access.ConcernRaise, true); err != nil {
		return d, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if d.Readers, err = readers(tx, ""); err != nil {
			return err
		}
		if d.Ring, err = toRing(tx); err != nil {
			return err
		}
		d.Team, err = db.All(tx, scanMember, `SELECT a.id, a.name, (SELECT string_agg(r.role, ' ') FROM account_role r
				WHERE r.community_id = a.community_id AND r.account_id = a.id)
			FROM account a WHERE a.community_id = $1 AND a.state <> 'left' ORDER BY a.name_key, a.id LIMIT $2`, tx.Community(), mostTeam)
		return err
	})
	return d, err
}

func scanMember(r db.Row) (m Member, err error) {
	var roles string
	err = r.Scan(&m.Account, &m.Name, db.OrZero(&roles))
	m.Roles = account.ParseRoles(roles)
	return m, err
}

// readers are those who read the concern at present: the lead first, then the
// deputy; the managers only where neither is left.
func readers(tx *db.Tx, id string) ([]Reader, error) {
	all, err := db.All(tx, func(r db.Row) (v Reader, err error) { return v, r.Scan(&v.Account, &v.Name, &v.Role) },
		`SELECT a.id, a.name, r.role FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id
		WHERE a.community_id = $1 AND a.state = 'active' AND r.role IN ('lead', 'deputy', 'manager')
			AND NOT EXISTS (SELECT 1 FROM concern_kept_from k WHERE k.community_id = a.community_id AND k.concern_id = $2
				AND k.account_id = a.id)
		ORDER BY CASE r.role WHEN 'lead' THEN 0 WHEN 'deputy' THEN 1 ELSE 2 END, a.name_key, a.id LIMIT 100`, tx.Community(), id)
	if i := slices.IndexFunc(all, func(r Reader) bool { return r.Role == string(access.Manager) }); i > 0 {
		all = all[:i]
	}
	return all, err
}
