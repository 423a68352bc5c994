package directory

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// UploadsKept is how long a list waits to be applied.
const UploadsKept = 24 * time.Hour

// Uploads keeps the lists that were shown and not applied yet, each for the
// account that brought it.
type Uploads struct{ db *db.DB }

// upload is one list that waits. Its content is empty once it was applied.
type upload struct {
	id, source, fellowship string
	content                []byte
}

// save keeps the list under its id, and clears away what waited too long. Where
// the id is taken, by another file from the same form, the list gets one of its
// own: what was shown under an id never changes.
func (u *Uploads) save(ctx context.Context, actor access.Actor, one upload) (id string, err error) {
	id = one.id
	err = u.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := expire(tx); err != nil {
			return err
		}
		kept, err := insert(tx, actor, id, one)
		if err == nil && !kept {
			id = tx.NewID()
			_, err = insert(tx, actor, id, one)
		}
		return err
	})
	return id, err
}

func insert(tx *db.Tx, actor access.Actor, id string, one upload) (kept bool, err error) {
	n, err := tx.Exec(`INSERT INTO upload (community_id, id, account_id, source, fellowship, content, uploaded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (community_id, id) DO NOTHING`,
		tx.Community(), id, actor.Account, one.source, one.fellowship, one.content, tx.Stamp())
	return n == 1, err
}

// load reads a list that the account brought. One that is too old, or another's,
// is a fault of the kind Missing.
func (u *Uploads) load(ctx context.Context, actor access.Actor, id string) (one upload, err error) {
	err = u.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		one, err = db.One(tx, func(r db.Row) (o upload, err error) {
			return o, r.Scan(&o.id, &o.source, &o.fellowship, &o.content)
		}, `SELECT id, source, fellowship, content FROM upload
			WHERE community_id = $1 AND id = $2 AND account_id = $3 AND uploaded_at >= $4`,
			tx.Community(), id, actor.Account, oldest(tx))
		return err
	})
	return one, err
}

// applied drops the content of a list that was applied. What is left tells a
// second click that the first one worked.
func (u *Uploads) applied(ctx context.Context, actor access.Actor, id string) error {
	return u.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE upload SET content = NULL WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		return err
	})
}

// Expire deletes the lists that waited longer than [UploadsKept].
func (u *Uploads) Expire(ctx context.Context, s db.Scope) error { return u.db.Tx(ctx, s, expire) }

func expire(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM upload WHERE community_id = $1 AND uploaded_at < $2`, tx.Community(), oldest(tx))
	return err
}

func oldest(tx *db.Tx) string { return civil.Instant(tx.Now().Add(-UploadsKept)) }
