// Package trail is the append-only, chained record of changes and reads.
//
// Invariants:
//   - [Append] runs inside the transaction that makes the change: both are
//     stored or neither is.
//   - Entries are numbered without gaps per community, and each one's hash is
//     grown from the one before, so that no line can be changed, dropped or
//     slipped in without [Verify] seeing it.
//   - An entry holds ids, codes and dates, never anybody's story.
//   - [Forget] blanks what an entry says of an erased person and leaves the
//     chain whole: the hash covers a salted digest of those words, not the
//     words.
package trail

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"openmaf/internal/platform/db"
)

// Subject is the record that an entry is about.
type Subject struct{ Kind, ID string }

// Facts are the ids, codes and dates that go with an event.
type Facts map[string]string

// Entry is a change about to be written down. Account is who made it: an
// account's id, or one of [System] and [Public]. Person is whose record it
// touches, and empty for changes that touch nobody's.
type Entry struct {
	Account string
	Event   Event
	Subject Subject
	Person  string
	Facts   Facts
}

// Accounts of changes that no signed-in account made.
const (
	System = "system" // the command line, or work whose time had come
	Public = "public" // somebody who is not signed in
)

// Line is one entry as it was written.
type Line struct {
	Seq int64
	At  string // civil instant
	Entry
}

// Append puts the entry at the end of the community's chain. The transaction
// writes it with its other entries, before it ends.
func Append(tx *db.Tx, e Entry) error {
	if e.Account == "" || e.Event == "" || e.Subject.Kind == "" || e.Subject.ID == "" {
		return fmt.Errorf("trail: an entry needs account, event and subject: %+v", e)
	}
	facts, nonce := "{}", rand.Text()
	if len(e.Facts) > 0 {
		text, err := json.Marshal(e.Facts) // a map's keys are sorted
		if err != nil {
			return err
		}
		facts = string(text)
	}
	end, err := endOf(tx)
	if err != nil {
		return err
	}
	seq, digest := end.seq+1, digestOf(nonce, e.Person, facts)
	hash := hashOf(end.hash, seq, tx.Stamp(), e, digest)
	row := []any{tx.Community(), seq, tx.Stamp(), e.Account, string(e.Event), e.Subject.Kind, e.Subject.ID,
		db.OrNull(e.Person), facts, nonce, digest, hash}
	rows := append(slices.Clip(end.rows), row)
	tx.Keep(endKey{}, head{seq, hash, rows})
	if len(rows) < gathered {
		return nil
	}
	return flush(tx)
}

// gathered is how many entries wait for each other at the most: they are
// written together before the transaction ends.
const gathered = 16

// flush writes the entries that wait.
func flush(tx *db.Tx) error {
	end, _ := tx.Kept(endKey{}).(head)
	if len(end.rows) == 0 {
		return nil
	}
	tx.Keep(endKey{}, head{seq: end.seq, hash: end.hash})
	return tx.ExecRows(`INSERT INTO trail (community_id, seq, at, account_id, event, subject_kind, subject_id,
			person_id, facts, nonce, digest, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, end.rows)
}

// head is the end of a community's chain.
type head struct {
	seq  int64
	hash string
	rows [][]any // of its last entries, which are not written yet
}

func scanHead(r db.Row) (h head, err error) { return h, r.Scan(&h.seq, &h.hash) }

type endKey struct{}

// endOf is the end of the chain as this transaction has grown it. The first
// call reads the head row, which is locked from then on, so that a community's
// entries are in one order on PostgreSQL too; the last entry of the transaction
// is written into it.
func endOf(tx *db.Tx) (head, error) {
	if h, ok := tx.Kept(endKey{}).(head); ok {
		return h, nil
	}
	h, err := db.One(tx, scanHead, `INSERT INTO trail_head (community_id, seq, hash) VALUES ($1, 0, '')
		ON CONFLICT (community_id) DO UPDATE SET seq = trail_head.seq RETURNING seq, hash`, tx.Community())
	if err != nil {
		return h, err
	}
	tx.Keep(endKey{}, h)
	tx.AtEnd(func() error {
		if err := flush(tx); err != nil {
			return err
		}
		end := tx.Kept(endKey{}).(head)
		_, err := tx.Exec(`UPDATE trail_head SET seq = $1, hash = $2 WHERE community_id = $3`, end.seq, end.hash, tx.Community())
		return err
	})
	return h, nil
}

func digestOf(nonce, person, facts string) string {
	return sum(nonce, person, facts)
}

func hashOf(before string, seq int64, at string, e Entry, digest string) string {
	return sum(before, strconv.FormatInt(seq, 10), at, e.Account, string(e.Event), e.Subject.Kind, e.Subject.ID, digest)
}

// sum is the SHA-256 of the parts, each preceded by its length so that no two
// lists of parts read the same.
func sum(parts ...string) string {
	text := make([]byte, 0, 512)
	for _, p := range parts {
		text = append(strconv.AppendInt(text, int64(len(p)), 10), ':')
		text = append(text, p...)
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:])
}

// OfPerson reads up to limit entries that touch the person, newest first,
// older than the entry numbered before (0: from the newest). What touches the
// records that went into theirs reads as one story with it: an entry cannot be
// written anew, so it keeps the id that it was written with.
func OfPerson(tx *db.Tx, person string, before int64, limit int) ([]Line, error) {
	if err := flush(tx); err != nil {
		return nil, err
	}
	if before <= 0 {
		before = 1 << 62
	}
	return db.All(tx, scanLine, `SELECT * FROM (SELECT seq, at, account_id, event, subject_kind, subject_id, person_id, facts
			FROM trail WHERE community_id = $1 AND person_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4) AS own
		UNION ALL
		SELECT * FROM (SELECT t.seq, t.at, t.account_id, t.event, t.subject_kind, t.subject_id, t.person_id, t.facts
			FROM person m JOIN trail t ON t.community_id = m.community_id AND t.person_id = m.id
			WHERE m.community_id = $1 AND m.merged_into = $2 AND t.seq < $3 ORDER BY t.seq DESC LIMIT $4) AS others
		ORDER BY seq DESC LIMIT $4`, tx.Community(), person, before, limit)
}

// OfSubjects is [OfPerson] for the entries about some of what hangs on the
// person; ids are separated by spaces.
func OfSubjects(tx *db.Tx, person, ids string, before int64, limit int) ([]Line, error) {
	if err := flush(tx); err != nil {
		return nil, err
	}
	if before <= 0 {
		before = 1 << 62
	}
	return db.All(tx, scanLine, `SELECT seq, at, account_id, event, subject_kind, subject_id, person_id, facts
		FROM trail WHERE community_id = $1 AND person_id = $2 AND $3 LIKE '%' || subject_id || '%' AND seq < $4 ORDER BY seq DESC LIMIT $5`,
		tx.Community(), person, ids, before, limit)
}

func scanLine(r db.Row) (l Line, err error) {
	var facts []byte
	err = r.Scan(&l.Seq, &l.At, &l.Account, &l.Event, &l.Subject.Kind, &l.Subject.ID, db.OrZero(&l.Person), &facts)
	if err == nil && facts != nil {
		err = json.Unmarshal(facts, &l.Facts)
	}
	return l, err
}

// Forget blanks who the person's entries were about and what was noted of
// them, for good. The entries stay, and the chain still holds.
func Forget(tx *db.Tx, person string) error {
	if err := flush(tx); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE trail SET person_id = NULL, facts = NULL, nonce = NULL
		WHERE community_id = $1 AND person_id = $2`, tx.Community(), person); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM trail_read WHERE community_id = $1 AND person_id = $2`, tx.Community(), person)
	return err
}
