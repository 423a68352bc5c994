package trail

import (
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// verifyBatch is how many entries are read at a time.
const verifyBatch = 1000

type link struct {
	Line
	person, facts, nonce *string
	digest, hash         string
}

// Verify walks the community's chain from its first entry and reports the
// first one that was changed, dropped or slipped in; entries is how many hold.
func Verify(tx *db.Tx) (entries int64, err error) {
	if err := flush(tx); err != nil {
		return 0, err
	}
	before := ""
	for {
		batch, err := db.All(tx, scanLink, `SELECT seq, at, account_id, event, subject_kind, subject_id,
				person_id, facts, nonce, digest, hash
			FROM trail WHERE community_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`, tx.Community(), entries, verifyBatch)
		if err != nil {
			return entries, err
		}
		for _, l := range batch {
			if l.Seq != entries+1 || !l.holds(before) {
				return entries, broken(entries + 1)
			}
			before, entries = l.hash, l.Seq
		}
		if len(batch) < verifyBatch {
			break
		}
	}
	end, err := db.All(tx, scanHead, `SELECT seq, hash FROM trail_head WHERE community_id = $1`, tx.Community())
	if err != nil {
		return entries, err
	}
	if h, ok := tx.Kept(endKey{}).(head); ok { // of changes that share this transaction
		end = []head{h}
	}
	if len(end) == 1 && (end[0].seq != entries || end[0].hash != before) || len(end) == 0 && entries > 0 {
		return entries, broken(entries + 1)
	}
	return entries, nil
}

func (l link) holds(before string) bool {
	if l.nonce != nil && l.facts != nil { // not forgotten: the words must be those that were written
		person := ""
		if l.person != nil {
			person = *l.person
		}
		if digestOf(*l.nonce, person, *l.facts) != l.digest {
			return false
		}
	} else if l.person != nil || l.facts != nil || l.nonce != nil {
		return false
	}
	return hashOf(before, l.Seq, l.At, l.Entry, l.digest) == l.hash
}

func scanLink(r db.Row) (l link, err error) {
	err = r.Scan(&l.Seq, &l.At, &l.Account, &l.Event, &l.Subject.Kind, &l.Subject.ID,
		&l.person, &l.facts, &l.nonce, &l.digest, &l.hash)
	return l, err
}

func broken(seq int64) error {
	return fault.New(fault.Invalid, "trail.broken", fault.Args{"Entry": seq})
}
