package account

import (
	"context"
	"slices"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
)

// Store keeps accounts. It is safe for concurrent use; make one per program,
// since it is what holds the hashing of passwords to two at once.
type Store struct {
	db     *db.DB
	hasher *hasher
}

// New returns the store of the database.
func New(d *db.DB) *Store { return &Store{db: d, hasher: newHasher()} }

// selectAccount begins every query that scan reads.
const selectAccount = `SELECT a.id, a.name, a.sign_in_name, a.state, a.epoch, a.created_at, a.joined_at,
	a.password_hash IS NOT NULL,
	(SELECT string_agg(r.role, ' ') FROM account_role r WHERE r.community_id = a.community_id AND r.account_id = a.id)
	FROM account a `

func scan(r db.Row) (a Account, err error) {
	var roles string
	err = r.Scan(&a.ID, &a.Name, db.OrZero(&a.SignInName), &a.State, &a.Epoch, civil.ScanInstant(&a.Created), civil.ScanInstant(&a.Joined),
		&a.HasPassword, db.OrZero(&roles))
	a.Roles = ParseRoles(roles)
	return a, err
}

// ParseRoles reads roles joined by spaces, as queries gather them.
func ParseRoles(joined string) []access.Role {
	held := strings.Fields(joined)
	var roles []access.Role
	for _, r := range access.Roles {
		if slices.Contains(held, string(r)) {
			roles = append(roles, r)
		}
	}
	return roles
}

func byID(tx *db.Tx, id string) (Account, error) {
	return db.One(tx, scan, selectAccount+`WHERE a.community_id = $1 AND a.id = $2`, tx.Community(), id)
}

// NameOf is the account's name, for a line that says who did something. An
// account that is not there (the command line's, for instance) has none.
func NameOf(tx *db.Tx, id string) (string, error) {
	name, err := db.One(tx, db.Column[string],
		`SELECT name FROM account WHERE community_id = $1 AND id = $2`, tx.Community(), id)
	if fault.Is(err, fault.Missing) {
		return "", nil
	}
	return name, err
}

// Get reads one account for the team page.
func (s *Store) Get(ctx context.Context, actor access.Actor, id string) (a Account, err error) {
	if err := access.Allow(actor, access.AccountRead, id == actor.Account); err != nil {
		return a, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err = byID(tx, id)
		return err
	})
	return a, err
}

// Sight reads one account for whoever asks what it can see.
func (s *Store) Sight(ctx context.Context, actor access.Actor, id string) (a Account, err error) {
	if err := access.Allow(actor, access.SightRead, false); err != nil {
		return a, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err = byID(tx, id)
		return err
	})
	return a, err
}

// Page of the team, and where the next one starts.
type Page struct {
	Accounts []Account
	Next     Cursor // zero on the last page
}

// Cursor is a place in the list of the team: the last account before it.
type Cursor struct{ nameKey, id string }

// IsZero reports whether the cursor is the beginning of the list.
func (c Cursor) IsZero() bool { return c == Cursor{} }

// String is the cursor in an address.
func (c Cursor) String() string {
	if c.IsZero() {
		return ""
	}
	return c.id + c.nameKey
}

// ParseCursor reads a cursor from an address; what is none is the beginning.
func ParseCursor(text string) Cursor {
	if len(text) <= ident.Length || !ident.Valid(text[:ident.Length]) {
		return Cursor{}
	}
	return Cursor{id: text[:ident.Length], nameKey: nameKey(text[ident.Length:])}
}

// pageSize is how many accounts the team page shows at once.
const pageSize = 25

// List reads one page of the team by name, without those who left.
func (s *Store) List(ctx context.Context, actor access.Actor, after Cursor) (page Page, err error) {
	if err := access.Allow(actor, access.AccountRead, false); err != nil {
		return page, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		page.Accounts, err = db.All(tx, scan, selectAccount+`WHERE a.community_id = $1 AND a.state <> 'left' AND (a.name_key, a.id) > ($2, $3)
			ORDER BY a.name_key, a.id LIMIT $4`, tx.Community(), after.nameKey, after.id, pageSize+1)
		return err
	})
	if len(page.Accounts) > pageSize {
		page.Accounts = page.Accounts[:pageSize]
		last := page.Accounts[pageSize-1]
		page.Next = Cursor{nameKey: nameKey(last.Name), id: last.ID}
	}
	return page, err
}

// replaceRoles stores exactly these roles.
func replaceRoles(tx *db.Tx, id string, roles []access.Role) error {
	if _, err := tx.Exec(`DELETE FROM account_role WHERE community_id = $1 AND account_id = $2`, tx.Community(), id); err != nil {
		return err
	}
	for _, role := range roles {
		if _, err := tx.Exec(`INSERT INTO account_role (community_id, account_id, role) VALUES ($1, $2, $3)`,
			tx.Community(), id, string(role)); err != nil {
			return err
		}
	}
	return nil
}
