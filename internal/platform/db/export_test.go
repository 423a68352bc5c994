package db

import "time"

// Waiting is how many changes wait for their turn.
func (d *DB) Waiting() int { return int(d.changes.waiting.Load()) }

// GatherFor sets how long a group takes in others, for tests that want all
// their changes in one group however busy the machine is.
func (d *DB) GatherFor(longest time.Duration) { d.changes.longest = longest }
