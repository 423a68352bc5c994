package cohort

import (
	"slices"

	"openmaf/internal/people/link"
	"openmaf/internal/people/shift"
	"openmaf/internal/platform/civil"
	"openmaf/internal/platform/db"
)

// evenings counts the evenings that were planned with the people, and those
// that did not happen because of us.
func evenings(people []Someone) (w Work) {
	for i := range people {
		for _, way := range people[i].Ways {
			for _, s := range way.Steps {
				switch {
				case s.Verb == link.VerbPlan:
					w.Evenings++
				case slices.Contains([]link.Verb{link.VerbNotHappened, link.VerbDoorLocked}, s.Verb) && link.Cause(s.Code).Ours():
					w.OurFault++
				}
			}
		}
	}
	return w
}

// hours are those of the shifts that the community stood in the period.
func hours(tx *db.Tx, p Plan) (float64, error) {
	total := 0.0
	_, err := db.All(tx, func(r db.Row) (struct{}, error) {
		var started, stopped string
		if err := r.Scan(&started, &stopped); err != nil {
			return struct{}{}, err
		}
		from, err := civil.ParseInstant(started)
		if err != nil {
			return struct{}{}, err
		}
		to, err := civil.ParseInstant(stopped)
		total += min(to.Sub(from), shift.Longest).Hours()
		return struct{}{}, err
	}, `SELECT started_at, stopped_at FROM shift WHERE community_id = $1 AND on_day BETWEEN $2 AND $3
		AND started_at IS NOT NULL AND stopped_at IS NOT NULL`, tx.Community(), p.From.String(), p.To.String())
	return total, err
}
