package measure

import (
	"slices"
)

// Handling is how a score came about.
type Handling string

// Ways of a score.
const (
	Complete Handling = "complete"
	Prorated Handling = "prorated" // some answers were missing, and the rule allows for that
	Refused  Handling = "refused"  // there is no score; Reason says why
)

// Score is one score of one set of answers.
type Score struct {
	ID       string
	Kind     string
	Repeat   int     // 1, 2, … where there is one for each answered group; else 0
	Value    float64 // of no meaning where Handling is Refused
	Handling Handling
	Reason   Reason
	Items    int      // how many answers the score is made from
	Missing  []string // linkIds that have none, or that the person would rather not say
	Band     string   // its id, where there are bands
}

// Scores computes all scores, in the order of the definition. It asks nothing of
// the answers: what does not belong to the measure is not looked at.
func (d *Definition) Scores(answers Answers) []Score {
	var all []Score
	for _, def := range d.Scoring.Scores {
		if def.PerGroup == "" {
			all = append(all, d.score(def, answers, 0))
			continue
		}
		for n := range d.repeats(def.PerGroup, answers) {
			all = append(all, d.score(def, d.once(def.PerGroup, answers, n), n+1))
		}
	}
	return all
}

func (d *Definition) score(def ScoreDef, answers Answers, repeat int) Score {
	s := Score{ID: def.ID, Kind: def.Kind, Repeat: repeat, Handling: Complete}
	for _, id := range d.leaves(def.Of, nil) {
		for _, v := range answers.of(id, d.inGroup(id)) {
			if s.Items++; v.State != Given && !slices.Contains(s.Missing, id) {
				s.Missing = append(s.Missing, id)
			}
		}
	}
	out := d.eval(def.Of, answers)
	if len(out) != 1 || out[0].State != Given {
		s.Handling, s.Reason = Refused, absent(out).why
		return s
	}
	s.Value = out[0].Number
	if out[0].prorated {
		s.Handling = Prorated
	}
	s.Band = def.band(s.Value)
	return s
}

// eval works an expression out. That it ends is known: Parse lets a score refer
// to earlier ones only.
func (d *Definition) eval(e Expr, answers Answers) []Value {
	switch e.Op {
	case "item":
		return answers.of(e.Item, d.inGroup(e.Item))
	case "score":
		def, _ := d.Score(e.Score)
		return d.eval(def.Of, answers)
	}
	var in []Value
	for _, part := range e.Of {
		in = append(in, d.eval(part, answers)...)
	}
	apply, ok := operators[e.Op]
	if !ok {
		return []Value{{why: NotAnswered}}
	}
	return apply(e, in)
}

// of are the answers to one item; a plain item that nobody answered has one
// missing answer, one of a repeating group that was never begun has none.
func (a Answers) of(linkID string, repeating bool) []Value {
	if got := a[linkID]; len(got) > 0 || repeating {
		return got
	}
	return []Value{{why: NotAnswered}}
}

// leaves are the linkIds that an expression is made from.
func (d *Definition) leaves(e Expr, into []string) []string {
	switch e.Op {
	case "item":
		return append(into, e.Item)
	case "score":
		def, _ := d.Score(e.Score)
		return d.leaves(def.Of, into)
	}
	for _, part := range e.Of {
		into = d.leaves(part, into)
	}
	return into
}

// band is the last one that begins at or below the score.
func (def ScoreDef) band(score float64) (id string) {
	for _, b := range def.Bands {
		if score >= b.From {
			id = b.ID
		}
	}
	return id
}

// inGroup reports whether an item stands in a group that repeats.
func (d *Definition) inGroup(linkID string) bool {
	for item := range d.Questionnaire.Items() {
		if item.Type == Group && item.Repeats && slices.ContainsFunc(item.Item, func(i Item) bool { return i.LinkID == linkID }) {
			return true
		}
	}
	return false
}

// repeats is how often a group was answered.
func (d *Definition) repeats(group string, answers Answers) (n int) {
	for _, id := range d.members(group) {
		n = max(n, len(answers[id]))
	}
	return n
}

// once are the answers as though the group had been answered the nth time only.
func (d *Definition) once(group string, answers Answers, n int) Answers {
	one := Answers{}
	for id, values := range answers {
		one[id] = values
	}
	for _, id := range d.members(group) {
		if n < len(answers[id]) {
			one[id] = answers[id][n : n+1]
		} else {
			one[id] = []Value{{why: NotAnswered}}
		}
	}
	return one
}

func (d *Definition) members(group string) (ids []string) {
	for item := range d.Questionnaire.Items() {
		if item.LinkID == group {
			for _, i := range item.Item {
				ids = append(ids, i.LinkID)
			}
		}
	}
	return ids
}
