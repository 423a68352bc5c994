package cli

import (
	"fmt"
	"strconv"
	"text/tabwriter"

	"openmaf/internal/programme/evaluation"
)

// sheet is a table for a person: a name, then what there is to say.
type sheet struct {
	t   *terminal
	out *tabwriter.Writer
}

func (t *terminal) sheet() sheet { return sheet{t, tabwriter.NewWriter(t.out, 0, 0, 3, ' ', 0)} }

// line prints the words for a row of the table; its cells fill the columns.
func (s sheet) line(key string, cells ...string) {
	fmt.Fprint(s.out, s.t.words.T("evaluation.tell."+key))
	for _, c := range cells {
		fmt.Fprint(s.out, "\t", c)
	}
	fmt.Fprintln(s.out)
}

// say is a cell with words in it; args are pairs, as for Words.T.
func (s sheet) say(key string, args ...any) string {
	return s.t.words.T("evaluation.tell."+key, args...)
}

// tellPairs prints the table of scores for a person.
func (t *terminal) tellPairs(table evaluation.PairTable, o evaluation.Options) {
	t.say("%s\n", t.words.T("evaluation.tell.rows", "Pairs", table.Pairs, "Rows", table.Rows, "Lost", table.Attrition.Lost))
	s := t.sheet()
	s.line("nothing", s.say("mean"), s.say("sd"), s.say("median"))
	for _, at := range []struct {
		key string
		of  evaluation.Summary
	}{{"before", table.Before}, {"after", table.After}} {
		s.line(at.key, number(at.of.Mean), number(at.of.SD), number(at.of.Median))
	}
	s.line("change", number(table.Change.Mean), number(table.Change.SD), "", interval(s, table.Change.CI))
	s.out.Flush()
	t.say("")
	s = t.sheet()
	s.line("t", test(s, table.T))
	if w := table.Wilcoxon; w.P.Known() {
		s.line("wilcoxon", s.say("ranks", "V", number(w.V), "Used", w.Used, "P", chance(w.P), "Method", w.Method))
		s.line("typical", number(table.HodgesLehmann.Estimate)+", "+interval(s, table.HodgesLehmann.CI))
	} else {
		s.line("wilcoxon", s.say("none"))
		s.line("typical", s.say("none"))
	}
	e := table.Effect
	s.line("effect", fmt.Sprintf("d_z %s, d_av %s, d_pre %s, g_z %s", number(e.Dz), number(e.Dav), number(e.Dpre), number(e.Gz)))
	s.reliable(table, o)
	carried := table.CarriedForward
	s.line("carried", s.say("of", "Count", carried.N)+", "+test(s, carried.Test))
	if a := table.Attrition; a.Lost > 0 {
		s.line("lost", s.say("lost.means", "Lost", number(a.LostMean), "Kept", number(a.KeptMean))+", "+
			test(s, evaluation.Test{T: a.WelchT, DF: a.DF, P: a.P}))
	}
	s.out.Flush()
}

// reliable prints who changed by more than the measure's imprecision, in words
// that say what scores did and not what people are.
func (s sheet) reliable(table evaluation.PairTable, o evaluation.Options) {
	r := table.Reliable
	if r == nil {
		return
	}
	up, down := r.Improved, r.Deteriorated
	if o.HigherIsWorse {
		up, down = down, up
	}
	s.line("reliable", s.say("reliable.counts", "Limit", number(r.Limit), "Up", up, "Down", down, "Same", r.Unchanged))
	s.line("nothing", s.say("reliable.formula", "SE", number(r.SE), "Diff", number(r.SDiff)))
	if c := table.Clinical; c != nil {
		s.line("usual", s.say("usual.counts", "Count", c.Recovered, "Cut", number(c.Cutoff), "A", decimal(c.Cutoffs.A), "B", decimal(c.Cutoffs.B)))
	}
}

// tellBinary prints the table of answers for a person.
func (t *terminal) tellBinary(table evaluation.BinaryTable) {
	s := t.sheet()
	s.answers("pairs", table.Pairs, table.Answers)
	s.answers("missing", table.MissingAsNo.N, table.MissingAsNo.Answers)
	s.out.Flush()
}

func (s sheet) answers(key string, n int, a evaluation.Answers) {
	s.line(key, s.say("of", "Count", n))
	s.line("before", s.share(a.Before))
	s.line("after", s.share(a.After))
	s.line("changed", s.say("changed.counts", "Stopped", a.Discordant.B, "Started", a.Discordant.C))
	if m := a.McNemar; m.P.Known() {
		s.line("mcnemar", s.say("mcnemar.figures", "P", chance(m.P), "Chi2", number(m.Chi2), "Corrected", number(m.Chi2C)))
	} else {
		s.line("mcnemar", s.say("none"))
	}
}

func (s sheet) share(sh evaluation.Share) string {
	text := s.say("share", "Yes", sh.Yes, "N", sh.N)
	if sh.Wilson.Known() {
		text += fmt.Sprintf(" (%.1f %%), ", 100*sh.Share)
		text += s.say("interval", "Low", fmt.Sprintf("%.1f", 100*sh.Wilson.Low), "High", fmt.Sprintf("%.1f", 100*sh.Wilson.High))
	}
	return text
}

func test(s sheet, t evaluation.Test) string {
	if !t.P.Known() {
		return s.say("none")
	}
	return s.say("test", "T", number(t.T), "DF", number(t.DF), "P", chance(t.P))
}

func interval(s sheet, i evaluation.Interval) string {
	if !i.Known() {
		return s.say("no-interval")
	}
	return s.say("interval", "Low", decimal(i.Low), "High", decimal(i.High))
}

// number writes a figure with four significant digits, "-" where there is none.
func number(f evaluation.Figure) string {
	if !f.Known() {
		return "-"
	}
	return decimal(float64(f))
}

func decimal(x float64) string {
	if size := max(x, -x); size >= 1e4 && size < 1e15 {
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

// chance writes a p to three places: what is smaller is not told apart.
func chance(p evaluation.Figure) string {
	if p < 0.001 {
		return "p < 0.001"
	}
	return fmt.Sprintf("p = %.3f", float64(p))
}
