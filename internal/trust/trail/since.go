package trail

import (
	"slices"

	"openmaf/internal/platform/db"
)

// Since are the people of whom something was written down after the entry, in
// the order of their ids, and the last entry there is. Entries are numbered in
// the order in which they were stored, so that none is missed.
func Since(tx *db.Tx, seq int64) (people []string, last int64, err error) {
	if last, err = End(tx); err != nil {
		return nil, last, err
	}
	// Neither sorted nor made distinct there: for that an engine may go through
	// everybody's entries.
	people, err = db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
		`SELECT person_id FROM trail WHERE community_id = $1 AND seq > $2 AND person_id IS NOT NULL`, tx.Community(), seq)
	slices.Sort(people)
	people = slices.Compact(people)
	return people, last, err
}

// End is the number of the last entry; 0 where there is none.
func End(tx *db.Tx) (int64, error) {
	return db.One(tx, func(r db.Row) (seq int64, err error) { return seq, r.Scan(&seq) },
		`SELECT COALESCE(max(seq), 0) FROM trail WHERE community_id = $1`, tx.Community())
}
