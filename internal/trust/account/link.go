package account

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/seal"
	"openmaf/internal/trust/trail"
)

// Purpose is what a one-time link is for.
type Purpose string

const (
	ToJoin   Purpose = "invite"  // come in for the first time, or choose a new password
	ToSignIn Purpose = "sign-in" // sign in once, without a password
)

// lasts is how long a link of the purpose works: an invitation for as long as
// somebody may need to find the time, a link to sign in for a day.
var lasts = map[Purpose]time.Duration{ToJoin: 7 * 24 * time.Hour, ToSignIn: 24 * time.Hour}

// Link is a one-time link just made. The token is told this once.
type Link struct {
	Account Account
	Purpose Purpose
	Token   string
	Expires time.Time
	Waits   bool // for a second person, see Pending
}

// MakeLink makes a one-time link to hand to the account's owner. The account's
// earlier unused links of the same purpose stop working.
func (s *Store) MakeLink(ctx context.Context, actor access.Actor, id string, purpose Purpose) (link Link, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		a, err := changeable(tx, actor, id)
		if err != nil {
			return err
		}
		if a.State != Invited && a.State != Active {
			return fault.New(fault.Conflict, "account.link-not-now", fault.Args{"Name": a.Name})
		}
		link, err = issue(tx, actor, a, purpose)
		return err
	})
	return link, err
}

func issue(tx *db.Tx, actor access.Actor, a Account, purpose Purpose) (Link, error) {
	token, digest := seal.NewToken()
	id := tx.NewID()
	link := Link{Account: a, Purpose: purpose, Token: token, Expires: tx.Now().Add(lasts[purpose]), Waits: needsSecond(actor, a)}
	if _, err := tx.Exec(`DELETE FROM one_time_link WHERE community_id = $1 AND account_id = $2 AND purpose = $3`,
		tx.Community(), a.ID, string(purpose)); err != nil {
		return link, err
	}
	if _, err := tx.Exec(`INSERT INTO one_time_link
			(community_id, id, token_hash, purpose, account_id, epoch, created_at, expires_at, made_by, needs_second)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, tx.Community(), id, digest, string(purpose), a.ID, a.Epoch,
		tx.Stamp(), civil.Instant(link.Expires), actor.Account, link.Waits); err != nil {
		return link, err
	}
	if purpose == ToJoin && a.State == Invited {
		return link, nil // AccountInvited says it
	}
	if a.State == Active && !MayDoWithout(a.Roles) { // for a companion a link is the everyday way in
		if err := notify(tx, a.ID, NoticeKind(purpose), actor.Account, "", id); err != nil {
			return link, err
		}
	}
	return link, note(tx, actor.Account, trail.SignInLinkMade, a, trail.Facts{"purpose": string(purpose)})
}

// Holder is whose link this is, for the page that asks before it uses it up.
// A link that was used, ran out, was replaced or never was is one and the same
// Missing fault.
func (s *Store) Holder(ctx context.Context, scope db.Scope, purpose Purpose, token string) (a Account, err error) {
	err = s.db.View(ctx, scope, func(tx *db.Tx) error {
		a, err = db.One(tx, scan, selectAccount+`JOIN one_time_link l
			ON l.community_id = a.community_id AND l.account_id = a.id AND l.epoch = a.epoch
			WHERE l.community_id = $1 AND l.token_hash = $2 AND l.purpose = $3 AND l.used_at IS NULL
			AND l.expires_at > $4 AND a.state IN ('invited', 'active') AND (NOT l.needs_second OR l.second_by IS NOT NULL)`,
			tx.Community(), seal.Digest(token), string(purpose), tx.Stamp())
		return asSpent(tx, err, token)
	})
	return a, err
}

// Redeem uses the link up and returns its account, active from now on. Of two
// that come at once, one wins: the row is claimed by the statement that finds
// it unused.
func Redeem(tx *db.Tx, purpose Purpose, token string) (Account, error) {
	id, err := db.One(tx, db.Column[string],
		`UPDATE one_time_link SET used_at = $1
		WHERE community_id = $2 AND token_hash = $3 AND purpose = $4 AND used_at IS NULL AND expires_at > $1
		AND (NOT needs_second OR second_by IS NOT NULL) AND EXISTS (SELECT 1 FROM account a WHERE a.community_id = one_time_link.community_id
			AND a.id = one_time_link.account_id AND a.epoch = one_time_link.epoch AND a.state IN ('invited', 'active'))
		RETURNING account_id`, tx.Stamp(), tx.Community(), seal.Digest(token), string(purpose))
	if err != nil {
		return Account{}, asSpent(tx, err, token)
	}
	if _, err := tx.Exec(`UPDATE account_notice SET used_at = $1 WHERE community_id = $2 AND link_id =
			(SELECT l.id FROM one_time_link l WHERE l.community_id = $2 AND l.token_hash = $3)`,
		tx.Stamp(), tx.Community(), seal.Digest(token)); err != nil {
		return Account{}, err
	}
	a, err := byID(tx, id)
	if err != nil || a.State == Active {
		return a, err
	}
	return join(tx, a)
}

// join makes an invited account active.
func join(tx *db.Tx, a Account) (Account, error) {
	a.State, a.Joined = Active, tx.Now()
	if _, err := tx.Exec(`UPDATE account SET state = 'active', joined_at = $1 WHERE community_id = $2 AND id = $3`,
		tx.Stamp(), tx.Community(), a.ID); err != nil {
		return a, err
	}
	return a, note(tx, a.ID, trail.AccountJoined, a, nil)
}

// EndLinks puts an end to the links that may have been used after a backup was
// taken, for the database that it was restored into. Invitations of those who
// had not come by then stay: some of them have no other way in.
func EndLinks(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM one_time_link WHERE community_id = $1 AND (purpose = 'sign-in' OR account_id IN
		(SELECT a.id FROM account a WHERE a.community_id = $1 AND a.joined_at IS NOT NULL))`, tx.Community())
	return err
}

// SweepLinks deletes the links that have run out.
func SweepLinks(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM one_time_link WHERE community_id = $1 AND expires_at <= $2`, tx.Community(), tx.Stamp())
	return err
}

// asSpent says why a link does not work: it waits for a second person, or it is
// no link at all.
func asSpent(tx *db.Tx, err error, token string) error {
	if !fault.Is(err, fault.Missing) {
		return err
	}
	waits, failed := db.All(tx, db.Column[string],
		`SELECT id FROM one_time_link WHERE community_id = $1 AND token_hash = $2 AND needs_second AND second_by IS NULL
		AND used_at IS NULL AND expires_at > $3`, tx.Community(), seal.Digest(token), tx.Stamp())
	switch {
	case failed != nil:
		return failed
	case len(waits) > 0:
		return fault.New(fault.Missing, "account.link-waits").Because(err)
	}
	return fault.New(fault.Missing, "account.link-spent").Because(err)
}

// note writes the trail entry of a change to the account.
func note(tx *db.Tx, by string, event trail.Event, a Account, facts trail.Facts) error {
	return trail.Append(tx, trail.Entry{Account: by, Event: event,
		Subject: trail.Subject{Kind: "account", ID: a.ID}, Facts: facts})
}
