package account

import (
	"context"
	"time"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// NoticeKind is what somebody else did.
type NoticeKind string

const (
	LinkToSignIn NoticeKind = "sign-in" // a link to sign in as the account
	LinkToJoin   NoticeKind = "invite"  // a link to choose a new password for it
	NewReader    NoticeKind = "reader"  // somebody was made one who reads concerns
)

// Notice tells the holder of an account what somebody else did that they must
// come to know of: whoever has a link to sign in as somebody is that somebody,
// for the program.
type Notice struct {
	Kind  NoticeKind
	By    string // name; empty for the command line
	About string // name, of a new reader
	At    time.Time
	Used  time.Time // of a link; zero while nobody has
	Seen  bool
}

const (
	// noticeStands is how long a notice stands on every page when its holder
	// cannot clear it: because they came in by a link themselves, or by a
	// password that was chosen with one.
	noticeStands = 7 * 24 * time.Hour
	// noticesShown bounds the list at the account's own page.
	noticesShown = 25
)

func notify(tx *db.Tx, accountID string, kind NoticeKind, by, about, link string) error {
	_, err := tx.Exec(`INSERT INTO account_notice (community_id, id, account_id, kind, by_account, about_account, link_id, at, until_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, tx.Community(), tx.NewID(), accountID, string(kind), by, db.OrNull(about),
		db.OrNull(link), tx.Stamp(), civil.Instant(tx.Now().Add(noticeStands)))
	return err
}

// tellReaders tells those who read concerns that the account is one of them
// from now on, where it was not before.
func tellReaders(tx *db.Tx, actor access.Actor, id string, before, now []access.Role) error {
	if readsConcerns(before) || !readsConcerns(now) {
		return nil
	}
	readers, err := db.All(tx, db.Column[string],
		`SELECT DISTINCT a.id FROM account a
		JOIN account_role r ON r.community_id = a.community_id AND r.account_id = a.id AND r.role IN ('lead', 'deputy')
		WHERE a.community_id = $1 AND a.id <> $2 AND a.state <> 'left' ORDER BY a.id LIMIT 100`, tx.Community(), id)
	for _, reader := range readers {
		if err == nil {
			err = notify(tx, reader, NewReader, actor.Account, id, "")
		}
	}
	return err
}

// Notices are what the actor's own account was told, the newest first.
func (s *Store) Notices(ctx context.Context, actor access.Actor) (all []Notice, err error) {
	if err := access.Allow(actor, access.OwnSignIn, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		all, err = db.All(tx, scanNotice, `SELECT n.kind, COALESCE(maker.name, ''), COALESCE(about.name, ''), n.at, n.used_at,
				n.seen_at IS NOT NULL OR n.until_at <= $1
			FROM account_notice n
			LEFT JOIN account maker ON maker.community_id = n.community_id AND maker.id = n.by_account
			LEFT JOIN account about ON about.community_id = n.community_id AND about.id = n.about_account
			WHERE n.community_id = $2 AND n.account_id = $3 ORDER BY n.id DESC LIMIT $4`,
			tx.Stamp(), tx.Community(), actor.Account, noticesShown)
		return err
	})
	return all, err
}

func scanNotice(r db.Row) (n Notice, err error) {
	return n, r.Scan(&n.Kind, &n.By, &n.About, civil.ScanInstant(&n.At), civil.ScanInstant(&n.Used), &n.Seen)
}
