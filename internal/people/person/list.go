package person

import (
	"context"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// PageSize is how many people one page of the list holds.
const PageSize = 25

// Query asks for one page of people in the order of their names.
type Query struct {
	Find  string // beginnings of words of the name; empty for all
	After Cursor // the end of the page before; zero for the first page
}

// Cursor is the last person of a page: the next page begins behind them. It
// holds an id and no name, because it stands in addresses.
type Cursor string

// Page is one page of people. Next is empty on the last one.
type Page struct {
	People []Person
	Next   Cursor
}

// List reads one page of the people that the actor reaches.
func (s *Store) List(ctx context.Context, actor access.Actor, q Query) (page Page, err error) {
	if err := access.Allow(actor, access.PersonRead, true); err != nil {
		return page, err
	}
	keeper := "" // anybody
	if access.ReachOf(actor, access.PersonRead) != access.All {
		keeper = actor.Account
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		page.People, err = db.All(tx, scan, selectPeople+` AND p.merged_into IS NULL AND `+Kept("p", "$3")+`
				AND (p.name_key LIKE $4 OR p.name_key LIKE $5)
				AND ($6 = '' OR (p.name_key, p.id) > (SELECT a.name_key, a.id FROM person a
					WHERE a.community_id = $1 AND a.id = $6 AND `+InSight("a", "$2")+`))
			ORDER BY p.name_key, p.id LIMIT $7`,
			tx.Community(), actor.Account, keeper, beginning(q.Find), "% "+beginning(q.Find), string(q.After), PageSize+1)
		return err
	})
	if len(page.People) > PageSize {
		page.People = page.People[:PageSize]
		page.Next = Cursor(page.People[PageSize-1].ID)
	}
	return page, err
}

// beginning finds the words in their order, each from its beginning. A key has
// neither % nor _.
func beginning(find string) string {
	return strings.ReplaceAll(Key(find), " ", "% ") + "%"
}
