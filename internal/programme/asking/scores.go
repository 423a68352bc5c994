package asking

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/measure"
	"openmaf/internal/trust/seal"
)

// Scored is one score of somebody's finished answers.
type Scored struct {
	Ask, Measure, Version string
	Point                 Point
	On                    civil.Date // on which they were finished
	Score                 string
	N                     int // which time of a group that is scored each time, from 1; else 0
	Value                 float64

	parts string // sealed figures of its questions; none where it has none
}

const none = "-"

// ScoresColumn is a column: all that the person p scored in the time from the one
// argument up to the other, for [EachScore] to read. A whole cohort is one row for
// each person that way, where each score by itself would be twenty.
//
// It is NULL for whoever does not agree to be part of the evaluation. Scores that
// were refused are not told. Numbers have fifteen digits, by which both engines
// write the same.
func ScoresColumn(from, to string) string {
	return `CASE WHEN ` + Agrees + ` THEN COALESCE((SELECT string_agg(
			q.measure_id || ' ' || q.version || ' ' || q.point || ' ' || substr(q.finished_at, 1, 10) || ' ' || q.id
			|| (SELECT string_agg(' ' || s.score_id || ' ' || CAST(s.n AS TEXT) || ' ' || CAST(CAST(s.value AS NUMERIC) AS TEXT)
				|| ' ' || COALESCE(s.parts, '` + none + `'), '')
				FROM measure_score s WHERE s.community_id = q.community_id AND s.ask_id = q.id),
			';' ORDER BY q.finished_at, q.id)
		FROM measure_ask q WHERE q.community_id = p.community_id AND q.person_id = p.id
			AND q.finished_at >= ` + from + ` AND q.finished_at < ` + to + ` AND q.withdrawn_at IS NULL), '') END`
}

// Agrees is the condition that the newest answer of the person p to being part
// of the evaluation is yes.
const Agrees = `COALESCE((SELECT c.given FROM consent c WHERE c.community_id = p.community_id AND c.person_id = p.id
	AND c.purpose = 'evaluation' ORDER BY c.id DESC LIMIT 1), FALSE)`

// EachScore reads what [ScoresColumn] tells, in the order in which it was finished; the
// scores of one asking are in no order, which would take the engines longest.
func EachScore(told string, each func(Scored) error) error {
	for rest := range strings.SplitSeq(told, ";") {
		word := func() (w string) { w, rest, _ = strings.Cut(rest, " "); return w }
		s := Scored{Measure: word(), Version: word(), Point: Point(word())}
		if s.Measure == "" {
			continue // told nothing
		}
		var err error
		if s.On, err = civil.ParseDate(word()); err != nil {
			return err
		}
		for s.Ask = word(); rest != ""; {
			s.Score = word()
			if s.N, err = strconv.Atoi(word()); err != nil {
				return err
			}
			if s.Value, err = strconv.ParseFloat(word(), 64); err != nil {
				return err
			}
			s.parts = word()
			if err := each(s); err != nil {
				return err
			}
		}
	}
	return nil
}

// Parts are the figures of the single questions that a score adds up, as
// [measure.Definition.Parts] made them; nil where it has none.
func (s *Store) Parts(tx *db.Tx, of Scored) (parts []float64, err error) {
	if of.parts == none {
		return nil, nil
	}
	sealed, err := base64.RawURLEncoding.DecodeString(of.parts)
	if err != nil {
		return nil, err
	}
	plain, err := s.seal.Open(sealed, boundParts(tx, of.Ask, of.Score))
	if err != nil {
		return nil, err
	}
	return parts, json.Unmarshal(plain, &parts)
}

// keep writes one score down, with the figures of its questions where it adds up
// several.
func (s *Store) keep(tx *db.Tx, p Form, score measure.Score) error {
	var value, parts any
	if score.Handling != measure.Refused {
		value = score.Value
	}
	if figures, ok := p.Definition.Parts(score.ID, p.Answers); ok {
		plain, err := json.Marshal(figures)
		if err != nil {
			return err
		}
		sealed, err := s.seal.Seal(plain, boundParts(tx, p.Ask.ID, score.ID))
		if err != nil {
			return err
		}
		parts = base64.RawURLEncoding.EncodeToString(sealed)
	}
	_, err := tx.Exec(`INSERT INTO measure_score (community_id, ask_id, score_id, n, value, handling, parts) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Community(), p.Ask.ID, score.ID, score.Repeat, value, string(score.Handling), parts)
	return err
}

// boundParts is where the figures belong: to the asking, as the answers do, so
// that they stay readable when two records become one.
func boundParts(tx *db.Tx, ask, score string) []byte {
	return seal.Bound(tx.Community(), "measure_score", ask+" "+score, "parts")
}
