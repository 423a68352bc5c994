package measure

import (
	"math"
	"strconv"
	"strings"

	"openmaf/internal/platform/fault"
)

// State is what became of a question.
type State uint8

// States of a question.
const (
	Missing  State = iota // nobody answered it
	Declined              // the person would rather not say, which is an answer
	Given
)

// Value is one answer, or one figure made from answers.
type Value struct {
	State  State
	Number float64 // of what is scored
	Text   string  // the code of a choice, or the words of a text

	prorated bool
	why      Reason // there is no figure, where State is not Given
}

// Number is a given answer that counts n.
func Number(n float64) Value { return Value{State: Given, Number: n} }

// Answers are the answers to each item by its linkId: one value for a plain
// question, one for each time its group was answered, one for each answer ticked
// where several may be. An item that is not there was not answered.
type Answers map[string][]Value

// Read reads one answer as it is typed or posted. Empty and NA are missing;
// declined is rather not say. Several answers of one question stand between
// semicolons.
func (i *Item) Read(text string) ([]Value, *fault.Problem) {
	text = strings.TrimSpace(text)
	switch strings.ToLower(text) {
	case "", "na":
		return []Value{{}}, nil
	case "declined", "prefer not to say":
		return []Value{{State: Declined}}, nil
	}
	if i.Type != Choice || !i.Repeats {
		v, wrong := i.read(text)
		return []Value{v}, wrong
	}
	var all []Value
	for part := range strings.SplitSeq(text, ";") {
		v, wrong := i.read(strings.TrimSpace(part))
		if wrong != nil {
			return nil, wrong
		}
		all = append(all, v)
	}
	return all, nil
}

func (i *Item) read(text string) (Value, *fault.Problem) {
	switch i.Type {
	case Choice:
		return i.choose(text)
	case Integer, Decimal:
		return i.measure(text)
	}
	if i.MaxLength > 0 && len([]rune(text)) > i.MaxLength {
		return Value{}, i.wrong("measure.answer.long", fault.Args{"Most": i.MaxLength})
	}
	return Value{State: Given, Text: text}, nil
}

// choose takes the code of an option, its words, or its number.
func (i *Item) choose(text string) (Value, *fault.Problem) {
	n, err := strconv.ParseFloat(text, 64)
	var codes []string
	for _, o := range i.Options {
		counts, _ := o.Coding.Number()
		if o.Coding.Code == text || o.Coding.Display != "" && strings.EqualFold(o.Coding.Display, text) || err == nil && n == counts {
			return Value{State: Given, Number: counts, Text: o.Coding.Code}, nil
		}
		codes = append(codes, o.Coding.Code)
	}
	return Value{}, i.wrong("measure.answer.option", fault.Args{"Value": text, "Options": strings.Join(codes, ", ")})
}

func (i *Item) measure(text string) (Value, *fault.Problem) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || i.Type == Integer && n != math.Trunc(n) {
		return Value{}, i.wrong("measure.answer."+i.Type, fault.Args{"Value": text})
	}
	least, most := i.Limits()
	if least != nil && n < *least || most != nil && n > *most {
		return Value{}, i.wrong("measure.answer.range", fault.Args{"Value": text, "Least": bound(least), "Most": bound(most)})
	}
	return Number(n), nil
}

func bound(n *float64) string {
	if n == nil {
		return "…"
	}
	return strconv.FormatFloat(*n, 'f', -1, 64)
}

func (i *Item) wrong(key string, args fault.Args) *fault.Problem {
	return &fault.Problem{Field: i.LinkID, Key: key, Args: args}
}
