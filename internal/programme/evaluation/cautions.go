package evaluation

import (
	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/stats"
)

// fewPairs is below which a report shows data and not tests: five pairs can
// reach no p below 0.06 by their signs, however they changed.
const fewPairs = 10

// cautions names the rule behind each figure that is missing, and what a reader
// should know of the others.
func cautions(t PairTable, p pairs, lost []float64, level float64, o Options) (list []fault.Problem) {
	add := func(apply bool, key string, args fault.Args) {
		if apply {
			list = append(list, fault.Problem{Key: key, Args: args})
		}
	}
	add(t.Pairs == 0, "evaluation.pairs.none", nil)
	add(t.Pairs == 1, "evaluation.pairs.one", nil)
	add(t.Pairs > 1 && t.Pairs < fewPairs, "evaluation.pairs.few", fault.Args{"Count": t.Pairs})
	if t.Pairs > 1 {
		alike := !t.T.T.Known()
		add(alike && t.Wilcoxon.Used == 0, "evaluation.pairs.zero", nil)
		add(alike && t.Wilcoxon.Used > 0, "evaluation.pairs.alike", nil)
		add(t.Before.SD == 0, "evaluation.pairs.before-constant", nil)
		add(t.After.SD == 0, "evaluation.pairs.after-constant", nil)
	}
	used := t.Wilcoxon.Used
	add(used == 1, "evaluation.interval.one", nil)
	add(used > 1 && level < 0.95, "evaluation.interval.short",
		fault.Args{"Count": used, "Level": 100 * level})
	add(len(lost) > 0 && !t.Attrition.P.Known(), "evaluation.attrition", nil)
	return append(list, ofOptions(t, p, o)...)
}

// ofOptions are the cautions about what was asked for.
func ofOptions(t PairTable, p pairs, o Options) (list []fault.Problem) {
	add := func(apply bool, key string) {
		if apply {
			list = append(list, fault.Problem{Key: key})
		}
	}
	add(o.Reliability == nil && o.SD != nil, "evaluation.sd.unused")
	add(o.Reliability == nil && o.Usual != nil, "evaluation.usual.unreliable")
	add(o.Reliability != nil && t.Reliable == nil, "evaluation.reliable.no-spread")
	add(o.Usual != nil && t.Reliable != nil && t.Clinical == nil, "evaluation.usual.no-spread")
	add(o.Usual != nil && o.better()*(o.Usual.Mean-stats.Mean(p.before)) <= 0, "evaluation.usual.worse")
	return list
}
