package db

// Waiting is how many changes wait for their turn.
func (d *DB) Waiting() int { return int(d.changes.waiting.Load()) }
