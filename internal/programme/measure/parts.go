package measure

import "slices"

// Parts are the figures of the single questions that a score adds up, each as it
// goes into the sum: recoded, or turned about. With those of many people it can
// be said how well the questions hang together (Cronbach 1951).
//
// They are in the order of the definition. ok is false for what is not several
// questions added up: a line (one answer or count, reported by itself), a ratio, a
// score for each time of a group, subscales that weigh unlike; and where an
// answer is missing, though the score may be prorated.
func (d *Definition) Parts(score string, answers Answers) (parts []float64, ok bool) {
	def, ok := d.Score(score)
	if !ok || def.Kind == Line || def.PerGroup != "" {
		return nil, false
	}
	for _, question := range d.addends(def.Of) {
		for _, v := range d.eval(question, answers) {
			if v.State != Given {
				return nil, false
			}
			parts = append(parts, v.Number)
		}
	}
	return parts, len(parts) > 1
}

// addends are what a sum or a mean is of, down to single questions; nil for what
// is no such thing. What is done to the whole afterwards changes nothing of it.
func (d *Definition) addends(e Expr) []Expr {
	switch e.Op {
	case "score":
		def, _ := d.Score(e.Score)
		return d.addends(def.Of)
	case "lookup", "recode", "reverse", "times":
		if len(e.Of) == 1 {
			return d.addends(e.Of[0])
		}
	case "sum", "mean":
		return d.flat(e.Of)
	}
	return nil
}

// flat takes sums within a sum apart; nil where something else than sums and
// single questions is added up.
func (d *Definition) flat(of []Expr) (all []Expr) {
	for _, part := range of {
		if d.single(part) {
			all = append(all, part)
			continue
		}
		if part.Op == "score" {
			def, _ := d.Score(part.Score)
			part = def.Of
		}
		inside := d.flat(part.Of)
		if part.Op != "sum" || inside == nil {
			return nil
		}
		all = append(all, inside...)
	}
	return all
}

// single reports whether an expression makes one figure of each question in it:
// as it was answered, by a table, turned about, or whether it lies in a range.
func (d *Definition) single(e Expr) bool {
	switch e.Op {
	case "item":
		return !d.inGroup(e.Item) && !d.several(e.Item)
	case "recode", "lookup", "reverse", "times":
		return !slices.ContainsFunc(e.Of, func(part Expr) bool { return !d.single(part) })
	case "countIf":
		return len(e.Of) == 1 && e.Of[0].Op == "item" && d.single(e.Of[0])
	}
	return false
}

// several reports whether more than one answer to a question may be ticked.
func (d *Definition) several(linkID string) bool {
	item, ok := d.Questionnaire.Question(linkID)
	return ok && item.Repeats
}
