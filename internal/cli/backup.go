package cli

import (
	"context"
	"os"
	"path/filepath"

	"openmaf/internal/app"
	"openmaf/internal/platform/backup"
	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
	"openmaf/internal/trust/signin"
	"openmaf/internal/trust/trail"
)

type backupCommand struct {
	File string `arg:"" help:"The file to write. It must not be there yet."`
}

func (b backupCommand) Run(t *terminal) error {
	c, err := t.core()
	if err != nil {
		return err
	}
	defer c.Close()
	var entries int64
	if err := backup.Take(t.ctx, c.DB, b.File, countEntries(t.ctx, &entries)); err != nil {
		return err
	}
	info, err := os.Stat(b.File)
	if err != nil {
		return err
	}
	t.say("%s holds the whole community: %d bytes, %d entries in its record of changes, checked.", b.File, info.Size(), entries)
	t.say("Keep it apart from %s; to read drafts again you need both.", filepath.Join(t.data, app.KeyName))
	return t.document(map[string]any{"file": b.File, "bytes": info.Size(), "entries": entries, "verified": true})
}

type restoreCommand struct {
	File string `arg:"" help:"The backup to put into the data directory."`
}

func (r restoreCommand) Run(t *terminal) error {
	if t.database != "" {
		return fault.New(fault.Invalid, "db.snapshot_postgres")
	}
	if err := t.claim(); err != nil {
		return err
	}
	var entries int64
	if err := backup.Restore(t.ctx, r.File, t.data, func(d *db.DB) error {
		if err := countEntries(t.ctx, &entries)(d); err != nil {
			return err
		}
		return endSignIns(t.ctx, d)
	}); err != nil {
		return err
	}
	_, madeKey, err := app.EnsureKey(t.data)
	if err != nil {
		return err
	}
	t.say("%s is in place in %s: %d entries in its record of changes, checked.", r.File, t.data, entries)
	t.say("Everybody signs in anew.")
	if madeKey {
		t.say("%s was not here, so a new one was made: half-written drafts from before cannot be opened, everything else can.",
			filepath.Join(t.data, app.KeyName))
	}
	return t.document(map[string]any{"file": r.File, "data": t.data, "entries": entries, "verified": true, "new_key": madeKey})
}

// endSignIns signs everybody out of what is restored, before it is in its
// place: who was let in since the backup was taken must not be let in by it.
func endSignIns(ctx context.Context, d *db.DB) error {
	s, err := d.Only(ctx)
	if err != nil {
		return err
	}
	return signin.EndAll(ctx, d, s)
}

// countEntries demands of a backup that its record of changes holds from the
// first entry to the last.
func countEntries(ctx context.Context, entries *int64) func(*db.DB) error {
	return func(d *db.DB) error {
		s, err := d.Only(ctx)
		if err != nil {
			return err
		}
		return d.View(ctx, s, func(tx *db.Tx) (err error) {
			*entries, err = trail.Verify(tx)
			return err
		})
	}
}
