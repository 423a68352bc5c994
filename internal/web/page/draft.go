package page

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
)

// DraftsKept is how long what was typed and not sent is kept.
const DraftsKept = 7 * 24 * time.Hour

// maxDraft bounds one draft, in bytes of its sealed content.
const maxDraft = 256 << 10

// Drafts keeps forms while they are typed, each sealed and bound to its
// community, account and form.
type Drafts struct {
	db   *db.DB
	seal *seal.Sealer
}

// NewDrafts keeps drafts in the database under the sealer's key.
func NewDrafts(d *db.DB, s *seal.Sealer) *Drafts { return &Drafts{db: d, seal: s} }

// kept is what is sealed.
type kept struct {
	ID     string
	Values url.Values
}

func draftBound(community, account, form string) []byte {
	return seal.Bound(community, "draft", account+" "+form, "sealed")
}

// save keeps what was typed into the form, in place of what was kept before.
func (d *Drafts) save(ctx context.Context, actor access.Actor, form string, t *typed) error {
	plain, err := json.Marshal(kept{ID: t.id, Values: t.open()})
	if err != nil {
		return err
	}
	sealed, err := d.seal.Seal(plain, draftBound(actor.Scope.Community(), actor.Account, form))
	if err != nil {
		return err
	}
	if len(sealed) > maxDraft || len(form) > 300 {
		return fault.New(fault.Invalid, "page.form.large")
	}
	var about *string
	if ident.Valid(t.about) {
		about = &t.about
	}
	err = d.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO draft (community_id, account_id, form, person_id, sealed, updated_at)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (community_id, account_id, form) DO UPDATE
			SET person_id = excluded.person_id, sealed = excluded.sealed, updated_at = excluded.updated_at`,
			tx.Community(), actor.Account, form, about, sealed, tx.Stamp())
		return err
	})
	if errors.Is(err, db.ErrReference) { // the person was erased meanwhile
		return fault.New(fault.Missing, "record.missing").Because(err)
	}
	return err
}

// mostDrafts bounds how many forms one account can have begun; the newest count.
const mostDrafts = 200

// begun are the forms of which the account has a draft: one question for a page,
// however many forms stand on it.
func (d *Drafts) begun(ctx context.Context, actor access.Actor) (forms []string, err error) {
	err = d.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		oldest := civil.Instant(tx.Now().Add(-DraftsKept))
		forms, err = db.All(tx, db.Column[string],
			`SELECT form FROM draft WHERE community_id = $1 AND account_id = $2 AND updated_at >= $3
			ORDER BY updated_at DESC LIMIT $4`, tx.Community(), actor.Account, oldest, mostDrafts)
		return err
	})
	return forms, err
}

// load is what was kept of the form, or nil. A draft that does not open (its
// key was lost) is as good as none.
func (d *Drafts) load(ctx context.Context, actor access.Actor, form string) (*typed, error) {
	var sealed []byte
	err := d.db.View(ctx, actor.Scope, func(tx *db.Tx) (err error) {
		oldest := civil.Instant(tx.Now().Add(-DraftsKept))
		sealed, err = db.One(tx, func(r db.Row) (s []byte, err error) { return s, r.Scan(&s) },
			`SELECT sealed FROM draft WHERE community_id = $1 AND account_id = $2 AND form = $3 AND updated_at >= $4`,
			tx.Community(), actor.Account, form, oldest)
		return err
	})
	if fault.Is(err, fault.Missing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	plain, err := d.seal.Open(sealed, draftBound(actor.Scope.Community(), actor.Account, form))
	if err != nil {
		return nil, err
	}
	var k kept
	if err := json.Unmarshal(plain, &k); err != nil {
		return nil, err
	}
	return &typed{id: k.ID, by: actor.Account, values: k.Values}, nil
}

// Discard forgets what the account typed into the form.
func (d *Drafts) Discard(ctx context.Context, actor access.Actor, form string) error {
	return d.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error { return d.Erase(tx, actor.Account, form) })
}

// Erase is [Drafts.Discard] inside the transaction that makes the words void.
func (d *Drafts) Erase(tx *db.Tx, account, form string) error {
	_, err := tx.Exec(`DELETE FROM draft WHERE community_id = $1 AND account_id = $2 AND form = $3`,
		tx.Community(), account, form)
	return err
}

// Sweep forgets what others than the account typed into the forms about these
// records, inside the transaction that takes their sight of them away.
func (d *Drafts) Sweep(tx *db.Tx, account string, ids ...string) error {
	for _, id := range ids {
		if _, err := tx.Exec(`DELETE FROM draft WHERE community_id = $1 AND account_id <> $2 AND (person_id = $3 OR form LIKE $4)`,
			tx.Community(), account, id, "%/"+id+"/%"); err != nil {
			return err
		}
	}
	return nil
}

// Expire deletes drafts older than [DraftsKept]; the server's background work
// calls it once a day.
func (d *Drafts) Expire(ctx context.Context, s db.Scope) error {
	return d.db.Tx(ctx, s, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM draft WHERE community_id = $1 AND updated_at < $2`,
			tx.Community(), civil.Instant(tx.Now().Add(-DraftsKept)))
		return err
	})
}

// KeepDraft is the screen behind POST /draft: the script sends it the words of
// a form while they are typed. It answers with nothing.
func KeepDraft(r *Request) (*Answer, error) {
	form := local(r.typed.values.Get(fieldFor), "")
	if form == "" || r.site.Drafts == nil || r.typed.by != r.actor.Account {
		return nil, fault.New(fault.Invalid, "page.form.broken")
	}
	if err := r.site.Drafts.save(r.http.Context(), r.actor, form, r.typed); err != nil {
		return nil, err
	}
	return Text("text/plain; charset=utf-8", nil), nil
}

// DiscardDraft is the screen behind POST /draft/discard: the form's own button
// "start again" sends it, with the address of the form as its value.
func DiscardDraft(r *Request) (*Answer, error) {
	form := local(r.typed.values.Get(fieldFor), "")
	if form != "" && r.site.Drafts != nil {
		if err := r.site.Drafts.Discard(r.http.Context(), r.actor, form); err != nil {
			return nil, err
		}
	}
	return See(local(r.typed.page, "/")), nil
}

// Taken forgets the draft of the form that was posted, once it was applied.
func (r *Request) Taken() error {
	if r.typed == nil || r.site.Drafts == nil || !r.SignedIn() {
		return nil
	}
	return r.site.Drafts.Discard(r.http.Context(), r.actor, r.Path())
}
