package db

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"openmaf/internal/platform/fault"
)

// pragmas of every connection, busy_timeout first so that the others wait for
// a lock as well. FULL syncs each commit: a small charity has no battery
// behind its computer. secure_delete overwrites what is erased. Each connection
// keeps 4 MB of pages to itself: the system keeps the file's others for all.
var pragmas = []string{
	"busy_timeout(10000)",
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(1)",
	"secure_delete(1)",
	"cache_size(-4000)",
	"temp_store(MEMORY)",
}

// readers is how many connections may read at once beside the one that writes.
const readers = 4

func (d *DB) openSQLite(dir string, bulk bool) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.New(fault.Invalid, "db.directory", fault.Args{"Dir": filepath.Base(dir)}).Because(err)
	}
	// Made here, if it is not there, so that only its owner may read it; what
	// SQLite keeps beside it takes on the same rights.
	file, err := os.OpenFile(d.file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New(fault.Invalid, "db.directory", fault.Args{"Dir": filepath.Base(dir)}).Because(err)
	}
	if err := file.Close(); err != nil {
		return err
	}
	own := pragmas
	if bulk {
		own = bulkPragmas
	}
	d.writer = sql.OpenDB(connector{embeddedDriver, dsn(d.file, "immediate", own)})
	d.writer.SetMaxOpenConns(1)
	d.reader = sql.OpenDB(connector{embeddedDriver, dsn(d.file, "deferred", append(slices.Clone(own), "query_only(1)"))})
	d.reader.SetMaxOpenConns(readers)
	d.reader.SetMaxIdleConns(readers)
	if err := d.writer.Ping(); err != nil {
		return translate(err)
	}
	return nil
}

// dsn names the file and its pragmas for the driver.
func dsn(file, lock string, pragmas []string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": pragmas}
	path := (&url.URL{Path: file}).EscapedPath()
	return "file:" + strings.TrimPrefix(path, "./") + "?" + q.Encode()
}
