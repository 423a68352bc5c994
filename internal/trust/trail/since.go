package trail

import "openmaf/internal/platform/db"

// Since are the people of whom something was written down after the entry, in
// the order of their ids, and the last entry there is. Entries are numbered in
// the order in which they were stored, so that none is missed.
func Since(tx *db.Tx, seq int64) (people []string, last int64, err error) {
	if last, err = End(tx); err != nil {
		return nil, last, err
	}
	people, err = db.All(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id) },
		`SELECT DISTINCT person_id FROM trail WHERE community_id = $1 AND seq > $2 AND person_id IS NOT NULL ORDER BY person_id`,
		tx.Community(), seq)
	return people, last, err
}

// End is the number of the last entry; 0 where there is none.
func End(tx *db.Tx) (int64, error) {
	return db.One(tx, func(r db.Row) (seq int64, err error) { return seq, r.Scan(&seq) },
		`SELECT COALESCE(max(seq), 0) FROM trail WHERE community_id = $1`, tx.Community())
}
