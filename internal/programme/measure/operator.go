package measure

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Expr makes a list of figures from lists of figures, so that operators stand
// inside each other as they like: Of is flattened into one list, Op turns that
// into the next. As JSON it is the linkId of an item, or an object.
type Expr struct {
	Op      string             `json:"op"`
	Of      []Expr             `json:"of,omitempty"`
	Item    string             `json:"-"`               // op item: all answers to it
	Score   string             `json:"score,omitempty"` // op score: a score made before
	Map     map[string]float64 `json:"map,omitempty"`   // op recode, lookup
	Low     float64            `json:"low,omitempty"`   // op reverse
	High    float64            `json:"high,omitempty"`  // op reverse
	By      float64            `json:"by,omitempty"`    // op times
	From    *float64           `json:"from,omitempty"`  // op countIf: at least
	To      *float64           `json:"to,omitempty"`    // op countIf: at most
	Missing *MissingRule       `json:"missing,omitempty"`
}

// MissingRule is what happens when not all items were answered.
type MissingRule struct {
	Rule    string `json:"rule"`              // refuse, prorate or ignore
	AtLeast int    `json:"atLeast,omitempty"` // prorate: so many must be answered
}

// UnmarshalJSON reads a linkId, or an object.
func (e *Expr) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		e.Op = "item"
		return json.Unmarshal(data, &e.Item)
	}
	type plain Expr
	return json.Unmarshal(data, (*plain)(e))
}

// MarshalJSON writes it as UnmarshalJSON reads it.
func (e Expr) MarshalJSON() ([]byte, error) {
	if e.Op == "item" {
		return json.Marshal(e.Item)
	}
	type plain Expr
	return json.Marshal(plain(e))
}

// Reason is why there is no figure: the last part of a message's key.
type Reason string

// Reasons.
const (
	NotAnswered Reason = "missing"
	NotSaid     Reason = "declined"
	NotInTable  Reason = "table" // a recode or lookup has no entry for it
	NoShare     Reason = "share" // the whole of a ratio is zero
)

// operators each turn one list into another. Item and score are leaves and
// stand in score.go. What is missing stays missing through every one of them:
// only reduce may do without it, by the rule the definition states.
var operators = map[string]func(Expr, []Value) []Value{
	"recode":  func(e Expr, in []Value) []Value { return each(in, e.table) },
	"lookup":  func(e Expr, in []Value) []Value { return each(in, e.table) },
	"reverse": func(e Expr, in []Value) []Value { return each(in, e.reverse) },
	"times":   func(e Expr, in []Value) []Value { return each(in, e.times) },
	"sum":     func(e Expr, in []Value) []Value { return reduce(e, in, sum) },
	"mean":    func(e Expr, in []Value) []Value { return reduce(e, in, mean) },
	"countIf": func(e Expr, in []Value) []Value { return reduce(e, each(in, e.counts), sum) },
	"ratio":   func(_ Expr, in []Value) []Value { return ratio(in) },
}

// each applies f to every figure that is there.
func each(in []Value, f func(float64) (float64, Reason)) []Value {
	out := slices.Clone(in)
	for i, v := range out {
		if v.State != Given {
			continue
		}
		if n, why := f(v.Number); why == "" {
			out[i].Number = n
		} else {
			out[i] = Value{why: why}
		}
	}
	return out
}

// table is the entry for n; a number between entries has none, because a table
// of scores says nothing of what stands between its lines.
func (e Expr) table(n float64) (float64, Reason) {
	to, ok := e.Map[strconv.FormatFloat(n, 'f', -1, 64)]
	if !ok {
		return 0, NotInTable
	}
	return to, ""
}

// reverse turns a scale about: low becomes high and back.
func (e Expr) reverse(n float64) (float64, Reason) { return e.Low + e.High - n, "" }

func (e Expr) times(n float64) (float64, Reason) { return n * e.By, "" }

// counts is 1 for what lies in the range, else 0.
func (e Expr) counts(n float64) (float64, Reason) {
	if e.From != nil && n < *e.From || e.To != nil && n > *e.To {
		return 0, ""
	}
	return 1, ""
}

// sum lets those that are missing of all be the mean of the given ones.
func sum(given []float64, of int) float64 {
	if len(given) == 0 {
		return 0
	}
	return total(given) * float64(of) / float64(len(given))
}

func mean(given []float64, _ int) float64 { return sum(given, 1) }

func total(given []float64) (t float64) {
	for _, n := range given {
		t += n
	}
	return t
}

// reduce makes one figure of many. To prorate is to let each missing item be
// the mean of those that were answered: the sum then grows by all ÷ answered,
// the mean stays.
func reduce(e Expr, in []Value, to func(given []float64, of int) float64) []Value {
	var given []float64
	out := Value{State: Given}
	for _, v := range in {
		if v.State == Given {
			given = append(given, v.Number)
			out.prorated = out.prorated || v.prorated
		}
	}
	switch missing := len(in) - len(given); {
	case missing == 0:
		out.Number = to(given, len(given))
	case e.Missing != nil && e.Missing.Rule == "ignore":
		out.Number = to(given, len(given))
	case e.Missing != nil && e.Missing.Rule == "prorate" && len(given) > 0 && len(given) >= e.Missing.AtLeast:
		out.Number, out.prorated = to(given, len(in)), true
	default:
		return []Value{absent(in)}
	}
	return []Value{out}
}

// absent is the figure that is not there, with the reason that weighs most: a
// refusal to say is the person's own and goes before the rest.
func absent(in []Value) Value {
	out := Value{why: NotAnswered}
	for _, v := range in {
		switch {
		case v.State == Declined:
			return Value{State: Declined, why: NotSaid}
		case v.State == Missing && v.why != "":
			out.why = v.why
		}
	}
	return out
}

// ratio is the first figure by the second.
func ratio(in []Value) []Value {
	if len(in) != 2 || in[0].State != Given || in[1].State != Given {
		return []Value{absent(in)}
	}
	if in[1].Number == 0 {
		return []Value{{why: NoShare}}
	}
	return []Value{{State: Given, Number: in[0].Number / in[1].Number, prorated: in[0].prorated || in[1].prorated}}
}
