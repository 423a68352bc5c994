package app_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"openmaf/internal/app"
	"openmaf/internal/platform/clock"
	"openmaf/internal/platform/db"
	"openmaf/internal/programme/timetable"
	"openmaf/internal/trust/access"
)

// BenchmarkCrowdTimetable plans what the people of the crowd are asked, which a
// program does in the background while it answers others.
//
//	day-s, of-minute   the first look of a day: everybody whose way is young enough
//	                   is read, most have nothing new, and others come first for
//	                   four fifths of the time; and its share of the minute after
//	                   which the next look comes
//	again-ms           the next look, which reads those of whom that one wrote
//	all-s, planned     everybody's questions planned anew, as when a manager chose
//	                   other ones; and how many those are
//	longest-ms         the longest that somebody else's change took meanwhile
//	of-150ms           and its share of the limit for a page
func BenchmarkCrowdTimetable(b *testing.B) {
	const limit = 150 * time.Millisecond
	ctx := b.Context()
	c, err := app.Open(ctx, app.Storage{Data: copyOfCrowd(b, crowdPeople()), Clock: clock.At(day.At(10 * 60))})
	must(b, err)
	b.Cleanup(func() { must(b, c.Close()) })
	manager := access.Actor{Scope: c.Scope, Account: "looker", Roles: []access.Role{access.Manager}}
	for b.Loop() {
		s := timetable.New(c.DB) // as after a night
		look := func() time.Duration {
			begun := time.Now()
			must(b, s.Look(ctx, c.Scope))
			return time.Since(begun)
		}
		aDay, again := look(), look()
		must(b, s.Choose(ctx, manager, nil))
		look()
		none := planned(b, c)
		must(b, s.Choose(ctx, manager, timetable.Links))
		stop := othersWrite(b, c)
		all := look()
		longest := stop()
		row(b, map[string]float64{"day-s": aDay.Seconds(), "of-minute": aDay.Minutes(), "again-ms": milliseconds(again), "all-s": all.Seconds(),
			"planned": float64(planned(b, c) - none), "longest-ms": milliseconds(longest), "of-" + limit.String(): float64(longest) / float64(limit)})
	}
}

// planned is how many questions stand that nobody has put to anybody.
func planned(b *testing.B, c *app.Core) (n int) {
	b.Helper()
	must(b, c.DB.View(b.Context(), c.Scope, func(tx *db.Tx) (err error) {
		n, err = db.One(tx, db.Column[int], `SELECT count(*) FROM measure_ask WHERE community_id = $1 AND asked_on IS NULL AND withdrawn_at IS NULL`, tx.Community())
		return err
	}))
	return n
}

// othersWrite lets somebody change something a hundred times a second until they
// are told to stop, which tells how long the longest of their changes took.
func othersWrite(b *testing.B, c *app.Core) (stop func() (longest time.Duration)) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	var one sync.WaitGroup
	var longest time.Duration
	one.Go(func() {
		for next := time.NewTicker(10 * time.Millisecond); ctx.Err() == nil; <-next.C {
			begun := time.Now()
			must(b, c.DB.Tx(b.Context(), c.Scope, func(tx *db.Tx) error {
				_, err := tx.Exec(`UPDATE community SET name = name WHERE community_id = $1`, tx.Community())
				return err
			}))
			longest = max(longest, time.Since(begun))
		}
	})
	return func() time.Duration { cancel(); one.Wait(); return longest }
}
