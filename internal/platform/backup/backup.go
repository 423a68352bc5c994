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

// Take writes a snapshot of d to file, once it is checked; what fails leaves
// nothing.
func Take(ctx context.Context, d *db.DB, file string, holds func(*db.DB) error) error {
	if _, err := os.Lstat(file); err == nil {
		return fault.New(fault.Conflict, "backup.exists", fault.Args{"File": file})
	}
	return aside(file, func(dir string) error {
		part := filepath.Join(dir, "snapshot")
		if err := d.Snapshot(ctx, part); err != nil {
			return unwritable(file, err)
		}
		// Opening a database leaves traces beside it and in it: it is a copy of
		// the snapshot that is opened.
		copied := filepath.Join(dir, db.FileName)
		if err := duplicate(part, copied); err != nil {
			return err
		}
		if err := check(ctx, dir, holds); err != nil {
			return err
		}
		return settle(part, file)
	})
}

// Restore checks the backup and puts it into dir, which must not hold a
// database. holds may change what is about to be put there. What fails leaves
// dir as it was.
func Restore(ctx context.Context, file, dir string, holds func(*db.DB) error) error {
	if db.Exists(dir) {
		return fault.New(fault.Conflict, "backup.occupied", fault.Args{"Dir": dir})
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unwritable(dir, err)
	}
	target := filepath.Join(dir, db.FileName)
	return aside(target, func(work string) error {
		part := filepath.Join(work, db.FileName)
		if err := duplicate(file, part); err != nil {
			return err
		}
		if err := check(ctx, work, holds); err != nil {
			return err
		}
		// What an earlier database left beside its file must not be replayed into this one.
		if err := discard(target+"-wal", target+"-shm"); err != nil {
			return err
		}
		return settle(part, target)
	})
}

// aside does the work in a directory beside the file, so that the finished file
// only has to be renamed, and throws the directory away.
func aside(file string, work func(dir string) error) (err error) {
	dir, err := os.MkdirTemp(filepath.Dir(file), ".openmaf-")
	if err != nil {
		return unwritable(file, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return work(dir)
}

// check opens the database in dir and has it verified.
func check(ctx context.Context, dir string, holds func(*db.DB) error) error {
	d, err := db.Open(ctx, db.Config{Dir: dir})
	if fault.Is(err, fault.Conflict) { // a newer program made it
		return err
	}
	if err != nil {
		return fault.New(fault.Invalid, "backup.unreadable").Because(err)
	}
	if err := d.Verify(ctx); err != nil {
		return errors.Join(err, d.Close())
	}
	return errors.Join(holds(d), d.Close())
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
