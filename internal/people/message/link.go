package message

import (
	"regexp"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
)

// A message of the kind [OwnLink] has the id of the link that it brings (rooms
// ownview and asking), so that it does not leave once the link is of no use, and its
// words hold the link no longer than they must.

// isSpent reports whether the message brings a link that works no more: it was
// taken back, or ended when the person's record became part of another.
func isSpent(tx *db.Tx, m Message) (bool, error) {
	if m.Kind != OwnLink {
		return false, nil
	}
	_, err := db.One(tx, db.Column[string], `SELECT id FROM own_link
		WHERE community_id = $1 AND id = $2 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $3
		UNION ALL SELECT id FROM measure_link
		WHERE community_id = $1 AND id = $2 AND opened_at IS NULL AND ended_at IS NULL AND expires_at > $3`,
		tx.Community(), m.ID, tx.Stamp())
	if fault.Is(err, fault.Missing) {
		return true, nil
	}
	return false, err
}

// EndLink stops the message that was to bring the link: for the transaction
// that takes it back. One that has left, or never was, changes nothing.
func (s *Service) EndLink(tx *db.Tx, actor access.Actor, link string) error {
	m, err := byID(tx, link)
	if fault.Is(err, fault.Missing) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.move(tx, &m, Stop, change{why: Withdrawn, by: actor.Account})
	return err
}

// secret is what lets somebody in, at the end of a link.
var secret = regexp.MustCompile(`(/own/|/answer/)[A-Za-z0-9_-]+`)

// unlinked are the words without what lets somebody in: for all eyes but the
// person's.
func unlinked(words string) string { return secret.ReplaceAllString(words, "$1…") }

// forget takes what lets somebody in out of the words that are kept, once the
// message is done with.
func (s *Service) forget(tx *db.Tx, m Message) error {
	if m.Kind != OwnLink || m.State.MayBeSent() || m.State == Sending {
		return nil
	}
	words, err := db.One(tx, func(r db.Row) (b []byte, err error) { return b, r.Scan(&b) },
		`SELECT words FROM message WHERE community_id = $1 AND id = $2`, tx.Community(), m.ID)
	if err != nil {
		return err
	}
	plain, err := s.seal.Open(words, wordsBound(tx.Community(), m.ID))
	if err != nil {
		return err
	}
	if words, err = s.seal.Seal([]byte(unlinked(string(plain))), wordsBound(tx.Community(), m.ID)); err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE message SET words = $1 WHERE community_id = $2 AND id = $3`, words, tx.Community(), m.ID)
	return err
}
