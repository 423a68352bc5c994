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
// each person that way. It is NULL for whoever does not agree to be part of the
// evaluation.
func ScoresColumn(from, to string) string {
	return `CASE WHEN ` + Agrees + ` THEN COALESCE((SELECT string_agg(
			q.measure_id || ' ' || q.version || ' ' || q.point || ' ' || substr(q.finished_at, 1, 10) || ' ' || q.id || ' ' || q.scores,
			';' ORDER BY q.finished_at, q.id)
		FROM measure_ask q WHERE q.community_id = p.community_id AND q.person_id = p.id
			AND q.finished_at >= ` + from + ` AND q.finished_at < ` + to + ` AND q.withdrawn_at IS NULL), '') END`
}

// Agrees is the condition that the newest answer of the person p to being part
// of the evaluation is yes.
const Agrees = `COALESCE((SELECT c.given FROM consent c WHERE c.community_id = p.community_id AND c.person_id = p.id
	AND c.purpose = 'evaluation' ORDER BY c.id DESC LIMIT 1), FALSE)`

// EachScore reads what [ScoresColumn] tells, in the order in which it was
// finished.
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

// scores are what the answers score, as they are kept: score, time, value and
// sealed parts, in the order of the definition; nil for none. Of a refused score
// there is nothing.
func (s *Store) scores(tx *db.Tx, p Form) (any, error) {
	var words []string
	for _, score := range p.Definition.Scores(p.Answers) {
		if score.Handling == measure.Refused {
			continue
		}
		parts, err := s.sealedParts(tx, p, score.ID)
		if err != nil {
			return nil, err
		}
		words = append(words, score.ID, strconv.Itoa(score.Repeat), strconv.FormatFloat(score.Value, 'g', -1, 64), parts)
	}
	if words == nil {
		return nil, nil
	}
	return strings.Join(words, " "), nil
}

func (s *Store) sealedParts(tx *db.Tx, p Form, score string) (string, error) {
	figures, ok := p.Definition.Parts(score, p.Answers)
	if !ok {
		return none, nil
	}
	plain, err := json.Marshal(figures)
	if err != nil {
		return "", err
	}
	sealed, err := s.seal.Seal(plain, boundParts(tx, p.Ask.ID, score))
	return base64.RawURLEncoding.EncodeToString(sealed), err
}

// boundParts is where the figures belong: to the asking, as the answers do, so
// that they stay readable when two records become one. The name is that of the
// table in which they stood first (0033).
func boundParts(tx *db.Tx, ask, score string) []byte {
	return seal.Bound(tx.Community(), "measure_score", ask+" "+score, "parts")
}
