package evaluation

import (
	"math"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/stats"
)

// BinaryTable is the table of a question with a yes or a no, asked before and
// after.
type BinaryTable struct {
	Pairs int `json:"n_pairs"`
	Answers
	MissingAsNo MissingAsNo     `json:"missing_as_no"`
	Warnings    []fault.Problem `json:"-"`
}

// MissingAsNo is the same over everybody who has a before; who has no after is
// taken to say no.
type MissingAsNo struct {
	N int `json:"n"`
	Answers
}

// Answers are shares before and after, and who changed.
type Answers struct {
	Before     Share      `json:"before"`
	After      Share      `json:"after"`
	Discordant Discordant `json:"discordant"`
	McNemar    McNemar    `json:"mcnemar"`
}

// Share is how many said yes.
type Share struct {
	Yes    int      `json:"yes"`
	N      int      `json:"n"`
	Share  Figure   `json:"share"`
	Wilson Interval `json:"wilson95"`
}

// Discordant counts who changed.
type Discordant struct {
	B int `json:"b"` // yes before, no after
	C int `json:"c"` // no before, yes after
}

// McNemar is the test of whether as many changed one way as the other.
type McNemar struct {
	P     Figure `json:"p_exact"`
	Chi2  Figure `json:"chi2"`
	Chi2C Figure `json:"chi2_cc"` // corrected for continuity
}

// Binary computes the table of answers.
func Binary(rows Rows) BinaryTable {
	kept, lost := rows.split()
	everybody := pairs{
		before: append(append([]float64{}, kept.before...), lost...),
		after:  append(append([]float64{}, kept.after...), make([]float64, len(lost))...),
	}
	t := BinaryTable{
		Pairs: len(kept.before), Answers: answers(kept),
		MissingAsNo: MissingAsNo{len(everybody.before), answers(everybody)},
		Warnings:    rows.Warnings,
	}
	switch {
	case t.Pairs == 0:
		t.Warnings = append(t.Warnings, fault.Problem{Key: "evaluation.answers.none"})
	case math.IsNaN(float64(t.McNemar.P)):
		t.Warnings = append(t.Warnings, fault.Problem{Key: "evaluation.answers.nobody-changed"})
	}
	return t
}

func answers(p pairs) Answers {
	var a Answers
	for i, before := range p.before {
		after := p.after[i]
		a.Before.Yes += int(before)
		a.After.Yes += int(after)
		switch {
		case before > after:
			a.Discordant.B++
		case before < after:
			a.Discordant.C++
		}
	}
	a.Before, a.After = share(a.Before.Yes, len(p.before)), share(a.After.Yes, len(p.after))
	m := stats.McNemarTest(a.Discordant.B, a.Discordant.C)
	a.McNemar = McNemar{Figure(m.P), Figure(m.Chi2), Figure(m.Chi2C)}
	return a
}

func share(yes, n int) Share {
	return Share{yes, n, Figure(float64(yes) / float64(n)), Interval(stats.Wilson(yes, n))}
}
