// Package measure holds questionnaires and how they are scored.
//
// One file defines one measure: its items as a FHIR R4 Questionnaire, and beside
// it our own block of scoring, licence and test vectors (docs/measures.md has
// the format; definition.schema.json is its grammar).
//
// Invariants: a definition that breaks the grammar, that refers to what is not
// there, that fails one of its own test vectors or whose wording is not the
// wording its hash was taken of, does not load. A definition of a licence class
// that is not open carries no wording in this repository, and no wording leaves
// by an export. Scoring is pure: the same answers make the same scores, it never
// panics, and an unanswered item is never a zero. A score that cannot be had is
// no score and says why.
package measure
