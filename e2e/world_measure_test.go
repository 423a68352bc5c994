package e2e

import (
	"context"

	"openmaf/internal/people/consent"
	"openmaf/internal/platform/locale"
	"openmaf/internal/programme/asking"
)

// Wren agrees to be counted, and questions wait for them.
var _ = happens(func(w *world) {
	w.t.Helper()
	ctx, words, id := context.Background(), locale.English(), w.core.DB.NewID()
	w.must(w.core.Consents.Answer(ctx, w.team["Asha"], words, w.person,
		consent.Answer{Purpose: consent.Evaluation, Given: true, Version: consent.WordingOf(words, consent.Evaluation).Version}))
	w.must(w.core.Questions.Begin(ctx, w.team["Asha"], asking.Beginning{ID: id, Person: w.person, Measure: "own-visit", Point: asking.Visit, How: asking.Tablet}))
	w.more["{asking}"] = id
})
