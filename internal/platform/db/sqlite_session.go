package db

import (
	"context"
	"database/sql"
	"errors"
)

// held is a transaction of the embedded engine that may write, on a connection
// that is held until its end. A [sql.Tx] would do, but starts a goroutine for
// each query, to wait for the end of a context that a group's statements never
// see.
type held struct{ *sql.Conn }

func hold(pool *sql.DB) (session, error) {
	conn, err := pool.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	h := held{conn}
	if err := h.run(`BEGIN IMMEDIATE`); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return h, nil
}

func (h held) run(statement string) error {
	_, err := h.ExecContext(context.Background(), statement)
	return err
}

func (h held) Commit() error {
	err := h.run(`COMMIT`)
	if err != nil {
		_ = h.run(`ROLLBACK`) // unless the engine has rolled back already
	}
	return errors.Join(err, h.Close())
}

func (h held) Rollback() error { return errors.Join(h.run(`ROLLBACK`), h.Close()) }
