package course

import (
	"context"
	"slices"
	"strings"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/db"
	"openmaf/internal/trust/access"
)

// Register is who is expected at one session and who is here.
type Register struct {
	Session Session
	Course  Course
	Part    Part
	Rows    []Row // expected first, each lot by name
	Heads   int   // beside the names of Rows
	Total   int   // of everybody who is here
	Version string
}

// Row is one name on the register.
type Row struct {
	Enrolment string
	Line      int
	Name      string
	New       bool   // has been to no session of this course before
	Lately    bool   // came to one of the last two, or is new
	Mark      string // the mark that holds
	Here      bool
	Note      string
	Disputes  []Dispute
}

// Dispute is a mark that somebody made without knowing of the one that holds.
type Dispute struct {
	Mark string
	Here bool
	By   string // who tapped
	Held string // who made the mark that holds; empty for none
}

// lately is how many sessions back somebody was who is expected.
const lately = 2

// Register reads the register of a session for whoever runs the course.
func (s *Store) Register(ctx context.Context, actor access.Actor, session string) (r Register, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		r, err = registerOf(tx, actor, session)
		return err
	})
	return r, err
}

func registerOf(tx *db.Tx, actor access.Actor, session string) (r Register, err error) {
	if r.Session, err = sessionOf(tx, session); err != nil {
		return r, err
	}
	if r.Course, err = run(tx, actor, access.CourseRun, r.Session.Course); err != nil {
		return r, err
	}
	p, err := versionOf(tx, r.Course.Programme, r.Course.Version)
	if err != nil {
		return r, err
	}
	r.Part = p.Part(r.Session.Part)
	if r.Rows, err = rows(tx, actor, r.Session); err != nil {
		return r, err
	}
	if err := r.count(tx); err != nil {
		return r, err
	}
	return r, r.disputes(tx)
}

// rows are the names in the reader's sight: who has a place, and who is here
// though they have none any more.
func rows(tx *db.Tx, actor access.Actor, e Session) ([]Row, error) {
	all, err := db.All(tx, scanRow, `SELECT e.id, e.line, p.name, COALESCE(a.mark_id, ''), COALESCE(a.here, FALSE), COALESCE(n.words, ''),
			(SELECT count(*) FROM attendance b JOIN course_session s ON s.community_id = b.community_id AND s.id = b.session_id
				WHERE b.community_id = e.community_id AND b.enrolment_id = e.id AND b.here AND s.id <> $1),
			EXISTS (SELECT 1 FROM attendance b WHERE b.community_id = e.community_id AND b.enrolment_id = e.id AND b.here
				AND b.session_id IN (SELECT s.id FROM course_session s WHERE s.community_id = $2 AND s.course_id = $3
					AND (s.on_day, s.from_minute) < ($4, $5) ORDER BY s.on_day DESC, s.from_minute DESC LIMIT $6))
		FROM enrolment e JOIN person p ON p.community_id = e.community_id AND p.id = e.person_id
		LEFT JOIN attendance a ON a.community_id = e.community_id AND a.enrolment_id = e.id AND a.session_id = $1
		LEFT JOIN session_note n ON n.community_id = e.community_id AND n.enrolment_id = e.id AND n.session_id = $1
		WHERE e.community_id = $2 AND e.course_id = $3 AND `+person.InSight("p", "$7")+`
			AND (e.state IN ('offered', 'on', 'graduated') AND p.died_on IS NULL OR a.here)
		ORDER BY p.name_key, e.line LIMIT $8`,
		e.ID, tx.Community(), e.Course, e.On.String(), int(e.From), lately, actor.Account, mostPlaces)
	slices.SortStableFunc(all, func(a, b Row) int {
		switch {
		case a.Lately == b.Lately:
			return 0
		case a.Lately:
			return -1
		}
		return 1
	})
	return all, err
}

func scanRow(r db.Row) (row Row, err error) {
	been := 0
	err = r.Scan(&row.Enrolment, &row.Line, &row.Name, &row.Mark, &row.Here, &row.Note, &been, &row.Lately)
	row.Name, row.New = Short(row.Name), been == 0
	row.Lately = row.Lately || row.New
	return row, err
}

// Short is a first name with the initial of the last.
func Short(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	for _, letter := range words[len(words)-1] {
		return words[0] + " " + string(letter)
	}
	return words[0]
}

// count adds up who is here, whoever may see their name: so that the total is
// the same on every phone, and somebody out of sight is one more head.
func (r *Register) count(tx *db.Tx) error {
	now, err := db.One(tx, scanCounts, selectCounts, tx.Community(), r.Session.ID)
	if err != nil {
		return err
	}
	shown := 0
	for _, row := range r.Rows {
		if row.Here {
			shown++
		}
	}
	r.Total, r.Version = now.named+now.unnamed, now.version
	r.Heads = max(0, r.Total-shown)
	return nil
}

// counts are how many are here by name, in anybody's sight, and beside the
// names; and the version of the register.
type counts struct {
	named, unnamed int
	version        string
}

const selectCounts = `SELECT (SELECT count(*) FROM attendance a WHERE a.community_id = s.community_id AND a.session_id = s.id AND a.here),
	s.unnamed, s.version, c.version FROM course_session s JOIN course c ON c.community_id = s.community_id AND c.id = s.course_id
	WHERE s.community_id = $1 AND s.id = $2`

func scanCounts(r db.Row) (c counts, err error) {
	var marks, list int
	err = r.Scan(&c.named, &c.unnamed, &marks, &list)
	c.version = itoa(marks) + "." + itoa(list)
	return c, err
}

// disputes puts to the rows what is disputed of them.
func (r *Register) disputes(tx *db.Tx) error {
	type disputed struct {
		enrolment string
		Dispute
	}
	all, err := db.All(tx, func(row db.Row) (d disputed, err error) {
		return d, row.Scan(&d.enrolment, &d.Mark, &d.Here, &d.By, &d.Held)
	}, `SELECT m.enrolment_id, m.id, m.here, y.name, COALESCE(h.name, '') FROM register_mark m
		JOIN account y ON y.community_id = m.community_id AND y.id = m.account_id
		LEFT JOIN attendance a ON a.community_id = m.community_id AND a.session_id = m.session_id AND a.enrolment_id = m.enrolment_id
		LEFT JOIN register_mark o ON o.community_id = m.community_id AND o.id = a.mark_id
		LEFT JOIN account h ON h.community_id = m.community_id AND h.id = o.account_id
		WHERE m.community_id = $1 AND m.session_id = $2 AND m.state = 'disputed' ORDER BY m.seq LIMIT $3`,
		tx.Community(), r.Session.ID, mostPlaces)
	for _, d := range all {
		i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.Enrolment == d.enrolment })
		if i >= 0 {
			r.Rows[i].Disputes = append(r.Rows[i].Disputes, d.Dispute)
		}
	}
	return err
}

// Version is cheap to ask for, and another one whenever the register would be.
func (s *Store) Version(ctx context.Context, actor access.Actor, session string) (v string, err error) {
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		if err := mayMark(tx, actor, session); err != nil {
			return err
		}
		now, err := db.One(tx, scanCounts, selectCounts, tx.Community(), session)
		v = now.version
		return err
	})
	return v, err
}

// mayMark reports whether the register is the actor's to see and mark.
func mayMark(tx *db.Tx, actor access.Actor, session string) error {
	own, err := db.One(tx, db.Column[bool],
		`SELECT EXISTS (SELECT 1 FROM course_facilitator f WHERE f.community_id = s.community_id AND f.course_id = s.course_id AND f.account_id = $1)
		FROM course_session s WHERE s.community_id = $2 AND s.id = $3`, actor.Account, tx.Community(), session)
	if err != nil {
		return err
	}
	return access.Allow(actor, access.CourseRun, own)
}
