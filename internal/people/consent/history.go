package consent

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// PageSize is how many answers one page of a history holds.
const PageSize = 25

// Told is an answer with the name of whoever read the words out.
type Told struct {
	Consent
	Reader string // empty when it is not known any more
	Merged bool   // nobody said it anew: two records became one, and one of them said no
}

// History is what a person said and when, newest first.
type History struct {
	Person person.Person
	Told   []Told
	Next   string // the Before of the next page; empty on the last one
}

// History reads one page of everything that the person was asked, older than
// the answer whose id is before (empty: the newest).
func (s *Store) History(ctx context.Context, actor access.Actor, personID, before string) (h History, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if h.Person, err = person.Open(tx, actor, access.PersonRead, personID); err != nil {
			return err
		}
		h.Told, err = db.All(tx, scanTold, `SELECT c.id, c.purpose, c.given, c.words, c.words_version, c.said_at, c.account_id,
				COALESCE(a.name, ''), c.merge_id IS NOT NULL
			FROM consent c LEFT JOIN account a ON a.community_id = c.community_id AND a.id = c.account_id
			WHERE c.community_id = $1 AND c.person_id = $2 AND ($3 = '' OR c.id < $3) ORDER BY c.id DESC LIMIT $4`,
			tx.Community(), h.Person.ID, before, PageSize+1)
		return err
	})
	if len(h.Told) > PageSize {
		h.Told = h.Told[:PageSize]
		h.Next = h.Told[PageSize-1].ID
	}
	return h, err
}

func scanTold(r db.Row) (t Told, err error) {
	t.Consent, err = scan(also{r, []any{&t.Reader, &t.Merged}})
	return t, err
}

// also is a row whose last columns go elsewhere.
type also struct {
	db.Row
	last []any
}

func (a also) Scan(dest ...any) error { return a.Row.Scan(append(dest, a.last...)...) }
