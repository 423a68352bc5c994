package asking

import (
	"database/sql"

	"openmaf/internal/people/person"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
)

// Scored is one score of somebody's finished answers. Value is of no meaning
// where Handling is measure.Refused.
type Scored struct {
	Person           string
	Measure, Version string
	Point            Point
	On               civil.Date // on which they were finished
	Score            string
	N                int // which time of a group that is scored each time, from 1; else 0
	Value            float64
	Handling         measure.Handling
}

// ScoresOf are the scores of a measure, of all where it is empty, that were
// finished in the days, both in them, of everybody who agrees to be counted and whose record is not sealed:
// one query for a whole cohort, by person and then by day. Records that became
// part of another are told as that one.
func ScoresOf(tx *db.Tx, measureID string, from, to civil.Date) ([]Scored, error) {
	return db.All(tx, scanScored, `SELECT q.person_id, q.measure_id, q.version, q.point, substr(q.finished_at, 1, 10), s.score_id, s.n, s.value, s.handling
		FROM measure_ask q
		JOIN measure_score s ON s.community_id = q.community_id AND s.ask_id = q.id
		JOIN person p ON p.community_id = q.community_id AND p.id = q.person_id
		WHERE q.community_id = $1 AND ($2 = '' OR q.measure_id = $2) AND q.finished_at >= $3 AND q.finished_at < $4 AND q.withdrawn_at IS NULL
			AND `+person.Counted("p")+` AND `+Agrees+`
		ORDER BY q.person_id, q.finished_at, q.id, s.score_id, s.n`,
		tx.Community(), measureID, civil.Instant(from.At(0)), civil.Instant(to.AddDays(1).At(0)))
}

// Agrees is the condition that the newest answer of the person p to being part
// of the evaluation is yes.
const Agrees = `COALESCE((SELECT c.given FROM consent c WHERE c.community_id = p.community_id AND c.person_id = p.id
	AND c.purpose = 'evaluation' ORDER BY c.id DESC LIMIT 1), FALSE)`

func scanScored(r db.Row) (s Scored, err error) {
	var on string
	var value sql.NullFloat64
	if err := r.Scan(&s.Person, &s.Measure, &s.Version, &s.Point, &on, &s.Score, &s.N, &value, &s.Handling); err != nil {
		return s, err
	}
	s.Value = value.Float64
	s.On, err = civil.ParseDate(on)
	return s, err
}
