package db

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// settings of every connection whose address does not say otherwise.
var settings = map[string]string{
	// How long a statement waits for what another program has locked, in
	// milliseconds: as long as SQLite's busy_timeout.
	"lock_timeout": "10000",
	// Queries are short, and so many of their costs are guesses that the server
	// would compile some for a second to run them for a tenth of one.
	"jit": "off",
}

func (d *DB) openPostgres(url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return err
	}
	for name, value := range settings {
		if _, said := config.RuntimeParams[name]; !said {
			config.RuntimeParams[name] = value
		}
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	d.writer, d.reader = pool, pool
	if err := pool.Ping(); err != nil {
		return errors.Join(translate(err), pool.Close())
	}
	return nil
}

// postgresError says what kind of failure the server reported, by the codes of
// the PostgreSQL manual, appendix A.
func postgresError(err error) (failure, bool) {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return other, false
	}
	switch e.Code {
	case "23505":
		return duplicate, true
	case "23503":
		return reference, true
	case "23514", "23502":
		return check, true
	case "53100", "25006", "58030":
		return full, true
	case "40001", "40P01", "55P03", "53300":
		return busy, true
	}
	return other, true
}
