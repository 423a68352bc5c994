package e2e

import (
	"context"

	"openmaf/internal/people/complaint"
)

// A complaint that came to Max.
var _ = happens(func(w *world) {
	w.t.Helper()
	id := w.core.DB.NewID()
	w.must(w.core.Complaints.Add(context.Background(), w.team["Max"], complaint.Complaint{ID: id, Came: today.AddDays(-3), How: "said",
		About: "companion", Says: "Nobody came to the corner, and I stood there (invented)."}))
	w.more["{complaint}"] = id
})
