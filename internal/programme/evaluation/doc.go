// Package evaluation turns what was measured before and after into the tables
// of an evaluation: with every denominator, with intervals, with what became of
// those who are missing, and without a word on what caused a change.
//
// Invariants: a table is computed from raw data and from nothing else; the same
// rows make the same table. A row without an after is lost, never an error and
// never dropped in silence: it counts in the sensitivity lines. What cannot be
// computed is no figure (JSON null) and has a warning that names the rule. A
// file with a cell that cannot be read makes no table at all: which rows are at
// fault is said, and nobody is left out behind the reader's back.
package evaluation
