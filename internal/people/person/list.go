package person

import (
	"context"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// PageSize is how many people one page of the list holds.
const PageSize = 25

// Query asks for one page of people in the order of their names; of those that
// are sought, in the order of the word that was found.
type Query struct {
	Find  string // beginnings of words of the name; empty for all
	After Cursor // the end of the page before; zero for the first page
}

// Cursor is the last person of a page: the next page begins behind them. It
// holds an id and no name, because it stands in addresses.
type Cursor string

// Listed is a person as a list has them: with what tells two of one name apart.
type Listed struct {
	Person
	LastChat civil.Date // zero when there was none
}

// Page is one page of people. Next is empty on the last one.
type Page struct {
	People []Listed
	Next   Cursor
}

// List reads one page of the people that the actor reaches. Somebody out of
// reach is found no more than somebody who is not there; somebody who has died
// is found by name.
func (s *Store) List(ctx context.Context, actor access.Actor, q Query) (page Page, err error) {
	if err := access.Allow(actor, access.PersonRead, true); err != nil {
		return page, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		switch sought := Key(q.Find); {
		case access.ReachOf(actor, access.PersonRead) != access.All:
			page.People, err = own(tx, actor.Account, sought, q.After)
		case sought == "":
			page.People, err = everybody(tx, actor.Account, q.After)
		default:
			page.People, err = called(tx, actor.Account, sought, q.After)
		}
		return err
	})
	if len(page.People) > PageSize {
		page.People = page.People[:PageSize]
		page.Next = Cursor(page.People[PageSize-1].ID)
	}
	return page, err
}

const selectListed = `SELECT ` + columns + `, (SELECT max(c.held_on) FROM chat c
		WHERE c.community_id = p.community_id AND c.person_id = p.id)`

// own reads the account's own people, who are few enough to be looked through:
// those whom they keep, and those who let them in.
func own(tx *db.Tx, account, sought string, after Cursor) ([]Listed, error) {
	return db.All(tx, scanListed, selectListed+` FROM person p
		WHERE p.community_id = $1 AND `+InSight("p", "$2")+` AND p.merged_into IS NULL
			AND (p.keeper = $2 OR p.id IN (SELECT i.person_id FROM let_in i
				WHERE i.community_id = $1 AND i.account_id = $2 AND i.until_at IS NULL))
			AND (p.name_key LIKE $3 OR p.name_key LIKE $4) AND (p.died_on IS NULL OR $3 <> '%')
			AND ($5 = '' OR (p.name_key, p.id) > (SELECT a.name_key, a.id FROM person a
				WHERE a.community_id = $1 AND a.id = $5 AND `+InSight("a", "$2")+`))
		ORDER BY p.name_key, p.id LIMIT $6`,
		tx.Community(), account, beginnings(sought), "% "+beginnings(sought), string(after), PageSize+1)
}

func everybody(tx *db.Tx, account string, after Cursor) ([]Listed, error) {
	return db.All(tx, scanListed, selectListed+` FROM person p
		WHERE p.community_id = $1 AND `+InSight("p", "$2")+` AND p.merged_into IS NULL AND p.died_on IS NULL
			AND ($3 = '' OR (p.name_key, p.id) > (SELECT a.name_key, a.id FROM person a
				WHERE a.community_id = $1 AND a.id = $3 AND `+InSight("a", "$2")+`))
		ORDER BY p.name_key, p.id LIMIT $4`, tx.Community(), account, string(after), PageSize+1)
}

// called reads whoever has the words in their name, from the index of words:
// there may be a hundred thousand others.
func called(tx *db.Tx, account, sought string, after Cursor) ([]Listed, error) {
	first, _, _ := strings.Cut(sought, " ")
	return db.All(tx, scanListed, selectListed+` FROM person_find f
		JOIN person p ON p.community_id = $1 AND p.id = f.person_id AND `+InSight("p", "$2")+`
		WHERE f.community_id = $1 AND f.word >= $3 AND f.word < $4 AND f.word LIKE $5 AND p.merged_into IS NULL
			AND NOT EXISTS (SELECT 1 FROM person_find o WHERE o.community_id = $1 AND o.person_id = f.person_id
				AND o.word < f.word AND o.word LIKE $5)
			AND ($6 = '' OR (f.word, f.person_id) > (SELECT min(a.word), $6 FROM person_find a
				WHERE a.community_id = $1 AND a.person_id = $6 AND a.word LIKE $5))
		ORDER BY f.word, f.person_id LIMIT $7`,
		tx.Community(), account, first, first+last, beginnings(sought), string(after), PageSize+1)
}

// last stands behind every letter of a key.
const last = "\U0010FFFF"

// beginnings finds the words of a key in their order, each from its beginning.
// A key has neither % nor _.
func beginnings(key string) string { return strings.ReplaceAll(key, " ", "% ") + "%" }

// putWords stores what the person is found by: their name, and those of the
// records that went into theirs.
func putWords(tx *db.Tx, id string) error {
	if _, err := tx.Exec(`DELETE FROM person_find WHERE community_id = $1 AND person_id = $2`, tx.Community(), id); err != nil {
		return err
	}
	keys, err := db.All(tx, db.Column[string], `SELECT name_key FROM person WHERE community_id = $1 AND (id = $2 OR merged_into = $2)`, tx.Community(), id)
	if err != nil {
		return err
	}
	for _, key := range keys {
		for ; key != ""; _, key, _ = strings.Cut(key, " ") {
			if _, err := tx.Exec(`INSERT INTO person_find (community_id, word, person_id) VALUES ($1, $2, $3)
				ON CONFLICT (community_id, word, person_id) DO NOTHING`, tx.Community(), key, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanListed(r db.Row) (l Listed, err error) {
	l.Person, err = scan(also{r, &l.LastChat})
	return l, err
}

// also is a row whose last column goes elsewhere.
type also struct {
	db.Row
	last any
}

func (a also) Scan(dest ...any) error { return a.Row.Scan(append(dest, a.last)...) }
