package report

import "openmaf/internal/programme/evaluation/cohort"

// SumsOf are all counts of a result, and which add up to which.
func SumsOf(r cohort.Result) (values map[string]int, sums [][]string) {
	c := countsOf(r)
	return c.values, c.sums
}

// Plain is what a PDF writes for a text.
var Plain = plain
