package e2e

import (
	"context"

	"openmaf/internal/people/concern"
)

// A concern that Sam raised this morning about the person he goes along with.
var _ = happens(func(w *world) {
	w.t.Helper()
	id := w.core.DB.NewID()
	w.must(w.core.Concerns.Raise(context.Background(), w.team["Sam"], concern.Raising{ID: id,
		Saw: "a bruise, and she would not say how", From: concern.From{Outing: w.plan}, Danger: concern.No}))
	w.more["{concern}"] = id
})
