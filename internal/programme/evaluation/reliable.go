package evaluation

import (
	"math"

	"openmaf/internal/platform/stats"
)

// reliableChange counts changes beyond what the measure's own imprecision makes
// likely; nil when there is no reliability, or no spread to apply it to.
func reliableChange(p pairs, o Options) *ReliableChange {
	if o.Limit != nil {
		return countReliable(p, o, &ReliableChange{SE: Figure(math.NaN()), SDiff: Figure(math.NaN()), Limit: Figure(*o.Limit)})
	}
	if o.Reliability == nil {
		return nil
	}
	sd := stats.SD(p.before)
	if o.SD != nil {
		sd = *o.SD
	}
	if !(sd > 0) {
		return nil
	}
	r := stats.JacobsonTruax(sd, *o.Reliability)
	return countReliable(p, o, &ReliableChange{SE: Figure(r.SE), SDiff: Figure(r.SDiff), Limit: Figure(r.Limit)})
}

// countReliable fills a table that holds its limit.
func countReliable(p pairs, o Options, table *ReliableChange) *ReliableChange {
	for i := range p.before {
		switch change := p.change(i, o); {
		case above(change, table.Limit):
			table.Improved++
		case above(-change, table.Limit):
			table.Deteriorated++
		default:
			table.Unchanged++
		}
	}
	return table
}

// above reports whether x lies above the line, and not on it but for rounding.
func above(x float64, line Figure) bool { return stats.Rounded(x-float64(line)) > 0 }

// change is by how much the i-th pair became better.
func (p pairs) change(i int, o Options) float64 { return o.better() * (p.after[i] - p.before[i]) }

// clinicalChange counts who came across cut-off c besides; nil when the usual
// range or the reliable change is missing. The other norm is that of the
// scores before.
func clinicalChange(p pairs, o Options, reliable *ReliableChange) *ClinicalChange {
	if o.Usual == nil || reliable == nil {
		return nil
	}
	seeking := stats.Norm{Mean: stats.Mean(p.before), SD: stats.SD(p.before)}
	cut := stats.ClinicalCutoffs(seeking, *o.Usual, o.better())
	if !Figure(cut.C).Known() {
		return nil
	}
	table := &ClinicalChange{Cutoff: Figure(cut.C), Criterion: "c", Cutoffs: cut,
		Unchanged: reliable.Unchanged, Deteriorated: reliable.Deteriorated}
	usual := func(score float64) bool { return above(o.better()*score, Figure(o.better()*cut.C)) }
	for i := range p.before {
		switch {
		case !above(p.change(i, o), reliable.Limit):
		case !usual(p.before[i]) && usual(p.after[i]):
			table.Recovered++
		default:
			table.Improved++
		}
	}
	return table
}
