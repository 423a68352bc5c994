package evaluation

import (
	"math"
	"slices"

	"openmaf/internal/platform/fault"
	"openmaf/internal/platform/stats"
)

// Options are what a table of scores needs to know beside the scores.
type Options struct {
	HigherIsWorse bool
	Reliability   *float64    // of the measure, 0 to 1; nil computes no reliable change
	Limit         *float64    // of the reliable change in points, where one was published; comes before Reliability
	SD            *float64    // for the reliable change; nil takes that of the scores before
	Usual         *stats.Norm // of people who need no help; nil computes no usual range
}

// better is 1 when higher scores are better and -1 when they are worse.
func (o Options) better() float64 {
	if o.HigherIsWorse {
		return -1
	}
	return 1
}

// PairTable is the table of scores measured before and after. Everything but
// CarriedForward and Attrition is about the complete pairs.
type PairTable struct {
	Rows           int             `json:"n_rows"`
	Pairs          int             `json:"n_pairs"`
	Before         Summary         `json:"before"`
	After          Summary         `json:"after"`
	Change         Change          `json:"change"`
	T              Test            `json:"t"`
	Wilcoxon       SignedRank      `json:"wilcoxon"`
	HodgesLehmann  Pseudomedian    `json:"hodges_lehmann"`
	Effect         Effect          `json:"effect"`
	Reliable       *ReliableChange `json:"rci"`      // nil without a reliability, or where it cannot be computed
	Clinical       *ClinicalChange `json:"clinical"` // nil without the usual range, too
	CarriedForward CarriedForward  `json:"carried_forward"`
	Attrition      Attrition       `json:"attrition"`
	Warnings       []fault.Problem `json:"-"` // their words are the reader's to print
}

// Summary says what the scores were at one time.
type Summary struct {
	Mean   Figure `json:"mean"`
	SD     Figure `json:"sd"`
	Median Figure `json:"median"`
}

// Change is after minus before.
type Change struct {
	Mean Figure   `json:"mean"`
	SD   Figure   `json:"sd"`
	CI   Interval `json:"ci95"` // of the mean, by Student's t
}

// Test is a t test.
type Test struct {
	T  Figure `json:"t"`
	DF Figure `json:"df"`
	P  Figure `json:"p"`
}

// SignedRank is Wilcoxon's test of the changes.
type SignedRank struct {
	V      Figure `json:"v"`
	Used   int    `json:"n_used"`
	P      Figure `json:"p"`
	Method string `json:"method"`
}

// How the p of a signed-rank test was found.
const (
	Exact  = "exact"
	Normal = "normal approximation with tie and continuity correction"
	None   = "none: nothing changed"
)

// Pseudomedian is the Hodges-Lehmann estimate of the typical change.
type Pseudomedian struct {
	Estimate Figure   `json:"estimate"`
	CI       Interval `json:"ci95"`
}

// Effect holds standardised mean changes: see [stats.Effects].
type Effect struct {
	Dz   Figure `json:"d_z"`
	Dav  Figure `json:"d_av"`
	Dpre Figure `json:"d_pre"`
	Gz   Figure `json:"hedges_g_z"`
}

// ReliableChange counts who changed by more than the measure's own imprecision.
type ReliableChange struct {
	SE           Figure `json:"se"`
	SDiff        Figure `json:"s_diff"`
	Limit        Figure `json:"limit"`
	Improved     int    `json:"improved"`
	Unchanged    int    `json:"unchanged"`
	Deteriorated int    `json:"deteriorated"`
}

// ClinicalChange counts who moved into the usual range as well. Its names are
// those of the literature; of a person nobody says them (field notes, 7.9).
type ClinicalChange struct {
	Cutoff       Figure        `json:"cutoff"`
	Criterion    string        `json:"criterion"` // "c": both norms are known
	Recovered    int           `json:"recovered"` // reliably better, and across the cut-off
	Improved     int           `json:"improved"`  // reliably better otherwise
	Unchanged    int           `json:"unchanged"`
	Deteriorated int           `json:"deteriorated"`
	Cutoffs      stats.Cutoffs `json:"-"`
}

// CarriedForward is the t test over everybody who has a before; who has no
// after is taken not to have changed.
type CarriedForward struct {
	N int `json:"n"`
	Test
}

// Attrition compares the scores before of those who are lost and kept.
type Attrition struct {
	Lost     int    `json:"lost"`
	LostMean Figure `json:"baseline_lost_mean"`
	KeptMean Figure `json:"baseline_kept_mean"`
	WelchT   Figure `json:"welch_t"` // below zero when the lost scored lower
	DF       Figure `json:"df"`
	P        Figure `json:"p"`
}

// Pairs computes the table of scores.
func Pairs(rows Rows, o Options) PairTable {
	kept, lost := rows.split()
	changes := stats.Changes(kept.before, kept.after)
	t, sd := stats.PairedT(kept.before, kept.after), stats.SD(changes)
	if math.IsNaN(t.T) && len(changes) > 1 {
		sd = 0 // all alike: what is left of it is rounding
	}
	w, hl := stats.SignedRank(changes), stats.HodgesLehmann(changes)
	e := stats.PairedEffects(kept.before, kept.after)
	table := PairTable{
		Rows: len(rows.Before), Pairs: len(changes),
		Before: summary(kept.before), After: summary(kept.after),
		Change:         Change{Figure(stats.Mean(changes)), Figure(sd), Interval(t.CI)},
		T:              test(t),
		Wilcoxon:       SignedRank{Figure(w.V), w.N, Figure(w.P), method(w)},
		HodgesLehmann:  Pseudomedian{Figure(hl.Estimate), Interval(hl.CI)},
		Effect:         Effect{Figure(e.Dz), Figure(e.Dav), Figure(e.Dpre), Figure(e.Gz)},
		CarriedForward: carriedForward(kept, lost),
		Attrition:      attrition(lost, kept.before),
	}
	table.Reliable = reliableChange(kept, o)
	table.Clinical = clinicalChange(kept, o, table.Reliable)
	table.Warnings = append(rows.Warnings, cautions(table, kept, lost, hl.Level, o)...)
	return table
}

// pairs are complete ones: as many after as before.
type pairs struct{ before, after []float64 }

// split parts the complete pairs from the scores before of those who are lost.
func (r Rows) split() (kept pairs, lost []float64) {
	for i, b := range r.Before {
		switch a := r.After[i]; {
		case math.IsNaN(b):
		case math.IsNaN(a):
			lost = append(lost, b)
		default:
			kept.before, kept.after = append(kept.before, b), append(kept.after, a)
		}
	}
	return kept, lost
}

func summary(xs []float64) Summary {
	return Summary{Figure(stats.Mean(xs)), Figure(stats.SD(xs)), Figure(stats.Median(xs))}
}

func test(t stats.TTest) Test {
	if math.IsNaN(t.T) {
		return Test{Figure(t.T), Figure(t.T), Figure(t.T)} // no test has no degrees of freedom
	}
	return Test{Figure(t.T), Figure(t.DF), Figure(t.P)}
}

func method(w stats.Wilcoxon) string {
	switch {
	case w.N == 0:
		return None
	case w.Exact:
		return Exact
	}
	return Normal
}

func carriedForward(kept pairs, lost []float64) CarriedForward {
	before, after := slices.Concat(kept.before, lost), slices.Concat(kept.after, lost)
	return CarriedForward{len(before), test(stats.PairedT(before, after))}
}

func attrition(lost, kept []float64) Attrition {
	welch := test(stats.Welch(lost, kept))
	return Attrition{len(lost), Figure(stats.Mean(lost)), Figure(stats.Mean(kept)), welch.T, welch.DF, welch.P}
}
