package db

import (
	"context"
	"time"
)

// Back takes the schema back to what it was after the migration of that number.
func (d *DB) Back(ctx context.Context, to int64) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	_, err = p.DownTo(ctx, to)
	return err
}

// Forward brings it up to date again.
func (d *DB) Forward(ctx context.Context) error { return d.migrate(ctx) }

// Waiting is how many changes wait for their turn.
func (d *DB) Waiting() int { return int(d.changes.waiting.Load()) }

// GatherFor sets how long a group takes in others, for tests that want all
// their changes in one group however busy the machine is.
func (d *DB) GatherFor(longest time.Duration) { d.changes.longest = longest }
