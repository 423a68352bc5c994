package course

import (
	"cmp"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Merged leaves one line where both records were on one course: the one that
// had come further, or else the older. The other goes into it with its marks
// and notes, and the one line goes on from it, so that its story is read too.
// Which rows went along is written down beside what else the merge moved.
func (Follower) Merged(tx *db.Tx, actor access.Actor, merge, personID string) error {
	double, err := db.All(tx, scanNext, `SELECT e.id, e.course_id, e.person_id, e.state FROM enrolment e
		WHERE e.community_id = $1 AND e.person_id = $2 AND e.state <> 'moved' AND EXISTS (SELECT 1 FROM enrolment o
			WHERE o.community_id = e.community_id AND o.person_id = e.person_id AND o.course_id = e.course_id AND o.state <> 'moved' AND o.id <> e.id)
		ORDER BY e.course_id, e.line`, tx.Community(), personID)
	if err != nil {
		return err
	}
	for i := 0; i+1 < len(double); i += 2 { // nobody is on a course twice, so there are two of each
		if err := join(tx, actor, merge, double[i:i+2]); err != nil {
			return err
		}
	}
	return nil
}

// furthest first.
var furthest = []State{Graduated, On, Offered, Waiting, Left}

func join(tx *db.Tx, actor access.Actor, merge string, pair []Enrolment) error {
	slices.SortStableFunc(pair, func(a, b Enrolment) int {
		return cmp.Compare(slices.Index(furthest, a.State), slices.Index(furthest, b.State))
	})
	kept, goes := pair[0], pair[1]
	c, err := alone(tx, actor, kept.Course)
	if err != nil {
		return err
	}
	seq, err := set(tx, goes.ID, Moved, "", tx.Stamp())
	if err != nil {
		return err
	}
	if err := putStep(tx, actor, goes, seq, Join, Moved, ""); err != nil {
		return err
	}
	if err := carry(tx, merge, kept.ID, goes.ID); err != nil {
		return err
	}
	if goes.State.Holds() {
		c.Taken--
	}
	return fill(tx, actor, c)
}

// carry lets the one line go on from the other, and moves its marks and notes.
func carry(tx *db.Tx, merge, kept, goes string) error {
	own := tx.Community()
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id) VALUES ($1, $2, 'enrolment_joined', $3)`, []any{own, merge, goes + kept}},
		{`WITH RECURSIVE way (id, came_from) AS (
				SELECT e.id, e.came_from FROM enrolment e WHERE e.community_id = $1 AND e.id = $2
				UNION SELECT b.id, b.came_from FROM enrolment b JOIN way ON b.id = way.came_from WHERE b.community_id = $1)
			UPDATE enrolment SET came_from = $3 WHERE community_id = $1 AND id IN (SELECT id FROM way WHERE came_from IS NULL)`, []any{own, kept, goes}},
		{`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id)
			SELECT community_id, $1, 'register_mark', id FROM register_mark WHERE community_id = $2 AND enrolment_id = $3`, []any{merge, own, goes}},
		{`UPDATE register_mark SET enrolment_id = $1 WHERE community_id = $2 AND enrolment_id = $3`, []any{kept, own, goes}},
		// Whoever was there under one of the names was there.
		{`INSERT INTO attendance (community_id, session_id, enrolment_id, here, mark_id)
			SELECT community_id, session_id, $1, here, mark_id FROM attendance WHERE community_id = $2 AND enrolment_id = $3
			ON CONFLICT (community_id, session_id, enrolment_id) DO UPDATE SET here = TRUE, mark_id = excluded.mark_id
			WHERE excluded.here AND NOT attendance.here`, []any{kept, own, goes}},
		{`DELETE FROM attendance WHERE community_id = $1 AND enrolment_id = $2`, []any{own, goes}},
		{`INSERT INTO person_merge_row (community_id, merge_id, hangs, row_id) SELECT n.community_id, $1, 'session_note', n.session_id || n.enrolment_id
			FROM session_note n WHERE n.community_id = $2 AND n.enrolment_id = $3 AND NOT EXISTS (SELECT 1 FROM session_note o
				WHERE o.community_id = n.community_id AND o.session_id = n.session_id AND o.enrolment_id = $4)`, []any{merge, own, goes, kept}},
		{`UPDATE session_note SET enrolment_id = $1 WHERE community_id = $2 AND enrolment_id = $3 AND NOT EXISTS (SELECT 1 FROM session_note o
			WHERE o.community_id = $2 AND o.session_id = session_note.session_id AND o.enrolment_id = $1)`, []any{kept, own, goes}},
	} {
		if _, err := tx.Exec(q.sql, q.args...); err != nil {
			return err
		}
	}
	return nil
}

// Unmerge makes two lines of those that the merge joined. What was marked since
// stays with the line that it was marked on.
func (Follower) Unmerge(tx *db.Tx, actor access.Actor, merge string) error {
	joined, err := db.All(tx, scanBefore, selectBefore+` AND s.verb = 'join' AND e.id IN (SELECT substr(row_id, 1, 26) FROM person_merge_row
		WHERE community_id = $1 AND merge_id = $2 AND hangs = 'enrolment_joined') ORDER BY e.course_id, e.id`, tx.Community(), merge)
	if err != nil {
		return err
	}
	for _, b := range joined {
		if err := b.sunder(tx, merge); err != nil {
			return err
		}
		if err := b.restore(tx, actor, Sunder, putStep); err != nil {
			return err
		}
	}
	return nil
}

// sunder is the way back of carry: what holds of each session is what the last
// mark of each line says that holds.
func (b before) sunder(tx *db.Tx, merge string) error {
	kept, err := db.One(tx, db.Column[string], `SELECT substr(row_id, 27) FROM person_merge_row WHERE community_id = $1 AND merge_id = $2
		AND hangs = 'enrolment_joined' AND substr(row_id, 1, 26) = $3`, tx.Community(), merge, b.ID)
	if err != nil {
		return err
	}
	own := tx.Community()
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`UPDATE enrolment SET came_from = NULL WHERE community_id = $1 AND came_from = $2`, []any{own, b.ID}},
		{`UPDATE register_mark SET enrolment_id = $1 WHERE community_id = $2 AND enrolment_id = $3
			AND id IN (SELECT row_id FROM person_merge_row WHERE community_id = $2 AND merge_id = $4 AND hangs = 'register_mark')`, []any{b.ID, own, kept, merge}},
		{`DELETE FROM attendance WHERE community_id = $1 AND enrolment_id IN ($2, $3)`, []any{own, b.ID, kept}},
		{`INSERT INTO attendance (community_id, session_id, enrolment_id, here, mark_id)
			SELECT m.community_id, m.session_id, m.enrolment_id, m.here, m.id FROM register_mark m
			WHERE m.community_id = $1 AND m.enrolment_id IN ($2, $3) AND m.state = 'holds' AND NOT EXISTS (SELECT 1 FROM register_mark l
				WHERE l.community_id = m.community_id AND l.session_id = m.session_id AND l.enrolment_id = m.enrolment_id AND l.state = 'holds' AND l.seq > m.seq)`,
			[]any{own, b.ID, kept}},
		{`UPDATE session_note SET enrolment_id = $1 WHERE community_id = $2 AND enrolment_id = $3 AND session_id || $1 IN (SELECT row_id
			FROM person_merge_row WHERE community_id = $2 AND merge_id = $4 AND hangs = 'session_note')`, []any{b.ID, own, kept, merge}},
	} {
		if _, err := tx.Exec(q.sql, q.args...); err != nil {
			return err
		}
	}
	return nil
}
