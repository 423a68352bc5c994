package measure

import (
	"fmt"
	"math"

	"openmaf/internal/platform/fault"
)

// near is how far from a test vector's figure a score may be.
const near = 1e-9

// vectors scores each set of answers that the definition brings along.
func (c *checking) vectors() {
	tried := map[string]bool{}
	for i, v := range c.d.Tests {
		path := fmt.Sprintf("tests[%d]", i)
		answers, ok := c.answers(path, v)
		if !ok {
			continue
		}
		got := map[string]Score{}
		for _, s := range c.d.Scores(answers) {
			got[s.Key()] = s
			if def, _ := c.d.Score(s.ID); s.Handling != Refused && (s.Value < def.Min-near || s.Value > def.Max+near) {
				c.field(path, "vector.range", fault.Args{"Score": s.Key(), "Got": s.Value, "Least": def.Min, "Most": def.Max})
			}
		}
		for id, want := range v.Scores {
			tried[got[id].ID] = true
			if s, ok := got[id]; !ok || s.Handling == Refused {
				c.field(path, "vector.none", fault.Args{"Score": id, "Want": want})
			} else if math.Abs(s.Value-want) > near {
				c.field(path, "vector", fault.Args{"Score": id, "Want": want, "Got": s.Value})
			}
		}
		for _, id := range v.None {
			if s, ok := got[id]; ok && s.Handling != Refused {
				c.field(path, "vector.some", fault.Args{"Score": id, "Got": s.Value})
			}
		}
		for id, want := range v.Bands {
			if band := got[id].Band; band != want {
				c.field(path, "vector.band", fault.Args{"Score": id, "Want": want, "Got": band})
			}
		}
	}
	for _, def := range c.d.Scoring.Scores {
		if !tried[def.ID] {
			c.field("tests", "untested", fault.Args{"Score": def.ID})
		}
	}
}

// Key is the score's id, with its number where there are several.
func (s Score) Key() string {
	if s.Repeat > 0 {
		return fmt.Sprintf("%s[%d]", s.ID, s.Repeat)
	}
	return s.ID
}

// answers are those of a vector; null is an answer that is missing.
func (c *checking) answers(path string, v Vector) (Answers, bool) {
	all, ok := Answers{}, true
	if v.Every != nil {
		for id, item := range c.items {
			if item.Asks() && item.Scored() && !c.d.inGroup(id) {
				all[id] = []Value{Number(*v.Every)}
			}
		}
	}
	for id, raw := range v.Answers {
		item := c.items[id]
		if item == nil || !item.Asks() {
			c.field(path+".answers", "item", fault.Args{"ID": id})
			return nil, false
		}
		list, several := raw.([]any)
		if !several {
			list = []any{raw}
		}
		delete(all, id)
		for _, one := range list {
			text := ""
			if one != nil {
				text = fmt.Sprint(one)
			}
			values, wrong := item.Read(text)
			if wrong != nil {
				c.wrong.Field(path+".answers."+id, wrong.Key, wrong.Args)
				ok = false
			}
			all[id] = append(all[id], values...)
		}
	}
	return all, ok
}
