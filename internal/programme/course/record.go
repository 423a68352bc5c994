package course

import (
	"context"
	"slices"
	"strings"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Evening is a session with what its record is made of.
type Evening struct {
	Session Session
	Course  Course
	Part    Part
	Ticks   []string // of the programme
	Staff   []Staff  // who runs the course
}

// Evening reads a session for whoever runs the course.
func (s *Store) Evening(ctx context.Context, actor access.Actor, id string) (e Evening, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if e.Session, err = sessionOf(tx, id); err != nil {
			return err
		}
		if e.Course, err = run(tx, actor, access.CourseRun, e.Session.Course); err != nil {
			return err
		}
		p, err := versionOf(tx, e.Course.Programme, e.Course.Version)
		if err != nil {
			return err
		}
		e.Part, e.Ticks = p.Part(e.Session.Part), p.Ticks
		if e.Staff, err = facilitators(tx, e.Course.ID); err != nil {
			return err
		}
		e.Session.With, err = db.All(tx, db.Column[string], `SELECT account_id FROM course_session_with WHERE community_id = $1 AND session_id = $2
			ORDER BY account_id LIMIT $3`, tx.Community(), id, mostFor)
		return err
	})
	return e, err
}

// SaveRecord stores what became of a session. Nobody is told by it who came:
// that is the register's.
func (s *Store) SaveRecord(ctx context.Context, actor access.Actor, id string, r Record) error {
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		e, err := sessionOf(tx, id)
		if err != nil {
			return err
		}
		c, err := run(tx, actor, access.CourseRun, e.Course)
		if err != nil {
			return err
		}
		if err := r.check(); err != nil {
			return err
		}
		if err := r.namesNobody(tx, actor, c.ID); err != nil {
			return err
		}
		if err := putRecord(tx, actor, id, r); err != nil {
			return err
		}
		facts := trail.Facts{"delivered": "yes"}
		if !r.Delivered {
			facts = trail.Facts{"delivered": "no", "reason": string(r.Why)}
		}
		return note(tx, actor, trail.SessionDelivered, "course_session", id, "", facts)
	})
}

// check reports what is wrong with a record, by the fields of the form.
func (r Record) check() error {
	e := fault.New(fault.Invalid, "course.record.invalid")
	if !r.Delivered && !slices.Contains(Whys, r.Why) {
		e.Field("why", "course.record.why")
	}
	for _, text := range r.texts() {
		tooLong(e, text.field, text.words, longestText)
	}
	return e.OrNil()
}

type typedText struct{ field, words string }

func (r Record) texts() []typedText {
	return []typedText{{"kit", r.Kit}, {"homework", r.Homework}, {"came_up", r.CameUp}}
}

func putRecord(tx *db.Tx, actor access.Actor, id string, r Record) error {
	if r.Delivered {
		r.Why = ""
	}
	if _, err := tx.Exec(`UPDATE course_session SET delivered = $1, reason = $2, ticks = $3, kit = $4, homework = $5, came_up = $6,
			recorded_by = $7, recorded_at = $8 WHERE community_id = $9 AND id = $10`, r.Delivered, string(r.Why), strings.Join(r.Ticks, "\n"),
		strings.TrimSpace(r.Kit), strings.TrimSpace(r.Homework), strings.TrimSpace(r.CameUp), actor.Account, tx.Stamp(), tx.Community(), id); err != nil {
		return err
	}
	if _, err := tx.Exec(`DELETE FROM course_session_with WHERE community_id = $1 AND session_id = $2`, tx.Community(), id); err != nil {
		return err
	}
	slices.Sort(r.With)
	for _, account := range slices.Compact(r.With) {
		if _, err := tx.Exec(`INSERT INTO course_session_with (community_id, session_id, account_id)
			SELECT $1, $2, f.account_id FROM course_facilitator f JOIN course_session s ON s.community_id = f.community_id AND s.course_id = f.course_id
			WHERE f.community_id = $1 AND s.id = $2 AND f.account_id = $3`, tx.Community(), id, account); err != nil {
			return err
		}
	}
	return nil
}

func split(ticks string) []string {
	if ticks == "" {
		return nil
	}
	return strings.Split(ticks, "\n")
}

// Note stores a few words on somebody at this session, for those who run the
// course; no words take the note away. The person reads it in their copy.
func (s *Store) Note(ctx context.Context, actor access.Actor, session, enrolment, words string) error {
	words = oneLine(words)
	e := fault.New(fault.Invalid, "course.note.invalid")
	tooLong(e, "words", words, longestLine)
	if err := e.OrNil(); err != nil {
		return err
	}
	return s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, session); err != nil {
			return err
		}
		if _, err := nextMark(tx, session); err != nil {
			return err
		}
		who, _, err := standing(tx, actor, Mark{Session: session, Enrolment: enrolment})
		if err != nil {
			return err
		}
		if words == "" {
			_, err = tx.Exec(`DELETE FROM session_note WHERE community_id = $1 AND session_id = $2 AND enrolment_id = $3`,
				tx.Community(), session, enrolment)
		} else {
			_, err = tx.Exec(`INSERT INTO session_note (community_id, session_id, enrolment_id, words, account_id, at) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT (community_id, session_id, enrolment_id) DO UPDATE SET words = excluded.words, account_id = excluded.account_id, at = excluded.at`,
				tx.Community(), session, enrolment, words, actor.Account, tx.Stamp())
		}
		if err != nil {
			return err
		}
		return note(tx, actor, trail.SessionNoted, "course_session", session, who, nil)
	})
}
