package timetable

import (
	"context"
	"encoding/json"
	"slices"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/programme/asking"
	"openmaf/internal/trust/access"
	"openmaf/internal/trust/trail"
)

// Links is what can plan itself for people who have a way and are on no course,
// and does unless a manager chose otherwise. The month at the start is what the
// times at a group of later months are held against.
var Links = []asking.TimePoint{
	{Measure: "own-monthly", At: asking.Before},
	{Measure: "own-before", At: asking.Before},
	{Measure: "own-network", At: asking.Before},
	{Measure: "own-visit", At: asking.Visit},
	{Measure: "own-monthly", At: asking.Monthly},
	{Measure: "own-six-months", At: asking.SixMonths},
	{Measure: "own-network", At: asking.SixMonths},
}

// links is what plans itself: all of Links, or what a manager chose of them.
func links(tx *db.Tx) ([]asking.TimePoint, error) {
	chosen, err := db.All(tx, scanText, `SELECT content FROM timetable WHERE community_id = $1`, tx.Community())
	if err != nil || len(chosen) == 0 {
		return Links, err
	}
	var plan []asking.TimePoint
	return plan, json.Unmarshal([]byte(chosen[0]), &plan)
}

// ForLinks is what plans itself for people who are on no course.
func (s *Store) ForLinks(ctx context.Context, actor access.Actor) (plan []asking.TimePoint, err error) {
	if err := access.Allow(actor, access.ProgrammeWrite, true); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, actor.Scope, func(tx *db.Tx) error {
		plan, err = links(tx)
		return err
	})
	return plan, err
}

// Choose says which of Links plan themselves from now on; none switches it off.
// What stands already, and nobody has put to anybody, goes at the next look.
func (s *Store) Choose(ctx context.Context, actor access.Actor, plan []asking.TimePoint) error {
	if err := access.Allow(actor, access.ProgrammeWrite, true); err != nil {
		return err
	}
	for _, p := range plan {
		if !slices.Contains(Links, p) {
			return fault.New(fault.Invalid, "timetable.unknown").Field("plan", "timetable.unknown")
		}
	}
	text, err := json.Marshal(append([]asking.TimePoint{}, plan...))
	if err != nil {
		return err
	}
	err = s.db.Tx(ctx, actor.Scope, func(tx *db.Tx) error {
		if _, err := tx.Exec(`INSERT INTO timetable (community_id, content, account_id, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (community_id) DO UPDATE SET content = excluded.content, account_id = excluded.account_id, at = excluded.at`,
			tx.Community(), string(text), actor.Account, tx.Stamp()); err != nil {
			return err
		}
		return trail.Append(tx, trail.Entry{Account: actor.Account, Event: trail.TimetableChanged,
			Subject: trail.Subject{Kind: "community", ID: tx.Community()}})
	})
	if err == nil {
		s.anew.Store(true)
	}
	return err
}
