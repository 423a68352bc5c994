package signin

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/account"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Lasts is the longest that a sign-in can go on, idle the longest that nothing
// is heard of it (figure S7 of the security requirements).
const (
	Lasts = 12 * time.Hour
	idle  = 30 * time.Minute
)

// A sign-in is seen at every page and written down at most once a minute; a
// page does not wait for that longer than seenWait, when an import is writing.
const (
	seenEvery = time.Minute
	seenWait  = 100 * time.Millisecond
)

// way is how somebody signed in.
type way string

const (
	byPassword   way = "password"
	byLink       way = "link"
	byInvitation way = "invitation"
)

// idleOf is how long the account's sign-ins may stay silent: see package doc.
func idleOf(roles []access.Role) time.Duration {
	if account.MayDoWithout(roles) {
		return Lasts
	}
	return idle
}

// start makes the sign-in, and ends the one that the browser had before and
// those of the account that have run out.
func start(tx *db.Tx, a account.Account, v Visit, way way) (Ticket, error) {
	if err := end(tx, v.Token); err != nil {
		return Ticket{}, err
	}
	if _, err := tx.Exec(`DELETE FROM sign_in WHERE community_id = $1 AND account_id = $2 AND (ends_at <= $3 OR epoch <> $4)`,
		tx.Community(), a.ID, tx.Stamp(), a.Epoch); err != nil {
		return Ticket{}, err
	}
	id := tx.NewID()
	token, digest := seal.NewToken()
	ends := tx.Now().Add(Lasts)
	if _, err := tx.Exec(`INSERT INTO sign_in (community_id, id, token_hash, account_id, epoch, device, created_at,
			last_seen_at, idle_minutes, ends_at, way) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.Community(), id, digest, a.ID, a.Epoch, DeviceName(v.Device), tx.Stamp(),
		tx.Stamp(), int64(idleOf(a.Roles)/time.Minute), civil.Instant(ends), string(way)); err != nil {
		return Ticket{}, err
	}
	actor := access.Actor{Scope: tx.Scope(), Account: a.ID, Name: a.Name, Roles: a.Roles}
	return Ticket{Token: token, Ends: ends, Actor: actor}, note(tx, a.ID, trail.SignedIn, id, trail.Facts{"by": string(way)})
}

// end ends the sign-in of the token, if it is one.
func end(tx *db.Tx, token string) error {
	if token == "" {
		return nil
	}
	type ended struct{ id, account string }
	gone, err := db.All(tx, func(r db.Row) (e ended, err error) { return e, r.Scan(&e.id, &e.account) },
		`DELETE FROM sign_in WHERE community_id = $1 AND token_hash = $2 RETURNING id, account_id`,
		tx.Community(), seal.Digest(token))
	if err != nil || len(gone) == 0 {
		return err
	}
	return note(tx, gone[0].account, trail.SignedOut, gone[0].id, nil) // digests are unique
}

func note(tx *db.Tx, account string, event trail.Event, id string, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: account, Event: event,
		Subject: trail.Subject{Kind: "sign-in", ID: id}, Facts: facts})
}

// seen is a sign-in as a request finds it.
type seen struct {
	id    string
	last  time.Time
	idle  time.Duration
	actor access.Actor
}

func scanSeen(r db.Row) (s seen, err error) {
	var minutes int64
	var roles string
	err = r.Scan(&s.id, civil.ScanInstant(&s.last), &minutes, &s.actor.Account, &s.actor.Name, &s.actor.Note, &s.actor.Told, db.OrZero(&roles))
	s.actor.Roles = account.ParseRoles(roles)
	s.idle = time.Duration(minutes) * time.Minute
	return s, err
}

// Actor is who acts with this token: one query on an index. A token that is
// not a living sign-in's is a SignIn fault. It must be asked before the request
// is marked with db.Once: what it writes is no part of any form.
func (d *Desk) Actor(ctx context.Context, scope db.Scope, token string) (access.Actor, error) {
	needed := fault.New(fault.SignIn, "signin.needed")
	if token == "" {
		return access.Actor{}, needed
	}
	var found seen
	var now time.Time
	err := d.db.View(ctx, scope, func(tx *db.Tx) (err error) {
		now = tx.Now()
		found, err = db.One(tx, scanSeen, `SELECT s.id, s.last_seen_at, s.idle_minutes, a.id, a.name, a.note_waits,
				EXISTS (SELECT 1 FROM account_notice n WHERE n.community_id = a.community_id AND n.account_id = a.id
					AND n.seen_at IS NULL AND n.until_at > $1),
				(SELECT string_agg(r.role, ' ') FROM account_role r
				WHERE r.community_id = a.community_id AND r.account_id = a.id)
			FROM sign_in s
			JOIN account a ON a.community_id = s.community_id AND a.id = s.account_id AND a.epoch = s.epoch
			WHERE s.community_id = $2 AND s.token_hash = $3 AND s.ends_at > $1 AND a.state = 'active'`,
			tx.Stamp(), tx.Community(), seal.Digest(token))
		return err
	})
	if fault.Is(err, fault.Missing) || err == nil && !now.Before(found.last.Add(found.idle)) {
		return access.Actor{}, needed.Because(err)
	}
	if err != nil {
		return access.Actor{}, err
	}
	found.actor.Scope = scope
	if now.Sub(found.last) >= seenEvery {
		d.markSeen(ctx, scope, found.id)
	}
	return found.actor, nil
}

// markSeen writes down that the sign-in was heard of. When that fails (another
// transaction is long, the disk is full) the page goes on: the next one tries
// again, and the worst is that the sign-in falls idle.
func (d *Desk) markSeen(ctx context.Context, scope db.Scope, id string) {
	ctx, cancel := context.WithTimeout(ctx, seenWait)
	defer cancel()
	err := d.db.Tx(ctx, scope, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE sign_in SET last_seen_at = $1 WHERE community_id = $2 AND id = $3 AND last_seen_at < $1`,
			tx.Stamp(), tx.Community(), id)
		return err
	})
	if err != nil {
		d.log.Info("a sign-in could not be marked as seen", "err", err)
	}
}

// SignOut ends the sign-in of the token. One that has ended already is no
// error.
func (d *Desk) SignOut(ctx context.Context, scope db.Scope, token string) error {
	return d.db.Tx(ctx, scope, func(tx *db.Tx) error { return end(tx, token) })
}
