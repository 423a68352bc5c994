package measure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"openmaf/internal/platform/fault"
)

// MostBytes is how large a definition may be; the longest shipped one has less
// than a tenth of it.
const MostBytes = 1 << 20

// byteOrder is what some editors put before a text; it is no part of it.
var byteOrder = []byte("\ufeff")

// Parse reads a definition and holds it to everything that it says: the grammar,
// what it refers to, the hash of its wording, its test vectors. The fault has a
// problem for each thing wrong, with the path of the field.
func Parse(data []byte) (*Definition, error) {
	if len(data) > MostBytes {
		return nil, fault.New(fault.Invalid, "measure.large", fault.Args{"Most": MostBytes >> 10})
	}
	data = bytes.TrimPrefix(data, byteOrder)
	if err := grammatical(data); err != nil {
		return nil, err
	}
	d := new(Definition)
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fault.New(fault.Invalid, "measure.not-json", fault.Args{"Why": err.Error()}).Because(err)
	}
	c := checking{d: d, wrong: fault.New(fault.Invalid, "measure.wrong"), items: map[string]*Item{}}
	c.questions()
	c.scores()
	c.wording()
	if err := c.wrong.OrNil(); err != nil {
		return nil, err
	}
	c.vectors() // which need all the rest to be right
	if err := c.wrong.OrNil(); err != nil {
		return nil, err
	}
	return d, nil
}

// checking gathers what a schema cannot see.
type checking struct {
	d     *Definition
	wrong *fault.Error
	items map[string]*Item
	done  []string // scores seen so far
}

func (c *checking) field(path, key string, args fault.Args) {
	c.wrong.Field(path, "measure.wrong."+key, args)
}

func (c *checking) questions() {
	for item := range c.d.Questionnaire.Items() {
		path := "questionnaire.item " + item.LinkID
		if _, twice := c.items[item.LinkID]; twice {
			c.field(path, "twice", fault.Args{"ID": item.LinkID})
		}
		c.items[item.LinkID] = item
		if item.Type == Choice && len(item.Options) == 0 {
			c.field(path, "no-options", nil)
		}
		var codes []string
		for _, o := range item.Options {
			if slices.Contains(codes, o.Coding.Code) {
				c.field(path, "twice", fault.Args{"ID": o.Coding.Code})
			}
			codes = append(codes, o.Coding.Code)
			if _, ok := o.Coding.Number(); !ok {
				c.field(path, "no-number", fault.Args{"Code": o.Coding.Code})
			}
		}
	}
}

func (c *checking) scores() {
	for i, def := range c.d.Scoring.Scores {
		path := fmt.Sprintf("scoring.scores[%d]", i)
		if slices.Contains(c.done, def.ID) {
			c.field(path+".id", "twice", fault.Args{"ID": def.ID})
		}
		if def.Kind == Total && c.d.Scoring.NoTotal != "" {
			c.field(path+".kind", "total", nil)
		}
		if group, ok := c.items[def.PerGroup]; def.PerGroup != "" && (!ok || group.Type != Group || !group.Repeats) {
			c.field(path+".perGroup", "group", fault.Args{"ID": def.PerGroup})
		}
		if def.Min > def.Max {
			c.field(path+".min", "range", nil)
		}
		if !slices.IsSortedFunc(def.Bands, func(a, b Band) int { return int(math.Copysign(1, a.From-b.From)) }) ||
			len(def.Bands) > 0 && def.Bands[0].From > def.Min {
			c.field(path+".bands", "bands", nil)
		}
		if r := def.Change; r != nil && r.Limit == 0 && (r.Reliability == 0 || r.SD == 0) {
			c.field(path+".reliableChange", "change", nil)
		}
		if n := def.Norms; n != nil && (def.Higher == Neither || n.Mean < def.Min || n.Mean > def.Max) {
			c.field(path+".norms", "norms", nil)
		}
		c.expr(path+".of", def.Of)
		c.done = append(c.done, def.ID)
	}
}

func (c *checking) expr(path string, e Expr) {
	switch e.Op {
	case "item":
		if item, ok := c.items[e.Item]; !ok || !item.Asks() {
			c.field(path, "item", fault.Args{"ID": e.Item})
		} else if !item.Scored() {
			c.field(path, "words", fault.Args{"ID": e.Item})
		}
	case "score":
		if !slices.Contains(c.done, e.Score) {
			c.field(path+".score", "score", fault.Args{"ID": e.Score})
		}
	case "ratio":
		if len(e.Of) != 2 {
			c.field(path+".of", "two", nil)
		}
	}
	if m := e.Missing; m != nil && m.Rule == "prorate" && m.AtLeast > len(c.d.leaves(e, nil)) {
		c.field(path+".missing.atLeast", "at-least", fault.Args{"Items": len(c.d.leaves(e, nil))})
	}
	for i, part := range e.Of {
		c.expr(fmt.Sprintf("%s.of[%d]", path, i), part)
	}
}

// wording holds the questions to their hash: most licences forbid a change, and
// an edited measure is another measure.
func (c *checking) wording() {
	switch hash := c.d.Licence.WordingHash; {
	case !c.d.Worded():
		if hash != "" {
			c.field("licence.wordingSHA256", "hash-of-nothing", nil)
		}
	case hash != c.d.WordingHash():
		c.field("licence.wordingSHA256", "hash", fault.Args{"Want": c.d.WordingHash()})
	}
}
