// Package backup copies a community's embedded database to one file while it
// is being used, and puts such a file back.
//
// A backup is checked before it gets its name: it opens, its pages and
// references are whole, and whatever else the caller demands (the chain of the
// trail) holds. A backup is never written over, and a restore never touches a
// directory that holds a database.
package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"openmaf/internal/platform/db"
	"openmaf/internal/platform/fault"
)

// Take writes a snapshot of d to file. Until it is checked it is called
// file.part; what fails leaves neither.
func Take(ctx context.Context, d *db.DB, file string, holds func(*db.DB) error) error {
	if _, err := os.Lstat(file); err == nil {
		return fault.New(fault.Conflict, "backup.exists", fault.Args{"File": file})
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return unwritable(file, err)
	}
	if err := d.Snapshot(ctx, part); err != nil {
		return errors.Join(unwritable(file, err), discard(part))
	}
	if err := check(ctx, part, holds); err != nil {
		return errors.Join(err, discard(part))
	}
	if err := settle(part, file); err != nil {
		return errors.Join(unwritable(file, err), discard(part))
	}
	return nil
}

// Restore checks the backup and puts it into dir, which must not hold a
// database. What fails leaves dir as it was.
func Restore(ctx context.Context, file, dir string, holds func(*db.DB) error) error {
	if db.Exists(dir) {
		return fault.New(fault.Conflict, "backup.occupied", fault.Args{"Dir": dir})
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unwritable(dir, err)
	}
	target := filepath.Join(dir, db.FileName)
	part := target + ".part"
	if err := duplicate(file, part); err != nil {
		return errors.Join(err, discard(part))
	}
	if err := check(ctx, part, holds); err != nil {
		return errors.Join(err, discard(part))
	}
	// What an earlier database left beside its file must not be replayed into this one.
	if err := discard(target+"-wal", target+"-shm"); err != nil {
		return err
	}
	return settle(part, target)
}

// check opens a copy and has it verified. The copy is opened as a database of
// its own in a directory that is thrown away, so that opening leaves no trace
// beside the backup.
func check(ctx context.Context, file string, holds func(*db.DB) error) (err error) {
	dir, err := os.MkdirTemp(filepath.Dir(file), ".checking-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := duplicate(file, filepath.Join(dir, db.FileName)); err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Config{Dir: dir})
	if err != nil {
		return fault.New(fault.Invalid, "backup.unreadable").Because(err)
	}
	return errors.Join(d.Verify(ctx), holds(d), d.Close())
}

func duplicate(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return fault.New(fault.Missing, "backup.missing", fault.Args{"File": from}).Because(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return unwritable(to, err)
	}
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return unwritable(to, err)
	}
	return nil
}

// settle gives the finished file its name so that a power cut leaves the whole
// file or none.
func settle(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func discard(files ...string) error {
	var all error
	for _, f := range files {
		if err := os.Remove(f); err != nil && !errors.Is(err, os.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}

func unwritable(file string, cause error) error {
	if fault.As(cause) != nil {
		return cause
	}
	return fault.New(fault.Full, "backup.unwritable", fault.Args{"File": file}).Because(cause)
}
