package course

import (
	"context"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/ident"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Mark stores what a phone says of a register. It may come again and again and
// counts once; one that was taken back before it arrived counts never. The fate
// says whether it holds; a mark that does not is kept and shown.
func (s *Store) Mark(ctx context.Context, actor access.Actor, m Mark) (f Fate, err error) {
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, m.Session); err != nil {
			return err
		}
		f, err = mark(tx, actor, m)
		return err
	})
	return f, err
}

// Others marks everybody of a circle at once who is not missing from it: the
// names that whoever looked round had before their eyes, each as one tap would.
// All of them count once, with the form that they come in.
func (s *Store) Others(ctx context.Context, actor access.Actor, session string, here []Mark) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, session); err != nil {
			return err
		}
		for _, m := range here {
			m.ID, m.Session, m.Here, m.How = tx.NewID(), session, true, Seen
			if _, err := mark(tx, actor, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// mark stores one mark of a register that the actor may mark.
func mark(tx *db.Tx, actor access.Actor, m Mark) (Fate, error) {
	seq, err := nextMark(tx, m.Session)
	if err != nil {
		return "", err
	}
	there, err := db.All(tx, db.Column[string], `SELECT state FROM register_mark WHERE community_id = $1 AND id = $2`, tx.Community(), m.ID)
	if err != nil {
		return "", err
	}
	switch {
	case len(there) > 0:
		return Fate(there[0]), nil // it has arrived before
	case m.Enrolment == "":
		return Holds, markHead(tx, actor, m, seq)
	}
	return markName(tx, actor, m, seq)
}

// nextMark is the place of a mark among those of its session. Until this
// transaction ends no other writes to the register.
func nextMark(tx *db.Tx, session string) (int, error) {
	return db.One(tx, db.Column[int], `UPDATE course_session SET version = version + 1 WHERE community_id = $1 AND id = $2 RETURNING version`,
		tx.Community(), session)
}

// markHead counts one head more or less. There are never fewer heads than none,
// for whoever counts: those out of their sight are heads to them.
func markHead(tx *db.Tx, actor access.Actor, m Mark, seq int) error {
	if m.Heads != 1 && m.Heads != -1 {
		return fault.New(fault.Invalid, "course.register.mark")
	}
	if m.Heads < 0 {
		now, err := db.One(tx, scanCounts, selectCounts, tx.Community(), m.Session)
		if err != nil {
			return err
		}
		seen, err := db.One(tx, db.Column[int], `SELECT count(*) FROM attendance a JOIN enrolment e ON e.community_id = a.community_id AND e.id = a.enrolment_id
			JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
			WHERE a.community_id = $1 AND a.session_id = $2 AND a.here AND `+person.InSight("p", "$3"), tx.Community(), m.Session, actor.Account)
		if err != nil {
			return err
		}
		if now.named+now.unnamed-seen <= 0 {
			m.Heads = 0 // it is kept, and takes nobody away
		}
	}
	if err := addMark(tx, actor, m, seq, Holds); err != nil {
		return err
	}
	return addHeads(tx, m.Session, m.Heads)
}

func addHeads(tx *db.Tx, session string, n int) error {
	_, err := tx.Exec(`UPDATE course_session SET unnamed = unnamed + $1 WHERE community_id = $2 AND id = $3`, n, tx.Community(), session)
	return err
}

// markName says of a name on the list whether they are here.
func markName(tx *db.Tx, actor access.Actor, m Mark, seq int) (Fate, error) {
	who, now, err := standing(tx, actor, m)
	if err != nil {
		return "", err
	}
	fate := Judge(now, m)
	if err := addMark(tx, actor, m, seq, fate); err != nil {
		return fate, err
	}
	if fate == Holds {
		if err := put(tx, m, Standing{m.ID, m.Here}); err != nil {
			return fate, err
		}
		// What they said before without knowing is answered by what they say now.
		if err := settle(tx, m, actor.Account); err != nil {
			return fate, err
		}
	}
	return fate, noteMark(tx, actor, m, who, fate)
}

// standing reads whose name it is, in the actor's sight, and what holds of it.
func standing(tx *db.Tx, actor access.Actor, m Mark) (who string, now Standing, err error) {
	who, err = db.One(tx, func(r db.Row) (id string, err error) { return id, r.Scan(&id, &now.Mark, &now.Here) },
		`SELECT e.person_id, COALESCE(a.mark_id, ''), COALESCE(a.here, FALSE) FROM enrolment e
		JOIN course_session s ON s.community_id = e.community_id AND s.course_id = e.course_id
		JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
		LEFT JOIN attendance a ON a.community_id = e.community_id AND a.enrolment_id = e.id AND a.session_id = s.id
		WHERE s.community_id = $1 AND s.id = $2 AND e.id = $3 AND `+person.InSight("p", "$4"),
		tx.Community(), m.Session, m.Enrolment, actor.Account)
	return who, now, err
}

func addMark(tx *db.Tx, actor access.Actor, m Mark, seq int, f Fate) error {
	var here *bool
	if m.Enrolment != "" {
		here = &m.Here
	}
	_, err := tx.Exec(`INSERT INTO register_mark (community_id, id, session_id, enrolment_id, here, heads, how, base, seq, state, account_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, tx.Community(), m.ID, m.Session, db.OrNull(m.Enrolment), here, m.Heads,
		string(m.How), m.Base, seq, string(f), actor.Account, tx.Stamp())
	return asSent(err)
}

// put writes what holds of a name now.
func put(tx *db.Tx, m Mark, now Standing) error {
	if now.Mark == "" {
		_, err := tx.Exec(`DELETE FROM attendance WHERE community_id = $1 AND session_id = $2 AND enrolment_id = $3`,
			tx.Community(), m.Session, m.Enrolment)
		return err
	}
	_, err := tx.Exec(`INSERT INTO attendance (community_id, session_id, enrolment_id, here, mark_id) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (community_id, session_id, enrolment_id) DO UPDATE SET here = excluded.here, mark_id = excluded.mark_id`,
		tx.Community(), m.Session, m.Enrolment, now.Here, now.Mark)
	return err
}

// settle answers what is disputed of a name; an empty account answers everybody's.
func settle(tx *db.Tx, m Mark, account string) error {
	_, err := tx.Exec(`UPDATE register_mark SET state = 'settled' WHERE community_id = $1 AND session_id = $2 AND enrolment_id = $3
		AND state = 'disputed' AND ($4 = '' OR account_id = $4)`, tx.Community(), m.Session, m.Enrolment, account)
	return err
}

// Settle says which of two marks holds: that the person is here, or not.
func (s *Store) Settle(ctx context.Context, actor access.Actor, m Mark) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, m.Session); err != nil {
			return err
		}
		seq, err := nextMark(tx, m.Session)
		if err != nil {
			return err
		}
		who, _, err := standing(tx, actor, m)
		if err != nil {
			return err
		}
		if err := addMark(tx, actor, m, seq, Holds); err != nil {
			return err
		}
		if err := put(tx, m, Standing{m.ID, m.Here}); err != nil {
			return err
		}
		if err := settle(tx, m, ""); err != nil {
			return err
		}
		return noteMark(tx, actor, m, who, Holds)
	})
}

// TakeBack undoes one mark: a finger slipped. What held before it holds again,
// unless another mark came since. It also stops one that has not arrived yet.
func (s *Store) TakeBack(ctx context.Context, actor access.Actor, session, id string) error {
	if !ident.Valid(id) {
		return nil // there is no such mark, and there will not be
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, session); err != nil {
			return err
		}
		seq, err := nextMark(tx, session)
		if err != nil {
			return err
		}
		m, err := db.One(tx, scanMark, `SELECT id, session_id, COALESCE(enrolment_id, ''), COALESCE(here, FALSE), heads, state FROM register_mark
			WHERE community_id = $1 AND id = $2 AND session_id = $3 AND account_id = $4`, tx.Community(), id, session, actor.Account)
		if missing(err) {
			return never(tx, actor, session, id, seq)
		}
		if err != nil || m.state == Undone {
			return err
		}
		return takeBack(tx, actor, m)
	})
}

type storedMark struct {
	Mark
	state Fate
}

func scanMark(r db.Row) (m storedMark, err error) {
	return m, r.Scan(&m.ID, &m.Session, &m.Enrolment, &m.Here, &m.Heads, &m.state)
}

// never remembers that a mark was taken back before it arrived. Where the id is
// another's, theirs stays as it is.
func never(tx *db.Tx, actor access.Actor, session, id string, seq int) error {
	_, err := tx.Exec(`INSERT INTO register_mark (community_id, id, session_id, heads, how, base, seq, state, account_id, at)
		VALUES ($1, $2, $3, 0, 'seen', '', $4, 'undone', $5, $6) ON CONFLICT (community_id, id) DO NOTHING`,
		tx.Community(), id, session, seq, actor.Account, tx.Stamp())
	return err
}

func takeBack(tx *db.Tx, actor access.Actor, m storedMark) error {
	if _, err := tx.Exec(`UPDATE register_mark SET state = 'undone' WHERE community_id = $1 AND id = $2`, tx.Community(), m.ID); err != nil {
		return err
	}
	if m.Enrolment == "" {
		return addHeads(tx, m.Session, -m.Heads)
	}
	who, now, err := standing(tx, actor, m.Mark)
	if err != nil {
		return err
	}
	if now.Mark == m.ID {
		before, err := db.All(tx, func(r db.Row) (s Standing, err error) { return s, r.Scan(&s.Mark, &s.Here) },
			`SELECT id, here FROM register_mark WHERE community_id = $1 AND session_id = $2 AND enrolment_id = $3 AND state = 'holds'
			ORDER BY seq DESC LIMIT 1`, tx.Community(), m.Session, m.Enrolment)
		if err != nil {
			return err
		}
		if err := put(tx, m.Mark, append(before, Standing{})[0]); err != nil {
			return err
		}
	}
	return noteMark(tx, actor, m.Mark, who, Undone)
}

// noteMark writes what became of a mark of a name. Heads are in no entry: they
// are about nobody, and the marks themselves are kept.
func noteMark(tx *db.Tx, actor access.Actor, m Mark, who string, f Fate) error {
	event := trail.SessionAttended
	if !m.Here || f == Undone {
		event = trail.AttendanceTakenBack
	}
	return note(tx, actor, event, "course_session", m.Session, who, trail.Facts{"mark": m.ID, "how": string(m.How), "fate": string(f)})
}
