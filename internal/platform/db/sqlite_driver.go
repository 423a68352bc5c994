package db

import (
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// embeddedDriver is SQLite in pure Go, so that one binary runs anywhere.
var embeddedDriver = &sqlite.Driver{}

// sqliteError says what kind of failure the driver met, and whether the error
// is the driver's at all.
func sqliteError(err error) (failure, bool) {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return other, false
	}
	switch code := e.Code(); code {
	case lib.SQLITE_CONSTRAINT_UNIQUE, lib.SQLITE_CONSTRAINT_PRIMARYKEY, lib.SQLITE_CONSTRAINT_ROWID:
		return duplicate, true
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return reference, true
	case lib.SQLITE_CONSTRAINT_CHECK, lib.SQLITE_CONSTRAINT_NOTNULL:
		return check, true
	default:
		switch code & 0xff {
		case lib.SQLITE_FULL, lib.SQLITE_IOERR, lib.SQLITE_READONLY:
			return full, true
		case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
			return busy, true
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB, lib.SQLITE_CANTOPEN:
			return unreadable, true
		}
	}
	return other, true
}
