package db

import (
	"database/sql"
	"errors"
	"fmt"

	"openmaf/internal/platform/fault"
)

// What a broken constraint comes back as, on either engine.
var (
	ErrDuplicate = errors.New("db: already there")            // unique or primary key
	ErrReference = errors.New("db: what it refers to is not") // foreign key
	ErrCheck     = errors.New("db: not an allowed value")     // check or not null
)

type failure int

const (
	other failure = iota
	duplicate
	reference
	check
	full
	busy
	unreadable
)

// translate turns a driver's error into one that callers can tell apart.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fault.New(fault.Missing, "record.missing").Because(err)
	}
	kind, _ := failureOf(err)
	switch kind {
	case duplicate:
		return fmt.Errorf("%w: %w", ErrDuplicate, err)
	case reference:
		return fmt.Errorf("%w: %w", ErrReference, err)
	case check:
		return fmt.Errorf("%w: %w", ErrCheck, err)
	case full:
		return fault.New(fault.Full, "db.full").Because(err)
	case busy:
		return fault.New(fault.Busy, "db.busy").Because(err)
	case unreadable:
		return fault.New(fault.Invalid, "db.unreadable").Because(err)
	}
	return err
}

// failureOf says what kind of failure the engine met, and whether the error is
// an engine's at all.
func failureOf(err error) (kind failure, known bool) {
	if kind, known = sqliteError(err); !known {
		kind, known = postgresError(err)
	}
	return kind, known
}

// survivable reports whether a transaction may go on after the error: the
// engine took back no more than the statement, or the error is not its own.
func survivable(err error) bool {
	kind, known := failureOf(err)
	return !known || kind == duplicate || kind == reference || kind == check
}
