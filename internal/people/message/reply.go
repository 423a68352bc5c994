package message

import (
	"context"
	"time"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Reply is what somebody wrote to us.
type Reply struct {
	ID     string
	Person string // empty: from a number that nobody's record has
	Name   string // of the person
	Number string // only of an unknown one
	Words  string
	Says   Says
	At     time.Time
	Read   bool

	words, number []byte
}

const replyColumns = `r.id, COALESCE(r.person_id, ''), COALESCE(p.name, ''), r.number, r.words, r.says, r.at, r.read_at`

func scanReply(r db.Row) (v Reply, err error) {
	var read *string
	err = r.Scan(&v.ID, &v.Person, &v.Name, &v.number, &v.words, &v.Says, civil.ScanInstant(&v.At), &read)
	v.Read = read != nil
	return v, err
}

func (s *Service) openReplies(tx *db.Tx, all []Reply) error {
	for i := range all {
		v := &all[i]
		words, err := s.seal.Open(v.words, replyBound(tx.Community(), v.ID, "words"))
		if err != nil {
			return err
		}
		v.Words, v.words = string(words), nil
		if v.number == nil {
			continue
		}
		number, err := s.seal.Open(v.number, replyBound(tx.Community(), v.ID, "number"))
		if err != nil {
			return err
		}
		v.Number, v.number = string(number), nil
	}
	return nil
}

// Replies reads what nobody has marked as read yet, the oldest first: of the
// actor's own people, and to whoever reaches everybody those of unknown
// numbers too.
func (s *Service) Replies(tx *db.Tx, actor access.Actor) ([]Reply, error) {
	all, err := unread(tx, actor)
	if err != nil {
		return nil, err
	}
	return all, s.openReplies(tx, all)
}

func unread(tx *db.Tx, actor access.Actor) ([]Reply, error) {
	if err := access.Allow(actor, access.MessageRead, true); err != nil {
		return nil, err
	}
	return db.All(tx, scanReply, `SELECT `+replyColumns+` FROM message_reply r
		LEFT JOIN person p ON p.community_id = r.community_id AND p.id = r.person_id AND `+person.InSight("p", "$1")+`
		WHERE r.community_id = $2 AND r.read_at IS NULL
			AND (p.id IS NOT NULL AND `+person.Kept("p", "$3")+` OR r.person_id IS NULL AND $3 = '')
		ORDER BY r.id LIMIT $4`, actor.Account, tx.Community(), keeperOf(actor), listed)
}

// Board is what the page of messages shows.
type Board struct {
	Replies  []Reply
	Troubles []Message
	On       bool
}

// Board reads what came in and what went wrong.
func (s *Service) Board(ctx context.Context, actor access.Actor) (b Board, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if b.Replies, err = s.Replies(tx, actor); err != nil {
			return err
		}
		if b.Troubles, err = Troubles(tx, actor); err != nil {
			return err
		}
		set, err := s.settings(tx)
		b.On = set.IsOn()
		return err
	})
	return b, err
}

// MarkRead notes that somebody has read the reply.
func (s *Service) MarkRead(ctx context.Context, actor access.Actor, id string) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		who, err := db.One(tx, func(r db.Row) (id *string, err error) { return id, r.Scan(&id) },
			`SELECT person_id FROM message_reply WHERE community_id = $1 AND id = $2`, tx.Community(), id)
		if err != nil {
			return err
		}
		if who != nil {
			_, err = person.Open(tx, actor, access.MessageRead, *who)
		} else {
			err = access.Allow(actor, access.MessageRead, false)
		}
		if err != nil {
			return err
		}
		n, err := tx.Exec(`UPDATE message_reply SET read_at = $1, read_by = $2 WHERE community_id = $3 AND id = $4 AND read_at IS NULL`,
			tx.Stamp(), actor.Account, tx.Community(), id)
		if err != nil || n == 0 {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.ReplyRead, Subject: trail.Subject{Kind: "reply", ID: id}})
	})
}

// How long things are kept.
const (
	keptUnknown = 14 * 24 * time.Hour // a reply from a number that nobody's record has
	keptHeard   = 30 * 24 * time.Hour // that a text was told
	keptDone    = 90 * 24 * time.Hour // words of messages and replies that are done with
)

// Sweep deletes what has had its time, and stops what came too late while
// nothing was sent.
func (s *Service) Sweep(ctx context.Context, scope db.Scope) error {
	return s.db.Tx(ctx, scope, func(tx *db.Tx) error {
		ago := func(d time.Duration) string { return civil.Instant(tx.Now().Add(-d)) }
		late, err := db.All(tx, scan, `SELECT `+columns+` FROM message m WHERE m.community_id = $1 AND m.state IN ('waiting', 'held')
			AND m.until_at <= $2 ORDER BY m.id LIMIT $3`, tx.Community(), tx.Stamp(), listed)
		for i := range late {
			if err == nil {
				_, err = s.move(tx, &late[i], Stop, change{why: TooLate})
			}
		}
		if err != nil {
			return err
		}
		for _, old := range []struct {
			query string
			at    string
		}{
			{`DELETE FROM message_heard WHERE community_id = $1 AND at < $2`, ago(keptHeard)},
			{`DELETE FROM message_reply WHERE community_id = $1 AND person_id IS NULL AND at < $2`, ago(keptUnknown)},
			{`DELETE FROM message_reply WHERE community_id = $1 AND read_at IS NOT NULL AND at < $2`, ago(keptDone)},
			{`DELETE FROM message WHERE community_id = $1 AND changed_at < $2 AND (state IN ('handed_over', 'delivered', 'stopped')
				OR state IN ('failed', 'unknown') AND seen)`, ago(keptDone)},
		} {
			if _, err := tx.Exec(old.query, tx.Community(), old.at); err != nil {
				return err
			}
		}
		return nil
	})
}
