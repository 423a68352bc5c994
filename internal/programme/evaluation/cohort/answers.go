package cohort

import (
	"cmp"
	"maps"
	"slices"

	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/stats"
	"openmaf/internal/programme/asking"
	"openmaf/internal/programme/evaluation"
	"openmaf/internal/programme/measure"
)

// Scale is one score of one edition of a measure. Scores of two editions are
// never held against each other: the questions may have changed.
type Scale struct{ Measure, Version, Score string }

// Network is the map of who is close to somebody.
const Network = "own-network"

// Our own six months' questions begin with those of each month, so that both
// are one scale.
const (
	monthly   = "own-monthly"
	sixMonths = "own-six-months"
	meetings  = "meetings" // how many times at a group in the last 30 days
)

// takeScores takes what people answered to measures out of the texts in which it
// was read. Only their answers and scales are written.
func (r *reader) takeScores() error {
	for i := range r.people {
		if err := r.people[i].take(r.plan, r.told[i], r.parts); err != nil {
			return err
		}
		r.people[i].toldByNumber()
	}
	return nil
}

// take keeps the scores that are of the start or of the six months: of the start
// the first one, with the figures of its questions; of the six months the nearest
// to their day.
func (s *Someone) take(p Plan, told string, parts func(asking.Scored) ([]float64, error)) error {
	began := s.Began()
	from, to := p.Window(began)
	early, late, due := began.AddDays(-asking.BeforeAhead), began.AddDays(asking.BeforeLate), Due(began).Days()
	s.Scales = map[Scale]Asked{}
	return asking.EachScore(told, func(score asking.Scored) (err error) {
		scale := Scale{score.Measure, score.Version, score.Score}
		if scale.Measure == sixMonths && scale.Score != "life" {
			scale.Measure = monthly
		}
		a := s.Scales[scale]
		switch {
		case score.Point == asking.CourseEnd:
			s.CourseEnd = true
			return nil
		case score.N > 0:
			return nil
		case score.Point == asking.Before:
			if a.Before != nil || outside(score.On, early, late) {
				return nil
			}
			a.Before = &score.Value
			a.Parts, err = parts(score)
		case score.Point == asking.SixMonths || score.Point == asking.Monthly:
			far := abs(score.On.Days() - due)
			if a.After != nil && a.far <= far || outside(score.On, from, to) {
				return nil
			}
			a.far, a.After = far, &score.Value
		default:
			return nil
		}
		s.Scales[scale] = a
		return err
	})
}

func outside(day, from, to civil.Date) bool { return day.Before(from) || day.After(to) }

func abs(n int) int { return max(n, -n) }

// toldByNumber answers what the number of meetings tells: how many, and whether
// any.
func (s *Someone) toldByNumber() {
	for scale, a := range s.Scales {
		if scale.Measure != monthly || scale.Score != meetings {
			continue
		}
		s.Answers[Days] = a
		s.Answers[AnyMeeting] = Asked{Before: went(a.Before), After: went(a.After)}
	}
}

func went(times *float64) *float64 {
	if times == nil {
		return nil
	}
	yes := asNumber(*times > 0)
	return &yes
}

// measured are the rows of the scales that somebody answered at the start and
// somebody at six months, by their names.
func measured(people []*Someone) (rows []Row) {
	at := map[Scale]*scaled{}
	for i, s := range people {
		for scale, a := range s.Scales {
			if scale.Measure == monthly && scale.Score == meetings {
				continue // a row of the plan's own
			}
			if at[scale] == nil {
				at[scale] = newScaled(len(people))
			}
			at[scale].put(i, a)
		}
	}
	for _, scale := range slices.SortedFunc(maps.Keys(at), compareScales) {
		if s := at[scale]; s.start && s.later {
			rows = append(rows, Row{Outcome: Outcome(scale.Measure + "/" + scale.Version + "/" + scale.Score), Scale: &scale,
				Asked: true, Rows: s.rows, Alpha: s.alpha()})
		}
	}
	return rows
}

// scaled is what everybody answered on one scale.
type scaled struct {
	rows         evaluation.Rows
	parts        [][]float64 // of those who answered all questions at the start
	start, later bool        // somebody did
}

func newScaled(people int) *scaled {
	unknown := slices.Repeat([]float64{notKnown}, people)
	return &scaled{rows: evaluation.Rows{Before: unknown, After: slices.Clone(unknown)}}
}

func (s *scaled) put(person int, a Asked) {
	s.rows.Before[person], s.rows.After[person] = or(a.Before, notKnown), or(a.After, notKnown)
	s.start, s.later = s.start || a.Before != nil, s.later || a.After != nil
	if a.Parts != nil {
		s.parts = append(s.parts, a.Parts)
	}
}

// alpha is how well the questions hang together; nil where there are not several.
func (s *scaled) alpha() *evaluation.AlphaTable {
	if s.parts == nil {
		return nil
	}
	a := evaluation.Alpha(s.parts)
	return &a
}

func compareScales(a, b Scale) int {
	return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Score, b.Score))
}

// define names the rows of measures, and computes them: with the reliable change,
// and with the usual range where the definition has norms.
func (r *Result) define(brought []*measure.Definition) {
	for i := range r.Measures {
		row := &r.Measures[i]
		row.Title = row.Scale.Measure + ": " + row.Scale.Score
		var o evaluation.Options
		for _, d := range slices.Concat(brought, measure.Shipped()) {
			if d.ID != row.Scale.Measure || d.Version != row.Scale.Version {
				continue
			}
			if def, ok := d.Score(row.Scale.Score); ok {
				row.Title, row.Change, row.Norms, row.Credit = d.Title+": "+def.Title, def.Change, def.Norms, d.Licence.Attribution
				o = row.options(def)
			}
			break
		}
		t := evaluation.Pairs(row.Rows, o)
		row.Scores = &t
	}
}

// options say by what the row's reliable change is counted: as the definition
// gives it, else by alpha of this very group. Which way is better is said only
// where there is a usual range to come to: for the rest the report says up and
// down.
func (row *Row) options(def measure.ScoreDef) (o evaluation.Options) {
	switch c := def.Change; {
	case c != nil && c.Limit > 0:
		o.Limit = &c.Limit
	case c != nil:
		o.Reliability, o.SD = &c.Reliability, &c.SD
	case row.Alpha != nil:
		if r, ok := row.Alpha.Reliability(); ok {
			o.Reliability = &r
		}
	}
	if n := def.Norms; n != nil {
		o.Usual, o.HigherIsWorse = &stats.Norm{Mean: n.Mean, SD: n.SD}, def.Higher == measure.Worse
		row.Worse = o.HigherIsWorse
	}
	return o
}
