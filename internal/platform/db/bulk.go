package db

import (
	"context"
	"errors"

	"openmaf/internal/platform/fault"
)

// While the embedded database is filled in bulk, indices that nothing asks for
// meanwhile are left out, and made when it is closed: sorting all their rows at
// once takes a small part of the time of putting each in its place. Until then
// the file is marked, so that no other program takes it for a whole one.
//
// PostgreSQL keeps its indices: there are no others to be made by one program.

// bulkPragmas take the place of some while a database is filled, because whoever
// fills it can begin anew: nothing is synced, what was there before a group of
// changes is kept in memory beside at most 1.5 GB of pages, and there is nothing yet to
// overwrite.
var bulkPragmas = []string{"busy_timeout(10000)", "journal_mode(MEMORY)", "synchronous(OFF)", "foreign_keys(1)", "secure_delete(0)",
	"cache_size(-1572864)", "temp_store(MEMORY)"}

// madeLast are the indices that are left out: of tables that grow with people,
// and for lists and searches of pages only.
var madeLast = []string{"chat_account", "chat_day", "chat_shift", "link_comfort_link", "link_due_at", "link_due_kind", "link_parent",
	"link_plan_day", "link_plan_second", "link_step_verb", "link_updated", "person_dial", "person_keeper",
	"tally_day", "tally_shift", "trail_glass", "trail_person"}

// The file's user_version says whether it is being filled.
const (
	whole   = `PRAGMA user_version = 0`
	filling = `PRAGMA user_version = 1`
)

type allOrNothing struct{}

// AllOrNothing is a context for changes of which none is to fail: in bulk, one
// that fails takes all others with it, and the filling ends. It is quicker,
// because no page has to be kept so that one change alone can be undone.
func AllOrNothing(ctx context.Context) context.Context {
	return context.WithValue(ctx, allOrNothing{}, true)
}

// beginBulk leaves out what is made last.
func (d *DB) beginBulk(ctx context.Context) error {
	statements := []string{filling}
	for _, name := range madeLast {
		var made string
		if err := d.writer.QueryRowContext(ctx, `SELECT sql FROM sqlite_schema WHERE name = $1`, name).Scan(&made); err != nil {
			return translate(err)
		}
		statements, d.last = append(statements, `DROP INDEX `+name), append(d.last, made)
	}
	return d.each(ctx, statements)
}

// endBulk makes it, and forgets the mark.
func (d *DB) endBulk(ctx context.Context) error {
	if err := d.each(ctx, d.last); err != nil {
		return err
	}
	return errors.Join(d.tellStatistics(ctx), d.each(ctx, []string{whole}))
}

func (d *DB) each(ctx context.Context, statements []string) error {
	for _, s := range statements {
		if _, err := d.writer.ExecContext(ctx, s); err != nil {
			return translate(err)
		}
	}
	return nil
}

// isWhole refuses a database that somebody began to fill and did not finish.
func (d *DB) isWhole(ctx context.Context) error {
	var mark int
	if err := d.writer.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&mark); err != nil {
		return translate(err)
	}
	if mark != 0 {
		return fault.New(fault.Conflict, "db.unfinished")
	}
	return nil
}
